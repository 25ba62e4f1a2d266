import { describe, expect, it } from 'vitest';
import { DevelopError, identity, loadEngine, outputSize } from './engine';
import { chart, hueWheel, noise, ramp, scene } from './testing/charts';
import { analysisOf, develop, engine, wasmBytes } from './testing/harness';
import type { DevelopSettings } from './types';

const photo = chart(150, 97, scene(150, 97));
const EVERYTHING: DevelopSettings = {
  Exposure2012: 0.4, Contrast2012: 15, Highlights2012: -50, Shadows2012: 40, Whites2012: 10, Blacks2012: -10, Texture: 30, Clarity2012: 25, Dehaze: 20,
  Vibrance: 20, Saturation: 5, IncrementalTemperature: 12, IncrementalTint: -5, Sharpness: 60, SharpenRadius: 1.4, SharpenEdgeMasking: 30,
  PostCropVignetteAmount: -30, GrainAmount: 25, SaturationAdjustmentBlue: 20, SplitToningShadowHue: 220, SplitToningShadowSaturation: 20,
  MaskGroupBasedCorrections: [
    { What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.2, LocalSaturation: 0.3, LocalClarity2012: 0.3, LocalTemperature: -0.2, CorrectionMasks: [
      { What: 'Mask/Gradient', ZeroX: 0.5, ZeroY: 0.6, FullX: 0.5, FullY: 0.1, MaskBlendMode: 0 },
      { What: 'Mask/RangeMask', MaskBlendMode: 1, MaskInverted: true, MaskValue: 0, CorrectionRangeMask: { Type: 2, LumRange: [0.3, 0.5, 1, 1] } },
    ] },
    { What: 'Correction', CorrectionActive: true, CorrectionAmount: 0.7, LocalHue: 0.1, LocalDehaze: 0.4, LocalSharpness: -0.5, CorrectionMasks: [
      { What: 'Mask/CircularGradient', Top: 0.4, Left: 0.1, Bottom: 0.9, Right: 0.6, Angle: 20, Midpoint: 50, Feather: 60, Roundness: -30 },
      { What: 'Mask/RangeMask', MaskBlendMode: 1, MaskInverted: false, MaskValue: 0, CorrectionRangeMask: { Type: 1, ColorAmount: 0.4, PointModels: [[0.6, 0.2, 0.15, 0.3, 0.7, 0]] } },
    ] },
  ],
};

describe('settings that do nothing', () => {
  const nothing: readonly DevelopSettings[] = [
    {}, { SharpenRadius: 2.5, SharpenDetail: 80 }, { Sharpness: 0, GrainSize: 90, PostCropVignetteMidpoint: 10 }, { Exposure2012: 0, WhiteBalance: 'Daylight' },
    { ToneCurvePV2012: [[0, 0], [255, 255]] }, { CropLeft: 0, CropRight: 1, CropAngle: 0, HasCrop: false }, { SomethingUnknown: 3 },
    { MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: false, LocalExposure2012: 1, CorrectionMasks: [{ What: 'Mask/Gradient' }] }] },
  ];
  it.each([[8, false], [8, true], [16, false], [16, true]] as const)('give the input back bit for bit (%i bits, alpha %s)', (depth, alpha) => {
    const random = chart(61, 43, (x, y) => [noise(x, y, 1), noise(x, y, 2), noise(x, y, 3), noise(x, y, 4)], { depth, alpha });
    for (const settings of nothing) {
      expect(identity(settings)).toBe(true);
      expect(develop(random, settings).data).toEqual(random.data);
    }
  });
  it('are told from settings that do something', () => {
    expect(identity({ Exposure2012: 0.01 })).toBe(false);
    expect(identity({ CropLeft: 0.1 })).toBe(false);
    expect(identity({ Orientation: 6 })).toBe(false);
    expect(identity(EVERYTHING)).toBe(false);
  });
});

