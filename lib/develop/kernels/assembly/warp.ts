// Where output pixels lie in a warped photo, and reading it there.
//
// Positions are f32 rows of px of the full upright photo. An output pixel (i, j) is affine in the frame; a homography and a radial factor take it on
// to the photo. Reading is bicubic (Catmull–Rom), widened where the photo is minified (Keys 1981), by the local footprint of an output pixel on each
// axis of the photo. A pixel depends on its own index only, never on the row or tile that it was asked in.

import { clampx4, mulAdd, splat } from './math';

// @ts-ignore: decorator
@inline const KNOTS: f32 = 1024;
// @ts-ignore: decorator
@inline const REACH: f32 = 2;
/** Beyond this many px positions say no more than "outside". */
// @ts-ignore: decorator
@inline const FAR: f32 = 262144;

/** The radial tables' value (`pipeline/warp/radial.ts`) at four distances. */
// @ts-ignore: decorator
@inline
function radial(table: usize, r: v128): v128 {
  const at = f32x4.pmin(splat(KNOTS - 0.001), f32x4.mul(r, splat(KNOTS / REACH)));
  const whole = f32x4.floor(at);
  const f = f32x4.sub(at, whole);
  const k = i32x4.shl(i32x4.trunc_sat_f32x4_s(whole), 2);
  const p0 = v128.load64_zero(table + <usize>i32x4.extract_lane(k, 0));
  const p1 = v128.load64_zero(table + <usize>i32x4.extract_lane(k, 1));
  const p2 = v128.load64_zero(table + <usize>i32x4.extract_lane(k, 2));
  const p3 = v128.load64_zero(table + <usize>i32x4.extract_lane(k, 3));
  const a = v128.shuffle<f32>(p0, p1, 0, 1, 4, 5), b = v128.shuffle<f32>(p2, p3, 0, 1, 4, 5);
  const low = v128.shuffle<f32>(a, b, 0, 2, 4, 6), high = v128.shuffle<f32>(a, b, 1, 3, 5, 7);
  return mulAdd(f32x4.sub(high, low), f, low);
}

/**
 * xs, ys: positions of output pixels first … first + n − 1 of a row. u(i) = u0 + i·du, v(i) = v0 + i·dv: px from the centre (cx, cy) in the frame.
 * `matrix`: nine f32 of a homography about the centre, or 0. `table`: factor of the radius over distance/unit, or 0.
 */
export function warpedRow(
  xs: usize, ys: usize, n: i32, first: i32, u0: f32, du: f32, v0: f32, dv: f32,
  matrix: usize, table: usize, cx: f32, cy: f32, unit: f32,
): void {
  const perUnit = splat(<f32>1 / unit);
  for (let i = 0; i < n; i += 4) {
    const index = f32x4.convert_i32x4_s(i32x4.add(i32x4.splat(first + i), i32x4(0, 1, 2, 3)));
    let u = mulAdd(index, splat(du), splat(u0)), v = mulAdd(index, splat(dv), splat(v0));
    if (matrix) {
      const w = f32x4.div(splat(1), f32x4.pmax(splat(0.001), mulAdd(u, v128.load_splat<f32>(matrix, 24), mulAdd(v, v128.load_splat<f32>(matrix, 28), v128.load_splat<f32>(matrix, 32)))));
      const x = mulAdd(u, v128.load_splat<f32>(matrix), mulAdd(v, v128.load_splat<f32>(matrix, 4), v128.load_splat<f32>(matrix, 8)));
      const y = mulAdd(u, v128.load_splat<f32>(matrix, 12), mulAdd(v, v128.load_splat<f32>(matrix, 16), v128.load_splat<f32>(matrix, 20)));
      u = f32x4.mul(x, w);
      v = f32x4.mul(y, w);
    }
    if (table) {
      const k = radial(table, f32x4.mul(f32x4.sqrt(mulAdd(u, u, f32x4.mul(v, v))), perUnit));
      u = f32x4.mul(u, k);
      v = f32x4.mul(v, k);
    }
    v128.store(xs + (<usize>i << 2), clampx4(f32x4.add(u, splat(cx)), -FAR, FAR));
    v128.store(ys + (<usize>i << 2), clampx4(f32x4.add(v, splat(cy)), -FAR, FAR));
  }
}

/** Positions of another colour: as far out as `table` says, as a factor. Rows may be the same ones. */
export function fringeRow(dx: usize, dy: usize, xs: usize, ys: usize, n: i32, table: usize, cx: f32, cy: f32, unit: f32): void {
  const perUnit = splat(<f32>1 / unit);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const u = f32x4.sub(v128.load(xs + i), splat(cx)), v = f32x4.sub(v128.load(ys + i), splat(cy));
    const k = radial(table, f32x4.mul(f32x4.sqrt(mulAdd(u, u, f32x4.mul(v, v))), perUnit));
    v128.store(dx + i, mulAdd(u, k, splat(cx)));
    v128.store(dy + i, mulAdd(v, k, splat(cy)));
  }
}

