import { describe, expect, it } from 'vitest';
import { chart, scene, sinusoid, step } from '../testing/charts';
import { decode, develop, luma, mean, photoFolder, readPhoto, shrink } from '../testing/harness';
import type { DevelopSettings, Pixels } from '../types';

type Measure = (out: Pixels, source: Pixels) => number;

const lumaOf = (where: (y: number) => boolean): Measure => (out, source) => {
  let sum = 0, count = 0;
  for (let i = 0; i < source.data.length; i += 3) {
    const y = luma([source.data[i]! / 65535, source.data[i + 1]! / 65535, source.data[i + 2]! / 65535]);
    if (!where(y)) continue;
    sum += luma([out.data[i]! / 65535, out.data[i + 1]! / 65535, out.data[i + 2]! / 65535]);
    count++;
  }
  return sum / count;
};
const whole = lumaOf(() => true), darks = lumaOf((y) => y < 0.25), brights = lumaOf((y) => y > 0.6);
const spread: Measure = (out, source) => brights(out, source) - darks(out, source);
/** Mean difference between neighbours: fine contrast. */
const fine: Measure = (out) => {
  let sum = 0;
  for (let y = 0; y < out.height; y++) for (let x = 1; x < out.width; x++) sum += Math.abs((out.data[(y * out.width + x) * 3 + 1] ?? 0) - (out.data[(y * out.width + x - 1) * 3 + 1] ?? 0));
  return sum;
};
const warmth: Measure = (out) => mean(out, ([r, , b]) => r - b);
const magenta: Measure = (out) => mean(out, ([r, g, b]) => r + b - 2 * g);
const corners: Measure = (out) => mean(out, luma, (x, y) => (x < 9 || x > out.width - 10) && (y < 6 || y > out.height - 7));
/** Less of the darkest channel everywhere: less veil (He, Sun & Tang). */
const clearness: Measure = (out) => -mean(out, (rgb) => Math.min(...rgb));

/** What each tool moves, and that more of it moves it further: from the lowest to the highest amount the measure rises. */
type Row = { readonly name: string; readonly amounts: readonly number[]; readonly rises: Measure; readonly always: DevelopSettings };
const row = (name: string, amounts: readonly number[], rises: Measure, always: DevelopSettings = {}): Row => ({ name, amounts, rises, always });
const TOOLS: readonly Row[] = [
  row('Exposure2012', [-5, -2, -1, -0.5, 0, 0.5, 1, 2, 5], whole),
  row('Contrast2012', [-100, -50, -10, 0, 10, 50, 100], spread),
  row('Highlights2012', [-100, -50, 0, 50, 100], brights),
  row('Shadows2012', [-100, -50, 0, 50, 100], darks),
  row('Whites2012', [-100, -50, 0, 50, 100], brights),
  row('Blacks2012', [-100, -50, 0, 50, 100], darks),
  row('Texture', [-100, -50, 0, 50, 100], fine),
  row('Clarity2012', [-100, -50, 0, 50, 100], fine),
  row('Dehaze', [-100, -50, 0, 50, 100], clearness),
  row('IncrementalTemperature', [-100, -50, 0, 50, 100], warmth),
  row('IncrementalTint', [-100, -50, 0, 50, 100], magenta),
  row('Sharpness', [0, 40, 80, 150], fine),
  row('SharpenDetail', [0, 50, 100], fine, { Sharpness: 100 }),
  row('PostCropVignetteAmount', [-100, -50, 0, 50, 100], corners),
  row('PostCropVignetteMidpoint', [0, 30, 60, 100], whole, { PostCropVignetteAmount: -80, PostCropVignetteFeather: 30 }),
  row('GrainAmount', [0, 20, 50, 100], fine),
];

const scenes: (readonly [string, () => Promise<Pixels>])[] = [
  ['a chart', async () => chart(180, 120, scene(180, 120), { depth: 16 })],
  ...(photoFolder ? ['kodim15.png', 'cc0-sunset-pier.jpg'].map((name) => [name, async () => deepen(await readPhoto(name, 300))] as const) : []),
];
const deepen = (photo: Pixels): Pixels => ({ ...photo, depth: 16, data: Uint16Array.from(photo.data, (v) => v * 257) }) as Pixels;

describe.each(scenes)('on %s', (_, open) => {
  it.each(TOOLS)('$name moves what it says, further with every amount', async ({ name, amounts, rises, always }) => {
    const photo = await open();
    const values = amounts.map((amount) => rises(develop(photo, { ...always, [name]: amount }), photo));
    for (let k = 1; k < values.length; k++) expect(values[k], `${name} ${amounts[k]} after ${amounts[k - 1]}: ${values.join(' ')}`).toBeGreaterThan(values[k - 1]!);
  });
});

