'use client';

import { BookmarkPlus, ClipboardPaste, Copy, Images, RotateCcw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { patchBetween, sameJson } from '@/lib/develop/settings';
import { IconButton } from '../ui/button';
import { LiveStatus } from './live/live-status';
import { useClipboard } from './parts/use-clipboard';
import type { Develop } from './use-develop';

const DIALOGS = {
  copy: dynamic(() => import('./parts/copy-dialog').then((module) => module.CopyDialog), { ssr: false }),
  sync: dynamic(() => import('./parts/sync-dialog').then((module) => module.SyncDialog), { ssr: false }),
  save: dynamic(() => import('./looks/save-look-dialog').then((module) => module.SaveLookDialog), { ssr: false }),
};

/** What can be done with all of the photo's settings. */
export function PanelTools({ develop }: { readonly develop: Develop }) {
  const t = useTranslations('develop');
  const { settings, starting, set } = develop;
  const { paste } = useClipboard(develop);
  const [dialog, setDialog] = useState<keyof typeof DIALOGS | null>(null);
  const changed = !sameJson(settings, starting);
  const Dialog = dialog && DIALOGS[dialog];
  return (
    <div className="flex items-center gap-0.5 pt-1.5 pr-2 pb-1 pl-4">
      <div className="min-w-0 flex-1"><LiveStatus /></div>
      <IconButton label={t('copySettings')} hint="⌘C" disabled={!changed} onClick={() => setDialog('copy')}><Copy size={14} aria-hidden /></IconButton>
      <IconButton label={t('pasteSettings')} hint="⌘V" onClick={() => void paste()}><ClipboardPaste size={14} aria-hidden /></IconButton>
      <IconButton label={t('saveLook')} disabled={!changed} onClick={() => setDialog('save')}><BookmarkPlus size={15} aria-hidden /></IconButton>
      <IconButton label={t('syncTitle')} onClick={() => setDialog('sync')}><Images size={15} aria-hidden /></IconButton>
      <IconButton label={t('resetAll')} disabled={!changed} onClick={() => set(patchBetween(settings, starting))}><RotateCcw size={14} aria-hidden /></IconButton>
      {Dialog && <Dialog onClose={() => setDialog(null)} />}
    </div>
  );
}
