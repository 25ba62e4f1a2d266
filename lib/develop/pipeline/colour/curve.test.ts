import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../types';
import { curveTable, parametricCurve, pointCurve } from './curve';

const STEPS = 2000;
const ramp = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);
const never = { shadows: 0, darks: 0, lights: 0, highlights: 0, splits: [25, 50, 75] } as const;

function rises(curve: (x: number) => number): boolean {
  return ramp.every((x, i) => i === 0 || curve(x) >= curve(ramp[i - 1] ?? 0) - 1e-12);
}

describe('point curve', () => {
  const curves: readonly (readonly CurvePoint[])[] = [
    [[0, 0], [255, 255]],
    [[0, 0], [32, 16], [64, 50], [128, 128], [192, 202], [255, 255]],
    [[10, 40], [20, 41], [21, 120], [200, 121], [240, 255]],
    [[0, 255], [128, 20], [255, 0]],
    [[0, 0], [60, 200], [120, 40], [255, 255]],
  ];

  it('passes exactly through its points', () => {
    for (const points of curves) for (const [x, y] of points) expect(pointCurve(points)(x / 255)).toBeCloseTo(y / 255, 12);
  });

  it('never leaves the range between two neighbours', () => {
    for (const points of curves) {
      const curve = pointCurve(points);
      points.slice(1).forEach(([x1, y1], i) => {
        const [x0, y0] = points[i] ?? [0, 0];
        for (let t = 0; t <= 1; t += 0.01) {
          const y = curve((x0 + (x1 - x0) * t) / 255) * 255;
          expect(y).toBeGreaterThanOrEqual(Math.min(y0, y1) - 1e-9);
          expect(y).toBeLessThanOrEqual(Math.max(y0, y1) + 1e-9);
        }
      });
    }
  });

  it('is flat outside its points', () => {
    const curve = pointCurve([[20, 30], [200, 220]]);
    expect([curve(0), curve(1)]).toEqual([30 / 255, 220 / 255]);
  });

  it('samples to nothing when it is straight', () => {
    expect(curveTable(pointCurve([[0, 0], [255, 255]]))).toBeUndefined();
    expect(curveTable(pointCurve([[0, 0], [100, 100], [255, 255]]))).toBeUndefined();
    expect(curveTable(pointCurve([[0, 0], [100, 101], [255, 255]]))).toBeDefined();
  });
});

describe('parametric curve', () => {
  it('is monotone for every combination of ±100 and of splits', () => {
    const ends = [-100, 0, 100];
    for (const splits of [[25, 50, 75], [10, 20, 30], [70, 80, 90], [10, 50, 90], [45, 50, 55], [70, 20, 30]] as const) {
      for (const shadows of ends) for (const darks of ends) for (const lights of ends) for (const highlights of ends) {
        expect(rises(parametricCurve({ shadows, darks, lights, highlights, splits }))).toBe(true);
      }
    }
  });

  it('moves each region its way and keeps both ends', () => {
    const places = { shadows: 0.15, darks: 0.375, lights: 0.625, highlights: 0.85 };
    for (const [region, x] of Object.entries(places)) {
      const up = parametricCurve({ ...never, [region]: 100 });
      const half = parametricCurve({ ...never, [region]: 50 });
      const down = parametricCurve({ ...never, [region]: -100 });
      expect(up(x)).toBeGreaterThan(half(x));
      expect(half(x)).toBeGreaterThan(x + 0.02);
      expect(down(x)).toBeLessThan(x - 0.04);
      expect([up(0), up(1), down(0), down(1)]).toEqual([0, 1, 0, 1]);
    }
  });
});
