import type { Address } from './arena';

type Row = Address;

/** The colour half of the compiled module (`assembly/colour-exports.ts`). Rows are f32, 16-byte aligned and padded to whole vectors. */
export interface ColourKernels {
  log2(x: number): number;
  exp2(x: number): number;
  pow(x: number, p: number): number;
  cbrt(x: number): number;
  sin(x: number): number;
  cos(x: number): number;
  atan2(y: number, x: number): number;
  encode(x: number): number;
  decode(v: number): number;

  encodeWideRows(recipe: Address, r: Row, g: Row, b: Row, count: number): void;
  colourRows(recipe: Address, r: Row, g: Row, b: Row, count: number, scratch: Address): void;
  describeNodes(nodes: Address, recipe: Address, scratch: Address): void;
  openColourLut(lut: Address, recipe: Address, nodes: Address, scratch: Address): void;
  applyColourLut(lut: Address, r: Row, g: Row, b: Row, mask: Row | 0, count: number): void;
  fitRows(lut: Address, r: Row, g: Row, b: Row, count: number, scratch: Address): void;
}
