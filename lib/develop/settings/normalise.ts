import { TONE_CURVE_PRESETS, WHITE_BALANCE_PRESETS, toolOf } from '../tools';
import type { DevelopSettings, JsonValue, SettingsIssue, SettingsPatch } from '../types';
import { isList, isRecord, sameJson } from './json';
import { LENS_BLUR, readLensBlur } from './lens-blur';
import { readCorrections, type LocalUnits } from './local';
import { CORRECTIONS } from './names';
import { LOOK, lookIssues } from './look';
import { readValue } from './read';
import { areasOfRetouchInfo, readRedEyes, readRetouchAreas } from './read-retouch';
import { RED_EYES, RETOUCH_AREAS } from './retouch';
import type { Report } from './structures';
import { isSwitch, readSwitch, wokenBy } from './switches';

export type Normalised = { readonly settings: DevelopSettings; readonly issues: readonly SettingsIssue[] };

/** What Lightroom writes beside settings, bookkeeping and what Upright was solved to: kept and, as nobody moves it, not reported. */
const CARRIED: ReadonlySet<string> = new Set([
  'Version', 'ProcessVersion', 'CompatibleVersion', 'HasSettings', 'AlreadyApplied', 'RawFileName', 'ToneCurveName', 'CameraProfileDigest', 'OverrideLookVignette', 'AutoTone',
  'AsShotTemperature', 'AsShotTint', 'LensProfileSetup', 'LensProfileName', 'LensProfileFilename', 'LensProfileDigest', 'LensProfileIsEmbedded', 'UprightVersion',
  'UprightCenterMode', 'UprightCenterNormX', 'UprightCenterNormY', 'UprightFocalMode', 'UprightFocalLength35mm', 'UprightPreview', 'UprightTransformCount', 'UprightFourSegmentsCount', 'UprightGuidedCount',
  'UprightDependentDigest', 'UprightGuidedDependentDigest', ...[0, 1, 2, 3, 4, 5].flatMap((n) => [`UprightTransform_${n}`, `UprightFourSegments_${n}`]),
  'CropUnit', 'CropWidth', 'CropHeight', 'CropConstrainAspectRatio', 'CropConstrainToUnitSquare', 'AutoWhiteVersion', 'HDREditMode', 'HDRMaxValue',
]);

/** Text of a look's colour table, beside the look. */
const TABLE = /^Table_\w+$/;

const unknown = (name: string): SettingsIssue => ({ name, kind: 'unknown', message: `${name} is not a setting that this version knows; it is kept as it came` });

/** Settings that name a ready-made set of others. Choosing the name sets the values; moving a value by hand takes the name away. */
const PRESETS: readonly { readonly selector: string; readonly values: Readonly<Record<string, Readonly<Record<string, JsonValue>>>> }[] = [
  { selector: 'WhiteBalance', values: WHITE_BALANCE_PRESETS },
  { selector: 'ToneCurveName2012', values: TONE_CURVE_PRESETS },
];

const isDefault = (name: string, value: JsonValue): boolean => {
  const tool = toolOf(name);
  return tool !== undefined && tool.photos !== 'raw' && sameJson(value, tool.default);
};

/** A RAW photo's white balance. Beside `As Shot` they are a reading of the photo's own, without a name they are custom. */
const KELVIN = ['Temperature', 'Tint'] as const;

const CROP = { CropLeft: 0, CropTop: 0, CropRight: 1, CropBottom: 1, CropAngle: 0 } as const;

/** Settings that are lists or records, with what reads them. */
const STRUCTURES: ReadonlyMap<string, (value: JsonValue, report: Report) => JsonValue | undefined> = new Map([
  [RETOUCH_AREAS, readRetouchAreas], [RED_EYES, readRedEyes], [LENS_BLUR, readLensBlur],
]);

/** The older list of spots says what `RetouchAreas` says, for readers that do not know that: it is read where it stands alone, and not kept, so that there is one truth. */
function withoutRetouchInfo(document: Readonly<Record<string, JsonValue>>, issues: SettingsIssue[]): Readonly<Record<string, JsonValue>> {
  const { RetouchInfo: older, ...rest } = document;
  if (older === undefined || older === null) return document;
  const areas = areasOfRetouchInfo(older);
  const present = rest[RETOUCH_AREAS];
  if (areas.length === 0 || (isList(present) && present.length > 0)) return rest;
  issues.push({ name: 'RetouchInfo', kind: 'translated', message: `${areas.length} spots of an older version are read as ${RETOUCH_AREAS}` });
  return { ...rest, [RETOUCH_AREAS]: areas };
}

