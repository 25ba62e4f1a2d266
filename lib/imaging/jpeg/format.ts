/** The parts of a baseline JPEG file (ITU-T T.81 Annex B) that joining strips needs. */

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

export function segmentOf(jpeg: Jpeg, marker: number): Uint8Array {
  const found = jpeg.segments.find((segment) => segment.marker === marker);
  if (!found) throw new JpegError(`Expected a segment 0x${marker.toString(16)}`);
  return found.bytes;
}

/** How a frame's MCUs are made of blocks. */
export type Frame = { readonly width: number; readonly height: number; readonly mcuWidth: number; readonly mcuHeight: number; readonly mcus: number; /** For each block of an MCU the pair of Huffman tables, 0 or 1. */ readonly layout: Uint8Array };

export function frameOf(jpeg: Jpeg): Frame {
  const sof = segmentOf(jpeg, MARKER.SOF0);
  const sos = segmentOf(jpeg, MARKER.SOS);
  const [height, width] = [((sof[5] ?? 0) << 8) | (sof[6] ?? 0), ((sof[7] ?? 0) << 8) | (sof[8] ?? 0)];
  const components = Array.from({ length: sof[9] ?? 0 }, (_, i) => ({ h: (sof[11 + i * 3] ?? 0) >> 4, v: (sof[11 + i * 3] ?? 0) & 15, pair: (sos[6 + i * 2] ?? 0) & 15 }));
  if (components.length !== 3 || sos[4] !== 3) throw new JpegError('Expected three components in one scan');
  const [mcuWidth, mcuHeight] = [8 * Math.max(...components.map(({ h }) => h)), 8 * Math.max(...components.map(({ v }) => v))];
  return { width, height, mcuWidth, mcuHeight, mcus: Math.ceil(width / mcuWidth) * Math.ceil(height / mcuHeight), layout: Uint8Array.from(components.flatMap(({ h, v, pair }) => Array<number>(h * v).fill(pair))) };
}

/** The file's Huffman tables in the order DC 0, AC 0, DC 1, AC 1. */
export function tablesOf(jpeg: Jpeg): readonly HuffmanTable[] {
  const tables: HuffmanTable[] = [];
  for (const { marker, bytes } of jpeg.segments) {
    if (marker !== MARKER.DHT) continue;
    for (let at = 4; at < bytes.length; ) {
      const kind = bytes[at] ?? 0;
      const lengths = bytes.slice(at + 1, at + 17);
      const count = lengths.reduce((sum, n) => sum + n, 0);
      tables[(kind & 15) * 2 + (kind >> 4)] = { lengths, symbols: bytes.slice(at + 17, at + 17 + count) };
      at += 17 + count;
    }
  }
  if (tables.filter(Boolean).length !== 4) throw new JpegError('Expected four Huffman tables');
  return tables;
}

/** The tables as one DHT segment. */
export function writeTables(tables: readonly HuffmanTable[]): Uint8Array {
  const body = tables.flatMap(({ lengths, symbols }, i) => [((i & 1) << 4) | (i >> 1), ...lengths, ...symbols]);
  return Uint8Array.from([0xff, MARKER.DHT, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]);
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
