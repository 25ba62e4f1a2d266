/** A colour through a whole recipe: what each LUT node holds, and the reference that the LUT is measured against. */
import { FLAGS, HAS_CHROMA, HAS_CURVES, HAS_GRADING, HAS_HUE_TABLE, IS_FINAL, IS_GRAYSCALE, FROM_WIDE, TO_WIDE } from './colour-layout';
import { curveRows } from './curves';
import { compressRows } from './gamut';
import { gradeRows } from './grading';
import { clampx4 } from './math';
import { mixRows } from './mixer';
import { fromOklabRows, matrixRows, toOklabRows } from './oklab';
import { decodeRow, encodeRow } from './transfer';

function copyRows(x: usize, y: usize, z: usize, fromX: usize, fromY: usize, fromZ: usize, count: i32): void {
  const bytes = ((<usize>count + 3) & ~3) << 2;
  memory.copy(x, fromX, bytes);
  memory.copy(y, fromY, bytes);
  memory.copy(z, fromZ, bytes);
}

function clampRow(row: usize, count: i32): void {
  const end = row + (<usize>count << 2);
  for (let at = row; at < end; at += 16) v128.store(at, clampx4(v128.load(at), 0, 1));
}

/**
 * Rows in the LUT domain (signed-encoded output primaries) → the recipe's result, in place: encoded output RGB in 0…1 when the recipe is final,
 * else the LUT domain again. `scratch` holds three rows. Rows are padded to whole vectors.
 */
export function colourRows(recipe: usize, r: usize, g: usize, b: usize, count: i32, scratch: usize): void {
  decodeRow(r, count);
  decodeRow(g, count);
  decodeRow(b, count);
  linearColourRows(recipe, r, g, b, count, scratch);
}

/** `colourRows` from linear rows of the output primaries. */
export function linearColourRows(recipe: usize, r: usize, g: usize, b: usize, count: i32, scratch: usize): void {
  const flags = load<i32>(recipe, FLAGS);
  const row = ((<usize>count + 3) & ~3) << 2;
  const L0 = scratch, a0 = scratch + row, b0 = scratch + 2 * row;
  const final = (flags & IS_FINAL) != 0, curves = (flags & HAS_CURVES) != 0;
  if (curves) {
    if (final) {
      copyRows(L0, a0, b0, r, g, b, count);
      toOklabRows(recipe, L0, a0, b0, count);
    }
    matrixRows(recipe + TO_WIDE, r, g, b, count);
    encodeRow(r, count);
    encodeRow(g, count);
    encodeRow(b, count);
    curveRows(recipe, r, g, b, count);
    decodeRow(r, count);
    decodeRow(g, count);
    decodeRow(b, count);
    matrixRows(recipe + FROM_WIDE, r, g, b, count);
  }
  toOklabRows(recipe, r, g, b, count);
  if (final && !curves) copyRows(L0, a0, b0, r, g, b, count);
  if (flags & (HAS_HUE_TABLE | HAS_CHROMA | IS_GRAYSCALE)) mixRows(recipe, r, g, b, count);
  if (flags & HAS_GRADING) gradeRows(recipe, r, g, b, count);
  if (final) compressRows(recipe, r, g, b, L0, a0, b0, count);
  fromOklabRows(recipe, r, g, b, count);
  encodeRow(r, count);
  encodeRow(g, count);
  encodeRow(b, count);
  if (final) {
    clampRow(r, count);
    clampRow(g, count);
    clampRow(b, count);
  }
}