/** Every value read and in range, `null` passed through; no rules between names yet. */
function readAll(document: Readonly<Record<string, JsonValue>>, units: LocalUnits, issues: SettingsIssue[]): Record<string, JsonValue> {
  const out: Record<string, JsonValue> = {};
  for (const [name, given] of Object.entries(withoutRetouchInfo(document, issues))) {
    if (name === '__proto__') { issues.push({ name, kind: 'invalid', message: 'not a name that a setting can have; it is left out' }); continue; }
    if (given === null) { out[name] = null; continue; }
    if (name === CORRECTIONS) {
      out[name] = readCorrections(given, units, (issue) => issues.push(issue)) ?? null;
      continue;
    }
    if (isSwitch(name)) {
      out[name] = readSwitch(given);
      continue;
    }
    const structure = STRUCTURES.get(name);
    if (structure) {
      out[name] = structure(given, (issue) => issues.push(issue)) ?? null;
      continue;
    }
    const tool = toolOf(name);
    if (!tool || tool.scope !== 'global') {
      if (!CARRIED.has(name) && !TABLE.test(name)) issues.push(unknown(name));
      out[name] = given;
      continue;
    }
    const { value, issue } = readValue(tool, given);
    if (issue) issues.push({ name, ...issue });
    out[name] = value ?? null;
    if (!tool.rendered && value !== undefined && !sameJson(value, tool.default))
      issues.push({ name, kind: 'unrendered', message: `${tool.label.en} is kept, but this version does not render it` });
  }
  if (out[LOOK] !== undefined) issues.push(...lookIssues(out));
  return out;
}

/** `Auto` is a name whose values the photo decides: choosing it clears them, and values given beside it win. */
const BALANCE = ['IncrementalTemperature', 'IncrementalTint'] as const;

function chooseAuto(patch: Record<string, JsonValue>): void {
  if (patch['WhiteBalance'] !== 'Auto') return;
  if (BALANCE.some((name) => patch[name] !== undefined && patch[name] !== null)) patch['WhiteBalance'] = 'Custom';
  else for (const name of BALANCE) patch[name] = null;
}

/** Fills in what a named preset stands for. In a patch the name wins over values that it does not itself set. */
function expandPresets(document: Record<string, JsonValue>, patch: boolean): void {
  for (const { selector, values } of PRESETS) {
    const name = document[selector] === null && patch ? toolOf(selector)?.default : document[selector];
    const preset = typeof name === 'string' ? values[name] : undefined;
    if (!preset) continue;
    const given = Object.keys(preset).filter((key) => document[key] !== undefined && document[key] !== null);
    const chosen = patch || !isDefault(selector, name ?? null);
    const agrees = given.every((key) => sameJson(document[key] ?? null, preset[key] ?? null));
    if (chosen && agrees) Object.assign(document, preset);
    else if (chosen) document[selector] = 'Custom';
  }
}

/** Photos are hardly longer than twice their height, or higher than twice their length. */
const MOST_ASPECT = 2;

/** Whether a crop leaves anything. Of a long rectangle turned far, the two corners that are stored may stand above each other or change sides. */
function hasArea({ CropLeft, CropTop, CropRight, CropBottom, CropAngle }: Readonly<Record<keyof typeof CROP, number>>): boolean {
  const across = CropRight - CropLeft, down = CropBottom - CropTop;
  const slack = MOST_ASPECT * Math.tan((Math.abs(CropAngle) * Math.PI) / 180);
  return (across > 0 && down > (CropAngle < 0 ? -slack * across : 0)) || (down > 0 && across > (CropAngle > 0 ? -slack * down : 0));
}

