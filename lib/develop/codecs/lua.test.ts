import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, correctionsOf } from '../settings';
import type { JsonValue } from '../types';
import { parseLua, printLua, readLua, readSettings, readXmp, writeLrtemplate, writeLua } from './index';

const TEMPLATE = `-- a preset by hand
s = {
	id = "8D4C2E6A-1C1F-4F43-9D86-3B6E2A0F9C11",
	internalName = "Amber Evening",
	title = LOC "$$$/Presets/Amber=Amber Evening 夕",
	type = "Develop",
	value = {
		settings = {
			Exposure2012 = -0.35,
			Contrast2012 = 0,
			AutoLateralCA = 1,
			ConvertToGrayscale = false,
			FutureTool = { 1, "two", { three = 3 } },
			ToneCurvePV2012 = {
				0,
				30,
				255,
				238,
			},
			CircularGradientBasedCorrections = { { What = "Correction", CorrectionAmount = 1, LocalExposure = 0.25, LocalBrightness = 0.4, CorrectionMasks = { { What = "Mask/CircularGradient", Top = 0.2, Left = 0.2, Bottom = 0.8, Right = 0.8, Angle = 0, Midpoint = 50, Feather = 50, Roundness = 0, Flipped = true } } } },
			ProcessVersion = "6.7",
		},
		uuid = "AF1E4C11-2D2A-4C77-8F8B-29E1C2A2B3C4",
	},
	version = 0,
}
`;

/** As agents send it to Lightroom: curves as numbered tables, point colours as records, numbers of masks as texts. */
const AGENT = `return {
ProcessVersion = "15.4",
Exposure2012 = 0.3,
Highlights2012 = -25,
ToneCurvePV2012 = {
  [1] = 0,
  [2] = 4,
  [3] = 255,
  [4] = 251,
},
MaskGroupBasedCorrections = {
  {
    What = "Correction", CorrectionAmount = 1, CorrectionActive = true, CorrectionName = "Face",
    LocalExposure2012 = 0.05,
    MainCurve = { [1] = "0, 0", [2] = "128, 140", [3] = "255, 255" },
    CorrectionMasks = {
      { What = "Mask/Image", MaskActive = true, MaskBlendMode = 0, MaskInverted = false, MaskValue = 1, MaskSubType = 3, MaskSubCategoryID = 2, ReferencePoint = "0.500000 0.500000" },
      { What = "Mask/RangeMask", MaskBlendMode = 1, MaskInverted = true, MaskValue = 0,
        CorrectionRangeMask = { Version = 3, Type = 1, Invert = false, SampleType = 0, ColorAmount = 0.5, PointModels = { "0.25 0.5 0.75 0.4 0.6 0" } } },
    },
  },
},
Look = { Name = "Adobe Color", Amount = 1, Group = { ["x-default"] = "Profiles" }, Parameters = { Version = "15.4", ToneCurvePV2012 = { [1] = 0, [2] = 0, [3] = 255, [4] = 255 } } },
PointColors = { { SrcHue = 1.5, SrcSat = 0.8, SrcLum = 0.09, HueShift = -0.38, SatScale = -0.17, LumScale = 0, RangeAmount = 0.5,
  HueRange = { LowerNone = 0, LowerFull = 0.33, UpperFull = 0.67, UpperNone = 1 }, SatRange = { LowerNone = 0.09, LowerFull = 0.64, UpperFull = 1, UpperNone = 1 },
  LumRange = { LowerNone = 0, LowerFull = 0.15, UpperFull = 0.51, UpperNone = 1 } } },
}`;

const PRESETS = resolve(import.meta.dirname, '../../../../shared/presets');
const presets = existsSync(PRESETS) ? readdirSync(PRESETS).filter((name) => name.endsWith('.xmp')) : [];

