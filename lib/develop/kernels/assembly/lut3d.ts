/**
 * The colour LUT: filling it from a recipe where pixels need it, and applying it with tetrahedral interpolation (Kasson, Plouffe & Nin, "A tetrahedral
 * interpolation technique for color space conversion", 1993). A cell is cut into six tetrahedra that share its grey diagonal, so
 * greys are interpolated between greys and stay grey.
 */
import { CELLS_INSIDE, LUT_ASKED, LUT_BATCH, LUT_MARKS, LUT_RECIPE, NODE_BYTES, NODES, NODES_AXIS, NODES_BELOW, STEPS_ABOVE_PER_UNIT, STEPS_BELOW_PER_UNIT } from './colour-layout';
import { editRows, startsLinear } from './colour';
import { kneeRows } from './gamut';
import { clampx4, mulAdd, splat } from './math';
import { toOklabRows } from './oklab';
import { wholex4 } from './slice';
import { decodeRow } from './transfer';

// @ts-ignore: decorator
@inline const STRIDE_B: i32 = NODE_BYTES;
// @ts-ignore: decorator
@inline const STRIDE_G: i32 = NODE_BYTES * NODES;
// @ts-ignore: decorator
@inline const STRIDE_R: i32 = NODE_BYTES * NODES * NODES;
// @ts-ignore: decorator
@inline const ALL: i32 = NODES * NODES * NODES;
// Bits of a node's mark.
// @ts-ignore: decorator
@inline const IS_FILLED: i32 = 1;
/** All eight corners of the cell above the node are filled. */
// @ts-ignore: decorator
@inline const IS_VISITED: i32 = 2;
/** Nodes in a row of the batch that is being filled. */
// @ts-ignore: decorator
@inline const ROW: usize = LUT_BATCH * 4;
/** Four pixels may ask for so many. */
// @ts-ignore: decorator
@inline const MOST_ASKED: i32 = 32;

/** The encoded value at node `i` of an axis. */
function nodeValue(i: i32): f32 {
  const inside = i - NODES_BELOW;
  if (inside < 0) return <f32>inside / <f32>STEPS_BELOW_PER_UNIT;
  if (inside <= CELLS_INSIDE) return <f32>inside / <f32>CELLS_INSIDE;
  return 1 + <f32>(inside - CELLS_INSIDE) / <f32>STEPS_ABOVE_PER_UNIT;
}

/**
 * Writes what is the same for every recipe of the output primaries (NODES_BYTES at `nodes`, `recipe` is any of theirs): the linear values of an axis and
 * Oklab and gamut knee of every node. `scratch`: LUT_SCRATCH_BYTES.
 */
export function describeNodes(nodes: usize, recipe: usize, scratch: usize): void {
  const L = scratch, a = L + ROW, b = a + ROW, knee = b + ROW;
  for (let i = 0; i < NODES; i++) store<f32>(nodes + NODES_AXIS + (<usize>i << 2), nodeValue(i));
  decodeRow(nodes + NODES_AXIS, NODES);
  for (let first = 0; first < ALL; first += LUT_BATCH) {
    const count = min(LUT_BATCH, ALL - first);
    for (let i = 0; i < count; i++) storeLinear(nodes, first + i, L, a, b, <usize>i << 2);
    toOklabRows(recipe, L, a, b, count);
    kneeRows(recipe, L, a, b, knee, count);
    for (let i: usize = 0, end = <usize>count << 2; i < end; i += 4) {
      v128.store(nodes + (<usize>first << 4) + (i << 2), f32x4(load<f32>(L + i), load<f32>(a + i), load<f32>(b + i), load<f32>(knee + i)));
    }
  }
}

/** The linear colour of a node. */
function storeLinear(nodes: usize, node: i32, r: usize, g: usize, b: usize, at: usize): void {
  const axis = nodes + NODES_AXIS, line = node / NODES;
  store<f32>(r + at, load<f32>(axis + (<usize>(line / NODES) << 2)));
  store<f32>(g + at, load<f32>(axis + (<usize>(line % NODES) << 2)));
  store<f32>(b + at, load<f32>(axis + (<usize>(node % NODES) << 2)));
}

