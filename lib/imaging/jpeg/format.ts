import type { Size } from '@/lib/develop/types';
import { type QuantTables, ZIGZAG } from './quantisation';

/** The parts of a baseline JPEG file (ITU-T T.81 Annex B) that reading headers and writing a file of one scan need. */

/** One marker segment: `bytes` is all of it, from the 0xFF on. */
export type Segment = { readonly marker: number; readonly bytes: Uint8Array };

export type HuffmanTable = { readonly lengths: Uint8Array; readonly symbols: Uint8Array };

export type Jpeg = {
  readonly segments: readonly Segment[];
  /** The entropy-coded data of the one scan. */
  readonly scan: Uint8Array;
};

export const MARKER = { SOI: 0xd8, EOI: 0xd9, SOF0: 0xc0, DHT: 0xc4, DQT: 0xdb, DRI: 0xdd, SOS: 0xda, APP0: 0xe0, APP15: 0xef, RST0: 0xd0 } as const;

export class JpegError extends Error {
  override readonly name = 'JpegError';
}

/** Splits a baseline JPEG of one scan, such as libjpeg writes, into segments and scan. */
export function parseJpeg(file: Uint8Array): Jpeg {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const segments: Segment[] = [];
  for (let at = 2; at + 4 <= file.length; ) {
    const marker = view.getUint8(at + 1);
    const next = at + 2 + view.getUint16(at + 2);
    if (view.getUint8(at) !== 0xff) throw new JpegError(`Expected a marker at ${at}`);
    segments.push({ marker, bytes: file.subarray(at, next) });
    if (marker === MARKER.SOS) return { segments, scan: file.subarray(next, file.length - 2) };
    at = next;
  }
  throw new JpegError('Expected a scan');
}

const segment = (marker: number, body: readonly number[]): Uint8Array => Uint8Array.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]);

/** Tables of quantisation 0 and 1 as one DQT segment. */
export const writeQuantTables = (tables: QuantTables): Uint8Array => segment(MARKER.DQT, tables.flatMap((table, i) => [i, ...ZIGZAG.map((at) => table[at] ?? 0)]));

/** The frame of a YCbCr picture (SOF0): 8 bits, chroma under the second table. */
export function writeFrame({ width, height }: Size, halved: boolean): Uint8Array {
  const big = (value: number): readonly number[] => [value >> 8, value & 255];
  return segment(MARKER.SOF0, [8, ...big(height), ...big(width), 3, 1, halved ? 0x22 : 0x11, 0, 2, 0x11, 1, 3, 0x11, 1]);
}

/** Restarts after so many MCUs (DRI). */
export const writeInterval = (mcus: number): Uint8Array => segment(MARKER.DRI, [mcus >> 8, mcus & 255]);

/** The head of one scan of all three components (SOS), chroma under the second pair of tables. */
export const writeScanHead = (): Uint8Array => segment(MARKER.SOS, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);

/** The tables as one DHT segment. */
export function writeTables(tables: readonly HuffmanTable[]): Uint8Array {
  return segment(MARKER.DHT, tables.flatMap(({ lengths, symbols }, i) => [((i & 1) << 4) | (i >> 1), ...lengths, ...symbols]));
}

/** Canonical codes of a table (T.81 Annex C): per symbol, its length << 16 | code. */
export function codesOf({ lengths, symbols }: HuffmanTable): Uint32Array {
  const codes = new Uint32Array(256);
  let [code, k] = [0, 0];
  lengths.forEach((count, i) => {
    for (let n = 0; n < count; n++) codes[symbols[k++] ?? 0] = ((i + 1) << 16) | code++;
    code <<= 1;
  });
  return codes;
}

/**
 * The best table for symbol counts (T.81 Annex K.2): Huffman's merging with an extra symbol of count 1, so that no code is all ones, then lengths
 * beyond 16 bits folded back.
 */
export function optimalTable(counts: Uint32Array): HuffmanTable {
  const weights = Float64Array.from({ length: 257 }, (_, symbol) => (symbol === 256 ? 1 : (counts[symbol] ?? 0)));
  const size = new Uint8Array(257);
  const others = new Int16Array(257).fill(-1);
  const least = (except: number): number => {
    let found = -1;
    for (let i = 0; i <= 256; i++) if (i !== except && (weights[i] ?? 0) > 0 && (found < 0 || (weights[i] ?? 0) <= (weights[found] ?? 0))) found = i;
    return found;
  };
  const deepen = (from: number): number => {
    let last = from;
    for (let i = from; i >= 0; i = others[i] ?? -1) {
      size[i] = (size[i] ?? 0) + 1;
      last = i;
    }
    return last;
  };
  for (let one = least(-1), two = least(one); two >= 0; one = least(-1), two = least(one)) {
    weights[one] = (weights[one] ?? 0) + (weights[two] ?? 0);
    weights[two] = 0;
    others[deepen(one)] = two;
    deepen(two);
  }
  const bits = new Uint32Array(64);
  size.forEach((length) => {
    if (length > 0) bits[length] = (bits[length] ?? 0) + 1;
  });
  for (let i = bits.length - 1; i > 16; i--) {
    while ((bits[i] ?? 0) > 0) {
      let j = i - 2;
      while ((bits[j] ?? 0) === 0) j--;
      bits[i] = (bits[i] ?? 0) - 2;
      bits[i - 1] = (bits[i - 1] ?? 0) + 1;
      bits[j + 1] = (bits[j + 1] ?? 0) + 2;
      bits[j] = (bits[j] ?? 0) - 1;
    }
  }
  // The extra symbol holds one of the longest codes.
  let longest = 16;
  while ((bits[longest] ?? 0) === 0) longest--;
  bits[longest] = (bits[longest] ?? 0) - 1;
  const symbols = Array.from({ length: 256 }, (_, symbol) => symbol).filter((symbol) => (size[symbol] ?? 0) > 0);
  return { lengths: Uint8Array.from(bits.subarray(1, 17)), symbols: Uint8Array.from(symbols.toSorted((a, b) => (size[a] ?? 0) - (size[b] ?? 0) || a - b)) };
}
