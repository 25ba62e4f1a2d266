// Lowest and highest of a row's neighbours: what morphological opening and local range are made of, one direction at a time.

/** dst[x] = min over |k| ≤ radius of src[x + k·stride]; `stride` in bytes (4 along a row, the row pitch across rows). */
export function lowestRow(dst: usize, src: usize, stride: usize, radius: i32, n: i32): void {
  const reach = <usize>radius * stride;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    let low = src + i - reach;
    let value = v128.load(low);
    for (let k = 0; k < 2 * radius; k++) {
      low += stride;
      value = f32x4.pmin(value, v128.load(low));
    }
    v128.store(dst + i, value);
  }
}

/** The same with the largest. */
export function highestRow(dst: usize, src: usize, stride: usize, radius: i32, n: i32): void {
  const reach = <usize>radius * stride;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    let low = src + i - reach;
    let value = v128.load(low);
    for (let k = 0; k < 2 * radius; k++) {
      low += stride;
      value = f32x4.pmax(value, v128.load(low));
    }
    v128.store(dst + i, value);
  }
}