/** Removes defaults and `null`s and makes names that depend on each other agree. */
function settle(document: Record<string, JsonValue>, issues: SettingsIssue[]): DevelopSettings {
  const crop = Object.fromEntries(Object.entries(CROP).map(([name, initial]) => [name, typeof document[name] === 'number' ? document[name] : initial])) as Record<keyof typeof CROP, number>;
  if (!hasArea(crop)) {
    issues.push({ name: 'HasCrop', kind: 'invalid', message: 'the crop has no area; it is left out' });
    for (const name of Object.keys(CROP)) delete document[name];
  }
  const cropped = Object.entries(CROP).some(([name, initial]) => typeof document[name] === 'number' && document[name] !== initial);
  document['HasCrop'] = cropped;

  const kelvin = KELVIN.some((name) => typeof document[name] === 'number');
  if (kelvin && document['WhiteBalance'] === 'Custom') delete document['WhiteBalance'];

  // Values that no preset has are custom without saying so: one document for one picture.
  for (const { selector, values } of PRESETS) {
    const keys = new Set(Object.values(values).flatMap(Object.keys));
    if (document[selector] === 'Custom' && [...keys].some((key) => document[key] !== undefined && document[key] !== null && !isDefault(key, document[key] ?? null))) delete document[selector];
  }

  const splits = ['ParametricShadowSplit', 'ParametricMidtoneSplit', 'ParametricHighlightSplit'] as const;
  const [shadow = 0, middle = 0, highlight = 0] = splits.map((name) => { const value = document[name] ?? toolOf(name)?.default; return typeof value === 'number' ? value : 0; });
  if (shadow >= middle || middle >= highlight) {
    issues.push({ name: 'ParametricMidtoneSplit', kind: 'invalid', message: `the curve's splits ${shadow}, ${middle}, ${highlight} are out of order; their defaults are used` });
    for (const name of splits) delete document[name];
  }
  return Object.fromEntries(Object.entries(document).filter(([name, value]) => value !== null && (!isDefault(name, value) || (kelvin && name === 'WhiteBalance'))));
}

/**
 * A document as the rest of the system wants it: known names with values of the right type and in range, defaults left out, curves as number
 * pairs, booleans as booleans, local amounts in file units, `HasCrop` true exactly where there is a crop, and named presets spelled out.
 * Unknown names stay. Everything that was changed or not understood is in `issues`. Normalising twice changes nothing.
 */
export function normalise(document: unknown, { localUnits = 'detect' as LocalUnits } = {}): Normalised {
  const issues: SettingsIssue[] = [];
  if (!isRecord(document)) return { settings: {}, issues: [{ name: '', kind: 'invalid', message: 'expected an object of develop settings' }] };
  const read = readAll(document, localUnits, issues);
  expandPresets(read, false);
  return { settings: settle(read, issues), issues };
}

/** `applyPatch` with a report of what was wrong in the patch. */
export function patchSettings(settings: DevelopSettings, patch: SettingsPatch, { localUnits = 'detect' as LocalUnits } = {}): Normalised {
  const issues: SettingsIssue[] = [];
  const read = readAll(patch, localUnits, issues);
  expandPresets(read, true);
  chooseAuto(read);
  const merged: Record<string, JsonValue> = { ...settings, ...read };
  for (const name of wokenBy(settings, read)) merged[name] = null;
  const named = read['WhiteBalance'] !== undefined && read['WhiteBalance'] !== 'Custom';
  for (const name of KELVIN) if (named && read[name] === undefined) merged[name] = null;
  if (read['WhiteBalance'] === undefined && KELVIN.some((name) => typeof read[name] === 'number')) {
    // What the named light stood for in a rendered file goes with its name.
    const preset = WHITE_BALANCE_PRESETS[String(settings['WhiteBalance'])] ?? {};
    for (const key of Object.keys(preset)) if (read[key] === undefined) merged[key] = null;
    merged['WhiteBalance'] = 'Custom';
  }
  for (const { selector, values } of PRESETS) {
    const name = merged[selector];
    const preset = typeof name === 'string' ? values[name] : undefined;
    const moved = preset && read[selector] === undefined && Object.keys(preset).some((key) => read[key] !== undefined && !sameJson(merged[key] ?? toolOf(key)?.default ?? null, preset[key] ?? null));
    if (moved) merged[selector] = 'Custom';
  }
  if (merged['WhiteBalance'] === 'Auto' && read['WhiteBalance'] === undefined && BALANCE.some((name) => typeof read[name] === 'number')) merged['WhiteBalance'] = 'Custom';
  return { settings: settle(merged, issues), issues };
}

/**
 * Settings with a change applied: `null` puts a parameter back to its default, any other value replaces it whole. Neither argument is
 * changed; `settings` must be normalised, the result is. Values out of range are clamped; `patchSettings` also says so.
 */
export const applyPatch = (settings: DevelopSettings, patch: SettingsPatch): DevelopSettings => patchSettings(settings, patch).settings;
