// Slices a guided-filter base out of its coefficient grid: base(x) = a(x)·l(x) + b(x), with (a, b) bilinearly interpolated from the grid
// (fast guided filter: He & Sun 2015, arXiv 1505.00996). Because the guide is the pixel itself, edges stay where they are at any size.
//
// A grid is `width` × `height` pairs (a, b) of f32. Positions are in cells, 0 = centre of the first cell, and are clamped to the grid.

import { clampx4, mulAdd, splat } from './math';

// @ts-ignore: decorator
@inline
function positions(first: i32, i: i32, step: f32, origin: f32, limit: f32): v128 {
  const index = f32x4.convert_i32x4_s(i32x4.add(i32x4.splat(first + i), i32x4(0, 1, 2, 3)));
  return clampx4(mulAdd(index, splat(step), splat(origin)), 0, limit);
}

/** One row of a grid, spread along an output row: a and b (`n` floats each) at columns (first + i)·step + origin. */
export function spreadRow(a: usize, b: usize, row: usize, width: i32, n: i32, first: i32, step: f32, origin: f32): void {
  const limit = <f32>(width - 1);
  const last = i32x4.splat(max<i32>(0, width - 2));
  for (let i = 0; i < n; i += 4) {
    const x = positions(first, i, step, origin, limit);
    const cell = i32x4.min_s(wholex4(x), last);
    const f = f32x4.sub(x, f32x4.convert_i32x4_s(cell));
    const p0 = v128.load(row + (<usize>i32x4.extract_lane(cell, 0) << 3));
    const p1 = v128.load(row + (<usize>i32x4.extract_lane(cell, 1) << 3));
    const p2 = v128.load(row + (<usize>i32x4.extract_lane(cell, 2) << 3));
    const p3 = v128.load(row + (<usize>i32x4.extract_lane(cell, 3) << 3));
    v128.store(a + (<usize>i << 2), interpolate(p0, p1, p2, p3, f, 0));
    v128.store(b + (<usize>i << 2), interpolate(p0, p1, p2, p3, f, 1));
  }
}

/** dst[i] = base, where the grid's rows above and below were spread to a and b each, and this row lies at `f` (0…1) between them. */
export function sliceRow(dst: usize, guide: usize, aTop: usize, bTop: usize, aBottom: usize, bBottom: usize, f: f32, n: i32): void {
  const t = splat(f);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const a0 = v128.load(aTop + i), b0 = v128.load(bTop + i);
    const a = mulAdd(f32x4.sub(v128.load(aBottom + i), a0), t, a0);
    const b = mulAdd(f32x4.sub(v128.load(bBottom + i), b0), t, b0);
    v128.store(dst + i, mulAdd(a, v128.load(guide + i), b));
  }
}

/** dst[i] = base, for a rotated photo: column and row of the grid both change along the output row. */
export function sliceRotatedRow(
  dst: usize, guide: usize, grid: usize, width: i32, height: i32, n: i32, first: i32,
  stepX: f32, originX: f32, stepY: f32, originY: f32,
): void {
  const limitX = <f32>(width - 1), limitY = <f32>(height - 1);
  for (let i = 0; i < n; i += 4) {
    const x = positions(first, i, stepX, originX, limitX);
    const y = positions(first, i, stepY, originY, limitY);
    sliceFour(dst + (<usize>i << 2), guide + (<usize>i << 2), grid, width, height, x, y);
  }
}

/** dst[i] = base, where positions were computed: the cell of x is x·scaleX − ½, and so for y. */
export function sliceRowAt(dst: usize, guide: usize, grid: usize, width: i32, height: i32, n: i32, xs: usize, ys: usize, scaleX: f32, scaleY: f32): void {
  const limitX = <f32>(width - 1), limitY = <f32>(height - 1);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const x = clampx4(mulAdd(v128.load(xs + i), splat(scaleX), splat(-0.5)), 0, limitX);
    const y = clampx4(mulAdd(v128.load(ys + i), splat(scaleY), splat(-0.5)), 0, limitY);
    sliceFour(dst + i, guide + i, grid, width, height, x, y);
  }
}

/** Bases of four pixels at cells x, y, which lie within the grid. */
// @ts-ignore: decorator
@inline
function sliceFour(dst: usize, guide: usize, grid: usize, width: i32, height: i32, x: v128, y: v128): void {
  const bytes: usize = height > 1 ? <usize>width << 3 : 0;
  const cellX = i32x4.min_s(wholex4(x), i32x4.splat(max<i32>(0, width - 2)));
  const cellY = i32x4.min_s(wholex4(y), i32x4.splat(max<i32>(0, height - 2)));
  const fx = f32x4.sub(x, f32x4.convert_i32x4_s(cellX));
  const fy = f32x4.sub(y, f32x4.convert_i32x4_s(cellY));
  const at = i32x4.shl(i32x4.add(i32x4.mul(cellY, i32x4.splat(width)), cellX), 3);
  const p0 = between(grid + <usize>i32x4.extract_lane(at, 0), bytes, f32x4.extract_lane(fy, 0));
  const p1 = between(grid + <usize>i32x4.extract_lane(at, 1), bytes, f32x4.extract_lane(fy, 1));
  const p2 = between(grid + <usize>i32x4.extract_lane(at, 2), bytes, f32x4.extract_lane(fy, 2));
  const p3 = between(grid + <usize>i32x4.extract_lane(at, 3), bytes, f32x4.extract_lane(fy, 3));
  v128.store(dst, mulAdd(interpolate(p0, p1, p2, p3, fx, 0), v128.load(guide), interpolate(p0, p1, p2, p3, fx, 1)));
}

/** Whole part of 0 ≤ x < 2²² as integers: in x + 2²³ it is the low bits. One rounding and one addition, where the saturating conversion takes eight. */
// @ts-ignore: decorator
@inline
export function wholex4(x: v128): v128 {
  return i32x4.sub(f32x4.add(f32x4.floor(x), splat(8388608)), i32x4.splat(0x4b000000));
}

// @ts-ignore: decorator
@inline
function between(p: usize, bytes: usize, f: f32): v128 {
  const a = v128.load(p);
  return mulAdd(f32x4.sub(v128.load(p + bytes), a), splat(f), a);
}

/** Each p is (a, b) of two neighbouring cells for one pixel: a of the four pixels, or b when `which` is 1. */
// @ts-ignore: decorator
@inline
function interpolate(p0: v128, p1: v128, p2: v128, p3: v128, f: v128, which: i32): v128 {
  const pairs01 = which === 0 ? v128.shuffle<f32>(p0, p1, 0, 4, 2, 6) : v128.shuffle<f32>(p0, p1, 1, 5, 3, 7);
  const pairs23 = which === 0 ? v128.shuffle<f32>(p2, p3, 0, 4, 2, 6) : v128.shuffle<f32>(p2, p3, 1, 5, 3, 7);
  const low = v128.shuffle<f32>(pairs01, pairs23, 0, 1, 4, 5), high = v128.shuffle<f32>(pairs01, pairs23, 2, 3, 6, 7);
  return mulAdd(f32x4.sub(high, low), f, low);
}
