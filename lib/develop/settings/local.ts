import { LOCAL_CURVES, LOCAL_SLIDERS, TOOLS, toolOf, type MaskTool } from '../tools';
import type { JsonValue, SettingsIssue } from '../types';
import { isList, isRecord, sameJson, type JsonRecord } from './json';
import { CORRECTIONS } from './names';
import { booleanIn, numberIn, readNumber, readValue } from './read';

/**
 * The units that local amounts came in. Files store a share of the slider's travel (−1…1; exposure 1 = 4 stops); a model may write what
 * a slider shows (`LocalSaturation` 15, `LocalExposure2012` 0.5 stops). `detect` takes a whole list of corrections to be in slider units as soon
 * as one amount in it is beyond ±1, which no file can hold, and in file units otherwise.
 */
export type LocalUnits = 'file' | 'slider' | 'detect';

type Report = (issue: SettingsIssue) => void;

const SCALES = new Map(LOCAL_SLIDERS.flatMap((name) => { const tool = toolOf(name); return tool?.kind === 'number' && tool.slider ? [[name as string, tool.slider.scale] as const] : []; }));

export const inSliderUnits = (corrections: readonly JsonValue[], units: LocalUnits): boolean =>
  units === 'slider' || (units === 'detect' && corrections.some((correction) => isRecord(correction) && [...SCALES.keys()].some((name) => Math.abs(numberIn(correction[name]) ?? 0) > 1)));

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Numbers in a list or in one text of numbers with spaces between: `"0 0.1 0.5 0.6"`. */
const numberList = (value: JsonValue): readonly number[] | undefined => {
  const items = typeof value === 'string' ? value.trim().split(/[,\s]+/) : isList(value) ? value : [];
  const numbers = items.map((item) => numberIn(item));
  return numbers.length > 0 && numbers.every((item): item is number => item !== undefined) ? numbers : undefined;
};

const MASK_FLAGS: readonly string[] = ['MaskActive', 'MaskInverted', 'Flipped', 'Invert', 'CorrectionActive'];
const MASK_NUMBERS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  X: [-10, 10], Y: [-10, 10], MaskBlendMode: [0, 1], MaskValue: [0, 1], MaskDensity: [0, 1], MaskFeather: [0, 100], MaskVersion: [0, 99], MaskSubType: [0, 99], MaskSubCategoryID: [0, 1e6], ErrorReason: [0, 99],
  Type: [0, 3], Version: [0, 99], SampleType: [0, 99], ColorAmount: [0, 1], LumMin: [0, 1], LumMax: [0, 1], LumFeather: [0, 1], DepthMin: [0, 1], DepthMax: [0, 1], DepthFeather: [0, 1],
};
/** Kinds that hold other masks or say where to look, and are no masks of their own. */
const GROUPS: readonly string[] = ['Mask/Aggregate', 'Mask/Polygon'];
const MASK_LISTS: readonly string[] = ['LumRange', 'DepthRange', 'LuminanceDepthSampleInfo'];

const MASK_TOOLS = TOOLS.filter((tool): tool is MaskTool => tool.kind === 'mask');
const geometryOf = (what: JsonValue | undefined): ReadonlyMap<string, readonly [number, number]> =>
  new Map(MASK_TOOLS.filter((tool) => tool.what === what && tool.what !== 'Mask/Image').flatMap(({ fields }) => fields).flatMap(({ name, min, max }) => (min === undefined || max === undefined ? [] : [[name, [min, max]] as const])));

/** The registry's row for a mask: kinds of image by what they select, ranges by their type. */
function maskToolOf(mask: JsonRecord): MaskTool | undefined {
  const range = mask['CorrectionRangeMask'];
  const type = isRecord(range) ? numberIn(range['Type']) : undefined;
  const name = mask['What'] === 'Mask/Image' ? `Mask/Image ${numberIn(mask['MaskSubType']) ?? 1}` : mask['What'] === 'Mask/RangeMask' ? `Mask/RangeMask ${['', 'colour', 'luminance', 'depth'][type ?? 2] ?? ''}` : String(mask['What']);
  return MASK_TOOLS.find((tool) => tool.name === name);
}

const MODE_WORDS: Readonly<Record<string, JsonRecord>> = {
  add: { MaskBlendMode: 0 }, subtract: { MaskBlendMode: 1, MaskInverted: false, MaskValue: 0 }, intersect: { MaskBlendMode: 1, MaskInverted: true, MaskValue: 0 },
};

