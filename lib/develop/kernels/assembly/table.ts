/**
 * A look's table on linear rows of the output primaries, in place: into the table's primaries and transfer curve, through its nodes, out + amount·(table −
 * in), and back, as Adobe's DNG SDK blends its RGB tables. A 3D table is interpolated in tetrahedra along the grey diagonal; in a 1D table each channel has
 * its own curve. Beyond 0…1 a table that extends moves a colour as it moves the nearest colour inside; one that clips takes the nearest one.
 *
 * Transfer curves: 0 linear, 1 sRGB, 2 power 1.8, 3 power 2.2, 4 Rec.2020. Power curves are chords below a ten-thousandth, so that they
 * have a slope at black.
 */
import { TABLE, TABLE_AMOUNT, TABLE_BACK, TABLE_DIMENSIONS, TABLE_DIVISIONS, TABLE_EXTENDS, TABLE_GAMMA, TABLE_INTO } from './colour-layout';
import { clampx4, mulAdd, powx4, splat } from './math';
import { matrixRows } from './oklab';
import { decodeRow, encodeRow } from './transfer';

// @ts-ignore: decorator
@inline const SRGB: i32 = 1;
// @ts-ignore: decorator
@inline const REC2020: i32 = 4;
// BT.2020 at 12 bits.
// @ts-ignore: decorator
@inline const ALPHA: f32 = 1.0993;
// @ts-ignore: decorator
@inline const BETA: f32 = 0.0181;
// @ts-ignore: decorator
@inline const TOE: f32 = 0.0001;

/** Signed power curve x^p with a chord below TOE. */
// @ts-ignore: decorator
@inline
function powered(x: v128, p: f32, toe: f32, slope: f32): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000));
  const size = v128.xor(x, sign);
  const bent = powx4(f32x4.pmax(splat(toe), size), splat(p));
  return v128.or(v128.bitselect(f32x4.mul(size, splat(slope)), bent, f32x4.lt(size, splat(toe))), sign);
}

function curveRow(row: usize, gamma: i32, encode: bool, count: i32): void {
  if (gamma == SRGB) {
    if (encode) encodeRow(row, count);
    else decodeRow(row, count);
    return;
  }
  if (gamma == 0) return;
  const power: f32 = gamma == 2 ? 1.8 : 2.2;
  // Height of the power curve at the end of the chord.
  const top: f32 = gamma == 2 ? 0.005994843 : 0.01519911;
  const end = row + (<usize>count << 2);
  for (let at = row; at < end; at += 16) {
    const x = v128.load(at);
    if (gamma == REC2020) {
      const sign = v128.and(x, i32x4.splat(0x80000000));
      const size = v128.xor(x, sign);
      const curve = encode
        ? v128.bitselect(f32x4.mul(size, splat(4.5)), mulAdd(powx4(f32x4.pmax(splat(BETA), size), splat(0.45)), splat(ALPHA), splat(1 - ALPHA)), f32x4.lt(size, splat(BETA)))
        : v128.bitselect(f32x4.mul(size, splat(1 / 4.5)), powx4(f32x4.mul(f32x4.add(f32x4.pmax(splat(4.5 * BETA), size), splat(ALPHA - 1)), splat(1 / ALPHA)), splat(1 / 0.45)), f32x4.lt(size, splat(4.5 * BETA)));
      v128.store(at, v128.or(curve, sign));
    } else if (encode) v128.store(at, powered(x, 1 / power, TOE, top / TOE));
    else v128.store(at, powered(x, power, top, TOE / top));
  }
}

// @ts-ignore: decorator
@inline
function held(x: f32): f32 {
  return min<f32>(1, max<f32>(0, x));
}

/** A colour in 0…1 through a 3D table. */
// @ts-ignore: decorator
@inline
function tetrahedral(nodes: usize, divisions: i32, r: f32, g: f32, b: f32): v128 {
  const last = <f32>(divisions - 1);
  const ur = r * last, ug = g * last, ub = b * last;
  const ir = min<i32>(divisions - 2, <i32>ur), ig = min<i32>(divisions - 2, <i32>ug), ib = min<i32>(divisions - 2, <i32>ub);
  const fr = ur - <f32>ir, fg = ug - <f32>ig, fb = ub - <f32>ib;
  const strideG = divisions << 4, strideR = divisions * strideG;
  const base = nodes + <usize>(ir * strideR + ig * strideG + (ib << 4));
  const high = max(max(fr, fg), fb), low = min(min(fr, fg), fb), middle = max(min(fr, fg), min(max(fr, fg), fb));
  const first = fr == high ? strideR : fg == high ? strideG : 16;
  const lowest = fb == low ? 16 : fg == low ? strideG : strideR;
  const all = strideR + strideG + 16;
  const sum = mulAdd(v128.load(base), splat(1 - high), f32x4.mul(v128.load(base + <usize>first), splat(high - middle)));
  return mulAdd(v128.load(base + <usize>all), splat(low), mulAdd(v128.load(base + <usize>(all - lowest)), splat(middle - low), sum));
}

// @ts-ignore: decorator
@inline
function along(nodes: usize, divisions: i32, x: f32, channel: usize): f32 {
  const u = x * <f32>(divisions - 1);
  const cell = min<i32>(divisions - 2, <i32>u);
  const at = nodes + (<usize>cell << 4) + channel;
  const from = load<f32>(at);
  return from + (load<f32>(at, 16) - from) * (u - <f32>cell);
}

export function tableRows(recipe: usize, r: usize, g: usize, b: usize, count: i32): void {
  const nodes = load<usize>(recipe, TABLE), divisions = load<i32>(recipe, TABLE_DIVISIONS), gamma = load<i32>(recipe, TABLE_GAMMA);
  const solid = load<i32>(recipe, TABLE_DIMENSIONS) == 3, extend = load<i32>(recipe, TABLE_EXTENDS) != 0, amount = load<f32>(recipe, TABLE_AMOUNT);
  matrixRows(recipe + TABLE_INTO, r, g, b, count);
  curveRow(r, gamma, true, count);
  curveRow(g, gamma, true, count);
  curveRow(b, gamma, true, count);
  for (let i: usize = 0, end = <usize>count << 2; i < end; i += 4) {
    const fullR = load<f32>(r + i), fullG = load<f32>(g + i), fullB = load<f32>(b + i);
    const x = held(fullR), y = held(fullG), z = held(fullB);
    const out = solid
      ? tetrahedral(nodes, divisions, x, y, z)
      : f32x4(along(nodes, divisions, x, 0), along(nodes, divisions, y, 4), along(nodes, divisions, z, 8), 0);
    const from = f32x4(x, y, z, 0);
    const blended = clampx4(mulAdd(f32x4.sub(out, from), splat(amount), from), 0, 1);
    store<f32>(r + i, f32x4.extract_lane(blended, 0) + (extend ? fullR - x : 0));
    store<f32>(g + i, f32x4.extract_lane(blended, 1) + (extend ? fullG - y : 0));
    store<f32>(b + i, f32x4.extract_lane(blended, 2) + (extend ? fullB - z : 0));
  }
  curveRow(r, gamma, false, count);
  curveRow(g, gamma, false, count);
  curveRow(b, gamma, false, count);
  matrixRows(recipe + TABLE_BACK, r, g, b, count);
}
