import { z } from 'zod';
import type { JsonValue } from '@/lib/develop/types';

/** What the server takes: docs/DATA-FORMATS.md, “Rollouts over HTTP”. */
export const MOST = { items: 256, calls: 64, callChars: 200_000, body: 16 * 1024 * 1024, upload: 128 * 1024 * 1024, edge: 2048 } as const;

const json: z.ZodType<JsonValue> = z.json();
const settings = z.record(z.string().max(128), json);

/**
 * One rollout: a photo, and what was called on it. `calls` as the published protocol has them, absolute values that grow into one document: JSON (also a model's), an
 * object, or a whole answer with its tags; `settings` instead is one document, also as Lua or XMP text.
 */
const itemSchema = z.object({
  photo: z.string().min(1).max(200),
  instruction: z.string().max(4000).optional(),
  locale: z.enum(['en', 'zh']).default('en'),
  calls: z.array(z.union([z.string().max(MOST.callChars), settings])).max(MOST.calls).optional(),
  settings: z.union([z.string().max(MOST.callChars), settings]).optional(),
  /** What an expert did to the photo: people who have it in mind rate the result. */
  expert: settings.optional(),
}).strict();

export const rolloutsSchema = z.object({
  items: z.array(itemSchema).min(1).max(MOST.items),
  /** Long edge of the pictures, px. */
  edge: z.int().min(32).max(MOST.edge).optional(),
  /** How pictures are sent: in the answer, under an address, or not at all. */
  picture: z.enum(['base64', 'url', 'none']).default('base64'),
  quality: z.int().min(1).max(100).default(90),
  evidence: z.boolean().default(true),
}).strict();

export type Item = z.infer<typeof itemSchema>;
export type RolloutsRequest = z.infer<typeof rolloutsSchema>;

/** What went wrong with a request, or with one item of it. */
export class ServerError extends Error {
  override readonly name = 'ServerError';

  constructor(readonly status: number, readonly code: string, message: string, readonly retryAfter?: number) {
    super(message);
  }
}
