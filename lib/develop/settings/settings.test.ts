import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOOLS, type NumberTool } from '../tools';
import type { JsonValue } from '../types';
import { applyPatch, booleanOf, canonicalJson, choiceOf, correctionsOf, curveOf, describeChange, diff, normalise, numberOf, patchBetween, patchSettings, settingsHash, sha256, startingSettings } from './index';

const NUMBERS = TOOLS.filter((tool): tool is NumberTool => tool.kind === 'number' && tool.scope === 'global' && !tool.name.startsWith('Crop') && !tool.name.endsWith('Split'));

/** Documents of a few sliders, now and then beyond their range or spelled as text. */
const documents = fc.array(fc.tuple(fc.constantFrom(...NUMBERS), fc.double({ min: -1.4, max: 1.4, noNaN: true }), fc.boolean()), { maxLength: 12 }).map((entries) =>
  Object.fromEntries(entries.map(([tool, at, asText]): [string, JsonValue] => {
    const value = Math.round((tool.default + at * (tool.max - tool.min)) / tool.step) * tool.step;
    return [tool.name, asText ? String(value) : value];
  })));
const kinds = (document: unknown) => normalise(document).issues.map(({ name, kind }) => `${name} ${kind}`);

describe('normalise', () => {
  it('leaves defaults out, so that an untouched document is empty', () => {
    expect(normalise({ Exposure2012: '0.00', Contrast2012: '+0', WhiteBalance: 'As Shot', ToneCurvePV2012: ['0, 0', '255, 255'], HasCrop: 'False', CropTop: '0', CropBottom: '1', PerspectiveScale: 100, Orientation: '1' }))
      .toEqual({ settings: {}, issues: [] });
  });

  it('reads numbers, booleans and choices as files spell them', () => {
    expect(normalise({ Exposure2012: '+0.50', Shadows2012: '-12', ConvertToGrayscale: 'True', PostCropVignetteStyle: '2', WhiteBalance: 'custom' }).settings)
      .toEqual({ Exposure2012: 0.5, Shadows2012: -12, ConvertToGrayscale: true, PostCropVignetteStyle: 2, WhiteBalance: 'Custom' });
  });

  it('clamps what is out of range and says so', () => {
    const { settings, issues } = normalise({ Exposure2012: 9, Clarity2012: '-250' });
    expect(settings).toEqual({ Exposure2012: 5, Clarity2012: -100 });
    expect(issues.map((issue) => issue.kind)).toEqual(['clamped', 'clamped']);
    expect(issues[0]?.message).toContain('-5 to 5');
  });

  it('drops values of the wrong type to their default and says so', () => {
    expect(normalise({ Exposure2012: 'bright', Contrast2012: [1], ConvertToGrayscale: 'maybe', WhiteBalance: 'Moonlight', ToneCurvePV2012: [[0, 0]], MaskGroupBasedCorrections: 7 }).settings).toEqual({});
    expect(kinds({ Exposure2012: Number.NaN, ToneCurvePV2012: [[9, 0], [3, 255]] })).toEqual(['Exposure2012 invalid', 'ToneCurvePV2012 invalid']);
    expect(normalise('Exposure2012').issues).toHaveLength(1);
  });

  it('keeps names that it does not know and reports them', () => {
    const document = { FutureSlider: { deep: [1, 'x'] }, Exposure2012: 1 };
    expect(normalise(document).settings).toEqual(document);
    expect(kinds(document)).toEqual(['FutureSlider unknown']);
    expect(kinds({ ProcessVersion: '11.0', Version: '14.4' })).toEqual([]);
  });

  const waiting = TOOLS.find((tool) => tool.kind === 'number' && tool.scope === 'global' && !tool.rendered);
  it.skipIf(!waiting)('reports settings that this version keeps but does not render', () => {
    if (waiting?.kind !== 'number') return;
    expect(kinds({ [waiting.name]: waiting.max })).toEqual([`${waiting.name} unrendered`]);
    expect(kinds({ [waiting.name]: waiting.default })).toEqual([]);
  });

  it('reads curves from pairs, texts, flat lists and objects alike', () => {
    const points = [[0, 10], [128, 140], [255, 250]];
    for (const given of [points, ['0, 10', '128,140', '255 250'], [0, 10, 128, 140, 255, 250], points.map(([x = 0, y = 0]) => ({ x, y }))])
      expect(curveOf(normalise({ ToneCurvePV2012Red: given }).settings, 'ToneCurvePV2012Red')).toEqual(points);
  });

  it('says HasCrop exactly where there is a crop, and refuses one without area', () => {
    expect(normalise({ CropLeft: 0.1 }).settings).toEqual({ CropLeft: 0.1, HasCrop: true });
    expect(normalise({ HasCrop: true }).settings).toEqual({});
    // A long rectangle that is turned far: its stored corners change sides.
    expect(normalise({ CropLeft: 0.52, CropRight: 0.48, CropTop: 0.2, CropBottom: 0.8, CropAngle: 40 }).issues).toEqual([]);
    expect(normalise({ CropLeft: 0.52, CropRight: 0.48, CropTop: 0.2, CropBottom: 0.8, CropAngle: -40 }).issues).toMatchObject([{ kind: 'invalid' }]);
    expect(normalise({ CropLeft: 0.7, CropRight: 0.5, CropAngle: 3 })).toMatchObject({ settings: {}, issues: [{ kind: 'invalid' }] });
  });

  it('spells named presets out and takes the name from moved ones', () => {
    expect(normalise({ WhiteBalance: 'Cloudy' }).settings).toEqual({ WhiteBalance: 'Cloudy', IncrementalTemperature: 17 });
    expect(normalise({ WhiteBalance: 'Cloudy', IncrementalTemperature: 40 }).settings).toEqual({ IncrementalTemperature: 40 });
    expect(normalise({ WhiteBalance: 'Custom', IncrementalTemperature: 40 }).settings).toEqual({ IncrementalTemperature: 40 });
    expect(curveOf(normalise({ ToneCurveName2012: 'Medium Contrast' }).settings, 'ToneCurvePV2012')).toContainEqual([64, 56]);
  });

  it('does not let a hostile name reach a prototype', () => {
    const { settings, issues } = normalise(JSON.parse('{"__proto__":{"polluted":1},"constructor":2}'));
    expect(Object.getPrototypeOf(settings)).toBe(Object.prototype);
    expect(settings).toEqual({ constructor: 2 });
    expect(issues.map((issue) => issue.kind)).toEqual(['invalid', 'unknown']);
  });

  it('survives any JSON under any name, and settles at once', () => {
    const name = fc.oneof(fc.constantFrom(...TOOLS.map((tool) => tool.name), 'MaskGroupBasedCorrections', 'CorrectionMasks', 'toString'), fc.string({ maxLength: 5 }));
    const mask = fc.dictionary(fc.constantFrom('What', 'MaskBlendMode', 'MaskInverted', 'ZeroX', 'Feather', 'CorrectionRangeMask', 'LumRange', 'Masks', 'PointModels'), fc.jsonValue({ maxDepth: 2 }));
    const corrections = fc.array(fc.record({ LocalTint: fc.jsonValue({ maxDepth: 1 }), CorrectionAmount: fc.jsonValue({ maxDepth: 1 }), CorrectionMasks: fc.oneof(fc.array(mask), fc.jsonValue({ maxDepth: 1 })) }), { maxLength: 3 });
    fc.assert(fc.property(fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 12 }), fc.option(corrections, { nil: undefined }), (document, masks) => {
      const { settings } = normalise(masks ? { ...document, MaskGroupBasedCorrections: masks } : document);
      expect(normalise(settings).settings).toEqual(settings);
      correctionsOf(settings);
      for (const tool of NUMBERS) expect(numberOf(settings, tool.name)).toBeGreaterThanOrEqual(tool.min);
    }), { numRuns: 300 });
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(documents, (document) => {
      const once = normalise(document);
      expect(normalise(once.settings).settings).toEqual(once.settings);
      expect(normalise(once.settings).issues.filter((issue) => issue.kind !== 'unrendered')).toEqual([]);
    }));
  });
});

