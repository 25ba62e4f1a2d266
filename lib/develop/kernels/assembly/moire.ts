// Moiré: rainbow bands over fine patterns. Where luma is busy, colour gives way to the mean colour of the busy surroundings.
//
//   busy = smooth(mean |∇²Y|);   low = Σ w·busy·U / Σ w·busy;   U ← U + k·busy·hold(|U − low|)·(low − U)
//
// hold spares colours that differ from their surroundings more than moiré does: a pattern's own.

import { clampx4, mulAdd, splat } from './math';
import { smooth } from './weights';

/** |Y − mean of the four neighbours `distance` px away| of one row. */
export function activityRow(dst: usize, y: usize, pitch: usize, distance: i32, n: i32): void {
  const along = <usize>distance << 2, across = <usize>distance * pitch;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const p = y + i;
    const around = f32x4.add(f32x4.add(v128.load(p - along), v128.load(p + along)), f32x4.add(v128.load(p - across), v128.load(p + across)));
    v128.store(dst + i, f32x4.abs(f32x4.sub(v128.load(p), f32x4.mul(around, splat(0.25)))));
  }
}

/** 0 where activity is below `from`, 1 above `to`, in place. */
export function busyRow(row: usize, from: f32, to: f32, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(row + i, smooth(v128.load(row + i), from, to));
}

/** dst = a / (b + ε): 0 where both are. */
export function quotientRow(dst: usize, a: usize, b: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(dst + i, f32x4.div(v128.load(a + i), f32x4.add(v128.load(b + i), splat(1e-6))));
}

/** Moves U and V of a row towards lowU and lowV. `amounts`: a row, held to 0…1. */
export function demoireRow(u: usize, v: usize, lowU: usize, lowV: usize, busy: usize, amounts: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const U = v128.load(u + i), V = v128.load(v + i);
    const dU = f32x4.sub(v128.load(lowU + i), U), dV = f32x4.sub(v128.load(lowV + i), V);
    const away = f32x4.sqrt(mulAdd(dU, dU, f32x4.mul(dV, dV)));
    const k = f32x4.mul(f32x4.mul(clampx4(v128.load(amounts + i), 0, 1), clampx4(v128.load(busy + i), 0, 1)), smooth(away, 0.22, 0.08));
    v128.store(u + i, mulAdd(dU, k, U));
    v128.store(v + i, mulAdd(dV, k, V));
  }
}