/** One mask or one range inside a mask: flags to booleans, numbers to numbers within their range; what is not known stays as it came. */
export function maskFields(value: JsonValue, path: string, report: Report): JsonValue {
  if (!isRecord(value)) return value;
  const geometry = geometryOf(value['What']);
  const worded = typeof value['MaskBlendMode'] === 'string' ? MODE_WORDS[value['MaskBlendMode'].toLowerCase()] : undefined;
  const out: Record<string, JsonValue> = {};
  for (const [name, given] of Object.entries(worded ? { ...value, ...worded } : value)) {
    const range = geometry.get(name) ?? MASK_NUMBERS[name];
    if (MASK_FLAGS.includes(name)) {
      const read = booleanIn(given);
      if (read === undefined) report({ name: `${path}.${name}`, kind: 'invalid', message: 'expected true or false' });
      else out[name] = read;
    } else if (range) {
      const { value: read, issue } = readNumber({ min: range[0], max: range[1] }, given);
      if (issue) report({ name: `${path}.${name}`, ...issue });
      if (read !== undefined) out[name] = read;
    } else if (MASK_LISTS.includes(name)) out[name] = numberList(given) ?? given;
    else if (name === 'PointModels' && isList(given)) out[name] = given.map((point) => numberList(point) ?? point);
    else if (name === 'CorrectionRangeMask') out[name] = maskFields(given, `${path}.${name}`, report);
    else if ((name === 'Masks' || name === 'Gesture' || name === 'Points') && isList(given)) out[name] = given.map((mask, i) => maskFields(mask, `${path}.${name}[${i}]`, report));
    else out[name] = given;
  }
  if (typeof value['What'] === 'string' && value['What'].startsWith('Mask/') && !GROUPS.includes(value['What']) && !MASK_TOOLS.some((tool) => tool.what === value['What']))
    report({ name: path, kind: 'unknown', message: `${value['What']} is not a mask that this version knows; it is kept` });
  const tool = maskToolOf(value);
  if (tool && !tool.rendered) report({ name: path, kind: 'unrendered', message: `the mask ${tool.label.en} is kept, but this version does not render it: it selects nothing` });
  return out;
}

/** Sparse, like the document: local amounts of zero and straight curves are left out. */
function correction(value: JsonValue, path: string, slider: boolean, report: Report): JsonValue | undefined {
  if (!isRecord(value)) {
    report({ name: path, kind: 'invalid', message: 'expected a correction with masks; it is left out' });
    return undefined;
  }
  const out: Record<string, JsonValue> = { What: 'Correction' };
  for (const [name, given] of Object.entries(value)) {
    const tool = toolOf(name);
    if (tool?.scope === 'local') {
      const amount = numberIn(given);
      const scale = slider ? SCALES.get(name) : undefined;
      const { value: read, issue } = readValue(tool, scale !== undefined && amount !== undefined ? round(amount / scale) : given);
      if (issue) report({ name: `${path}.${name}`, ...issue });
      if (read === undefined || sameJson(read, tool.default)) continue;
      out[name] = read;
      if (!tool.rendered) report({ name: `${path}.${name}`, kind: 'unrendered', message: `${tool.label.en} is kept, but this version does not render it` });
    } else if (name === 'CorrectionAmount') {
      const amount = numberIn(given) ?? 1;
      const { value: read, issue } = readNumber({ min: 0, max: 2 }, amount > 2 ? amount / 100 : given);
      if (issue) report({ name: `${path}.${name}`, ...issue });
      out[name] = read ?? 1;
    } else if (name === 'CorrectionMasks') {
      if (isList(given)) out[name] = given.map((mask, i) => maskFields(mask, `${path}.${name}[${i}]`, report));
      else report({ name: `${path}.${name}`, kind: 'invalid', message: 'expected a list of masks' });
    } else if (name === 'CorrectionActive') out[name] = booleanIn(given) ?? true;
    else if (name === 'CorrectionRangeMask') out[name] = maskFields(given, `${path}.${name}`, report);
    else out[name] = given;
  }
  return out;
}

/** `MaskGroupBasedCorrections` in our units and types, unknown fields kept; an empty list is no list. */
export function readCorrections(value: JsonValue, units: LocalUnits, report: Report): JsonValue | undefined {
  if (!isList(value)) {
    report({ name: CORRECTIONS, kind: 'invalid', message: 'expected a list of corrections; it is left out' });
    return undefined;
  }
  const slider = inSliderUnits(value, units);
  const read = value.map((item, i) => correction(item, `${CORRECTIONS}[${i}]`, slider, report)).filter((item): item is JsonValue => item !== undefined);
  return read.length > 0 ? read : undefined;
}

export { LOCAL_CURVES, LOCAL_SLIDERS };
