'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, CircleAlert, Check, Clock, LoaderCircle, MessageCircleQuestion, Pause, Play, RotateCcw, Undo2, X } from 'lucide-react';
import clsx from 'clsx';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { cancelBatch, forgetBatch, listBatches, pauseBatch, resumeBatch, retryBatch, undoBatch } from '@/app/library-actions';
import type { BatchItemView, BatchView, Result } from '@/lib/studio/types';
import { SESSIONS_KEY } from '../studio/rail';
import { renderUrl, THUMB_EDGE } from '../studio/urls';
import { IconButton } from '../ui/button';
import { ActionError, valueOf } from '../ui/result';
import { Thumb } from '../ui/thumb';
import { toast } from '../ui/toast';
import { useAgo } from '../ui/use-ago';
import { useErrorText } from '../ui/use-error-text';
import { countsOf, isMoving, progressOf } from './batch-state';
import { BATCHES_KEY } from './query-keys';
import { useTakeBack } from './use-take-back';

/** How often a batch at work is asked how it goes, ms. */
const POLL_MS = 1_200;

/** What is being done to many photos, and what was. Nothing where there is nothing. */
export function BatchList() {
  const t = useTranslations('batch');
  const client = useQueryClient();
  const { data: batches } = useQuery({
    queryKey: BATCHES_KEY,
    queryFn: () => valueOf(listBatches()),
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? POLL_MS : false),
  });
  // Cards show the head: they are asked for anew as photos get through.
  const through = batches?.reduce((sum, batch) => sum + batch.items.length * progressOf(batch), 0) ?? 0;
  const last = useRef(through);
  useEffect(() => {
    if (last.current !== through) void client.invalidateQueries({ queryKey: SESSIONS_KEY });
    last.current = through;
  }, [through, client]);
  useSayFinished(batches);
  if (!batches || batches.length === 0) return null;
  return (
    <section id="batches" aria-labelledby="batches-title">
      <h2 id="batches-title" className="mb-3 text-ui text-quiet">{t('batches')}</h2>
      <ul className="flex flex-col gap-2">{batches.map((batch) => <BatchRow key={batch.id} batch={batch} />)}</ul>
    </section>
  );
}

/** Says when a batch that was seen at work has got through, with the way back. */
function useSayFinished(batches: readonly BatchView[] | undefined): void {
  const t = useTranslations('batch');
  const takeBack = useTakeBack();
  const seen = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (!batches) return;
    for (const batch of batches) {
      const { done } = countsOf(batch);
      if (batch.state !== 'done' || done === 0 || !seen.current.has(batch.id)) continue;
      toast(t('finished', { title: batch.title, count: done }), { action: { label: t('undo'), run: () => takeBack(undoBatch(batch.id)) } });
    }
    seen.current = new Set(batches.filter(isMoving).map(({ id }) => id));
  }, [batches, t, takeBack]);
}

