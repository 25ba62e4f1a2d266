// The primal-dual iteration of Chambolle & Pock (2011) for min over u in 0…1 of Σ limit·|∇u| + Σ cost·u:
//   p ← (p + σ·∇ū) held to |p| ≤ limit;   u⁺ ← clamp(u + σ·(div p − cost));   ū ← 2·u⁺ − u;   σ = 1/√8.

import { mulAdd, splat } from '../../../develop/kernels/assembly/math';

// @ts-ignore: decorator
@inline const STEP: f32 = 0.35355339059327373;
// @ts-ignore: decorator
@inline const TINY: f32 = 1e-20;

/**
 * All planes have rows of `pitch` floats, a multiple of 4 and more than `width`, whose surplus has a limit of 0; `lead`, `px` and `py` have a row to
 * spare at the end, and `px`, `py` one before the start. Those start as 0, `lead` as `u`. The result is in `u`.
 */
export function minimalCut(u: usize, lead: usize, px: usize, py: usize, cost: usize, limit: usize, pitch: i32, width: i32, height: i32, iterations: i32): void {
  const row = <usize>pitch << 2, last = <usize>(height - 1) * row;
  const step = splat(STEP), zero = splat(0), one = splat(1), two = splat(2), tiny = splat(TINY);
  for (let n = 0; n < iterations; n++) {
    // Nothing flows over the lower and the right border: what lies beyond is what lies before it.
    memory.copy(lead + last + row, lead + last, row);
    for (let y = 0; y < height; y++) {
      const from = <usize>y * row;
      const edge = lead + from + (<usize>width << 2);
      store<f32>(edge, load<f32>(edge - 4));
      for (let i = from; i < from + row; i += 16) {
        const here = v128.load(lead + i);
        const a = mulAdd(step, f32x4.sub(v128.load(lead + i, 4), here), v128.load(px + i));
        const b = mulAdd(step, f32x4.sub(v128.load(lead + i + row), here), v128.load(py + i));
        const length = f32x4.sqrt(mulAdd(a, a, f32x4.mul(b, b)));
        const scale = f32x4.pmin(one, f32x4.div(v128.load(limit + i), f32x4.pmax(tiny, length)));
        v128.store(px + i, f32x4.mul(a, scale));
        v128.store(py + i, f32x4.mul(b, scale));
      }
      // Row y of u moves once the flows around it are known; the row below still sees its old lead.
      for (let i = from; i < from + row; i += 16) {
        const across = f32x4.sub(v128.load(px + i), v128.load(px + i - 4));
        const down = f32x4.sub(v128.load(py + i), v128.load(py + i - row));
        const before = v128.load(u + i);
        const moved = mulAdd(step, f32x4.sub(f32x4.add(across, down), v128.load(cost + i)), before);
        const after = f32x4.pmin(one, f32x4.pmax(zero, moved));
        v128.store(u + i, after);
        v128.store(lead + i, f32x4.sub(f32x4.mul(two, after), before));
      }
    }
  }
}
