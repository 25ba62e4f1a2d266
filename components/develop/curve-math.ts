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

/**
 * The curve through the points, sampled at `samples` places from 0 to 255: monotone cubic Hermite interpolation (Fritsch & Carlson 1980),
 * flat beyond the ends. For drawing; the engine has its own.
 */
export function drawCurve(points: readonly CurvePoint[], samples: number): readonly (readonly [x: number, y: number])[] {
  const slopes = tangents(points);
  return Array.from({ length: samples }, (_, i) => {
    const x = (255 * i) / (samples - 1);
    return [x, at(points, slopes, x)] as const;
  });
}

function tangents(points: readonly CurvePoint[]): readonly number[] {
  const secants = points.slice(1).map(([x, y], i) => {
    const [px, py] = points[i] ?? [0, 0];
    return (y - py) / Math.max(1e-6, x - px);
  });
  return points.map((_, i) => {
    const [left, right] = [secants[i - 1], secants[i]];
    if (left === undefined || right === undefined) return left ?? right ?? 0;
    // The harmonic mean never overshoots; opposite slopes make an extremum.
    return left * right <= 0 ? 0 : (2 * left * right) / (left + right);
  });
}

function at(points: readonly CurvePoint[], slopes: readonly number[], x: number): number {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return x;
  if (x <= first[0]) return first[1];
  if (x >= last[0]) return last[1];
  const i = points.findIndex(([px]) => px > x) - 1;
  const [p, q] = [points[i] ?? first, points[i + 1] ?? last];
  const width = q[0] - p[0];
  const t = (x - p[0]) / width;
  const [m, n] = [(slopes[i] ?? 0) * width, (slopes[i + 1] ?? 0) * width];
  const [t2, t3] = [t * t, t * t * t];
  return clamp((2 * t3 - 3 * t2 + 1) * p[1] + (t3 - 2 * t2 + t) * m + (-2 * t3 + 3 * t2) * q[1] + (t3 - t2) * n, 0, 255);
}
