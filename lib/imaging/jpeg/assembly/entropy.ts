// Baseline entropy coding (ITU-T T.81 Annex F.1.2).
//
// Between the two passes over a picture a block is: which of its coefficients in zigzag order after the DC are not zero (u64, the first in bit 0), the DC's
// difference to the block before of its component, then those coefficients, each as its number of bits << 12 | those bits (u16).

import { ORDER, SPREAD, VALUE } from './tables';

let end: usize = 0;
/** DC of the last block of each component. */
const LAST: usize = memory.data(3 * 4, 4);

/** Begins a restart interval whose blocks lie at `to`. */
export function begin(to: usize): void {
  end = to;
  memory.fill(LAST, 0, 12);
}

/** First byte after the blocks kept so far. */
export function kept(): usize {
  return end;
}

/** Which of two rows' coefficients are not zero. */
// @ts-ignore: decorator
@inline
function present(block: usize): u32 {
  return <u32>i8x16.bitmask(i8x16.ne(i8x16.narrow_i16x8_s(v128.load(block), v128.load(block, 16)), i8x16.splat(0)));
}

// @ts-ignore: decorator
@inline
function spread(row: usize, set: u32): u64 {
  return load<u64>(SPREAD + row * 2048 + (<usize>set << 3));
}

/** Appends a block of quantised coefficients in natural order. */
export function keep(block: usize, component: usize): void {
  const a = present(block), b = present(block + 32), c = present(block + 64), d = present(block + 96);
  const mask = spread(0, a & 255) | spread(1, a >> 8) | spread(2, b & 255) | spread(3, b >> 8) | spread(4, c & 255) | spread(5, c >> 8) | spread(6, d & 255) | spread(7, d >> 8);
  const last = LAST + (component << 2);
  const dc = <i32>load<i16>(block);
  let out = end;
  store<u64>(out, mask >> 1);
  store<u16>(out, valueOf(dc - load<i32>(last)), 8);
  store<i32>(last, dc);
  out += 10;
  for (let left = mask & ~(<u64>1); left; left &= left - 1) {
    store<u16>(out, valueOf(<i32>load<i16>(block + <usize>load<u8>(ORDER + <usize>ctz(left)))));
    out += 2;
  }
  end = out;
}

// @ts-ignore: decorator
@inline
function valueOf(coefficient: i32): u16 {
  return load<u16>(VALUE + (coefficient << 1));
}

/** Appends a block like the one before without detail. */
export function keepEmpty(): void {
  store<u64>(end, 0);
  store<u16>(end, 0, 8);
  end += 10;
}

