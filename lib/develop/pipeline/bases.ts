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

/** Two slots for rows of a grid, spread along the columns of a tile; a and b follow each other. */
type Spread = { readonly rows: readonly [Address, Address]; holds: [even: number, odd: number]; first: number; n: number };

/** Where a tile's columns lie in grids of one cell size. */
type Columns = { readonly cells: Address; readonly fractions: Address; first: number; n: number };

/**
 * Slices the analysis' bases at output resolution, one row at a time. Down a tile many output rows lie between the same two rows of a grid,
 * which are spread along the tile's columns once.
 */
export class BaseSlicer {
  readonly #module: Module;
  readonly #analysis: Analysis;
  readonly #used: readonly BaseName[];
  readonly #grids: ReadonlyMap<BaseName, Address>;
  readonly #spreads: ReadonlyMap<BaseName, Spread>;
  /** By cell size. */
  readonly #columns: ReadonlyMap<number, Columns>;
  readonly #pitch: number;
  /** Output pixel index → position in analysis px, where nothing bends the photo. */
  readonly #map: Affine;
  /** Analysis px per px of the photo. */
  readonly #scale: readonly [x: number, y: number];
  readonly rows: BaseRows;

  constructor(module: Module, analysis: Analysis, used: UsedBases, { full, frame: map }: PhotoMap, tileWidth: number) {
    const { arena } = module;
    this.#module = module;
    this.#analysis = analysis;
    this.#used = NAMES.filter((name) => used[name]);
    const sx = analysis.size.width / full.width, sy = analysis.size.height / full.height;
    this.#scale = [sx, sy];
    this.#map = { xx: map.xx * sx, xy: map.xy * sx, x0: map.x0 * sx, yx: map.yx * sy, yy: map.yy * sy, y0: map.y0 * sy };
    const row = (name: string) => arena.slot(`base.${name}`, pitchOf(tileWidth));
    this.rows = { tone: row('tone'), clarity: row('clarity'), texture: row('texture'), veil: row('veil'), cleared: row('cleared') };
    this.#grids = new Map(this.#used.map((name) => {
      const { data, key } = analysis.grids[name];
      return [name, arena.filled(`grid.${name}`, key, data.byteLength, (address) => arena.f32.set(data, address / 4))];
    }));
    this.#pitch = pitchOf(tileWidth);
    this.#spreads = new Map(this.#used.map((name) => {
      const slot = (which: string) => arena.slot(`base.spread.${name}.${which}`, 2 * this.#pitch);
      return [name, { rows: [slot('even'), slot('odd')], holds: [-1, -1], first: -1, n: 0 }];
    }));
    this.#columns = new Map(this.#used.map((name) => {
      const { cell } = analysis.grids[name];
      const cells = arena.slot(`base.columns.${cell}`, 2 * this.#pitch);
      return [cell, { cells, fractions: cells + this.#pitch, first: -1, n: 0 }];
    }));
  }

  /** Fills `rows` for output pixels first … first + n − 1 of output row y, whose log-luminance is at `guide`; `at`: where they lie, if the photo is warped. */
  slice(guide: Address, first: number, y: number, n: number, at?: PositionRows): void {
    const { kernels } = this.#module;
    const map = this.#map;
    for (const name of this.#used) {
      const { width, height, cell } = this.#analysis.grids[name];
      const grid = this.#grids.get(name) ?? 0;
      if (at) {
        kernels.sliceRowAt(this.rows[name], guide, grid, width, height, n, at.xs, at.ys, this.#scale[0] / cell, this.#scale[1] / cell);
        continue;
      }
      const x0 = (map.x0 + map.xy * y) / cell - 0.5, y0 = (map.y0 + map.yy * y) / cell - 0.5;
      const spread = this.#spreads.get(name), columns = this.#columns.get(cell);
      if (map.yx === 0 && spread && columns) {
        const held = Math.min(height - 1, Math.max(0, y0));
        const row = Math.min(Math.max(0, height - 2), Math.floor(held));
        if (columns.first !== first || columns.n !== n) {
          kernels.columnRow(columns.cells, columns.fractions, width, n, first, map.xx / cell, x0);
          Object.assign(columns, { first, n });
        }
        const top = this.#spreadRow(spread, grid, width, row, columns), bottom = this.#spreadRow(spread, grid, width, Math.min(height - 1, row + 1), columns);
        kernels.sliceRow(this.rows[name], guide, top, top + this.#pitch, bottom, bottom + this.#pitch, held - row, n);
      } else {
        kernels.sliceRotatedRow(this.rows[name], guide, grid, width, height, n, first, map.xx / cell, x0, map.yx / cell, y0);
      }
    }
  }

  /** Where row `row` of a grid is, spread along the columns: rows take turns in two slots. */
  #spreadRow(spread: Spread, grid: Address, width: number, row: number, { cells, fractions, first, n }: Columns): Address {
    if (spread.first !== first || spread.n !== n) Object.assign(spread, { holds: [-1, -1], first, n });
    const turn = row % 2 === 0 ? 0 : 1;
    const at = spread.rows[turn];
    if (spread.holds[turn] !== row) {
      this.#module.kernels.spreadRow(at, at + this.#pitch, grid + row * width * 8, cells, fractions, n);
      spread.holds[turn] = row;
    }
    return at;
  }
}
