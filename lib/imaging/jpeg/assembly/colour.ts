// RGB → YCbCr, JFIF 1.02 §7 (ITU-R BT.601 primaries of luma, full range), in 16-bit fixed point with libjpeg's roundings:
//   Y  = 0.299 R + 0.587 G + 0.114 B
//   Cb = −0.16874 R − 0.33126 G + 0.5 B + 128        Cr = 0.5 R − 0.41869 G − 0.08131 B + 128
// All three come out 128 lower, as the transform wants them (T.81 §A.3.1).

// @ts-ignore: decorator
@inline
const ROUND_LUMA: i32 = 32768 - (128 << 16);
/** A half less the smallest step: 255.5 would round to 256. */
// @ts-ignore: decorator
@inline
const ROUND_CHROMA: i32 = 32767;

/** R, G pairs and B, G pairs of four pixels: a multiply-add of pairs weighs two channels at once. */
// @ts-ignore: decorator
@inline
function luma(rg: v128, bg: v128): v128 {
  // 0.587 is more than 15 bits hold: 0.337 of it goes with R, 0.25 with B.
  const sum = i32x4.add(i32x4.dot_i16x8_s(rg, i16x8(19595, 22086, 19595, 22086, 19595, 22086, 19595, 22086)), i32x4.dot_i16x8_s(bg, i16x8(7471, 16384, 7471, 16384, 7471, 16384, 7471, 16384)));
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(ROUND_LUMA)), 16);
}

// @ts-ignore: decorator
@inline
function blueness(rg: v128, bg: v128): v128 {
  const rest = i32x4.add(i32x4.dot_i16x8_s(rg, i16x8(-11059, -21709, -11059, -21709, -11059, -21709, -11059, -21709)), i32x4.splat(ROUND_CHROMA));
  return i32x4.shr_s(i32x4.sub(rest, i32x4.dot_i16x8_s(bg, i32x4.splat(0x8000))), 16);
}

// @ts-ignore: decorator
@inline
function redness(rg: v128, bg: v128): v128 {
  const rest = i32x4.add(i32x4.dot_i16x8_s(bg, i16x8(-5329, -27439, -5329, -27439, -5329, -27439, -5329, -27439)), i32x4.splat(ROUND_CHROMA));
  return i32x4.shr_s(i32x4.sub(rest, i32x4.dot_i16x8_s(rg, i32x4.splat(0x8000))), 16);
}

/** 8 × 8 pixels of RGB, rows `stride` bytes apart → three blocks of i16. */
export function convert(rgb: usize, stride: usize, y: usize, cb: usize, cr: usize): void {
  for (let row: usize = 0; row < 128; row += 16) {
    const left = v128.load(rgb), right = v128.load(rgb, 8);
    const rg0 = i8x16.swizzle(left, i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1));
    const bg0 = i8x16.swizzle(left, i8x16(2, -1, 1, -1, 5, -1, 4, -1, 8, -1, 7, -1, 11, -1, 10, -1));
    const rg1 = i8x16.swizzle(right, i8x16(4, -1, 5, -1, 7, -1, 8, -1, 10, -1, 11, -1, 13, -1, 14, -1));
    const bg1 = i8x16.swizzle(right, i8x16(6, -1, 5, -1, 9, -1, 8, -1, 12, -1, 11, -1, 15, -1, 14, -1));
    v128.store(y + row, i16x8.narrow_i32x4_s(luma(rg0, bg0), luma(rg1, bg1)));
    v128.store(cb + row, i16x8.narrow_i32x4_s(blueness(rg0, bg0), blueness(rg1, bg1)));
    v128.store(cr + row, i16x8.narrow_i32x4_s(redness(rg0, bg0), redness(rg1, bg1)));
    rgb += stride;
  }
}

/** Four blocks of chroma, two by two → one of half the size: means of four, rounded up and down by turns so that they keep the mean. */
export function halve(blocks: usize, dst: usize): void {
  for (let row: usize = 0; row < 8; row++) {
    const at = blocks + (row >> 2) * 256 + (row & 3) * 32;
    const left = i16x8.add(v128.load(at), v128.load(at, 16));
    const right = i16x8.add(v128.load(at, 128), v128.load(at, 144));
    const bias = i32x4(1, 2, 1, 2);
    const l = i32x4.shr_s(i32x4.add(i32x4.extadd_pairwise_i16x8_s(left), bias), 2);
    const r = i32x4.shr_s(i32x4.add(i32x4.extadd_pairwise_i16x8_s(right), bias), 2);
    v128.store(dst + (row << 4), i16x8.narrow_i32x4_s(l, r));
  }
}
