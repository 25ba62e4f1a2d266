import { CORRECTIONS, describeChange, showValue, switchLabel } from '@/lib/develop/settings';
import { FAMILIES, toolOf } from '@/lib/develop/tools';
import type { JsonValue, Locale } from '@/lib/develop/types';

/** What a parameter is called in the user's language; a name that the registry does not know is shown as it is. */
export function labelOf(name: string, locale: Locale): string {
  if (name === CORRECTIONS) return FAMILIES.find((family) => family.id === 'mask')?.label[locale] ?? name;
  return (toolOf(name)?.label ?? switchLabel(name))?.[locale] ?? name;
}

/** Decimals that a step of this size needs: 0.01 → 2, 1 → 0. */
export function decimalsOf(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}

const UNITS = /(?<=[\d.)\s])(K|°|%|px|EV)(?![a-z])/gi;

/** Reads what a user typed into a slider's field: a comma, a true minus or a unit is fine, a bare sign is not a number. */
export function parseNumber(text: string): number | undefined {
  const plain = text.trim().replace(UNITS, '').trim().replaceAll('−', '-').replace(',', '.').replace(/^\+/, '');
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  return Number(plain);
}

/**
 * Reads a number, a sum of numbers (`20+5`, `3*(4-1)`) or a change of the value that stands there: `+=5`, `-=0.3`, `*=2`, `/2`, `*1.5`. A lone `+5` is five, as
 * sliders write it.
 */
export function calculate(text: string, now: number): number | undefined {
  const known = parseNumber(text);
  if (known !== undefined) return known;
  const plain = text.replace(UNITS, '').replaceAll('−', '-').replaceAll('×', '*').replaceAll('÷', '/').replaceAll(',', '.').replace(/\s+/g, '');
  const change = /^([-+*/])=(.+)$/.exec(plain) ?? /^([*/])(.+)$/.exec(plain);
  const value = change ? sum(`(${now})${change[1] ?? ''}(${change[2] ?? ''})`) : sum(plain);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** The four operations and brackets, by recursive descent; undefined where the text is anything else. */
function sum(text: string): number | undefined {
  let at = 0;
  const factor = (): number => {
    if (text[at] === '-') { at++; return -factor(); }
    if (text[at] === '+') { at++; return factor(); }
    if (text[at] === '(') {
      at++;
      const inner = terms();
      if (text[at++] !== ')') return NaN;
      return inner;
    }
    const number = /^(\d+\.?\d*|\.\d+)(e-?\d+)?/.exec(text.slice(at))?.[0];
    if (number === undefined) return NaN;
    at += number.length;
    return Number(number);
  };
  const product = (): number => {
    let value = factor();
    for (let sign = text[at]; sign === '*' || sign === '/'; sign = text[at]) {
      at++;
      value = sign === '*' ? value * factor() : value / factor();
    }
    return value;
  };
  const terms = (): number => {
    let value = product();
    for (let sign = text[at]; sign === '+' || sign === '-'; sign = text[at]) {
      at++;
      value = sign === '+' ? value + product() : value - product();
    }
    return value;
  };
  const value = terms();
  return at === text.length && Number.isFinite(value) ? value : undefined;
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
