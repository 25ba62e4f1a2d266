/** The sRGB curve over rows, and the way from the working space into the colour LUT's domain. */
import { FROM_WIDE } from './colour-layout';
import { decodeSignedx4, encode, encodeSignedx4, mulAdd } from './math';

// The curve as chords, for pixels: a power of a pixel costs twice the lookup. 64 chords to each power of two of x from 2^-9 to 2, found by
// the top bits of the float, and below them the linear toe, which is exact. Off by less than 7.5e-6 in 0 … 1: half a step of 16 bits.
// @ts-ignore: decorator
@inline const CHORD_SHIFT: i32 = 17;
// @ts-ignore: decorator
@inline const FIRST_CHORD: i32 = 0x3b000000 >> CHORD_SHIFT;
// @ts-ignore: decorator
@inline const LAST_CHORD: i32 = (0x40000000 >> CHORD_SHIFT) - 1;
/** Pairs (a, b): the curve is a + b·x. The toe's is the first. */
const CHORDS: usize = memory.data(((0x40000000 >> 17) - (0x3b000000 >> 17) + 1) * 8, 16);

function fillChords(): void {
  store<f32>(CHORDS, 0);
  store<f32>(CHORDS, 12.92, 4);
  for (let chord = FIRST_CHORD; chord <= LAST_CHORD; chord++) {
    const from = reinterpret<f32>(chord << CHORD_SHIFT), to = reinterpret<f32>((chord + 1) << CHORD_SHIFT);
    const b = (encode(to) - encode(from)) / (to - from);
    const at = CHORDS + (<usize>(chord - FIRST_CHORD + 1) << 3);
    store<f32>(at, encode(from) - b * from);
    store<f32>(at, b, 4);
  }
}
fillChords();

/** `encodeSignedx4` by chords. */
// @ts-ignore: decorator
@inline
function chordSignedx4(x: v128): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000));
  const size = v128.xor(x, sign);
  const chord = i32x4.max_s(i32x4.min_s(i32x4.shr_u(size, CHORD_SHIFT), i32x4.splat(LAST_CHORD)), i32x4.splat(FIRST_CHORD - 1));
  const at = i32x4.shl(chord, 3);
  const table = CHORDS - (<usize>(FIRST_CHORD - 1) << 3);
  let p01 = v128.load64_zero(table + <usize>i32x4.extract_lane(at, 0));
  p01 = v128.load64_lane(table + <usize>i32x4.extract_lane(at, 1), p01, 1);
  let p23 = v128.load64_zero(table + <usize>i32x4.extract_lane(at, 2));
  p23 = v128.load64_lane(table + <usize>i32x4.extract_lane(at, 3), p23, 1);
  return v128.or(mulAdd(v128.shuffle<f32>(p01, p23, 1, 3, 5, 7), size, v128.shuffle<f32>(p01, p23, 0, 2, 4, 6)), sign);
}

/** Signed encode of one row in place. */
export function encodeRow(row: usize, count: i32): void {
  const end = row + (<usize>count << 2);
  for (let at = row; at < end; at += 16) v128.store(at, encodeSignedx4(v128.load(at)));
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