describe('parseLua', () => {
  it('reads every kind of literal', () => {
    expect(parseLua(`return { 1, -2.5, 0x1F, 1e3, .5, 'a\\'b', "c\\n\\65\\x42\\u{4e2d}\\z
      d", [[long
text]], [=[a]]b]=], true, false, nil; ["key with space"] = 1, [7] = 2 } -- done`)).toEqual({
      value: { 1: 1, 2: -2.5, 3: 31, 4: 1000, 5: 0.5, 6: "a'b", 7: 2, 8: 'long\ntext', 9: 'a]]b', 10: true, 11: false, 'key with space': 1 },
    });
    expect(parseLua('s = { [2] = "b", [1] = "a" }\nreturn s')).toEqual({ name: 's', value: ['a', 'b'] });
    expect(parseLua('--[[ a long\ncomment ]] { }')).toEqual({ value: [] });
  });

  it.each([
    ['a call', 's = { Exposure2012 = os.execute("rm -rf /") }'],
    ['a call as a statement', 'os.execute("true")'],
    ['a function', 's = { f = function() end }'],
    ['a concatenation', 'return { "a" .. "b" }'],
    ['an operator', 'return { 1 + 1 }'],
    ['a variable', 'return { Exposure2012 = x }'],
    ['a second statement', 's = { 1 }\nprint(s)'],
    ['a local', 'local s = {}'],
    ['a loop', 'while true do end'],
    ['a comparison', 'return { a == 1 }'],
    ['a require', 'return require "settings"'],
  ])('refuses %s: it is data, and nothing is executed', (_, text) => {
    expect(() => parseLua(text)).toThrow(expect.objectContaining({ name: 'SettingsFileError', code: 'lua-code', message: expect.stringMatching(/nothing in the file was executed/i) }));
  });

  it.each(['return {', 'return { "a', "return { 'a\n' }", 'return { [1 = 2 }', 'return', '--[[ never closed', 'return { "\\q" }', 'return { 1e999 }', 'return { ["__proto__"] = 1 }', 'return { [{}] = 1 }'])('refuses %j', (text) => {
    expect(() => parseLua(text)).toThrow(expect.objectContaining({ name: 'SettingsFileError' }));
  });

  it('never fails in any other way, whatever the text', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', '=', '==', ',', ';', '"', "'", '[[', ']]', '--', '--[[', '\\', '\n', ' ', 'a', 'true', 'nil', '1', '-', '.', 'e9', 'return', 's =', 'LOC', '(', ')');
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try { parseLua(pieces.join('')); } catch (error) { expect(error).toHaveProperty('name', 'SettingsFileError'); }
    }), { numRuns: 1000 });
  });

  it('reads back any value that it prints', () => {
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0), fc.boolean(), fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string({ minLength: 1 }).filter((key) => !/^\d+$/.test(key) && key !== '__proto__'), tie('value'), { minKeys: 1, maxKeys: 4 })),
    }));
    fc.assert(fc.property(value, (given) => { expect(parseLua(`return ${printLua(given)}`).value).toEqual(JSON.parse(JSON.stringify(given))); }));
  });
});

