import { beforeAll, describe, expect, it } from 'vitest';
import type { DevelopSettings } from '../../types';
import { anyColours, at, chroma, type ColourBench, decode, deltaE, fromOklab, type Lab, lch, oklab, openColourBench, type Rgb } from './testing';

let bench: ColourBench;
beforeAll(async () => {
  bench = await openColourBench();
});

/** Björn Ottosson's adaptive L₀ (2021), α = 0.4. */
function greyOf([L, a, b]: Lab): number {
  const d = L - 0.5, e = 0.5 + Math.abs(d) + 0.4 * Math.hypot(a, b);
  return 0.5 * (1 + Math.sign(d) * (e - Math.sqrt(Math.max(0, e * e - 2 * Math.abs(d)))));
}

/** Where the line from a colour's grey to the colour leaves the cube, walked in steps of 1/4000; the kernel's slack for the hollow below blue. */
function edge(lab: Lab): Rgb {
  const grey = greyOf(lab);
  const along = (k: number): Rgb => fromOklab([grey + (lab[0] - grey) * k, lab[1] * k, lab[2] * k]);
  const lowest = Math.max(-0.001, -0.008 * grey ** 3 - 1e-6);
  const fits = (rgb: Rgb) => rgb.every((value) => decode(value) >= lowest && decode(value) <= 1.00001);
  let k = 0;
  while (k < 1 && fits(along(k + 1 / 4000))) k += 1 / 4000;
  return along(k).map((value) => Math.min(1, Math.max(0, value))) as unknown as Rgb;
}

const outside = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9].flatMap((L) => Array.from({ length: 72 }, (_, i) => lch(L, 0.36, 5 * i)));

describe('gamut compression', () => {
  it('brings colours outside to the edge of the cube on the straight line to their grey', () => {
    const errors = bench.evaluate(outside.map(fromOklab), {}).map((colour, i) => deltaE(colour, edge(at(outside, i)))).toSorted((a, b) => a - b);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.03);
    expect(at(errors, Math.floor(errors.length * 0.99))).toBeLessThan(0.2);
    expect(at(errors, -1)).toBeLessThan(0.6);
  });

  it('keeps the order of chroma of colours that a strong edit drives out', () => {
    for (let h = 0; h < 360; h += 15) {
      const ray = Array.from({ length: 60 }, (_, i) => fromOklab(lch(0.6, 0.02 + (0.2 * i) / 60, h))).filter((rgb) => rgb.every((value) => value >= 0 && value <= 1));
      const after = bench.evaluate(ray, { Saturation: 100 }).map((colour) => chroma(oklab(colour)));
      after.slice(1).forEach((C, i) => expect(C, `hue ${h}`).toBeGreaterThan(at(after, i) - 2e-4));
    }
  });
});

describe('a colour’s result', () => {
  const everything: DevelopSettings = {
    Saturation: 80, Vibrance: 60, HueAdjustmentBlue: 40, LuminanceAdjustmentRed: -50, SplitToningShadowHue: 210, SplitToningShadowSaturation: 60, ColorGradeHighlightLum: -40,
    ToneCurvePV2012: [[0, 0], [64, 50], [192, 210], [255, 255]], ToneCurvePV2012Blue: [[0, 20], [255, 240]], RedHue: 40,
  };

  it.each([['colour tools', { Saturation: 80, Vibrance: 60 }], ['curves and calibration too', everything]] satisfies [string, DevelopSettings][])('does not depend on which colours come with it or before it: %s', (_, settings) => {
    const colours = [...anyColours.slice(0, 301), ...outside.map(fromOklab)];
    const other = () => bench.develop(colours.slice(0, 4), { Vibrance: 1 });
    const together = bench.develop(colours, settings);
    other();
    expect(bench.develop(colours.toReversed(), settings).toReversed()).toEqual(together);
    other();
    expect(colours.map((colour) => at(bench.develop([colour], settings), 0))).toEqual(together);
    const exact = bench.evaluate(colours, settings);
    expect(colours.map((colour) => at(bench.evaluate([colour], settings), 0))).toEqual(exact);
  });
});
