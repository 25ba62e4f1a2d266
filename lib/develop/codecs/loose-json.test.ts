import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctionsOf, normalise } from '../settings';
import { readJson, readLooseJson, readLooseObjects, readSettings, writeJson } from './index';

/** What the checkpoint of JarvisEvo writes for its second step, fence, comment and slider units included. */
const CHECKPOINT = `<think>The sky is flat; I will darken it.</think>
<tool_call>
\`\`\`json
{
  'Temperature': 5200, "Contrast2012": +15, // a little
  "ConvertToGrayscale": False, "CameraProfile": None,
  "MaskGroupBasedCorrections": [{
    "CorrectionName": "Sky Enhancement", "LocalExposure2012": -0.2, "LocalSaturation": 15, # vivid
    "CorrectionMasks": [{ "What": "Mask/Image", "MaskSubType": 3, "MaskSubCategoryID": 2, "MaskActive": True, "MaskValue": 1, },],
  }]
}
\`\`\`
</tool_call>`;

describe('readLooseJson', () => {
  it('gives exactly what JSON.parse gives for JSON, without a repair', () => {
    const value = fc.jsonValue({ maxDepth: 6 }).filter((json) => typeof json === 'object' && json !== null && Object.keys(json).length > 0 && !JSON.stringify(json).includes('__proto__'));
    fc.assert(fc.property(value, fc.constantFrom(undefined, 2), (json, indent) => {
      const text = JSON.stringify(json, null, indent);
      expect(readLooseJson(text)).toEqual({ value: JSON.parse(text), repairs: [] });
    }));
  });

  it.each<[string, string, unknown, string]>([
    ['single quotes', `{'Exposure2012': 0.5, 'it\\'s': 1}`, { Exposure2012: 0.5, "it's": 1 }, 'single quotes'],
    ['an apostrophe in single quotes', `{'name': 'the sky's glow'}`, { name: "the sky's glow" }, 'single quotes'],
    ['trailing commas', '{"a": [1, 2,], "b": 3,}', { a: [1, 2], b: 3 }, 'superfluous commas'],
    ['doubled commas', '{"a": 1,, "b": 3}', { a: 1, b: 3 }, 'superfluous commas'],
    ['missing commas', '{"a": 1\n"b": 2}', { a: 1, b: 2 }, 'missing commas'],
    ['comments', '{// one\n"a": 1, /* two */ "b": 2 # three\n}', { a: 1, b: 2 }, 'comments'],
    ['Python', "{'a': True, 'b': False, 'c': None, 'd': (1, 2)}", { a: true, b: false, c: null, d: [1, 2] }, 'tuples'],
    ['JavaScript', '{a: undefined, b: NaN, c: Infinity}', { a: null, b: null, c: null }, 'names without quotes'],
    ['full-width punctuation', '｛“Exposure2012”：０．５，“曲线”：【1，2】｝', { Exposure2012: 0.5, 曲线: [1, 2] }, 'full-width punctuation'],
    ['typographic quotes closed by a straight one', '{“Exposure2012": 1}', { Exposure2012: 1 }, 'typographic quotes'],
    ['plus signs, the true minus, bare dots, groups', '{"a": +15, "b": −3, "c": .5, "d": 5_000}', { a: 15, b: -3, c: 0.5, d: 5000 }, 'numbers written otherwise'],
    ['units', '{"Temperature": 5200K, "Saturation": +15%, "Exposure2012": 0.5 EV}', { Temperature: 5200, Saturation: 15, Exposure2012: 0.5 }, 'units after numbers'],
    ['equals signs', '{"a" = 1, "b" => 2}', { a: 1, b: 2 }, 'equals signs for colons'],
    ['words around it', 'Here is [my] plan: {"a": 1}. Enjoy!', { a: 1 }, 'words around the value'],
    ['a fence', 'Sure:\n```json\n{"a": 1}\n```\n', { a: 1 }, 'words around the value'],
    ['an end cut off in a list', '{"a": 1, "b": [{"c": 2', { a: 1, b: [{}] }, 'an end that was cut off'],
    ['an end cut off in a text', '{"a": 1, "b": "warm and br', { a: 1 }, 'an end that was cut off'],
    ['an end cut off in a name', '{"a": 1, "Expos', { a: 1 }, 'an end that was cut off'],
  ])('reads %s', (_, text, value, repair) => {
    const read = readLooseJson(text);
    expect(read.value).toEqual(value);
    expect(read.repairs).toContain(repair);
  });

  it('does not trust a number at a cut: it may have lost digits', () => {
    expect(readLooseJson('{"Exposure2012": 0.5, "Contrast2012": 1').value).toEqual({ Exposure2012: 0.5 });
  });

  it.each(['', '   ', 'hello', '{"a":', '{"a" 1}', '{1}', '{"a": <b>}', '{]'])('refuses %j', (text) => {
    expect(() => readLooseJson(text)).toThrow(expect.objectContaining({ name: 'SettingsFileError', code: 'malformed-json' }));
  });

  it('gives no way to an object’s prototype', () => {
    const { value } = readLooseJson('{"__proto__": {"polluted": 1}, "a": {"__proto__": 2, "b": 3}}');
    expect(value).toEqual({ a: { b: 3 } });
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('polluted' in (value as object)).toBe(false);
  });

  it('never fails in any other way, whatever the text', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', '(', '"', "'", '“', '”', ':', '：', ',', '，', '\\', '\\u', '//', '/*', '*/', '#', '\n', ' ', 'a', 'True', '1', '-', '.', 'e9', '｛', '```', '<tool_call>');
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try { readLooseJson(pieces.join('')); } catch (error) { expect(error).toHaveProperty('name', 'SettingsFileError'); }
    }), { numRuns: 1000 });
  });
});

