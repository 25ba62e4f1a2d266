// Noise reduction by shrinking the coefficients of an overlapping 8 × 8 cosine transform.
//
//   c' = c · max(0, 1 − T²·w / e)             e: the coefficient's energy, averaged with its four neighbours' in frequency; w: a weight
//   result = Σ window·κ·block' / Σ window·κ    over the blocks that cover a pixel;  κ = 1 / Σ gain²
//
// G. Yu & G. Sapiro, "DCT image denoising: a simple and effective image denoising algorithm" (IPOL 2011). The gain is the empirical Wiener filter
// (positive part), which unlike a hard threshold leaves no lone waves in flat areas, and looks at its neighbours because structure comes in groups
// (NeighShrink: G. Chen, T. Bui & A. Krzyżak 2005); κ is the inverse variance of what noise a block keeps
// (K. Dabov et al. 2007), so that blocks across an edge count less than the flat blocks beside it. Blocks start at multiples of 4 in both directions of
// the whole picture, so a pixel does not depend on the tile. Down the columns the transform is shared by all blocks of a band, because it is linear.

import { mulAdd, splat } from './math';

// √½ / 2 and cos(kπ/16) / 2: the orthonormal 8-point DCT-II.
// @ts-ignore: decorator
@inline const C4: f32 = 0.35355339059327373;
// @ts-ignore: decorator
@inline const C1: f32 = 0.4903926402016152;
// @ts-ignore: decorator
@inline const C2: f32 = 0.46193976625564337;
// @ts-ignore: decorator
@inline const C3: f32 = 0.4157348061512726;
// @ts-ignore: decorator
@inline const C5: f32 = 0.2777851165098011;
// @ts-ignore: decorator
@inline const C6: f32 = 0.1913417161825449;
// @ts-ignore: decorator
@inline const C7: f32 = 0.09754516100806413;
/** sin((j + ½)π/8): how much a sample of a block counts. */
const WINDOW: StaticArray<f32> = [0.19509032, 0.55557023, 0.83146961, 0.98078528, 0.98078528, 0.83146961, 0.55557023, 0.19509032];

/** 64 vectors: coefficients of four neighbouring blocks, one a lane. */
const BLOCKS: usize = memory.data(1024, 16);

/** Eight vectors `from` bytes apart → their eight coefficients, `to` bytes apart. In place where both are the same. */
// @ts-ignore: decorator
@inline
function forward(src: usize, from: usize, dst: usize, to: usize): void {
  const x0 = v128.load(src), x1 = v128.load(src + from), x2 = v128.load(src + 2 * from), x3 = v128.load(src + 3 * from);
  const x4 = v128.load(src + 4 * from), x5 = v128.load(src + 5 * from), x6 = v128.load(src + 6 * from), x7 = v128.load(src + 7 * from);
  const s0 = f32x4.add(x0, x7), s1 = f32x4.add(x1, x6), s2 = f32x4.add(x2, x5), s3 = f32x4.add(x3, x4);
  const d0 = f32x4.sub(x0, x7), d1 = f32x4.sub(x1, x6), d2 = f32x4.sub(x2, x5), d3 = f32x4.sub(x3, x4);
  const e0 = f32x4.add(s0, s3), e1 = f32x4.add(s1, s2), o0 = f32x4.sub(s0, s3), o1 = f32x4.sub(s1, s2);
  v128.store(dst, f32x4.mul(f32x4.add(e0, e1), splat(C4)));
  v128.store(dst + 4 * to, f32x4.mul(f32x4.sub(e0, e1), splat(C4)));
  v128.store(dst + 2 * to, mulAdd(o0, splat(C2), f32x4.mul(o1, splat(C6))));
  v128.store(dst + 6 * to, mulAdd(o0, splat(C6), f32x4.mul(o1, splat(-C2))));
  v128.store(dst + to, mulAdd(d0, splat(C1), mulAdd(d1, splat(C3), mulAdd(d2, splat(C5), f32x4.mul(d3, splat(C7))))));
  v128.store(dst + 3 * to, mulAdd(d0, splat(C3), mulAdd(d1, splat(-C7), mulAdd(d2, splat(-C1), f32x4.mul(d3, splat(-C5))))));
  v128.store(dst + 5 * to, mulAdd(d0, splat(C5), mulAdd(d1, splat(-C1), mulAdd(d2, splat(C7), f32x4.mul(d3, splat(C3))))));
  v128.store(dst + 7 * to, mulAdd(d0, splat(C7), mulAdd(d1, splat(-C5), mulAdd(d2, splat(C3), f32x4.mul(d3, splat(-C1))))));
}

