// What the person parser answers: logits of six classes over squares of the photo, made into probabilities and joined over the photo.

import { exp2x4, mulAdd, splat } from '../../../develop/kernels/assembly/math';

const SIDE = 256;
// @ts-ignore: decorator
@inline const LOG2E: f32 = 1.4426950408889634;

/** n groups of six logits → n groups of six probabilities and two unused floats. */
export function softmax(dst: usize, logits: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const at = logits + i * 24, to = dst + (i << 5);
    const a = v128.load(at), b = f32x4.replace_lane(f32x4.replace_lane(v128.load64_zero(at, 16), 2, -1e30), 3, -1e30);
    const pairs = f32x4.pmax(a, b), halves = f32x4.pmax(pairs, v128.shuffle<i64>(pairs, pairs, 1, 0));
    const peak = splat(max(f32x4.extract_lane(halves, 0), f32x4.extract_lane(halves, 1)));
    const ea = exp2x4(f32x4.mul(f32x4.sub(a, peak), splat(LOG2E))), eb = exp2x4(f32x4.mul(f32x4.sub(b, peak), splat(LOG2E)));
    const sums = f32x4.add(ea, eb), both = f32x4.add(sums, v128.shuffle<i64>(sums, sums, 1, 0));
    const scale = splat(<f32>1 / (f32x4.extract_lane(both, 0) + f32x4.extract_lane(both, 1)));
    v128.store(to, f32x4.mul(ea, scale));
    v128.store(to, f32x4.mul(eb, scale), 16);
  }
}

/**
 * Joins parses over a plane: closer ones count more where they reach, and less toward their border, where the network sees little around it.
 * Each result is weighted with `reach`. Where no parse is, all is background.
 *
 * `parses`: count × 256² groups as `softmax` makes them; `boxes`: for each x, y, side in px of the planes, then its closeness (f64).
 * Planes `pitch` bytes apart: no background, hair, body, face, clothes and things held.
 */
export function join(planes: usize, pitch: usize, reach: usize, width: i32, height: i32, parses: usize, boxes: usize, count: i32): void {
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const at = <usize>(y * width + x) << 2;
    const within = load<f32>(reach + at);
    let low = splat(0), high = splat(0), total: f32 = 0;
    if (within > 0) for (let k = 0; k < count; k++) {
      const box = boxes + (<usize>k << 5);
      const left = load<f64>(box), top = load<f64>(box, 8), side = load<f64>(box, 16);
      const u = (<f64>x + 0.5 - left) / side, v = (<f64>y + 0.5 - top) / side;
      // At the photo's own border a parse sees all there is.
      const border: f64 = (x < 2 && left <= 1) || (y < 2 && top <= 1) ? 0.5 : 0;
      const edge = min(min(u, v), min(1 - u, 1 - v));
      if (u < 0 || v < 0 || u > 1 || v > 1) continue;
      const trust = max(edge <= 0 ? 0 : min(max(edge / 0.08, 0.02), 1), border);
      if (trust <= 0) continue;
      const px = min(max(u * SIDE - 0.5, 0), <f64>SIDE - 1.001), py = min(max(v * SIDE - 0.5, 0), <f64>SIDE - 1.001);
      const ix = <i32>px, iy = <i32>py;
      const fx = splat(<f32>(px - <f64>ix)), fy = splat(<f32>(py - <f64>iy));
      const group = parses + (<usize>(k * SIDE * SIDE + iy * SIDE + ix) << 5);
      const weight = <f32>(load<f64>(box, 24) * trust);
      total += weight;
      low = mulAdd(splat(weight), bilinear(group, fx, fy), low);
      high = mulAdd(splat(weight), bilinear(group + 16, fx, fy), high);
    }
    const scale = total > 0 ? within / total : 0;
    store<f32>(planes + at, total > 0 ? within - scale * f32x4.extract_lane(low, 0) : 0);
    store<f32>(planes + pitch + at, scale * f32x4.extract_lane(low, 1));
    store<f32>(planes + 2 * pitch + at, scale * f32x4.extract_lane(low, 2));
    store<f32>(planes + 3 * pitch + at, scale * f32x4.extract_lane(low, 3));
    store<f32>(planes + 4 * pitch + at, scale * (f32x4.extract_lane(high, 0) + f32x4.extract_lane(high, 1)));
  }
}

// @ts-ignore: decorator
@inline
function bilinear(at: usize, fx: v128, fy: v128): v128 {
  const top = between(v128.load(at), v128.load(at, 32), fx);
  const bottom = between(v128.load(at + (SIDE << 5)), v128.load(at + (SIDE << 5), 32), fx);
  return between(top, bottom, fy);
}

// @ts-ignore: decorator
@inline
function between(a: v128, b: v128, t: v128): v128 {
  return mulAdd(f32x4.sub(b, a), t, a);
}
