/**
 * safetensors (Hugging Face): eight bytes of the header's length, little endian; the header, JSON, with dtype, shape and offsets of each tensor
 * and texts under `__metadata__`; the numbers. Only F32 is written and read. https://github.com/huggingface/safetensors
 */
export type TensorFile = { readonly tensors: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>>; readonly metadata: Readonly<Record<string, string>> };

export class CheckpointError extends Error {
  readonly code = 'checkpoint';
}

type Entry = { readonly dtype: string; readonly shape: readonly number[]; readonly data_offsets: readonly [number, number] };

export function writeTensors({ tensors, metadata }: TensorFile): Uint8Array {
  let offset = 0;
  const header: Record<string, Entry | Readonly<Record<string, string>>> = { __metadata__: metadata };
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Numbers begin at a multiple of eight; the header is padded with spaces.
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + offset).fill(0x20, 8, 8 + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  let at = 8 + length;
  for (const { data } of Object.values(tensors)) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

export function readTensors(bytes: Uint8Array): TensorFile {
  const broken = (what: string): CheckpointError => new CheckpointError(`Expected a safetensors file but ${what}. Take another checkpoint, or train a new one.`);
  if (bytes.length < 8) throw broken('it is too short');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (length > bytes.length - 8) throw broken('its header is longer than the file');
  let header: Readonly<Record<string, Entry | Readonly<Record<string, string>>>>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as typeof header;
  } catch {
    throw broken('its header is no JSON');
  }
  const numbers = bytes.subarray(8 + length);
  const { __metadata__: metadata = {}, ...entries } = header;
  const tensors = Object.fromEntries(Object.entries(entries).map(([name, entry]) => {
    const { dtype, shape, data_offsets: [from, to] = [0, -1] } = entry as Entry;
    const size = Array.isArray(shape) ? shape.reduce((product: number, n: number) => product * n, 1) : -1;
    if (dtype !== 'F32' || from < 0 || to > numbers.length || to - from !== 4 * size) throw broken(`the tensor "${name}" does not fit`);
    return [name, { shape, data: new Float32Array(new Uint8Array(numbers.subarray(from, to)).buffer) }];
  }));
  return { tensors, metadata: metadata as Readonly<Record<string, string>> };
}