/** The inverse of `forward`. */
// @ts-ignore: decorator
@inline
function inverse(src: usize, from: usize, dst: usize, to: usize): void {
  const c0 = v128.load(src), c1 = v128.load(src + from), c2 = v128.load(src + 2 * from), c3 = v128.load(src + 3 * from);
  const c4 = v128.load(src + 4 * from), c5 = v128.load(src + 5 * from), c6 = v128.load(src + 6 * from), c7 = v128.load(src + 7 * from);
  const p0 = f32x4.mul(f32x4.add(c0, c4), splat(C4)), p1 = f32x4.mul(f32x4.sub(c0, c4), splat(C4));
  const q0 = mulAdd(c2, splat(C2), f32x4.mul(c6, splat(C6))), q1 = mulAdd(c2, splat(C6), f32x4.mul(c6, splat(-C2)));
  const e0 = f32x4.add(p0, q0), e1 = f32x4.add(p1, q1), e2 = f32x4.sub(p1, q1), e3 = f32x4.sub(p0, q0);
  const o0 = mulAdd(c1, splat(C1), mulAdd(c3, splat(C3), mulAdd(c5, splat(C5), f32x4.mul(c7, splat(C7)))));
  const o1 = mulAdd(c1, splat(C3), mulAdd(c3, splat(-C7), mulAdd(c5, splat(-C1), f32x4.mul(c7, splat(-C5)))));
  const o2 = mulAdd(c1, splat(C5), mulAdd(c3, splat(-C1), mulAdd(c5, splat(C7), f32x4.mul(c7, splat(C3)))));
  const o3 = mulAdd(c1, splat(C7), mulAdd(c3, splat(-C5), mulAdd(c5, splat(C3), f32x4.mul(c7, splat(-C1)))));
  v128.store(dst, f32x4.add(e0, o0));
  v128.store(dst + to, f32x4.add(e1, o1));
  v128.store(dst + 2 * to, f32x4.add(e2, o2));
  v128.store(dst + 3 * to, f32x4.add(e3, o3));
  v128.store(dst + 4 * to, f32x4.sub(e3, o3));
  v128.store(dst + 5 * to, f32x4.sub(e2, o2));
  v128.store(dst + 6 * to, f32x4.sub(e1, o1));
  v128.store(dst + 7 * to, f32x4.sub(e0, o0));
}

/** Transposes four vectors at `src` … `src + 48` (one row each) into `dst` … `dst + 48`. */
// @ts-ignore: decorator
@inline
function transpose(a: v128, b: v128, c: v128, d: v128, dst: usize): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(dst, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(dst, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 16);
  v128.store(dst, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5), 32);
  v128.store(dst, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7), 48);
}

/** The energies of BLOCKS in rows of ten, with a border that repeats its neighbours. */
const ENERGIES: usize = memory.data(1600, 16);
// @ts-ignore: decorator
@inline const ENERGY_ROW: usize = 160;

