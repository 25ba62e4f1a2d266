// How light of the scene becomes a finished tone: the log-logistic curve of film and of sigmoid tone mappers (Naka & Rushton 1966),
//
//   f(x) = c·xⁿ / (xⁿ + k),   c and k such that f(m) = m and f(W) = 1
//
// m is mid-grey, which stays; n the contrast (the slope in stops at m is n·(1 − m/c)); W the brightest tone that the photo can have, which lands
// on 1. Below lies a toe that keeps blacks deep, above a shoulder that rolls highlights off: the higher W, the more of them. Odd about 0, for
// colours outside the output's gamut.

import { exp2x4, log2x4, mulAdd, splat } from './math';

// @ts-ignore: decorator
@inline const MIDDLE: f32 = 0.18;
// @ts-ignore: decorator
@inline const CONTRAST: f32 = 1.5;
/** MIDDLE to the power CONTRAST. */
// @ts-ignore: decorator
@inline const MIDDLE_POWER: f32 = 0.0763675;

/** f(x) for Wⁿ, k and c. */
// @ts-ignore: decorator
@inline
function curve(x: v128, k: v128, c: v128): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000));
  const p = exp2x4(f32x4.mul(log2x4(v128.xor(x, sign)), splat(CONTRAST)));
  return v128.or(f32x4.pmin(splat(1), f32x4.div(f32x4.mul(c, p), f32x4.add(p, k))), sign);
}

/**
 * Linear Rec.2020 rows in place. W is `headroom` stops above 1 and moves with the row of `ceilings`, how far a white could have been lifted here.
 * `output`: the matrix to the output's primaries. Largest and smallest channel go through the curve there and the middle one keeps its place
 * between them, as in the shoulder, so the hue stays.
 */
export function baseCurveRow(R: usize, G: usize, B: usize, n: i32, output: usize, ceilings: usize, headroom: f32): void {
  const m0 = v128.load_splat<f32>(output), m1 = v128.load_splat<f32>(output, 4), m2 = v128.load_splat<f32>(output, 8);
  const m3 = v128.load_splat<f32>(output, 12), m4 = v128.load_splat<f32>(output, 16), m5 = v128.load_splat<f32>(output, 20);
  const m6 = v128.load_splat<f32>(output, 24), m7 = v128.load_splat<f32>(output, 28), m8 = v128.load_splat<f32>(output, 32);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const r = v128.load(R + i), g = v128.load(G + i), b = v128.load(B + i);
    const outR = mulAdd(m0, r, mulAdd(m1, g, f32x4.mul(m2, b)));
    const outG = mulAdd(m3, r, mulAdd(m4, g, f32x4.mul(m5, b)));
    const outB = mulAdd(m6, r, mulAdd(m7, g, f32x4.mul(m8, b)));
    const peak = f32x4.pmax(outR, f32x4.pmax(outG, outB)), least = f32x4.pmin(outR, f32x4.pmin(outG, outB));
    const white = f32x4.add(splat(headroom), f32x4.pmax(splat(0), v128.load(ceilings + i)));
    const power = exp2x4(f32x4.mul(white, splat(CONTRAST)));
    const k = f32x4.div(f32x4.mul(power, splat(MIDDLE_POWER * (1 - MIDDLE))), f32x4.sub(f32x4.mul(power, splat(MIDDLE)), splat(MIDDLE_POWER)));
    const c = f32x4.add(splat(1), f32x4.div(k, power));
    const high = curve(peak, k, c), low = curve(least, k, c);
    const scale = f32x4.div(f32x4.sub(high, low), f32x4.pmax(splat(1e-6), f32x4.sub(peak, least)));
    const offset = f32x4.sub(low, f32x4.mul(scale, least));
    v128.store(R + i, mulAdd(r, scale, offset));
    v128.store(G + i, mulAdd(g, scale, offset));
    v128.store(B + i, mulAdd(b, scale, offset));
  }
}
