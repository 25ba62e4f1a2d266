import type { Locale } from '@/lib/develop/types';
import { EN } from './en';
import type { Words, Wordings } from './types';
import { ZH } from './zh';

export type { Words, Wordings } from './types';
export const WORDS: Readonly<Record<Locale, Words>> = { en: EN, zh: ZH };

export type Facts = Readonly<Record<string, string | number>>;

/** A template with its places filled; `{Name}` is `{name}` with a capital. A place without a fact is a mistake in the templates. */
export function fill(template: string, facts: Facts): string {
  return template.replace(/\{(\w+)\}/g, (_, place: string) => {
    const lower = place.charAt(0).toLowerCase() + place.slice(1);
    const value = facts[place] ?? facts[lower];
    if (value === undefined) throw new RangeError(`Expected a fact for {${place}} in “${template}”`);
    const text = String(value);
    return place === lower ? text : text.charAt(0).toUpperCase() + text.slice(1);
  });
}

/** One of several wordings, the same for the same seed and place in the run. */
export function pick(wordings: Wordings, seed: number): string {
  const mixed = Math.imul((seed | 0) ^ 0x9e3779b9, 0x85ebca6b) >>> 8;
  return wordings[mixed % wordings.length] ?? '';
}

/** Text in pieces of a few words, as it would be typed. */
export function* deltas(text: string): Generator<string> {
  const pieces = text.match(/\p{Script=Han}[^\s]{0,9}|[^\s]+\s*(?:[^\s]+\s*){0,3}|\s+/gu) ?? [];
  let rest = text;
  for (const piece of pieces) {
    const at = rest.indexOf(piece);
    yield rest.slice(0, at + piece.length);
    rest = rest.slice(at + piece.length);
  }
  if (rest !== '') yield rest;
}
