import type { CurvePoint } from '@/lib/develop/types';

/** Points nearer than this in x (of 0..255) cannot both be dragged. */
const NEAREST = 4;
const MOST_POINTS = 16;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Moves one point; it stays between its neighbours, so that x keeps increasing. */
export function movePoint(points: readonly CurvePoint[], index: number, x: number, y: number): readonly CurvePoint[] {
  const low = index === 0 ? 0 : (points[index - 1]?.[0] ?? 0) + NEAREST;
  const high = index === points.length - 1 ? 255 : (points[index + 1]?.[0] ?? 255) - NEAREST;
  return points.with(index, [Math.round(clamp(x, low, Math.max(low, high))), Math.round(clamp(y, 0, 255))]);
}

/** Adds a point; `undefined` when it would crowd another or there are enough. */
export function addPoint(points: readonly CurvePoint[], x: number, y: number): { readonly points: readonly CurvePoint[]; readonly index: number } | undefined {
  const at = Math.round(clamp(x, 0, 255));
  if (points.length >= MOST_POINTS || points.some(([px]) => Math.abs(px - at) < NEAREST)) return undefined;
  const found = points.findIndex(([px]) => px > at);
  const index = found < 0 ? points.length : found;
  return { points: points.toSpliced(index, 0, [at, Math.round(clamp(y, 0, 255))]), index };
}

/** The ends of a curve cannot be removed. */
export function removePoint(points: readonly CurvePoint[], index: number): readonly CurvePoint[] {
  return index <= 0 || index >= points.length - 1 ? points : points.toSpliced(index, 1);
}

export function nearestPoint(points: readonly CurvePoint[], x: number, y: number, within: number): number {
  let best = -1;
  let distance = within;
  for (const [index, [px, py]] of points.entries()) {
    const d = Math.hypot(px - x, py - y);
    if (d <= distance) [best, distance] = [index, d];
  }
  return best;
}