describe('magnitudes', () => {
  const patch = (v: number) => chart(64, 48, () => [v, v, v], { depth: 16 });
  const stops = (v: number, settings: DevelopSettings): number => {
    const photo = patch(v);
    const out = develop(photo, settings);
    const i = (24 * 64 + 32) * 3;
    return Math.log2(decode(out.data[i]! / 65535) / decode(photo.data[i]! / 65535));
  };
  it('exposure is in stops at mid-tones and rolls off above', () => {
    expect(stops(0.4, { Exposure2012: 1 })).toBeCloseTo(1, 2);
    expect(stops(0.6, { Exposure2012: -2 })).toBeCloseTo(-2, 2);
    expect(stops(0.9, { Exposure2012: 1 })).toBeLessThan(0.5);
    expect(stops(1, { Exposure2012: 2 })).toBeCloseTo(0, 3);
  });
  it('shadows lift the darks by about two stops and leave the brights', () => {
    expect(stops(0.1, { Shadows2012: 100 })).toBeGreaterThan(1.5);
    expect(stops(0.1, { Shadows2012: 100 })).toBeLessThan(2.1);
    expect(Math.abs(stops(0.8, { Shadows2012: 100 }))).toBeLessThan(0.02);
  });
  it('highlights pull the brights and leave the darks', () => {
    expect(stops(0.85, { Highlights2012: -100 })).toBeLessThan(-0.6);
    expect(Math.abs(stops(0.25, { Highlights2012: -100 }))).toBeLessThan(0.02);
    expect(Math.abs(stops(0.8, { Exposure2012: 1.5, Highlights2012: -100 }))).toBeLessThan(0.6);
  });
  it('a neutral keeps its luminance under white balance', () => {
    for (const settings of [{ IncrementalTemperature: 80 }, { IncrementalTemperature: -80 }, { IncrementalTint: 70 }] as readonly DevelopSettings[]) {
      const out = develop(patch(0.4), settings);
      const y = mean(out, ([r, g, b]) => luma([decode(r), decode(g), decode(b)]));
      expect(y / decode(0.4)).toBeCloseTo(1, 1);
    }
  });
  it('the named lights of white balance are read where the sliders are untouched', () => {
    const photo = patch(0.5);
    expect(develop(photo, { WhiteBalance: 'Tungsten' }).data).toEqual(develop(photo, { IncrementalTemperature: -100, IncrementalTint: -5 }).data);
    expect(develop(photo, { WhiteBalance: 'Tungsten', IncrementalTemperature: 10 }).data).toEqual(develop(photo, { IncrementalTemperature: 10 }).data);
  });
});

describe('sharpening', () => {
  it('leaves flat areas alone when masked, and still sharpens edges', () => {
    const photo = chart(96, 24, (x, y) => { const v = (x < 48 ? 0.3 : 0.7) + 0.01 * Math.sin(x * 2.1 + y); return [v, v, v]; }, { depth: 16 });
    const open = develop(photo, { Sharpness: 100 }), masked = develop(photo, { Sharpness: 100, SharpenEdgeMasking: 80 });
    const flat = (p: Pixels) => mean(p, (rgb, x, y) => Math.abs(luma(rgb) - (photo.data[(y * 96 + x) * 3] ?? 0) / 65535), (x) => x > 8 && x < 40);
    const edge = (p: Pixels) => mean(p, luma, (x) => x === 48) - mean(p, luma, (x) => x === 47);
    expect(flat(masked)).toBeLessThan(flat(open) / 20);
    expect(edge(masked)).toBeGreaterThan(0.42);
  });
  it('a wider radius reaches wider ripples', () => {
    const photo = chart(128, 8, sinusoid(16, 0.5, 0.05), { depth: 16 });
    const contrast = (radius: number) => fine(develop(photo, { Sharpness: 100, SharpenRadius: radius }), photo);
    expect(contrast(3)).toBeGreaterThan(contrast(1) * 1.1);
  });
});

describe('grain', () => {
  const photo = chart(200, 150, () => [0.5, 0.5, 0.5], { depth: 16 });
  it('is the same for the same seed and another for another', () => {
    expect(develop(photo, { GrainAmount: 40, GrainSeed: 7 }).data).toEqual(develop(photo, { GrainAmount: 40, GrainSeed: 7 }).data);
    expect(develop(photo, { GrainAmount: 40, GrainSeed: 8 }).data).not.toEqual(develop(photo, { GrainAmount: 40, GrainSeed: 7 }).data);
  });
  it('keeps the mean brightness and stays with the photo under a crop', () => {
    const out = develop(photo, { GrainAmount: 60 });
    expect(mean(out, luma)).toBeCloseTo(0.5, 1.7);
    const cropped = develop(photo, { GrainAmount: 60, CropLeft: 0.25, CropTop: 0.2 });
    expect(cropped.data[0]).toBe(out.data[(30 * 200 + 50) * 3]);
  });
  it('leaves white and nearly black alone', () => {
    expect(develop(chart(64, 64, () => [1, 1, 1]), { GrainAmount: 100 }).data.every((v) => v === 255)).toBe(true);
  });
});

