/** A colour through a whole recipe: what each LUT node holds, and the reference that the LUT is measured against. */
import { calibrateRows } from './calibration';
import { FLAGS, HAS_CALIBRATION, HAS_CHROMA, HAS_CURVES, HAS_GRADING, HAS_HUE_TABLE, HAS_POINTS, HAS_TABLE, IS_FINAL, IS_GRAYSCALE, FROM_WIDE, TO_WIDE } from './colour-layout';
import { curveRows } from './curves';
import { compressRows, kneeRows } from './gamut';
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
 * else the LUT domain again. `scratch` holds four rows. Rows are padded to whole vectors.
 */
export function colourRows(recipe: usize, r: usize, g: usize, b: usize, count: i32, scratch: usize): void {
  const row = ((<usize>count + 3) & ~3) << 2;
  const L = scratch, a = scratch + row, b0 = scratch + 2 * row, knee = scratch + 3 * row;
  decodeRow(r, count);
  decodeRow(g, count);
  decodeRow(b, count);
  copyRows(L, a, b0, r, g, b, count);
  toOklabRows(recipe, L, a, b0, count);
  kneeRows(recipe, L, a, b0, knee, count);
  if (!startsLinear(recipe)) copyRows(r, g, b, L, a, b0, count);
  editRows(recipe, r, g, b, knee, count, scratch);
}

/** Whether the recipe has tools that come before Oklab. */
export function startsLinear(recipe: usize): bool {
  return (load<i32>(recipe, FLAGS) & (HAS_CALIBRATION | HAS_CURVES | HAS_POINTS)) != 0;
}

/**
 * `colourRows` from where the recipe starts: linear rows of the output primaries if it `startsLinear`, else Oklab rows. `knee`: the colours' own
 * (`kneeRows`), overwritten. `scratch` holds three rows.
 */
export function editRows(recipe: usize, r: usize, g: usize, b: usize, knee: usize, count: i32, scratch: usize): void {
  const flags = load<i32>(recipe, FLAGS);
  const row = ((<usize>count + 3) & ~3) << 2;
  const h = scratch, s = scratch + row, v = scratch + 2 * row;
  const final = (flags & IS_FINAL) != 0;
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
  if (startsLinear(recipe)) toOklabRows(recipe, r, g, b, count);
  if (flags & HAS_POINTS) pointRows(recipe, r, g, b, h, s, v, count);
  if (flags & (HAS_HUE_TABLE | HAS_CHROMA | IS_GRAYSCALE)) mixRows(recipe, r, g, b, count);
  if (flags & HAS_GRADING) gradeRows(recipe, r, g, b, count);
  if (final) compressRows(recipe, r, g, b, knee, count);
  if (flags & HAS_TABLE) {
    // A table maps colours that can be seen, so it comes after the gamut. What it makes is held inside the gamut but not compressed again.
    fromOklabRows(recipe, r, g, b, count);
    tableRows(recipe, r, g, b, count);
    toOklabRows(recipe, r, g, b, count);
    kneeRows(recipe, r, g, b, knee, count);
    compressRows(recipe, r, g, b, knee, count);
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
