// The guided filter with a colour guide (He, Sun & Tang 2013): q = a·I + b with a = (Σ + ε)⁻¹ · cov(I, p), b = mean(p) − a·mean(I).
// Planes that belong together follow each other `pitch` bytes apart.

import { mulAdd, splat } from '../../../develop/kernels/assembly/math';

/** dst = a·b */
export function multiply(dst: usize, a: usize, b: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(dst + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
}

/** Means of the products rr rg rb gg gb bb become the inverse of the local covariance with ε added to its diagonal. */
export function covariance(products: usize, means: usize, pitch: usize, epsilon: f32, n: i32): void {
  const eps = splat(epsilon);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const p = products + i, R = v128.load(means + i), G = v128.load(means + i + pitch), B = v128.load(means + i + 2 * pitch);
    const a = f32x4.add(f32x4.sub(v128.load(p), f32x4.mul(R, R)), eps);
    const b = f32x4.sub(v128.load(p + pitch), f32x4.mul(R, G));
    const c = f32x4.sub(v128.load(p + 2 * pitch), f32x4.mul(R, B));
    const d = f32x4.add(f32x4.sub(v128.load(p + 3 * pitch), f32x4.mul(G, G)), eps);
    const e = f32x4.sub(v128.load(p + 4 * pitch), f32x4.mul(G, B));
    const f = f32x4.add(f32x4.sub(v128.load(p + 5 * pitch), f32x4.mul(B, B)), eps);
    const A = f32x4.sub(f32x4.mul(d, f), f32x4.mul(e, e));
    const D = f32x4.sub(f32x4.mul(c, e), f32x4.mul(b, f));
    const E = f32x4.sub(f32x4.mul(b, e), f32x4.mul(c, d));
    const det = mulAdd(a, A, mulAdd(b, D, f32x4.mul(c, E)));
    const scale = f32x4.div(splat(1), f32x4.pmax(splat(1e-12), det));
    v128.store(p, f32x4.mul(A, scale));
    v128.store(p + pitch, f32x4.mul(D, scale));
    v128.store(p + 2 * pitch, f32x4.mul(E, scale));
    v128.store(p + 3 * pitch, f32x4.mul(f32x4.sub(f32x4.mul(a, f), f32x4.mul(c, c)), scale));
    v128.store(p + 4 * pitch, f32x4.mul(f32x4.sub(f32x4.mul(b, c), f32x4.mul(a, e)), scale));
    v128.store(p + 5 * pitch, f32x4.mul(f32x4.sub(f32x4.mul(a, d), f32x4.mul(b, b)), scale));
  }
}

/** Means of r·p, g·p, b·p and p (four planes) become the coefficients a (three) and b. */
export function solve(planes: usize, means: usize, inverse: usize, pitch: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const at = planes + i, m = means + i, k = inverse + i;
    const p = v128.load(at + 3 * pitch);
    const R = v128.load(m), G = v128.load(m + pitch), B = v128.load(m + 2 * pitch);
    const x = f32x4.sub(v128.load(at), f32x4.mul(R, p));
    const y = f32x4.sub(v128.load(at + pitch), f32x4.mul(G, p));
    const z = f32x4.sub(v128.load(at + 2 * pitch), f32x4.mul(B, p));
    const rg = v128.load(k + pitch), rb = v128.load(k + 2 * pitch), gb = v128.load(k + 4 * pitch);
    const a = mulAdd(v128.load(k), x, mulAdd(rg, y, f32x4.mul(rb, z)));
    const b = mulAdd(rg, x, mulAdd(v128.load(k + 3 * pitch), y, f32x4.mul(gb, z)));
    const c = mulAdd(rb, x, mulAdd(gb, y, f32x4.mul(v128.load(k + 5 * pitch), z)));
    v128.store(at, a);
    v128.store(at + pitch, b);
    v128.store(at + 2 * pitch, c);
    v128.store(at + 3 * pitch, f32x4.sub(p, mulAdd(a, R, mulAdd(b, G, f32x4.mul(c, B)))));
  }
}