/** dst[i] = x[i]·scale + offset, held within low … high. */
export function placeRow(dst: usize, x: usize, n: i32, scale: f32, offset: f32, low: f32, high: f32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(dst + i, clampx4(mulAdd(v128.load(x + i), splat(scale), splat(offset)), low, high));
}

/** range[0], range[1]: the least and the greatest of the row's first n and of what was there. */
export function rangeRow(range: usize, x: usize, n: i32): void {
  let least = load<f32>(range), greatest = load<f32>(range, 4);
  let low = splat(least), high = splat(greatest);
  const whole = <usize>(n & ~3) << 2;
  for (let i: usize = 0; i < whole; i += 16) {
    const value = v128.load(x + i);
    low = f32x4.pmin(low, value);
    high = f32x4.pmax(high, value);
  }
  least = min<f32>(min<f32>(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)), min<f32>(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3)));
  greatest = max<f32>(max<f32>(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)), max<f32>(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3)));
  for (let i = whole, end = <usize>n << 2; i < end; i += 4) {
    const value = load<f32>(x + i);
    least = min<f32>(least, value);
    greatest = max<f32>(greatest, value);
  }
  store<f32>(range, least);
  store<f32>(range, greatest, 4);
}

/** Steps up to 1.02 are read by the kernel as it is. */
// @ts-ignore: decorator
@inline const NEARLY: f32 = 1.0404;
/** Longest row of weights: a pixel that shows 16 lattice samples. */
const TAPS = 68;
const weightsX = memory.data(TAPS * 4, 16);
const weightsY = memory.data(TAPS * 4, 16);

/** Keys' cubic with a = −½ (Catmull–Rom) at four distances in 0 … 1. */
// @ts-ignore: decorator
@inline
function inner(t: v128): v128 {
  return mulAdd(f32x4.mul(mulAdd(t, splat(1.5), splat(-2.5)), t), t, splat(1));
}

/** The same in 1 … 2. */
// @ts-ignore: decorator
@inline
function outer(t: v128): v128 {
  return mulAdd(mulAdd(mulAdd(t, splat(-0.5), splat(2.5)), t, splat(-4)), t, splat(2));
}

/** The same at any distances t ≥ 0. */
// @ts-ignore: decorator
@inline
function keys(t: v128): v128 {
  return v128.and(v128.bitselect(inner(t), outer(t), f32x4.lt(t, splat(1))), f32x4.lt(t, splat(2)));
}

/** Samples that the last `fill` gave weights, and the weights' sum. */
let taps: i32 = 0;
let sum: f32 = 0;
/** Weights of the samples about `x` for a kernel `scale` times as wide, with zeros to whole vectors; answers the first sample. */
function fill(weights: usize, x: f32, scale: f32): i32 {
  const first = <i32>ceil<f32>(x - 2 * scale), last = <i32>floor<f32>(x + 2 * scale);
  const narrow = splat(<f32>1 / scale), step = f32x4.mul(splat(4), narrow);
  let distance = f32x4.mul(f32x4.sub(f32x4.add(splat(<f32>first), f32x4(0, 1, 2, 3)), splat(x)), narrow);
  let total = splat(0);
  taps = last - first + 1;
  for (let k = 0; k < taps; k += 4) {
    const w = keys(f32x4.abs(distance));
    v128.store(weights + (<usize>k << 2), w);
    total = f32x4.add(total, w);
    distance = f32x4.add(distance, step);
  }
  sum = lanes(total);
  return first;
}

// @ts-ignore: decorator
@inline
function lanes(sum: v128): f32 {
  return (f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1)) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
}

/** A vector of x weights for each of four pixels, then of y weights. */
const fours = memory.data(128, 16);
/** Of four pixels: first samples, whether their steps are small, and how wide their filters are, across and down. */
const places = memory.data(64, 16);

/** For four positions t in [0, 1) between 0 and 1: the weights of the samples at −1, 0, 1, 2, a vector for each position at `to`. */
// @ts-ignore: decorator
@inline
function cubics(to: usize, t: v128): void {
  const one = splat(1);
  const a = outer(f32x4.add(t, one)), b = inner(t), c = inner(f32x4.sub(one, t)), d = outer(f32x4.sub(splat(2), t));
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7), cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 16);
  v128.store(to, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5), 32);
  v128.store(to, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7), 48);
}

