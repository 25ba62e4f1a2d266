import { CURVE_CELLS } from '../../kernels/assembly/colour-layout';
import type { CurvePoint } from '../../types';

/** A curve as CURVE_CELLS + 1 values in 0…1 over equal steps of 0…1. */
export type CurveTable = Float32Array;

export type Curve = (x: number) => number;

/** The one curve that is known to change nothing without sampling it. */
const STRAIGHT: Curve = (x) => x;

const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));
const smoothstep = (t: number) => t * t * (3 - 2 * t);

/**
 * A smooth curve through points in 0..255 (as files hold them), over 0…1. It passes exactly through every point, never leaves the range between
 * two neighbours (so monotone points give a monotone curve), and is flat before the first and after the last point.
 * M. Steffen, "A simple method for monotonic interpolation in one dimension", A&A 239 (1990).
 */
export function pointCurve(points: readonly CurvePoint[]): Curve {
  if (isStraight(points)) return STRAIGHT;
  const xs = points.map(([x]) => clamp(x, 0, 255) / 255);
  const ys = points.map(([, y]) => clamp(y, 0, 255) / 255);
  const x = (i: number) => xs[i] ?? 0;
  const y = (i: number) => ys[i] ?? 0;
  const last = xs.length - 1;
  if (last < 1) return (value) => (last < 0 ? value : y(0));
  const width = (i: number) => x(i + 1) - x(i);
  const slope = (i: number) => (y(i + 1) - y(i)) / width(i);
  const tangents = xs.map((_, i) => {
    if (i === 0) return last === 1 ? slope(0) : endTangent(slope(0), slope(1), width(0), width(1));
    if (i === last) return last === 1 ? slope(0) : endTangent(slope(last - 1), slope(last - 2), width(last - 1), width(last - 2));
    const [before, after] = [slope(i - 1), slope(i)];
    if (before * after <= 0) return 0;
    const parabola = (before * width(i) + after * width(i - 1)) / (width(i - 1) + width(i));
    return Math.sign(before) * Math.min(2 * Math.abs(before), 2 * Math.abs(after), Math.abs(parabola));
  });
  // Made out for each stretch once: a table takes thousands of values.
  const stretches = xs.slice(0, last).map((from, i) => ({ from, to: x(i + 1), h: width(i), at: y(i), rise: y(i + 1) - y(i), m0: (tangents[i] ?? 0) * width(i), m1: (tangents[i + 1] ?? 0) * width(i) }));
  const [first, end, before, after] = [x(0), x(last), y(0), y(last)];
  return (value) => {
    if (value <= first) return before;
    if (value >= end) return after;
    for (const { from, to, h, at, rise, m0, m1 } of stretches) {
      if (value > to) continue;
      const t = (value - from) / h;
      return at + t * (m0 + t * (3 * rise - 2 * m0 - m1 + t * (m0 + m1 - 2 * rise)));
    }
    return after;
  };
}

/** From corner to corner with all points on the diagonal. */
function isStraight(points: readonly CurvePoint[]): boolean {
  return points[0]?.[0] === 0 && points.at(-1)?.[0] === 255 && points.every(([x, y]) => x === y);
}

/** Steffen's one-sided tangent: the parabola's, held to twice the first slope and to its sign. */
function endTangent(near: number, far: number, nearWidth: number, farWidth: number): number {
  const parabola = near + (nearWidth * (near - far)) / (nearWidth + farWidth);
  if (parabola * near <= 0) return 0;
  return Math.abs(parabola) > 2 * Math.abs(near) ? 2 * near : parabola;
}

export type ParametricCurve = {
  /** −100…100 */
  readonly shadows: number;
  readonly darks: number;
  readonly lights: number;
  readonly highlights: number;
  /** Percent of the tone axis where the regions meet. */
  readonly splits: readonly [shadow: number, midtone: number, highlight: number];
};

/** How far a slider at 100 moves the top of its bump, as a share of the bump's narrower side. Below 2/3 the curve cannot turn down. */
const BUMP_HEIGHT = { end: 0.48, middle: 0.3 } as const;
/** Where in an end region (0 at its outer end) its bump peaks. */
const END_PEAK = 0.6;

/**
 * The parametric curve: one smooth bump per region, applied one after another. Each is monotone at ±100 (smoothstep's steepest slope is 1.5
 * over its width), so any combination of sliders and splits is.
 */
export function parametricCurve({ shadows, darks, lights, highlights, splits }: ParametricCurve): Curve {
  // Splits that cross are pushed apart rather than trusted.
  const s1 = clamp(splits[0] / 100, 0.02, 0.94);
  const s2 = clamp(splits[1] / 100, s1 + 0.02, 0.96);
  const s3 = clamp(splits[2] / 100, s2 + 0.02, 0.98);
  const bump = (amount: number, from: number, peak: number, to: number, share: number): Curve => {
    if (amount === 0) return STRAIGHT;
    const height = (amount / 100) * share * Math.min(peak - from, to - peak);
    return (x) => {
      if (x <= from || x >= to) return x;
      return x + height * smoothstep(x < peak ? (x - from) / (peak - from) : (to - x) / (to - peak));
    };
  };
  const regions = [
    bump(shadows, 0, s1 * END_PEAK, s2, BUMP_HEIGHT.end),
    bump(darks, 0, (s1 + s2) / 2, s3, BUMP_HEIGHT.middle),
    bump(lights, s1, (s2 + s3) / 2, 1, BUMP_HEIGHT.middle),
    bump(highlights, s2, 1 - (1 - s3) * END_PEAK, 1, BUMP_HEIGHT.end),
  ];
  return regions.every((region) => region === STRAIGHT) ? STRAIGHT : (x) => regions.reduce((value, region) => region(value), x);
}

/** A share of a curve (beyond 1: more than it), kept within 0…1. */
export const blendedCurve = (curve: Curve, amount: number): Curve => (curve === STRAIGHT || amount === 1 ? curve : (x) => clamp(x + amount * (curve(x) - x), 0, 1));

/** Samples curves applied one after another; undefined when they change nothing. */
export function curveTable(...curves: readonly Curve[]): CurveTable | undefined {
  if (curves.every((curve) => curve === STRAIGHT)) return undefined;
  const table = Float32Array.from({ length: CURVE_CELLS + 1 }, (_, i) => curves.reduce((value, curve) => curve(value), i / CURVE_CELLS));
  return table.some((value, i) => Math.abs(value - i / CURVE_CELLS) > 1e-6) ? table : undefined;
}
