import { beforeAll, describe, expect, it } from 'vitest';
import type { DevelopSettings } from '../../types';
import { between } from '../primaries';
import { anyColours, at, chroma, type ColourBench, decode, deltaE, encode, greys, hue, oklab, openColourBench, type Rgb, turn } from './testing';

let bench: ColourBench;
beforeAll(async () => {
  bench = await openColourBench();
});

const one = (rgb: Rgb, settings: DevelopSettings) => oklab(at(bench.evaluate([rgb], settings), 0));
const rises = (values: readonly number[]) => values.slice(1).every((value, i) => value > at(values, i));
const AMOUNTS = [-100, -50, 0, 50, 100];
const SOFT: Readonly<Record<string, Rgb>> = { Red: [0.6, 0.3, 0.3], Green: [0.3, 0.6, 0.3], Blue: [0.3, 0.3, 0.6] };

describe('calibration', () => {
  it('turns each primary toward yellow, cyan and magenta, and strengthens it', () => {
    for (const [name, colour] of Object.entries(SOFT)) {
      const from = hue(oklab(colour));
      expect(rises(AMOUNTS.map((amount) => turn(from, hue(one(colour, { [`${name}Hue`]: amount }))))), `${name} hue`).toBe(true);
      expect(rises(AMOUNTS.map((amount) => chroma(one(colour, { [`${name}Saturation`]: amount })))), `${name} saturation`).toBe(true);
    }
  });

  it('moves every colour that the primary is part of, skin by red as much as sky by blue', () => {
    expect(deltaE([0.85, 0.65, 0.55], at(bench.evaluate([[0.85, 0.65, 0.55]], { RedHue: 60 }), 0))).toBeGreaterThan(1);
    expect(deltaE([0.45, 0.6, 0.85], at(bench.evaluate([[0.45, 0.6, 0.85]], { BlueSaturation: 60 }), 0))).toBeGreaterThan(2);
  });

  it('keeps greys grey, whatever the primaries', () => {
    const settings = { RedHue: 100, RedSaturation: -100, GreenHue: -100, GreenSaturation: 100, BlueHue: 100, BlueSaturation: 100 };
    for (const space of ['srgb', 'display-p3'] as const) bench.develop(greys, settings, space).forEach((colour, i) => { for (const value of colour) expect(Math.abs(value - i / 255)).toBeLessThan(0.1 / 255); });
  });

  it('is the same change in sRGB and Display P3', () => {
    const m = between('srgb', 'display-p3');
    const toP3 = (rgb: Rgb): Rgb => { const [r, g, b] = rgb.map(decode) as unknown as Rgb; return [0, 3, 6].map((row) => encode(m[row as 0] * r + m[(row + 1) as 1] * g + m[(row + 2) as 2] * b)) as unknown as Rgb; };
    const settings = { BlueSaturation: 60, RedHue: 50 };
    const colour: Rgb = [0.5, 0.45, 0.4];
    const [here, there] = [at(bench.evaluate([colour], settings), 0), at(bench.evaluate([toP3(colour)], settings, 'display-p3'), 0)];
    expect(deltaE(here, colour)).toBeGreaterThan(1);
    toP3(here).forEach((value, i) => expect(value).toBeCloseTo(at(there, i), 3));
  });

  it('tints the shadows only, and neither black nor light tones', () => {
    const [dark, light] = [[0.15, 0.15, 0.15], [0.75, 0.75, 0.75]] as const satisfies readonly Rgb[];
    const magenta = (rgb: Rgb, amount: number) => one(rgb, { ShadowTint: amount })[1];
    expect(rises(AMOUNTS.map((amount) => magenta(dark, amount)))).toBe(true);
    expect(magenta(dark, 100)).toBeGreaterThan(0.02);
    expect(Math.abs(magenta(light, 100))).toBeLessThan(0.002);
    expect(at(bench.develop([[0, 0, 0]], { ShadowTint: 100 }), 0)).toEqual([0, 0, 0]);
  });

  it('through the 3D LUT is what it is evaluated directly', () => {
    for (const settings of [{ RedHue: 100, GreenSaturation: 100 }, { BlueHue: -100, BlueSaturation: 100 }, { ShadowTint: -100 }] as DevelopSettings[]) {
      const exact = bench.evaluate(anyColours, settings);
      const errors = bench.develop(anyColours, settings).map((colour, i) => deltaE(colour, at(exact, i))).sort((a, b) => a - b);
      expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.15);
      expect(at(errors, Math.floor(errors.length * 0.99))).toBeLessThan(1.3);
    }
  });
});

describe('refined curve saturation', () => {
  const curve = { ToneCurvePV2012: [[0, 0], [64, 30], [128, 128], [192, 225], [255, 255]] } as DevelopSettings;
  const soft = anyColours.map((colour) => colour.map((x) => 0.25 + 0.4 * x) as unknown as Rgb);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('holds back the saturation that a contrast curve brings, by degrees, and keeps its brightness', () => {
    const at100 = bench.evaluate(soft, curve);
    const saturations = [0, 25, 50, 75, 100].map((amount) => mean(bench.evaluate(soft, { ...curve, CurveRefineSaturation: amount }).map((colour) => chroma(oklab(colour)))));
    expect(rises(saturations)).toBe(true);
    const before = mean(soft.map((colour) => chroma(oklab(colour))));
    expect(Math.abs(at(saturations, 0) - before)).toBeLessThan(0.35 * (at(saturations, 4) - before));
    const lightness = (colours: readonly Rgb[]) => mean(colours.map((colour) => oklab(colour)[0]));
    expect(Math.abs(lightness(bench.evaluate(soft, { ...curve, CurveRefineSaturation: 0 })) - lightness(at100))).toBeLessThan(0.02);
  });

  it('does not touch greys, and does nothing without a curve', () => {
    const [plain, refined] = [curve, { ...curve, CurveRefineSaturation: 0 }].map((settings) => bench.evaluate(greys, settings)) as [Rgb[], Rgb[]];
    plain.forEach((colour, i) => expect(deltaE(colour, at(refined, i))).toBeLessThan(0.02));
    expect(bench.develop(anyColours, { CurveRefineSaturation: 0 })).toEqual(bench.develop(anyColours, {}));
  });

  it('works in a local correction', () => {
    const { ToneCurvePV2012: MainCurve } = curve as { ToneCurvePV2012: readonly (readonly [number, number])[] };
    const [plain, refined] = [100, 0].map((LocalCurveRefineSaturation) => mean(bench.local(soft, { MainCurve, LocalCurveRefineSaturation }).map((colour) => chroma(oklab(colour))))) as [number, number];
    expect(refined).toBeLessThan(0.95 * plain);
  });
});
