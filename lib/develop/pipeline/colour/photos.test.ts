import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DevelopSettings, EightColour } from '../../types';
import { hueWeights } from './hues';
import { at, chroma, type ColourBench, hue, NAMES, oklab, openColourBench, type Rgb, turn } from './testing';

const samples = fileURLToPath(new URL('../../../../public/samples', import.meta.url));

let bench: ColourBench;
/** The pixels of all sample photos, small. */
let pixels: readonly Rgb[];
beforeAll(async () => {
  bench = await openColourBench();
  const files = readdirSync(samples).filter((name) => /\.(jpe?g|png|webp)$/i.test(name));
  const photos = await Promise.all(files.map((name) => sharp(`${samples}/${name}`).resize(40, 40, { fit: 'inside' }).removeAlpha().toColourspace('srgb').raw().toBuffer()));
  pixels = photos.flatMap((data) => Array.from({ length: data.length / 3 }, (_, i): Rgb => [(data[3 * i] ?? 0) / 255, (data[3 * i + 1] ?? 0) / 255, (data[3 * i + 2] ?? 0) / 255]));
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const AMOUNTS = [-100, -50, -10, 0, 10, 50, 100];

/** What `measure` says of the photos at each amount of a parameter. */
const response = (parameter: string, measure: (colours: readonly Rgb[]) => number, rest: DevelopSettings = {}) =>
  AMOUNTS.map((amount) => measure(bench.develop(pixels, { ...rest, [parameter]: amount })));

const rises = (values: readonly number[]) => values.slice(1).every((value, i) => value > at(values, i));

/** How much of a colour is in each pixel of the originals. */
const share = (colour: EightColour) => pixels.map((pixel) => { const lab = oklab(pixel); return hueWeights(hue(lab))[colour] * chroma(lab); });

describe('on photos, each parameter moves what it says, monotonically', () => {
  it('has photos of every colour to look at', () => {
    expect(pixels.length).toBeGreaterThan(4000);
  });

  it('vibrance and saturation: chroma', () => {
    for (const name of ['Vibrance', 'Saturation']) expect(rises(response(name, (colours) => mean(colours.map((colour) => chroma(oklab(colour)))))), name).toBe(true);
  });

  it('curve regions and grading luminance: lightness', () => {
    for (const name of ['ParametricShadows', 'ParametricDarks', 'ParametricLights', 'ParametricHighlights', 'ColorGradeShadowLum', 'ColorGradeMidtoneLum', 'ColorGradeHighlightLum', 'ColorGradeGlobalLum']) {
      expect(rises(response(name, (colours) => mean(colours.map((colour) => oklab(colour)[0])))), name).toBe(true);
    }
  });

  it('the mixer: hue, chroma and lightness of its colour', () => {
    for (const name of NAMES) {
      const weights = share(name);
      const weighted = (value: (colour: Rgb, i: number) => number) => (colours: readonly Rgb[]) => mean(colours.map((colour, i) => at(weights, i) * value(colour, i)));
      expect(rises(response(`HueAdjustment${name}`, weighted((colour, i) => turn(hue(oklab(at(pixels, i))), hue(oklab(colour)))))), `${name} hue`).toBe(true);
      expect(rises(response(`SaturationAdjustment${name}`, weighted((colour) => chroma(oklab(colour))))), `${name} saturation`).toBe(true);
      expect(rises(response(`LuminanceAdjustment${name}`, weighted((colour) => oklab(colour)[0]))), `${name} luminance`).toBe(true);
      expect(rises(response(`GrayMixer${name}`, weighted((colour) => oklab(colour)[0]), { ConvertToGrayscale: true })), `${name} in black and white`).toBe(true);
    }
  });

  it('grading wheels: distance from the original', () => {
    for (const [hueName, name] of [['SplitToningShadowHue', 'SplitToningShadowSaturation'], ['ColorGradeMidtoneHue', 'ColorGradeMidtoneSat'], ['SplitToningHighlightHue', 'SplitToningHighlightSaturation'], ['ColorGradeGlobalHue', 'ColorGradeGlobalSat']] as const) {
      const blueness = [0, 10, 30, 60, 100].map((amount) => mean(bench.develop(pixels, { [hueName]: 240, [name]: amount }).map((colour) => -oklab(colour)[2])));
      expect(rises(blueness), name).toBe(true);
    }
  });
});
