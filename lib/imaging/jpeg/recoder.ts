import { codesOf, type Frame, type HuffmanTable } from './format';

type Exports = {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  count(source: number, length: number, mcus: number, layout: number, blocks: number, tables: number, histograms: number): void;
  beginRecoding(source: number, length: number, target: number): void;
  recode(mcus: number, layout: number, blocks: number, tables: number, codes: number): void;
  endRecoding(): number;
};

/** A strip's scan with what is needed to walk it. */
export type Scan = { readonly bytes: Uint8Array; readonly frame: Pick<Frame, 'mcus' | 'layout'>; readonly tables: readonly HuffmanTable[] };

/** Counters of one scan or several: 4 × 257, DC 0, AC 0, DC 1, AC 1. */
export const HISTOGRAMS = 4 * 257;

const SHORT_ENTRIES = 512;
const TABLE_ENTRIES = SHORT_ENTRIES + 65536;
const PAGE = 65536;
/** MCUs that are recoded in one call. */
const STEP = 256;

/** Host of `assembly/huffman.ts`: one wasm memory, not re-entrant. */
export class Recoder {
  readonly #wasm: Exports;
  /** The tables that lie in memory: strips of one encoder all have the same. */
  #placed: readonly HuffmanTable[] = [];

  private constructor(wasm: Exports) {
    this.#wasm = wasm;
  }

  static async load(module: WebAssembly.Module): Promise<Recoder> {
    const { exports } = await WebAssembly.instantiate(module, {});
    return new Recoder(exports as unknown as Exports);
  }

  /** Counts the symbols of the first `mcus` MCUs. */
  count(scan: Scan, mcus = scan.frame.mcus): Uint32Array {
    const { source, layout, tables, free } = this.#place(scan, HISTOGRAMS * 4);
    new Uint8Array(this.#wasm.memory.buffer, free, HISTOGRAMS * 4).fill(0);
    this.#wasm.count(source, scan.bytes.length, mcus, layout, scan.frame.layout.length, tables, free);
    return new Uint32Array(this.#wasm.memory.buffer, free, HISTOGRAMS).slice();
  }

  /** The same scan in the codes of `to`. */
  recode(scan: Scan, to: readonly HuffmanTable[]): Uint8Array {
    const codeBytes = 4 * 256 * 4;
    // No code is longer than 16 bits where the shortest had at least 2, and every 0xFF may be followed by a stuffed zero.
    const { source, layout, tables, free } = this.#place(scan, codeBytes + scan.bytes.length * 4 + 64);
    const codes = new Uint32Array(this.#wasm.memory.buffer, free, 4 * 256);
    to.forEach((table, i) => codes.set(codesOf(table), i * 256));
    const target = free + codeBytes;
    this.#wasm.beginRecoding(source, scan.bytes.length, target);
    for (let left = scan.frame.mcus; left > 0; left -= STEP) this.#wasm.recode(Math.min(STEP, left), layout, scan.frame.layout.length, tables, free);
    return new Uint8Array(this.#wasm.memory.buffer, target, this.#wasm.endRecoding() - target).slice();
  }

  /** Lays tables, layout and scan out in memory; `free` is where `extra` more bytes follow. */
  #place(scan: Scan, extra: number): { readonly source: number; readonly layout: number; readonly tables: number; readonly free: number } {
    const { memory } = this.#wasm;
    const align = (address: number): number => Math.ceil(address / 16) * 16;
    const tables = align(this.#wasm.heapBase());
    const layout = tables + 4 * TABLE_ENTRIES * 2;
    const source = align(layout + scan.frame.layout.length);
    const free = align(source + scan.bytes.length + 16);
    const missing = free + extra - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    const bytes = new Uint8Array(memory.buffer);
    bytes.set(scan.frame.layout, layout);
    bytes.set(scan.bytes, source);
    scan.tables.forEach((table, i) => {
      if (!sameTable(this.#placed[i], table)) fillTable(new Uint16Array(memory.buffer, tables + i * TABLE_ENTRIES * 2, TABLE_ENTRIES), table);
    });
    this.#placed = scan.tables;
    return { source, layout, tables, free };
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((value, i) => value === b[i]);
const sameTable = (a: HuffmanTable | undefined, b: HuffmanTable): boolean => a !== undefined && same(a.lengths, b.lengths) && same(a.symbols, b.symbols);

/** length << 8 | symbol for every 9-bit beginning that holds a whole code, and for every 16 bits. */
function fillTable(entries: Uint16Array, { lengths, symbols }: HuffmanTable): void {
  entries.fill(0);
  let [code, k] = [0, 0];
  lengths.forEach((count, i) => {
    const length = i + 1;
    for (let n = 0; n < count; n++, code++) {
      const entry = (length << 8) | (symbols[k++] ?? 0);
      if (length <= 9) entries.fill(entry, code << (9 - length), (code + 1) << (9 - length));
      entries.fill(entry, SHORT_ENTRIES + (code << (16 - length)), SHORT_ENTRIES + ((code + 1) << (16 - length)));
    }
    code <<= 1;
  });
}
