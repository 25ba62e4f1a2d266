import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REC2020_FROM_XYZ, identityMatrix, times, type Matrix, type Vector } from '../pipeline/primaries';
import type { CameraColour } from '../types';
import { asShot, balancedToRec2020, chromaticityOf, lightOfGrey, rebalance, whitePointOf } from '.';

/** CIE 15: illuminants A, D50, D65. */
const LIGHTS = [['A', 2856, [0.44757, 0.40745]], ['D50', 5003, [0.34567, 0.3585]], ['D65', 6504, [0.31271, 0.32902]]] as const;

const xyz = ([x, y]: readonly [number, number]): Vector => [x / y, 1, (1 - x - y) / y];
const close = (a: readonly number[], b: readonly number[], digits = 6) => a.forEach((v, k) => expect(v).toBeCloseTo(b[k] ?? NaN, digits));

/** Nikon D2H as LibRaw has it, and a second matrix for warm light. */
const D65_MATRIX: Matrix = [0.5733, -0.0911, -0.0629, -0.7967, 1.5987, 0.2055, -0.305, 0.4013, 0.7048];
const A_MATRIX: Matrix = [0.65, -0.12, -0.05, -0.72, 1.52, 0.21, -0.27, 0.39, 0.62];
const neutralUnder = (matrix: Matrix, light: readonly [number, number]): Vector => {
  const [r, g, b] = times(matrix, xyz(light));
  const most = Math.max(r, g, b);
  return [r / most, g / most, b / most];
};
const one = (light: readonly [number, number]): CameraColour => ({ matrices: [{ kelvin: 6504, fromXyz: D65_MATRIX }], neutral: neutralUnder(D65_MATRIX, light) });

describe('Kelvin and tint', () => {
  it.each(LIGHTS)('of illuminant %s are its published temperature', (_, kelvin, light) => {
    expect(Math.abs(whitePointOf(light).temperature - kelvin)).toBeLessThan(kelvin * 0.004);
  });
  it('daylight lies on the green side of the Planckian locus by some 9 to 10 tints', () => {
    expect(whitePointOf([0.31271, 0.32902]).tint).toBeCloseTo(9.7, 0);
  });
  it('lead to a chromaticity and back', () => {
    fc.assert(fc.property(fc.double({ min: 2000, max: 50000, noNaN: true }), fc.double({ min: -150, max: 150, noNaN: true }), (temperature, tint) => {
      const back = whitePointOf(chromaticityOf({ temperature, tint }));
      expect(Math.abs(1e6 / back.temperature - 1e6 / temperature)).toBeLessThan(0.6);
      expect(Math.abs(back.tint - tint)).toBeLessThan(0.6);
    }));
  });
});