describe('readLooseObjects', () => {
  it('finds every object in a text, with words between them or without', () => {
    const read = (text: string) => readLooseObjects(text).map(({ value }) => value);
    expect(read('{"a": 1}')).toEqual([{ a: 1 }]);
    expect(read("First: {'a': 1,} and then\n```json\n{\"b\": {\"c\": 2}}\n``` done {")).toEqual([{ a: 1 }, { b: { c: 2 } }]);
    expect(read('{"a": 1}, {"b": 2}')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(read('[{"a": 1}, {"b": 2}]')).toEqual([[{ a: 1 }, { b: 2 }]]);
    expect(() => read('nothing here')).toThrow(expect.objectContaining({ code: 'malformed-json' }));
  });

  it('reads a bounded number of them, in time that grows with the text', () => {
    expect(readLooseObjects('{"a": 1} '.repeat(1000))).toHaveLength(16);
  });
});

describe('readJson', () => {
  it('reads what the JarvisEvo checkpoint writes, its local amounts in slider units', () => {
    const { settings, issues } = readSettings(CHECKPOINT);
    expect(settings).toMatchObject({ Temperature: 5200, Contrast2012: 15 });
    expect(correctionsOf(settings)).toMatchObject([{ LocalSaturation: 0.15, LocalExposure2012: -0.05, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 3, MaskSubCategoryID: 2 }] }]);
    expect(issues.find((issue) => issue.kind === 'mended')?.message).toMatch(/comments.*single quotes|single quotes.*comments/);
    expect(issues.find((issue) => issue.kind === 'translated')?.message).toMatch(/sliders/);
  });

  it('reads curves however they are written, and short names for today’s sliders', () => {
    const { settings, issues } = readJson('{"ToneCurvePV2012": {"1": 0, "2": 10, "3": 255, "4": 240}, "ToneCurvePV2012Red": [[0, 0], [128, 140], [255, 255]], "Exposure": 0.5, "Contrast": 10, "crs:Vibrance": "+12"}');
    expect(settings).toMatchObject({ ToneCurvePV2012: [[0, 10], [255, 240]], ToneCurvePV2012Red: [[0, 0], [128, 140], [255, 255]], Exposure2012: 0.5, Contrast2012: 10, Vibrance: 12 });
    expect(issues.filter((issue) => issue.kind === 'translated').map((issue) => issue.name)).toEqual(['Exposure', 'Contrast']);
  });

  it('writes what it reads, in order, a preset’s head included', () => {
    const settings = normalise({ Texture: 4, Dehaze: 3, FutureTool: { a: [1, 'b'] }, Contrast2012: 9 }).settings;
    const text = writeJson(settings, { preset: true, name: 'Evening 夕', uuid: 'A'.repeat(32) });
    const read = readJson(text);
    expect(read).toMatchObject({ settings, meta: { preset: true, name: 'Evening 夕', uuid: 'A'.repeat(32) } });
    expect(Object.keys(read.stated)).toEqual(['Texture', 'Dehaze', 'FutureTool', 'Contrast2012', ...Object.keys(read.stated).slice(4)]);
  });
});
