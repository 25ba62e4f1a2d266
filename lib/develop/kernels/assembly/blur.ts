// Separable symmetric blur of one plane, for the upper cut of Texture and for sharpening: kernels of at most a dozen taps a side.

import { mulAdd } from './math';

/** dst[x] = w0·src[x] + Σ_k w_k·(src[x − k·stride] + src[x + k·stride]); `stride` in bytes (4 along a row, the row pitch across rows). */
export function blurRow(dst: usize, src: usize, stride: usize, weights: usize, radius: i32, n: i32): void {
  const w0 = v128.load_splat<f32>(weights);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
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
