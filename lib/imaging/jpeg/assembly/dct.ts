// Forward DCT of 8 × 8 and quantisation, in integers.
// Loeffler, Ligtenberg & Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications" (ICASSP 1989), with constants of 13 bits and two bits
// more kept between the passes, as libjpeg's accurate transform. Sums of products of two are taken at once, which changes no number.

import { QUANT, QUANT_BYTES } from './tables';

/** A pair of weights in every lane of 32 bits. */
// @ts-ignore: decorator
@inline
function pair(a: i32, b: i32): v128 {
  return i32x4.splat((a & 0xffff) | (b << 16));
}

// @ts-ignore: decorator
@inline
function low(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

// @ts-ignore: decorator
@inline
function high(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/** Two halves of four sums, rounded and shifted, as eight. */
// @ts-ignore: decorator
@inline
function descaled(lo: v128, hi: v128, shift: i32): v128 {
  const half = i32x4.splat(1 << (shift - 1));
  return i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(lo, half), shift), i32x4.shr_s(i32x4.add(hi, half), shift));
}

/** x / divisor, halves away from zero; `at`: the divisor's row of `QUANT`. */
// @ts-ignore: decorator
@inline
function quantised(x: v128, at: usize): v128 {
  const n = i16x8.add(i16x8.abs(x), v128.load(at));
  const m = v128.load(at, 128);
  const t = v128.shuffle<i16>(i32x4.extmul_low_i16x8_u(n, m), i32x4.extmul_high_i16x8_u(n, m), 1, 3, 5, 7, 9, 11, 13, 15);
  const q = i16x8.q15mulr_sat_s(i16x8.sub(t, v128.load(at, 384)), v128.load(at, 256));
  const sign = i16x8.shr_s(x, 15);
  return i16x8.sub(v128.xor(q, sign), sign);
}

/** One pass over the rows of a block, which come out as columns. */
// @ts-ignore: decorator
@inline
function pass(block: usize, first: bool, quant: usize): void {
  const a0 = v128.load(block), a1 = v128.load(block, 16), a2 = v128.load(block, 32), a3 = v128.load(block, 48);
  const a4 = v128.load(block, 64), a5 = v128.load(block, 80), a6 = v128.load(block, 96), a7 = v128.load(block, 112);
  // Transpose, in three rounds of interleaving lanes four apart.
  const b0 = low(a0, a4), b1 = high(a0, a4), b2 = low(a1, a5), b3 = high(a1, a5), b4 = low(a2, a6), b5 = high(a2, a6), b6 = low(a3, a7), b7 = high(a3, a7);
  const c0 = low(b0, b4), c1 = high(b0, b4), c2 = low(b1, b5), c3 = high(b1, b5), c4 = low(b2, b6), c5 = high(b2, b6), c6 = low(b3, b7), c7 = high(b3, b7);
  const x0 = low(c0, c4), x1 = high(c0, c4), x2 = low(c1, c5), x3 = high(c1, c5), x4 = low(c2, c6), x5 = high(c2, c6), x6 = low(c3, c7), x7 = high(c3, c7);

  const s0 = i16x8.add(x0, x7), d0 = i16x8.sub(x0, x7), s1 = i16x8.add(x1, x6), d1 = i16x8.sub(x1, x6);
  const s2 = i16x8.add(x2, x5), d2 = i16x8.sub(x2, x5), s3 = i16x8.add(x3, x4), d3 = i16x8.sub(x3, x4);
  const shift = first ? 11 : 15;

  const e0 = i16x8.add(s0, s3), e3 = i16x8.sub(s0, s3), e1 = i16x8.add(s1, s2), e2 = i16x8.sub(s1, s2);
  let y0 = i16x8.add(e0, e1), y4 = i16x8.sub(e0, e1);
  if (first) {
    y0 = i16x8.shl(y0, 2);
    y4 = i16x8.shl(y4, 2);
  } else {
    y0 = i16x8.shr_s(i16x8.add(y0, i16x8.splat(2)), 2);
    y4 = i16x8.shr_s(i16x8.add(y4, i16x8.splat(2)), 2);
  }
  const el = low(e3, e2), eh = high(e3, e2);
  const y2 = descaled(i32x4.dot_i16x8_s(el, pair(4433 + 6270, 4433)), i32x4.dot_i16x8_s(eh, pair(4433 + 6270, 4433)), shift);
  const y6 = descaled(i32x4.dot_i16x8_s(el, pair(4433, 4433 - 15137)), i32x4.dot_i16x8_s(eh, pair(4433, 4433 - 15137)), shift);

  const z3 = i16x8.add(d3, d1), z4 = i16x8.add(d2, d0);
  const zl = low(z3, z4), zh = high(z3, z4);
  const z3l = i32x4.dot_i16x8_s(zl, pair(9633 - 16069, 9633)), z3h = i32x4.dot_i16x8_s(zh, pair(9633 - 16069, 9633));
  const z4l = i32x4.dot_i16x8_s(zl, pair(9633, 9633 - 3196)), z4h = i32x4.dot_i16x8_s(zh, pair(9633, 9633 - 3196));
  const ol = low(d3, d0), oh = high(d3, d0);
  const y7 = descaled(i32x4.add(i32x4.dot_i16x8_s(ol, pair(2446 - 7373, -7373)), z3l), i32x4.add(i32x4.dot_i16x8_s(oh, pair(2446 - 7373, -7373)), z3h), shift);
  const y1 = descaled(i32x4.add(i32x4.dot_i16x8_s(ol, pair(-7373, 12299 - 7373)), z4l), i32x4.add(i32x4.dot_i16x8_s(oh, pair(-7373, 12299 - 7373)), z4h), shift);
  const pl = low(d2, d1), ph = high(d2, d1);
  const y5 = descaled(i32x4.add(i32x4.dot_i16x8_s(pl, pair(16819 - 20995, -20995)), z4l), i32x4.add(i32x4.dot_i16x8_s(ph, pair(16819 - 20995, -20995)), z4h), shift);
  const y3 = descaled(i32x4.add(i32x4.dot_i16x8_s(pl, pair(-20995, 25172 - 20995)), z3l), i32x4.add(i32x4.dot_i16x8_s(ph, pair(-20995, 25172 - 20995)), z3h), shift);

  v128.store(block, first ? y0 : quantised(y0, quant));
  v128.store(block, first ? y1 : quantised(y1, quant + 16), 16);
  v128.store(block, first ? y2 : quantised(y2, quant + 32), 32);
  v128.store(block, first ? y3 : quantised(y3, quant + 48), 48);
  v128.store(block, first ? y4 : quantised(y4, quant + 64), 64);
  v128.store(block, first ? y5 : quantised(y5, quant + 80), 80);
  v128.store(block, first ? y6 : quantised(y6, quant + 96), 96);
  v128.store(block, first ? y7 : quantised(y7, quant + 112), 112);
}

/** 8 × 8 samples −128…127 → quantised coefficients in natural order, in place. `table`: 0 for luma, 1 for chroma. */
export function transform(block: usize, table: usize): void {
  const quant = QUANT + table * QUANT_BYTES;
  pass(block, true, quant);
  pass(block, false, quant);
}
