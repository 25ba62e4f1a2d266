'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { autoSettings, listLooks } from '@/app/actions';
import { outputSize } from '@/lib/develop/engine';
import type { AutoPart } from '@/lib/studio/auto';
import { useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { KEYS, shownKeys, type KeyRow, type StudioCommand } from '../studio/keys';
import { usePreferences } from '../studio/store';
import { THUMB_EDGE } from '../studio/urls';
import { studioCommands } from '../studio/studio-commands';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import type { PaletteEntry } from './entry-list';

/** Rows of the key table that do one thing at any time. */
const isAction = (row: KeyRow): boolean => row.notInPalette !== true && row.place !== 'library' && new Set(row.strokes.map(([, command]) => command)).size === 1;

/** What can be done with the open photo: the palette and the composer's menu offer the same. */
export function useStudioEntries(): { readonly actions: readonly PaletteEntry[]; readonly looks: readonly PaletteEntry[]; readonly steps: readonly PaletteEntry[] } {
  const t = useTranslations('palette');
  const names = useTranslations('keys.names');
  const studio = useTranslations('studio');
  const original = useTranslations('history')('original');
  const locale = useLocale();
  const errorText = useErrorText();
  const store = useStudioStore();
  const data = useStudioData();
  const actions = useStudioActions();
  const { data: shelf } = useQuery({ queryKey: ['looks'], queryFn: () => valueOf(listLooks()), staleTime: 10_000 });
  return useMemo(() => {
    const { session, selected, photo } = data;
    const picture = outputSize({ width: photo.width, height: photo.height }, selected.settings);
    const commands: Readonly<Record<string, () => void>> = studioCommands(store, data, actions, picture) satisfies Record<StudioCommand, () => void>;
    const keyed = KEYS.filter(isAction).flatMap((row): readonly PaletteEntry[] => {
      const command = row.strokes[0]?.[1] ?? '';
      const run = commands[command];
      return run ? [{ id: `key-${row.name}`, group: 'actions', label: names(row.name), keys: shownKeys(row)[0], run }] : [];
    });
    const auto = (part: AutoPart, label: string): PaletteEntry => ({
      id: `auto-${part}`, group: 'actions', label,
      run: () => void valueOf(autoSettings(session.id, selected.id, part)).then((patch) => actions.apply(patch, label)).catch((error: unknown) => toast(errorText(error), { tone: 'error' })),
    });
    const dialogs = (['share', 'import'] as const).map((dialog): PaletteEntry => ({ id: dialog, group: 'actions', label: studio(dialog), run: () => store.setState({ dialog }) }));
    const tabs = (['chat', 'develop', 'info'] as const).map((tab): PaletteEntry => ({ id: `tab-${tab}`, group: 'actions', label: studio(`tab.${tab}`), detail: t('panel'), run: () => usePreferences.setState({ tab }) }));
    return {
      actions: [...keyed, auto('tone', t('autoTone')), auto('white-balance', t('autoBalance')), ...dialogs, ...tabs],
      looks: (shelf ?? []).map(({ id, name, description, patch }): PaletteEntry => ({
        id: `look-${id}`,
        group: 'looks',
        label: name[locale],
        detail: description?.[locale],
        also: [name.en, name.zh],
        run: () => void actions.apply(patch, name[locale]),
      })),
      steps: data.steps.map((step): PaletteEntry => ({
        id: `step-${step.id}`,
        group: 'steps',
        label: step.author === 'root' ? original : step.title,
        picture: data.pictureUrl(step, THUMB_EDGE),
        run: () => actions.select(step.id),
      })),
    };
  }, [store, data, actions, names, studio, t, original, locale, shelf, errorText]);
}