describe('a camera', () => {
  it('says under which light a colour would be grey', () => {
    const camera = one([0.3127, 0.329]);
    const white = asShot(camera);
    const same = lightOfGrey(camera, [1, 1, 1]);
    expect(Math.abs(same.temperature / white.temperature - 1)).toBeLessThan(0.001);
    // Balanced for the light found, the colour is grey.
    for (const colour of [[1.2, 1, 0.7], [0.85, 1, 1.25], [1.05, 1, 0.95]] as const) {
      const [r, g, b] = times(rebalance(camera, lightOfGrey(camera, colour)), colour);
      expect(Math.max(r, g, b) / Math.min(r, g, b)).toBeLessThan(1.02);
    }
  });

  it('knows the light it was balanced for', () => {
    for (const [, kelvin, light] of LIGHTS) expect(Math.abs(asShot(one(light)).temperature / kelvin - 1)).toBeLessThan(0.005);
  });
  it('mixes two matrices by the temperature of the light, found by iteration', () => {
    const camera: CameraColour = { matrices: [{ kelvin: 2850, fromXyz: A_MATRIX }, { kelvin: 6500, fromXyz: D65_MATRIX }], neutral: neutralUnder(A_MATRIX, [0.44757, 0.40745]) };
    expect(Math.abs(asShot(camera).temperature - 2856)).toBeLessThan(15);
    const middle = camera.matrices[0]!.fromXyz.map((v, k) => (v + D65_MATRIX[k]!) / 2) as unknown as Matrix;
    const kelvin = 2 / (1 / 2850 + 1 / 6500);
    const light = chromaticityOf({ temperature: kelvin, tint: 5 });
    const found = asShot({ ...camera, neutral: neutralUnder(middle, light) });
    expect(Math.abs(found.temperature - kelvin)).toBeLessThan(5);
    expect(found.tint).toBeCloseTo(5, 0);
  });
  it('gives exact colours under D65: what it saw of an XYZ becomes that XYZ in Rec.2020', () => {
    const camera = one([0.3127, 0.329]);
    const m = balancedToRec2020(camera);
    for (const colour of [[0.2, 0.3, 0.1], [0.05, 0.04, 0.3], [0.4, 0.42, 0.45]] as const) {
      const seen = times(D65_MATRIX, colour).map((v, k) => v / camera.neutral[k]! / Math.max(...times(D65_MATRIX, xyz([0.3127, 0.329])))) as unknown as Vector;
      close(times(m, seen), times(REC2020_FROM_XYZ, colour), 4);
    }
  });
  it('keeps neutrals neutral in any light, with a forward matrix too', () => {
    // Its rows sum to D50's white, as DNG demands.
    const forward: Matrix = [0.7, 0.2, 0.0643, 0.3, 0.8, -0.1, 0, -0.15, 0.9752];
    for (const [, , light] of LIGHTS) {
      close(times(balancedToRec2020(one(light)), [1, 1, 1]), [1, 1, 1]);
      const plain = one(light);
      close(times(balancedToRec2020({ ...plain, matrices: [{ kelvin: 6504, fromXyz: D65_MATRIX, forward }] }), [1, 1, 1]), [1, 1, 1]);
    }
  });
});

describe('rebalancing', () => {
  const camera = one([0.34567, 0.3585]);
  it('to the photo\'s own light changes nothing', () => {
    close(rebalance(camera, asShot(camera)), identityMatrix, 3);
  });
  it('makes neutral what was neutral in the light asked for', () => {
    const light = chromaticityOf({ temperature: 3200, tint: 12 });
    const grey = times(balancedToRec2020(camera), neutralUnder(D65_MATRIX, light).map((v, k) => v / camera.neutral[k]!) as unknown as Vector);
    const [r, g, b] = times(rebalance(camera, { temperature: 3200, tint: 12 }), grey);
    close([r / g, b / g], [1, 1], 4);
  });
  it('gives what the right balance would have given at once, up to brightness', () => {
    const light = [0.44757, 0.40745] as const;
    const right: CameraColour = { ...camera, neutral: neutralUnder(D65_MATRIX, light) };
    const change = rebalance(camera, asShot(right));
    for (const seen of [[0.5, 0.4, 0.1], [0.1, 0.4, 0.3], [0.3, 0.3, 0.3]] as const) {
      const balanced = (by: Vector) => seen.map((v, k) => v / by[k]!) as unknown as Vector;
      const wrong = times(change, times(balancedToRec2020(camera), balanced(camera.neutral)));
      const wanted = times(balancedToRec2020(right), balanced(right.neutral));
      const scale = wrong[1] / wanted[1];
      close(wrong.map((v) => v / scale), wanted, 3);
    }
  });
  it('warms with Kelvin, turns magenta with tint, and keeps the luminance of what was neutral', () => {
    const grey = (temperature: number, tint: number) => times(rebalance(camera, { temperature, tint }), [1, 1, 1]);
    const [r, , b] = grey(7000, asShot(camera).tint), [r2, , b2] = grey(4000, asShot(camera).tint);
    expect(r / b).toBeGreaterThan(1.15);
    expect(r2 / b2).toBeLessThan(0.87);
    const [mr, mg, mb] = grey(5003, 60);
    expect(mr + mb).toBeGreaterThan(2 * mg * 1.05);
    for (const [temperature, tint] of [[2000, -150], [2000, 150], [50000, -150], [50000, 150], [5000, 0]] as const) {
      const [x, y, z] = grey(temperature, tint);
      expect([x, y, z].every(Number.isFinite)).toBe(true);
      expect(0.2627 * x + 0.678 * y + 0.0593 * z).toBeCloseTo(1, 6);
    }
  });
});
