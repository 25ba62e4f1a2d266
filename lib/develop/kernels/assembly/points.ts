/**
 * Point colour: up to eight sampled colours, each with shifts for the colours in its range.
 *
 * A range is measured as Camera Raw's files do, in the HSV of linear ProPhoto RGB: hue in sixths of a turn from the sample, saturation, and value on the
 * sRGB curve. Its weight is the product of three trapezoids with smooth ramps, and fades toward grey, where hue means nothing:
 * w = T(h)·T(s)·T(v)·C²/(C² + k²). The shifts act in Oklab and add up over the samples, whose weights all look at the colour that came in:
 *   hue         rotate by Σ w·shift
 *   saturation  C' = C·(1 + Σ w·s), rising ones held as in the mixer
 *   luminance   L' = L^(2^(−Σ w·lum))
 *   variance    (a, b)' = (a, b) + w·v·((a, b) − sample·L/L_sample): away from the sample's colour or toward it, at every lightness
 *
 * One point colour is twenty floats: sample hue; hue outer low, 1/ramp low, outer high, 1/ramp high; the same four of saturation and of value; hue shift
 * (rad), saturation, luminance, variance; sample a/L, b/L; k².
 */
import { POINT_BYTES, POINT_COUNT, POINTS, TO_PROPHOTO } from './colour-layout';
import { clampx4, cosx4, encodex4, exp2x4, mulAdd, powx4, sinx4, splat } from './math';
import { matrixRows } from './oklab';

// @ts-ignore: decorator
@inline const KNEE: f32 = 0.3;

/** Linear rows of the output primaries → hue (0…6), saturation (0…1) and value (encoded 0…1) of ProPhoto RGB, in place. */
export function selectorRows(recipe: usize, x: usize, y: usize, z: usize, count: i32): void {
  matrixRows(recipe + TO_PROPHOTO, x, y, z, count);
  const zero = splat(0), end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const R = clampx4(v128.load(x + i), 0, 4), G = clampx4(v128.load(y + i), 0, 4), B = clampx4(v128.load(z + i), 0, 4);
    const high = f32x4.pmax(f32x4.pmax(R, G), B), low = f32x4.pmin(f32x4.pmin(R, G), B);
    const spread = f32x4.sub(high, low);
    const per = f32x4.div(splat(1), f32x4.pmax(splat(1e-9), spread));
    const fromRed = f32x4.mul(f32x4.sub(G, B), per), fromGreen = mulAdd(f32x4.sub(B, R), per, splat(2)), fromBlue = mulAdd(f32x4.sub(R, G), per, splat(4));
    const hue = v128.bitselect(fromRed, v128.bitselect(fromGreen, fromBlue, f32x4.eq(G, high)), f32x4.eq(R, high));
    v128.store(x + i, f32x4.add(hue, v128.and(splat(6), f32x4.lt(hue, zero))));
    v128.store(y + i, f32x4.div(spread, f32x4.pmax(splat(1e-9), high)));
    v128.store(z + i, encodex4(clampx4(high, 0, 1)));
  }
}

// @ts-ignore: decorator
@inline
function smooth(t: v128): v128 {
  const held = clampx4(t, 0, 1);
  return f32x4.mul(f32x4.mul(held, held), f32x4.sub(splat(3), f32x4.add(held, held)));
}

/** The trapezoid at `at`: outer low, 1/ramp, outer high, 1/ramp. */
// @ts-ignore: decorator
@inline
function trapezoid(at: usize, x: v128): v128 {
  const rise = f32x4.mul(f32x4.sub(x, v128.load32_splat(at)), v128.load32_splat(at, 4));
  const fall = f32x4.mul(f32x4.sub(v128.load32_splat(at, 8), x), v128.load32_splat(at, 12));
  return smooth(f32x4.pmin(rise, fall));
}

/** The point colours on Oklab rows in place, selected by the rows that `selectorRows` made. */
export function pointRows(recipe: usize, Lrow: usize, aRow: usize, bRow: usize, h: usize, s: usize, v: usize, count: i32): void {
  const points = load<i32>(recipe, POINT_COUNT);
  const zero = splat(0), one = splat(1), end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const L = v128.load(Lrow + i), a = v128.load(aRow + i), b = v128.load(bRow + i);
    const H = v128.load(h + i), S = v128.load(s + i), V = v128.load(v + i);
    const CC = mulAdd(a, a, f32x4.mul(b, b));
    let shift = zero, chroma = zero, luminance = zero, da = zero, db = zero;
    for (let p = 0; p < points; p++) {
      const at = recipe + POINTS + <usize>p * POINT_BYTES;
      // Distance in hue, −3…3.
      let d = f32x4.sub(H, v128.load32_splat(at));
      d = f32x4.sub(d, f32x4.mul(splat(6), f32x4.nearest(f32x4.mul(d, splat(1.0 / 6.0)))));
      let w = f32x4.mul(f32x4.mul(trapezoid(at + 4, d), trapezoid(at + 20, S)), trapezoid(at + 36, V));
      if (!v128.any_true(f32x4.gt(w, zero))) continue;
      w = f32x4.mul(w, f32x4.div(CC, f32x4.add(CC, v128.load32_splat(at, 76))));
      shift = mulAdd(w, v128.load32_splat(at, 52), shift);
      chroma = mulAdd(w, v128.load32_splat(at, 56), chroma);
      luminance = mulAdd(w, v128.load32_splat(at, 60), luminance);
      const spread = f32x4.mul(w, v128.load32_splat(at, 64));
      da = mulAdd(spread, f32x4.sub(a, f32x4.mul(L, v128.load32_splat(at, 68))), da);
      db = mulAdd(spread, f32x4.sub(b, f32x4.mul(L, v128.load32_splat(at, 72))), db);
    }
    const A = f32x4.add(a, da), B = f32x4.add(b, db);
    const sine = sinx4(shift), cosine = cosx4(shift);
    const fade = f32x4.div(one, mulAdd(CC, splat(1 / (KNEE * KNEE)), one));
    const gain = f32x4.pmax(zero, mulAdd(chroma, v128.bitselect(fade, one, f32x4.gt(chroma, zero)), one));
    const moved = f32x4.sub(exp2x4(f32x4.neg(luminance)), one);
    const lift = v128.bitselect(powx4(f32x4.pmax(splat(1e-4), L), moved), one, f32x4.ne(moved, zero));
    // Darker colours hold less chroma, lighter ones keep theirs.
    const scale = f32x4.mul(gain, f32x4.pmin(one, lift));
    v128.store(Lrow + i, f32x4.mul(L, lift));
    v128.store(aRow + i, f32x4.mul(f32x4.sub(f32x4.mul(A, cosine), f32x4.mul(B, sine)), scale));
    v128.store(bRow + i, f32x4.mul(mulAdd(A, sine, f32x4.mul(B, cosine)), scale));
  }
}
