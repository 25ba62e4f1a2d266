// What depends on a wide neighbourhood, computed once per photo at a fixed size: guided-filter coefficients of the log-luminance (He, Sun &
// Tang 2013, "Guided image filtering"; block moments as in the fast guided filter, He & Sun 2015) and the dark channel (He, Sun & Tang 2009).
// Planes are `width` × `height` floats without padding.

import { mulAdd, splat } from './math';

/** Mean and mean square of every `f` × `f` block (the last ones may be partial); the block grid is ⌈width/f⌉ × ⌈height/f⌉. */
export function blockMoments(src: usize, width: i32, height: i32, f: i32, mean: usize, square: usize): void {
  const columns = (width + f - 1) / f;
  const rows = (height + f - 1) / f;
  for (let by = 0; by < rows; by++) {
    const y1 = min<i32>(height, (by + 1) * f);
    for (let bx = 0; bx < columns; bx++) {
      const x1 = min<i32>(width, (bx + 1) * f);
      let sum: f32 = 0;
      let squares: f32 = 0;
      for (let y = by * f; y < y1; y++) {
        const row = src + (<usize>(y * width) << 2);
        for (let x = bx * f; x < x1; x++) {
          const v = load<f32>(row + (<usize>x << 2));
          sum += v;
          squares += v * v;
        }
      }
      const scale: f32 = <f32>1.0 / <f32>((y1 - by * f) * (x1 - bx * f));
      const at = <usize>(by * columns + bx) << 2;
      store<f32>(mean + at, sum * scale);
      store<f32>(square + at, squares * scale);
    }
  }
}

