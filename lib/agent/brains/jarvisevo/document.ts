import { maskKey } from '@/lib/develop/masks/needs';
import { applyPatch, canonicalJson, CORRECTIONS, correctionsOf, normalise, type Mask } from '@/lib/develop/settings';
import { incrementsFor, toolOf } from '@/lib/develop/tools';
import type { DevelopSettings, JsonValue, SettingsPatch } from '@/lib/develop/types';
import type { Fields } from './call';

/**
 * What the calls of a run come to. A call states absolute values of the parameters that it names, and the picture is always developed from the photo as
 * the run found it, never from the last rendering: one document grows from call to call, a value that is stated again replaces the one before, and a
 * correction of a place that was corrected before replaces the amounts that it names. That is what keeps every slider movable afterwards, at full quality.
 *
 * (The published client renders each step from the picture that the step before left, and the reflection from the original with the refined parameters
 * alone. As the two steps of a plan name different parameters, both ways show the same; for what a reflection retains ours follows what its
 * prompt says, "only the parameters you are adjusting".)
 *
 * Where the run started from settings that the user or an earlier run had made, the model saw them as its original: amounts around zero are added to them.
 */
export type Developed = {
  readonly settings: DevelopSettings;
  /** Parameters of the last call that the engine has not, as the model gave them. */
  readonly unknown: SettingsPatch;
  /** What the model should know of its last call, in English. */
  readonly remarks: readonly string[];
  /** Keys of what has to be found in the photo for the masks of the last call. */
  readonly looksFor: readonly string[];
};

export type Photo = { /** White balance in Kelvin. */ readonly raw: boolean; /** Masks that stand for "the subject": what the user pointed at. */ readonly pointed?: readonly JsonValue[] };

const isFields = (value: JsonValue | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : []);
const correctionsIn = (fields: Fields): readonly Fields[] => list(fields[CORRECTIONS]).filter(isFields);

/** Fields of a mask that say nothing about what it selects. */
const NAMES = /^(MaskName|MaskID|MaskSyncID|MaskVersion|MaskActive)$/;
const placeOf = (correction: Fields): string =>
  canonicalJson({ masks: list(correction['CorrectionMasks']).map((mask) => (isFields(mask) ? Object.fromEntries(Object.entries(mask).filter(([name]) => !NAMES.test(name))) : mask)) });

/** `next` after `before`: absolute values, by parameter and for corrections by place. */
function merged(before: Fields, next: Fields): Fields {
  const earlier = correctionsIn(before), later = correctionsIn(next);
  const places = new Set(earlier.map(placeOf));
  const mended = earlier.map((correction) => Object.assign({}, correction, ...later.filter((one) => placeOf(one) === placeOf(correction))) as Fields);
  const corrections = [...mended, ...later.filter((one) => !places.has(placeOf(one)))];
  return { ...before, ...next, ...(corrections.length > 0 && { [CORRECTIONS]: corrections }) };
}

/** What calls come to, one after the other. */
export const together = (calls: readonly Fields[]): Fields => calls.reduce(merged, {});

const numberIn = (value: JsonValue | undefined): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** The white balance on the scale that the photo has: models think in Kelvin, JPEGs have none. A number too small for a light is meant as an increment. */
function balanced(fields: Fields, raw: boolean): Fields {
  const { Temperature, Tint, ...rest } = fields;
  const temperature = numberIn(Temperature), tint = numberIn(Tint);
  if (raw || (temperature === undefined && tint === undefined)) return fields;
  const kelvin = temperature !== undefined && Math.abs(temperature) > 1000;
  const increments = kelvin
    ? incrementsFor(temperature, tint ?? 10)
    : { ...(temperature !== undefined && { IncrementalTemperature: temperature }), ...(tint !== undefined && { IncrementalTint: tint }) };
  return { ...increments, ...rest };
}

/** The subject is what the user pointed at, where that was done. */
function pointedAt(fields: Fields, pointed: readonly JsonValue[] | undefined): Fields {
  if (!pointed || pointed.length === 0 || !(CORRECTIONS in fields)) return fields;
  const masks = (given: JsonValue | undefined): readonly JsonValue[] => list(given).flatMap((mask) => (isFields(mask) && mask['What'] === 'Mask/Image' && numberIn(mask['MaskSubType']) === 1 ? pointed : [mask]));
  return { ...fields, [CORRECTIONS]: correctionsIn(fields).map((correction) => ({ ...correction, CorrectionMasks: masks(correction['CorrectionMasks']) })) };
}

