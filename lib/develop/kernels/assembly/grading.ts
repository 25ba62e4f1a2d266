/**
 * Colour grading on Oklab rows: shadow, mid-tone, highlight and global wheels.
 *
 * Zone weights by lightness L: A and B are smooth steps at the two hand-overs; shadows 1 − A, mid-tones A − B, highlights B. They add up to 1
 * everywhere and never go below 0. A wheel adds its (a, b) offset where there is room for colour, 1 − (2L − 1)⁴, so black stays black
 * and white stays white, and bends lightness by L^(2^−lum), which keeps both ends too.
 */
import { GRADE_HIGH, GRADE_LOW, GRADE_WHEELS, GRADE_WIDTH } from './colour-layout';
import { clampx4, exp2x4, mulAdd, powx4, splat } from './math';

/** Smoothstep from −width to +width around `centre`. */
// @ts-ignore: decorator
@inline
function step(L: v128, centre: f32, width: f32): v128 {
  const t = clampx4(f32x4.mul(f32x4.sub(L, splat(centre - width)), splat(0.5 / width)), 0, 1);
  return f32x4.mul(f32x4.mul(t, t), f32x4.sub(splat(3), f32x4.add(t, t)));
}

// @ts-ignore: decorator
@inline
function blend(at: usize, shadow: v128, middle: v128, highlight: v128): v128 {
  let sum = mulAdd(shadow, v128.load32_splat(at), v128.load32_splat(at, 48));
  sum = mulAdd(middle, v128.load32_splat(at, 16), sum);
  return mulAdd(highlight, v128.load32_splat(at, 32), sum);
}

export function gradeRows(recipe: usize, Lrow: usize, aRow: usize, bRow: usize, count: i32): void {
  const low = load<f32>(recipe, GRADE_LOW), high = load<f32>(recipe, GRADE_HIGH), width = load<f32>(recipe, GRADE_WIDTH);
  const wheels = recipe + GRADE_WHEELS;
  const bends = load<f32>(wheels, 8) != 0 || load<f32>(wheels, 24) != 0 || load<f32>(wheels, 40) != 0 || load<f32>(wheels, 56) != 0;
  const one = splat(1);
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const L = v128.load(Lrow + i);
    const A = step(L, low, width), B = step(L, high, width);
    const shadow = f32x4.sub(one, A), middle = f32x4.sub(A, B);

    const t = clampx4(mulAdd(L, splat(2), splat(-1)), -1, 1);
    const tt = f32x4.mul(t, t);
    const room = f32x4.sub(one, f32x4.mul(tt, tt));
    v128.store(aRow + i, mulAdd(blend(wheels, shadow, middle, B), room, v128.load(aRow + i)));
    v128.store(bRow + i, mulAdd(blend(wheels + 4, shadow, middle, B), room, v128.load(bRow + i)));
    if (!bends) continue;
    const moved = f32x4.sub(exp2x4(f32x4.neg(blend(wheels + 8, shadow, middle, B))), one);
    v128.store(Lrow + i, f32x4.mul(L, v128.bitselect(powx4(f32x4.pmax(splat(1e-4), L), moved), one, f32x4.ne(moved, splat(0)))));
  }
}