/** The four rows at p, weighted by y, times the weights of x: four parts of a pixel. */
// @ts-ignore: decorator
@inline
function near(p: usize, stride: usize, weights: usize): v128 {
  let sum = f32x4.mul(v128.load(p), v128.load32_splat(weights, 64));
  sum = mulAdd(v128.load(p + stride), v128.load32_splat(weights, 68), sum);
  sum = mulAdd(v128.load(p + stride * 2), v128.load32_splat(weights, 72), sum);
  sum = mulAdd(v128.load(p + stride * 3), v128.load32_splat(weights, 76), sum);
  return f32x4.mul(sum, v128.load(weights));
}

/** Four pixels of a plane whose first samples lie at + a0 … a3, their weights at `fours`. */
// @ts-ignore: decorator
@inline
function nearFour(src: usize, stride: usize, a0: usize, a1: usize, a2: usize, a3: usize): v128 {
  const p0 = near(src + a0, stride, fours), p1 = near(src + a1, stride, fours + 16), p2 = near(src + a2, stride, fours + 32), p3 = near(src + a3, stride, fours + 48);
  const low01 = v128.shuffle<f32>(p0, p1, 0, 4, 1, 5), low23 = v128.shuffle<f32>(p2, p3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(p0, p1, 2, 6, 3, 7), high23 = v128.shuffle<f32>(p2, p3, 2, 6, 3, 7);
  const first = f32x4.add(v128.shuffle<f32>(low01, low23, 0, 1, 4, 5), v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  return f32x4.add(first, f32x4.add(v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), v128.shuffle<f32>(high01, high23, 2, 3, 6, 7)));
}

/** A pixel under the weights of the last two `fill`s, across × down: down first, while the columns lie in registers. */
function wide(p: usize, stride: usize, across: usize, down: i32, norm: f32): f32 {
  const rows = <usize>down << 2;
  let row = p, total = splat(0), more = splat(0);
  if (across <= 32) {
    for (let y: usize = 0; y < rows; y += 4) {
      const w = v128.load32_splat(weightsY + y);
      total = mulAdd(v128.load(row), w, total);
      more = mulAdd(v128.load(row, 16), w, more);
      row += stride;
    }
    total = f32x4.mul(total, v128.load(weightsX));
    if (across === 32) total = mulAdd(more, v128.load(weightsX, 16), total);
    return lanes(total) * norm;
  }
  for (let y: usize = 0; y < rows; y += 4) {
    let line = f32x4.mul(v128.load(row), v128.load(weightsX));
    for (let k: usize = 16; k < across; k += 16) line = mulAdd(v128.load(row + k), v128.load(weightsX + k), line);
    total = mulAdd(line, v128.load32_splat(weightsY + y), total);
    row += stride;
  }
  return lanes(total) * norm;
}

/**
 * Reads planes at lattice positions xs, ys (integer = sample centre, inside the planes by 2·widest + 1 samples). The planes' first sample is (left, top).
 * `nextX`, `nextY`: positions one output row further, for the footprint; rows hold n + 1 positions. Planes whose destination is 0 are left out.
 */
export function readRow(
  dstR: usize, dstG: usize, dstB: usize, dstA: usize, n: i32, srcR: usize, srcG: usize, srcB: usize, srcA: usize, stride: usize,
  left: i32, top: i32, xs: usize, ys: usize, nextX: usize, nextY: usize, widest: f32,
): void {
  const one = splat(1), end = <usize>n << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const x = v128.load(xs + i), y = v128.load(ys + i);
    const xi = f32x4.sub(v128.load(xs + i, 4), x), yi = f32x4.sub(v128.load(ys + i, 4), y), xj = f32x4.sub(v128.load(nextX + i), x), yj = f32x4.sub(v128.load(nextY + i), y);
    // Squares of the steps.
    const sx = mulAdd(xi, xi, f32x4.mul(xj, xj)), sy = mulAdd(yi, yi, f32x4.mul(yj, yj));
    const close = f32x4.le(f32x4.pmax(sx, sy), splat(NEARLY));
    const fx = f32x4.floor(x), fy = f32x4.floor(y);
    cubics(fours, f32x4.sub(x, fx));
    cubics(fours + 64, f32x4.sub(y, fy));
    // Positions are whole numbers below 2¹⁸: converting is exact.
    const column = i32x4.sub(i32x4.trunc_sat_f32x4_s(fx), i32x4.splat(left + 1)), line = i32x4.sub(i32x4.trunc_sat_f32x4_s(fy), i32x4.splat(top + 1));
    const at = i32x4.add(i32x4.mul(line, i32x4.splat(stride)), i32x4.shl(column, 2));
    if (i32x4.all_true(close) && i + 16 <= end) {
      const a0 = <usize>i32x4.extract_lane(at, 0), a1 = <usize>i32x4.extract_lane(at, 1), a2 = <usize>i32x4.extract_lane(at, 2), a3 = <usize>i32x4.extract_lane(at, 3);
      if (dstR) v128.store(dstR + i, nearFour(srcR, stride, a0, a1, a2, a3));
      if (dstG) v128.store(dstG + i, nearFour(srcG, stride, a0, a1, a2, a3));
      if (dstB) v128.store(dstB + i, nearFour(srcB, stride, a0, a1, a2, a3));
      if (dstA) v128.store(dstA + i, nearFour(srcA, stride, a0, a1, a2, a3));
      continue;
    }
    v128.store(places, at);
    v128.store(places, close, 16);
    v128.store(places, f32x4.pmin(splat(widest), f32x4.sqrt(f32x4.pmax(one, sx))), 32);
    v128.store(places, f32x4.pmin(splat(widest), f32x4.sqrt(f32x4.pmax(one, sy))), 48);
    for (let k: usize = 0; k < 16 && i + k < end; k += 4) {
      const to = i + k, place = places + k;
      if (load<i32>(place, 16)) {
        const from = <usize>load<i32>(place), weights = fours + (k << 2);
        if (dstR) store<f32>(dstR + to, lanes(near(srcR + from, stride, weights)));
        if (dstG) store<f32>(dstG + to, lanes(near(srcG + from, stride, weights)));
        if (dstB) store<f32>(dstB + to, lanes(near(srcB + from, stride, weights)));
        if (dstA) store<f32>(dstA + to, lanes(near(srcA + from, stride, weights)));
        continue;
      }
      const ix = fill(weightsX, load<f32>(xs + to), load<f32>(place, 32));
      const across = <usize>((taps + 3) & ~3) << 2, sumX = sum;
      const iy = fill(weightsY, load<f32>(ys + to), load<f32>(place, 48));
      const from = <usize>(iy - top) * stride + (<usize>(ix - left) << 2);
      const norm = <f32>1 / (sumX * sum);
      if (dstR) store<f32>(dstR + to, wide(srcR + from, stride, across, taps, norm));
      if (dstG) store<f32>(dstG + to, wide(srcG + from, stride, across, taps, norm));
      if (dstB) store<f32>(dstB + to, wide(srcB + from, stride, across, taps, norm));
      if (dstA) store<f32>(dstA + to, wide(srcA + from, stride, across, taps, norm));
    }
  }
}