describe('a patch', () => {
  it('replaces values, resets them with null, and leaves its arguments alone', () => {
    const settings = Object.freeze({ Exposure2012: 1, Texture: 5 });
    expect(applyPatch(settings, Object.freeze({ Exposure2012: null, Shadows2012: 28 }))).toEqual({ Texture: 5, Shadows2012: 28 });
    expect(settings).toEqual({ Exposure2012: 1, Texture: 5 });
  });

  it('removes a value that it sets to the default', () => {
    expect(applyPatch({ Exposure2012: 1 }, { Exposure2012: 0 })).toEqual({});
  });

  it('says what it clamped', () => {
    expect(patchSettings({}, { Dehaze: 200 })).toMatchObject({ settings: { Dehaze: 100 }, issues: [{ name: 'Dehaze', kind: 'clamped' }] });
  });

  it('turns the crop off when its edges are reset', () => {
    const cropped = applyPatch({}, { CropTop: 0.2, CropAngle: 2 });
    expect(cropped).toEqual({ CropTop: 0.2, CropAngle: 2, HasCrop: true });
    expect(applyPatch(cropped, { CropTop: null, CropAngle: null })).toEqual({});
  });

  it('moves the sliders when a white balance is named, and unnames it when a slider moves', () => {
    const cloudy = applyPatch({ IncrementalTemperature: -30, IncrementalTint: 8 }, { WhiteBalance: 'Cloudy' });
    expect(cloudy).toEqual({ WhiteBalance: 'Cloudy', IncrementalTemperature: 17 });
    expect(applyPatch(cloudy, { IncrementalTint: 4 })).toEqual({ IncrementalTemperature: 17, IncrementalTint: 4 });
    expect(applyPatch(cloudy, { WhiteBalance: null })).toEqual({});
    expect(applyPatch(cloudy, { Exposure2012: 1 })).toMatchObject({ WhiteBalance: 'Cloudy' });
    expect(choiceOf({ IncrementalTemperature: 5 }, 'WhiteBalance')).toBe('Custom');
  });

  it('keeps the Kelvin of a RAW photo, also where it is the table\'s 5500, and beside As Shot as a reading of it', () => {
    expect(normalise({ Temperature: 5500 }).settings).toEqual({ Temperature: 5500 });
    expect(normalise({ WhiteBalance: 'Custom', Temperature: 5500, Tint: 0 }).settings).toEqual({ Temperature: 5500, Tint: 0 });
    expect(normalise({ WhiteBalance: 'As Shot', Temperature: 5250, Tint: 4 }).settings).toEqual({ WhiteBalance: 'As Shot', Temperature: 5250, Tint: 4 });
    expect(choiceOf({ Temperature: 5500 }, 'WhiteBalance')).toBe('Custom');
  });

  it('a move in Kelvin takes the light\'s name away, and a name the Kelvin', () => {
    const cloudy = applyPatch({}, { WhiteBalance: 'Cloudy' });
    expect(applyPatch(cloudy, { Temperature: 6000 })).toEqual({ Temperature: 6000 });
    expect(applyPatch({ Temperature: 6000, Tint: 5 }, { WhiteBalance: 'Shade' })).toEqual({ WhiteBalance: 'Shade', IncrementalTemperature: 29 });
    expect(applyPatch({ Temperature: 6000, Tint: 5 }, { WhiteBalance: null })).toEqual({});
    expect(applyPatch({ WhiteBalance: 'As Shot', Temperature: 5250, Tint: 4 }, { Tint: 10 })).toEqual({ Temperature: 5250, Tint: 10 });
    expect(startingSettings({ raw: {} })).toEqual(normalise(startingSettings({ raw: {} })).settings);
  });

  it('between two documents leads from one to the other, and undoes itself', () => {
    fc.assert(fc.property(documents, documents, (a, b) => {
      const from = normalise(a).settings;
      const to = normalise(b).settings;
      expect(applyPatch(from, patchBetween(from, to))).toEqual(to);
      expect(applyPatch(to, patchBetween(to, from))).toEqual(from);
    }));
  });

  it('differs from a document exactly in what it moved', () => {
    expect(diff({ Texture: 5 }, { Texture: 5, Shadows2012: 28 })).toEqual([{ name: 'Shadows2012', from: 0, to: 28 }]);
    expect(diff({ Texture: 5 }, {})).toEqual([{ name: 'Texture', from: 5, to: 0 }]);
  });
});

