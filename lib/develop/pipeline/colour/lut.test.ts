import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DevelopSettings } from '../../types';
import { colourStage, localColour } from './index';
import { anyColours, at, chroma, type ColourBench, correctionWith, deltaE, fromOklab, greys, hue, lch, MIXER, oklab, openColourBench, type Rgb, turn } from './testing';

let bench: ColourBench;
beforeAll(async () => {
  bench = await openColourBench();
});

const STRONG: Readonly<Record<string, DevelopSettings>> = {
  vibrance: { Vibrance: 100 },
  saturation: { Saturation: 100 },
  contrast: { ToneCurveName2012: 'Strong Contrast' },
  parametric: { ParametricShadows: -100, ParametricDarks: -100, ParametricLights: 100 },
  'channel curves': { ToneCurvePV2012Red: [[0, 0], [64, 40], [255, 255]], ToneCurvePV2012Blue: [[0, 40], [128, 100], [255, 220]] },
  hue: { HueAdjustmentRed: 100, HueAdjustmentOrange: -100, HueAdjustmentGreen: 100, HueAdjustmentBlue: -100 },
  luminance: { LuminanceAdjustmentBlue: -100, LuminanceAdjustmentOrange: 100, LuminanceAdjustmentYellow: -100 },
  'black and white': { ConvertToGrayscale: true, GrayMixerBlue: -100, GrayMixerRed: 100 },
  grading: { SplitToningShadowHue: 210, SplitToningShadowSaturation: 80, SplitToningHighlightHue: 40, SplitToningHighlightSaturation: 80, ColorGradeShadowLum: -80 },
};

describe('identity', () => {
  it('is what defaults, zero strengths and parameters without effect are', () => {
    const idle: DevelopSettings[] = [{}, { Exposure2012: 2 }, { SplitToningShadowHue: 200, SplitToningBalance: 50 }, { ToneCurvePV2012: [[0, 0], [255, 255]] }, { ToneCurveName2012: 'Linear' }, { GrayMixerRed: 50 }, { ParametricShadowSplit: 40 }];
    for (const settings of idle) expect(colourStage.isIdentity(settings)).toBe(true);
    expect(localColour.isIdentity(correctionWith({ LocalToningHue: 100, LocalExposure2012: 0.3 }))).toBe(true);
    for (const settings of Object.values(STRONG)) expect(colourStage.isIdentity(settings)).toBe(false);
  });

  it('keeps every colour inside the gamut to the last bit', () => {
    const colours = anyColours.map((colour) => colour.map(Math.fround) as unknown as Rgb);
    expect(bench.develop(colours, {})).toEqual(colours);
  });

  it('has one key for settings that it renders alike, and another for others', () => {
    expect(colourStage.key({ Vibrance: 10, Exposure2012: 1 })).toBe(colourStage.key({ Vibrance: 10 }));
    expect(colourStage.key({ Vibrance: 10 })).not.toBe(colourStage.key({ Vibrance: 11 }));
  });
});

describe('the 3D LUT', () => {
  it('agrees with direct evaluation on random colours for strong settings', () => {
    const cases = Object.entries(STRONG).flatMap(([name, settings], i) => [{ name, settings, space: i % 3 === 0 ? ('display-p3' as const) : ('srgb' as const) }]);
    for (const { name, settings, space } of cases) {
      const exact = bench.evaluate(anyColours, settings, space);
      const errors = bench.develop(anyColours, settings, space).map((colour, i) => deltaE(colour, at(exact, i))).sort((a, b) => a - b);
      const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
      expect(mean, `${name}: mean ΔE2000`).toBeLessThan(0.15);
      expect(at(errors, Math.floor(errors.length * 0.99)), `${name}: 99th percentile`).toBeLessThan(1.3);
      expect(at(errors, -1), `${name}: maximum`).toBeLessThan(6);
    }
  });

  it('keeps the grey axis grey to a quarter of an 8-bit code where no tool colours it', () => {
    const fine = Array.from({ length: 4097 }, (_, i): Rgb => [i / 4096, i / 4096, i / 4096]);
    for (const name of ['vibrance', 'saturation', 'contrast', 'parametric', 'hue', 'luminance', 'black and white']) {
      for (const [r, g, b] of bench.develop(fine, STRONG[name] ?? {})) expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(0.25 / 255);
    }
  });

  it('keeps greys exactly where only colours are moved', () => {
    for (const settings of [...MIXER.map((name) => ({ [name]: 100 })), { Vibrance: 100 }, { Saturation: -100 }, { ConvertToGrayscale: true, GrayMixerBlue: 100 }]) {
      bench.develop(greys, settings).forEach(([r], i) => expect(Math.abs(r - i / 255)).toBeLessThan(0.05 / 255));
    }
  });

  it('answers numbers in 0…1 for whatever comes in', () => {
    const odd = [-1, -0.01, 0, 0.5, 1, 1.2, 40, 1e30, -1e30, Infinity, -Infinity, NaN];
    const colours = odd.flatMap((r) => odd.flatMap((g) => odd.map((b): Rgb => [r, g, b])));
    for (const settings of [STRONG.saturation, STRONG.grading, STRONG.contrast] as const) {
      for (const colour of bench.develop(colours, settings ?? {})) for (const value of colour) expect(value >= 0 && value <= 1).toBe(true);
    }
    for (const colour of bench.fit(colours)) for (const value of colour) expect(value >= 0 && value <= 1).toBe(true);
  });
});