/**
 * dst (u8) = a·I + b at the picture's own size (I in bytes), the coefficients (four planes of half the size, rounded up) enlarged bilinearly; 0 below `low`, 255 above
 * `high`, straight between. `line`: room for two rows of four interleaved coefficients.
 */
export function enlarge(dst: usize, rgb: usize, width: i32, height: i32, planes: usize, pitch: usize, halfWidth: i32, halfHeight: i32, line: usize, low: f32, high: f32): void {
  const scale = <f32>1 / (high - low);
  for (let y = 0; y < height; y++) {
    const v = min(max((<f32>y - 0.5) * 0.5, 0), <f32>(halfHeight - 1));
    const y0 = <i32>v, fy = splat(v - <f32>y0);
    const upper = planes + (<usize>(y0 * halfWidth) << 2), lower = planes + (<usize>(min(y0 + 1, halfHeight - 1) * halfWidth) << 2);
    for (let x = 0; x < halfWidth; x += 4) {
      const i = <usize>x << 2;
      const a = between(upper + i, lower + i, fy), b = between(upper + i + pitch, lower + i + pitch, fy);
      const c = between(upper + i + 2 * pitch, lower + i + 2 * pitch, fy), d = between(upper + i + 3 * pitch, lower + i + 3 * pitch, fy);
      const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      const at = line + (i << 2);
      v128.store(at, v128.shuffle<i64>(ab0, cd0, 0, 2));
      v128.store(at, v128.shuffle<i64>(ab0, cd0, 1, 3), 16);
      v128.store(at, v128.shuffle<i64>(ab1, cd1, 0, 2), 32);
      v128.store(at, v128.shuffle<i64>(ab1, cd1, 1, 3), 48);
    }
    const row = <usize>(y * width);
    for (let x = 0; x < width; x += 4) {
      const p = term(x, row, rgb, line, halfWidth), q = term(x + 1, row, rgb, line, halfWidth);
      const r = term(x + 2, row, rgb, line, halfWidth), s = term(x + 3, row, rgb, line, halfWidth);
      const pq = f32x4.add(v128.shuffle<i32>(p, q, 0, 4, 1, 5), v128.shuffle<i32>(p, q, 2, 6, 3, 7));
      const rs = f32x4.add(v128.shuffle<i32>(r, s, 0, 4, 1, 5), v128.shuffle<i32>(r, s, 2, 6, 3, 7));
      const sums = f32x4.add(v128.shuffle<i64>(pq, rs, 0, 2), v128.shuffle<i64>(pq, rs, 1, 3));
      const held = f32x4.pmin(splat(255), f32x4.pmax(splat(0), f32x4.mul(f32x4.sub(sums, splat(low)), splat(scale * 255))));
      const words = i32x4.trunc_sat_f32x4_s(f32x4.add(held, splat(0.5)));
      const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(words, words), words);
      // What a row spills is written over by the next.
      v128.store_lane<i32>(dst + row + x, bytes, 0);
    }
  }
}

/** Three bytes as 0…1, and a one. */
// @ts-ignore: decorator
@inline
function colour(at: usize): v128 {
  const values = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at))));
  return f32x4.replace_lane(f32x4.mul(values, splat(1 / 255)), 3, 1);
}

/** a·I + b of one pixel, yet to be summed over the four lanes. Odd pixels lie a quarter behind a coefficient, even ones before the next. */
// @ts-ignore: decorator
@inline
function term(x: i32, row: usize, rgb: usize, line: usize, halfWidth: i32): v128 {
  const x0 = (x - 1) >> 1;
  const left = line + (<usize>min(max(x0, 0), halfWidth - 1) << 4), right = line + (<usize>min(x0 + 1, halfWidth - 1) << 4);
  const k = between(left, right, splat(x & 1 ? 0.25 : 0.75));
  return f32x4.mul(k, colour(rgb + (row + x) * 3));
}

// @ts-ignore: decorator
@inline
function between(a: usize, b: usize, t: v128): v128 {
  const from = v128.load(a);
  return mulAdd(f32x4.sub(v128.load(b), from), t, from);
}
