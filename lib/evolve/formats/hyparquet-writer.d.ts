/** The part of hyparquet-writer (MIT) that is used here. */
declare module 'hyparquet-writer' {
  export type SchemaElement = {
    readonly name: string; readonly type?: 'BYTE_ARRAY' | 'INT64' | 'DOUBLE' | 'BOOLEAN'; readonly converted_type?: 'UTF8' | 'LIST';
    readonly repetition_type?: 'REQUIRED' | 'OPTIONAL' | 'REPEATED'; readonly num_children?: number;
  };
  export function parquetWriteBuffer(options: { readonly columnData: readonly { readonly name: string; readonly data: readonly unknown[] }[]; readonly schema: readonly SchemaElement[]; readonly rowGroupSize?: number; readonly statistics?: boolean }): ArrayBuffer;
}

/** The part of hyparquet (MIT) that tests read back with. */
declare module 'hyparquet' {
  export function parquetReadObjects(options: { readonly file: ArrayBuffer; readonly utf8?: boolean }): Promise<Record<string, unknown>[]>;
}
