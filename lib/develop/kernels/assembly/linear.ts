// Encoded source planes → linear Rec.2020 working planes and the log-luminance plane that every tone tool is a function of.
//
//   l = log2((Y + δ) / (1 + δ)),  δ = 2^-9
//
// δ keeps l finite and, because it is about one 8-bit step of a dark tone, keeps sensor noise and quantisation near black from looking
// like structure. White is 0, mid-grey (18 %) −2.46, black −9.

import { alongChords, fillChords } from './chords';
import { decodex4, exp2x4, log2, mulAdd, splat } from './math';

// @ts-ignore: decorator
@inline export const DELTA: f32 = 0.001953125;

// The logarithm as 256 chords to each power of two from 2^-10 to 4, off by less than 3e-6 stops.
// @ts-ignore: decorator
@inline const SHIFT: i32 = 15;
// @ts-ignore: decorator
@inline const FIRST: i32 = 0x3a800000 >> 15;
// @ts-ignore: decorator
@inline const LAST: i32 = (0x40800000 >> 15) - 1;
const CHORDS: usize = memory.data(((0x40800000 >> 15) - (0x3a800000 >> 15)) * 8, 16);
fillChords(CHORDS, FIRST, LAST, SHIFT, log2);

// @ts-ignore: decorator
@inline
export function logLuminance(y: v128): v128 {
  return alongChords(CHORDS, FIRST, LAST, SHIFT, f32x4.mul(f32x4.add(f32x4.pmax(splat(0), y), splat(DELTA)), splat(1.0 / (1.0 + DELTA))));
}

/** In place: encoded → linear, `n` floats per plane. */
export function decodeRow(r: usize, g: usize, b: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    v128.store(r + i, decodex4(f32x4.pmax(splat(0), v128.load(r + i))));
    v128.store(g + i, decodex4(f32x4.pmax(splat(0), v128.load(g + i))));
    v128.store(b + i, decodex4(f32x4.pmax(splat(0), v128.load(b + i))));
  }
}

/** A table for `unpack8`: 256 floats, v/255, or its linear light when `linear`. */
export function fillTable(table: usize, linear: bool): void {
  for (let i = 0; i < 256; i += 4) {
    let v = f32x4.splat(<f32>i);
    v = f32x4.mul(f32x4.add(v, f32x4(0, 1, 2, 3)), splat(1.0 / 255.0));
    v128.store(table + (<usize>i << 2), linear ? decodex4(v) : v);
  }
}

/** The log-luminance of linear planes; `luma` holds the three luminance weights of their primaries. */
export function luminanceRow(l: usize, r: usize, g: usize, b: usize, luma: usize, n: i32): void {
  const wr = v128.load_splat<f32>(luma);
  const wg = v128.load_splat<f32>(luma, 4);
  const wb = v128.load_splat<f32>(luma, 8);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const y = mulAdd(wr, v128.load(r + i), mulAdd(wg, v128.load(g + i), f32x4.mul(wb, v128.load(b + i))));
    v128.store(l + i, logLuminance(y));
  }
}

/** r, g, b × 2^stops, pixel by pixel: light given back or taken away. */
export function brightenRow(r: usize, g: usize, b: usize, stops: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const gain = exp2x4(v128.load(stops + i));
    v128.store(r + i, f32x4.mul(v128.load(r + i), gain));
    v128.store(g + i, f32x4.mul(v128.load(g + i), gain));
    v128.store(b + i, f32x4.mul(v128.load(b + i), gain));
  }
}
