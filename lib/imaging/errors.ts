/** What can be wrong with a photo or a picture request. Codes are stable: the page and the command line translate by them. */
export type PhotoErrorCode =
  | 'missing'
  | 'empty'
  | 'too-large'
  | 'too-many-pixels'
  | 'not-a-photo'
  | 'unsupported-format'
  | 'truncated'
  | 'damaged'
  | 'encode-failed'
  | 'render-failed'
  | 'masks-failed'
  | 'engine-missing';

/** Says in `message` what is wrong and what to do; `code` is for programs. */
export class PhotoError extends Error {
  override readonly name = 'PhotoError';
  constructor(
    readonly code: PhotoErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
