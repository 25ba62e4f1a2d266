/** The sRGB curve over rows, and the way from the working space into the colour LUT's domain. */
import { alongChords, fillChords } from './chords';
import { FROM_WIDE } from './colour-layout';
import { decodeSignedx4, encode, encodeSignedx4, mulAdd } from './math';

// Pixels take the curve as 64 chords to each power of two from 2^-9 to 2; below lies the toe, whose chord is exact. Off by less than 7.5e-6 in
// 0 … 1: half a step of 16 bits.
// @ts-ignore: decorator
@inline const SHIFT: i32 = 17;
/** The toe's. */
// @ts-ignore: decorator
@inline const FIRST: i32 = (0x3b000000 >> 17) - 1;
// @ts-ignore: decorator
@inline const LAST: i32 = (0x40000000 >> 17) - 1;
const CHORDS: usize = memory.data(((0x40000000 >> 17) - (0x3b000000 >> 17) + 1) * 8, 16);
fillChords(CHORDS, FIRST, LAST, SHIFT, encode);
store<f32>(CHORDS, 0);
store<f32>(CHORDS, 12.92, 4);

/** `encodeSignedx4` by chords. */
// @ts-ignore: decorator
@inline
function chordSignedx4(x: v128): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000));
  return v128.or(alongChords(CHORDS, FIRST, LAST, SHIFT, v128.xor(x, sign)), sign);
}

/** Signed encode of one row in place. */
export function encodeRow(row: usize, count: i32): void {
  const end = row + (<usize>count << 2);
  for (let at = row; at < end; at += 16) v128.store(at, chordSignedx4(v128.load(at)));
}

/** Signed decode of one row in place. */
export function decodeRow(row: usize, count: i32): void {
  const end = row + (<usize>count << 2);
  for (let at = row; at < end; at += 16) v128.store(at, decodeSignedx4(v128.load(at)));
}

/**
 * Linear Rec.2020 rows → signed sRGB-encoded rows of the recipe's output primaries, in place. The matrix acts on differences from each
 * channel, so that R = G = B gives R = G = B to the last bit.
 */
export function encodeWideRows(recipe: usize, r: usize, g: usize, b: usize, count: i32): void {
  const matrix = recipe + FROM_WIDE;
  const rg = v128.load32_splat(matrix, 4), rb = v128.load32_splat(matrix, 8);
  const gr = v128.load32_splat(matrix, 12), gb = v128.load32_splat(matrix, 20);
  const br = v128.load32_splat(matrix, 24), bg = v128.load32_splat(matrix, 28);
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const R = v128.load(r + i), G = v128.load(g + i), B = v128.load(b + i);
    const gMinusR = f32x4.sub(G, R), bMinusR = f32x4.sub(B, R), bMinusG = f32x4.sub(B, G);
    v128.store(r + i, chordSignedx4(mulAdd(rb, bMinusR, mulAdd(rg, gMinusR, R))));
    v128.store(g + i, chordSignedx4(f32x4.sub(mulAdd(gb, bMinusG, G), f32x4.mul(gr, gMinusR))));
    v128.store(b + i, chordSignedx4(f32x4.sub(f32x4.sub(B, f32x4.mul(br, bMinusR)), f32x4.mul(bg, bMinusG))));
  }
}