/**
 * Makes `lut` (LUT_BYTES) stand for the recipe. Nodes are filled when the first pixel near them comes: a photo visits a tenth of them. The recipe,
 * `nodes` (of the recipe's output primaries) and `scratch` (LUT_SCRATCH_BYTES) must stay where and as they are for as long as the LUT is used.
 */
export function openColourLut(lut: usize, recipe: usize, nodes: usize, scratch: usize): void {
  store<usize>(lut + LUT_RECIPE, recipe);
  store<usize>(lut + LUT_RECIPE, nodes, 4);
  store<usize>(lut + LUT_RECIPE, scratch, 8);
  store<i32>(lut + LUT_RECIPE, 0, 12);
  memory.fill(lut + LUT_MARKS, 0, ALL);
}

/** Asks for a node, unless it is filled. Answers how many are asked for. */
// @ts-ignore: decorator
@inline
function ask(lut: usize, asked: usize, count: i32, node: i32): i32 {
  const mark = lut + LUT_MARKS + node;
  const marks = load<u8>(mark);
  store<u8>(mark, marks | <u8>IS_FILLED);
  store<i32>(asked + (<usize>count << 2), node);
  return count + 1 - <i32>(marks & <u8>IS_FILLED);
}

/** Asks for the eight nodes around a cell. */
function askAround(lut: usize, asked: usize, count: i32, cell: i32): i32 {
  const mark = lut + LUT_MARKS + cell;
  if (load<u8>(mark) & <u8>IS_VISITED) return count;
  store<u8>(mark, load<u8>(mark) | <u8>IS_VISITED);
  for (let line = 0; line < 4; line++) {
    const node = cell + (line & 1) * NODES + (line >> 1) * (NODES * NODES);
    count = ask(lut, asked, count, node);
    count = ask(lut, asked, count, node + 1);
  }
  return count;
}

/** Fills the nodes that are asked for. */
function fillNodes(lut: usize, asked: usize, count: i32): void {
  if (count == 0) return;
  const recipe = load<usize>(lut + LUT_RECIPE), nodes = load<usize>(lut + LUT_RECIPE, 4), scratch = load<usize>(lut + LUT_RECIPE, 8);
  const x = scratch, y = x + ROW, z = y + ROW, knee = z + ROW;
  const end = <usize>((count + 3) & ~3) << 2;
  for (let i = <usize>count << 2; i < end; i += 4) store<i32>(asked + i, load<i32>(asked));
  for (let i: usize = 0; i < end; i += 16) {
    const p0 = v128.load(nodes + (<usize>load<i32>(asked + i) << 4)), p1 = v128.load(nodes + (<usize>load<i32>(asked + i, 4) << 4));
    const p2 = v128.load(nodes + (<usize>load<i32>(asked + i, 8) << 4)), p3 = v128.load(nodes + (<usize>load<i32>(asked + i, 12) << 4));
    const p01 = v128.shuffle<f32>(p0, p1, 0, 4, 1, 5), p23 = v128.shuffle<f32>(p2, p3, 0, 4, 1, 5);
    const q01 = v128.shuffle<f32>(p0, p1, 2, 6, 3, 7), q23 = v128.shuffle<f32>(p2, p3, 2, 6, 3, 7);
    v128.store(x + i, v128.shuffle<f32>(p01, p23, 0, 1, 4, 5));
    v128.store(y + i, v128.shuffle<f32>(p01, p23, 2, 3, 6, 7));
    v128.store(z + i, v128.shuffle<f32>(q01, q23, 0, 1, 4, 5));
    v128.store(knee + i, v128.shuffle<f32>(q01, q23, 2, 3, 6, 7));
  }
  if (startsLinear(recipe)) for (let i: usize = 0; i < end; i += 4) storeLinear(nodes, load<i32>(asked + i), x, y, z, i);
  editRows(recipe, x, y, z, knee, count, knee + ROW);
  // Not what filled the last vector up: tools that go colour by colour leave it as it was, and it bears the first node's number.
  for (let i: usize = 0, asks = <usize>count << 2; i < asks; i += 4) {
    v128.store(lut + (<usize>load<i32>(asked + i) << 4), f32x4(load<f32>(x + i), load<f32>(y + i), load<f32>(z + i), 0));
  }
}

