'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { listBin, purgeSessions, restoreSessions } from '@/app/library-actions';
import type { BinnedCard } from '@/lib/studio/types';
import { SESSIONS_KEY } from '../studio/rail';
import { binnedUrl } from '../studio/urls';
import { Button, IconButton } from '../ui/button';
import { Modal } from '../ui/modal';
import { valueOf } from '../ui/result';
import { Thumb } from '../ui/thumb';
import { useErrorText } from '../ui/use-error-text';
import { BIN_KEY, STORAGE_KEY } from './query-keys';
import { useBytes } from './use-bytes';

/** What was deleted and can come back, until it is forgotten. */
export function BinDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('bin');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data: bin, isPending, error, refetch } = useQuery({ queryKey: BIN_KEY, queryFn: () => valueOf(listBin()), staleTime: 0 });
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState<string>();
  const act = async (work: () => Promise<unknown>) => {
    setProblem(undefined);
    setSure(false);
    try {
      await work();
    } catch (failure) {
      setProblem(errorText(failure));
    }
    await Promise.all([BIN_KEY, STORAGE_KEY, SESSIONS_KEY].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  const ids = bin?.map(({ id }) => id) ?? [];
  return (
    <Modal open onClose={onClose} title={t('title')} description={t('about')}>
      {isPending && <div aria-busy className="h-40 animate-pulse rounded-xl bg-raised" />}
      {error && <p role="alert" className="flex items-center gap-3 py-4 text-ui text-danger"><span className="flex-1">{errorText(error)}</span><Button onClick={() => void refetch()}>{t('again')}</Button></p>}
      {bin?.length === 0 && <p className="flex flex-col items-center gap-2 py-10 text-ui text-quiet"><Trash2 size={22} aria-hidden />{t('empty')}</p>}
      {bin && bin.length > 0 && (
        <>
          <ul className="-mx-1 max-h-[50dvh] overflow-y-auto">
            {bin.map((card) => <Row key={card.id} card={card} onRestore={() => void act(() => valueOf(restoreSessions([card.id])))} onPurge={() => void act(() => valueOf(purgeSessions([card.id])))} />)}
          </ul>
          <div className="mt-4 flex justify-end gap-2">
            <Button onClick={() => void act(() => valueOf(restoreSessions(ids)))}>{t('restoreAll')}</Button>
            {sure
              ? <Button look="danger" autoFocus onClick={() => void act(() => valueOf(purgeSessions(ids)))}>{t('sure', { count: ids.length })}</Button>
              : <Button look="danger" onClick={() => setSure(true)}>{t('clear')}</Button>}
          </div>
        </>
      )}
      {problem !== undefined && <p role="alert" className="mt-3 text-ui text-danger">{problem}</p>}
    </Modal>
  );
}

function Row({ card, onRestore, onPurge }: { readonly card: BinnedCard; readonly onRestore: () => void; readonly onPurge: () => void }) {
  const t = useTranslations('bin');
  const format = useFormatter();
  const bytes = useBytes();
  const [sure, setSure] = useState(false);
  return (
    <li data-testid="binned" className="flex items-center gap-3 rounded-xl p-1">
      <Thumb src={binnedUrl(card.id)} lazy className="size-12 shrink-0 rounded-lg bg-raised object-cover" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-ui">{card.name}</span>
        <span className="block truncate text-fine text-quiet">{t('facts', { size: bytes(card.bytes), until: format.dateTime(new Date(card.purgedAt), { dateStyle: 'medium' }) })}</span>
      </span>
      <IconButton label={t('restore', { name: card.name })} onClick={onRestore}><RotateCcw size={15} aria-hidden /></IconButton>
      {sure
        ? <Button look="danger" autoFocus onBlur={() => setSure(false)} onClick={onPurge}>{t('sureOne')}</Button>
        : <IconButton label={t('purge', { name: card.name })} look="danger" onClick={() => setSure(true)}><Trash2 size={15} aria-hidden /></IconButton>}
    </li>
  );
}
