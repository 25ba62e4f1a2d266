'use client';

import { Layers2, Signature, Trash2, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { SessionCard } from '@/lib/studio/types';
import { Button, IconButton } from '../ui/button';
import { CardStars } from './card-stars';
import { openDialog, select, selectNothing } from './library-store';
import { allOf } from './selection';
import type { SessionEdits } from './use-session-edits';

type Props = { readonly chosen: readonly SessionCard[]; readonly shown: readonly SessionCard[]; readonly edits: SessionEdits };

/** What can be done with the photos that are selected. */
export function SelectionBar({ chosen, shown, edits }: Props) {
  const t = useTranslations('library');
  const stars = chosen[0]?.stars ?? 0;
  const same = chosen.every((card) => card.stars === stars);
  const none = chosen.length === 0;
  return (
    <div role="toolbar" aria-label={t('selection')} className="flex animate-rise flex-wrap items-center gap-x-1 gap-y-1.5 rounded-2xl border border-line bg-raised p-2 shadow-2xl">
      <IconButton label={t('selectNone')} hint="Esc" side="top" onClick={selectNothing}><X size={16} aria-hidden /></IconButton>
      <p role="status" className="mr-1 text-ui font-medium whitespace-nowrap tabular-nums">{t('selected', { count: chosen.length })}</p>
      {chosen.length < shown.length && <Button look="quiet" onClick={() => select(() => allOf(shown.map(({ id }) => id)))}>{t('selectAll')}</Button>}
      <span className="flex-1" />
      {!none && <CardStars value={same ? stars : 0} label={t('starsOfSelected')} onRate={(value) => edits.rate(chosen.map(({ id }) => id), value)} />}
      {/* On a phone a row of their own, as wide as the one above. */}
      <div className="flex grow items-center justify-end gap-1 sm:grow-0">
        <IconButton label={t('delete')} hint="Delete" side="top" disabled={none} look="danger" onClick={() => edits.remove(chosen)}><Trash2 size={16} aria-hidden /></IconButton>
        <IconButton label={t('learnStyle')} side="top" disabled={none} onClick={() => openDialog('style')}><Signature size={16} aria-hidden /></IconButton>
        <Button look="solid" disabled={none} className="max-sm:flex-1 pointer-coarse:h-10" onClick={() => openDialog('batch')}><Layers2 size={15} aria-hidden />{t('editTogether')}</Button>
      </div>
    </div>
  );
}
