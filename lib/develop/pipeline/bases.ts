import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import type { Size } from '../types';
import type { Analysis, BaseName } from './analysis';
import type { Affine } from './geometry';
import { pitchOf } from './planes';
import type { BaseRows } from './tone';

/** Which bases a picture needs. */
export type UsedBases = Readonly<Record<BaseName, boolean>>;

const NAMES: readonly BaseName[] = ['tone', 'clarity', 'texture', 'veil'];

/** Slices the analysis' bases at output resolution, one row at a time. */
export class BaseSlicer {
  readonly #module: Module;
  readonly #analysis: Analysis;
  readonly #used: readonly BaseName[];
  readonly #grids: ReadonlyMap<BaseName, Address>;
  /** Output pixel index → position in analysis px. */
  readonly #map: Affine;
  readonly rows: BaseRows;

  constructor(module: Module, analysis: Analysis, used: UsedBases, full: Size, map: Affine, tileWidth: number) {
    const { arena } = module;
    this.#module = module;
    this.#analysis = analysis;
    this.#used = NAMES.filter((name) => used[name]);
    const sx = analysis.size.width / full.width, sy = analysis.size.height / full.height;
    this.#map = { xx: map.xx * sx, xy: map.xy * sx, x0: map.x0 * sx, yx: map.yx * sy, yy: map.yy * sy, y0: map.y0 * sy };
    const row = (name: BaseName) => arena.slot(`base.${name}`, pitchOf(tileWidth));
    this.rows = { tone: row('tone'), clarity: row('clarity'), texture: row('texture'), veil: row('veil') };
    this.#grids = new Map(this.#used.map((name) => {
      const { data } = analysis.grids[name];
      const address = arena.slot(`grid.${name}`, data.byteLength);
      arena.f32.set(data, address / 4);
      return [name, address];
    }));
  }

  /** Fills `rows` for output pixels first … first + n − 1 of output row y, whose log-luminance is at `guide`. */
  slice(guide: Address, first: number, y: number, n: number): void {
    const { arena, kernels } = this.#module;
    const map = this.#map;
    for (const name of this.#used) {
      const { width, height, cell } = this.#analysis.grids[name];
      const grid = this.#grids.get(name) ?? 0;
      const x0 = (map.x0 + map.xy * y) / cell - 0.5, y0 = (map.y0 + map.yy * y) / cell - 0.5;
      if (map.yx === 0) {
        const line = arena.slot('base.line', width * 8);
        kernels.gridRow(line, grid, width, height, y0);
        kernels.sliceRow(this.rows[name], guide, line, width, n, first, map.xx / cell, x0);
      } else {
        kernels.sliceRotatedRow(this.rows[name], guide, grid, width, height, n, first, map.xx / cell, x0, map.yx / cell, y0);
      }
    }
  }
}
