// Separable resampling with precomputed weights (Catmull–Rom, widened by the scale when minifying: Keys 1981), and the general affine
// bicubic warp that straightening needs. Sums run over the taps in one fixed order, so a pixel never depends on the tile it is in.

/** One output row: dst[x] = Σ_k weights[k] · src[x + k·stride]. `stride` in bytes; `n` floats. */
export function resampleColumns(dst: usize, src: usize, stride: usize, n: i32, weights: usize, taps: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    let sum = f32x4.splat(0);
    let p = src + i;
    for (let k: usize = 0, last = <usize>taps << 2; k < last; k += 4) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(p), v128.load_splat<f32>(weights + k)));
      p += stride;
    }
    v128.store(dst + i, sum);
  }
}

/**
 * One row: dst[i] = Σ_k weights[i·taps + k] · src[starts[i] + k − offset]. `taps` is a multiple of four (padded with zero weights), `starts`
 * i32, `offset` the index that src's first float has.
 */
export function resampleRow(dst: usize, src: usize, starts: usize, weights: usize, taps: i32, n: i32, offset: i32): void {
  const bytes = <usize>taps << 2;
  let w = weights;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 4) {
    const p = src + (<usize>(load<i32>(starts + i) - offset) << 2);
    let sum = f32x4.splat(0);
    for (let k: usize = 0; k < bytes; k += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(p + k), v128.load(w + k)));
    store<f32>(dst + i, (f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1)) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)));
    w += bytes;
  }
}

/** dst[i] = src[i·step], `step` in bytes. */
export function gather(dst: usize, src: usize, step: isize, n: i32): void {
  let p = src;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 4) {
    store<f32>(dst + i, load<f32>(p));
    p += step;
  }
}

// @ts-ignore: decorator
@inline
function cubic(t: f32): v128 {
  // Catmull–Rom weights of the samples at −1, 0, 1, 2 for a position t in [0, 1) between 0 and 1.
  const t2 = t * t;
  const t3 = t2 * t;
  let w = f32x4.splat(0.5 * (-t3 + 2 * t2 - t));
  w = f32x4.replace_lane(w, 1, 0.5 * (3 * t3 - 5 * t2 + 2));
  w = f32x4.replace_lane(w, 2, 0.5 * (-3 * t3 + 4 * t2 + t));
  return f32x4.replace_lane(w, 3, 0.5 * (t3 - t2));
}

// @ts-ignore: decorator
@inline
function sample(plane: usize, at: usize, stride: usize, wx: v128, wy: v128): f32 {
  const p = plane + at;
  let sum = f32x4.mul(v128.load(p), f32x4.splat(f32x4.extract_lane(wy, 0)));
  sum = f32x4.add(sum, f32x4.mul(v128.load(p + stride), f32x4.splat(f32x4.extract_lane(wy, 1))));
  sum = f32x4.add(sum, f32x4.mul(v128.load(p + stride * 2), f32x4.splat(f32x4.extract_lane(wy, 2))));
  sum = f32x4.add(sum, f32x4.mul(v128.load(p + stride * 3), f32x4.splat(f32x4.extract_lane(wy, 3))));
  sum = f32x4.mul(sum, wx);
  return (f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1)) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
}

/**
 * One row of a bicubic warp. Output pixel i lies at (x + i·dx, y + i·dy) in the lattice (integer = sample centre); the planes hold the
 * rectangle whose first sample is (left, top), of width × height samples, stride in bytes. Positions are kept in f64: in f32 they would
 * round differently far from the origin.
 */
export function warpRow(
  dstR: usize, dstG: usize, dstB: usize, dstA: usize, n: i32,
  srcR: usize, srcG: usize, srcB: usize, srcA: usize, stride: usize,
  left: i32, top: i32, width: i32, height: i32,
  x: f64, y: f64, dx: f64, dy: f64, first: i32,
): void {
  for (let i = 0; i < n; i++) {
    const sx = x + <f64>(first + i) * dx;
    const sy = y + <f64>(first + i) * dy;
    const fx = Math.floor(sx);
    const fy = Math.floor(sy);
    const wx = cubic(<f32>(sx - fx));
    const wy = cubic(<f32>(sy - fy));
    const ix = max(0, min(width - 4, <i32>fx - 1 - left));
    const iy = max(0, min(height - 4, <i32>fy - 1 - top));
    const at = <usize>iy * stride + (<usize>ix << 2);
    const o = <usize>i << 2;
    store<f32>(dstR + o, sample(srcR, at, stride, wx, wy));
    store<f32>(dstG + o, sample(srcG, at, stride, wx, wy));
    store<f32>(dstB + o, sample(srcB, at, stride, wx, wy));
    if (dstA) store<f32>(dstA + o, sample(srcA, at, stride, wx, wy));
  }
}
