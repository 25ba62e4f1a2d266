// Baseline entropy coding (ITU-T T.81 Annex F.1.2).
//
// Between the two passes over a picture a block is: which of its coefficients in zigzag order are not zero (u64, bit 0 for the DC is never set), the DC's
// difference to the block before of its component (i16), then those coefficients (i16 each).

import { ORDER, SPREAD } from './tables';

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
  let mask = spread(0, a & 255) | spread(1, a >> 8) | spread(2, b & 255) | spread(3, b >> 8) | spread(4, c & 255) | spread(5, c >> 8) | spread(6, d & 255) | spread(7, d >> 8);
  mask &= ~(<u64>1);
  const last = LAST + (component << 2);
  const dc = <i32>load<i16>(block);
  let out = end;
  store<u64>(out, mask);
  store<i16>(out, <i16>(dc - load<i32>(last)), 8);
  store<i32>(last, dc);
  out += 10;
  while (mask) {
    store<u16>(out, load<u16>(block + <usize>load<u8>(ORDER + <usize>ctz(mask))));
    out += 2;
    mask &= mask - 1;
  }
  end = out;
}

/** Appends a block like the one before without detail. */
export function keepEmpty(): void {
  store<u64>(end, 0);
  store<u16>(end, 0, 8);
  end += 10;
}

/** Bits of a magnitude: T.81's SSSS. */
// @ts-ignore: decorator
@inline
function sizeOf(value: i32): u32 {
  return 32 - clz(abs(value));
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
    tally(dc, sizeOf(<i32>load<i16>(from, 8)));
    from += 10;
    let next = 1;
    while (mask) {
      const k = <i32>ctz(mask);
      let run = k - next;
      for (; run > 15; run -= 16) tally(ac, 0xf0);
      tally(ac, (<u32>run << 4) | sizeOf(<i32>load<i16>(from)));
      from += 2;
      next = k + 1;
      mask &= mask - 1;
    }
    if (next < 64) tally(ac, 0);
    block = block + 1 === blocks ? 0 : block + 1;
  }
}

// @ts-ignore: decorator
@inline
function putByte(out: usize, byte: u32): usize {
  store<u8>(out, <u8>byte);
  if ((byte & 0xff) !== 0xff) return out + 1;
  // A zero tells it from a marker.
  store<u8>(out, 0, 1);
  return out + 2;
}

function putWord(out: usize, word: u32): usize {
  for (let shift = 24; shift >= 0; shift -= 8) out = putByte(out, word >> shift);
  return out;
}

let held: u64 = 0;
let bits: i32 = 0;
let scan: usize = 0;

/** Begins a scan at `to`. */
export function beginScan(to: usize): void {
  held = 0;
  bits = 0;
  scan = to;
}

/** The 32 bits that are complete; `left` are not yet. */
// @ts-ignore: decorator
@inline
function flush(out: usize, acc: u64, left: i32): usize {
  const word = <u32>(acc >> <u64>left);
  // No byte of the word is 0xFF: no zero byte in its complement.
  const inverse = ~word;
  if (((inverse - 0x01010101) & ~inverse & 0x80808080) !== 0) return putWord(out, word);
  store<u32>(out, bswap<u32>(word));
  return out + 4;
}

/** A coefficient's extra bits: negative ones count from all zeros up. */
// @ts-ignore: decorator
@inline
function extra(value: i32, size: u32): u32 {
  return (value + (value >> 31)) & ((1 << size) - 1);
}

/** Writes the blocks from `from` to about `to`, whole MCUs, in `codes`: 4 × 256 × u32, length << 16 | code, in the order of the histograms. Returns where it stopped. */
export function write(from: usize, to: usize, luma: i32, blocks: i32, codes: usize): usize {
  let acc = held, n = bits, out = scan;
  for (let block = 0; from < to || block > 0; ) {
    const dc = codes + (block < luma ? 0 : 2048), ac = dc + 1024;
    let mask = load<u64>(from);
    const diff = <i32>load<i16>(from, 8);
    from += 10;
    let size = sizeOf(diff);
    let code = load<u32>(dc + (<usize>size << 2));
    acc = (acc << <u64>((code >> 16) + size)) | <u64>(((code & 0xffff) << size) | extra(diff, size));
    n += <i32>((code >> 16) + size);
    if (n >= 32) {
      n -= 32;
      out = flush(out, acc, n);
    }
    let next = 1;
    while (mask) {
      const k = <i32>ctz(mask), value = <i32>load<i16>(from);
      from += 2;
      let run = k - next;
      for (; run > 15; run -= 16) {
        code = load<u32>(ac, 0xf0 * 4);
        acc = (acc << <u64>(code >> 16)) | <u64>(code & 0xffff);
        n += <i32>(code >> 16);
        if (n >= 32) {
          n -= 32;
          out = flush(out, acc, n);
        }
      }
      size = sizeOf(value);
      code = load<u32>(ac + (<usize>((<u32>run << 4) | size) << 2));
      acc = (acc << <u64>((code >> 16) + size)) | <u64>(((code & 0xffff) << size) | extra(value, size));
      n += <i32>((code >> 16) + size);
      if (n >= 32) {
        n -= 32;
        out = flush(out, acc, n);
      }
      next = k + 1;
      mask &= mask - 1;
    }
    if (next < 64) {
      code = load<u32>(ac);
      acc = (acc << <u64>(code >> 16)) | <u64>(code & 0xffff);
      n += <i32>(code >> 16);
      if (n >= 32) {
        n -= 32;
        out = flush(out, acc, n);
      }
    }
    block = block + 1 === blocks ? 0 : block + 1;
  }
  held = acc;
  bits = n;
  scan = out;
  return from;
}

/** Pads the scan with ones. Returns the first byte after it. */
export function endScan(): usize {
  let out = scan;
  for (; bits >= 8; bits -= 8) out = putByte(out, <u32>(held >> <u64>(bits - 8)));
  if (bits > 0) out = putByte(out, (<u32>(held << <u64>(8 - bits)) & 0xff) | ((1 << (8 - bits)) - 1));
  return out;
}
