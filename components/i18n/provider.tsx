'use client';

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { IntlProvider, useLocale } from 'use-intl';
import type { Locale } from '@/lib/develop/types';
import { LANGUAGE_TAG, LOCALE_COOKIE } from './locale';
import type { Messages } from './messages/en';

const SwitchContext = createContext<(locale: Locale) => Promise<void>>(async () => {});

const unchanging = () => () => {};
const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

type Props = { readonly locale: Locale; readonly messages: Messages; readonly now: number; readonly children: ReactNode };

/** Words for everything below. `now` is the server's clock, so that the first client render tells the same relative times. */
export function I18nProvider({ locale: first, messages: firstMessages, now, children }: Props) {
  const [state, setState] = useState({ locale: first, messages: firstMessages });
  const latest = useRef(0);

  const switchTo = useCallback(async (locale: Locale) => {
    const call = ++latest.current;
    const response = await fetch(`/api/words/${locale}`);
    if (!response.ok) throw new Error(`Expected the words of ${locale} but received status ${response.status}`);
    const messages = (await response.json()) as Messages;
    if (call !== latest.current) return;
    document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
    setState({ locale, messages });
  }, []);

  useEffect(() => {
    document.documentElement.lang = LANGUAGE_TAG[state.locale];
  }, [state.locale]);

  // The server does not know the visitor's zone: dates are told in it once the page is alive.
  const timeZone = useSyncExternalStore(unchanging, zoneHere, () => 'UTC');

  const clock = useMemo(() => new Date(now), [now]);
  return (
    <SwitchContext value={switchTo}>
      <IntlProvider locale={state.locale} messages={state.messages} now={clock} timeZone={timeZone}>
        {children}
      </IntlProvider>
    </SwitchContext>
  );
}

/** The current locale and how to change it without a reload. */
export function useLocaleSwitch(): { readonly locale: Locale; readonly switchTo: (locale: Locale) => Promise<void> } {
  return { locale: useLocale(), switchTo: useContext(SwitchContext) };
}
