'use client';

import { useQuery } from '@tanstack/react-query';
import { HardDrive, Keyboard, Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { storageUsed } from '@/app/library-actions';
import { Button } from '../ui/button';
import { valueOf } from '../ui/result';
import { openDialog } from './library-store';
import { STORAGE_KEY } from './query-keys';
import { useBytes } from './use-bytes';

/** What the photos take on the server, and the way to the bin. */
export function LibraryFoot() {
  const t = useTranslations('library');
  const bytes = useBytes();
  const { data } = useQuery({ queryKey: STORAGE_KEY, queryFn: () => valueOf(storageUsed()), staleTime: 10_000 });
  // A first visit has nothing to keep account of.
  if (data?.photos === 0) return null;
  return (
    <footer className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line pt-3 text-ui text-quiet">
      <span className="flex items-center gap-2 tabular-nums" data-testid="storage"><HardDrive size={14} aria-hidden />{data ? t('storage', { size: bytes(data.bytes), photos: data.photos }) : t('storageUnknown')}</span>
      <span className="flex-1" />
      <Button look="quiet" className="pointer-coarse:hidden" onClick={() => openDialog('keys')}><Keyboard size={14} aria-hidden />{t('keys')}</Button>
      <Button look="quiet" onClick={() => openDialog('bin')}><Trash2 size={14} aria-hidden />{data && data.binned > 0 ? t('binWith', { size: bytes(data.binned) }) : t('bin')}</Button>
    </footer>
  );
}
