// Resampling: each result is a weighted sum of `most` sources along each axis, named in `taps` (from 0) with their `weights`, 0 where fewer are needed.

import { mulAdd, splat } from '../../../develop/kernels/assembly/math';

/**
 * Rows are mixed into `line`, then pixels along it; both passes keep f32. 1 or 3 channels. Sources and results are f32, or bytes where `bytesIn` and
 * `bytesOut` say so. `line`: room for a row of sources, `result`: for a row of results. Rows are written in order: what one spills is written over.
 */
export function resample(
  dst: usize, src: usize, line: usize, result: usize, fromWidth: i32, toWidth: i32, toHeight: i32, channels: i32,
  tapsDown: usize, weightsDown: usize, mostDown: i32, tapsAcross: usize, weightsAcross: usize, mostAcross: i32, bytesIn: bool, bytesOut: bool,
): void {
  const n = fromWidth * channels, m = <usize>(toWidth * channels);
  for (let y = 0; y < toHeight; y++) {
    const first = <usize>(y * mostDown) << 2;
    memory.fill(line, 0, (<usize>n << 2) + 16);
    for (let k = first; k < first + (<usize>mostDown << 2); k += 4) {
      const weight = load<f32>(weightsDown + k);
      if (weight == 0) continue;
      const row = <usize>(load<i32>(tapsDown + k) * n);
      if (bytesIn) addBytes(line, src + row, weight, n);
      else add(line, src + (row << 2), weight, n);
    }
    const out = bytesOut ? result : dst + ((<usize>y * m) << 2);
    if (channels == 1) across1(out, line, tapsAcross, weightsAcross, mostAcross, toWidth);
    else across3(out, line, tapsAcross, weightsAcross, mostAcross, toWidth);
    if (bytesOut) roundRow(dst + <usize>y * m, result, <i32>m);
  }
}

function add(line: usize, row: usize, weight: f32, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(line + i, mulAdd(v128.load(row + i), splat(weight), v128.load(line + i)));
}

function addBytes(line: usize, row: usize, weight: f32, n: i32): void {
  for (let i: usize = 0; i < <usize>n; i += 4) {
    const values = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(row + i))));
    v128.store(line + (i << 2), mulAdd(values, splat(weight), v128.load(line + (i << 2))));
  }
}

function across1(dst: usize, line: usize, taps: usize, weights: usize, most: i32, to: i32): void {
  for (let o = 0; o < to; o++) {
    const first = <usize>(o * most) << 2;
    let sum: f32 = 0;
    for (let k = first; k < first + (<usize>most << 2); k += 4) sum += load<f32>(weights + k) * load<f32>(line + (<usize>load<i32>(taps + k) << 2));
    store<f32>(dst + (<usize>o << 2), sum);
  }
}

function across3(dst: usize, line: usize, taps: usize, weights: usize, most: i32, to: i32): void {
  for (let o = 0; o < to; o++) {
    const first = <usize>(o * most) << 2;
    let sum = splat(0);
    for (let k = first; k < first + (<usize>most << 2); k += 4) sum = mulAdd(v128.load(line + <usize>load<i32>(taps + k) * 12), v128.load32_splat(weights + k), sum);
    v128.store(dst + <usize>o * 12, sum);
  }
}

function roundRow(dst: usize, src: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n; i += 4) {
    const words = i32x4.trunc_sat_f32x4_s(f32x4.add(v128.load(src + (i << 2)), splat(0.5)));
    v128.store_lane<i32>(dst + i, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(words, words), words), 0);
  }
}
