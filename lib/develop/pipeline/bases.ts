import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import type { Analysis, BaseName } from './analysis';
import type { Affine } from './geometry';
import type { PhotoMap, PositionRows } from './photo-map';
import { pitchOf } from './planes';
import type { BaseRows } from './tone';

/** Which bases a picture needs. */
export type UsedBases = Readonly<Record<BaseName, boolean>>;

const NAMES: readonly BaseName[] = ['tone', 'clarity', 'texture', 'veil'];

/** Where a tile's columns lie in grids of one cell size. */
type Columns = { readonly cells: Address; readonly fractions: Address; first: number; n: number };

/** One base: its grid, and two slots for rows of the grid, spread along the columns of a tile; a and b follow each other. */
type Base = {
  readonly row: Address; readonly grid: Address; readonly width: number; readonly height: number; readonly cell: number;
  readonly columns: Columns; readonly spread: readonly [even: Address, odd: Address]; holds: [even: number, odd: number]; first: number; n: number;
};

/**
 * Slices the analysis' bases at output resolution, one row at a time. Down a tile many output rows lie between the same two rows of a grid,
 * which are spread along the tile's columns once.
 */
export class BaseSlicer {
  readonly #module: Module;
  readonly #bases: readonly Base[];
  readonly #pitch: number;
  /** Output pixel index → position in analysis px, where nothing bends the photo. */
  readonly #map: Affine;
  /** Analysis px per px of the photo. */
  readonly #scale: readonly [x: number, y: number];
  readonly rows: BaseRows;

  constructor(module: Module, analysis: Analysis, used: UsedBases, { full, frame: map }: PhotoMap, tileWidth: number) {
    const { arena } = module;
    this.#module = module;
    const sx = analysis.size.width / full.width, sy = analysis.size.height / full.height;
    this.#scale = [sx, sy];
    this.#map = { xx: map.xx * sx, xy: map.xy * sx, x0: map.x0 * sx, yx: map.yx * sy, yy: map.yy * sy, y0: map.y0 * sy };
    const pitch = (this.#pitch = pitchOf(tileWidth));
    const row = (name: string) => arena.slot(`base.${name}`, pitch);
    this.rows = { tone: row('tone'), clarity: row('clarity'), texture: row('texture'), veil: row('veil'), cleared: row('cleared') };
    const columns = new Map<number, Columns>();
    this.#bases = NAMES.filter((name) => used[name]).map((name) => {
      const { data, key, width, height, cell } = analysis.grids[name];
      const grid = arena.filled(`grid.${name}`, key, data.byteLength, (address) => arena.f32.set(data, address / 4));
      const cells = arena.slot(`base.columns.${cell}`, 2 * pitch);
      const shared = columns.get(cell) ?? { cells, fractions: cells + pitch, first: -1, n: 0 };
      columns.set(cell, shared);
      const slot = (which: string) => arena.slot(`base.spread.${name}.${which}`, 2 * pitch);
      return { row: this.rows[name], grid, width, height, cell, columns: shared, spread: [slot('even'), slot('odd')], holds: [-1, -1], first: -1, n: 0 };
    });
  }

  /** Fills `rows` for output pixels first … first + n − 1 of output row y, whose log-luminance is at `guide`; `at`: where they lie, if the photo is warped. */
  slice(guide: Address, first: number, y: number, n: number, at?: PositionRows): void {
    const { kernels } = this.#module;
    const map = this.#map;
    for (const base of this.#bases) {
      const { row, grid, width, height, cell, columns } = base;
      if (at) {
        kernels.sliceRowAt(row, guide, grid, width, height, n, at.xs, at.ys, this.#scale[0] / cell, this.#scale[1] / cell);
        continue;
      }
      const x0 = (map.x0 + map.xy * y) / cell - 0.5, y0 = (map.y0 + map.yy * y) / cell - 0.5;
      if (map.yx !== 0) {
        kernels.sliceRotatedRow(row, guide, grid, width, height, n, first, map.xx / cell, x0, map.yx / cell, y0);
        continue;
      }
      if (columns.first !== first || columns.n !== n) {
        kernels.columnRow(columns.cells, columns.fractions, width, n, first, map.xx / cell, x0);
        Object.assign(columns, { first, n });
      }
      const held = Math.min(height - 1, Math.max(0, y0));
      const line = Math.min(Math.max(0, height - 2), Math.floor(held));
      const top = this.#spread(base, line), bottom = this.#spread(base, Math.min(height - 1, line + 1));
      kernels.sliceRow(row, guide, top, top + this.#pitch, bottom, bottom + this.#pitch, held - line, n);
    }
  }

  /** Where a row of a grid is, spread along the columns: rows take turns in two slots. */
  #spread(base: Base, line: number): Address {
    const { cells, fractions, first, n } = base.columns;
    if (base.first !== first || base.n !== n) Object.assign(base, { holds: [-1, -1], first, n });
    const turn = line % 2 === 0 ? 0 : 1;
    const at = base.spread[turn];
    if (base.holds[turn] !== line) {
      this.#module.kernels.spreadRow(at, at + this.#pitch, base.grid + line * base.width * 8, cells, fractions, n);
      base.holds[turn] = line;
    }
    return at;
  }
}
