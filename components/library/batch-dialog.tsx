'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import clsx from 'clsx';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { listLooks, openSession } from '@/app/actions';
import { startBatch } from '@/app/library-actions';
import { listStyles } from '@/app/style-actions';
import type { BatchTask } from '@/lib/studio/batch/task';
import type { SessionCard } from '@/lib/studio/types';
import { renderUrl, THUMB_EDGE } from '../studio/urls';
import { Button } from '../ui/button';
import { Modal } from '../ui/modal';
import { ActionError, valueOf } from '../ui/result';
import { Thumb } from '../ui/thumb';
import { useErrorText } from '../ui/use-error-text';
import { BATCHES_KEY, STYLES_KEY } from './query-keys';
import { selectNothing } from './library-store';
import { EXAMPLES } from './examples';
import { transferable } from './transferable';

const WAYS = ['words', 'look', 'settings', 'like', 'style'] as const;
type Way = (typeof WAYS)[number];

/** Titles of settings and looks become the titles of steps. */
type Plan = { readonly title: string; readonly task: BatchTask };

type Props = { readonly chosen: readonly SessionCard[]; readonly all: readonly SessionCard[]; /** An instruction that was chosen already. */ readonly first: string; readonly onClose: () => void };

/** Says what is to be done with all photos that are selected. */
export function BatchDialog({ chosen, all, first, onClose }: Props) {
  const t = useTranslations('batch');
  const ofStyle = useTranslations('style');
  const locale = useLocale();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [way, setWay] = useState<Way>('words');
  const [words, setWords] = useState(first);
  const [lookId, setLookId] = useState<string | null>(null);
  const [sourceId, setSourceId] = useState<string | null>(null);
  const [state, setState] = useState<{ readonly busy: boolean; readonly problem?: string }>({ busy: false });
  const { data: looks } = useQuery({ queryKey: ['looks'], queryFn: () => valueOf(listLooks()), enabled: way === 'look', staleTime: 10_000 });
  const { data: styles } = useQuery({ queryKey: STYLES_KEY, queryFn: () => valueOf(listStyles()), enabled: way === 'style', staleTime: 10_000 });
  const [styleId, setStyleId] = useState<string | null>(null);
  const style = styles?.find(({ id }) => id === styleId);
  const look = looks?.find(({ id }) => id === lookId);
  const source = all.find(({ id }) => id === sourceId);
  const sources = [...chosen, ...all.filter((card) => !chosen.includes(card))].filter(({ steps }) => steps > 0).slice(0, 60);
  const ready = { words: words.trim() !== '', look: look !== undefined, settings: source !== undefined, like: source !== undefined, style: style !== undefined }[way];

  const plan = async (): Promise<Plan | undefined> => {
    if (way === 'words') return { title: words.trim().slice(0, 200), task: { kind: 'instruction', text: words, locale } };
    if (way === 'look') return look && { title: look.name[locale], task: { kind: 'settings', patch: look.patch, locale } };
    if (way === 'style') return style && { title: ofStyle('step', { name: style.name }), task: { kind: 'style', styleId: style.id, locale } };
    if (!source) return undefined;
    if (way === 'like') return { title: t('likeTitle', { name: source.name }), task: { kind: 'like', stepId: source.headId, locale } };
    const session = await valueOf(openSession(source.id));
    const patch = transferable(session.steps.find(({ id }) => id === session.headId)?.settings ?? {});
    if (Object.keys(patch).length === 0) throw new ActionError('invalid', t('nothingToCopy'));
    return { title: t('settingsTitle', { name: source.name }), task: { kind: 'settings', patch, locale } };
  };
  const start = async () => {
    setState({ busy: true });
    try {
      const made = await plan();
      if (!made) return setState({ busy: false });
      const sessionIds = chosen.map(({ id }) => id).filter((id) => way !== 'settings' || id !== sourceId);
      await valueOf(startBatch({ ...made, sessionIds }));
      await client.invalidateQueries({ queryKey: BATCHES_KEY });
      selectNothing();
      onClose();
      // The queue stands at the top: whoever scrolled down to select should see it begin.
      requestAnimationFrame(() => document.getElementById('batches')?.scrollIntoView({ block: 'center' }));
    } catch (error) {
      setState({ busy: false, problem: error instanceof ActionError && error.code === 'invalid' ? error.message : errorText(error) });
    }
  };

  return (
    <Modal open onClose={onClose} title={t('title', { count: chosen.length })} description={t(`about.${way}`)}>
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (ready && !state.busy) void start(); }}>
        <div role="radiogroup" aria-label={t('way')} className="grid grid-cols-5 gap-1 rounded-xl bg-canvas p-1">
          {WAYS.map((one) => (
            <button key={one} type="button" role="radio" aria-checked={way === one} onClick={() => setWay(one)} className={clsx('rounded-lg px-1 py-1.5 text-ui transition duration-150', way === one ? 'bg-hover font-medium text-text' : 'text-quiet hover:text-text')}>{t(`ways.${one}`)}</button>
          ))}
        </div>
        {way === 'words' && <Words words={words} onChange={setWords} />}
        {way === 'look' && (
          <ul className="grid max-h-64 grid-cols-2 gap-1 overflow-y-auto" aria-label={t('ways.look')}>
            {looks?.map(({ id, name, description }) => (
              <li key={id}>
                <button type="button" aria-pressed={lookId === id} onClick={() => setLookId(id)} className="h-full w-full rounded-lg border border-line px-2.5 py-2 text-left hover:bg-hover aria-pressed:border-text aria-pressed:bg-hover">
                  <span className="block truncate text-ui font-medium">{name[locale]}</span>
                  {description && <span className="line-clamp-2 text-fine text-quiet">{description[locale]}</span>}
                </button>
              </li>
            ))}
          </ul>
        )}
        {way === 'style' && styles && (styles.length === 0 ? <p className="py-6 text-center text-ui text-quiet">{ofStyle('none')}</p> : (
          <ul className="flex flex-col gap-1" aria-label={t('ways.style')}>
            {styles.map(({ id, name, edits }) => (
              <li key={id}>
                <button type="button" aria-pressed={styleId === id} onClick={() => setStyleId(id)} className="flex w-full items-baseline justify-between rounded-lg border border-line px-2.5 py-2 text-left hover:bg-hover aria-pressed:border-text aria-pressed:bg-hover">
                  <span className="truncate text-ui font-medium">{name}</span>
                  <span className="text-fine text-quiet">{ofStyle('basis', { count: edits })}</span>
                </button>
              </li>
            ))}
          </ul>
        ))}
        {(way === 'settings' || way === 'like') && (sources.length === 0 ? <p className="py-6 text-center text-ui text-quiet">{t('noSource')}</p> : (
          <ul className="grid max-h-72 grid-cols-4 gap-2 overflow-y-auto p-1" aria-label={t('source')}>
            {sources.map((card) => (
              <li key={card.id}>
                <button type="button" aria-pressed={sourceId === card.id} aria-label={card.name} title={card.name} onClick={() => setSourceId(card.id)} className="block aspect-square w-full overflow-hidden rounded-lg bg-canvas outline-offset-1 aria-pressed:outline-2 aria-pressed:outline-text">
                  <Thumb src={renderUrl(card.photoId)({ hash: card.hash, baseId: null }, THUMB_EDGE)} lazy className="h-full w-full object-cover" />
                </button>
              </li>
            ))}
          </ul>
        ))}
        {state.problem !== undefined && <p role="alert" className="text-ui text-danger">{state.problem}</p>}
        <Button type="submit" look="solid" className="h-10 w-full" disabled={!ready || state.busy}>{state.busy && <LoaderCircle size={15} aria-hidden className="animate-spin" />}{t('start', { count: chosen.length })}</Button>
      </form>
    </Modal>
  );
}

function Words({ words, onChange }: { readonly words: string; readonly onChange: (words: string) => void }) {
  const t = useTranslations('batch');
  const library = useTranslations('library');
  return (
    <div className="flex flex-col gap-2">
      <textarea autoFocus rows={3} maxLength={4000} value={words} aria-label={t('ask')} placeholder={t('ask')} onChange={(event) => onChange(event.target.value)} className="w-full resize-none rounded-xl border border-line bg-raised px-3 py-2 text-chat outline-none placeholder:text-quiet focus:border-quiet max-sm:text-[16px]" />
      <ul className="flex flex-wrap gap-1.5">
        {EXAMPLES.map((key) => <li key={key}><button type="button" onClick={() => onChange(library(key))} className="rounded-full border border-line px-3 py-1 text-left text-ui text-quiet hover:bg-hover hover:text-text">{library(key)}</button></li>)}
      </ul>
    </div>
  );
}
