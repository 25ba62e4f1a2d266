import { describe, expect, it } from 'vitest';
import { outputSize } from '../engine';
import { chart, hueWheel, noise, ramp, scene, step } from '../testing/charts';
import { meanDeltaE } from '../testing/delta-e';
import { analysisOf, at, decode, develop, luma, photoFolder, readPhoto, shrink } from '../testing/harness';
import type { DevelopSettings, Pixels } from '../types';

const RECIPE: DevelopSettings = {
  Exposure2012: 0.3, Contrast2012: 15, Highlights2012: -50, Shadows2012: 45, Whites2012: 10, Blacks2012: -12, Clarity2012: 20, Texture: 15, Dehaze: 15,
  IncrementalTemperature: 10, Vibrance: 20, Sharpness: 40, PostCropVignetteAmount: -20,
};

describe('the preview equals the downscaled full render', () => {
  const photos: (readonly [string, () => Promise<Pixels>])[] = [
    ['a chart', async () => chart(720, 480, scene(720, 480))],
    ['a noisy chart', async () => chart(720, 480, (x, y) => scene(720, 480)(x, y).slice(0, 3).map((v, c) => Math.min(1, Math.max(0, (v ?? 0) + 0.1 * (noise(x, y, c + 5) - 0.5)))) as unknown as [number, number, number])],
    ...(photoFolder ? ['kodim21.png', 'kodim04.png'].map((name) => [name, () => readPhoto(name, 768)] as const) : []),
  ];
  const recipes: readonly (readonly [string, DevelopSettings])[] = [
    ['a whole recipe', RECIPE],
    ['strong tone', { Highlights2012: -100, Shadows2012: 100, Clarity2012: 60, Dehaze: 50 }],
    ['noise reduction', { LuminanceSmoothing: 40, ColorNoiseReduction: 40 }],
    ['defringe and moiré', { DefringePurpleAmount: 10, DefringeGreenAmount: 10, MoireFilter: 60 }],
    ['grain and sharpening', { GrainAmount: 30, Sharpness: 80 }],
    ['a local correction', { MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: 0.3, LocalClarity2012: 0.4, CorrectionMasks: [{ What: 'Mask/CircularGradient', Top: 0.2, Left: 0.2, Bottom: 0.8, Right: 0.7, Feather: 50, Angle: 0, Midpoint: 50, Roundness: 0 }] }] }],
  ];
  it.each(photos.flatMap(([name, open]) => recipes.map(([recipe, settings]) => [recipe, name, settings, open] as const)))('%s on %s: mean ΔE2000 below 1', async (_, __, settings, open) => {
    const photo = await open();
    const small = { width: photo.width / 3, height: photo.height / 3 };
    const source = shrink(photo, { width: Math.floor(small.width), height: Math.floor(small.height) });
    const full = shrink(develop(photo, settings), source);
    const preview = develop(photo, settings, { source, output: source, full: photo });
    expect(meanDeltaE(full, preview)).toBeLessThan(1);
  });
});

describe('nothing bands or jumps', () => {
  const steps: readonly DevelopSettings[] = [
    { Exposure2012: 2 }, { Exposure2012: -2 }, { Contrast2012: 100 }, { Contrast2012: -100 }, { Highlights2012: -100 }, { Highlights2012: 100 }, { Shadows2012: 100 }, { Shadows2012: -100 },
    { Whites2012: 100 }, { Whites2012: -100 }, { Blacks2012: 100 }, { Blacks2012: -100 }, { Dehaze: 100 }, { Dehaze: -100 }, { Clarity2012: 100 }, RECIPE,
    { Highlights2012: -100, Shadows2012: 100, Whites2012: 40, Blacks2012: -40, Contrast2012: 30 },
  ];
  it.each(steps.map((settings) => [settings]))('a 16-bit ramp stays smooth and rising under %j', (settings) => {
    const width = 1024;
    const out = develop(chart(width, 4, ramp(width), { depth: 16 }), { ...settings, Sharpness: 0, PostCropVignetteAmount: 0 });
    const values = Array.from({ length: width }, (_, x) => (out.data[(2 * width + x) * 3] ?? 0) / 65535);
    for (let x = 1; x < width; x++) {
      expect(values[x]! - values[x - 1]!, `falls at ${x}`).toBeGreaterThan(-3e-4);
      expect(values[x]! - values[x - 1]!, `jumps at ${x}`).toBeLessThan(9 / width);
    }
  });
  it('an 8-bit ramp does not posterise: no level of the result is a wide flat stripe next to a jump', () => {
    const width = 1024;
    const out = develop(chart(width, 24, ramp(width)), { Exposure2012: 1, Shadows2012: 60 });
    // The mean of 24 dithered rows follows the true curve within half a level where the source has a level per four columns.
    for (let x = 8; x < width - 8; x++) {
      const column = (c: number) => Array.from({ length: 24 }, (_, y) => out.data[(y * width + c) * 3] ?? 0).reduce((a, b) => a + b) / 24;
      expect(Math.abs(column(x + 4) - column(x))).toBeLessThan(12);
    }
  });
  it('hues do not jump across the wheel, nor turn under exposure', () => {
    const width = 360, height = 40;
    const wheel = chart(width, height, hueWheel(width, height), { depth: 16 });
    const hueOf = ([r, g, b]: readonly [number, number, number]) => {
      const [R, G, B] = [decode(r), decode(g), decode(b)];
      return (Math.atan2(Math.sqrt(3) * (G - B), 2 * R - G - B) * 180) / Math.PI;
    };
    const edits: readonly DevelopSettings[] = [{ Exposure2012: 1.5 }, { Exposure2012: -1 }, { Shadows2012: 80, Highlights2012: -80 }, { Contrast2012: 60 }, { Dehaze: 60 }];
    for (const settings of edits) {
      const out = develop(wheel, settings);
      for (let x = 1; x < width; x++) {
        const y = 12;
        const turn = ((hueOf(at(out, x, y)) - hueOf(at(out, x - 1, y)) + 540) % 360) - 180;
        expect(Math.abs(turn), `${JSON.stringify(settings)} at ${x}`).toBeLessThan(6);
      }
    }
  });
});

