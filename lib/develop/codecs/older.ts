import { numberIn } from '../settings/read';
import type { JsonValue, SettingsIssue } from '../types';

type Fields = Readonly<Record<string, JsonValue>>;

/** Process version 2012 is written 6.7; those before it (2003: 5.0, 2010: 5.7) have other tone sliders under other names. */
export const isOlderVersion = (version: string): boolean => { const number = Number.parseFloat(version); return Number.isFinite(number) && number < 6.7; };

type Rule = { readonly to: string; readonly neutral: number; readonly scale: number };

/**
 * Where the tone sliders of 2003 and 2010 went. Adobe does not publish its conversion; these are the nearest sliders of today: the old
 * value's distance from its own default (`neutral`), times `scale`. Several may add up in one.
 */
const RULES: Readonly<Record<string, Rule>> = {
  Exposure: { to: 'Exposure2012', neutral: 0, scale: 1 },
  Brightness: { to: 'Exposure2012', neutral: 50, scale: 0.01 },
  Contrast: { to: 'Contrast2012', neutral: 25, scale: 1 },
  Shadows: { to: 'Blacks2012', neutral: 5, scale: -1 },
  HighlightRecovery: { to: 'Highlights2012', neutral: 0, scale: -1 },
  FillLight: { to: 'Shadows2012', neutral: 0, scale: 1 },
  Clarity: { to: 'Clarity2012', neutral: 0, scale: 1 },
};

const LOCAL_RULES: Readonly<Record<string, string>> = { LocalExposure: 'LocalExposure2012', LocalContrast: 'LocalContrast2012', LocalClarity: 'LocalClarity2012' };

/** Before masks had groups, each kind of mask had a list of its own. */
export const OLDER_LISTS: readonly string[] = ['GradientBasedCorrections', 'CircularGradientBasedCorrections', 'PaintBasedCorrections'];

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

/** A local brightness of 1 is the slider's 100, one stop: a quarter of what a local exposure of 1 is. */
const BRIGHTNESS_AS_EXPOSURE = 0.25;

const localOf = (correction: JsonValue): JsonValue => {
  if (typeof correction !== 'object' || correction === null || isList(correction)) return correction;
  const fields = correction as Fields;
  const out = Object.fromEntries(Object.entries(fields).map(([name, value]) => { const to = LOCAL_RULES[name]; return to && fields[to] === undefined ? [to, value] : [name, value]; }));
  const brightness = numberIn(fields['LocalBrightness']);
  if (brightness === undefined || fields['LocalExposure2012'] !== undefined) return out;
  delete out['LocalBrightness'];
  return { ...out, LocalExposure2012: Math.round(((numberIn(fields['LocalExposure']) ?? 0) + brightness * BRIGHTNESS_AS_EXPOSURE) * 1e6) / 1e6 };
};

/** Names that people and models write for today's sliders. */
const SHORT: Readonly<Record<string, string>> = {
  Exposure: 'Exposure2012', Contrast: 'Contrast2012', Highlights: 'Highlights2012', Shadows: 'Shadows2012', Whites: 'Whites2012', Blacks: 'Blacks2012', Clarity: 'Clarity2012', ToneCurve: 'ToneCurvePV2012',
};

/** Short names in a document that says no process version: JSON, as models write it, means today's sliders by them. */
export function spellOut(fields: Fields): { readonly fields: Fields; readonly issues: readonly SettingsIssue[] } {
  if (fields['ProcessVersion'] !== undefined) return { fields, issues: [] };
  const short = Object.keys(fields).filter((name) => { const to = SHORT[name]; return to !== undefined && Object.hasOwn(SHORT, name) && fields[to] === undefined; });
  return {
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [short.includes(name) ? (SHORT[name] ?? name) : name, value])),
    issues: short.map((name) => ({ name, kind: 'translated', message: `${name} was read as ${SHORT[name] ?? name}` })),
  };
}

/** The same settings under today's names, with an issue for each that was moved. Settings already in today's names win. */
export function translateOlder(fields: Fields, processVersion: string | undefined): { readonly fields: Fields; readonly issues: readonly SettingsIssue[] } {
  const issues: SettingsIssue[] = [];
  const out: Record<string, JsonValue> = { ...fields };
  const lists = OLDER_LISTS.filter((name) => isList(fields[name]));
  if (lists.length > 0 && fields['MaskGroupBasedCorrections'] === undefined) {
    out['MaskGroupBasedCorrections'] = lists.flatMap((name) => { const list = fields[name]; return isList(list) ? list.map(localOf) : []; });
    for (const name of lists) {
      delete out[name];
      issues.push({ name, kind: 'translated', message: `${name} is how older versions kept masks; it was moved to MaskGroupBasedCorrections` });
    }
  }
  const older = processVersion === undefined ? Object.keys(RULES).some((name) => fields[name] !== undefined) : isOlderVersion(processVersion);
  if (!older) return { fields: out, issues };
  const moved: Record<string, number> = {};
  for (const [name, { to, neutral, scale }] of Object.entries(RULES)) {
    const value = numberIn(fields[name]);
    if (value === undefined || fields[to] !== undefined) continue;
    delete out[name];
    moved[to] = (moved[to] ?? 0) + (value - neutral) * scale;
    if (value !== neutral) issues.push({ name, kind: 'translated', message: `${name} belongs to process version ${processVersion ?? '2010 or older'}; ${to} stands in for it, close but not equal` });
  }
  for (const [to, value] of Object.entries(moved)) out[to] = Math.round(value * 100) / 100;
  if (isList(fields['ToneCurve']) && fields['ToneCurvePV2012'] === undefined) {
    out['ToneCurvePV2012'] = fields['ToneCurve'];
    delete out['ToneCurve'];
    issues.push({ name: 'ToneCurve', kind: 'translated', message: 'ToneCurve belongs to an older process version; ToneCurvePV2012 stands in for it, close but not equal' });
  }
  return { fields: out, issues };
}
