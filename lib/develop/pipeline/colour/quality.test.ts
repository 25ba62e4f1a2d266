import { describe, expect, it } from 'vitest';
import { normalise, pointColoursPatch, samplePoint } from '../../settings';
import { chart } from '../../testing/charts';
import { at as pixelAt, develop } from '../../testing/harness';
import type { DevelopSettings } from '../../types';
import { at, chroma, fromOklab, hue, lch, oklab, type Rgb, turn } from './testing';

const n = (document: object): DevelopSettings => normalise(document).settings;
const through = (colours: readonly Rgb[], settings: DevelopSettings): readonly Rgb[] => {
  const picture = develop(chart(colours.length, 4, (x) => at(colours, x), { depth: 16 }), settings);
  return colours.map((_, x) => pixelAt(picture, x, 1));
};

describe('vivid colours', () => {
  const vivid: readonly Rgb[] = [[0.9, 0.1, 0.1], [0.9, 0.5, 0.1], [0.9, 0.85, 0.15], [0.15, 0.75, 0.2], [0.1, 0.7, 0.8], [0.15, 0.25, 0.85], [0.5, 0.15, 0.8], [0.85, 0.15, 0.6]];

  it('keep their hue when they are brightened and darkened', () => {
    for (const settings of [{ Exposure2012: 1.5 }, { Exposure2012: -2 }, { Contrast2012: 80 }, { Whites2012: 80 }, { ToneCurveName2012: 'Strong Contrast' }, { ParametricLights: 80, ParametricDarks: -60 }]) {
      through(vivid, n(settings)).forEach((colour, i) => {
        const [before, after] = [oklab(at(vivid, i)), oklab(colour)];
        if (chroma(after) < 0.05) return;
        expect(Math.abs(turn(hue(before), hue(after))), `${JSON.stringify(settings)} ${at(vivid, i).join(' ')}`).toBeLessThan(12);
      });
    }
  });
});

describe('skin', () => {
  // Light, medium and dark skin in sun and shade: within a narrow band of hue.
  const skins = [0.35, 0.5, 0.65, 0.8].flatMap((L) => [40, 50, 60].map((h) => fromOklab(lch(L, 0.045 + 0.03 * L, h))));
  const cloth = [145, 200, 255, 310].map((h) => fromOklab(lch(0.6, 0.065, h)));

  it('gains less than half of what other colours do under vibrance and keeps its hue', () => {
    const gain = (colours: readonly Rgb[]) => through(colours, n({ Vibrance: 100 })).map((colour, i) => chroma(oklab(colour)) / chroma(oklab(at(colours, i))) - 1);
    const skin = gain(skins), other = gain(cloth);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(skin)).toBeLessThan(0.45 * mean(other));
    expect(Math.max(...skin)).toBeLessThan(Math.min(...other));
    through(skins, n({ Vibrance: 100 })).forEach((colour, i) => expect(Math.abs(turn(hue(oklab(at(skins, i))), hue(oklab(colour))))).toBeLessThan(2));
  });
});

describe('a smooth sky', () => {
  const width = 1024;
  const sky = chart(width, 4, (x) => fromOklab(lch(0.5 + (0.4 * x) / width, 0.11 - (0.08 * x) / width, 250)), { depth: 16 });
  const sample = samplePoint(fromOklab(lch(0.68, 0.07, 250)));
  const cases: Readonly<Record<string, object>> = {
    'point colour': pointColoursPatch([{ ...sample, shift: [0.3, 0.8, -0.8] }]),
    'a narrow point colour': pointColoursPatch([{ ...sample, range: 0.2, shift: [0, 0.8, -0.5] }]),
    mixer: { LuminanceAdjustmentBlue: -100, SaturationAdjustmentBlue: 80 },
    calibration: { BlueSaturation: 100, BlueHue: -60 },
    saturation: { Saturation: 80, Vibrance: 80 },
    profile: { CameraProfile: 'Camera Velvia/Vivid' },
  };

  it.each(Object.entries(cases))('has no steps under %s', (_, document) => {
    const out = develop(sky, n(document));
    const lightness = Array.from({ length: width }, (__, x) => oklab(pixelAt(out, x, 1))[0]);
    // What a band looks like: a rise between neighbours out of keeping with those around it.
    const rises = lightness.slice(1).map((L, i) => L - at(lightness, i));
    const around = (i: number) => { const near = rises.slice(Math.max(0, i - 24), i + 25); return near.reduce((sum, rise) => sum + rise, 0) / near.length; };
    rises.slice(24, -24).forEach((rise, i) => expect(Math.abs(rise - around(i + 24)), `at ${i + 24}`).toBeLessThan(0.0009));
  });

  it('in 8 bits is dithered: no level is a flat strip', () => {
    const wide = chart(512, 64, (x) => fromOklab(lch(0.6 + (0.02 * x) / 512, 0.08, 250)), { depth: 16 });
    const out = develop(wide, n({ Saturation: 20 }), { depth: 8 });
    const columns = Array.from({ length: 512 }, (_, x) => new Set(Array.from({ length: 64 }, (__, y) => Math.round(pixelAt(out, x, y)[2] * 255))).size);
    expect(columns.filter((levels) => levels > 1).length).toBeGreaterThan(300);
  });
});
