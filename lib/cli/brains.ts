import { createEmbeddedBrain } from '@/lib/agent';
import type { Brain } from '@/lib/agent/types';
import { createOpenAiBrain } from '@/lib/agent/brains/openai';
import { createModelClient } from '@/lib/agent/model';
import { CommandError, UsageError } from './errors';

/** Brains by the names that `--brain` takes. */
const BRAINS: Readonly<Record<string, (env: NodeJS.ProcessEnv) => Brain>> = {
  embedded: () => createEmbeddedBrain(),
  openai: (env) => {
    const { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model, OPENAI_API_KEY: apiKey } = env;
    if (!baseUrl || !model) throw new CommandError('brain-settings', 'The brain "openai" needs OPENAI_BASE_URL and OPENAI_MODEL (and OPENAI_API_KEY where the server asks for one). Set them, or use --brain embedded.');
    return createOpenAiBrain(createModelClient({ urls: [baseUrl.replace(/\/+$/, '')], model }, { ...(apiKey && { apiKey }) }));
  },
};

export const BRAIN_NAMES: readonly string[] = Object.keys(BRAINS);

export function brainOf(name: string, env: NodeJS.ProcessEnv): Brain {
  const make = BRAINS[name];
  if (!make || !Object.hasOwn(BRAINS, name)) throw new UsageError(`Expected --brain to be ${BRAIN_NAMES.join(' or ')} but received ${JSON.stringify(name)}.`);
  return make(env);
}
