import { createEmbeddedBrain } from './brains/embedded';
import { createOpenAiBrain } from './brains/openai';
import { createEmbeddedEvaluator } from './evaluator';
import { createJudge } from './evaluator/judge';
import { AgentError } from './errors';
import { createModelClient, type ModelClient } from './model';
import type { Endpoint, Keys, Profile } from './profile';
import type { Brain, Evaluator, RunRequest } from './types';

export type Agent = { readonly brain: Brain; readonly evaluator: Evaluator };

/** The agent that a profile describes: the one place where profiles become objects. */
export function agentFor(profile: Profile, keys: Keys = {}): Agent {
  return { brain: brainFor(profile, keys), evaluator: evaluatorFor(profile, keys) };
}

/** What a profile says about every run. */
export function termsOf({ maxSteps, reflectBelow, rounds, limits, textOnly, generation }: Profile): Pick<RunRequest, 'maxSteps' | 'reflectBelow' | 'rounds' | 'limits' | 'textOnly' | 'generation'> {
  return { maxSteps, reflectBelow, rounds, limits, textOnly, generation };
}

function brainFor(profile: Profile, keys: Keys): Brain {
  switch (profile.brain) {
    case 'embedded': return createEmbeddedBrain();
    case 'openai': {
      const { imageEdge, recentImages, price } = profile;
      return createOpenAiBrain(clientFor(endpointOf(profile), keys.endpoint, price), { imageEdge, recentImages });
    }
    case 'jarvisevo': throw new AgentError('brain-missing', 'This version has no brain "jarvisevo" yet. Choose another.');
  }
}

function evaluatorFor(profile: Profile, keys: Keys): Evaluator {
  const { imageEdge } = profile;
  switch (profile.evaluator) {
    case 'embedded': return createEmbeddedEvaluator();
    case 'judge': return profile.judge ? createJudge(clientFor(profile.judge, keys.judge), { imageEdge }) : createEmbeddedEvaluator();
    case 'self': return createJudge(clientFor(endpointOf(profile), keys.endpoint, profile.price), { id: 'self', imageEdge });
  }
}

function clientFor(endpoint: Endpoint, apiKey: string | undefined, price?: Profile['price']): ModelClient {
  return createModelClient(endpoint, {
    ...(apiKey !== undefined && { apiKey }),
    ...(price && { price: { input: price.input, output: price.output, ...(price.cached !== undefined && { cached: price.cached }) } }),
  });
}

function endpointOf({ name, endpoint }: Profile): Endpoint {
  if (!endpoint) throw new AgentError('profile', `The profile "${name}" names no model. Give it an endpoint.`);
  return endpoint;
}