describe('readLua', () => {
  it('reads a preset of old Lightroom: its head, older masks, unknown tools', () => {
    const { settings, stated, issues, meta } = readSettings(TEMPLATE);
    expect(meta).toMatchObject({ format: 'lrtemplate', preset: true, name: 'Amber Evening 夕', uuid: 'AF1E4C112D2A4C778F8B29E1C2A2B3C4', processVersion: '6.7' });
    expect(settings).toMatchObject({ Exposure2012: -0.35, AutoLateralCA: true, ToneCurvePV2012: [[0, 30], [255, 238]], FutureTool: [1, 'two', { three: 3 }] });
    expect(stated).toMatchObject({ Contrast2012: 0, ConvertToGrayscale: false });
    // A local brightness of 0.4 is 40 on its slider: 0.4 stops, 0.1 in the units of local exposure.
    expect(correctionsOf(settings)).toMatchObject([{ LocalExposure2012: 0.35, CorrectionMasks: [{ What: 'Mask/CircularGradient' }] }]);
    expect(issues.map((issue) => [issue.kind, issue.name])).toEqual(expect.arrayContaining([['translated', 'CircularGradientBasedCorrections'], ['unknown', 'FutureTool']]));
  });

  it('reads the table that agents send to Lightroom', () => {
    const { settings, meta } = readSettings(AGENT);
    expect(meta).toMatchObject({ format: 'lua', preset: false, processVersion: '15.4' });
    expect(settings).toMatchObject({ Exposure2012: 0.3, Highlights2012: -25, ToneCurvePV2012: [[0, 4], [255, 251]], Look: { Name: 'Adobe Color', Parameters: { ToneCurvePV2012: ['0, 0', '255, 255'] } } });
    expect(correctionsOf(settings)).toMatchObject([{ CorrectionName: 'Face', MainCurve: [[0, 0], [128, 140], [255, 255]], CorrectionMasks: [{ MaskSubCategoryID: 2 }, { CorrectionRangeMask: { PointModels: [[0.25, 0.5, 0.75, 0.4, 0.6, 0]] } }] }]);
    expect(JSON.stringify(settings['PointColors'])).toContain('-0.38');
  });

  it('gives a file back untouched when nothing changed, and rewrites only what did', () => {
    expect(writeLua(readLua(AGENT).settings, { previous: AGENT })).toBe(AGENT);
    const { settings } = readLua(AGENT);
    const text = writeLua(applyPatch(settings, { Exposure2012: -1, Highlights2012: null }), { previous: AGENT });
    const [before, after] = [AGENT, text].map((file) => parseLua(file).value as Record<string, JsonValue>);
    expect(after).toEqual({ ...before, Exposure2012: -1, Highlights2012: 0 });
    expect(Object.keys(after ?? {})).toEqual(Object.keys(before ?? {}));
  });

  it('brings an older template up to date around its own head', () => {
    const { settings, meta } = readLua(TEMPLATE);
    const text = writeLrtemplate(settings, { name: 'unused' }, { previous: TEMPLATE });
    expect(readLua(text)).toMatchObject({ settings, meta: { name: meta.name, uuid: meta.uuid, processVersion: '11.0' } });
  });

  it('turns with the photo, as Lightroom says by the letters of its corners', () => {
    const photo = { width: 3000, height: 4000, orientation: 6 };
    const settings = { CropTop: 0.25, HasCrop: true };
    const text = writeLua(settings, { photo });
    expect(text).toContain('orientation = "DA"');
    expect(text).toContain('CropLeft = 0.25');
    expect(readLua(text, photo).settings).toEqual(settings);
  });

  it('writes a template that stays the same preset', () => {
    const once = writeLrtemplate({ Texture: 5 }, { name: 'A "b"\n\\' });
    expect(writeLrtemplate({ Texture: 5 }, { name: 'A "b"\n\\' })).toBe(once);
    const { settings, meta } = readLua(once);
    expect(settings).toEqual({ Texture: 5 });
    expect(meta.name).toBe('A "b"\n\\');
    expect(writeLrtemplate(settings, { name: 'A "b"\n\\', uuid: meta.uuid ?? '' })).toBe(once);
  });
});

describe.skipIf(presets.length === 0)('presets that Lightroom wrote (skipped without ../shared/presets)', () => {
  it.each(presets)('%s goes through Lua and a template without loss', (name) => {
    const { settings, stated, meta } = readXmp(readFileSync(resolve(PRESETS, name), 'utf8'));
    const lua = readLua(writeLua(stated));
    expect({ ...lua.settings, Look: null }).toEqual({ ...settings, Look: null });
    expect(Object.keys(lua.stated)).toEqual(Object.keys(stated));
    const template = readLua(writeLrtemplate(stated, { name: meta.name ?? '', ...(meta.uuid !== undefined && { uuid: meta.uuid }) }));
    expect(template.meta).toMatchObject({ preset: true, name: meta.name, uuid: meta.uuid });
    expect({ ...template.stated, Look: null }).toEqual({ ...stated, Look: null });
  });
});