/** After so many pixels looking for empty nodes has cost what filling them all does. */
// @ts-ignore: decorator
@inline const MANY: i32 = 1500000;
// @ts-ignore: decorator
@inline const COMPLETE: i32 = -1;

/** Fills the nodes that the pixels of a row will ask for. */
function visit(lut: usize, r: usize, g: usize, b: usize, count: i32): void {
  const seen = load<i32>(lut + LUT_RECIPE, 12);
  if (seen === COMPLETE) return;
  const marks = lut + LUT_MARKS, asked = load<usize>(lut + LUT_RECIPE, 8) + LUT_ASKED;
  let asking = 0;
  if (seen + count > MANY) {
    for (let node = 0; node < ALL; node++) {
      asking = ask(lut, asked, asking, node);
      if (asking == LUT_BATCH || node == ALL - 1) {
        fillNodes(lut, asked, asking);
        asking = 0;
      }
    }
    store<i32>(lut + LUT_RECIPE, COMPLETE, 12);
    return;
  }
  store<i32>(lut + LUT_RECIPE, seen + count, 12);
  const last = splat(<f32>(NODES - 2));
  for (let i: usize = 0, end = <usize>count << 2; i < end; i += 16) {
    const R = v128.load(r + i), G = v128.load(g + i), B = v128.load(b + i);
    let ur: v128, ug: v128, ub: v128;
    if (allInside(R, G, B)) {
      ur = insidePosition(R);
      ug = insidePosition(G);
      ub = insidePosition(B);
    } else {
      ur = position(R);
      ug = position(G);
      ub = position(B);
    }
    const ir = wholex4(f32x4.pmin(last, f32x4.floor(ur))), ig = wholex4(f32x4.pmin(last, f32x4.floor(ug))), ib = wholex4(f32x4.pmin(last, f32x4.floor(ub)));
    const cell = i32x4.add(i32x4.mul(i32x4.add(i32x4.mul(ir, i32x4.splat(NODES)), ig), i32x4.splat(NODES)), ib);
    const c0 = i32x4.extract_lane(cell, 0), c1 = i32x4.extract_lane(cell, 1), c2 = i32x4.extract_lane(cell, 2), c3 = i32x4.extract_lane(cell, 3);
    if (load<u8>(marks + c0) & load<u8>(marks + c1) & load<u8>(marks + c2) & load<u8>(marks + c3) & <u8>IS_VISITED) continue;
    if (asking > LUT_BATCH - MOST_ASKED) {
      fillNodes(lut, asked, asking);
      asking = 0;
    }
    asking = askAround(lut, asked, asking, c0);
    asking = askAround(lut, asked, asking, c1);
    asking = askAround(lut, asked, asking, c2);
    asking = askAround(lut, asked, asking, c3);
  }
  fillNodes(lut, asked, asking);
}

/** Encoded value → position on the node axis, 0 … NODES − 1. NaN goes to the lowest node. */
// @ts-ignore: decorator
@inline
function position(t: v128): v128 {
  const inside = f32x4.mul(clampx4(t, 0, 1), splat(<f32>CELLS_INSIDE));
  const below = f32x4.mul(clampx4(t, -<f32>NODES_BELOW / <f32>STEPS_BELOW_PER_UNIT, 0), splat(<f32>STEPS_BELOW_PER_UNIT));
  const above = clampx4(f32x4.mul(f32x4.sub(t, splat(1)), splat(<f32>STEPS_ABOVE_PER_UNIT)), 0, 1);
  return f32x4.add(f32x4.add(inside, splat(<f32>NODES_BELOW)), f32x4.add(below, above));
}

/** Whether all of a, b and c lie in 0…1. */
// @ts-ignore: decorator
@inline
function allInside(a: v128, b: v128, c: v128): bool {
  const low = f32x4.pmin(f32x4.pmin(a, b), c), high = f32x4.pmax(f32x4.pmax(a, b), c);
  return i32x4.all_true(v128.and(f32x4.ge(low, splat(0)), f32x4.le(high, splat(1))));
}