/** Parameters and local amounts that nobody here knows, and the fields without them. */
function sifted(fields: Fields): { readonly fields: Fields; readonly unknown: Fields } {
  const { issues } = normalise(fields, { localUnits: 'slider' });
  const strange = new Set(issues.filter(({ kind, name }) => kind === 'unknown' && name in fields && name !== CORRECTIONS).map(({ name }) => name));
  const unknown: Record<string, JsonValue> = Object.fromEntries(Object.entries(fields).filter(([name]) => strange.has(name)));
  const corrections = correctionsIn(fields).map((correction, at) => Object.fromEntries(Object.entries(correction).filter(([name, value]) => {
    const isStrange = name.startsWith('Local') && toolOf(name) === undefined;
    if (isStrange) unknown[`${CORRECTIONS}[${at}].${name}`] = value;
    return !isStrange;
  })));
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !strange.has(name)));
  return { fields: corrections.length > 0 ? { ...rest, [CORRECTIONS]: corrections } : rest, unknown };
}

/** Amounts around zero add up with where the run started, everything else replaces it, corrections come after those that were there. */
function over(start: DevelopSettings, document: DevelopSettings): DevelopSettings {
  const patch = Object.fromEntries(Object.entries(document).map(([name, value]) => {
    const tool = toolOf(name), before = start[name];
    const adds = tool?.kind === 'number' && tool.default === 0 && tool.min < 0 && typeof before === 'number' && typeof value === 'number';
    if (adds) return [name, Math.min(tool.max, Math.max(tool.min, Math.round((before + value) * 1e4) / 1e4))];
    return [name, name === CORRECTIONS ? [...list(before), ...list(value)] : value];
  }));
  return applyPatch(start, patch);
}

const masksIn = (masks: readonly Mask[]): readonly Mask[] => masks.flatMap((mask) => (mask.What === 'Mask/Aggregate' ? masksIn(mask.Masks) : [mask]));

/** Settings after `calls`, the last of which is the one to be carried out, for a run that started from `start`. */
export function developed(start: DevelopSettings, calls: readonly Fields[], { raw, pointed }: Photo): Developed {
  const sieved = calls.map((call) => sifted(pointedAt(balanced(call, raw), pointed)));
  const last = sieved.at(-1) ?? { fields: {}, unknown: {} };
  const { settings } = normalise(together(sieved.map(({ fields }) => fields)), { localUnits: 'slider' });
  const { settings: own, issues } = normalise(last.fields, { localUnits: 'slider' });
  const about = (kind: string): string => [...new Set(issues.filter((issue) => issue.kind === kind).map(({ name }) => name))].join(', ');
  const strange = Object.keys(last.unknown).join(', '), clamped = about('clamped'), invalid = about('invalid');
  const remarks = [
    ...(strange ? [`Not available here and left out: ${strange}.`] : []),
    ...(clamped ? [`Kept within their range: ${clamped}.`] : []),
    ...(invalid ? [`Not readable and left out: ${invalid}.`] : []),
  ];
  const looksFor = [...new Set(correctionsOf(own).flatMap(({ CorrectionMasks }) => masksIn(CorrectionMasks).flatMap((mask) => maskKey(mask) ?? [])))];
  return { settings: over(start, settings), unknown: last.unknown, remarks, looksFor };
}

/** Settings as the checkpoint would have written them: one line of JSON, local amounts as sliders show them. */
export function asParameters(settings: Fields): string {
  const slider = (correction: Fields): Fields => Object.fromEntries(Object.entries(correction).map(([name, value]) => {
    const tool = toolOf(name);
    return [name, typeof value === 'number' && tool?.kind === 'number' && tool.scope === 'local' ? Math.round(value * (tool.slider?.scale ?? 1) * 1e4) / 1e4 : value];
  }));
  const corrections = correctionsIn(settings);
  return oneLine(corrections.length > 0 ? { ...settings, [CORRECTIONS]: corrections.map(slider) } : settings);
}

/** JSON on one line with spaces, as the checkpoint's own calls are. */
export const oneLine = (value: JsonValue): string => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
