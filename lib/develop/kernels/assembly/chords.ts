// Curves as chords: a table of lines a + b·x, one for each short stretch of x. Where a curve takes thirty instructions, a chord takes twenty, and none
// of them a division. Stretches of equal share of x are found by the top bits of the float: 2^(23 − shift) to each power of two.

import { mulAdd } from './math';

/** a + b·x of four lanes; `at` holds the byte offsets of their pairs (a, b) from `table`. */
// @ts-ignore: decorator
@inline
export function alongLines(table: usize, at: v128, x: v128): v128 {
  let p01 = v128.load64_zero(table + <usize>i32x4.extract_lane(at, 0));
  p01 = v128.load64_lane(table + <usize>i32x4.extract_lane(at, 1), p01, 1);
  let p23 = v128.load64_zero(table + <usize>i32x4.extract_lane(at, 2));
  p23 = v128.load64_lane(table + <usize>i32x4.extract_lane(at, 3), p23, 1);
  return mulAdd(v128.shuffle<f32>(p01, p23, 1, 3, 5, 7), x, v128.shuffle<f32>(p01, p23, 0, 2, 4, 6));
}

/** The chords from float bits `first << shift` on at `table`, for x ≥ 0; beyond the first and the last (inclusive) those go on. */
// @ts-ignore: decorator
@inline
export function alongChords(table: usize, first: i32, last: i32, shift: i32, x: v128): v128 {
  const chord = i32x4.max_s(i32x4.min_s(i32x4.shr_s(x, shift), i32x4.splat(last)), i32x4.splat(first));
  return alongLines(table - (<usize>first << 3), i32x4.shl(chord, 3), x);
}

/** Fills chords first … last (inclusive) of the curve. */
export function fillChords(table: usize, first: i32, last: i32, shift: i32, curve: (x: f32) => f32): void {
  for (let chord = first; chord <= last; chord++) {
    const from = reinterpret<f32>(chord << shift), to = reinterpret<f32>((chord + 1) << shift);
    const b = (curve(to) - curve(from)) / (to - from);
    const at = table + (<usize>(chord - first) << 3);
    store<f32>(at, curve(from) - b * from);
    store<f32>(at, b, 4);
  }
}