/** `position` of a value in 0…1. */
// @ts-ignore: decorator
@inline
function insidePosition(t: v128): v128 {
  return f32x4.add(f32x4.mul(t, splat(<f32>CELLS_INSIDE)), splat(<f32>NODES_BELOW));
}

/** One pixel: the four corners at `base`, + s1, + s2, + all, weighted by the lanes of w0 … w3. */
// @ts-ignore: decorator
@inline
function mix(base: usize, first: i32, second: i32, w0: v128, w1: v128, w2: v128, w3: v128): v128 {
  const p = mulAdd(v128.load(base), w0, f32x4.mul(v128.load(base + <usize>first), w1));
  return mulAdd(v128.load(base, STRIDE_R + STRIDE_G + STRIDE_B), w3, mulAdd(v128.load(base + <usize>second), w2, p));
}

/**
 * Rows in the LUT domain through the LUT at `lut`, in place. With `mask` (a row of weights, or 0) the result is
 * before + mask · (after − before).
 */
export function applyColourLut(lut: usize, r: usize, g: usize, b: usize, mask: usize, count: i32): void {
  visit(lut, r, g, b, count);
  const last = splat(<f32>(NODES - 2));
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const R = v128.load(r + i), G = v128.load(g + i), B = v128.load(b + i);
    let ur: v128, ug: v128, ub: v128;
    if (allInside(R, G, B)) {
      ur = insidePosition(R);
      ug = insidePosition(G);
      ub = insidePosition(B);
    } else {
      ur = position(R);
      ug = position(G);
      ub = position(B);
    }
    const wr = f32x4.pmin(last, f32x4.floor(ur)), wg = f32x4.pmin(last, f32x4.floor(ug)), wb = f32x4.pmin(last, f32x4.floor(ub));
    const ir = wholex4(wr), ig = wholex4(wg), ib = wholex4(wb);
    const fr = f32x4.sub(ur, wr), fg = f32x4.sub(ug, wg), fb = f32x4.sub(ub, wb);
    const base = i32x4.add(i32x4.mul(ir, i32x4.splat(STRIDE_R)), i32x4.add(i32x4.mul(ig, i32x4.splat(STRIDE_G)), i32x4.shl(ib, 4)));

    // Walk from the cell's low corner along the axes in falling order of their fractions. Ties have weight 0: any order will do.
    const high = f32x4.pmax(f32x4.pmax(fr, fg), fb), low = f32x4.pmin(f32x4.pmin(fr, fg), fb);
    const middle = f32x4.pmax(f32x4.pmin(fr, fg), f32x4.pmin(f32x4.pmax(fr, fg), fb));
    const sr = i32x4.splat(STRIDE_R), sg = i32x4.splat(STRIDE_G), sb = i32x4.splat(STRIDE_B);
    const first = v128.bitselect(sr, v128.bitselect(sg, sb, f32x4.eq(fg, high)), f32x4.eq(fr, high));
    const lowest = v128.bitselect(sb, v128.bitselect(sg, sr, f32x4.eq(fg, low)), f32x4.eq(fb, low));
    const second = i32x4.sub(i32x4.splat(STRIDE_R + STRIDE_G + STRIDE_B), lowest);
    const w0 = f32x4.sub(splat(1), high), w1 = f32x4.sub(high, middle), w2 = f32x4.sub(middle, low), w3 = low;

    const p0 = mix(lut + <usize>i32x4.extract_lane(base, 0), i32x4.extract_lane(first, 0), i32x4.extract_lane(second, 0),
      v128.shuffle<f32>(w0, w0, 0, 0, 0, 0), v128.shuffle<f32>(w1, w1, 0, 0, 0, 0), v128.shuffle<f32>(w2, w2, 0, 0, 0, 0), v128.shuffle<f32>(w3, w3, 0, 0, 0, 0));
    const p1 = mix(lut + <usize>i32x4.extract_lane(base, 1), i32x4.extract_lane(first, 1), i32x4.extract_lane(second, 1),
      v128.shuffle<f32>(w0, w0, 1, 1, 1, 1), v128.shuffle<f32>(w1, w1, 1, 1, 1, 1), v128.shuffle<f32>(w2, w2, 1, 1, 1, 1), v128.shuffle<f32>(w3, w3, 1, 1, 1, 1));
    const p2 = mix(lut + <usize>i32x4.extract_lane(base, 2), i32x4.extract_lane(first, 2), i32x4.extract_lane(second, 2),
      v128.shuffle<f32>(w0, w0, 2, 2, 2, 2), v128.shuffle<f32>(w1, w1, 2, 2, 2, 2), v128.shuffle<f32>(w2, w2, 2, 2, 2, 2), v128.shuffle<f32>(w3, w3, 2, 2, 2, 2));
    const p3 = mix(lut + <usize>i32x4.extract_lane(base, 3), i32x4.extract_lane(first, 3), i32x4.extract_lane(second, 3),
      v128.shuffle<f32>(w0, w0, 3, 3, 3, 3), v128.shuffle<f32>(w1, w1, 3, 3, 3, 3), v128.shuffle<f32>(w2, w2, 3, 3, 3, 3), v128.shuffle<f32>(w3, w3, 3, 3, 3, 3));

    const p01 = v128.shuffle<f32>(p0, p1, 0, 4, 1, 5), p23 = v128.shuffle<f32>(p2, p3, 0, 4, 1, 5);
    let outR = v128.shuffle<f32>(p01, p23, 0, 1, 4, 5), outG = v128.shuffle<f32>(p01, p23, 2, 3, 6, 7);
    let outB = v128.shuffle<f32>(v128.shuffle<f32>(p0, p1, 2, 6, 3, 7), v128.shuffle<f32>(p2, p3, 2, 6, 3, 7), 0, 1, 4, 5);
    if (mask) {
      const m = v128.load(mask + i);
      outR = mulAdd(f32x4.sub(outR, R), m, R);
      outG = mulAdd(f32x4.sub(outG, G), m, G);
      outB = mulAdd(f32x4.sub(outB, B), m, B);
    }
    v128.store(r + i, outR);
    v128.store(g + i, outG);
    v128.store(b + i, outB);
  }
}

