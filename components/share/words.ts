import { createFormatter, createTranslator } from 'use-intl/core';
import type { Locale } from '@/lib/develop/types';
import { compiledMessages } from '../i18n/compiled';

/** Words of one language for pages that are made on the server alone. */
export async function wordsIn(locale: Locale) {
  const messages = await compiledMessages(locale);
  return {
    locale,
    t: createTranslator({ locale, messages, namespace: 'shared' }),
    made: createTranslator({ locale, messages, namespace: 'made' }),
    errors: createTranslator({ locale, messages, namespace: 'errors' }),
    format: createFormatter({ locale, timeZone: 'UTC' }),
  };
}

export type PageWords = Awaited<ReturnType<typeof wordsIn>>;
