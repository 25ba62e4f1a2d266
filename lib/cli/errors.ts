import { CommanderError } from 'commander';

/** What a script sees: 0 done, 1 it failed, 2 the command was not understood, 130 interrupted (Ctrl-C). */
export const EXIT = { ok: 0, failure: 1, usage: 2, interrupted: 130 } as const;

/** The command line was wrong: nothing was read or written. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

/** The command was right and could not be carried out. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(readonly code: string, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly code = 'interrupted';
}

const isAbort = (error: unknown): boolean => error instanceof Interrupted || (error instanceof Error && error.name === 'AbortError');

export const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) return EXIT.usage;
  return isAbort(error) ? EXIT.interrupted : EXIT.failure;
};

/** Our errors say what happened and what to do; anything else is a fault of the program, whose place is worth knowing. */
export function messageOf(error: unknown): string {
  // Commands that keep what they have done so far say so.
  if (error instanceof Interrupted && error.message !== '' && error.message !== 'interrupted') return error.message;
  if (isAbort(error)) return 'interrupted; nothing was written.';
  if (!(error instanceof Error)) return String(error);
  const known = 'code' in error && typeof error.code === 'string';
  return known || process.env.EVOROOM_DEBUG === undefined ? error.message : (error.stack ?? error.message);
}
