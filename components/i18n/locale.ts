import type { Locale } from '@/lib/develop/types';

export const LOCALES: readonly Locale[] = ['en', 'zh'];
export const LOCALE_COOKIE = 'evoroom-locale';

/** A BCP 47 tag for `lang` attributes and Intl formatters. */
export const LANGUAGE_TAG: Readonly<Record<Locale, string>> = { en: 'en', zh: 'zh-CN' };

/** A language is named in itself, so that whoever landed in the wrong one finds the way back. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', zh: '中文' };

/** The catalogue for a language tag such as `zh-Hant-TW`, if there is one. */
function catalogueOf(tag: string): Locale | undefined {
  const primary = tag.trim().toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === primary);
}

/**
 * The locale of a request: an explicit choice (cookie) wins, then the `Accept-Language` header in order of its weights, then English.
 */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null | undefined): Locale {
  const chosen = cookie === undefined ? undefined : catalogueOf(cookie);
  if (chosen) return chosen;
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((part, order) => {
      const [tag = '', ...parameters] = part.split(';');
      const weight = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { tag, order, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter((entry) => entry.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order);
  for (const { tag } of ranked) {
    const found = catalogueOf(tag);
    if (found) return found;
  }
  return 'en';
}
