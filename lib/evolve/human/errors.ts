/** Data that people bring for training or measuring cannot be used: what is wrong, and what to do. */
export class EvolveDataError extends Error {
  override readonly name = 'EvolveDataError';

  constructor(readonly code: 'scores-missing' | 'scores-unreadable' | 'photos-missing' | 'model-unreadable', message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