describe('how the work is split', () => {
  const whole = develop(photo, EVERYTHING);
  it('does not change a byte: one row at a time, odd pieces, shared memory', () => {
    expect(develop(photo, EVERYTHING, { splits: Array.from({ length: 96 }, (_, k) => k + 1) }).data).toEqual(whole.data);
    expect(develop(photo, EVERYTHING, { splits: [7, 8, 29, 64], shared: true }).data).toEqual(whole.data);
  });
  it('does not change a byte where the source holds only the rows that are read', () => {
    const heavy = { ...EVERYTHING, LuminanceSmoothing: 40, MoireFilter: 30, CropTop: 0.2, CropBottom: 0.9, HasCrop: true };
    for (const settings of [EVERYTHING, heavy, { Exposure2012: 1 }]) {
      const picture = { source: photo, full: photo, settings, analysis: analysisOf(photo), output: outputSize(photo, settings) };
      const { width, height } = picture.output;
      const reading = engine.reading({ ...picture, source: { ...photo, data: new Uint8Array() } as typeof photo });
      expect(reading).toBeDefined();
      const { first, around } = reading!;
      const target = new Uint8Array(width * height * photo.channels);
      const part = (top: number, rows: number, fewer = 0) => {
        const from = Math.max(0, top + first - around), to = Math.min(photo.height, top + rows + first + around) - fewer;
        const source = { ...photo, data: photo.data.subarray(from * photo.width * photo.channels, to * photo.width * photo.channels) } as typeof photo;
        engine.render({ ...picture, source, sourceFrom: from, region: { x: 0, y: top, width, height: rows }, target: target.subarray(top * width * photo.channels, (top + rows) * width * photo.channels), depth: 8, rows: [0, rows] });
      };
      for (let top = 0; top < height; top += 20) part(top, Math.min(20, height - top));
      expect(target).toEqual(develop(photo, settings).data);
      expect(() => part(10, 20, 1)).toThrow(/source rows/);
    }
  });
  it('needs the whole source where the picture is turned, scaled or bent', () => {
    const picture = { source: photo, full: photo, analysis: analysisOf(photo), output: photo };
    const turnedOrBent: readonly DevelopSettings[] = [{ CropAngle: 2 }, { Orientation: 6 }, { Orientation: 3 }, { LensManualDistortionAmount: 20 }];
    for (const settings of turnedOrBent) {
      expect(engine.reading({ ...picture, settings, output: outputSize(photo, settings) })).toBeUndefined();
    }
    expect(engine.reading({ ...picture, settings: EVERYTHING, output: { width: 75, height: 48 } })).toBeUndefined();
  });
  it('does not change a byte when only a region is rendered', () => {
    for (const region of [{ x: 0, y: 0, width: 40, height: 30 }, { x: 37, y: 21, width: 61, height: 55 }, { x: 149, y: 96, width: 1, height: 1 }]) {
      const part = develop(photo, EVERYTHING, { region });
      for (let y = 0; y < region.height; y++) {
        const from = ((region.y + y) * whole.width + region.x) * 3;
        expect(part.data.subarray(y * region.width * 3, (y + 1) * region.width * 3)).toEqual(whole.data.subarray(from, from + region.width * 3));
      }
    }
  });
  it.each([[{ CropAngle: 7, CropLeft: 0.1, CropRight: 0.8 }], [{ Orientation: 6 }], [{ Orientation: 3, CropTop: 0.2 }]])('does not change a byte under geometry %j', (geometry) => {
    const settings = { ...EVERYTHING, ...geometry };
    const all = develop(photo, settings);
    expect(develop(photo, settings, { splits: [1, 2, 17, 40] }).data).toEqual(all.data);
  });
  it('does not change a byte at another size', () => {
    for (const output of [{ width: 100, height: 65 }, { width: 260, height: 168 }]) {
      const all = develop(photo, EVERYTHING, { output });
      expect(develop(photo, EVERYTHING, { output, splits: [3, 31, 32] }).data).toEqual(all.data);
    }
  });
  it('does not depend on the engine or on what it rendered before', async () => {
    const other = await loadEngine(wasmBytes());
    develop(photo, { Dehaze: 80, CropAngle: 3 }, { engine: other, analysis: other.analyse(photo) });
    expect(develop(photo, EVERYTHING, { engine: other, analysis: other.analyse(photo) }).data).toEqual(whole.data);
  });
  it('takes wide pictures through several tiles', () => {
    const wide = chart(2300, 9, ramp(2300));
    const all = develop(wide, { Shadows2012: 60, Sharpness: 80 });
    expect(develop(wide, { Shadows2012: 60, Sharpness: 80 }, { splits: [4] }).data).toEqual(all.data);
  });
});