describe('halos', () => {
  /**
   * The bound: two flat halves that differ by about four stops; outside three pixels of the edge no tone may leave the flat tone of its half by more
   * than this many stops within a quarter of the picture.
   */
  const BOUND = 0.2;
  const width = 768, photo = chart(width, 96, step(width, 0.18, 0.85), { depth: 16 });
  it.each([[{ Shadows2012: 100 }], [{ Highlights2012: -100 }], [{ Shadows2012: 100, Highlights2012: -100 }], [{ Clarity2012: 100 }], [{ Clarity2012: -60 }], [{ Dehaze: 100 }], [{ Texture: 100 }]])(
    `stay below ${BOUND} stops at a step edge under %j`, (settings) => {
      const out = develop(photo, settings, { analysis: analysisOf(photo) });
      const tone = (x: number) => Math.log2(Math.max(1e-4, luma(at(out, x, 48).map(decode) as unknown as [number, number, number])));
      for (const [flat, from, to] of [[8, width / 4, width / 2 - 3], [width - 9, width / 2 + 3, (width * 3) / 4]] as const) {
        for (let x = from; x < to; x++) expect(Math.abs(tone(x) - tone(flat)), `at ${x - width / 2} px from the edge`).toBeLessThan(BOUND);
      }
    });
  // Edges of a stop or two are where a base is torn between edge and detail: what is allowed grows with what the tool is to do.
  it.each([[{ Shadows2012: 70, Highlights2012: -80 }, 0.3], [{ Clarity2012: 60 }, 0.3], [{ Texture: 60 }, 0.12]] as const)('stay small at weaker edges under %j: below %f stops', (settings, bound) => {
    for (const [dark, bright] of [[0.35, 0.78], [0.5, 0.78]] as const) {
      const out = develop(chart(width, 96, step(width, dark, bright), { depth: 16 }), settings);
      const tone = (x: number) => Math.log2(luma(at(out, x, 48).map(decode) as unknown as [number, number, number]));
      for (const [flat, from, to] of [[8, width / 4, width / 2 - 3], [width - 9, width / 2 + 3, (width * 3) / 4]] as const) {
        for (let x = from; x < to; x++) expect(Math.abs(tone(x) - tone(flat)), `${dark} beside ${bright}, at ${x - width / 2} px from the edge`).toBeLessThan(bound);
      }
    }
  });
});

describe('what lies within edges', () => {
  /** Ripples of half a stop on both sides of an edge of three stops: detail such as rock and fur have. */
  const rippled = chart(768, 96, (x) => { const v = (x < 384 ? 0.25 : 0.7) * (1 + 0.12 * Math.sin(x * 0.35)); return [v, v, v]; }, { depth: 16 });
  const ripple = (pixels: Pixels): number => {
    const l = Array.from({ length: 160 }, (_, k) => Math.log2(luma(at(pixels, 120 + k, 48).map(decode) as unknown as [number, number, number])));
    const middle = l.reduce((sum, v) => sum + v, 0) / l.length;
    return Math.sqrt(l.reduce((sum, v) => sum + (v - middle) ** 2, 0) / l.length);
  };
  it('gains visibly under Clarity and Texture', () => {
    expect(ripple(develop(rippled, { Clarity2012: 60 })) / ripple(rippled)).toBeGreaterThan(1.3);
    expect(ripple(develop(rippled, { Texture: 60 })) / ripple(rippled)).toBeGreaterThan(1.2);
  });
  it('keeps nine tenths of its contrast where Shadows open it', () => {
    expect(ripple(develop(rippled, { Shadows2012: 70, Highlights2012: -80 })) / ripple(rippled)).toBeGreaterThan(0.9);
  });
});

it('a result at the size of the photo does not depend on the size of the source it is given, within ΔE 1', () => {
  const photo = chart(480, 320, scene(480, 320));
  const settings = { ...RECIPE, CropLeft: 0.1, CropAngle: 4 };
  const output = outputSize(photo, settings);
  const small = { width: Math.round(output.width / 2), height: Math.round(output.height / 2) };
  const direct = develop(photo, settings, { output: small });
  const reduced = develop(photo, settings, { source: shrink(photo, { width: 240, height: 160 }), full: photo, output: small });
  expect(meanDeltaE(direct, reduced)).toBeLessThan(1);
});
