import { maskKey, isComplement } from '@/lib/develop/masks/needs';
import { combineMode, CORRECTIONS, correctionsOf, diff, inverted, lensBlurOf, LENS_BLUR, pointColours, RETOUCH_AREAS, retouchAreasOf, sameJson, type Correction, type Mask } from '@/lib/develop/settings';
import { LOCAL_SLIDERS, toolOf } from '@/lib/develop/tools';
import type { DevelopSettings, JsonValue } from '@/lib/develop/types';
import { asData, clipped } from './data';

const round = (value: number): number => Math.round(value * 100) / 100;

const KINDS: Readonly<Record<Mask['What'], string>> = {
  'Mask/Gradient': 'linear', 'Mask/CircularGradient': 'ellipse', 'Mask/Paint': 'brush', 'Mask/Aggregate': 'group', 'Mask/Image': 'recognised area', 'Mask/RangeMask': 'range', unknown: 'unknown mask',
};
const RANGES: Readonly<Record<number, string>> = { 1: 'colour range', 2: 'luminance range', 3: 'depth range' };

function maskText(mask: Mask): string {
  const found = isComplement(mask) ? 'background' : maskKey(mask)?.replace(/@.*|^(people|landscape)\//g, '');
  const kind = found ?? (mask.What === 'Mask/RangeMask' ? RANGES[mask.CorrectionRangeMask.Type] : undefined)
    ?? (mask.What === 'Mask/Aggregate' ? mask.Masks.map(maskText).join(' + ') : KINDS[mask.What]);
  const mode = combineMode(mask);
  return `${mode === 'add' ? '' : `${mode} `}${inverted(mask) ? `not (${kind})` : kind}`;
}

/** Amounts of a correction in the units of the sliders, under the names of the registry. */
const amountsText = (correction: Correction): string => LOCAL_SLIDERS.flatMap((name) => {
  const value = correction[name], tool = toolOf(name);
  if (!value || tool?.kind !== 'number') return [];
  return [`${name} ${round(value * (tool.slider?.scale ?? 1))}`];
}).join(', ');

/** `#2 «Darken the sky» (sky): LocalExposure2012 -0.6` */
export const correctionText = (correction: Correction, index: number): string =>
  `#${index + 1} ${asData(correction.CorrectionName, 60)} (${clipped(correction.CorrectionMasks.map(maskText).join(', ') || 'nowhere', 120)})${correction.CorrectionActive ? '' : ' off'}: ${amountsText(correction) || 'no slider'}`;

/** Local corrections that are written out; of more only the latest are. */
const LISTED = 12;

function listed(corrections: readonly Correction[]): readonly string[] {
  const lines = corrections.map(correctionText);
  return lines.length > LISTED ? [`(${lines.length - LISTED} older local corrections, #1–#${lines.length - LISTED})`, ...lines.slice(-LISTED)] : lines;
}

/** A value under its name; undefined for what the registry does not know or what has words of its own. */
function valueText(name: string, value: JsonValue): string | undefined {
  const tool = toolOf(name);
  if (tool?.scope !== 'global') return undefined;
  if (tool.kind === 'number' && typeof value === 'number') return `${name} ${round(value)}`;
  if (tool.kind === 'boolean') return `${name} ${String(value)}`;
  if (tool.kind === 'enum') return `${name} ${typeof value === 'string' ? asData(value, 60) : String(value)}`;
  if (tool.kind === 'curve') return `${name} ${clipped(JSON.stringify(value), 160)}`;
  return undefined;
}

/** What settings are, for a model: every slider that is moved, then the local corrections by number, then what was retouched. */
export function settingsText(settings: DevelopSettings): string {
  const sliders = Object.entries(settings).flatMap(([name, value]) => valueText(name, value) ?? []);
  const blur = lensBlurOf(settings);
  const spots = retouchAreasOf(settings).length, samples = pointColours(settings['PointColors'], settings['ColorVariance']).length;
  return [
    sliders.length > 0 ? clipped(sliders.join(', '), 2400) : 'every slider at its default',
    ...listed(correctionsOf(settings)),
    ...(samples > 0 ? [`${samples} point colours`] : []),
    ...(blur ? [`lens blur ${round(blur.amount * 100)}`] : []),
    ...(spots > 0 ? [`${spots} retouched areas`] : []),
  ].join('\n');
}

const shown = (name: string, value: JsonValue): string => (value === null ? 'default' : (valueText(name, value)?.slice(name.length + 1) ?? 'changed'));

/** What a step changed: `Exposure2012 0→0.4, local #2 …`. */
export function changesText(before: DevelopSettings, after: DevelopSettings, most = 240): string {
  const lists: Readonly<Record<string, () => string>> = {
    [CORRECTIONS]: () => {
      const [old, now] = [correctionsOf(before), correctionsOf(after)];
      const moved = now.flatMap((correction, at) => (sameJson(correction as unknown as JsonValue, (old[at] ?? null) as unknown as JsonValue) ? [] : [`local ${correctionText(correction, at)}`]));
      return [...moved, ...(now.length < old.length ? [`${old.length - now.length} local corrections removed`] : [])].join('; ');
    },
    [RETOUCH_AREAS]: () => `retouched areas ${retouchAreasOf(before).length}→${retouchAreasOf(after).length}`,
    [LENS_BLUR]: () => `lens blur ${round((lensBlurOf(before)?.amount ?? 0) * 100)}→${round((lensBlurOf(after)?.amount ?? 0) * 100)}`,
  };
  const parts = diff(before, after).map(({ name, from, to }) => lists[name]?.() ?? (toolOf(name) ? `${name} ${shown(name, from)}→${shown(name, to)}` : asData(name, 40)));
  return clipped(parts.join(', ') || 'nothing', most);
}
