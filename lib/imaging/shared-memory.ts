import type { Pixels } from '@/lib/develop/types';

/** Pixels whose numbers lie in shared memory: sending them to a worker sends a reference. */
export function sharePixels(pixels: Pixels): Pixels {
  if (pixels.data.buffer instanceof SharedArrayBuffer) return pixels;
  if (pixels.depth === 8) {
    const data = new Uint8Array(new SharedArrayBuffer(pixels.data.byteLength));
    data.set(pixels.data);
    return { ...pixels, data };
  }
  const data = new Uint16Array(new SharedArrayBuffer(pixels.data.byteLength));
  data.set(pixels.data);
  return { ...pixels, data };
}

/** A copy in shared memory. */
export function sharedBytes(values: Uint8Array | Uint16Array): Uint8Array<SharedArrayBuffer> {
  const data = new Uint8Array(new SharedArrayBuffer(values.length));
  data.set(values);
  return data;
}

export const sharedTarget = (length: number, depth: 8 | 16): Uint8Array | Uint16Array =>
  depth === 8 ? new Uint8Array(new SharedArrayBuffer(length)) : new Uint16Array(new SharedArrayBuffer(length * 2));

type Numbers = Float32Array | Uint16Array | Uint8Array;

function shared(room: Numbers, values: Numbers): Numbers {
  room.set(values);
  return room;
}

/** The same plain data with every array of numbers in shared memory, for what each of many jobs carries along. */
export function shareArrays<T>(value: T): T {
  if (value instanceof Float32Array) return shared(new Float32Array(new SharedArrayBuffer(value.byteLength)), value) as T;
  if (value instanceof Uint16Array) return shared(new Uint16Array(new SharedArrayBuffer(value.byteLength)), value) as T;
  if (value instanceof Uint8Array) return shared(new Uint8Array(new SharedArrayBuffer(value.byteLength)), value) as T;
  if (Array.isArray(value)) return value.map((part: unknown) => shareArrays(part)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shareArrays(part)])) as T;
}

/** Bytes of every typed array within plain data. */
export function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + bytesOf(part), 0);
}
