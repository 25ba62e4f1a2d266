// The last step: finished planes → interleaved integers.

import { clampx4, mulAdd, splat } from './math';
import { wholex4 } from './slice';

/** Avalanche of 32 bits (the finaliser of MurmurHash3, Appleby). */
// @ts-ignore: decorator
@inline
export function hashx4(x: v128): v128 {
  let h = v128.xor(x, i32x4.shr_u(x, 16));
  h = i32x4.mul(h, i32x4.splat(0x85ebca6b));
  h = v128.xor(h, i32x4.shr_u(h, 13));
  h = i32x4.mul(h, i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}

// @ts-ignore: decorator
@inline
function quantise(v: v128, scale: f32, noise: v128, spread: f32): v128 {
  // Half a step of spread on either side breaks banding; a little less leaves values that sit on a step exactly where they are.
  const rounding = mulAdd(f32x4.convert_i32x4_s(noise), splat(spread / 1023.0), splat(0.5 - 0.5 * spread));
  return wholex4(mulAdd(clampx4(v, 0, 1), splat(scale), rounding));
}

/**
 * Planes 0..1 → 8-bit RGB, or RGBA when `a` is not 0. `spread` is the width of the dither in steps (0 rounds to nearest); the dither is a
 * hash of the output position (x, y), so tiles agree. Writes up to 4 bytes past the end.
 */
export function pack8(dst: usize, r: usize, g: usize, b: usize, a: usize, n: i32, x: i32, y: i32, spread: f32): void {
  // A loop of its own for each: in a loop with branches constants are made anew for every pixel.
  if (a) pack(dst, r, g, b, a, n, x, y, spread, true);
  else pack(dst, r, g, b, a, n, x, y, spread, false);
}

// @ts-ignore: decorator
@inline
function pack(dst: usize, r: usize, g: usize, b: usize, a: usize, n: i32, x: i32, y: i32, spread: f32, alphas: bool): void {
  const bits = i32x4.splat(1023);
  const row = i32x4.splat(y * 0x27d4eb2f);
  const step: usize = alphas ? 16 : 12;
  let out = dst;
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2;
    const noise = hashx4(v128.xor(row, i32x4.add(i32x4.splat(x + i), i32x4(0, 1, 2, 3))));
    const red = quantise(v128.load(r + at), 255, v128.and(noise, bits), spread);
    const green = quantise(v128.load(g + at), 255, v128.and(i32x4.shr_u(noise, 10), bits), spread);
    const blue = quantise(v128.load(b + at), 255, v128.and(i32x4.shr_u(noise, 20), bits), spread);
    let word = v128.or(red, v128.or(i32x4.shl(green, 8), i32x4.shl(blue, 16)));
    if (alphas) {
      const alpha = wholex4(mulAdd(clampx4(v128.load(a + at), 0, 1), splat(255), splat(0.5)));
      word = v128.or(word, i32x4.shl(alpha, 24));
    } else {
      word = v128.shuffle<i8>(word, word, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 14, 14, 14, 14);
    }
    v128.store(out, word);
    out += step;
  }
}

/** Planes 0..1 → 16-bit RGB or RGBA, rounded to nearest. */
export function pack16(dst: usize, r: usize, g: usize, b: usize, a: usize, n: i32): void {
  let out = dst;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 4) {
    store<u16>(out, level16(load<f32>(r + i)));
    store<u16>(out, level16(load<f32>(g + i)), 2);
    store<u16>(out, level16(load<f32>(b + i)), 4);
    if (a) store<u16>(out, level16(load<f32>(a + i)), 6);
    out += a ? 8 : 6;
  }
}

// @ts-ignore: decorator
@inline
function level16(v: f32): u16 {
  return <u16>(min<f32>(1, max<f32>(0, v)) * 65535 + 0.5);
}
