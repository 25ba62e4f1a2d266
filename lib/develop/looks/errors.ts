export type TableErrorCode = 'table-too-large' | 'table-damaged' | 'table-unsupported';

/** A look's table that cannot be used. */
export class TableError extends Error {
  override readonly name = 'TableError';

  constructor(readonly code: TableErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
