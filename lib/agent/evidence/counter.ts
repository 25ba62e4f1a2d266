import { Arena, type Address } from '@/lib/develop/kernels/arena';
import type { Pixels, Size } from '@/lib/develop/types';
import type { Evidence } from '../types';
import { BAND_AT, COLOUR_BANDS, DIAMOND_SCALE, NAMED_CHROMA } from './bands';
import { detailOf } from './detail';
import { LUMA_BINS, LUMA_SCALE, regionStats } from './histogram';
import { assembled, CHROMA_BINS, CHROMA_SCALE, GRID, type Groups, measure, type Tones } from './measure';
import { CBRT, CBRT_STEPS, linearLevels, LUMA, lmsMatrix } from './oklab';
import { once } from './planes';
import { TILE_SHARE } from './raw';
import { gridLine, type RegionMask } from './within';

type Exports = { readonly memory: WebAssembly.Memory; heapBase(): Address; pass(job: Address): void };

/** Cells of the grid, then the colours, then skin: one after the other. */
const COLOURS = GRID * GRID;
const SKIN = COLOURS + COLOUR_BANDS.length;
const GROUPS = SKIN + 1;
const TOTALS = ['low', 'high', 'rg', 'rgSquares', 'yb', 'ybSquares'] as const;
const TONE_BYTES = 32;

/**
 * `measure` in one compiled pass over the pixels (`assembly/index.ts`, dist/evidence.wasm), for rollouts, where hundreds are measured in a second. The same sums in the
 * same order, so the same numbers to the last bit; pictures of 16 bits or with alpha go the usual way.
 */
export class Counter {
  readonly #run: Exports;
  readonly #arena: Arena;

  constructor(wasm: WebAssembly.Module) {
    this.#run = new WebAssembly.Instance(wasm, {}).exports as unknown as Exports;
    this.#arena = new Arena(this.#run.memory, this.#run.heapBase());
  }

  /** @param skin where skin was found on the untouched photo */
  measure(pixels: Pixels, skin: RegionMask): Evidence {
    if (pixels.depth !== 8 || pixels.channels !== 3 || skin.width !== pixels.width || skin.height !== pixels.height) return once(pixels, () => measure(pixels, skin));
    return this.#counted(pixels, pixels.data, skin);
  }

  #put(name: string, data: Uint8Array | Float32Array | Float64Array, key?: string): Address {
    return this.#arena.hold(name, data.byteLength, key, (address) => this.#arena.u8.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), address));
  }

  #cleared(name: string, bytes: number): Address {
    const address = this.#arena.slot(name, bytes);
    this.#arena.u8.fill(0, address, address + bytes);
    return address;
  }

  #counted({ width, height, space }: Pixels, data: Uint8Array, skin: RegionMask): Evidence {
    const count = width * height;
    const tile = Math.max(1, Math.round(Math.max(width, height) * TILE_SHARE)), across = Math.ceil(width / tile), tiles = across * Math.ceil(height / tile);
    // Everything has its place before any of it is looked at: memory that grows moves.
    const tones = this.#cleared('tones', LUMA_BINS * TONE_BYTES), chromas = this.#cleared('chromas', CHROMA_BINS * 4);
    const bins = this.#cleared('bins', GROUPS * LUMA_BINS * 4), sums = this.#cleared('sums', GROUPS * 24);
    const luma = this.#arena.slot('luma', count * 4), totals = this.#arena.slot('totals', TOTALS.length * 8), dark = this.#put('dark', new Float64Array(tiles).fill(255));
    const job = this.#put('job', new Uint8Array(Uint32Array.of(
      width, height, this.#put('data', data), this.#put('inside', skin.inside), this.#put('columns', cellsAlong(width), `${width}`), this.#put('rows', cellsAlong(height), `${height}`), GRID, tile, across, dark,
      luma, tones, chromas, CHROMA_BINS - 1, bins, sums, LUMA_BINS, COLOURS, SKIN, this.#put('linear', linearLevels(8), '8'), this.#put('cbrt', CBRT, 'all'), this.#put('bandAt', BAND_AT, 'all'),
      this.#put('weights', Float64Array.of(...lmsMatrix(space).map((weight) => weight * CBRT_STEPS), ...LUMA.map((weight) => weight * (100 / 255))), space),
      this.#put('scales', Float64Array.of(LUMA_SCALE, CHROMA_SCALE, DIAMOND_SCALE, NAMED_CHROMA / 100), 'all'), totals,
    ).buffer));
    this.#run.pass(job);

    const { buffer } = this.#run.memory;
    const found = new Float64Array(buffer, totals, TOTALS.length);
    const at = (name: (typeof TOTALS)[number]): number => found[TOTALS.indexOf(name)] ?? 0;
    const [allBins, allSums] = [new Uint32Array(buffer, bins, GROUPS * LUMA_BINS), new Float64Array(buffer, sums, GROUPS * 3)];
    const groups = (from: number, to: number): Groups => ({ bins: allBins.subarray(from * LUMA_BINS, to * LUMA_BINS), sums: allSums.subarray(from * 3, to * 3) });
    const [a = 0, b = 0, chroma = 0] = allSums.subarray(SKIN * 3);
    const spread = (sum: number, squares: number): number => Math.max(0, squares / count - (sum / count) ** 2);
    const [rg, yb] = [at('rg'), at('yb') / 2];
    return assembled({ width, height } satisfies Size, {
      tones: tonesAt(buffer, tones, new Uint32Array(buffer, chromas, CHROMA_BINS), count), cells: groups(0, COLOURS), colours: groups(COLOURS, SKIN), skin: regionStats(allBins.subarray(SKIN * LUMA_BINS), { a, b, chroma }, count),
      clipping: { shadows: at('low') / count, highlights: at('high') / count },
      colourfulness: Math.sqrt(spread(rg, at('rgSquares')) + spread(yb, at('ybSquares') / 4)) + 0.3 * Math.hypot(rg / count, yb / count),
      haze: (new Float64Array(buffer, dark, tiles).reduce((sum, low) => sum + low, 0) / tiles) * (100 / 255),
      detail: detailOf(new Float32Array(buffer, luma, count), width, height),
    });
  }
}

function tonesAt(buffer: ArrayBufferLike, address: Address, chromas: Uint32Array, count: number): Tones {
  const [doubles, words] = [new Float64Array(buffer, address, (LUMA_BINS * TONE_BYTES) / 8), new Uint32Array(buffer, address, (LUMA_BINS * TONE_BYTES) / 4)];
  const tones = { count, bins: new Uint32Array(LUMA_BINS), a: new Float64Array(LUMA_BINS), b: new Float64Array(LUMA_BINS), chroma: new Float64Array(LUMA_BINS), chromas };
  for (let bin = 0; bin < LUMA_BINS; bin++) {
    tones.a[bin] = doubles[4 * bin] as number;
    tones.b[bin] = doubles[4 * bin + 1] as number;
    tones.chroma[bin] = doubles[4 * bin + 2] as number;
    tones.bins[bin] = words[8 * bin + 6] as number;
  }
  return tones;
}

/** The cell of the grid that each place along an edge lies in. */
function cellsAlong(edge: number): Uint8Array {
  const cells = new Uint8Array(edge);
  for (let cell = 0; cell < GRID; cell++) cells.fill(cell, gridLine(edge, cell), gridLine(edge, cell + 1));
  return cells;
}
