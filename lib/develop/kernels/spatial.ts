import type { Address } from './arena';

type Row = Address;
type Plane = Address;

/** The spatial half of the compiled module (`assembly/spatial-exports.ts`). Every `n` counts pixels of one row; rows are f32, 16-byte aligned. */
export interface SpatialKernels {
  heapBase(): Address;

  unpack8(src: Address, step: number, n: number, table: Address, r: Row, g: Row, b: Row, a: Row): void;
  unpack16(src: Address, step: number, n: number, r: Row, g: Row, b: Row, a: Row): void;

  resampleColumns(dst: Row, src: Row, stride: number, n: number, weights: Address, taps: number): void;
  resampleRow(dst: Row, src: Row, starts: Address, weights: Address, taps: number, n: number, offset: number): void;
  gather(dst: Row, src: Address, step: number, n: number): void;
  warpRow(
    dstR: Row, dstG: Row, dstB: Row, dstA: Row, n: number, srcR: Plane, srcG: Plane, srcB: Plane, srcA: Plane, stride: number,
    left: number, top: number, width: number, height: number, x: number, y: number, dx: number, dy: number, first: number,
  ): void;

  fillTable(table: Address, linear: boolean): void;
  decodeRow(r: Row, g: Row, b: Row, n: number): void;
  luminanceRow(l: Row, r: Row, g: Row, b: Row, luma: Address, n: number): void;
  brightenRow(r: Row, g: Row, b: Row, stops: Row, n: number): void;
  matrixRows(matrix: Address, r: Row, g: Row, b: Row, n: number): void;

  columnRow(cells: Row, fractions: Row, width: number, n: number, first: number, step: number, origin: number): void;
  spreadRow(a: Row, b: Row, row: Address, cells: Row, fractions: Row, n: number): void;
  sliceRow(dst: Row, guide: Row, aTop: Row, bTop: Row, aBottom: Row, bBottom: Row, f: number, n: number): void;
  sliceRotatedRow(
    dst: Row, guide: Row, grid: Address, width: number, height: number, n: number, first: number,
    stepX: number, originX: number, stepY: number, originY: number,
  ): void;

  sliceRowAt(dst: Row, guide: Row, grid: Address, width: number, height: number, n: number, xs: Row, ys: Row, scaleX: number, scaleY: number): void;

  warpedRow(
    xs: Row, ys: Row, n: number, first: number, u0: number, du: number, v0: number, dv: number,
    matrix: Address, table: Address, cx: number, cy: number, unit: number,
  ): void;
  fringeRow(dx: Row, dy: Row, xs: Row, ys: Row, n: number, table: Address, cx: number, cy: number, unit: number): void;
  placeRow(dst: Row, x: Row, n: number, scale: number, offset: number, low: number, high: number): void;
  rangeRow(range: Address, x: Row, n: number): void;
  readRow(
    dstR: Row, dstG: Row, dstB: Row, dstA: Row, n: number, srcR: Plane, srcG: Plane, srcB: Plane, srcA: Plane, stride: number,
    left: number, top: number, xs: Row, ys: Row, nextX: Row, nextY: Row, widest: number,
  ): void;
  tableRow(dst: Row, xs: Row, ys: Row, n: number, table: Address, cx: number, cy: number, unit: number): void;
  outsideRow(r: Row, g: Row, b: Row, a: Row, n: number, xs: Row, ys: Row, width: number, height: number): void;

  blurRow(dst: Row, src: Row, stride: number, weights: Address, radius: number, n: number): void;
  toneRow(block: Address, n: number): void;
  toneTables(tables: Address, amounts: Address): void;
  balanceGains(out: Address, temperature: number, tint: number): void;

  pack8(dst: Address, r: Row, g: Row, b: Row, a: Row, n: number, x: number, y: number, spread: number): void;
  pack16(dst: Address, r: Row, g: Row, b: Row, a: Row, n: number): void;

  gradientRow(dst: Row, n: number, first: number, step: number, origin: number): void;
  gradientRowAt(dst: Row, n: number, xs: Row, ys: Row, ax: number, ay: number, origin: number): void;
  radialRowAt(
    dst: Row, n: number, xs: Row, ys: Row, ux: number, uy: number, u0: number, vx: number, vy: number, v0: number, power: number, feather: number, bias: number,
  ): void;
  radialRow(dst: Row, n: number, first: number, uStep: number, u0: number, vStep: number, v0: number, power: number, feather: number, bias: number): void;
  luminanceRangeRow(dst: Row, r: Row, g: Row, b: Row, luma: Address, n: number, start: number, from: number, to: number, end: number): void;
  oklabRow(L: Row, A: Row, B: Row, r: Row, g: Row, b: Row, lms: Address, n: number): void;
  colourRangeRow(dst: Row, L: Row, A: Row, B: Row, samples: Address, count: number, reach: number, n: number): void;
  combineRow(cover: Row, mask: Row, n: number, mode: number, strength: number, invert: boolean): void;
  fillRow(dst: Row, value: number, n: number): void;
  accumulateRow(dst: Row, src: Row, weight: number, n: number): void;

