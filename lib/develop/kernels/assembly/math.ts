/**
 * Elementary functions on four f32 lanes, and the sRGB transfer curve. They use only IEEE operations that WebAssembly defines bit
 * for bit, so every host gives the same pixels. The scalar versions are lane 0 of the SIMD ones: the same bits by construction.
 *
 * Largest errors, measured in math.test.ts against Math.*:
 *   log2   1.2e-6 absolute over 2^-24 … 2^24        exp2   3e-7 relative over -24 … 24
 *   cbrt   2e-7 relative                            pow    3e-6 relative over 2^-16 … 2^4, exponents to ±2.4
 *   sin, cos 6e-7 absolute over ±2π                 atan2  5e-7 rad
 *   encode 5e-7, decode 5e-7 absolute over 0 … 1
 * Polynomials: minimax fits by Lawson's iteration over the reduced range. log2, exp2, pow and atan2 answer a number whatever comes in;
 * the others hand a NaN on.
 */

// @ts-ignore: decorator
@inline const TINY: f32 = 1.1754943508222875e-38;
// @ts-ignore: decorator
@inline const PI: f32 = 3.14159265358979;
// @ts-ignore: decorator
@inline const HALF_PI: f32 = 1.57079632679490;
// @ts-ignore: decorator
@inline const TAU: f32 = 6.28318530717959;

// @ts-ignore: decorator
@inline
export function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** a·b + c, rounded twice (the fused form is not deterministic across hosts). */
// @ts-ignore: decorator
@inline
export function mulAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Clamps to [low, high]; NaN becomes `low`. */
// @ts-ignore: decorator
@inline
export function clampx4(x: v128, low: f32, high: f32): v128 {
  return f32x4.pmin(splat(high), f32x4.pmax(splat(low), x));
}

/** Base-2 logarithm. Zero, negative and NaN count as the smallest normal number: the answer is finite. */
// @ts-ignore: decorator
@inline
export function log2x4(x: v128): v128 {
  const bits = f32x4.pmax(splat(TINY), x);
  // Take out the exponent so that the mantissa lies in [√½, √2), where the series in z = (m − 1)/(m + 1) is shortest.
  const exponent = i32x4.shr_s(i32x4.sub(bits, i32x4.splat(0x3f3504f3)), 23);
  const m = i32x4.sub(bits, i32x4.shl(exponent, 23));
  const one = splat(1);
  const z = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const u = f32x4.mul(z, z);
  let p = mulAdd(u, splat(0.43175513476), splat(0.57671358002));
  p = mulAdd(p, u, splat(0.96179885601));
  p = mulAdd(p, u, splat(2.88539007978));
  return mulAdd(p, z, f32x4.convert_i32x4_s(exponent));
}

/** 2^x, exact at integers; x is held to −126 … 127. */
// @ts-ignore: decorator
@inline
export function exp2x4(x: v128): v128 {
  const held = clampx4(x, -126, 127);
  const whole = f32x4.nearest(held);
  const f = f32x4.sub(held, whole);
  let p = mulAdd(f, splat(0.000154780161), splat(0.001340043165));
  p = mulAdd(p, f, splat(0.009617994538));
  p = mulAdd(p, f, splat(0.055503272158));
  p = mulAdd(p, f, splat(0.240226515048));
  p = mulAdd(p, f, splat(0.693147206710));
  p = mulAdd(p, f, splat(1));
  // In whole + 1.5·2²³ the low bits are the whole number, and the shift drops the rest: a saturating conversion costs eight instructions more.
  return i32x4.add(p, i32x4.shl(f32x4.add(whole, splat(12582912)), 23));
}

/** x^p for x > 0 (zero and negative count as 2^-126). */
// @ts-ignore: decorator
@inline
export function powx4(x: v128, p: v128): v128 {
  return exp2x4(f32x4.mul(log2x4(x), p));
}

/** Signed cube root: a guess from the exponent bits, then two Halley steps (cubic convergence). */
// @ts-ignore: decorator
@inline
export function cbrtx4(x: v128): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000));
  const a = v128.xor(x, sign);
  const third = f32x4.mul(f32x4.convert_i32x4_s(a), splat(0.333333333));
  let y = i32x4.add(i32x4.trunc_sat_f32x4_s(third), i32x4.splat(709958130));
  let c = f32x4.mul(f32x4.mul(y, y), y);
  y = f32x4.mul(y, f32x4.div(f32x4.add(c, f32x4.add(a, a)), f32x4.add(f32x4.add(c, c), a)));
  c = f32x4.mul(f32x4.mul(y, y), y);
  y = f32x4.mul(y, f32x4.div(f32x4.add(c, f32x4.add(a, a)), f32x4.add(f32x4.add(c, c), a)));
  return v128.or(v128.and(y, f32x4.ne(a, splat(0))), sign);
}

