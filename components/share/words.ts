import { createFormatter, createTranslator } from 'use-intl/core';
import type { Locale } from '@/lib/develop/types';
import { loadMessages } from '../i18n/catalogue';

/** Words of one language for pages that are made on the server alone. */
export async function wordsIn(locale: Locale) {
  const messages = await loadMessages(locale);
  return {
    locale,
    t: createTranslator({ locale, messages, namespace: 'shared' }),
    made: createTranslator({ locale, messages, namespace: 'made' }),
    errors: createTranslator({ locale, messages, namespace: 'errors' }),
    format: createFormatter({ locale, timeZone: 'UTC' }),
  };
}

export type PageWords = Awaited<ReturnType<typeof wordsIn>>;
