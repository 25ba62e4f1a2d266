import { SWITCHES, toolOf, type NumberTool } from '../tools';
import type { DevelopSettings, JsonValue, Locale } from '../types';
import { isList, isRecord, sameJson } from './json';
import { CORRECTIONS } from './names';
import { isOff, isSwitch, namesUnder, switchLabel } from './switches';

/** `from` and `to` are the values themselves, the registry's default where a document has none. */
export type SettingsChange = { readonly name: string; readonly from: JsonValue; readonly to: JsonValue };

/** What an absent value means; null where that is the photo's own affair. */
const defaultOf = (name: string): JsonValue => {
  const tool = toolOf(name);
  return tool && tool.photos !== 'raw' ? tool.default : null;
};

/** What differs between two normalised documents, in the order of the names of the first and then of the second. */
export function diff(from: DevelopSettings, to: DevelopSettings): readonly SettingsChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names
    .map((name) => ({ name, from: from[name] ?? defaultOf(name), to: to[name] ?? defaultOf(name) }))
    // Normalised documents leave defaults out, so one that is there on one side only is there for a reason.
    .filter((change) => !sameJson(change.from, change.to) || (change.name in from) !== (change.name in to));
}

/** A white balance and its Kelvin are one: naming it in a patch takes away a temperature that the patch does not repeat. */
const BALANCE = ['Temperature', 'Tint'] as const;


/** The patch that turns `from` into `to`: `applyPatch(from, patchBetween(from, to))` equals `to`. */
export function patchBetween(from: DevelopSettings, to: DevelopSettings): DevelopSettings {
  const names = diff(from, to).map(({ name }) => name);
  const repeated = BALANCE.filter((name) => to[name] !== undefined && names.includes('WhiteBalance'));
  // What is moved under a switch that stays off must say so: a move alone would turn it on.
  const off = SWITCHES.filter((one) => isOff(to, one) && namesUnder(one).some((name) => names.includes(name))).map(({ name }) => name);
  return Object.fromEntries([...names, ...repeated, ...off].map((name) => [name, to[name] ?? null]));
}

const decimals = (step: number): number => Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));

/** A number as its slider shows it: `+28`, `−0.50`, `5500 K`, `12°`; a plus sign only where the scale has a negative side. */
export function showNumber(tool: NumberTool, value: number): string {
  const { scale = 1, step = tool.step, unit = tool.unit } = tool.slider ?? {};
  if (unit === 'fraction') return `${(value * 100).toFixed(1)}%`;
  const shown = (value * scale).toFixed(decimals(step));
  const signed = tool.min < 0 && Number(shown) > 0 ? `+${shown}` : shown.replace(/^-(?=0(\.0*)?$)/, '').replace('-', '−');
  return unit === '' || unit === 'EV' ? signed : `${signed}${unit === '°' || unit === '%' ? '' : ' '}${unit}`;
}

/** What stands between words: after a name, between values, between sentences. */
const MARKS = { en: { colon: ': ', comma: ', ', semicolon: '; ' }, zh: { colon: '：', comma: '、', semicolon: '；' } } as const;

const WORDS = { removed: { en: 'removed', zh: '已移除' },  on: { en: 'on', zh: '开' }, off: { en: 'off', zh: '关' }, adjusted: { en: 'adjusted', zh: '已调整' }, reset: { en: 'reset', zh: '已重置' }, none: { en: 'none', zh: '无' }, mask: { en: 'Masks', zh: '蒙版' } } as const;

/** A value of a setting in words for people, without its name. */
export function showValue(name: string, value: JsonValue, locale: Locale): string {
  const tool = toolOf(name);
  if (isSwitch(name)) return WORDS[value === false ? 'off' : 'on'][locale];
  if (tool?.kind === 'number' && typeof value === 'number') return showNumber(tool, value);
  if (tool?.kind === 'boolean') return value === true ? WORDS.on[locale] : WORDS.off[locale];
  if (tool?.kind === 'enum') return tool.options.find((option) => option.value === value)?.label[locale] ?? String(value);
  const listed = tool?.kind === 'list' || name === CORRECTIONS;
  if (value === null || sameJson(value, defaultOf(name))) return (listed ? WORDS.none : WORDS.reset)[locale];
  if (name === CORRECTIONS && isList(value)) return value.map((correction, i) => correctionName(correction, i, locale)).join(MARKS[locale].comma);
  if (listed && isList(value)) return String(value.length);
  if (isRecord(value) && typeof value['BlurAmount'] === 'number') return String(value['BlurAmount']);
  return typeof value === 'string' ? value : WORDS.adjusted[locale];
}

const correctionName = (correction: JsonValue, index: number, locale: Locale): string => {
  const name = isRecord(correction) ? correction['CorrectionName'] : undefined;
  return typeof name === 'string' && name !== '' ? name : `${WORDS.mask[locale]} ${index + 1}`;
};

/** `Sky: Exposure −0.50, Dehaze +20` */
function showCorrection(correction: JsonValue, index: number, locale: Locale): string {
  const moved = Object.entries(isRecord(correction) ? correction : {}).flatMap(([key, value]) => {
    const tool = toolOf(key);
    return tool?.scope === 'local' ? [`${tool.short[locale]} ${showValue(key, value, locale)}`] : [];
  });
  return `${correctionName(correction, index, locale)}${MARKS[locale].colon}${moved.join(MARKS[locale].comma) || WORDS.adjusted[locale]}`;
}

/** Only the corrections that are new, other than before, or gone. */
function describeCorrections(from: JsonValue, to: JsonValue, locale: Locale): string {
  const [before, after] = [from, to].map((value) => (isList(value) ? value : []));
  const changed = (after ?? []).flatMap((correction, i) => (before?.some((old) => sameJson(old, correction)) ? [] : [showCorrection(correction, i, locale)]));
  const names = new Set(after?.map((correction, i) => correctionName(correction, i, locale)));
  const gone = (before ?? []).map((correction, i) => correctionName(correction, i, locale)).filter((old) => !names.has(old)).map((old) => `${old} ${WORDS.removed[locale]}`);
  return [...changed, ...gone].join(MARKS[locale].semicolon) || `${WORDS.mask[locale]} ${WORDS.adjusted[locale]}`;
}

/** One change as a tool chip says it: `Shadows +28`, `Black & White on`, `点曲线 已调整`, `Sky: Exposure −0.50`. */
export function describeChange(name: string, from: JsonValue, to: JsonValue, locale: Locale): string {
  if (name === CORRECTIONS) return describeCorrections(from, to, locale);
  const label = (toolOf(name)?.label ?? switchLabel(name))?.[locale] ?? name;
  if (sameJson(from, to)) return label;
  return `${label} ${toolOf(name)?.kind === 'list' && (to === null || sameJson(to, defaultOf(name))) ? WORDS.removed[locale] : showValue(name, to, locale)}`;
}