/** A tenth of an 8-bit step. */
// @ts-ignore: decorator
@inline const ROUNDING: f32 = 0.0004;

/**
 * What the final LUT does to colours that no tool touches: in-gamut colours pass with their bits, the others are compressed by `lut`, the LUT of no
 * tools. Rows in the LUT domain, in place. `scratch`: FIT_SCRATCH_BYTES. A pixel's result does not depend on its neighbours.
 */
export function fitRows(lut: usize, r: usize, g: usize, b: usize, count: i32, scratch: usize): void {
  const zero = splat(0), one = splat(1);
  const fr = scratch, fg = scratch + 16, fb = scratch + 32;
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const R = v128.load(r + i), G = v128.load(g + i), B = v128.load(b + i);
    const low = f32x4.pmin(f32x4.pmin(R, G), B), high = f32x4.pmax(f32x4.pmax(R, G), B);
    if (i32x4.all_true(v128.and(f32x4.ge(low, zero), f32x4.le(high, one)))) continue;
    // White and pure primaries come out of the working space a rounding beyond the faces: they are clamped, which costs little, not searched for.
    const inside = v128.and(f32x4.ge(low, splat(-ROUNDING)), f32x4.le(high, splat(<f32>1 + ROUNDING)));
    const heldR = clampx4(R, 0, 1), heldG = clampx4(G, 0, 1), heldB = clampx4(B, 0, 1);
    if (i32x4.all_true(inside)) {
      v128.store(r + i, heldR);
      v128.store(g + i, heldG);
      v128.store(b + i, heldB);
      continue;
    }
    v128.store(fr, R);
    v128.store(fg, G);
    v128.store(fb, B);
    applyColourLut(lut, fr, fg, fb, 0, 4);
    v128.store(r + i, v128.bitselect(heldR, v128.load(fr), inside));
    v128.store(g + i, v128.bitselect(heldG, v128.load(fg), inside));
    v128.store(b + i, v128.bitselect(heldB, v128.load(fb), inside));
  }
}
