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

/** Where columns (first + i)·step + origin lie in a grid `width` wide: the bytes from the row's start to the cell, and how far on to the next (0…1), `n` each. */
export function columnRow(cells: usize, fractions: usize, width: i32, n: i32, first: i32, step: f32, origin: f32): void {
  const limit = <f32>(width - 1);
  const last = i32x4.splat(max<i32>(0, width - 2));
  for (let i = 0; i < n; i += 4) {
    const x = positions(first, i, step, origin, limit);
    const cell = i32x4.min_s(wholex4(x), last);
    v128.store(cells + (<usize>i << 2), i32x4.shl(cell, 3));
    v128.store(fractions + (<usize>i << 2), f32x4.sub(x, f32x4.convert_i32x4_s(cell)));
  }
}

/** One row of a grid, spread along an output row whose columns `columnRow` found: a and b (`n` floats each). */
export function spreadRow(a: usize, b: usize, row: usize, cells: usize, fractions: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const f = v128.load(fractions + i);
    const p0 = v128.load(row + <usize>load<i32>(cells + i)), p1 = v128.load(row + <usize>load<i32>(cells + i, 4));
    const p2 = v128.load(row + <usize>load<i32>(cells + i, 8)), p3 = v128.load(row + <usize>load<i32>(cells + i, 12));
    const low01 = v128.shuffle<f32>(p0, p1, 0, 4, 1, 5), low23 = v128.shuffle<f32>(p2, p3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(p0, p1, 2, 6, 3, 7), high23 = v128.shuffle<f32>(p2, p3, 2, 6, 3, 7);
    const lowA = v128.shuffle<f32>(low01, low23, 0, 1, 4, 5), lowB = v128.shuffle<f32>(low01, low23, 2, 3, 6, 7);
    v128.store(a + i, mulAdd(f32x4.sub(v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), lowA), f, lowA));
    v128.store(b + i, mulAdd(f32x4.sub(v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), lowB), f, lowB));
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
  // Each p is (a, b) of two neighbouring cells for one pixel.
  const low01 = v128.shuffle<f32>(p0, p1, 0, 4, 1, 5), low23 = v128.shuffle<f32>(p2, p3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(p0, p1, 2, 6, 3, 7), high23 = v128.shuffle<f32>(p2, p3, 2, 6, 3, 7);
  const lowA = v128.shuffle<f32>(low01, low23, 0, 1, 4, 5), lowB = v128.shuffle<f32>(low01, low23, 2, 3, 6, 7);
  const a = mulAdd(f32x4.sub(v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), lowA), fx, lowA);
  const b = mulAdd(f32x4.sub(v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), lowB), fx, lowB);
  v128.store(dst, mulAdd(a, v128.load(guide), b));
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
