// Mean over a square of (2·radius + 1)² px; at the edges over the part that exists. Running sums in f64, which leave no dust.

/** `across`: a plane for the means along rows; `sums`: f64 for each column. `dst` may be `src`. */
export function boxMean(dst: usize, src: usize, across: usize, sums: usize, width: i32, height: i32, radius: i32): void {
  const pitch = <usize>width << 2;
  for (let y = 0; y < height; y++) meanAlong(across + <usize>y * pitch, src + <usize>y * pitch, width, radius);
  memory.fill(sums, 0, (<usize>width << 3) + 32);
  for (let y = 0; y < min(radius, height); y++) add(sums, across + <usize>y * pitch, pitch, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) add(sums, across + <usize>(y + radius) * pitch, pitch, 1);
    if (y - radius - 1 >= 0) add(sums, across + <usize>(y - radius - 1) * pitch, pitch, -1);
    const share = f64x2.splat(1 / <f64>(min(height - 1, y + radius) - max(0, y - radius) + 1));
    const row = dst + <usize>y * pitch;
    for (let i: usize = 0; i < pitch; i += 16) {
      const low = f32x4.demote_f64x2_zero(f64x2.mul(v128.load(sums + (i << 1)), share));
      const high = f32x4.demote_f64x2_zero(f64x2.mul(v128.load(sums + (i << 1), 16), share));
      v128.store(row + i, v128.shuffle<i64>(low, high, 0, 2));
    }
  }
}

function meanAlong(dst: usize, src: usize, n: i32, radius: i32): void {
  let sum: f64 = 0;
  for (let x = 0; x < min(radius, n); x++) sum += <f64>load<f32>(src + (<usize>x << 2));
  for (let x = 0; x < n; x++) {
    if (x + radius < n) sum += <f64>load<f32>(src + (<usize>(x + radius) << 2));
    if (x - radius - 1 >= 0) sum -= <f64>load<f32>(src + (<usize>(x - radius - 1) << 2));
    store<f32>(dst + (<usize>x << 2), <f32>(sum / <f64>(min(n - 1, x + radius) - max(0, x - radius) + 1)));
  }
}

// @ts-ignore: decorator
@inline
function add(sums: usize, row: usize, pitch: usize, sign: f64): void {
  const factor = f64x2.splat(sign);
  for (let i: usize = 0; i < pitch; i += 16) {
    const v = v128.load(row + i);
    const at = sums + (i << 1);
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(f64x2.promote_low_f32x4(v), factor)));
    v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<i64>(v, v, 1, 0)), factor)), 16);
  }
}
