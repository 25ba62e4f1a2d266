// How much each tone tool moves a tone, in stops at +100, as a function of log-luminance l (white 0, mid-grey −2.46, black −9). Piecewise
// polynomials, continuous in value and slope. The slopes bound the tools: with one at ±100 the tone curve's slope stays above 0.3, so tones never
// swap; mid-grey is the pivot of Contrast and hardly moves under Highlights, Whites and Blacks.

import { mulAdd, splat } from './math';

/** 0 at `from`, 1 at `to`, cubic between (from > to falls). */
// @ts-ignore: decorator
@inline
export function smooth(x: v128, from: f32, to: f32): v128 {
  const t = f32x4.pmin(splat(1), f32x4.pmax(splat(0), f32x4.mul(f32x4.sub(x, splat(from)), splat(<f32>(1.0) / (to - from)))));
  return f32x4.mul(f32x4.mul(t, t), mulAdd(t, splat(-2), splat(3)));
}

/** Highlights: the upper mid-tones move most and white keeps near white; above white (after Exposure) it pulls harder, up to the old white. */
// @ts-ignore: decorator
@inline
export function highlights(base: v128): v128 {
  const rise = f32x4.mul(smooth(base, -3.0, -0.5), splat(0.75));
  const rest = f32x4.mul(smooth(base, -0.9, 0.4), splat(-0.5));
  const over = f32x4.pmax(splat(0), base);
  const extra = f32x4.div(f32x4.mul(f32x4.mul(over, over), splat(0.6)), f32x4.add(over, splat(0.5)));
  return f32x4.add(f32x4.add(rise, rest), extra);
}

/** Shadows: 1.9 stops in the darks, less again at black so that it stays black and its noise stays down. */
// @ts-ignore: decorator
@inline
export function shadows(base: v128): v128 {
  return f32x4.sub(f32x4.mul(smooth(base, -1.4, -6.0), splat(1.9)), f32x4.mul(smooth(base, -6.0, -9.5), splat(0.7)));
}

/** Whites: the top two stops, 0.8 at white. */
// @ts-ignore: decorator
@inline
export function whites(l: v128): v128 {
  return f32x4.mul(smooth(l, -3.4, 0.0), splat(0.8));
}

/** Blacks: 1.6 stops at black. */
// @ts-ignore: decorator
@inline
export function blacks(l: v128): v128 {
  return f32x4.mul(smooth(l, -2.8, -8.5), splat(1.6));
}

/** Contrast: an S about mid-grey. Slope 1.5 there; the highlights return to white, the shadows sink by up to 1.2 stops. */
// @ts-ignore: decorator
@inline
export function contrast(l: v128): v128 {
  const u = f32x4.pmin(splat(2.46), f32x4.add(l, splat(2.46)));
  const above = f32x4.mul(u, mulAdd(u, splat(-0.5 / 2.46), splat(0.5)));
  const below = f32x4.div(f32x4.mul(u, splat(0.5)), f32x4.sqrt(mulAdd(f32x4.mul(u, u), splat(0.17), splat(1))));
  return v128.bitselect(above, below, f32x4.gt(u, splat(0)));
}

/** Where Clarity works: mid-tones fully, towards black and white less. */
// @ts-ignore: decorator
@inline
export function midtones(base: v128): v128 {
  const dark = mulAdd(smooth(base, -8.5, -5.0), splat(0.75), splat(0.25));
  return f32x4.mul(dark, mulAdd(smooth(base, -1.6, 0.0), splat(-0.7), splat(1)));
}
