export type DevelopErrorCode = 'engine-unavailable' | 'bad-job';

/** What the engine refuses. `message` is for people, `code` for programs. */
export class DevelopError extends Error {
  override readonly name = 'DevelopError';

  constructor(readonly code: DevelopErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