function BatchRow({ batch }: { readonly batch: BatchView }) {
  const t = useTranslations('batch');
  const ago = useAgo();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [open, setOpen] = useState(false);
  const counts = countsOf(batch);
  const progress = progressOf(batch);
  const left = batch.items.filter(({ isLeft }) => isLeft).length;
  const takeBack = useTakeBack();
  const isOpen = batch.state === 'running' || batch.state === 'paused';
  const act = (work: Promise<Result<null>>) => void valueOf(work).then(
    () => client.invalidateQueries({ queryKey: BATCHES_KEY }),
    (error: unknown) => toast(errorText(error), { tone: 'error' }),
  );
  return (
    <li data-testid="batch" data-state={batch.state} className="rounded-2xl border border-line bg-panel">
      <div className="flex items-center gap-2 p-2 pl-3">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex min-w-0 flex-1 items-center gap-3 rounded-lg text-left">
          <span className="hidden shrink-0 -space-x-3 sm:flex">
            {batch.items.slice(0, 3).map((item) => <span key={item.id} className="size-9 overflow-hidden rounded-lg border-2 border-panel bg-raised"><ItemPicture item={item} /></span>)}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate text-ui font-medium">{batch.title}</span>
            <span role="status" className="block truncate text-fine text-quiet tabular-nums">
              {t(`state.${batch.state}`, { done: counts.done, count: batch.items.length })}
              {counts.failed > 0 && <span className="text-danger">{t('failedCount', { count: counts.failed })}</span>}
              {counts.undone > 0 && t('undoneCount', { count: counts.undone })}
              {' · '}{ago(batch.createdAt)}
            </span>
          </span>
          <ChevronDown size={15} aria-hidden className={clsx('shrink-0 text-quiet transition duration-150', open && 'rotate-180')} />
        </button>
        {batch.state === 'running' && <IconButton label={t('pause')} onClick={() => act(pauseBatch(batch.id))}><Pause size={15} aria-hidden /></IconButton>}
        {batch.state === 'paused' && <IconButton label={t('resume')} onClick={() => act(resumeBatch(batch.id))}><Play size={15} aria-hidden /></IconButton>}
        {!isOpen && left > 0 && <IconButton label={t('undoAll', { count: left })} onClick={() => takeBack(undoBatch(batch.id))}><Undo2 size={15} aria-hidden /></IconButton>}
        {!isOpen && counts.failed + counts.cancelled + counts.undone > 0 && <IconButton label={t('retryAll')} onClick={() => act(retryBatch(batch.id))}><RotateCcw size={15} aria-hidden /></IconButton>}
        {isOpen
          ? <IconButton label={t('cancel')} onClick={() => act(cancelBatch(batch.id))}><X size={15} aria-hidden /></IconButton>
          : <IconButton label={t('forget')} onClick={() => act(forgetBatch(batch.id))}><X size={15} aria-hidden /></IconButton>}
      </div>
      <div role="progressbar" aria-label={batch.title} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(progress * 100)} className={clsx('mx-3 h-1 overflow-hidden rounded-full bg-hover', !isOpen && 'sr-only', !open && 'mb-3')}>
        <div className="h-full rounded-full bg-text transition-[width] duration-200" style={{ width: `${progress * 100}%` }} />
      </div>
      {open && (
        <ul className="grid max-h-96 gap-1 overflow-y-auto p-2 sm:grid-cols-2 lg:grid-cols-3">
          {batch.items.map((item) => <Item key={item.id} item={item} onRetry={() => act(retryBatch(batch.id, item.id))} />)}
        </ul>
      )}
    </li>
  );
}

function ItemPicture({ item }: { readonly item: BatchItemView }) {
  if (item.isDeleted || item.hash === '') return null;
  return <Thumb src={renderUrl(item.photoId)({ hash: item.hash, baseId: null }, THUMB_EDGE)} lazy className="h-full w-full object-cover" />;
}

const ICONS = { waiting: Clock, running: LoaderCircle, done: Check, failed: CircleAlert, cancelled: X, undone: Undo2 } as const;

function Item({ item, onRetry }: { readonly item: BatchItemView; readonly onRetry: () => void }) {
  const t = useTranslations('batch');
  const errorText = useErrorText();
  const { status, name, code, message } = item;
  const asks = code === 'question';
  const Icon = asks ? MessageCircleQuestion : ICONS[status];
  const says = asks ? t('asks', { question: message ?? '' }) : status === 'failed' ? errorText(new ActionError(code ?? 'unexpected', message ?? '')) : status === 'running' ? t('working', { steps: item.steps }) : t(`item.${status}`);
  return (
    <li data-testid="batch-item" data-status={status} className="flex min-w-0 items-center gap-2.5 rounded-xl p-1.5">
      <span className="size-11 shrink-0 overflow-hidden rounded-lg bg-raised"><ItemPicture item={item} /></span>
      <span className="min-w-0 flex-1">
        {item.isDeleted ? <span className="block truncate text-ui">{name}</span> : <Link href={`/s/${item.sessionId}`} prefetch={false} className="block truncate rounded text-ui underline-offset-2 hover:underline">{name}</Link>}
        <span className={clsx('flex items-center gap-1 text-fine', status === 'failed' ? 'text-danger' : 'text-quiet')}>
          <Icon size={12} aria-hidden className={clsx('shrink-0', status === 'running' && 'animate-spin')} />
          <span className="truncate" title={says}>{says}</span>
        </span>
      </span>
      {(status === 'failed' || status === 'cancelled' || status === 'undone') && !item.isDeleted && <IconButton label={t('retry', { name })} onClick={onRetry}><RotateCcw size={14} aria-hidden /></IconButton>}
    </li>
  );
}
