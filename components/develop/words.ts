import { CORRECTIONS, describeChange, showValue } from '@/lib/develop/settings';
import { FAMILIES, toolOf } from '@/lib/develop/tools';
import type { JsonValue, Locale } from '@/lib/develop/types';

/** What a parameter is called in the user's language; a name that the registry does not know is shown as it is. */
export function labelOf(name: string, locale: Locale): string {
  if (name === CORRECTIONS) return FAMILIES.find((family) => family.id === 'mask')?.label[locale] ?? name;
  return toolOf(name)?.label[locale] ?? name;
}

/** Decimals that a step of this size needs: 0.01 → 2, 1 → 0. */
export function decimalsOf(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}

/** Reads what a user typed into a slider's field: a comma, a true minus or a unit is fine, a bare sign is not a number. */
export function parseNumber(text: string): number | undefined {
  const plain = text.trim().replace(/\s*(K|°|%|px|EV)$/i, '').replace('−', '-').replace(',', '.').replace(/^\+/, '');
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  return Number(plain);
}

/** A change as a chip shows it: words for both values, and for numbers their places 0..1 on the slider. */
export type ChangeView = { readonly from: string; readonly to: string; readonly track?: { readonly start: number; readonly end: number } };

export function changeView(change: { readonly name: string; readonly from: JsonValue; readonly to: JsonValue }, locale: Locale): ChangeView {
  const tool = toolOf(change.name);
  const from = change.from ?? tool?.default ?? null;
  const to = change.to ?? tool?.default ?? null;
  const words = { from: showValue(change.name, from, locale), to: change.name === CORRECTIONS && to !== null ? describeChange(change.name, from, to, locale) : showValue(change.name, to, locale) };
  if (tool?.kind !== 'number' || typeof from !== 'number' || typeof to !== 'number') return words;
  const place = (value: number) => Math.min(1, Math.max(0, (value - tool.min) / (tool.max - tool.min)));
  return { ...words, track: { start: place(from), end: place(to) } };
}