function measureBlocks(): void {
  for (let y: usize = 0; y < 8; y++) {
    const row = ENERGIES + (y + 1) * ENERGY_ROW + 16, from = BLOCKS + (y << 7);
    for (let x: usize = 0; x < 128; x += 16) {
      const c = v128.load(from + x);
      v128.store(row + x, f32x4.mul(c, c));
    }
    v128.store(row - 16, v128.load(row));
    v128.store(row + 128, v128.load(row + 112));
  }
  // The mean's own energy says nothing about the structure around it.
  const first = ENERGIES + ENERGY_ROW;
  const beside = f32x4.mul(f32x4.add(v128.load(first, 32), v128.load(first + ENERGY_ROW, 16)), splat(0.5));
  v128.store(first, beside, 16);
  memory.copy(ENERGIES, first, ENERGY_ROW);
  memory.copy(first + 8 * ENERGY_ROW, first + 7 * ENERGY_ROW, ENERGY_ROW);
}

/** Shrinks the coefficients in BLOCKS; answers each block's weight κ. `limits`: T² of each block. */
// @ts-ignore: decorator
@inline
function shrinkBlocks(limits: v128, frequencies: usize): v128 {
  measureBlocks();
  let sum = splat(1);
  for (let k: usize = 1; k < 64; k++) {
    const at = BLOCKS + (k << 4), e = ENERGIES + ((k >> 3) + 1) * ENERGY_ROW + ((k & 7) << 4) + 16;
    const around = f32x4.add(f32x4.add(v128.load(e - 16), v128.load(e, 16)), f32x4.add(v128.load(e - ENERGY_ROW), v128.load(e, ENERGY_ROW)));
    const energy = mulAdd(v128.load(e), splat(0.36), f32x4.mul(around, splat(0.16)));
    const rest = f32x4.pmax(splat(0), f32x4.sub(energy, f32x4.mul(limits, v128.load32_splat(frequencies + (k << 2)))));
    const gain = f32x4.div(rest, f32x4.pmax(splat(1e-20), energy));
    v128.store(at, f32x4.mul(v128.load(at), gain));
    sum = mulAdd(gain, gain, sum);
  }
  return f32x4.div(splat(1), sum);
}

/** Adds eight samples a block (BLOCKS at `at`) of four blocks, 4 px apart, times `weights` and the window, to a row. */
// @ts-ignore: decorator
@inline
function overlap(at: usize, weights: v128, row: usize): void {
  const w = changetype<usize>(WINDOW);
  for (let j: usize = 0; j < 8; j++) v128.store(at + (j << 4), f32x4.mul(v128.load(at + (j << 4)), f32x4.mul(weights, v128.load32_splat(w + (j << 2)))));
  transpose(v128.load(at), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48), at);
  transpose(v128.load(at, 64), v128.load(at, 80), v128.load(at, 96), v128.load(at, 112), at + 64);
  v128.store(row, f32x4.add(v128.load(row), v128.load(at)));
  v128.store(row, f32x4.add(v128.load(at, 16), v128.load(at, 64)), 16);
  v128.store(row, f32x4.add(v128.load(at, 32), v128.load(at, 80)), 32);
  v128.store(row, f32x4.add(v128.load(at, 48), v128.load(at, 96)), 48);
  v128.store(row, v128.load(at, 112), 64);
}

/**
 * One band of blocks: 8 rows from `src` on, `n` columns (a multiple of 16) and 4 more. Finishes its upper four rows, which the band above began, in
 * columns 4 … n − 1 of `dst` (0: there was no band above), which may be the source's. `limits` has T² for each block; `scratch` (`shrinkScratch(n)` bytes)
 * carries the lower four rows to the next band.
 */
