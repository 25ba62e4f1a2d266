'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { listLooks } from '@/app/actions';
import type { Size } from '@/lib/develop/types';
import { useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { KEYS, shownKeys, type KeyRow, type StudioCommand } from '../studio/keys';
import { usePreferences } from '../studio/store';
import { THUMB_EDGE } from '../studio/urls';
import { studioCommands } from '../studio/use-keyboard';
import { useCommonEntries } from './common-entries';
import { valueOf } from '../ui/result';
import { Palette, type PaletteEntry } from './palette';

/** Rows of the key table that do one thing at any time. */
const isAction = (row: KeyRow): boolean => row.notInPalette !== true && row.place !== 'library' && new Set(row.strokes.map(([, command]) => command)).size === 1;

/** The palette over an open photo. */
export function StudioPalette({ picture, onClose }: { readonly picture: Size; readonly onClose: () => void }) {
  const t = useTranslations('palette');
  const names = useTranslations('keys.names');
  const studio = useTranslations('studio');
  const original = useTranslations('history')('original');
  const locale = useLocale();
  const store = useStudioStore();
  const data = useStudioData();
  const actions = useStudioActions();
  const common = useCommonEntries(data.session.id);
  const { data: shelf } = useQuery({ queryKey: ['looks'], queryFn: () => valueOf(listLooks()), staleTime: 10_000 });
  const entries = useMemo((): readonly PaletteEntry[] => {
    const commands: Readonly<Record<string, () => void>> = studioCommands(store, data, actions, picture) satisfies Record<StudioCommand, () => void>;
    const keyed = KEYS.filter(isAction).flatMap((row): readonly PaletteEntry[] => {
      const command = row.strokes[0]?.[1] ?? '';
      const run = commands[command];
      return run ? [{ id: `key-${row.name}`, group: 'actions', label: names(row.name), keys: shownKeys(row)[0], run }] : [];
    });
    const dialogs = (['share', 'import'] as const).map((dialog): PaletteEntry => ({ id: dialog, group: 'actions', label: studio(dialog), run: () => store.setState({ dialog }) }));
    const tabs = (['chat', 'develop', 'info'] as const).map((tab): PaletteEntry => ({ id: `tab-${tab}`, group: 'actions', label: studio(`tab.${tab}`), detail: t('panel'), run: () => usePreferences.setState({ tab }) }));
    const looks = (shelf ?? []).map(({ id, name, description, patch }): PaletteEntry => ({
      id: `look-${id}`,
      group: 'looks',
      label: name[locale],
      detail: description?.[locale],
      also: [name.en, name.zh],
      run: () => void actions.apply(patch, name[locale]),
    }));
    const steps = data.steps.map((step): PaletteEntry => ({
      id: `step-${step.id}`,
      group: 'steps',
      label: step.author === 'root' ? original : step.title,
      picture: data.pictureUrl(step, THUMB_EDGE),
      run: () => actions.select(step.id),
    }));
    return [...keyed, ...dialogs, ...tabs, ...looks, ...steps, ...common];
  }, [store, data, actions, picture, names, studio, t, original, locale, common, shelf]);
  return <Palette entries={entries} onClose={onClose} />;
}
