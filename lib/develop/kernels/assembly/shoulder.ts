// The shoulder that keeps highlights from clipping: the identity below KNEE, above it Reinhard's extended curve (Reinhard et al. 2002), scaled so
// that the brightest tone a white could have got at this pixel lands on 1.

import { exp2x4, mulAdd, splat } from './math';

// @ts-ignore: decorator
@inline const KNEE: f32 = 0.5;
/** No channel of the output's primaries is more than this times the largest working one. */
// @ts-ignore: decorator
@inline const REACH: f32 = 1.7;

/** Working values up to here cannot reach the knee. */
// @ts-ignore: decorator
@inline export const BELOW_SHOULDER: f32 = KNEE / REACH;

/** Above the knee t(1 + t/T²)/(1 + t) in t = (x − KNEE)/(1 − KNEE), at most 1; `slope` is 1/T². With KNEE ½, 1 − KNEE is KNEE. */
// @ts-ignore: decorator
@inline
function bend(x: v128, slope: v128, zero: v128, one: v128, knee: v128): v128 {
  const over = f32x4.sub(x, knee);
  const t = f32x4.pmax(zero, f32x4.add(over, over));
  const curve = f32x4.div(f32x4.mul(t, mulAdd(t, slope, one)), f32x4.add(one, t));
  return f32x4.pmin(one, f32x4.add(f32x4.pmin(x, knee), f32x4.mul(curve, knee)));
}

/** Rows of `slope`s from how far a white could have been lifted: `ceilings` in stops and the gains `balances`; written over `balances`. */
export function slopeRow(ceilings: usize, balances: usize, n: i32): void {
  const one = splat(1);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const white = f32x4.mul(exp2x4(f32x4.pmax(splat(0), v128.load(ceilings + i))), v128.load(balances + i));
    const top = f32x4.pmax(one, f32x4.mul(f32x4.sub(white, splat(KNEE)), splat(1.0 / (1.0 - KNEE))));
    v128.store(balances + i, f32x4.div(one, f32x4.mul(top, top)));
  }
}

/** In memory, because constants would be made anew in every turn of a loop that branches: 0, 1, KNEE, the least spread. */
const CONSTANTS: usize = memory.data<f32>([0, 0, 0, 0, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 1e-6, 1e-6, 1e-6, 1e-6], 16);

/** Linear Rec.2020 rows in place, with a row of `slopes`. `output`: the matrix to the output's primaries, where the largest channel is the one that would clip. */
export function shoulderRow(R: usize, G: usize, B: usize, n: i32, output: usize, slopes: usize): void {
  const m0 = v128.load_splat<f32>(output), m1 = v128.load_splat<f32>(output, 4), m2 = v128.load_splat<f32>(output, 8);
  const m3 = v128.load_splat<f32>(output, 12), m4 = v128.load_splat<f32>(output, 16), m5 = v128.load_splat<f32>(output, 20);
  const m6 = v128.load_splat<f32>(output, 24), m7 = v128.load_splat<f32>(output, 28), m8 = v128.load_splat<f32>(output, 32);
  const zero = v128.load(CONSTANTS), one = v128.load(CONSTANTS, 16), knee = v128.load(CONSTANTS, 32), spread = v128.load(CONSTANTS, 48);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const r = v128.load(R + i), g = v128.load(G + i), b = v128.load(B + i);
    const outR = mulAdd(m0, r, mulAdd(m1, g, f32x4.mul(m2, b)));
    const outG = mulAdd(m3, r, mulAdd(m4, g, f32x4.mul(m5, b)));
    const outB = mulAdd(m6, r, mulAdd(m7, g, f32x4.mul(m8, b)));
    const peak = f32x4.pmax(outR, f32x4.pmax(outG, outB));
    const bent = f32x4.gt(peak, knee);
    if (!v128.any_true(bent)) continue;
    const least = f32x4.pmin(outR, f32x4.pmin(outG, outB));
    const slope = v128.load(slopes + i);
    const high = bend(peak, slope, zero, one, knee), low = bend(least, slope, zero, one, knee);
    // Largest and smallest channel go through the curve, the middle one keeps its place between them (as DNG's tone curve does), so the hue
    // stays. That is one scaling and one neutral offset, which are the same in any primaries with this white.
    const k = f32x4.div(f32x4.sub(high, low), f32x4.pmax(spread, f32x4.sub(peak, least)));
    const offset = f32x4.sub(low, f32x4.mul(k, least));
    v128.store(R + i, v128.bitselect(mulAdd(r, k, offset), r, bent));
    v128.store(G + i, v128.bitselect(mulAdd(g, k, offset), g, bent));
    v128.store(B + i, v128.bitselect(mulAdd(b, k, offset), b, bent));
  }
}
