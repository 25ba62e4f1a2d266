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
  matrixRow(r: Row, g: Row, b: Row, matrix: Address, n: number): void;

  gridRow(dst: Address, grid: Address, width: number, height: number, gy: number): void;
  sliceRow(dst: Row, guide: Row, row: Address, width: number, n: number, first: number, step: number, origin: number): void;
  sliceRotatedRow(
    dst: Row, guide: Row, grid: Address, width: number, height: number, n: number, first: number,
    stepX: number, originX: number, stepY: number, originY: number,
  ): void;

  blurRow(dst: Row, src: Row, stride: number, weights: Address, radius: number, n: number): void;
  toneRow(block: Address, n: number): void;
  balanceGains(out: Address, temperature: number, tint: number): void;

  encodeRow(r: Row, g: Row, b: Row, params: Address, n: number): void;
  pack8(dst: Address, r: Row, g: Row, b: Row, a: Row, n: number, x: number, y: number, spread: number): void;
  pack16(dst: Address, r: Row, g: Row, b: Row, a: Row, n: number): void;

  blockMoments(src: Plane, width: number, height: number, f: number, mean: Plane, square: Plane): void;
  boxMean(dst: Plane, src: Plane, scratch: Plane, width: number, height: number, r: number): void;
  product(dst: Plane, x: Plane, y: Plane, n: number): void;
  guidedCoefficients(mean: Plane, square: Plane, meanP: Plane, cross: Plane, n: number, epsilon: number): void;
  pairs(grid: Address, a: Plane, b: Plane, n: number): void;
  darkBlocks(dst: Plane, r: Plane, g: Plane, b: Plane, width: number, height: number, f: number, kr: number, kg: number, kb: number): void;
  boxLeast(dst: Plane, src: Plane, scratch: Plane, width: number, height: number, r: number): void;
  transmission(v: Plane, n: number, k: number): void;
}