// @ts-ignore: decorator
@inline
function tally(histogram: usize, symbol: u32): void {
  const at = histogram + (<usize>symbol << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** Adds the symbols of the blocks from `from` to `to` to `histograms`: 4 × 257 × u32, DC 0, AC 0, DC 1, AC 1. `luma` of each `blocks` blocks are luma. */
export function count(from: usize, to: usize, luma: i32, blocks: i32, histograms: usize): void {
  for (let block = 0; from < to; ) {
    const dc = histograms + (block < luma ? 0 : 2 * 257 * 4), ac = dc + 257 * 4;
    let mask = load<u64>(from);
    if (mask >> 62 === 0) tally(ac, 0);
    tally(dc, <u32>load<u16>(from, 8) >> 12);
    from += 10;
    while (mask) {
      let run = <u32>ctz(mask);
      mask = (mask >> <u64>run) >> 1;
      for (; run > 15; run -= 16) tally(ac, 0xf0);
      tally(ac, (run << 4) | (<u32>load<u16>(from) >> 12));
      from += 2;
    }
    block = block + 1 === blocks ? 0 : block + 1;
  }
}

/** Bits of the scan that are no whole word yet: the low `pending` of `held`, 0…31. */
let held: u64 = 0;
let pending: u32 = 0;
let scan: usize = 0;

/** Begins a scan at `to`. */
export function beginScan(to: usize): void {
  held = 0;
  pending = 0;
  scan = to;
}

// @ts-ignore: decorator
@inline
function putByte(out: usize, byte: u32): usize {
  // A zero tells 0xFF from a marker.
  store<u16>(out, <u16>byte);
  return out + (byte === 0xff ? 2 : 1);
}

/** Appends to the scan words of 32 bits, the first bit of each the most significant. Reads up to 15 bytes past their end and writes as many. */
function stuff(words: usize, end: usize): void {
  let out = scan;
  for (; words < end; words += 16) {
    const bytes = i8x16.swizzle(v128.load(words), i8x16(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
    const n = min<usize>(16, end - words);
    if (v128.any_true(i8x16.eq(bytes, i8x16.splat(-1)))) {
      v128.store(words, bytes);
      for (let i: usize = 0; i < n; i++) out = putByte(out, <u32>load<u8>(words + i));
    } else {
      v128.store(out, bytes);
      out += n;
    }
  }
  scan = out;
}

// A code's entry holds its length with the extra bits' in 5 bits, and its bits, moved left by theirs, in 27.

// @ts-ignore: decorator
@inline
function lengthOf(code: u32): u32 {
  return code >> 27;
}

// @ts-ignore: decorator
@inline
function bitsOf(code: u32): u64 {
  return <u64>(code & 0x07ffffff);
}

/**
 * Writes the blocks from `from` to about `to`, whole MCUs, in `codes`: 4 × 256 × u32, in the order of the histograms. `words` is room for their bits. Returns where
 * it stopped.
 */
export function write(from: usize, to: usize, luma: i32, blocks: i32, codes: usize, words: usize): usize {
  let acc = held, n = pending, out = words;
  for (let block = 0; from < to || block > 0; ) {
    const dc = codes + (block < luma ? 0 : 2048), ac = dc + 1024;
    let mask = load<u64>(from);
    const ended = mask >> 62 !== 0;
    let value = <u32>load<u16>(from, 8);
    from += 10;
    let code = load<u32>(dc + (<usize>(value >> 12) << 2));
    for (;;) {
      acc = (acc << <u64>lengthOf(code)) | bitsOf(code) | <u64>(value & 0xfff);
      n += lengthOf(code);
      // Always written, and written over until it is whole: whether it is cannot be foretold.
      store<u32>(out, <u32>(acc >> <u64>(n & 31)));
      out += <usize>(n >> 5) << 2;
      n &= 31;
      if (!mask) break;
      let run = <u32>ctz(mask);
      mask = (mask >> <u64>run) >> 1;
      for (; run > 15; run -= 16) {
        code = load<u32>(ac, 0xf0 * 4);
        acc = (acc << <u64>lengthOf(code)) | bitsOf(code);
        n += lengthOf(code);
        store<u32>(out, <u32>(acc >> <u64>(n & 31)));
        out += <usize>(n >> 5) << 2;
        n &= 31;
      }
      value = <u32>load<u16>(from);
      from += 2;
      code = load<u32>(ac + (<usize>((run << 4) | (value >> 12)) << 2));
    }
    if (!ended) {
      code = load<u32>(ac);
      acc = (acc << <u64>lengthOf(code)) | bitsOf(code);
      n += lengthOf(code);
      store<u32>(out, <u32>(acc >> <u64>(n & 31)));
      out += <usize>(n >> 5) << 2;
      n &= 31;
    }
    block = block + 1 === blocks ? 0 : block + 1;
  }
  held = acc;
  pending = n;
  stuff(words, out);
  return from;
}

/** Pads the scan with ones. Returns the first byte after it. */
export function endScan(): usize {
  let out = scan;
  for (; pending >= 8; pending -= 8) out = putByte(out, <u32>(held >> <u64>(pending - 8)) & 0xff);
  if (pending > 0) out = putByte(out, (<u32>(held << <u64>(8 - pending)) & 0xff) | ((1 << (8 - pending)) - 1));
  return out;
}
