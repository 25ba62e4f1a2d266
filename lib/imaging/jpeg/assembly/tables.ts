// Tables in static memory: coefficient order and divisors.

/** Natural position (row × 8 + column) × 2 bytes of each coefficient in zigzag order (T.81 Figure A.6). */
// prettier-ignore
export const ORDER: usize = memory.data<u8>([
  0, 2, 16, 32, 18, 4, 6, 20, 34, 48, 64, 50, 36, 22, 8, 10, 24, 38, 52, 66, 80, 96, 82, 68, 54, 40, 26, 12, 14, 28, 42, 56,
  70, 84, 98, 112, 114, 100, 86, 72, 58, 44, 30, 46, 60, 74, 88, 102, 116, 118, 104, 90, 76, 62, 78, 92, 106, 120, 122, 108, 94, 110, 124, 126,
]);

/** For each row of a block and each set of its eight coefficients, the same set as bits of the zigzag order: 8 × 256 × u64. */
export const SPREAD: usize = memory.data(8 * 256 * 8, 16);

/** For each value −2048…2047, from its middle: how many bits its magnitude has (T.81's SSSS) << 12 | its extra bits, negative ones counted from all zeros up. */
const VALUES: usize = memory.data(4096 * 2, 16);
// @ts-ignore: decorator
@inline
export const VALUE: usize = VALUES + 4096;

/** Per table of quantisation (luma, chroma) 64 × u16 each: half the divisor, its reciprocal, the factor that shifts, what that rounds. */
export const QUANT: usize = memory.data(2 * 4 * 128, 16);
export const QUANT_BYTES: usize = 4 * 128;

/**
 * Prepares the tables for divisors: 2 × 64 × u16 in natural order at `divisors`.
 *
 * Coefficients come out of the transform 8 times too large, so d = 8q, 8…2040. With 2^(l−1) < d ≤ 2^l and m = ⌈2^(15+l) / d⌉, ⌊n m / 2^(15+l)⌋ is ⌊n / d⌋
 * exactly for n < 2^15 (Granlund & Montgomery 1994, Theorem 4.2): m d − 2^(15+l) < d ≤ 2^l. The shift is 16, by taking high halves, then l − 1, by a rounding
 * multiplication with 2^(16−l) after taking away the half that it rounds up by.
 */
export function placeTables(divisors: usize): void {
  for (let table: usize = 0; table < 2; table++) {
    for (let i: usize = 0; i < 64; i++) {
      const d = <u32>load<u16>(divisors + ((table * 64 + i) << 1)) << 3;
      let l: u32 = 3;
      while (<u32>1 << l < d) l++;
      const at = QUANT + table * QUANT_BYTES + (i << 1);
      store<u16>(at, <u16>(d >> 1));
      store<u16>(at, <u16>((((<u64>1) << (15 + l)) + d - 1) / d), 128);
      store<u16>(at, <u16>(<u32>1 << (16 - l)), 256);
      store<u16>(at, <u16>(<u32>1 << (l - 2)), 384);
    }
  }
  for (let value = -2048; value < 2048; value++) {
    const size = 32 - clz(abs(value));
    store<u16>(VALUE + (value << 1), <u16>((size << 12) | ((value + (value >> 31)) & ((1 << size) - 1))));
  }
  for (let row: u32 = 0; row < 8; row++) {
    for (let set: u32 = 0; set < 256; set++) {
      let bits: u64 = 0;
      for (let k: u32 = 0; k < 64; k++) {
        const natural = <u32>load<u8>(ORDER + k) >> 1;
        if (natural >> 3 === row && (set >> (natural & 7)) & 1) bits |= (<u64>1) << k;
      }
      store<u64>(SPREAD + ((row * 256 + set) << 3), bits);
    }
  }
}