describe('any settings at all', () => {
  const amount = fc.integer({ min: -100, max: 100 });
  const share = fc.integer({ min: 0, max: 100 });
  // Rising, and not closer than a few LUT cells: steps and zigzags are not what a 3D LUT is for.
  const points = fc
    .uniqueArray(fc.tuple(fc.constantFrom(0, 40, 85, 128, 170, 215, 255), fc.integer({ min: 0, max: 255 })), { minLength: 2, maxLength: 6, selector: ([x]) => x })
    .map((list) => {
      const ys = list.map(([, y]) => y).toSorted((a, b) => a - b);
      return list.map(([x]) => x).toSorted((a, b) => a - b).map((x, i) => [x, at(ys, i)] as const);
    });
  const toned = ['Vibrance', 'Saturation', 'ParametricShadows', 'ParametricDarks', 'ParametricLights', 'ParametricHighlights', 'SplitToningBalance', 'ColorGradeShadowLum', 'ColorGradeMidtoneLum', 'ColorGradeHighlightLum', ...MIXER];
  const colouring = {
    SplitToningShadowHue: fc.integer({ min: 0, max: 360 }), SplitToningShadowSaturation: share, ColorGradeGlobalHue: fc.integer({ min: 0, max: 360 }), ColorGradeGlobalSat: share,
    ToneCurvePV2012Red: points, ToneCurvePV2012Blue: points,
  };
  const neutral = fc.record({ ...Object.fromEntries(toned.map((name) => [name, amount])), ToneCurvePV2012: points, ColorGradeBlending: share, ConvertToGrayscale: fc.boolean() }, { requiredKeys: [] });
  const some = anyColours.slice(0, 250);

  it('give colours in 0…1, near direct evaluation however wild they are', () => {
    fc.assert(
      fc.property(neutral, fc.record(colouring, { requiredKeys: [] }), (tones, colours) => {
        const settings = { ...tones, ...colours } as DevelopSettings;
        const [fast, exact] = [bench.develop(some, settings), bench.evaluate(some, settings)];
        expect(fast.flat().every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(fast.reduce((sum, colour, i) => sum + deltaE(colour, at(exact, i)), 0) / some.length).toBeLessThan(1);
      }),
      { numRuns: 30, seed: 5, endOnFailure: true },
    );
  });

  it('keep greys grey unless a tool colours them', () => {
    fc.assert(
      fc.property(neutral, (settings) => {
        for (const [r, g, b] of bench.develop(greys, settings as DevelopSettings)) expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(0.25 / 255);
      }),
      { numRuns: 30, seed: 6, endOnFailure: true },
    );
  });
});

describe('ramps', () => {
  it('stay free of steps and reversals under strong settings', () => {
    const ramp = Array.from({ length: 2049 }, (_, i): Rgb => [i / 2048, i / 2048, i / 2048]);
    for (const [name, settings] of Object.entries(STRONG)) {
      const lightness = bench.develop(ramp, settings).map((colour) => oklab(colour)[0]);
      lightness.slice(1).forEach((L, i) => {
        expect(L, `${name} at ${i}`).toBeGreaterThanOrEqual(at(lightness, i) - 1e-5);
        if (i > 40) expect(L - at(lightness, i), `${name} at ${i}`).toBeLessThan(0.003);
      });
    }
  });

  it('of a vivid colour keep their order under saturation', () => {
    for (const h of [29, 60, 110, 142, 195, 264, 300, 330]) {
      const colours = Array.from({ length: 200 }, (_, i) => fromOklab(lch(0.6, (0.11 * i) / 199, h)));
      const after = bench.develop(colours, { Saturation: 100 }).map((colour) => chroma(oklab(colour)));
      after.slice(1).forEach((C, i) => expect(C).toBeGreaterThan(at(after, i) - 1e-4));
    }
  });
});

describe('gamut', () => {
  it('pulls vivid colours in along their hue: brightened or darkened sRGB blue stays blue', () => {
    const blue = hue(oklab([0, 0, 1]));
    for (const amount of [-100, -50, 50, 100]) {
      const colour = at(bench.evaluate([[0, 0, 1]], { LuminanceAdjustmentBlue: amount }), 0);
      expect(Math.abs(turn(blue, hue(oklab(colour))))).toBeLessThan(1);
      expect(Math.abs(turn(blue, hue(oklab(at(bench.develop([[0, 0, 1]], { LuminanceAdjustmentBlue: amount }), 0)))))).toBeLessThan(3);
    }
  });

  it('never dulls the vivid colours a photo already has', () => {
    const faces: Rgb[] = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 0.5, 0], [0, 0.3, 0.8], [0.6, 0, 0.3]];
    bench.develop(faces, { Vibrance: 1 }).forEach((colour, i) => expect(deltaE(colour, at(faces, i))).toBeLessThan(0.3));
  });

  it('brings working-space colours into sRGB and Display P3 with their hue', () => {
    const primaries: Rgb[] = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0.8, 0.4], [0.9, 0.1, 0]];
    for (const space of ['srgb', 'display-p3'] as const) {
      for (const colour of bench.fit(primaries, space)) expect(Math.max(...colour) - Math.min(...colour)).toBeGreaterThan(0.3);
    }
  });
});
