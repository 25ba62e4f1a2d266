// Log-light for retouching: what a heal matches along its border and spreads inward are ratios of light, softened near black so that noise there is
// not a ratio of anything.
//
//   q = log2(c + δ),  c = 2^q − δ,  δ = 1/64

import { clampx4, decodex4, encodex4, exp2x4, log2x4, splat } from './math';

// @ts-ignore: decorator
@inline const SOFT: f32 = 0.015625;

/** table[i] = q of the encoded value i/(n − 1), or, with a `gain`, of i/(n − 1) times it, which is linear already; `n` is a multiple of four. */
export function logTable(table: usize, n: i32, gain: f32): void {
  const scale: f32 = <f32>1.0 / <f32>(n - 1);
  for (let i = 0; i < n; i += 4) {
    const v = f32x4.mul(f32x4.convert_i32x4_s(i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3))), splat(scale));
    v128.store(table + (<usize>i << 2), log2x4(f32x4.add(gain > 0 ? f32x4.mul(v, splat(gain)) : decodex4(v), splat(SOFT))));
  }
}

/** In place: q → what `logTable` made it of, 0…1. */
export function unlogRow(row: usize, n: i32, gain: f32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const c = f32x4.pmax(splat(0), f32x4.sub(exp2x4(v128.load(row + i)), splat(SOFT)));
    v128.store(row + i, clampx4(gain > 0 ? f32x4.mul(c, splat(1 / gain)) : encodex4(c), 0, 1));
  }
}
