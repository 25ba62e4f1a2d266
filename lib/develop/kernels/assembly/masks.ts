// Coverage of local corrections, one row at a time, 0…1. Geometry comes as numbers that change linearly along the row: value(i) = origin + step·i,
// i the output column, so a pixel never depends on the tile. Ranges look at the untouched photo.

import { cbrtx4, clampx4, encodex4, exp2x4, log2x4, mulAdd, splat } from './math';

// @ts-ignore: decorator
@inline
function along(first: i32, i: i32, step: f32, origin: f32): v128 {
  return mulAdd(f32x4.convert_i32x4_s(i32x4.add(i32x4.splat(first + i), i32x4(0, 1, 2, 3))), splat(step), splat(origin));
}

// @ts-ignore: decorator
@inline
function ease(t: v128): v128 {
  const x = clampx4(t, 0, 1);
  return f32x4.mul(f32x4.mul(x, x), mulAdd(x, splat(-2), splat(3)));
}

/** Linear gradient: t runs from 0 at the line of no effect to 1 at the line of full effect. */
export function gradientRow(dst: usize, n: i32, first: i32, step: f32, origin: f32): void {
  for (let i = 0; i < n; i += 4) v128.store(dst + (<usize>i << 2), ease(along(first, i, step, origin)));
}

/** The same where positions were computed: t = x·ax + y·ay + origin. */
export function gradientRowAt(dst: usize, n: i32, xs: usize, ys: usize, ax: f32, ay: f32, origin: f32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(dst + i, ease(mulAdd(v128.load(xs + i), splat(ax), mulAdd(v128.load(ys + i), splat(ay), splat(origin)))));
}

/**
 * Radial gradient: u and v are distances from the centre in semi-axes. Full within 1 − feather, nothing beyond 1. `power` is 2 for an
 * ellipse and grows towards a rectangle; `bias` in 0…1 moves where half the effect lies (0.5: half-way; Schlick 1994).
 */
export function radialRow(dst: usize, n: i32, first: i32, uStep: f32, u0: f32, vStep: f32, v0: f32, power: f32, feather: f32, bias: f32): void {
  const width = max<f32>(0.01, feather);
  const k = <f32>1.0 / bias - 2;
  for (let i = 0; i < n; i += 4) {
    const u = f32x4.abs(along(first, i, uStep, u0)), v = f32x4.abs(along(first, i, vStep, v0));
    v128.store(dst + (<usize>i << 2), falloff(u, v, power, width, k));
  }
}

/** The same where positions were computed: u = x·ux + y·uy + u0, v likewise. */
export function radialRowAt(
  dst: usize, n: i32, xs: usize, ys: usize, ux: f32, uy: f32, u0: f32, vx: f32, vy: f32, v0: f32, power: f32, feather: f32, bias: f32,
): void {
  const width = max<f32>(0.01, feather);
  const k = <f32>1.0 / bias - 2;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const x = v128.load(xs + i), y = v128.load(ys + i);
    const u = mulAdd(x, splat(ux), mulAdd(y, splat(uy), splat(u0))), v = mulAdd(x, splat(vx), mulAdd(y, splat(vy), splat(v0)));
    v128.store(dst + i, falloff(f32x4.abs(u), f32x4.abs(v), power, width, k));
  }
}

// @ts-ignore: decorator
@inline
function falloff(u: v128, v: v128, power: f32, width: f32, k: f32): v128 {
  const d = radius(u, v, power);
  const t = clampx4(f32x4.mul(f32x4.sub(splat(1), d), splat(<f32>1.0 / width)), 0, 1);
  return ease(f32x4.div(t, mulAdd(f32x4.sub(splat(1), t), splat(k), splat(1))));
}

/** (|u|^p + |v|^p)^(1/p). */
// @ts-ignore: decorator
@inline
export function radius(u: v128, v: v128, power: f32): v128 {
  if (power === 2) return f32x4.sqrt(mulAdd(u, u, f32x4.mul(v, v)));
  const sum = f32x4.add(exp2x4(f32x4.mul(log2x4(u), splat(power))), exp2x4(f32x4.mul(log2x4(v), splat(power))));
  return exp2x4(f32x4.mul(log2x4(sum), splat(<f32>1.0 / power)));
}

