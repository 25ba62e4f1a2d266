import type { Address } from '../../kernels/arena';
import type { Module } from '../../kernels/loader';
import { pitchOf, type Rect } from '../planes';
import { addressIn, grown } from './stage';

/** Blocks are 8 samples wide and start at multiples of 4. */
const BLOCK = 8;
const STEP = 4;
const FREQUENCIES = 64;
/** Columns that kernels may touch beyond the last block. */
export const SLACK = 24;

/** A plane with its place in the picture: its first sample is (rect.x0, rect.y0). */
export type PlacedPlane = { readonly rect: Rect; readonly pitch: number; readonly plane: Address };

/** Fills a row of T² for `count` blocks; the centre of the first is at (x, y) px of the output, the others `step` px apart. */
export type Limits = (dst: Address, x: number, y: number, step: number, count: number) => void;

/** One resolution: samples are means of factor × factor px (1, 2, 4 or 8). */
export type Level = { readonly factor: number; readonly limits: Limits; readonly frequencies: Address };

const floorTo = (value: number, step: number): number => Math.floor(value / step) * step;

/** Pixels around a result that the levels read together. */
const shrinkageHalo = (factors: readonly number[]): number => factors.reduce((sum, factor) => sum + (factor === 1 ? BLOCK : (BLOCK + 1) * factor), 0);

/** The power of two nearest below `size` px, 1…8. */
export const factorFor = (size: number): number => (size >= 8 ? 8 : size >= 4 ? 4 : size >= 2 ? 2 : 1);

/** Weights for the 64 frequencies (0…7 down, 0…7 across); the mean is never touched. */
export function frequencyTable({ arena }: Module, name: string, weight: (down: number, across: number) => number): Address {
  const table = arena.slot(`shrink.frequencies.${name}`, FREQUENCIES * 4);
  arena.f32.set(Array.from({ length: FREQUENCIES }, (_, k) => (k === 0 ? 0 : weight(Math.floor(k / BLOCK), k % BLOCK))), table / 4);
  return table;
}

/** Noise reduction of a plane by shrinking cosine coefficients, first at full resolution and then at coarser ones (`assembly/shrink.ts`). */
export class Shrinkage {
  readonly #module: Module;
  readonly #levels: readonly Level[];
  readonly halo: number;

  constructor(module: Module, levels: readonly Level[]) {
    this.#module = module;
    this.#levels = levels;
    this.halo = shrinkageHalo(levels.map(({ factor }) => factor));
  }

  /** Works on `area` of the plane in place. */
  run(placed: PlacedPlane, area: Rect): void {
    let reach = this.halo;
    for (const level of this.#levels) {
      reach -= shrinkageHalo([level.factor]);
      if (level.factor === 1) this.#bands(placed, grown(area, reach), level, 1);
      else this.#coarse(placed, grown(area, reach), level);
    }
  }