  blurMixRow(dst: Row, less: Row, more: Row, amounts: Row, n: number): void;
  lowestRow(dst: Row, src: Row, stride: number, radius: number, n: number): void;
  highestRow(dst: Row, src: Row, stride: number, radius: number, n: number): void;
  fringeHueRow(q: Row, u: Row, v: Row, luma: Address, bands: Address, n: number): number;
  holdRow(row: Row, sign: 1 | -1, n: number): void;
  defringeRow(u: Row, v: Row, q: Row, first: Row, second: Row, low: Row, high: Row, added: Row, luma: Address, bands: Address, n: number): void;
  activityRow(dst: Row, y: Row, pitch: number, distance: number, n: number): void;
  busyRow(row: Row, from: number, to: number, n: number): void;
  quotientRow(dst: Row, a: Row, b: Row, n: number): void;
  demoireRow(u: Row, v: Row, lowU: Row, lowV: Row, busy: Row, amounts: Row, n: number): void;
  toOpponentRow(r: Row, g: Row, b: Row, luma: Address, n: number): void;
  fromOpponentRow(u: Row, y: Row, v: Row, luma: Address, n: number): void;
  shrinkBand(scratch: Address, dst: Plane, src: Plane, pitch: number, n: number, limits: Row, frequencies: Address): void;
  shrinkScratch(n: number): number;
  limitRow(dst: Row, amounts: Row, step: number, count: number, scale: number): void;
  dissolveRow(dst: Row, a: Row, b: Row, amount: Row, gain: number, n: number): void;
  reduceRow(dst: Row, src: Plane, pitch: number, f: number, n: number, line: Address): void;
  blendRow(dst: Row, a: Row, b: Row, t: number, n: number): void;
  expandRow(dst: Row, cells: Row, f: number, n: number, taps: Address, add: boolean): void;
  differenceRow(dst: Row, a: Row, b: Row, n: number): void;

  sharpenRow(dst: Row, l: Row, blurred: Row, pitch: number, n: number, limit: number, threshold: number): void;
  vignetteRow(
    r: Row, g: Row, b: Row, n: number, first: number, uStep: number, u0: number, v: number, power: number,
    inner: number, outer: number, amount: number, style: number, protect: number,
  ): void;
  grainRow(
    r: Row, g: Row, b: Row, n: number, first: number, xStep: number, x0: number, yStep: number, y0: number,
    amount: number, amounts: Row, rough: number, seed: number,
  ): void;

  blockMoments(src: Plane, width: number, height: number, f: number, mean: Plane, square: Plane): void;
  boxMean(dst: Plane, src: Plane, scratch: Plane, width: number, height: number, r: number): void;
  product(dst: Plane, x: Plane, y: Plane, n: number): void;
  guidedCoefficients(mean: Plane, square: Plane, meanP: Plane, cross: Plane, n: number, epsilon: number): void;
  pairs(grid: Address, a: Plane, b: Plane, n: number): void;
  darkBlocks(dst: Plane, r: Plane, g: Plane, b: Plane, width: number, height: number, f: number, kr: number, kg: number, kb: number): void;
  boxExtreme(dst: Plane, src: Plane, scratch: Plane, width: number, height: number, r: number, sign: 1 | -1): void;
  transmission(v: Plane, n: number, k: number): void;

  positionsRow(xs: Row, ys: Row, n: number, first: number, xStep: number, x0: number, yStep: number, y0: number): void;
  planeRow(dst: Row, xs: Row, ys: Row, n: number, plane: Plane, width: number, height: number, sx: number, sy: number): void;
  spreadRaster(dst: Plane, raster: Address, rasterWidth: number, rasterHeight: number, width: number, height: number): void;
  trapezoidRow(dst: Row, src: Row, n: number, start: number, from: number, to: number, end: number): void;
  mixRow(dst: Row, src: Row, n: number, t: number): void;
  matteMoments(moments: Plane, stride: number, r: Plane, g: Plane, b: Plane, p: Plane, width: number, height: number, f: number): void;
  matteModel(moments: Plane, stride: number, n: number, epsilon: number): void;
  quads(grid: Address, planes: Plane, stride: number, n: number): void;
  matteRow(dst: Row, r: Row, g: Row, b: Row, xs: Row, ys: Row, n: number, grid: Address, width: number, height: number, sx: number, sy: number): void;
  decide(v: Plane, n: number, gain: number): void;
  dab(plane: Plane, pitch: number, x0: number, y0: number, x1: number, y1: number, cx: number, cy: number, radius: number, hardness: number, flow: number): void;
  logTable(table: Address, n: number, gain: number): void;
  unlogRow(row: Row, n: number, gain: number): void;

  openRow(dst: Address, r: Row, g: Row, b: Row, n: number, luma: Address, threshold: number, beta: number): void;
  weighRow(dst: Address, src: Address, s: Row, n: number, a1: number, b1: number, a2: number, b2: number): void;
  halveQuads(dst: Address, src: Address, width: number, height: number): void;
  runningSums(sums: Address, src: Address, width: number, height: number): void;
  gatherShape(dst: Address, sums: Address, width: number, height: number, spans: Address, count: number, radius: number, cut: number): void;
  addQuads(dst: Address, src: Address, n: number): void;
  closeQuads(dst: Address, src: Address, n: number, luma: Address, threshold: number, beta: number, range: number): void;
  defocusRow(s: Row, d: Row, n: number, nearOuter: number, nearInner: number, farInner: number, farOuter: number): void;
  refocusRow(s: Row, focus: Row, n: number): void;
  weighedRows(dr: Row, dg: Row, db: Row, dw: Row, r: Row, g: Row, b: Row, s: Row, n: number, gain: number): void;
  dividedRows(r: Row, g: Row, b: Row, w: Row, n: number): void;
  defocusRows(r: Row, g: Row, b: Row, s: Row, xs: Row, ys: Row, n: number, layers: Address, count: number, before: boolean, small: Row, pitch: number): void;
}
