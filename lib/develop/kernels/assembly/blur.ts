// Separable symmetric blur of one plane, for the upper cut of Texture and for sharpening: kernels of at most a dozen taps a side.

import { mulAdd, splat } from './math';

/** dst[x] = w0·src[x] + Σ_k w_k·(src[x − k·stride] + src[x + k·stride]); `stride` in bytes (4 along a row, the row pitch across rows). */
export function blurRow(dst: usize, src: usize, stride: usize, weights: usize, radius: i32, n: i32): void {
  const w0 = v128.load_splat<f32>(weights);
  const end = <usize>n << 2;
  let i: usize = 0;
  // Four vectors at a time, so that weights and addresses are shared.
  for (; i + 64 <= end; i += 64) {
    let low = src + i;
    let high = low;
    let sum0 = f32x4.mul(w0, v128.load(low)), sum1 = f32x4.mul(w0, v128.load(low, 16));
    let sum2 = f32x4.mul(w0, v128.load(low, 32)), sum3 = f32x4.mul(w0, v128.load(low, 48));
    for (let k = 1; k <= radius; k++) {
      low -= stride;
      high += stride;
      const w = v128.load_splat<f32>(weights + (<usize>k << 2));
      sum0 = mulAdd(w, f32x4.add(v128.load(low), v128.load(high)), sum0);
      sum1 = mulAdd(w, f32x4.add(v128.load(low, 16), v128.load(high, 16)), sum1);
      sum2 = mulAdd(w, f32x4.add(v128.load(low, 32), v128.load(high, 32)), sum2);
      sum3 = mulAdd(w, f32x4.add(v128.load(low, 48), v128.load(high, 48)), sum3);
    }
    v128.store(dst + i, sum0);
    v128.store(dst + i, sum1, 16);
    v128.store(dst + i, sum2, 32);
    v128.store(dst + i, sum3, 48);
  }
  for (; i < end; i += 16) {
    let sum = f32x4.mul(w0, v128.load(src + i));
    let low = src + i;
    let high = low;
    for (let k = 1; k <= radius; k++) {
      low -= stride;
      high += stride;
      sum = mulAdd(v128.load_splat<f32>(weights + (<usize>k << 2)), f32x4.add(v128.load(low), v128.load(high)), sum);
    }
    v128.store(dst + i, sum);
  }
}

/** Between a picture and two blurs of it: dst → `less` as the amount (held to 0…1) goes to ½, `less` → `more` as it goes on to 1. */
export function blurMixRow(dst: usize, less: usize, more: usize, amounts: usize, n: i32): void {
  const zero = splat(0), one = splat(1);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const twice = f32x4.mul(v128.load(amounts + i), splat(2));
    const t = f32x4.pmin(one, f32x4.pmax(zero, twice)), s = f32x4.pmin(one, f32x4.pmax(zero, f32x4.sub(twice, one)));
    const sharp = v128.load(dst + i);
    const half = mulAdd(f32x4.sub(v128.load(less + i), sharp), t, sharp);
    v128.store(dst + i, mulAdd(f32x4.sub(v128.load(more + i), half), s, half));
  }
}
