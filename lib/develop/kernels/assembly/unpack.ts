// Interleaved integer pixels → planar f32.
// `step` is the distance in bytes from one pixel to the next, which may be negative or a whole row: that is how the eight EXIF orientations
// are read without a transposed copy. 8-bit values go through a table of 256 floats (encoded value or linear light); 16-bit values become v/65535.

/** `a` may be 0: no alpha. */
export function unpack8(src: usize, step: isize, n: i32, table: usize, r: usize, g: usize, b: usize, a: usize): void {
  let p = src;
  if (a) {
    for (let i: usize = 0, end = <usize>n << 2; i < end; i += 4) {
      store<f32>(r + i, load<f32>(table + (<usize>load<u8>(p) << 2)));
      store<f32>(g + i, load<f32>(table + (<usize>load<u8>(p, 1) << 2)));
      store<f32>(b + i, load<f32>(table + (<usize>load<u8>(p, 2) << 2)));
      store<f32>(a + i, <f32>load<u8>(p, 3) * <f32>(1.0 / 255.0));
      p += step;
    }
    return;
  }
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 4) {
    store<f32>(r + i, load<f32>(table + (<usize>load<u8>(p) << 2)));
    store<f32>(g + i, load<f32>(table + (<usize>load<u8>(p, 1) << 2)));
    store<f32>(b + i, load<f32>(table + (<usize>load<u8>(p, 2) << 2)));
    p += step;
  }
}

/** `src` is 2-byte aligned, little-endian. `a` may be 0: no alpha. */
export function unpack16(src: usize, step: isize, n: i32, r: usize, g: usize, b: usize, a: usize): void {
  const scale: f32 = <f32>(1.0 / 65535.0);
  let p = src;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 4) {
    store<f32>(r + i, <f32>load<u16>(p) * scale);
    store<f32>(g + i, <f32>load<u16>(p, 2) * scale);
    store<f32>(b + i, <f32>load<u16>(p, 4) * scale);
    if (a) store<f32>(a + i, <f32>load<u16>(p, 6) * scale);
    p += step;
  }
}
