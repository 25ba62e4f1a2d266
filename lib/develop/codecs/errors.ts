export type SettingsFileErrorCode = 'too-large' | 'malformed-xml' | 'not-xmp' | 'malformed-json' | 'malformed-cube' | 'malformed-lua' | 'lua-code' | 'no-settings' | 'unwritable' | 'unknown-format' | 'empty';

/** A settings file that cannot be read (or written) at all. What is wrong inside a readable one is an issue, not an error. */
export class SettingsFileError extends Error {
  override readonly name = 'SettingsFileError';

  constructor(readonly code: SettingsFileErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
