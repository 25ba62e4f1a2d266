/** The part of hyparquet-writer (MIT) that is used here. */
declare module 'hyparquet-writer' {
  export type SchemaElement = {
    readonly name: string; readonly type?: 'BYTE_ARRAY' | 'INT64' | 'DOUBLE' | 'BOOLEAN'; readonly converted_type?: 'UTF8' | 'LIST';
    readonly repetition_type?: 'REQUIRED' | 'OPTIONAL' | 'REPEATED'; readonly num_children?: number;
  };
  export function parquetWriteBuffer(options: { readonly columnData: readonly { readonly name: string; readonly data: readonly unknown[] }[]; readonly schema: readonly SchemaElement[]; readonly rowGroupSize?: number; readonly statistics?: boolean }): ArrayBuffer;
}
