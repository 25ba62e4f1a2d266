// Lowest and highest of a row's neighbours: what morphological opening and local range are made of, one direction at a time.

// @ts-ignore: decorator
@inline
function extremeRow(dst: usize, src: usize, stride: usize, radius: i32, n: i32, lowest: bool): void {
  const reach = <usize>radius * stride;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    let at = src + i - reach;
    let value = v128.load(at);
    for (let k = 0; k < 2 * radius; k++) {
      at += stride;
      value = lowest ? f32x4.pmin(value, v128.load(at)) : f32x4.pmax(value, v128.load(at));
    }
    v128.store(dst + i, value);
  }
}

/** dst[x] = min over |k| ≤ radius of src[x + k·stride]; `stride` in bytes (4 along a row, the row pitch across rows). */
export function lowestRow(dst: usize, src: usize, stride: usize, radius: i32, n: i32): void {
  extremeRow(dst, src, stride, radius, n, true);
}

/** The same with the largest. */
export function highestRow(dst: usize, src: usize, stride: usize, radius: i32, n: i32): void {
  extremeRow(dst, src, stride, radius, n, false);
}
