import { unstable_rethrow } from 'next/navigation';
import { z } from 'zod';
import type { Result } from './types';

const STATUS = {
  'not-found': 404,
  invalid: 400,
  'foreign-origin': 403,
  'run-active': 409,
  'too-large': 413,
  'shutting-down': 503,
  'operator-only': 403,
  'wrong-key': 403,
  locked: 403,
  'wrong-password': 403,
  'too-many-attempts': 429,
  'model-gone': 409,
  'history-root': 409,
  'made-on': 409,
  order: 409,
  'keys-lost': 409,
  'no-consent': 409,
  'training-active': 409,
  'not-better': 409,
  'other-base': 409,
  'no-checkpoint': 409,
  answered: 409,
} as const;

export type StudioErrorCode = keyof typeof STATUS;

/** A request that cannot be met, said for people. */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  constructor(readonly code: StudioErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** What is missing and what is someone else's get the same answer: an id that was guessed tells nothing. */
export const notFound = (what: 'session' | 'photo' | 'step' | 'run' | 'link' | 'sample' | 'picture' | 'mask' | 'model' | 'look' | 'style' | 'batch' | 'label' | 'pair' | 'checkpoint' | 'training') =>
  new StudioError('not-found', `This ${what} is not here. It may have been deleted, or it belongs to another browser.`);

// Server code is bundled more than once, so `instanceof` cannot tell our errors; their names can.
const OURS = new Set(['StudioError', 'PhotoError', 'BlobError', 'SettingsFileError', 'AgentError', 'EvolveError']);

type PeopleError = Error & { readonly code: string };

const isOurs = (error: unknown): error is PeopleError => error instanceof Error && OURS.has(error.name) && 'code' in error && typeof error.code === 'string';

/** Errors of ours that are the server's fault, not the request's. */
const FAULTS = new Set(['missing', 'encode-failed', 'render-failed', 'masks-failed', 'engine-missing', 'unwritable']);

const UNEXPECTED = { code: 'unexpected', message: 'Something went wrong on the server. Try again; its log says more.' };

/** Code and message of an error for people. What was not foreseen is logged and answered without its details. */
export function explain(error: unknown): { readonly code: string; readonly message: string } {
  if (isOurs(error)) {
    if (FAULTS.has(error.code)) console.error(error);
    return { code: error.code, message: error.message };
  }
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    // Some schemas say themselves what is wrong, for people.
    const code: unknown = issue?.code === 'custom' ? issue.params?.['code'] : undefined;
    if (issue && typeof code === 'string') return { code, message: issue.message };
    return { code: 'invalid', message: issue ? `${issue.path.join('.') || 'The request'}: ${issue.message}` : 'The request could not be understood.' };
  }
  console.error(error);
  return UNEXPECTED;
}

/** The code of an error of ours. */
export const codeOf = (error: unknown): string | undefined => (isOurs(error) ? error.code : undefined);

export const isNotFound = (error: unknown): boolean => codeOf(error) === 'not-found';

/** The HTTP status that goes with an error. */
export function statusOf(error: unknown): number {
  if (error instanceof z.ZodError) return 400;
  if (!isOurs(error)) return 500;
  if (FAULTS.has(error.code)) return 500;
  return (STATUS as Readonly<Record<string, number>>)[error.code] ?? (error.name === 'PhotoError' ? 422 : 400);
}

/** `answer` for what has nothing to say but that it is done. */
export const answerDone = (work: () => Promise<void>): Promise<Result<null>> => answer(async () => {
  await work();
  return null;
});

/** Runs a use case and answers instead of throwing. */
export async function answer<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    // Next steers rendering by errors of its own.
    unstable_rethrow(error);
    return { ok: false, error: explain(error) };
  }
}
