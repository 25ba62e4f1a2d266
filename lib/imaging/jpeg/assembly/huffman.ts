// Baseline JPEG entropy coding (ITU-T T.81 Annex F): walks the Huffman symbols of one scan, to count them or to write them again in other codes.
// The coefficients are never touched: a symbol's extra bits are carried over as they are, so the picture stays the same to the bit.
//
// Reader and writer hold up to 64 bits; the next bit is the most significant of `acc`'s low `bits`.

/** Decoding tables, one per code table (DC 0, AC 0, DC 1, AC 1): 512 short entries by 9 bits, then 65536 by 16; an entry is length << 8 | symbol. */
const SHORT: usize = 512 << 1;
const TABLE: usize = SHORT + (65536 << 1);

let next: usize = 0;
let end: usize = 0;
let acc: u64 = 0;
let bits: i32 = 0;

let out: usize = 0;
let outAcc: u64 = 0;
let outBits: i32 = 0;

/** Byte address of the first free byte of memory. */
export function heapBase(): usize {
  return __heap_base;
}

// @ts-ignore: decorator
@inline
function refill(): void {
  if (next + 4 <= end) {
    const word = bswap<u32>(load<u32>(next));
    // No byte of the word is 0xFF: no zero byte in its complement.
    const inverse = ~word;
    if (((inverse - 0x01010101) & ~inverse & 0x80808080) === 0) {
      acc = (acc << 32) | <u64>word;
      bits += 32;
      next += 4;
      return;
    }
  }
  while (bits <= 48) {
    let byte: u32 = 0;
    if (next < end) {
      byte = load<u8>(next);
      // A stuffed zero follows 0xFF; anything else would be a marker, which scans given to us do not hold.
      next += byte === 0xff ? 2 : 1;
    }
    acc = (acc << 8) | <u64>byte;
    bits += 8;
  }
}

/** The next symbol's entry; its code is consumed. At least 32 bits must be held. */
// @ts-ignore: decorator
@inline
function symbol(table: usize): u32 {
  const peek = <u32>(acc >> <u64>(bits - 16)) & 0xffff;
  let entry = <u32>load<u16>(table + (<usize>(peek >> 7) << 1));
  if (entry === 0) entry = <u32>load<u16>(table + SHORT + (<usize>peek << 1));
  bits -= <i32>(entry >> 8);
  return entry & 0xff;
}

// @ts-ignore: decorator
@inline
function tally(histogram: usize, symbol: u32): void {
  const at = histogram + (<usize>symbol << 2);
  store<u32>(at, load<u32>(at) + 1);
}

// @ts-ignore: decorator
@inline
function put(value: u32, length: i32): void {
  outAcc = (outAcc << <u64>length) | <u64>value;
  outBits += length;
  if (outBits >= 32) {
    outBits -= 32;
    const word = <u32>(outAcc >> <u64>outBits);
    const inverse = ~word;
    if (((inverse - 0x01010101) & ~inverse & 0x80808080) === 0) {
      store<u32>(out, bswap<u32>(word));
      out += 4;
    } else {
      for (let shift = 24; shift >= 0; shift -= 8) putByte((word >> shift) & 0xff);
    }
  }
}

function putByte(byte: u32): void {
  store<u8>(out++, <u8>byte);
  if (byte === 0xff) store<u8>(out++, 0);
}

/** Writes one symbol in its new code (`codes`: 256 × length << 16 | code) with its extra bits. */
// @ts-ignore: decorator
@inline
function carry(codes: usize, symbol: u32, extra: i32): void {
  const code = load<u32>(codes + (<usize>symbol << 2));
  bits -= extra;
  const value = <u32>(acc >> <u64>bits) & ((<u32>1 << extra) - 1);
  put(((code & 0xffff) << extra) | value, <i32>(code >> 16) + extra);
}

function begin(source: usize, length: usize): void {
  next = source;
  end = source + length;
  acc = 0;
  bits = 0;
}

/**
 * Counts the symbols of a scan. `layout` lists for each of the `blocks` of an MCU which pair of tables codes it (0 or 1); `histograms` is
 * 4 × 257 counters, DC 0, AC 0, DC 1, AC 1.
 */
export function count(source: usize, length: usize, mcus: i32, layout: usize, blocks: i32, tables: usize, histograms: usize): void {
  begin(source, length);
  for (let mcu = 0; mcu < mcus; mcu++) {
    for (let block = 0; block < blocks; block++) {
      const pair = <usize>load<u8>(layout + block);
      const dc = tables + pair * 2 * TABLE;
      const histogram = histograms + pair * 2 * 257 * 4;
      if (bits < 32) refill();
      const size = symbol(dc);
      tally(histogram, size);
      bits -= <i32>size;
      for (let k = 1; k < 64; k++) {
        if (bits < 32) refill();
        const runSize = symbol(dc + TABLE);
        tally(histogram + 257 * 4, runSize);
        const extra = runSize & 15;
        bits -= <i32>extra;
        if (extra === 0 && runSize !== 0xf0) break;
        k += <i32>(runSize >> 4);
      }
    }
  }
}

/** Begins to write the scan at `source` in other codes to `target`. */
export function beginRecoding(source: usize, length: usize, target: usize): void {
  begin(source, length);
  out = target;
  outAcc = 0;
  outBits = 0;
}

/**
 * Writes the next `mcus` in new codes (4 × 256, in the order of the tables). A few at a time: V8 runs a call to its end in the code that it began with, which the
 * first time is the slow one.
 */
export function recode(mcus: i32, layout: usize, blocks: i32, tables: usize, codes: usize): void {
  for (let mcu = 0; mcu < mcus; mcu++) {
    for (let block = 0; block < blocks; block++) {
      const pair = <usize>load<u8>(layout + block);
      const dc = tables + pair * 2 * TABLE;
      const dcCodes = codes + pair * 2 * 256 * 4;
      if (bits < 32) refill();
      const size = symbol(dc);
      carry(dcCodes, size, <i32>size);
      for (let k = 1; k < 64; k++) {
        if (bits < 32) refill();
        const runSize = symbol(dc + TABLE);
        const extra = runSize & 15;
        carry(dcCodes + 256 * 4, runSize, <i32>extra);
        if (extra === 0 && runSize !== 0xf0) break;
        k += <i32>(runSize >> 4);
      }
    }
  }
}

/** Pads what was written with ones. Returns the first byte after it. */
export function endRecoding(): usize {
  while (outBits >= 8) {
    outBits -= 8;
    putByte(<u32>(outAcc >> <u64>outBits) & 0xff);
  }
  if (outBits > 0) putByte((<u32>(outAcc << <u64>(8 - outBits)) & 0xff) | ((1 << (8 - outBits)) - 1));
  return out;
}
