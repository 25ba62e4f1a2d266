import { z } from 'zod';
import { ADDRESS_MESSAGES, addressProblem } from './address';

const address = z.string().trim().max(500).transform((text, context) => {
  const problem = addressProblem(text);
  if (problem) context.addIssue({ code: 'custom', message: ADDRESS_MESSAGES[problem], params: { code: 'bad-address' } });
  return text.replace(/\/+$/, '');
});

/** Where a model answers, in the manner of the OpenAI API. Keys are kept apart from this: see `ModelAccess`. */
export const endpointSchema = z.object({
  /** Base addresses up to `/v1`; several share the load. */
  urls: z.array(address).min(1).max(16),
  model: z.string().trim().min(1).max(200),
});
export type Endpoint = z.infer<typeof endpointSchema>;

/** US dollars for a million tokens. */
export const priceSchema = z.object({ input: z.number().min(0), cached: z.number().min(0).optional(), output: z.number().min(0) });
export type Price = z.infer<typeof priceSchema>;

/** Brains that ask no server. */
export const ENDPOINTLESS: ReadonlySet<string> = new Set(['embedded', 'evolved']);

/**
 * How the agent works: which brain with which model, who judges, what it may use. `embedded` needs nothing else; `evolved` is a trained policy with the embedded rules behind it.
 * Everything but `brain` has a default, so that a profile is as short as its purpose.
 */
export const profileSchema = z.object({
  name: z.string().trim().min(1).max(80),
  brain: z.enum(['embedded', 'evolved', 'openai', 'jarvisevo']),
  endpoint: endpointSchema.optional(),
  /** `self`: the brain scores its own result, as published; `judge`: the model at `judge`. */
  evaluator: z.enum(['embedded', 'self', 'judge']).default('embedded'),
  judge: endpointSchema.optional(),
  /** An image model behind an OpenAI-compatible images-edit address; absent: nothing is generated. */
  generator: endpointSchema.optional(),
  generation: z.enum(['forbid', 'ask', 'allow']).default('ask'),
  /** Long edge of pictures sent, px. */
  imageEdge: z.int().min(256).max(2048).default(1024),
  /** Pictures of the latest steps kept in a conversation, beside the source and the best. */
  recentImages: z.int().min(1).max(12).default(3),
  textOnly: z.boolean().default(false),
  reflectBelow: z.number().min(0).max(5).default(3),
  rounds: z.int().min(0).max(10).default(1),
  maxSteps: z.int().min(1).max(64).default(12),
  limits: z.object({ tokens: z.int().positive().optional(), dollars: z.number().positive().optional(), seconds: z.number().min(1).optional() }).default({}),
  /** Instead of the price list. */
  price: priceSchema.optional(),
}).superRefine((profile, context) => {
  const needs = (condition: boolean, path: 'endpoint' | 'judge', message: string) => { if (condition) context.addIssue({ code: 'custom', path: [path], message }); };
  needs(!ENDPOINTLESS.has(profile.brain) && !profile.endpoint, 'endpoint', `Expected an endpoint: the brain "${profile.brain}" asks a model`);
  needs(profile.evaluator === 'judge' && !profile.judge, 'judge', 'Expected an endpoint for the judge');
  needs(profile.evaluator === 'self' && profile.brain === 'embedded', 'endpoint', 'Expected a model: the embedded brain is judged by the embedded evaluator');
});
export type Profile = z.infer<typeof profileSchema>;

/** The keys of a profile's endpoints: never part of a document, an event, a log or a page. */
export type Keys = { readonly endpoint?: string; readonly judge?: string; readonly generator?: string };

/** The profile that needs nothing. */
export const EMBEDDED: Profile = profileSchema.parse({ name: 'Evoroom', brain: 'embedded' });

/** The policy that was trained here, with its own evaluator. */
export const EVOLVED: Profile = profileSchema.parse({ name: 'Evoroom SEPO', brain: 'evolved', evaluator: 'self' });
