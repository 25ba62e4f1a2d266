import type { Result } from '@/lib/studio/types';

/** A server action refused: `message` is the server's, in the user's language. */
export class ActionError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'ActionError';
    this.code = code;
  }
}

/** The value of an action's answer; throws `ActionError` with the server's message otherwise. */
export async function valueOf<T>(answer: Promise<Result<T>>): Promise<T> {
  const result = await answer;
  if (result.ok) return result.value;
  throw new ActionError(result.error.code, result.error.message);
}
