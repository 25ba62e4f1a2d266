// Brush strokes, painted once into a plane over the photo. A dab's profile is full within `hardness` of its radius and falls smoothly to its rim;
// each dab brings coverage nearer to its profile by `flow`: c ← c + flow·max(0, profile − c). Dabs lie a third of a radius apart, so that at full flow
// a stroke has the profile of its tip however densely it was recorded, and at less it builds up with every pass.

import { clampx4, mulAdd, splat } from './math';

/** One dab at (cx, cy), in cells of the plane whose rows are `pitch` floats, over the columns x0 … x1 and rows y0 … y1 (exclusive; x0 a multiple of 4). */
export function dab(plane: usize, pitch: i32, x0: i32, y0: i32, x1: i32, y1: i32, cx: f32, cy: f32, radius: f32, hardness: f32, flow: f32): void {
  // The rim is never narrower than a cell, or it would show the plane's cells as steps.
  const rim = max<f32>(1, radius * (1 - hardness));
  const outer = splat(max<f32>(radius, 0.5)), scale = splat(<f32>1.0 / rim);
  for (let y = y0; y < y1; y++) {
    const dy = <f32>y + 0.5 - cy;
    const dy2 = splat(dy * dy);
    const row = plane + (<usize>(y * pitch) << 2);
    for (let x = x0; x < x1; x += 4) {
      const at = row + (<usize>x << 2);
      const dx = f32x4.sub(f32x4.convert_i32x4_s(i32x4.add(i32x4.splat(x), i32x4(0, 1, 2, 3))), splat(cx - 0.5));
      const d = f32x4.sqrt(mulAdd(dx, dx, dy2));
      const t = clampx4(f32x4.mul(f32x4.sub(outer, d), scale), 0, 1);
      const profile = f32x4.mul(f32x4.mul(t, t), mulAdd(t, splat(-2), splat(3)));
      const c = v128.load(at);
      v128.store(at, mulAdd(f32x4.pmax(splat(0), f32x4.sub(profile, c)), splat(flow), c));
    }
  }
}