/** dst[i] = the radial table's value at the distance of position i from the centre. */
export function tableRow(dst: usize, xs: usize, ys: usize, n: i32, table: usize, cx: f32, cy: f32, unit: f32): void {
  const perUnit = splat(<f32>1 / unit);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const u = f32x4.sub(v128.load(xs + i), splat(cx)), v = f32x4.sub(v128.load(ys + i), splat(cy));
    v128.store(dst + i, radial(table, f32x4.mul(f32x4.sqrt(mulAdd(u, u, f32x4.mul(v, v))), perUnit)));
  }
}

/**
 * Paints what lies outside the photo (width × height px) white, and transparent where there is alpha, with an edge one output pixel wide. The rows
 * hold n + 1 positions.
 */
export function outsideRow(r: usize, g: usize, b: usize, a: usize, n: i32, xs: usize, ys: usize, width: f32, height: f32): void {
  const one = splat(1);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const x = v128.load(xs + i), y = v128.load(ys + i);
    const dx = f32x4.sub(v128.load(xs + i, 4), x), dy = f32x4.sub(v128.load(ys + i, 4), y);
    const perPixel = f32x4.div(one, f32x4.pmax(splat(1e-3), f32x4.sqrt(mulAdd(dx, dx, f32x4.mul(dy, dy)))));
    const across = f32x4.pmin(x, f32x4.sub(splat(width), x)), down = f32x4.pmin(y, f32x4.sub(splat(height), y));
    const inside = clampx4(mulAdd(f32x4.pmin(across, down), perPixel, splat(0.502)), 0, 1);
    if (i32x4.all_true(f32x4.ge(inside, one))) continue;
    const rest = f32x4.sub(one, inside);
    v128.store(r + i, mulAdd(v128.load(r + i), inside, rest));
    v128.store(g + i, mulAdd(v128.load(g + i), inside, rest));
    v128.store(b + i, mulAdd(v128.load(b + i), inside, rest));
    if (a) v128.store(a + i, f32x4.mul(v128.load(a + i), inside));
  }
}
