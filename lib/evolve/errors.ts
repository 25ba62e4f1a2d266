/** What goes wrong in self-evolution, with a code for programs and a message for people. */
export class EvolveError extends Error {
  constructor(readonly code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'EvolveError';
  }
}