describe('bit depths', () => {
  it('agree: an 8-bit render is the 16-bit render rounded, within the dither', () => {
    const settings = { ...EVERYTHING, GrainAmount: 0 };
    const deep = develop(photo, settings, { depth: 16 });
    const shallow = develop(photo, settings);
    shallow.data.forEach((value, i) => expect(Math.abs(value - (deep.data[i] ?? 0) / 257)).toBeLessThan(0.9));
  });
  it('agree: 16-bit sources give what the same 8-bit source gives', () => {
    const deep = chart(150, 97, (x, y) => { const i = (y * 150 + x) * 3; return [photo.data[i]! / 255, photo.data[i + 1]! / 255, photo.data[i + 2]! / 255]; }, { depth: 16 });
    const a = develop(photo, EVERYTHING, { depth: 16 }), b = develop(deep, EVERYTHING, { analysis: analysisOf(photo) });
    a.data.forEach((value, i) => expect(Math.abs(value - (b.data[i] ?? 0))).toBeLessThanOrEqual(24));
  });
  it('carry alpha through untouched', () => {
    const clear = chart(40, 30, (x, y) => [...scene(40, 30)(x, y).slice(0, 3), noise(x, y)] as unknown as [number, number, number, number], { alpha: true });
    const out = develop(clear, EVERYTHING);
    for (let i = 3; i < out.data.length; i += 4) expect(out.data[i]).toBe(clear.data[i]);
  });
});

describe('Display-P3', () => {
  it('comes through the working space unchanged where a correction does not reach, in every hue', () => {
    const wheel = chart(120, 64, hueWheel(120, 64), { depth: 16, space: 'display-p3' });
    const out = develop(wheel, { MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: 0.5, CorrectionMasks: [{ What: 'Mask/Gradient', ZeroX: 0.1, ZeroY: 0.5, FullX: 0.05, FullY: 0.5 }] }] });
    for (let i = 0; i < out.data.length; i += 3) {
      if ((i / 3) % 120 < 14) continue;
      for (let c = 0; c < 3; c++) expect(Math.abs((out.data[i + c] ?? 0) - (wheel.data[i + c] ?? 0))).toBeLessThanOrEqual(3);
    }
    expect(out.data[(20 * 120) * 3]).not.toBe(wheel.data[(20 * 120) * 3]);
  });
});

describe('what goes wrong', () => {
  it('is said: a target of the wrong size, rows outside, a module that is none', async () => {
    const job = { source: photo, full: photo, settings: {}, analysis: analysisOf(photo), output: photo, depth: 8 as const };
    expect(() => engine.render({ ...job, target: new Uint8Array(10), rows: [0, 1] })).toThrow(DevelopError);
    expect(() => engine.render({ ...job, target: new Uint8Array(photo.data.length), rows: [0, 98] })).toThrow(/rows/);
    await expect(loadEngine(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ code: 'engine-unavailable' });
  });
});

describe('every corner of the sliders', () => {
  const extremes = ['Exposure2012', 'Contrast2012', 'Highlights2012', 'Shadows2012', 'Whites2012', 'Blacks2012', 'Texture', 'Clarity2012', 'Dehaze', 'IncrementalTemperature', 'IncrementalTint'];
  it('gives finite, deterministic pixels on hard pictures', () => {
    const hard = chart(120, 64, (x, y) => (y < 16 ? [noise(x, y) > 0.5 ? 1 : 0, noise(x, y, 2) > 0.5 ? 1 : 0, noise(x, y, 3) > 0.5 ? 1 : 0] : y < 32 ? [0, 0, 0] : y < 48 ? [1, 1, 1] : hueWheel(120, 64)(x, y)));
    for (const sign of [-1, 1]) {
      const settings = Object.fromEntries(extremes.map((name) => [name, name === 'Exposure2012' ? 5 * sign : 100 * sign]));
      const out = develop(hard, settings, { depth: 16 });
      // A NaN would come out as 0 in the middle of white.
      if (sign > 0) for (let x = 0; x < 120; x++) expect(out.data[(40 * 120 + x) * 3 + 1]).toBeGreaterThan(20000);
      expect(develop(hard, settings, { depth: 16 }).data).toEqual(out.data);
    }
  });
});
