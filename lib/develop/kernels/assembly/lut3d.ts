/**
 * The colour LUT: building it from a recipe, and applying it with tetrahedral interpolation (Kasson, Plouffe & Nin, "A tetrahedral
 * interpolation technique for color space conversion", 1993). A cell is cut into six tetrahedra that share its grey diagonal, so
 * greys are interpolated between greys and stay grey.
 */
import { CELLS_INSIDE, NODE_BYTES, NODES, NODES_BELOW, STEPS_ABOVE_PER_UNIT, STEPS_BELOW_PER_UNIT } from './colour-layout';
import { colourRows, linearColourRows } from './colour';
import { clampx4, mulAdd, splat } from './math';
import { wholex4 } from './slice';
import { decodeRow } from './transfer';

// @ts-ignore: decorator
@inline const STRIDE_B: i32 = NODE_BYTES;
// @ts-ignore: decorator
@inline const STRIDE_G: i32 = NODE_BYTES * NODES;
// @ts-ignore: decorator
@inline const STRIDE_R: i32 = NODE_BYTES * NODES * NODES;
/** Nodes of one line, rounded up to whole vectors. */
// @ts-ignore: decorator
@inline const LINE: i32 = (NODES + 3) & ~3;

/** The encoded value at node `i` of an axis. */
function nodeValue(i: i32): f32 {
  const inside = i - NODES_BELOW;
  if (inside < 0) return <f32>inside / <f32>STEPS_BELOW_PER_UNIT;
  if (inside <= CELLS_INSIDE) return <f32>inside / <f32>CELLS_INSIDE;
  return 1 + <f32>(inside - CELLS_INSIDE) / <f32>STEPS_ABOVE_PER_UNIT;
}

/** Fills the LUT at `lut` from the recipe. `scratch`: LUT_SCRATCH_BYTES. */
export function buildColourLut(recipe: usize, lut: usize, scratch: usize): void {
  const axis = scratch, r = axis + (LINE << 2), g = r + (LINE << 2), b = g + (LINE << 2), rest = b + (LINE << 2);
  for (let i = 0; i < LINE; i++) store<f32>(axis + (<usize>i << 2), nodeValue(min(i, NODES - 1)));
  decodeRow(axis, LINE);
  let node = lut;
  for (let ir = 0; ir < NODES; ir++) {
    for (let ig = 0; ig < NODES; ig++) {
      memory.copy(b, axis, LINE << 2);
      const red = v128.load32_splat(axis + (<usize>ir << 2)), green = v128.load32_splat(axis + (<usize>ig << 2));
      for (let at: usize = 0; at < <usize>(LINE << 2); at += 16) {
        v128.store(r + at, red);
        v128.store(g + at, green);
      }
      linearColourRows(recipe, r, g, b, LINE, rest);
      for (let ib = 0; ib < NODES; ib++) {
        const at = <usize>ib << 2;
        v128.store(node, f32x4(load<f32>(r + at), load<f32>(g + at), load<f32>(b + at), 0));
        node += NODE_BYTES;
      }
    }
  }
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
    let outB = v128.shuffle<f32>(v128.shuffle<f32>(p0, p1, 2, 6, 2, 6), v128.shuffle<f32>(p2, p3, 2, 6, 2, 6), 0, 1, 4, 5);
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
