// The domain of noise reduction: square roots of linear light, as luma and two colour differences.
//
//   p = √(c + δ) of each channel;  Y = w·p (w: luminance weights of the primaries);  U = pR − Y, V = pB − Y
//
// Photon noise grows with the square root of light, so in p it is the same in every tone (Anscombe 1948); δ does that for read noise near black.

import { mulAdd, splat } from './math';

// @ts-ignore: decorator
@inline const FLOOR: f32 = 0.001;

/** Linear red, green, blue → U, Y, V, in place. `luma` holds the three weights. */
export function toOpponentRow(r: usize, g: usize, b: usize, luma: usize, n: i32): void {
  const wr = v128.load_splat<f32>(luma), wg = v128.load_splat<f32>(luma, 4), wb = v128.load_splat<f32>(luma, 8);
  const zero = splat(0), floor = splat(FLOOR);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const pr = f32x4.sqrt(f32x4.add(f32x4.pmax(zero, v128.load(r + i)), floor));
    const pg = f32x4.sqrt(f32x4.add(f32x4.pmax(zero, v128.load(g + i)), floor));
    const pb = f32x4.sqrt(f32x4.add(f32x4.pmax(zero, v128.load(b + i)), floor));
    const y = mulAdd(wr, pr, mulAdd(wg, pg, f32x4.mul(wb, pb)));
    v128.store(r + i, f32x4.sub(pr, y));
    v128.store(g + i, y);
    v128.store(b + i, f32x4.sub(pb, y));
  }
}

/** U, Y, V → linear red, green, blue, in place. */
export function fromOpponentRow(u: usize, y: usize, v: usize, luma: usize, n: i32): void {
  const ru = splat(-load<f32>(luma) / load<f32>(luma, 4)), bv = splat(-load<f32>(luma, 8) / load<f32>(luma, 4));
  const zero = splat(0), floor = splat(FLOOR);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const U = v128.load(u + i), Y = v128.load(y + i), V = v128.load(v + i);
    const pr = f32x4.pmax(zero, f32x4.add(Y, U));
    const pg = f32x4.pmax(zero, f32x4.add(Y, mulAdd(ru, U, f32x4.mul(bv, V))));
    const pb = f32x4.pmax(zero, f32x4.add(Y, V));
    v128.store(u + i, f32x4.pmax(zero, f32x4.sub(f32x4.mul(pr, pr), floor)));
    v128.store(y + i, f32x4.pmax(zero, f32x4.sub(f32x4.mul(pg, pg), floor)));
    v128.store(v + i, f32x4.pmax(zero, f32x4.sub(f32x4.mul(pb, pb), floor)));
  }
}