/** Luminance range: a trapezoid over display-encoded luminance. `luma`: luminance weights of the planes' primaries. */
export function luminanceRangeRow(dst: usize, r: usize, g: usize, b: usize, luma: usize, n: i32, start: f32, from: f32, to: f32, end: f32): void {
  const wr = v128.load_splat<f32>(luma), wg = v128.load_splat<f32>(luma, 4), wb = v128.load_splat<f32>(luma, 8);
  const rise = <f32>1.0 / max<f32>(1e-3, from - start);
  const fall = <f32>1.0 / max<f32>(1e-3, end - to);
  for (let i: usize = 0, last = <usize>n << 2; i < last; i += 16) {
    const y = encodex4(mulAdd(wr, v128.load(r + i), mulAdd(wg, v128.load(g + i), f32x4.mul(wb, v128.load(b + i)))));
    const low = mulAdd(f32x4.sub(y, splat(from)), splat(rise), splat(1));
    const high = mulAdd(f32x4.sub(splat(to), y), splat(fall), splat(1));
    v128.store(dst + i, ease(f32x4.pmin(low, high)));
  }
}

/** Oklab (Ottosson 2020) of linear planes; `lms` is the 3×3 matrix of their primaries. */
export function oklabRow(L: usize, A: usize, B: usize, r: usize, g: usize, b: usize, lms: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const x = v128.load(r + i), y = v128.load(g + i), z = v128.load(b + i);
    const l = cbrtx4(mulAdd(v128.load_splat<f32>(lms), x, mulAdd(v128.load_splat<f32>(lms, 4), y, f32x4.mul(v128.load_splat<f32>(lms, 8), z))));
    const m = cbrtx4(mulAdd(v128.load_splat<f32>(lms, 12), x, mulAdd(v128.load_splat<f32>(lms, 16), y, f32x4.mul(v128.load_splat<f32>(lms, 20), z))));
    const s = cbrtx4(mulAdd(v128.load_splat<f32>(lms, 24), x, mulAdd(v128.load_splat<f32>(lms, 28), y, f32x4.mul(v128.load_splat<f32>(lms, 32), z))));
    v128.store(L + i, mulAdd(l, splat(0.2104542553), mulAdd(m, splat(0.7936177850), f32x4.mul(s, splat(-0.0040720468)))));
    v128.store(A + i, mulAdd(l, splat(1.9779984951), mulAdd(m, splat(-2.4285922050), f32x4.mul(s, splat(0.4505937099)))));
    v128.store(B + i, mulAdd(l, splat(0.0259040371), mulAdd(m, splat(0.7827717662), f32x4.mul(s, splat(-0.8086757660)))));
  }
}

/**
 * Colour range: full within half the reach of any of the samples (each L, a, b as f32), nothing beyond the reach. Lightness counts a third, so
 * that light and shade on one surface stay together.
 */
export function colourRangeRow(dst: usize, L: usize, A: usize, B: usize, samples: usize, count: i32, reach: f32, n: i32): void {
  const scale = splat(<f32>2.0 / reach);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    let least = splat(1e9);
    for (let k = 0; k < count; k++) {
      const p = samples + <usize>k * 12;
      const dl = f32x4.mul(f32x4.sub(v128.load(L + i), v128.load_splat<f32>(p)), splat(0.33));
      const da = f32x4.sub(v128.load(A + i), v128.load_splat<f32>(p, 4));
      const db = f32x4.sub(v128.load(B + i), v128.load_splat<f32>(p, 8));
      least = f32x4.pmin(least, mulAdd(dl, dl, mulAdd(da, da, f32x4.mul(db, db))));
    }
    v128.store(dst + i, ease(f32x4.sub(splat(2), f32x4.mul(f32x4.sqrt(least), scale))));
  }
}

/** cover ← cover combined with mask. mode 0 add (1 − (1−c)(1−m)), 1 subtract (c(1−m)), 2 intersect (c·m); `invert` turns the mask round first. */
export function combineRow(cover: usize, mask: usize, n: i32, mode: i32, strength: f32, invert: bool): void {
  const one = splat(1);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const c = v128.load(cover + i);
    let m = v128.load(mask + i);
    if (invert) m = f32x4.sub(one, m);
    m = f32x4.mul(m, splat(strength));
    const without = f32x4.mul(c, f32x4.sub(one, m));
    v128.store(cover + i, mode === 0 ? f32x4.add(without, m) : mode === 1 ? without : f32x4.mul(c, m));
  }
}

/** dst[i] = value. */
export function fillRow(dst: usize, value: f32, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(dst + i, splat(value));
}

/** dst[i] += weight · src[i]: an amount that varies over the picture. */
export function accumulateRow(dst: usize, src: usize, weight: f32, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(dst + i, mulAdd(v128.load(src + i), splat(weight), v128.load(dst + i)));
}
