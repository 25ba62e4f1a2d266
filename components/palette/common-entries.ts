import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { listSessions } from '@/app/actions';
import { LANGUAGE_NAMES, LOCALES } from '../i18n/locale';
import { useLocaleSwitch } from '../i18n/provider';
import { CARD_EDGE, renderUrl, THUMB_EDGE } from '../studio/urls';
import { SESSIONS_KEY } from '../studio/rail';
import { valueOf } from '../ui/result';
import { applyTheme, currentTheme } from '../ui/theme';
import type { PaletteEntry } from './entry-list';

/** What the palette offers on every page: the other sessions, and how the page itself is. */
export function useCommonEntries(currentId?: string): readonly PaletteEntry[] {
  const t = useTranslations('palette');
  const evolve = useTranslations('evolve');
  const router = useRouter();
  const { locale, switchTo } = useLocaleSwitch();
  const { data: sessions } = useQuery({ queryKey: SESSIONS_KEY, queryFn: () => valueOf(listSessions()), staleTime: 10_000 });
  return useMemo(() => {
    const page: readonly PaletteEntry[] = [
      ...(currentId === undefined ? [] : [{ id: 'library', group: 'page' as const, label: t('library'), run: () => router.push('/') }]),
      ...LOCALES.filter((one) => one !== locale).map((one) => ({ id: `language-${one}`, group: 'page' as const, label: LANGUAGE_NAMES[one], detail: t('language'), run: () => void switchTo(one) })),
      { id: 'theme', group: 'page', label: t('theme'), run: () => applyTheme(currentTheme() === 'dark' ? 'light' : 'dark') },
      { id: 'evolve', group: 'page', label: evolve('menu'), run: () => router.push('/evolve') },
      { id: 'models', group: 'page', label: t('models'), run: () => router.push('/settings') },
    ];
    const others = (sessions ?? []).filter(({ id }) => id !== currentId).map((card): PaletteEntry => ({
      id: `session-${card.id}`,
      group: 'sessions',
      label: card.name,
      picture: renderUrl(card.photoId)({ hash: card.hash, baseId: null }, currentId === undefined ? CARD_EDGE : THUMB_EDGE),
      run: () => router.push(`/s/${card.id}`),
    }));
    return [...page, ...others];
  }, [t, evolve, router, locale, switchTo, sessions, currentId]);
}
