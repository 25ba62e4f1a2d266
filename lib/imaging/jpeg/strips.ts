import type { Size } from '@/lib/develop/types';
import { HISTOGRAMS, type JpegSettings, MCU } from './coder';
import { type HuffmanTable, MARKER, optimalTable, parseJpeg, type Segment, writeFrame, writeInterval, writeQuantTables, writeScanHead, writeTables } from './format';
import { quantTables } from './quantisation';

/**
 * One JPEG file out of strips that were encoded apart (T.81 §E.1.4: restart intervals code independently). Each strip is one restart
 * interval; all share one set of Huffman tables, the best for the whole picture. Every coefficient is what encoding the whole picture would give.
 */

/** MCUs in a restart interval at most: DRI counts them in 16 bits. */
const MAX_INTERVAL = 65_535;

/** Rows per strip for about `parts` strips: whole MCUs, few enough for a restart interval. */
export function stripRows(width: number, height: number, mcu: number, parts: number): number {
  const rows = Math.ceil(height / mcu);
  const most = Math.floor(MAX_INTERVAL / Math.ceil(width / mcu));
  return Math.max(1, Math.min(most, Math.ceil(rows / parts))) * mcu;
}

/** Symbols that 8-bit baseline blocks can hold (T.81 Tables F.1 and F.2): DC sizes 0..11; end of block, 16 zeros, or a run 0..15 before a size 1..10. */
const POSSIBLE: readonly (readonly number[])[] = [
  Array.from({ length: 12 }, (_, size) => size),
  [0x00, 0xf0, ...Array.from({ length: 160 }, (_, i) => (Math.floor(i / 10) << 4) | ((i % 10) + 1))],
];

/** The best tables for all strips together, by samples of them: every symbol that may come up beyond the samples has a code too. */
export function sharedTables(histograms: readonly Uint32Array[]): readonly HuffmanTable[] {
  const sum = new Uint32Array(HISTOGRAMS);
  for (let table = 0; table < 4; table++) for (const symbol of POSSIBLE[table & 1] ?? []) sum[table * 257 + symbol] = 1;
  for (const histogram of histograms) histogram.forEach((count, i) => (sum[i] = (sum[i] ?? 0) + count));
  return [0, 1, 2, 3].map((i) => optimalTable(sum.subarray(i * 257, (i + 1) * 257)));
}

/** A file of strips that were written with `tables`, `rows` px high but the last. `metadata` are the APPn segments of the file. */
export function joinStrips(scans: readonly Uint8Array[], size: Size, rows: number, { quality, chromaSubsampling }: JpegSettings, tables: readonly HuffmanTable[], metadata: readonly Segment[]): Buffer {
  const mcu = MCU[chromaSubsampling].size;
  const interval = Math.ceil(size.width / mcu) * (rows / mcu);
  const body = scans.flatMap((bytes, i) => (i === 0 ? [bytes] : [Uint8Array.of(0xff, MARKER.RST0 + ((i - 1) & 7)), bytes]));
  return Buffer.concat([
    Uint8Array.of(0xff, MARKER.SOI), ...metadata.map(({ bytes }) => bytes),
    writeQuantTables(quantTables(quality)), writeFrame(size, chromaSubsampling === '4:2:0'), writeTables(tables), writeInterval(interval), writeScanHead(),
    ...body, Uint8Array.of(0xff, MARKER.EOI),
  ]);
}

/** The APPn segments of a file of the same encoder, with its EXIF claiming another size. */
export function metadataOf(file: Uint8Array, width: number, height: number): readonly Segment[] {
  return parseJpeg(file).segments.filter(({ marker }) => marker >= MARKER.APP0 && marker <= MARKER.APP15).map((segment) => ({ ...segment, bytes: withExifSize(segment.bytes, width, height) }));
}

const PIXEL_X = 0xa002;
const PIXEL_Y = 0xa003;
const EXIF_DIRECTORY = 0x8769;

/** EXIF's PixelXDimension and PixelYDimension (EXIF 2.32 §4.6.5) set in place; other segments come back as they are. */
function withExifSize(segment: Uint8Array, width: number, height: number): Uint8Array {
  if (Buffer.from(segment.subarray(4, 10)).toString('latin1') !== 'Exif\0\0') return segment;
  const bytes = Uint8Array.from(segment);
  const view = new DataView(bytes.buffer, 10);
  const little = view.getUint16(0) === 0x4949;
  const visit = (directory: number): void => {
    const count = view.getUint16(directory, little);
    for (let i = 0; i < count; i++) {
      const at = directory + 2 + i * 12;
      const tag = view.getUint16(at, little);
      if (tag === EXIF_DIRECTORY) visit(view.getUint32(at + 8, little));
      if (tag !== PIXEL_X && tag !== PIXEL_Y) continue;
      const value = tag === PIXEL_X ? width : height;
      if (view.getUint16(at + 2, little) === 3) view.setUint16(at + 8, value, little);
      else view.setUint32(at + 8, value, little);
    }
  };
  visit(view.getUint32(4, little));
  return bytes;
}

