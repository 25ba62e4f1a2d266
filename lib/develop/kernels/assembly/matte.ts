// Edges of a mask brought to the photo's own: the guided filter with a colour guide (He, Sun & Tang 2013, "Guided image filtering", eq. 19–20), its
// coefficients at low resolution and its guide at the output's (fast guided filter: He & Sun 2015). In each window coverage is a linear model of
// colour, m = a·(r, g, b) + c, so hair against a wall or leaves against the sky come out as fine as the photo shows them.
// The guide is the square root of linear light, near enough to how contrasts look and cheap per pixel.

import { clampx4, mulAdd, splat } from './math';
import { wholex4 } from './slice';

/** The guide holds what a display can show; brighter is white. */
// @ts-ignore: decorator
@inline
function guide(x: f32): f32 {
  return sqrt<f32>(min<f32>(max<f32>(x, 0), 1));
}

// Planes of moments, in order: the guide (3), its products (rr, rg, rb, gg, gb, bb), p, and p times the guide (3).

/** Means over blocks of `f` × `f` px of all moments of guide (linear r, g, b) and mask p: 13 planes of `stride` bytes each from `moments`. */
export function matteMoments(moments: usize, stride: usize, r: usize, g: usize, b: usize, p: usize, width: i32, height: i32, f: i32): void {
  const columns = (width + f - 1) / f, rows = (height + f - 1) / f;
  for (let by = 0; by < rows; by++) {
    const y1 = min<i32>(height, (by + 1) * f);
    for (let bx = 0; bx < columns; bx++) {
      const x1 = min<i32>(width, (bx + 1) * f);
      let sr: f32 = 0, sg: f32 = 0, sb: f32 = 0, srr: f32 = 0, srg: f32 = 0, srb: f32 = 0, sgg: f32 = 0, sgb: f32 = 0, sbb: f32 = 0, sp: f32 = 0, spr: f32 = 0, spg: f32 = 0, spb: f32 = 0;
      for (let y = by * f; y < y1; y++) {
        for (let x = bx * f; x < x1; x++) {
          const at = <usize>(y * width + x) << 2;
          const vr = guide(load<f32>(r + at)), vg = guide(load<f32>(g + at)), vb = guide(load<f32>(b + at)), vp = load<f32>(p + at);
          sr += vr; sg += vg; sb += vb;
          srr += vr * vr; srg += vr * vg; srb += vr * vb; sgg += vg * vg; sgb += vg * vb; sbb += vb * vb;
          sp += vp; spr += vp * vr; spg += vp * vg; spb += vp * vb;
        }
      }
      const k: f32 = <f32>1.0 / <f32>((y1 - by * f) * (x1 - bx * f));
      const at = moments + (<usize>(by * columns + bx) << 2);
      store<f32>(at, sr * k); store<f32>(at + stride, sg * k); store<f32>(at + stride * 2, sb * k);
      store<f32>(at + stride * 3, srr * k); store<f32>(at + stride * 4, srg * k); store<f32>(at + stride * 5, srb * k);
      store<f32>(at + stride * 6, sgg * k); store<f32>(at + stride * 7, sgb * k); store<f32>(at + stride * 8, sbb * k);
      store<f32>(at + stride * 9, sp * k); store<f32>(at + stride * 10, spr * k); store<f32>(at + stride * 11, spg * k); store<f32>(at + stride * 12, spb * k);
    }
  }
}

/** From the windows' mean moments to their models: writes a_r, a_g, a_b and c over the first four planes. In doubles: covariances are small differences. */
export function matteModel(moments: usize, stride: usize, n: i32, epsilon: f64): void {
  for (let i = 0; i < n; i++) {
    const at = moments + (<usize>i << 2);
    const r = <f64>load<f32>(at), g = <f64>load<f32>(at + stride), b = <f64>load<f32>(at + stride * 2), p = <f64>load<f32>(at + stride * 9);
    const rr = <f64>load<f32>(at + stride * 3) - r * r + epsilon, rg = <f64>load<f32>(at + stride * 4) - r * g, rb = <f64>load<f32>(at + stride * 5) - r * b;
    const gg = <f64>load<f32>(at + stride * 6) - g * g + epsilon, gb = <f64>load<f32>(at + stride * 7) - g * b, bb = <f64>load<f32>(at + stride * 8) - b * b + epsilon;
    const pr = <f64>load<f32>(at + stride * 10) - p * r, pg = <f64>load<f32>(at + stride * 11) - p * g, pb = <f64>load<f32>(at + stride * 12) - p * b;
    // The inverse of a symmetric 3 × 3 by its cofactors; ε keeps the determinant positive.
    const c00 = gg * bb - gb * gb, c01 = gb * rb - rg * bb, c02 = rg * gb - gg * rb;
    const c11 = rr * bb - rb * rb, c12 = rg * rb - rr * gb, c22 = rr * gg - rg * rg;
    const k = 1.0 / (rr * c00 + rg * c01 + rb * c02);
    const ar = (c00 * pr + c01 * pg + c02 * pb) * k, ag = (c01 * pr + c11 * pg + c12 * pb) * k, ab = (c02 * pr + c12 * pg + c22 * pb) * k;
    store<f32>(at, <f32>ar);
    store<f32>(at + stride, <f32>ag);
    store<f32>(at + stride * 2, <f32>ab);
    store<f32>(at + stride * 3, <f32>(p - ar * r - ag * g - ab * b));
  }
}