  /** Shrinks `area` of a plane whose samples are `factor` px apart; `area` counts samples. */
  #bands({ rect, pitch, plane }: PlacedPlane, area: Rect, { limits, frequencies }: Level, factor: number): void {
    const { arena, kernels } = this.#module;
    const x0 = floorTo(area.x0, STEP) - STEP;
    const n = Math.ceil((area.x1 - x0) / 16) * 16;
    const scratch = arena.slot('shrink.scratch', kernels.shrinkScratch(n));
    const row = arena.slot('shrink.limits', n + 16);
    const first = floorTo(area.y0, STEP) - STEP;
    for (let y = first; y < area.y1; y += STEP) {
      const at = addressIn({ rect, pitch }, plane, x0, y);
      limits(row, (x0 + BLOCK / 2) * factor, (y + BLOCK / 2) * factor, STEP * factor, n / STEP);
      kernels.shrinkBand(scratch, y === first ? 0 : at, at, pitch, n, row, frequencies);
    }
  }

  /** Shrinks a reduced copy and adds what that changed. */
  #coarse(placed: PlacedPlane, area: Rect, level: Level): void {
    const { arena, kernels } = this.#module;
    const { factor } = level;
    const cells = { x0: Math.floor(area.x0 / factor) - 1, y0: Math.floor(area.y0 / factor) - 1, x1: Math.floor((area.x1 - 1) / factor) + 2, y1: Math.floor((area.y1 - 1) / factor) + 2 };
    const rect = grown(cells, BLOCK - 1);
    const width = rect.x1 - rect.x0, height = rect.y1 - rect.y0;
    const pitch = pitchOf(width + SLACK);
    const plane = arena.slot('shrink.coarse', pitch * height), before = arena.slot('shrink.before', pitch * height);
    const line = arena.slot('shrink.line', (width + SLACK) * factor * 4);
    for (let y = 0; y < height; y++) {
      kernels.reduceRow(plane + y * pitch, addressIn(placed, placed.plane, rect.x0 * factor, (rect.y0 + y) * factor), placed.pitch, factor, width, line);
    }
    arena.u8.copyWithin(before, plane, plane + pitch * height);
    this.#bands({ rect, pitch, plane }, cells, level, factor);
    for (let y = cells.y0; y < cells.y1; y++) {
      const at = addressIn({ rect, pitch }, 0, cells.x0, y);
      kernels.differenceRow(plane + at, plane + at, before + at, cells.x1 - cells.x0);
    }
    const spread = new Expansion(this.#module, factor, cells.x1 - cells.x0);
    for (let y = area.y0; y < area.y1; y++) spread.row({ rect, pitch, plane }, placed, area, y, true);
  }
}

/** Bilinear interpolation between the means of factor × factor blocks. */
export class Expansion {
  readonly #module: Module;
  readonly #factor: number;
  readonly #taps: Address;
  readonly #line: Address;

  /** `width`: cells in a row. */
  constructor(module: Module, factor: number, width: number) {
    const { arena } = module;
    this.#module = module;
    this.#factor = factor;
    this.#line = arena.slot('expand.line', (width + 8) * 4);
    this.#taps = arena.slot(`expand.taps.${factor}`, Math.max(1, factor / 4) * 64);
    // A pixel's centre lies between those of two cells: how far is its weight of the second.
    for (let pixel = 0; pixel < Math.max(4, factor); pixel++) {
      const place = (pixel + 0.5) / factor - 0.5, low = Math.floor(place);
      for (let tap = 0; tap < 4; tap++) {
        const cell = tap - 1, weight = cell === low ? 1 - (place - low) : cell === low + 1 ? place - low : 0;
        arena.f32[this.#taps / 4 + Math.floor(pixel / 4) * 16 + tap * 4 + (pixel % 4)] = weight;
      }
    }
  }

  /** Row `y` of `area`, from cells into `target`, added there (not at factor 1) or in its place. Cells one further than the area's on every side are read. */
  row(cells: PlacedPlane, target: PlacedPlane, area: Rect, y: number, add: boolean): void {
    const { kernels } = this.#module;
    const factor = this.#factor;
    if (factor === 1) {
      const from = addressIn(cells, cells.plane, area.x0, y);
      kernels.blendRow(addressIn(target, target.plane, area.x0, y), from, from, 0, area.x1 - area.x0);
      return;
    }
    const place = (y + 0.5) / factor - 0.5, low = Math.floor(place);
    const x0 = floorTo(area.x0, Math.max(4, factor)), first = x0 / factor - 1;
    const at = addressIn(cells, cells.plane, first, low);
    const count = Math.floor((area.x1 - 1) / factor) + 2 - first;
    kernels.blendRow(this.#line, at, at + cells.pitch, place - low, count);
    kernels.expandRow(addressIn(target, target.plane, x0, y), this.#line + 4, factor, area.x1 - x0, this.#taps, add);
  }
}
