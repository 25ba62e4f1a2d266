// Tables of what the tone tools of one picture add up to, for amounts that do not vary: pairs (value, rise to the next cell).

import { alongLines } from './chords';
import { clampx4, mulAdd, splat } from './math';
import { wholex4 } from './slice';
import { blacks, contrast, highlights, shadows, whites } from './weights';

// @ts-ignore: decorator
@inline const TABLE_FROM: f32 = -14;
// @ts-ignore: decorator
@inline const TABLE_CELLS_PER_STOP: f32 = 128;
// @ts-ignore: decorator
@inline const TABLE_CELLS: i32 = 2560;
// @ts-ignore: decorator
@inline export const TABLE_BYTES: usize = 20480;

/** What Highlights and Shadows, and what Contrast, Whites and Blacks, do to the tones of four table cells from `cell` on. */
function tabulated(amounts: usize, cell: i32, point: bool): v128 {
  const x = mulAdd(f32x4.convert_i32x4_s(i32x4.add(i32x4.splat(cell), i32x4(0, 1, 2, 3))), splat(<f32>1.0 / TABLE_CELLS_PER_STOP), splat(TABLE_FROM));
  if (point) {
    const sum = mulAdd(v128.load(amounts, 16), contrast(x), f32x4.mul(v128.load(amounts, 64), whites(x)));
    return mulAdd(v128.load(amounts, 80), blacks(x), sum);
  }
  return mulAdd(v128.load(amounts, 32), highlights(x), f32x4.mul(v128.load(amounts, 48), shadows(x)));
}

/** Fills two tables of TABLE_BYTES at `tables`: of the base, then of the tone. `amounts`: one vector for each amount. Off by less than 2e-5 stops. */
export function toneTables(tables: usize, amounts: usize): void {
  for (let point = 0; point < 2; point++) {
    let out = tables + <usize>point * TABLE_BYTES;
    for (let cell = 0; cell < TABLE_CELLS; cell += 4) {
      const value = tabulated(amounts, cell, point === 1);
      const rise = f32x4.sub(tabulated(amounts, cell + 1, point === 1), value);
      v128.store(out, v128.shuffle<f32>(value, rise, 0, 4, 1, 5));
      v128.store(out, v128.shuffle<f32>(value, rise, 2, 6, 3, 7), 16);
      out += 32;
    }
  }
}

/** The value of a table at four tones; beyond its ends it stays level. */
// @ts-ignore: decorator
@inline
export function lookup(table: usize, x: v128): v128 {
  const u = clampx4(mulAdd(x, splat(TABLE_CELLS_PER_STOP), splat(-TABLE_FROM * TABLE_CELLS_PER_STOP)), 0, <f32>TABLE_CELLS - <f32>0.01);
  const whole = f32x4.floor(u);
  return alongLines(table, i32x4.shl(wholex4(whole), 3), f32x4.sub(u, whole));
}
