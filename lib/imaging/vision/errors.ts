export type VisionErrorCode = 'models-folder' | 'manifest' | 'model-failed' | 'not-built' | 'failed';

/** Masks could not be looked for. Says what is wrong and what to do. */
export class VisionError extends Error {
  override readonly name = 'VisionError';
  constructor(
    readonly code: VisionErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