export function shrinkBand(scratch: usize, dst: usize, src: usize, pitch: usize, n: i32, limits: usize, frequencies: usize): void {
  const stride: usize = (<usize>n << 2) + 32;
  const coefficients = scratch, sums = scratch + 8 * stride, weights = scratch + 16 * stride, before = scratch + 17 * stride, carried = scratch + 18 * stride;
  const end = <usize>n << 2;
  for (let i: usize = 0; i < end + 16; i += 16) forward(src + i, pitch, coefficients + i, stride);

  for (let k: usize = 0; k < 9; k++) v128.store(sums + k * stride, splat(0));
  for (let i: usize = 0; i < end; i += 64) {
    for (let k: usize = 0; k < 8; k++) {
      const row = coefficients + k * stride + i, at = BLOCKS + (k << 7);
      const v1 = v128.load(row, 16), v2 = v128.load(row, 32), v3 = v128.load(row, 48);
      transpose(v128.load(row), v1, v2, v3, at);
      transpose(v1, v2, v3, v128.load(row, 64), at + 64);
      forward(at, 16, at, 16);
    }
    const kappa = shrinkBlocks(v128.load(limits + (i >> 2)), frequencies);
    for (let k: usize = 0; k < 8; k++) {
      const at = BLOCKS + (k << 7);
      inverse(at, 16, at, 16);
      overlap(at, kappa, sums + k * stride + i);
    }
    for (let j: usize = 0; j < 8; j++) v128.store(BLOCKS + (j << 4), splat(1));
    overlap(BLOCKS, kappa, weights + i);
  }

  const w = changetype<usize>(WINDOW);
  const w0 = v128.load32_splat(w), w1 = v128.load32_splat(w, 4), w2 = v128.load32_splat(w, 8), w3 = v128.load32_splat(w, 12);
  for (let i: usize = 16; i < end; i += 16) {
    inverse(sums + i, stride, BLOCKS, 16);
    const now = v128.load(weights + i), old = v128.load(before + i);
    const kept = carried + i;
    if (dst !== 0) {
      const out = dst + i;
      // The window is symmetric: of the band above, rows 4 … 7 count w3 … w0.
      v128.store(out, f32x4.div(mulAdd(v128.load(BLOCKS), w0, v128.load(kept)), mulAdd(now, w0, f32x4.mul(old, w3))));
      v128.store(out + pitch, f32x4.div(mulAdd(v128.load(BLOCKS, 16), w1, v128.load(kept + stride)), mulAdd(now, w1, f32x4.mul(old, w2))));
      v128.store(out + 2 * pitch, f32x4.div(mulAdd(v128.load(BLOCKS, 32), w2, v128.load(kept + 2 * stride)), mulAdd(now, w2, f32x4.mul(old, w1))));
      v128.store(out + 3 * pitch, f32x4.div(mulAdd(v128.load(BLOCKS, 48), w3, v128.load(kept + 3 * stride)), mulAdd(now, w3, f32x4.mul(old, w0))));
    }
    v128.store(kept, f32x4.mul(v128.load(BLOCKS, 64), w3));
    v128.store(kept + stride, f32x4.mul(v128.load(BLOCKS, 80), w2));
    v128.store(kept + 2 * stride, f32x4.mul(v128.load(BLOCKS, 96), w1));
    v128.store(kept + 3 * stride, f32x4.mul(v128.load(BLOCKS, 112), w0));
    v128.store(before + i, now);
  }
}

/** Bytes that `shrinkBand` needs beside its planes. */
export function shrinkScratch(n: i32): usize {
  return 22 * ((<usize>n << 2) + 32);
}

/** T² = (scale · amount)² of `count` blocks; their amounts (held to 0…1) lie `step` bytes apart. */
export function limitRow(dst: usize, amounts: usize, step: usize, count: i32, scale: f32): void {
  for (let i = 0; i < count; i++) {
    const t = scale * min<f32>(1, max<f32>(0, load<f32>(amounts + <usize>i * step)));
    store<f32>(dst + (<usize>i << 2), t * t);
  }
}

/** dst = a + (b − a)·clamp(amount·gain, 0, 1). */
export function dissolveRow(dst: usize, a: usize, b: usize, amount: usize, gain: f32, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const x = v128.load(a + i);
    const t = f32x4.pmin(splat(1), f32x4.pmax(splat(0), f32x4.mul(v128.load(amount + i), splat(gain))));
    v128.store(dst + i, mulAdd(f32x4.sub(v128.load(b + i), x), t, x));
  }
}
