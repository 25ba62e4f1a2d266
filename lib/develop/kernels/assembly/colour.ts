/** A colour through a whole recipe: what each LUT node holds, and the reference that the LUT is measured against. */
import { calibrateRows } from './calibration';
import { FLAGS, HAS_CALIBRATION, HAS_CHROMA, HAS_CURVES, HAS_GRADING, HAS_HUE_TABLE, HAS_POINTS, HAS_TABLE, IS_FINAL, IS_GRAYSCALE, FROM_WIDE, TO_WIDE } from './colour-layout';
import { curveRows } from './curves';
import { compressRows } from './gamut';
import { gradeRows } from './grading';
import { clampx4 } from './math';
import { mixRows } from './mixer';
import { fromOklabRows, matrixRows, toOklabRows } from './oklab';
import { pointRows, selectorRows } from './points';
import { tableRows } from './table';
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
 * else the LUT domain again. `scratch` holds six rows. Rows are padded to whole vectors.
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
  const h = scratch + 3 * row, s = scratch + 4 * row, v = scratch + 5 * row;
  const final = (flags & IS_FINAL) != 0, before = (flags & (HAS_CURVES | HAS_CALIBRATION)) != 0;
  if (final && before) {
    copyRows(L0, a0, b0, r, g, b, count);
    toOklabRows(recipe, L0, a0, b0, count);
  }
  if (flags & HAS_CALIBRATION) calibrateRows(recipe, r, g, b, count);
  if (flags & HAS_CURVES) {
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
  if (flags & HAS_POINTS) {
    copyRows(h, s, v, r, g, b, count);
    selectorRows(recipe, h, s, v, count);
  }
  toOklabRows(recipe, r, g, b, count);
  if (final && !before) copyRows(L0, a0, b0, r, g, b, count);
  if (flags & HAS_POINTS) pointRows(recipe, r, g, b, h, s, v, count);
  if (flags & (HAS_HUE_TABLE | HAS_CHROMA | IS_GRAYSCALE)) mixRows(recipe, r, g, b, count);
  if (flags & HAS_GRADING) gradeRows(recipe, r, g, b, count);
  if (final) compressRows(recipe, r, g, b, L0, a0, b0, count);
  if (flags & HAS_TABLE) {
    // A table maps colours that can be seen, so it comes after the gamut. What it makes is held inside the gamut but not compressed again.
    fromOklabRows(recipe, r, g, b, count);
    tableRows(recipe, r, g, b, count);
    toOklabRows(recipe, r, g, b, count);
    copyRows(L0, a0, b0, r, g, b, count);
    compressRows(recipe, r, g, b, L0, a0, b0, count);
  }
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
