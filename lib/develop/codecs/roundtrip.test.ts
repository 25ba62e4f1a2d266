import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, combineFields, normalise } from '../settings';
import { TOOLS, toolOf, type Tool } from '../tools';
import type { DevelopSettings, JsonValue } from '../types';
import { readSettings, writeSettings, type TextFormatId } from './index';

/**
 * Random documents with all that a document can hold: every tool, corrections with every kind of mask and every sub-field, retouching, looks, point
 * colours, and names that nobody knows. Through each format, and through all of them one after another, nothing may be lost.
 */
const FORMATS: readonly TextFormatId[] = ['xmp', 'preset', 'lrtemplate', 'lua', 'json'];

const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
const signed = fc.integer({ min: -100, max: 100 }).map((n) => n / 100);
const words = fc.constantFrom('Sky', 'a & <b> "c"', '天空 — ‘x’', 'back\\slash', 'it\'s', '  spaced  ', 'line\nbreak', '12', '+0.50', 'True', '');
const flags = fc.constantFrom(combineFields('add'), combineFields('add', true), combineFields('subtract'), combineFields('intersect'));

const mask: fc.Arbitrary<Record<string, JsonValue>> = fc.oneof(
  fc.record({ What: fc.constant('Mask/Gradient'), MaskName: words, ZeroX: share, ZeroY: share, FullX: share, FullY: share, MaskSyncID: fc.constant('1670BBF1B85B463E9FC70E118745AA85') }),
  fc.record({ What: fc.constant('Mask/CircularGradient'), Top: share, Left: share, Bottom: share, Right: share, Angle: fc.integer({ min: -90, max: 90 }), Midpoint: fc.constant(50), Feather: fc.integer({ min: 0, max: 100 }), Roundness: fc.constant(-20), Flipped: fc.boolean(), Version: fc.constant(2) }),
  fc.record({ What: fc.constant('Mask/Paint'), Radius: share, Flow: share, CenterWeight: share, Dabs: fc.array(fc.tuple(share, share).map(([x, y]) => `d ${x.toFixed(6)} ${y.toFixed(6)}`), { minLength: 1, maxLength: 5 }) }),
  fc.record({ What: fc.constant('Mask/Image'), MaskSubType: fc.constantFrom(0, 1, 2, 3), MaskSubCategoryID: fc.constantFrom(2, 4, 5, 22), ReferencePoint: fc.constant('0.500000 0.250000'), InputDigest: words, FutureField: words }),
  fc.record({ What: fc.constant('Mask/RangeMask'), CorrectionRangeMask: fc.record({ Version: fc.constant(3), Type: fc.constant(1), Invert: fc.boolean(), ColorAmount: share, PointModels: fc.array(fc.tuple(share, share, share, share, share, share).map((numbers): JsonValue => numbers), { minLength: 1, maxLength: 3 }) }) }),
  fc.record({ What: fc.constant('Mask/RangeMask'), CorrectionRangeMask: fc.record({ Version: fc.constant(3), Type: fc.constantFrom(2, 3), Invert: fc.boolean(), LumRange: fc.tuple(share, share, share, share).map((numbers): JsonValue => numbers.toSorted((a, b) => a - b)) }) }),
).chain((one) => flags.map((how) => ({ ...one, ...how })));

const LOCAL = TOOLS.filter((tool): tool is Extract<Tool, { kind: 'number' }> => tool.scope === 'local' && tool.kind === 'number');
const curve = fc.constantFrom<JsonValue>([[0, 4], [120, 131.5], [255, 250]], [[0, 0], [64, 50], [200, 210], [255, 255]]);
const correction = fc.tuple(
  words, share, fc.boolean(), fc.array(fc.constantFrom(...LOCAL).chain((tool) => signed.map((n) => [tool.name, Math.min(tool.max, Math.max(tool.min, n))] as const)), { maxLength: 6 }),
  fc.array(fc.oneof(mask, fc.array(mask, { minLength: 1, maxLength: 2 }).map((masks): Record<string, JsonValue> => ({ What: 'Mask/Aggregate', ...combineFields('add'), MaskName: 'Group', Masks: masks }))), { maxLength: 4 }),
  curve,
).map(([CorrectionName, CorrectionAmount, CorrectionActive, amounts, CorrectionMasks, MainCurve]): JsonValue => ({ What: 'Correction', CorrectionName, CorrectionAmount, CorrectionActive, CorrectionSyncID: 'AB12', ...Object.fromEntries(amounts), MainCurve, CorrectionMasks }));

/** Structures of names that nobody knows. Texts only: files have no other kind there. */
const unknown = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, words, fc.array(tie('value'), { minLength: 1, maxLength: 3 }), fc.dictionary(fc.constantFrom('One', 'Two_b', 'three-c', 'x.y'), tie('value'), { minKeys: 1, maxKeys: 3 })),
})).value;