/** Mean over a (2r+1)² window clipped to the plane. `scratch` is a plane of the same size. Running sums in f64, so that nothing drifts. */
export function boxMean(dst: usize, src: usize, scratch: usize, width: i32, height: i32, r: i32): void {
  for (let y = 0; y < height; y++) {
    const row = src + (<usize>(y * width) << 2);
    const out = scratch + (<usize>(y * width) << 2);
    let sum: f64 = 0;
    for (let x = 0; x < min<i32>(r, width); x++) sum += <f64>load<f32>(row + (<usize>x << 2));
    for (let x = 0; x < width; x++) {
      if (x + r < width) sum += <f64>load<f32>(row + (<usize>(x + r) << 2));
      if (x - r - 1 >= 0) sum -= <f64>load<f32>(row + (<usize>(x - r - 1) << 2));
      const count = min<i32>(width - 1, x + r) - max<i32>(0, x - r) + 1;
      store<f32>(out + (<usize>x << 2), <f32>(sum / <f64>count));
    }
  }
  // Columns four at a time: they share cache lines.
  const pitch = <usize>width << 2;
  for (let x = 0; x < width; x += 4) {
    const column = scratch + (<usize>x << 2);
    const out = dst + (<usize>x << 2);
    let low = f64x2.splat(0), high = f64x2.splat(0);
    for (let y = 0; y < min<i32>(r, height); y++) {
      const v = v128.load(column + <usize>y * pitch);
      low = f64x2.add(low, f64x2.promote_low_f32x4(v));
      high = f64x2.add(high, f64x2.promote_low_f32x4(upper(v)));
    }
    for (let y = 0; y < height; y++) {
      if (y + r < height) {
        const v = v128.load(column + <usize>(y + r) * pitch);
        low = f64x2.add(low, f64x2.promote_low_f32x4(v));
        high = f64x2.add(high, f64x2.promote_low_f32x4(upper(v)));
      }
      if (y - r - 1 >= 0) {
        const v = v128.load(column + <usize>(y - r - 1) * pitch);
        low = f64x2.sub(low, f64x2.promote_low_f32x4(v));
        high = f64x2.sub(high, f64x2.promote_low_f32x4(upper(v)));
      }
      const count = f64x2.splat(<f64>(min<i32>(height - 1, y + r) - max<i32>(0, y - r) + 1));
      const mean = v128.shuffle<f32>(f32x4.demote_f64x2_zero(f64x2.div(low, count)), f32x4.demote_f64x2_zero(f64x2.div(high, count)), 0, 1, 4, 5);
      const at = out + <usize>y * pitch;
      const left = width - x;
      if (left >= 4) v128.store(at, mean);
      else {
        store<f32>(at, f32x4.extract_lane(mean, 0));
        if (left > 1) store<f32>(at, f32x4.extract_lane(mean, 1), 4);
        if (left > 2) store<f32>(at, f32x4.extract_lane(mean, 2), 8);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function upper(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 2, 3);
}

/** dst = x·y, `n` floats. */
export function product(dst: usize, x: usize, y: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(dst + i, f32x4.mul(v128.load(x + i), v128.load(y + i)));
}

/**
 * Linear model of p by the guide in each window: a = cov(guide, p) / (var(guide) + ε²/var(guide)), b = mean(p) − a·mean(guide). The ridge ε of the
 * guided filter is divided by var/ε, the weight of edges (weighted guided filter: Li, Zheng, Zhu, Yao & Wu 2015): edges are followed closer and detail is
 * left out more clearly, with half of each where var = ε. `square` is the mean of guide², `cross` of guide·p. For a self-guided base p is the guide.
 * Writes a over `square` and b over `cross`.
 */
export function guidedCoefficients(mean: usize, square: usize, meanP: usize, cross: usize, n: i32, epsilon: f32): void {
  const zero = splat(0);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const m = v128.load(mean + i), p = v128.load(meanP + i);
    const variance = f32x4.pmax(zero, f32x4.sub(v128.load(square + i), f32x4.mul(m, m)));
    const covariance = f32x4.sub(v128.load(cross + i), f32x4.mul(m, p));
    // In this form a flat window, where both vanish, has a = 0.
    const a = f32x4.div(f32x4.mul(covariance, variance), mulAdd(variance, variance, splat(epsilon * epsilon)));
    v128.store(square + i, a);
    v128.store(cross + i, f32x4.sub(p, f32x4.mul(a, m)));
  }
}

/** grid[i] = (a[i], b[i]). */
export function pairs(grid: usize, a: usize, b: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const x = v128.load(a + i), y = v128.load(b + i);
    v128.store(grid + i * 2, v128.shuffle<f32>(x, y, 0, 4, 1, 5));
    v128.store(grid + i * 2, v128.shuffle<f32>(x, y, 2, 6, 3, 7), 16);
  }
}

/** Smallest of min(r·kr, g·kg, b·kb) in every `f` × `f` block; blocks of four are a vector's width. */
export function darkBlocks(dst: usize, r: usize, g: usize, b: usize, width: i32, height: i32, f: i32, kr: f32, kg: f32, kb: f32): void {
  const columns = (width + f - 1) / f;
  const rows = (height + f - 1) / f;
  const whole = f === 4 ? width / 4 : 0;
  for (let by = 0; by < rows; by++) {
    const y1 = min<i32>(height, (by + 1) * f);
    const out = dst + (<usize>(by * columns) << 2);
    for (let bx = 0; bx < whole; bx++) {
      let least = splat(1e9);
      for (let y = by * 4; y < y1; y++) {
        const at = <usize>(y * width + bx * 4) << 2;
        const red = f32x4.mul(v128.load(r + at), splat(kr)), green = f32x4.mul(v128.load(g + at), splat(kg)), blue = f32x4.mul(v128.load(b + at), splat(kb));
        least = f32x4.pmin(least, f32x4.pmin(red, f32x4.pmin(green, blue)));
      }
      least = f32x4.pmin(least, v128.shuffle<f32>(least, least, 2, 3, 0, 1));
      store<f32>(out + (<usize>bx << 2), f32x4.extract_lane(f32x4.pmin(least, v128.shuffle<f32>(least, least, 1, 0, 3, 2)), 0));
    }
    for (let bx = whole; bx < columns; bx++) {
      const x1 = min<i32>(width, (bx + 1) * f);
      let least: f32 = 1e9;
      for (let y = by * f; y < y1; y++) {
        for (let x = bx * f; x < x1; x++) {
          const at = <usize>(y * width + x) << 2;
          least = min<f32>(least, min<f32>(load<f32>(r + at) * kr, min<f32>(load<f32>(g + at) * kg, load<f32>(b + at) * kb)));
        }
      }
      store<f32>(out + (<usize>bx << 2), least);
    }
  }
}

/** Smallest value times `sign` from column x − r to x + r of a row. */
// @ts-ignore: decorator
@inline
function leastAcross(row: usize, x: i32, r: i32, width: i32, sign: f32): f32 {
  let least: f32 = 1e9;
  for (let k = max<i32>(0, x - r); k <= min<i32>(width - 1, x + r); k++) least = min<f32>(least, load<f32>(row + (<usize>k << 2)) * sign);
  return least;
}

/** Smallest (`sign` 1) or largest (`sign` −1) value in a (2r+1)² window clipped to the plane. May touch a vector past the planes' ends. */
export function boxExtreme(dst: usize, src: usize, scratch: usize, width: i32, height: i32, r: i32, sign: f32): void {
  for (let y = 0; y < height; y++) {
    const row = src + (<usize>(y * width) << 2), out = scratch + (<usize>(y * width) << 2);
    let x = 0;
    for (; x < min<i32>(r, width); x++) store<f32>(out + (<usize>x << 2), leastAcross(row, x, r, width, sign));
    for (; x + 4 + r <= width; x += 4) {
      let least = splat(1e9);
      for (let k = x - r; k <= x + r; k++) least = f32x4.pmin(least, f32x4.mul(v128.load(row + (<usize>k << 2)), splat(sign)));
      v128.store(out + (<usize>x << 2), least);
    }
    for (; x < width; x++) store<f32>(out + (<usize>x << 2), leastAcross(row, x, r, width, sign));
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += 4) {
      let least = splat(1e9);
      for (let k = max<i32>(0, y - r); k <= min<i32>(height - 1, y + r); k++) least = f32x4.pmin(least, v128.load(scratch + (<usize>(k * width + x) << 2)));
      v128.store(dst + (<usize>(y * width + x) << 2), f32x4.mul(least, splat(sign)));
    }
  }
}

/** In place: t = 1 − k·v, clamped to 0..1. */
export function transmission(v: usize, n: i32, k: f32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    v128.store(v + i, f32x4.pmax(splat(0), f32x4.pmin(splat(1), mulAdd(v128.load(v + i), splat(-k), splat(1)))));
  }
}
