'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { keyOf } from '../studio/keys';
import { useCommonEntries } from './common-entries';
import type { PaletteEntry } from './entry-list';
import { Palette } from './palette';

type Props = { readonly onAdd: () => void; readonly onSearch: () => void; readonly onSelectAll: () => void; readonly onBin: () => void; readonly onKeys: () => void; readonly onClose: () => void };

/** The palette over the library. */
export function LibraryPalette({ onAdd, onSearch, onSelectAll, onBin, onKeys, onClose }: Props) {
  const t = useTranslations('library');
  const names = useTranslations('keys.names');
  const common = useCommonEntries();
  const entries = useMemo((): readonly PaletteEntry[] => [
    { id: 'add', group: 'actions', label: t('pick'), run: onAdd },
    { id: 'search', group: 'actions', label: names('search'), keys: keyOf('search'), run: onSearch },
    { id: 'select-all', group: 'actions', label: names('selectAll'), keys: keyOf('select-all'), run: onSelectAll },
    { id: 'bin', group: 'actions', label: t('bin'), run: onBin },
    { id: 'keys', group: 'actions', label: names('keys'), keys: keyOf('keys'), run: onKeys },
    ...common,
  ], [t, names, common, onAdd, onSearch, onSelectAll, onBin, onKeys]);
  return <Palette entries={entries} onClose={onClose} />;
}
