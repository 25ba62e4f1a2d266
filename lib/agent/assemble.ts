import { createEmbeddedBrain } from './brains/embedded';
import { createJarvisEvoBrain, createSelfEvaluator, PROMPTS, readPrompts, type Prompts } from './brains/jarvisevo';
import { createOpenAiBrain } from './brains/openai';
import { createEmbeddedEvaluator } from './evaluator';
import { createJudge } from './evaluator/judge';
import { AgentError, messageOf } from './errors';
import { createImagesGenerator } from './generator';
import { createModelClient, priceLists, priceOf, PRICES, type ModelClient, type PriceList } from './model';
import type { Endpoint, Keys, Profile } from './profile';
import type { Brain, Evaluator, Generator, RunRequest } from './types';

/** `generator`: where the profile names an image model. */
export type Agent = { readonly brain: Brain; readonly evaluator: Evaluator; readonly generator?: Generator };

/** What an operator may lay into the data folder: what models cost, and what a checkpoint is told. */
export type OperatorFiles = { readonly prices: readonly PriceList[]; readonly prompts: Prompts };

/** A policy that was trained outside of this room, handed in by whoever knows both: `lib/evolve/brain`. */
export type Evolved = Pick<Agent, 'brain' | 'evaluator'>;

const SHIPPED: OperatorFiles = { prices: [PRICES], prompts: PROMPTS };

/** The operator's `prices.json` and `jarvisevo/*.txt` before what is shipped. One that cannot be read is told in the log, and is no reason not to work. */
export async function operatorFiles(dataDir: string): Promise<OperatorFiles> {
  const orElse = <T>(shipped: T) => (error: unknown): T => {
    console.error(messageOf(error));
    return shipped;
  };
  return { prices: await priceLists(dataDir).catch(orElse(SHIPPED.prices)), prompts: await readPrompts(dataDir).catch(orElse(SHIPPED.prompts)) };
}

/** The agent that a profile describes: the one place where profiles become objects. */
export function agentFor(profile: Profile, keys: Keys = {}, files: OperatorFiles = SHIPPED, evolved?: Evolved): Agent {
  const generator = profile.generator && createImagesGenerator(clientFor(profile.generator, keys.generator, files));
  return { brain: brainFor(profile, keys, files, evolved), evaluator: evaluatorFor(profile, keys, files, evolved), ...(generator && { generator }) };
}

/** What a profile says about every run. */
export function termsOf({ maxSteps, reflectBelow, rounds, limits, textOnly, generation }: Profile): Pick<RunRequest, 'maxSteps' | 'reflectBelow' | 'rounds' | 'limits' | 'textOnly' | 'generation'> {
  return { maxSteps, reflectBelow, rounds, limits, textOnly, generation };
}

function brainFor(profile: Profile, keys: Keys, files: OperatorFiles, evolved: Evolved | undefined): Brain {
  switch (profile.brain) {
    case 'embedded': return createEmbeddedBrain();
    case 'evolved': return trained(evolved).brain;
    case 'openai': {
      const { imageEdge, recentImages, price } = profile;
      return createOpenAiBrain(clientFor(endpointOf(profile), keys.endpoint, files, price), { imageEdge, recentImages });
    }
    case 'jarvisevo': return createJarvisEvoBrain(clientFor(endpointOf(profile), keys.endpoint, files, profile.price), { edge: profile.imageEdge, recentImages: profile.recentImages, prompts: files.prompts });
  }
}

function evaluatorFor(profile: Profile, keys: Keys, files: OperatorFiles, evolved: Evolved | undefined): Evaluator {
  const { imageEdge } = profile;
  switch (profile.evaluator) {
    case 'embedded': return createEmbeddedEvaluator();
    case 'judge': return profile.judge ? createJudge(clientFor(profile.judge, keys.judge, files), { imageEdge }) : createEmbeddedEvaluator();
    case 'self': {
      if (profile.brain === 'evolved') return trained(evolved).evaluator;
      const client = clientFor(endpointOf(profile), keys.endpoint, files, profile.price);
      return profile.brain === 'jarvisevo' ? createSelfEvaluator(client, { edge: imageEdge, recentImages: profile.recentImages, prompts: files.prompts }) : createJudge(client, { id: 'self', imageEdge });
    }
  }
}

function trained(evolved: Evolved | undefined): Evolved {
  if (!evolved) throw new AgentError('profile', 'There is no trained policy here. Train one with "npm run evolve", or work with the embedded brain.');
  return evolved;
}

function clientFor(endpoint: Endpoint, apiKey: string | undefined, { prices }: OperatorFiles, own?: Profile['price']): ModelClient {
  const price = own ?? priceOf(endpoint.model, prices);
  return createModelClient(endpoint, { ...(apiKey !== undefined && { apiKey }), ...(price && { price }) });
}

function endpointOf({ name, endpoint }: Profile): Endpoint {
  if (!endpoint) throw new AgentError('profile', `The profile "${name}" names no model. Give it an endpoint.`);
  return endpoint;
}