const simple = (tool: Tool): fc.Arbitrary<JsonValue> => {
  switch (tool.kind) {
    case 'number': return fc.integer({ min: Math.ceil(tool.min / tool.step), max: Math.min(Math.floor(tool.max / tool.step), 1e6) }).map((n) => Math.round(n * tool.step * 1e6) / 1e6);
    case 'boolean': return fc.boolean();
    case 'enum': return fc.constantFrom(...tool.options.map((option) => option.value));
    case 'curve': return curve;
    default: return fc.constant(null);
  }
};
const SPECIAL: readonly (readonly [string, fc.Arbitrary<JsonValue>])[] = [
  ['MaskGroupBasedCorrections', fc.array(correction, { minLength: 1, maxLength: 3 })],
  ['PointColors', fc.constantFrom<JsonValue>(['1.522230, 0.818425, 0.090266, -0.380000, -0.170000, 0.000000, 0.500000, 0.000000, 0.330000, 0.670000, 1.000000, 0.090000, 0.640000, 1.000000, 1.000000, 0.000000, 0.150000, 0.510000, 1.000000'])],
  ['RetouchAreas', fc.constantFrom<JsonValue>([{ SpotType: 'heal', SourceState: 'sourceSetExplicitly', SourceX: 0.25, OffsetY: 0.5, Opacity: 0.8, Feather: 0.3, Seed: 3, Masks: [{ What: 'Mask/Ellipse', MaskValue: 1, X: 0.1, Y: 0.2, SizeX: 0.05, SizeY: 0.02, Alpha: 0.3, CenterValue: 1, PerimeterValue: 0 }] }])],
  ['RedEyeInfo', fc.constantFrom<JsonValue>(['x = 0.250000, y = 0.500000, width = 0.010000, height = 0.013333, alpha = 0.000000, pupilSize = 0.500000'])],
  ['Look', fc.constantFrom<JsonValue>({ Name: 'Evening', Amount: 0.5, UUID: 'AB', SupportsAmount: 'true', Group: { 'x-default': 'Mine' }, Parameters: { Version: '15.4', ConvertToGrayscale: 'False', ToneCurvePV2012: ['0, 0', '22, 16', '255, 255'] } })],
  ['FutureTool', unknown], ['Another_One', unknown],
];
const GLOBAL = TOOLS.filter((tool) => tool.scope === 'global' && tool.kind !== 'list');
const documents = fc.tuple(
  fc.array(fc.constantFrom(...GLOBAL).chain((tool) => simple(tool).map((value) => [tool.name, value] as const)), { maxLength: 25 }),
  fc.array(fc.constantFrom(...SPECIAL).chain(([name, value]) => value.map((given) => [name, given] as const)), { maxLength: 4 }),
).map(([some, special]): DevelopSettings => normalise(Object.fromEntries([...some, ...special]), { localUnits: 'file' }).settings);

/**
 * A document with everything that files have only as text as text: the fields of looks and of what nobody knows, empty names. XMP has no numbers, and
 * an empty structure there is an empty text.
 */
const asText = (value: JsonValue): JsonValue => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value).toLowerCase();
  if (typeof value === 'string') return /^[+-]?\d+(\.\d+)?$/.test(value) ? String(Number(value)) : /^(true|false)$/i.test(value) ? value.toLowerCase() : value;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(asText);
  return value === null ? null : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asText(item)]));
};
const comparable = (settings: DevelopSettings): DevelopSettings => Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, name === 'Look' || toolOf(name) === undefined ? asText(value) : value]));

const through = (settings: DevelopSettings, format: TextFormatId) => {
  const { text, issues } = writeSettings(settings, format, { meta: { preset: format === 'preset', name: 'x' } });
  expect(issues).toEqual([]);
  return readSettings(text);
};

describe('a random document', () => {
  it.each(FORMATS)('comes through %s without loss', (format) => {
    fc.assert(fc.property(documents, (settings) => {
      const read = through(settings, format);
      expect(comparable(read.settings)).toEqual(comparable(settings));
      expect(read.issues.filter(({ name, kind }) => name !== '' && (kind === 'invalid' || kind === 'clamped' || kind === 'translated' || kind === 'mended'))).toEqual([]);
    }), { numRuns: 60 });
  });

  it('comes through all formats one after another, in its order where the format has one', () => {
    fc.assert(fc.property(documents, fc.shuffledSubarray([...FORMATS], { minLength: 3 }), (settings, route) => {
      const last = route.reduce<DevelopSettings>((document, format) => through(document, format).stated, settings);
      expect(comparable(applyPatch({}, last))).toEqual(comparable(settings));
    }), { numRuns: 60 });
    const ordered = normalise({ Texture: 5, FutureTool: 'x', Contrast2012: 3, Another_One: 'y', Exposure2012: 1 }).settings;
    for (const format of ['lrtemplate', 'lua', 'json'] as const) expect(Object.keys(through(ordered, format).stated).slice(0, 5), format).toEqual(Object.keys(ordered).slice(0, 5));
  });

  it.each(['xmp', 'lrtemplate', 'lua'] as const)('in %s is edited in place: what the change does not touch keeps its place', (format) => {
    fc.assert(fc.property(documents, documents, (from, to) => {
      const { text } = writeSettings(from, format, { meta: { preset: false, name: 'x' } });
      const edited = writeSettings(to, format, { previous: text }).text;
      expect(comparable(readSettings(edited).settings)).toEqual(comparable(to));
      expect(writeSettings(readSettings(edited).settings, format, { previous: edited }).text).toBe(edited);
    }), { numRuns: 40 });
  });

  it('says which names XMP cannot hold, and leaves only those out', () => {
    const { text, issues } = writeSettings({ Texture: 5, 'bad name': 1, FutureTool: { 'also bad': 1, good: 'x' } }, 'xmp');
    expect(issues.map(({ name }) => name)).toEqual(['bad name', 'FutureTool.also bad']);
    expect(readSettings(text).settings).toEqual({ Texture: 5, FutureTool: { good: 'x' } });
  });
});