describe('getters', () => {
  it('fall back to the registry', () => {
    expect(numberOf({}, 'GrainSize')).toBe(25);
    expect(numberOf({ GrainSize: 'coarse' }, 'GrainSize')).toBe(25);
    expect(booleanOf({}, 'ConvertToGrayscale')).toBe(false);
    expect(curveOf({}, 'ToneCurvePV2012')).toEqual([[0, 0], [255, 255]]);
    expect(() => numberOf({}, 'Exposure')).toThrow(/Exposure/);
  });
});

describe('names of documents', () => {
  it('hash like SHA-256 of the canonical JSON', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }));
    expect(sha256('x'.repeat(100_000))).toBe(createHash('sha256').update('x'.repeat(100_000)).digest('hex'));
  });

  it('do not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: -0 }], a: 'x' })).toBe('{"a":"x","b":[1,{"c":0,"d":null}]}');
    expect(settingsHash({ a: 1, b: 2 })).toBe(settingsHash({ b: 2, a: 1 }));
    expect(settingsHash({})).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a change in words', () => {
  it.each([
    ['Shadows2012', 0, 28, 'Shadows +28', '阴影 +28'],
    ['Exposure2012', 0, -0.5, 'Exposure −0.50', '曝光度 −0.50'],
    ['Highlights2012', -40, 0, 'Highlights 0', '高光 0'],
    ['ConvertToGrayscale', false, true, 'Black & White on', '黑白 开'],
    ['WhiteBalance', 'As Shot', 'Cloudy', 'White Balance Cloudy', '白平衡 阴天'],
    ['SplitToningShadowHue', 0, 210, 'Shadow Hue 210°', '阴影色相 210°'],
    ['LocalExposure2012', 0, 0.125, 'Local Exposure +0.50', '局部曝光度 +0.50'],
    ['CropLeft', 0, 0.125, 'Crop Left 12.5%', '裁剪左边 12.5%'],
  ])('%s from %s to %s', (name, from, to, en, zh) => {
    expect(describeChange(name, from, to, 'en')).toBe(en);
    expect(describeChange(name, from, to, 'zh')).toBe(zh);
  });
});
