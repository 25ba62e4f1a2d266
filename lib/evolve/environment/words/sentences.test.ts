import { describe, expect, it } from 'vitest';
import { understand } from '@/lib/agent/language';
import { differences } from '@/lib/agent/language/corpus/expect';
import type { Locale } from '@/lib/develop/types';
import type { Split } from '../../types';
import { CATEGORIES, SUBCATEGORIES } from '../taxonomy';
import { DEGREES, FRAMES } from './frames';
import { agree, sentences, worded } from './sentences';
import { WISHES, type Wish, type WishId } from './wishes';

const LOCALES: readonly Locale[] = ['en', 'zh'];
const SPLITS: readonly Split[] = ['train', 'test'];
const all = (split: Split, locale: Locale) => SUBCATEGORIES.flatMap((subcategory) => sentences(subcategory, locale, split, 24, 1));
const rows = Object.entries(WISHES) as [WishId, Wish][];

describe('the taxonomy', () => {
  it('has ArtEdit’s 10 categories and 37 sub-categories, each in both languages', () => {
    expect(SUBCATEGORIES).toHaveLength(37);
    expect(new Set(SUBCATEGORIES.map(({ category }) => category))).toEqual(new Set(CATEGORIES));
    expect(new Set(SUBCATEGORIES.map(({ id }) => id)).size).toBe(37);
    for (const { id, label, wishes } of SUBCATEGORIES) {
      expect([label.en, label.zh].every(Boolean), id).toBe(true);
      expect(new Set(wishes).size, id).toBeGreaterThanOrEqual(6);
    }
  });
});

describe('wishes', () => {
  it('are understood in every wording, plain and with every degree word', () => {
    const wrong = rows.flatMap(([id, wish]) => LOCALES.flatMap((locale) => SPLITS.flatMap((split) => wish[locale][split].flatMap((phrase) =>
      DEGREES[locale][split].flatMap((degree) => {
        const text = worded(phrase, degree, locale);
        const problems = differences(understand(text, { locale, history: [] }), wish.expects);
        return problems.length > 0 ? [`${id} «${text}»: ${problems.join('; ')}`] : [];
      })))));
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('share no wording between training and testing, nor frames, nor degree words', () => {
    for (const locale of LOCALES) {
      const [train, test] = SPLITS.map((split) => new Set(rows.flatMap(([, wish]) => wish[locale][split])));
      expect([...test!].filter((phrase) => train!.has(phrase))).toEqual([]);
      expect(FRAMES[locale].test.filter((frame) => FRAMES[locale].train.includes(frame))).toEqual([]);
      expect(DEGREES[locale].test.filter((word) => word !== '' && DEGREES[locale].train.includes(word))).toEqual([]);
    }
  });
});

describe('sentences', () => {
  it('are several hundred a language, and no test sentence is a training sentence', () => {
    for (const locale of LOCALES) {
      const train = new Set(all('train', locale).map(({ text }) => text)), test = new Set(all('test', locale).map(({ text }) => text));
      expect(train.size).toBeGreaterThan(500);
      expect(test.size).toBeGreaterThan(300);
      expect([...test].filter((text) => train.has(text))).toEqual([]);
    }
  });

  it('are read whole, and every wish in them is found', () => {
    const wrong = LOCALES.flatMap((locale) => SPLITS.flatMap((split) => all(split, locale).flatMap(({ text, wishes }) => {
      const intent = understand(text, { locale, history: [] });
      const lost = wishes.filter((id) => differences(intent, WISHES[id].expects).some((problem) => problem.startsWith('missing')) || (WISHES[id].expects.startsWith('style:') && !intent.styles.includes(WISHES[id].expects.slice(6))));
      return intent.notUnderstood.length > 0 || lost.length > 0 || intent.language !== locale ? [`«${text}» ${wishes.join('+')} lost ${lost.join()} ${intent.notUnderstood.map((part) => part.text).join('|')}`] : [];
    })));
    expect(wrong).toEqual([]);
  });

  it('never ask for a thing and its opposite', () => {
    for (const split of SPLITS) for (const locale of LOCALES) for (const { wishes } of all(split, locale))
      expect(wishes.every((one, at) => wishes.slice(at + 1).every((other) => agree(one, other)))).toBe(true);
  });

  it('are the same for the same seed', () => {
    const [first] = SUBCATEGORIES;
    expect(sentences(first!, 'en', 'train', 20, 7)).toEqual(sentences(first!, 'en', 'train', 20, 7));
    expect(sentences(first!, 'en', 'train', 20, 7)).not.toEqual(sentences(first!, 'en', 'train', 20, 8));
  });
});