/** sRGB opto-electronic curve (IEC 61966-2-1): linear → encoded. Negative values follow the linear toe. */
// @ts-ignore: decorator
@inline
export function encodex4(x: v128): v128 {
  const root = powx4(x, splat(1.0 / 2.4));
  // 1.055·root − 0.055, in the form that is exactly 1 at 1.
  const power = mulAdd(f32x4.sub(root, splat(1)), splat(0.055), root);
  return v128.bitselect(power, f32x4.mul(x, splat(12.92)), f32x4.gt(x, splat(0.0031308)));
}

/** The inverse of `encodex4`: encoded → linear. */
// @ts-ignore: decorator
@inline
export function decodex4(v: v128): v128 {
  const power = powx4(f32x4.mul(f32x4.add(v, splat(0.055)), splat(1.0 / 1.055)), splat(2.4));
  return v128.bitselect(power, f32x4.mul(v, splat(1.0 / 12.92)), f32x4.gt(v, splat(0.04045)));
}

/** Odd extension of the sRGB curve: encode(−x) = −encode(x). For colours outside a gamut. */
// @ts-ignore: decorator
@inline
export function encodeSignedx4(x: v128): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000));
  return v128.or(encodex4(v128.xor(x, sign)), sign);
}

/** The inverse of `encodeSignedx4`. */
// @ts-ignore: decorator
@inline
export function decodeSignedx4(v: v128): v128 {
  const sign = v128.and(v, i32x4.splat(0x80000000));
  return v128.or(decodex4(v128.xor(v, sign)), sign);
}

/** Brings an angle in radians to [−π, π]. */
// @ts-ignore: decorator
@inline
function wrapx4(x: v128): v128 {
  return f32x4.sub(x, f32x4.mul(f32x4.nearest(f32x4.mul(x, splat(1.0 / TAU))), splat(TAU)));
}

/** Sine of an angle in radians. */
// @ts-ignore: decorator
@inline
export function sinx4(x: v128): v128 {
  const w = wrapx4(x);
  // sin is symmetric about ±π/2: fold there, so that the polynomial has a short range.
  const sign = v128.and(w, i32x4.splat(0x80000000));
  const a = v128.xor(w, sign);
  const r = f32x4.pmin(f32x4.sub(splat(PI), a), a);
  const u = f32x4.mul(r, r);
  let p = mulAdd(u, splat(0.0000026052244), splat(-0.00019809075));
  p = mulAdd(p, u, splat(0.008333051060));
  p = mulAdd(p, u, splat(-0.16666657992));
  p = mulAdd(p, u, splat(1));
  return v128.xor(f32x4.mul(p, r), sign);
}

// @ts-ignore: decorator
@inline
export function cosx4(x: v128): v128 {
  return sinx4(f32x4.add(x, splat(HALF_PI)));
}

/** Angle of (x, y) in radians, −π … π; 0 at the origin. */
// @ts-ignore: decorator
@inline
export function atan2x4(y: v128, x: v128): v128 {
  const ax = f32x4.abs(x);
  const ay = f32x4.abs(y);
  const steep = f32x4.gt(ay, ax);
  const low = v128.bitselect(ax, ay, steep);
  const high = f32x4.pmax(splat(TINY), v128.bitselect(ay, ax, steep));
  const t = f32x4.pmin(splat(1), f32x4.div(low, high));
  const u = f32x4.mul(t, t);
  let p = mulAdd(u, splat(-0.00478008460), splat(0.02455583814));
  p = mulAdd(p, u, splat(-0.05990296585));
  p = mulAdd(p, u, splat(0.09942641414));
  p = mulAdd(p, u, splat(-0.14029379286));
  p = mulAdd(p, u, splat(0.19971368568));
  p = mulAdd(p, u, splat(-0.33332093116));
  p = mulAdd(p, u, splat(0.99999999114));
  let angle = f32x4.mul(p, t);
  angle = v128.bitselect(f32x4.sub(splat(HALF_PI), angle), angle, steep);
  angle = v128.bitselect(f32x4.sub(splat(PI), angle), angle, f32x4.lt(x, splat(0)));
  return v128.bitselect(f32x4.neg(angle), angle, f32x4.lt(y, splat(0)));
}

// @ts-ignore: decorator
@inline
function lane0(v: v128): f32 {
  return f32x4.extract_lane(v, 0);
}

export function log2(x: f32): f32 {
  return lane0(log2x4(splat(x)));
}
export function exp2(x: f32): f32 {
  return lane0(exp2x4(splat(x)));
}
export function pow(x: f32, p: f32): f32 {
  return lane0(powx4(splat(x), splat(p)));
}
export function cbrt(x: f32): f32 {
  return lane0(cbrtx4(splat(x)));
}
export function sin(x: f32): f32 {
  return lane0(sinx4(splat(x)));
}
export function cos(x: f32): f32 {
  return lane0(cosx4(splat(x)));
}
export function atan2(y: f32, x: f32): f32 {
  return lane0(atan2x4(splat(y), splat(x)));
}
export function encode(x: f32): f32 {
  return lane0(encodex4(splat(x)));
}
export function decode(v: f32): f32 {
  return lane0(decodex4(splat(v)));
}
