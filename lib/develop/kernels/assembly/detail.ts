// Sharpening: what a pixel differs from its blurred surroundings, in stops, held back where that would ring and away from edges when masked.
//
//   h = l − blur(l);  detail = h / (1 + |h| / limit) · mask(|∇ blur(l)|)

import { mulAdd, splat } from './math';
import { smooth } from './weights';

/**
 * One row. `blurred` is the row of the blurred plane, `pitch` the bytes to the rows above and below it. `limit` is the overshoot in stops
 * that strong edges saturate at (SharpenDetail raises it); `threshold` the slope in stops per px below which nothing is sharpened (0: no mask).
 */
export function sharpenRow(dst: usize, l: usize, blurred: usize, pitch: usize, n: i32, limit: f32, threshold: f32): void {
  const hold = splat(<f32>1.0 / limit);
  const half = splat(0.5);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const h = f32x4.sub(v128.load(l + i), v128.load(blurred + i));
    let detail = f32x4.div(h, mulAdd(f32x4.abs(h), hold, splat(1)));
    if (threshold > 0) {
      const p = blurred + i;
      const gx = f32x4.mul(f32x4.sub(v128.load(p + 4), v128.load(p - 4)), half);
      const gy = f32x4.mul(f32x4.sub(v128.load(p + pitch), v128.load(p - pitch)), half);
      detail = f32x4.mul(detail, smooth(f32x4.sqrt(mulAdd(gx, gx, f32x4.mul(gy, gy))), threshold * 0.5, threshold * 1.5));
    }
    v128.store(dst + i, detail);
  }
}
