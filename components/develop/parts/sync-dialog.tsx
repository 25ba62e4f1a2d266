'use client';

import { Check } from 'lucide-react';
import clsx from 'clsx';
import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { listSessions, syncSettings } from '@/app/actions';
import { startBatch, takeBackSteps, undoBatch } from '@/app/library-actions';
import { partsMoved, patchOfParts } from '@/lib/develop/settings';
import type { SessionCard } from '@/lib/studio/types';
import { useStudioData } from '../../studio/context';
import { BATCHES_KEY } from '../../library/query-keys';
import { useTakeBack } from '../../library/use-take-back';
import { SESSIONS_KEY } from '../../studio/rail';
import { renderUrl, THUMB_EDGE } from '../../studio/urls';
import { Button } from '../../ui/button';
import { Modal } from '../../ui/modal';
import { valueOf } from '../../ui/result';
import { Thumb } from '../../ui/thumb';
import { toast } from '../../ui/toast';
import { useErrorText } from '../../ui/use-error-text';
import { useDevelop } from '../use-develop';
import { PartsPicker, usualParts } from './parts-picker';

type Mode = 'match' | 'settings';

/** Brings this photo's look to others: the same settings, or the same look by settings of each photo's own. */
export function SyncDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('develop');
  const locale = useLocale();
  const batchWords = useTranslations('batch');
  const errorText = useErrorText();
  const client = useQueryClient();
  const takeBack = useTakeBack();
  const { session, selected } = useStudioData();
  const { settings, starting } = useDevelop();
  const { data: cards } = useQuery({ queryKey: SESSIONS_KEY, queryFn: () => valueOf(listSessions()) });
  const others = (cards ?? []).filter(({ id }) => id !== session.id);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [mode, setMode] = useState<Mode>('match');
  const [parts, setParts] = useState(() => usualParts(settings, starting));
  const [busy, setBusy] = useState(false);
  const all = chosen.length === others.length;
  const go = async () => {
    setBusy(true);
    try {
      const answer = mode === 'match'
        ? await valueOf(startBatch({ title: batchWords('likeTitle', { name: session.name }), task: { kind: 'like', stepId: selected.id, locale }, sessionIds: chosen })).then(({ batchId }) => ({ done: chosen.length, failed: [], takeBack: () => undoBatch(batchId) }))
        : await valueOf(syncSettings(chosen, patchOfParts(settings, parts), t('syncedFrom', { name: session.name }))).then(({ steps, failed }) => ({ done: steps.length, failed, takeBack: () => takeBackSteps(steps.filter(({ isNew }) => isNew)) }));
      void client.invalidateQueries({ queryKey: SESSIONS_KEY });
      void client.invalidateQueries({ queryKey: BATCHES_KEY });
      for (const { sessionId } of answer.failed) void client.invalidateQueries({ queryKey: ['session', sessionId] });
      const [first] = answer.failed;
      if (first) toast(t('syncFailed', { count: answer.failed.length, message: first.message }), { tone: 'error' });
      if (answer.done > 0) toast(t(mode === 'match' ? 'matching' : 'synced', { count: answer.done }), { action: { label: batchWords('undo'), run: () => takeBack(answer.takeBack()) } });
      onClose();
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
      setBusy(false);
    }
  };
  return (
    <Modal open onClose={onClose} title={t('syncTitle')} description={t('syncHint')}>
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void go(); }}>
        <div role="radiogroup" aria-label={t('syncTitle')} className="flex flex-col gap-2">
          {(['match', 'settings'] as const).map((one) => (
            <label key={one} aria-label={t(`syncMode.${one}`)} className={clsx('flex items-start gap-2.5 rounded-xl border px-3 py-2 text-ui', one === mode ? 'border-quiet' : 'border-line')}>
              <input type="radio" name="mode" aria-label={t(`syncMode.${one}`)} className="mt-0.5 accent-[var(--text)]" checked={one === mode} onChange={() => setMode(one)} />
              <span><span className="block font-medium">{t(`syncMode.${one}`)}</span><span className="block text-fine text-quiet">{t(`syncModeHint.${one}`)}</span></span>
            </label>
          ))}
        </div>
        {mode === 'settings' && <PartsPicker chosen={parts} moved={partsMoved(settings, starting)} onChosen={setParts} />}
        <section aria-label={t('syncPhotos')}>
          <h3 className="mb-1.5 flex items-center text-ui font-medium">
            {t('syncPhotos')}
            {others.length > 1 && <button type="button" className="ml-auto text-fine font-normal text-quiet underline underline-offset-2 hover:text-text" onClick={() => setChosen(all ? [] : others.map(({ id }) => id))}>{all ? t('partsNone') : t('partsAll')}</button>}
          </h3>
          {cards && others.length === 0 && <p className="text-ui text-quiet">{t('syncAlone')}</p>}
          <ul className="grid max-h-64 grid-cols-3 gap-2 overflow-y-auto">
            {others.map((card) => <PhotoChoice key={card.id} card={card} chosen={chosen.includes(card.id)} onChosen={(on) => setChosen(on ? [...chosen, card.id] : chosen.filter((id) => id !== card.id))} />)}
          </ul>
        </section>
        <div className="flex justify-end"><Button look="solid" type="submit" disabled={busy || chosen.length === 0 || (mode === 'settings' && parts.length === 0)} aria-busy={busy}>{t(mode === 'match' ? 'match' : 'sync', { count: chosen.length })}</Button></div>
      </form>
    </Modal>
  );
}

function PhotoChoice({ card, chosen, onChosen }: { readonly card: SessionCard; readonly chosen: boolean; readonly onChosen: (on: boolean) => void }) {
  return (
    <li>
      <label className={clsx('relative block cursor-pointer overflow-hidden rounded-lg border bg-canvas has-focus-visible:ring-2 has-focus-visible:ring-text', chosen ? 'border-text' : 'border-line')}>
        <input type="checkbox" className="peer sr-only" checked={chosen} onChange={(event) => onChosen(event.target.checked)} />
        <Thumb lazy src={renderUrl(card.photoId)({ hash: card.hash, baseId: null }, THUMB_EDGE)} className={clsx('aspect-[4/3] w-full object-cover transition duration-150', !chosen && 'opacity-70')} />
        {chosen && <span aria-hidden className="absolute top-1.5 right-1.5 inline-flex size-5 items-center justify-center rounded-full bg-text text-canvas"><Check size={13} /></span>}
        <span className="block truncate bg-panel px-1.5 py-1 text-fine">{card.name}</span>
      </label>
    </li>
  );
}
