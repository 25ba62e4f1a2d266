import { codesOf, type HuffmanTable } from './format';
import { quantTables } from './quantisation';

type Exports = {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  placeTables(divisors: number): void;
  begin(to: number): void;
  encodeRow(rgb: number, width: number, rows: number, halved: boolean): number;
  count(from: number, to: number, luma: number, blocks: number, histograms: number): void;
  beginScan(to: number): void;
  write(from: number, to: number, luma: number, blocks: number, codes: number, words: number): number;
  endScan(): number;
};

export type Chroma = '4:4:4' | '4:2:0';
export type JpegSettings = { readonly quality: number; readonly chromaSubsampling: Chroma };

/** What one strip comes to: its quantised blocks, in the shape that `assembly/entropy.ts` says, and how often a sample of them needs each symbol. */
export type CodedStrip = { readonly blocks: Uint8Array; readonly histograms: Uint32Array };

/** Counters of one scan or several: 4 × 257, DC 0, AC 0, DC 1, AC 1. */
export const HISTOGRAMS = 4 * 257;

/** Pixels along an MCU's side, and its blocks, of which `luma` are luma. */
export const MCU: Readonly<Record<Chroma, { readonly size: number; readonly blocks: number; readonly luma: number }>> = {
  '4:4:4': { size: 8, blocks: 3, luma: 1 },
  '4:2:0': { size: 16, blocks: 6, luma: 4 },
};

/** A block without a zero: presence, DC, 63 coefficients. */
const MOST_BLOCK_BYTES = 8 + 2 + 63 * 2;
/** Of a strip's rows of MCUs one in so many is counted: the tables come out within a thousandth of the best. */
const SAMPLE = 4;
/** Blocks written in one call, in bytes: V8 runs a call to its end in the code that it began with, which the first time is the slow one. */
const STEP = 1 << 16;
/** More than the bits of one MCU. */
const ONE_MCU = 2048;
const PAGE = 65_536;

/** Codes with the length of the extra bits that follow, as `assembly/entropy.ts` reads them. */
const entriesOf = (table: HuffmanTable, index: number): Uint32Array => codesOf(table).map((code, symbol) => {
  const extra = index % 2 === 0 ? Math.min(symbol, 11) : symbol & 15;
  return code === 0 ? 0 : (((code >>> 16) + extra) << 27) | ((code & 0xffff) << extra);
});

/** Host of `assembly/`: one wasm memory, not re-entrant. */
export class JpegCoder {
  readonly #wasm: Exports;
  #quality: number | undefined;

  private constructor(wasm: Exports) {
    this.#wasm = wasm;
  }

  static async load(module: WebAssembly.Module): Promise<JpegCoder> {
    const { exports } = await WebAssembly.instantiate(module, {});
    return new JpegCoder(exports as unknown as Exports);
  }

  /** Memory for a strip's RGB, to be filled before `encode` is called with the same width and rows. */
  room(width: number, rows: number, chroma: Chroma): Uint8Array {
    const { size, blocks } = MCU[chroma];
    const { pixels, coded } = this.#layout(width, rows);
    this.#reach(coded + Math.ceil(width / size) * Math.ceil(rows / size) * blocks * MOST_BLOCK_BYTES);
    return new Uint8Array(this.#wasm.memory.buffer, pixels, width * rows * 3);
  }

  /** Codes the strip in `room`, up to the point where its Huffman tables are needed. */
  encode(width: number, rows: number, { quality, chromaSubsampling }: JpegSettings): CodedStrip {
    const { size, blocks, luma } = MCU[chromaSubsampling];
    const { counters, pixels, coded } = this.#layout(width, rows);
    this.#quantiseFor(quality);
    new Uint32Array(this.#wasm.memory.buffer, counters, HISTOGRAMS).fill(0);
    this.#wasm.begin(coded);
    let end = coded;
    for (let y = 0; y < rows; y += size) {
      const from = end;
      end = this.#wasm.encodeRow(pixels + y * width * 3, width, rows - y, chromaSubsampling === '4:2:0');
      if ((y / size) % SAMPLE === 0) this.#wasm.count(from, end, luma, blocks, counters);
    }
    // Another thread may write it.
    const shared = new Uint8Array(new SharedArrayBuffer(end - coded));
    shared.set(new Uint8Array(this.#wasm.memory.buffer, coded, end - coded));
    return { blocks: shared, histograms: new Uint32Array(this.#wasm.memory.buffer, counters, HISTOGRAMS).slice() };
  }

  /** A strip's blocks as a scan in the codes of `tables`. */
  write(strip: Uint8Array, tables: readonly HuffmanTable[], chroma: Chroma): Uint8Array {
    const { blocks, luma } = MCU[chroma];
    const { counters: codes, pixels: words } = this.#layout(0, 0);
    const source = words + STEP * 2 + ONE_MCU, target = source + strip.length + 16;
    // A coefficient of 2 bytes takes 26 bits at most, every byte of which may be followed by a stuffed zero; a block's end and DC have 10 bytes.
    this.#reach(target + strip.length * 4 + 64);
    const memory = this.#wasm.memory.buffer;
    tables.forEach((table, i) => new Uint32Array(memory, codes + i * 1024, 256).set(entriesOf(table, i)));
    new Uint8Array(memory).set(strip, source);
    this.#wasm.beginScan(target);
    for (let at = source, end = source + strip.length; at < end; ) at = this.#wasm.write(at, Math.min(end, at + STEP), luma, blocks, codes, words);
    return new Uint8Array(memory, target, this.#wasm.endScan() - target).slice();
  }

  #quantiseFor(quality: number): void {
    if (quality === this.#quality) return;
    const { counters } = this.#layout(0, 0);
    quantTables(quality).forEach((table, i) => new Uint16Array(this.#wasm.memory.buffer, counters + i * 128, 64).set(table));
    this.#wasm.placeTables(counters);
    this.#quality = quality;
  }

  /** Counters or codes, pixels, blocks, one after the other. */
  #layout(width: number, rows: number): { readonly counters: number; readonly pixels: number; readonly coded: number } {
    const align = (address: number): number => Math.ceil(address / 16) * 16;
    const counters = align(this.#wasm.heapBase());
    const pixels = align(counters + HISTOGRAMS * 4);
    this.#reach(pixels);
    return { counters, pixels, coded: align(pixels + width * rows * 3 + 16) };
  }

  #reach(end: number): void {
    const missing = end - this.#wasm.memory.buffer.byteLength;
    if (missing > 0) this.#wasm.memory.grow(Math.ceil(missing / PAGE));
  }
}