describe('the three vignettes', () => {
  const lamp = chart(120, 80, (x, y) => (x < 20 && y < 20 ? [1, 0.95, 0.9] : [0.5, 0.4, 0.3]), { depth: 16 });
  const corner = (settings: DevelopSettings) => mean(develop(lamp, { PostCropVignetteAmount: -80, ...settings }), luma, (x, y) => x < 12 && y < 12);
  it('differ in how they treat bright corners', () => {
    expect(corner({ PostCropVignetteStyle: 1 })).toBeGreaterThan(corner({ PostCropVignetteStyle: 2 }));
    expect(corner({ PostCropVignetteStyle: 1, PostCropVignetteHighlightContrast: 100 })).toBeGreaterThan(corner({ PostCropVignetteStyle: 1 }));
    expect(corner({ PostCropVignetteStyle: 3 })).toBeLessThan(corner({ PostCropVignetteStyle: 2 }) + 0.1);
  });
  it('leave the centre exactly as it is', () => {
    for (const style of [1, 2, 3]) for (const amount of [-100, 100]) {
      const out = develop(chart(120, 80, scene(120, 80), { depth: 16 }), { PostCropVignetteAmount: amount, PostCropVignetteStyle: style, PostCropVignetteFeather: 30 });
      const source = chart(120, 80, scene(120, 80), { depth: 16 });
      for (let x = 55; x < 65; x++) expect(Math.abs((out.data[(40 * 120 + x) * 3] ?? 0) - (source.data[(40 * 120 + x) * 3] ?? 0))).toBeLessThanOrEqual(2);
    }
  });
  it('follow the crop, not the photo', () => {
    const photo = chart(120, 80, () => [0.6, 0.6, 0.6], { depth: 16 });
    const out = develop(photo, { PostCropVignetteAmount: -60, CropRight: 0.5 });
    expect(out.data[0]).toBe(out.data[(out.width - 1) * 3]);
  });
});

describe('step edges', () => {
  it('stay steps: sharpening aside, no tool makes one side overshoot', () => {
    const photo = chart(256, 16, step(256, 0.2, 0.8), { depth: 16 });
    for (const settings of [{ Exposure2012: 1 }, { Contrast2012: 100 }, { Whites2012: 100 }, { Blacks2012: -100 }] as readonly DevelopSettings[]) {
      const out = develop(photo, settings);
      for (const side of [0, 128]) {
        const values = Array.from({ length: 128 }, (_, x) => out.data[(8 * 256 + side + x) * 3] ?? 0);
        expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(2);
      }
    }
  });
});

describe('local grain', () => {
  const photo = chart(200, 150, () => [0.5, 0.5, 0.5], { depth: 16 });
  const onLeft = (LocalGrain: number): DevelopSettings => ({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionName: 'Grain', CorrectionAmount: 1, CorrectionActive: true, LocalGrain, CorrectionMasks: [{ What: 'Mask/Gradient', MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, ZeroX: 0.55, ZeroY: 0.5, FullX: 0.45, FullY: 0.5 }] }] });
  const at16 = (p: Pixels, x: number, y: number): number => p.data[(y * p.width + x) * 3] ?? 0;
  it('adds grain where its mask covers, the same grain that the whole picture would have', () => {
    const out = develop(photo, { ...onLeft(0.6), GrainSeed: 5 }), whole = develop(photo, { GrainAmount: 60, GrainSeed: 5 }), none = develop(photo, {});
    for (let y = 0; y < 150; y += 7) {
      for (let x = 0; x < 85; x += 3) expect(Math.abs(at16(out, x, y) - at16(whole, x, y))).toBeLessThanOrEqual(1);
      for (let x = 115; x < 200; x += 3) expect(Math.abs(at16(out, x, y) - at16(none, x, y))).toBeLessThanOrEqual(1);
    }
  });
  it('takes grain away', () => {
    const out = develop(photo, { ...onLeft(-1), GrainAmount: 60, GrainSeed: 5 });
    const rough = (from: number, to: number) => mean(out, ([r]) => Math.abs(r - 0.5), (x) => x >= from && x < to);
    expect(rough(0, 85)).toBeLessThan(0.0005);
    expect(rough(115, 200)).toBeGreaterThan(0.01);
  });
});

describe('grain at other sizes', () => {
  const full = chart(480, 360, () => [0.5, 0.5, 0.5], { depth: 16 });
  const spread = (p: Pixels) => Math.sqrt(mean(p, ([, g]) => (g - 0.5) ** 2));
  it.each([1.5, 2, 3])('a picture %f times smaller shows the grain of the large one, averaged', (factor) => {
    const size = { width: 480 / factor, height: 360 / factor };
    const settings = { GrainAmount: 60, GrainSize: 40, GrainSeed: 3 };
    const large = shrink(develop(full, settings), size);
    const small = develop(full, settings, { source: shrink(full, size), full, output: size });
    expect(spread(small) / spread(large)).toBeGreaterThan(0.75);
    expect(spread(small) / spread(large)).toBeLessThan(1.35);
    const together = mean(small, ([, g], x, y) => (g - 0.5) * ((large.data[(y * large.width + x) * 3 + 1] ?? 0) / 65535 - 0.5));
    expect(together / spread(small) / spread(large)).toBeGreaterThan(0.7);
  });
});