/** grid[i] = (a_r, a_g, a_b, c) of cell i, from four planes. Where colour says next to nothing, nothing and everything are made exact: they cost least. */
export function quads(grid: usize, planes: usize, stride: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const at = planes + (<usize>i << 2), to = grid + (<usize>i << 4);
    const r = load<f32>(at), g = load<f32>(at + stride), b = load<f32>(at + stride * 2), c = load<f32>(at + stride * 3);
    const plain = abs<f32>(r) + abs<f32>(g) + abs<f32>(b) < FLAT && (abs<f32>(c) < FLAT || abs<f32>(c - 1) < FLAT);
    store<f32>(to, plain ? 0 : r);
    store<f32>(to + 4, plain ? 0 : g);
    store<f32>(to + 8, plain ? 0 : b);
    store<f32>(to + 12, plain ? nearest<f32>(c) : c);
  }
}

/** Less than a tenth of an 8-bit level of coverage. */
// @ts-ignore: decorator
@inline const FLAT: f32 = 4e-4;

/**
 * dst[i] = coverage of the pixel whose linear colour is (r, g, b)[i] and that lies at (xs, ys)[i] in px of the photo. `grid` is `width` × `height`
 * models; sx and sy are cells per px of the photo. A trace of the model's error is cut off at both ends, so that nothing and everything stay exact.
 */
export function matteRow(dst: usize, r: usize, g: usize, b: usize, xs: usize, ys: usize, n: i32, grid: usize, width: i32, height: i32, sx: f32, sy: f32): void {
  const lastX = i32x4.splat(max<i32>(0, width - 2)), lastY = i32x4.splat(max<i32>(0, height - 2));
  const right: usize = width > 1 ? 16 : 0, below: usize = height > 1 ? <usize>width << 4 : 0;
  const one = splat(1);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const x = clampx4(mulAdd(v128.load(xs + i), splat(sx), splat(-0.5)), 0, <f32>(width - 1));
    const y = clampx4(mulAdd(v128.load(ys + i), splat(sy), splat(-0.5)), 0, <f32>(height - 1));
    const cx = i32x4.min_s(wholex4(x), lastX), cy = i32x4.min_s(wholex4(y), lastY);
    const fx = f32x4.sub(x, f32x4.convert_i32x4_s(cx)), fy = f32x4.sub(y, f32x4.convert_i32x4_s(cy));
    const at = i32x4.shl(i32x4.add(i32x4.mul(cy, i32x4.splat(width)), cx), 4);
    const corner = grid + <usize>i32x4.extract_lane(at, 0);
    // Away from edges the cells around four pixels are one and the same, and say nothing of colour.
    if (i32x4.extract_lane(at, 0) === i32x4.extract_lane(at, 3) && flat(corner, right, below)) {
      v128.store(dst + i, splat(load<f32>(corner, 12)));
      continue;
    }
    const m0 = model(corner, right, below, f32x4.extract_lane(fx, 0), f32x4.extract_lane(fy, 0));
    const m1 = model(grid + <usize>i32x4.extract_lane(at, 1), right, below, f32x4.extract_lane(fx, 1), f32x4.extract_lane(fy, 1));
    const m2 = model(grid + <usize>i32x4.extract_lane(at, 2), right, below, f32x4.extract_lane(fx, 2), f32x4.extract_lane(fy, 2));
    const m3 = model(grid + <usize>i32x4.extract_lane(at, 3), right, below, f32x4.extract_lane(fx, 3), f32x4.extract_lane(fy, 3));
    // Four models of four numbers, turned to the four numbers of the pixels.
    const low01 = v128.shuffle<f32>(m0, m1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(m0, m1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(m2, m3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(m2, m3, 2, 6, 3, 7);
    const ar = v128.shuffle<f32>(low01, low23, 0, 1, 4, 5), ag = v128.shuffle<f32>(low01, low23, 2, 3, 6, 7);
    const ab = v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), c = v128.shuffle<f32>(high01, high23, 2, 3, 6, 7);
    const vr = f32x4.sqrt(clampx4(v128.load(r + i), 0, 1)), vg = f32x4.sqrt(clampx4(v128.load(g + i), 0, 1)), vb = f32x4.sqrt(clampx4(v128.load(b + i), 0, 1));
    const m = mulAdd(ar, vr, mulAdd(ag, vg, mulAdd(ab, vb, c)));
    v128.store(dst + i, f32x4.pmin(one, f32x4.pmax(splat(0), mulAdd(m, splat(TRIM), splat((1 - TRIM) / 2)))));
  }
}

/** In place: v = ½ + gain·(v − ½), held to 0…1. */
export function decide(v: usize, n: i32, gain: f32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(v + i, clampx4(mulAdd(v128.load(v + i), splat(gain), splat(<f32>0.5 - <f32>0.5 * gain)), 0, 1));
}

/** Stretches coverage about one half by this much. */
// @ts-ignore: decorator
@inline const TRIM: f32 = 1.08;

/** Whether four neighbouring models are nothing, or everything, whatever the colour. */
// @ts-ignore: decorator
@inline
function flat(p: usize, right: usize, below: usize): bool {
  const a = v128.load(p);
  const one = v128.or(v128.or(v128.xor(a, v128.load(p + right)), v128.xor(a, v128.load(p + below))), v128.xor(a, v128.load(p + below + right)));
  const slopes = v128.and(a, i32x4(-1, -1, -1, 0));
  const c = load<f32>(p, 12);
  return !v128.any_true(v128.or(one, slopes)) && (c === 0 || c === 1);
}

// @ts-ignore: decorator
@inline
function model(p: usize, right: usize, below: usize, fx: f32, fy: f32): v128 {
  const a = v128.load(p), c = v128.load(p + below);
  const top = mulAdd(f32x4.sub(v128.load(p + right), a), splat(fx), a), bottom = mulAdd(f32x4.sub(v128.load(p + below + right), c), splat(fx), c);
  return mulAdd(f32x4.sub(bottom, top), splat(fy), top);
}
