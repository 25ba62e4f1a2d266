// A coarser copy of a plane and back: means of f × f blocks, and bilinear interpolation between their centres. Blocks lie at multiples of f of
// the whole picture.

import { mulAdd, splat } from './math';

/** Means of f × f blocks: `n` of them (rounded up to whole vectors) from `src` on. f: 2, 4 or 8; `line`: room for n·f floats and two vectors. */
export function reduceRow(dst: usize, src: usize, pitch: usize, f: i32, n: i32, line: usize): void {
  let length = <usize>((n + 3) & ~3) * f << 2;
  for (let i: usize = 0; i < length; i += 16) {
    let sum = v128.load(src + i);
    for (let y = 1; y < f; y++) sum = f32x4.add(sum, v128.load(src + <usize>y * pitch + i));
    v128.store(line + i, sum);
  }
  for (let k = f; k > 1; k >>= 1) {
    length >>= 1;
    for (let i: usize = 0; i < length; i += 16) {
      const a = v128.load(line + 2 * i), b = v128.load(line + 2 * i, 16);
      v128.store(line + i, f32x4.add(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7)));
    }
  }
  const mean = splat(<f32>1.0 / <f32>(f * f));
  for (let i: usize = 0; i < length; i += 16) v128.store(dst + i, f32x4.mul(v128.load(line + i), mean));
}

/** dst = a + (b − a)·t. */
export function blendRow(dst: usize, a: usize, b: usize, t: f32, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const x = v128.load(a + i);
    v128.store(dst + i, mulAdd(f32x4.sub(v128.load(b + i), x), splat(t), x));
  }
}

/**
 * A row of block values, brought to pixels: dst (+)= Σ weight·cell. Pixel 0 of `dst` is the first of the block at `cells`; the cells before and
 * after are read too. `taps`: for each vector of four pixels in turn, over max(1, f/4) of them, four vectors of weights for cells −1, 0, 1, 2.
 */
export function expandRow(dst: usize, cells: usize, f: i32, n: i32, taps: usize, add: bool): void {
  const phases = max(1, f >> 2);
  let phase = 0;
  let cell = cells - 4;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const t = taps + (<usize>phase << 6);
    let sum = f32x4.mul(v128.load32_splat(cell), v128.load(t));
    sum = mulAdd(v128.load32_splat(cell, 4), v128.load(t, 16), sum);
    sum = mulAdd(v128.load32_splat(cell, 8), v128.load(t, 32), sum);
    sum = mulAdd(v128.load32_splat(cell, 12), v128.load(t, 48), sum);
    v128.store(dst + i, add ? f32x4.add(v128.load(dst + i), sum) : sum);
    if (++phase === phases) {
      phase = 0;
      cell += f === 2 ? 8 : 4;
    }
  }
}

/** dst = a − b. */
export function differenceRow(dst: usize, a: usize, b: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(dst + i, f32x4.sub(v128.load(a + i), v128.load(b + i)));
}
