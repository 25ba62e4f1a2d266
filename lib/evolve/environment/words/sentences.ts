import type { Locale } from '@/lib/develop/types';
import type { Split } from '../../types';
import { type Random, randomOf, seedOf } from '../../random';
import type { Subcategory } from '../taxonomy';
import { DEGREES, FRAMES, wishesIn } from './frames';
import { type Wish, WISHES, type WishId } from './wishes';

export type Sentence = { readonly text: string; readonly locale: Locale; readonly wishes: readonly WishId[] };

const wishOf = (id: WishId): Wish => WISHES[id];

/** Whether two wishes go together: neither repeats or contradicts the other. Whoever leaves it to the retoucher asks for nothing else. */
export const agree = (one: WishId, other: WishId): boolean => one !== other && one !== 'auto' && other !== 'auto' && !wishOf(one).apart?.includes(other) && !wishOf(other).apart?.includes(one);

/** A wish in words: `~` becomes the degree. Chinese has no spaces, English exactly one. */
export function worded(phrase: string, degree: string, locale: Locale): string {
  const text = phrase.replace('~', degree);
  return locale === 'zh' ? text.replaceAll(' ', '') : text.replace(/\s+/g, ' ').trim();
}

/** "a bit film grain" is no English. */
const MASS = /^(add|apply|put in|put) ~ /;
const NOUN_DEGREES: Readonly<Record<string, string>> = { '': 'some', slightly: 'a little', 'a bit': 'a bit of', 'a lot': 'a lot of', noticeably: 'noticeably more', 'a touch': 'a touch of', somewhat: 'a fair bit of', considerably: 'considerably more' };

function phraseIn(id: WishId, locale: Locale, split: Split, random: Random): string {
  const phrase = random.pick(wishOf(id)[locale][split]);
  const degree = random.pick(DEGREES[locale][split]);
  return worded(phrase, locale === 'en' && MASS.test(phrase) ? (NOUN_DEGREES[degree] ?? degree) : degree, locale);
}

const tidy = (text: string, locale: Locale): string => (locale === 'en' ? text.charAt(0).toUpperCase() + text.slice(1) : text);

/** One sentence for a sub-category's photo; typical wishes come more often. */
export function sentence(subcategory: Subcategory, locale: Locale, split: Split, random: Random): Sentence {
  const frame = random.pick(FRAMES[locale][split]);
  const wishes: WishId[] = [];
  for (const id of random.shuffled(subcategory.wishes)) {
    if (wishes.length === wishesIn(frame)) break;
    if (wishes.every((other) => agree(other, id))) wishes.push(id);
  }
  const used = wishesIn(frame) === wishes.length ? frame : '{a}';
  const [a = '', b = '', c = ''] = (used === frame ? wishes : wishes.slice(0, 1)).map((id) => phraseIn(id, locale, split, random));
  const text = used.replace('{a}', a).replace('{b}', b).replace('{c}', c);
  return { text: tidy(text, locale), locale, wishes: used === frame ? wishes : wishes.slice(0, 1) };
}

/** Distinct sentences for a sub-category in one language, at most `count`; the same for the same seed. */
export function sentences(subcategory: Subcategory, locale: Locale, split: Split, count: number, seed: number): readonly Sentence[] {
  const random = randomOf(seedOf('sentences', seed, subcategory.id, locale, split));
  const found = new Map<string, Sentence>();
  for (let attempt = 0; attempt < count * 8 && found.size < count; attempt++) {
    const one = sentence(subcategory, locale, split, random);
    if (!found.has(one.text)) found.set(one.text, one);
  }
  return [...found.values()];
}
