import { createModelClient, type ModelClient } from '@/lib/agent/model';
import { endpointSchema } from '@/lib/agent/profile';
import { EvolveError } from '../errors';

/** Where the API of OpenAI itself answers, as for the agent. */
const OPENAI = 'https://api.openai.com/v1';

/** The model that the environment names, by the settings that the agent's brains read: OPENAI_MODEL, OPENAI_BASE_URL, OPENAI_API_KEY. Undefined: none. */
export function configuredModel(env: Readonly<Record<string, string | undefined>>): ModelClient | undefined {
  const model = env['OPENAI_MODEL']?.trim();
  if (!model) return undefined;
  const endpoint = endpointSchema.safeParse({ urls: [env['OPENAI_BASE_URL']?.trim() || OPENAI], model });
  if (!endpoint.success) throw new EvolveError('tutor-settings', `OPENAI_BASE_URL and OPENAI_MODEL name no model that could be a tutor: ${endpoint.error.issues[0]?.message ?? ''} Correct them, or train with --tutor embedded.`);
  const apiKey = env['OPENAI_API_KEY']?.trim();
  return createModelClient(endpoint.data, { ...(apiKey && { apiKey }), limits: PATIENCE });
}

/** A lesson is worth less patience than a user's request: there is another tutor. */
export const PATIENCE = { totalMs: 120_000, retries: 2, retryAfterMs: 20_000 } as const;
