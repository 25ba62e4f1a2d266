'use client';

import { useCallback } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { ActionError } from './result';

/**
 * What to tell the user about an error. The server explains itself in English and by a stable code; other languages have words for the
 * code. A failure without either is the network's: `fallback` says what that means here.
 */
export function useErrorText(): (error: unknown, fallback?: string) => string {
  const t = useTranslations('errors');
  const locale = useLocale();
  return useCallback((error, fallback) => {
    if (!(error instanceof ActionError)) return fallback ?? t('unreachable');
    const key = `codes.${error.code}` as Parameters<typeof t.has>[0];
    return locale !== 'en' && t.has(key) ? t(key) : error.message;
  }, [t, locale]);
}
