'use client';

import { useQueryClient } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { learnStyle } from '@/app/style-actions';
import type { SessionCard, StyleView } from '@/lib/studio/types';
import { Button } from '../ui/button';
import { Modal } from '../ui/modal';
import { useErrorText } from '../ui/use-error-text';
import { STYLES_KEY } from './query-keys';
import { selectNothing } from './library-store';

/** As many edits as learning needs (`LEAST_EDITS`), and as make it good. */
const LEAST = 5, GOOD = 30;

type State = { readonly at: 'asking'; readonly problem?: string } | { readonly at: 'looking'; readonly done: number; readonly of: number } | { readonly at: 'learnt'; readonly style: StyleView };

/** Learns how its owner edits from the photos that are selected. */
export function StyleDialog({ chosen, onClose }: { readonly chosen: readonly SessionCard[]; readonly onClose: () => void }) {
  const t = useTranslations('style');
  const client = useQueryClient();
  const errorText = useErrorText();
  const [edited] = useState(() => chosen.filter(({ steps }) => steps > 0).map(({ id }) => id));
  const [name, setName] = useState(() => t('myStyle'));
  const [state, setState] = useState<State>({ at: 'asking' });
  const here = useRef(true);
  useEffect(() => { here.current = true; return () => { here.current = false; }; }, []);

  const learn = async () => {
    setState({ at: 'looking', done: 0, of: edited.length });
    try {
      for await (const event of await learnStyle({ name, sessionIds: edited })) {
        if (!here.current) return;
        if (event.type === 'looking') setState({ at: 'looking', done: event.done, of: event.of });
        else if (event.type === 'failed') setState({ at: 'asking', problem: event.message });
        else {
          setState({ at: 'learnt', style: event.style });
          await client.invalidateQueries({ queryKey: STYLES_KEY });
        }
      }
    } catch (error) {
      if (here.current) setState({ at: 'asking', problem: errorText(error) });
    }
  };
  const tooFew = edited.length < LEAST;
  return (
    <Modal open onClose={onClose} title={t('title')} description={t('about')}>
      {state.at === 'learnt' ? <Learnt style={state.style} onClose={() => { selectNothing(); onClose(); }} /> : (
        <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (state.at === 'asking' && !tooFew) void learn(); }}>
          <p className="text-ui">{t(tooFew ? 'tooFew' : edited.length < GOOD ? 'fewer' : 'enough', { count: edited.length, least: LEAST, good: GOOD })}</p>
          <label className="flex flex-col gap-1 text-ui">{t('name')}<input value={name} required maxLength={100} disabled={state.at === 'looking'} onChange={(event) => setName(event.target.value)} className="h-9 rounded-md border border-line bg-raised px-2 max-sm:text-[16px]" /></label>
          {state.at === 'looking' && (
            <div className="flex flex-col gap-1.5">
              <progress aria-label={t('looking', { done: state.done, of: state.of })} max={state.of} value={state.done} className="h-1.5 w-full accent-[var(--text)]" />
              <p role="status" className="text-fine text-quiet tabular-nums">{t('looking', { done: state.done, of: state.of })}</p>
            </div>
          )}
          {state.at === 'asking' && state.problem !== undefined && <p role="alert" className="text-ui text-danger">{state.problem}</p>}
          <Button type="submit" look="solid" className="h-10 w-full" disabled={tooFew || state.at === 'looking' || name.trim() === ''}>{state.at === 'looking' && <LoaderCircle size={15} aria-hidden className="animate-spin" />}{t('learn')}</Button>
        </form>
      )}
    </Modal>
  );
}

/** What was learnt, in honest figures: how far from the owner's own sliders the assistant is without it and with it. */
function Learnt({ style, onClose }: { readonly style: StyleView; readonly onClose: () => void }) {
  const t = useTranslations('style');
  const format = useFormatter();
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 1 });
  const most = Math.max(style.before, style.after, 1e-6);
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="text-ui">{t(style.after < style.before ? 'learnt' : 'learntNothing', { count: style.edits, name: style.name })}</p>
      <dl className="flex flex-col gap-2 text-ui">
        {(['before', 'after'] as const).map((which) => (
          <div key={which}>
            <div className="flex justify-between"><dt className="text-quiet">{t(which)}</dt><dd className="tabular-nums">{percent(style[which])}</dd></div>
            <div aria-hidden className="mt-1 h-1.5 rounded-full bg-raised"><div className="h-full rounded-full bg-text" style={{ width: `${(style[which] / most) * 100}%` }} /></div>
          </div>
        ))}
      </dl>
      <p className="text-fine text-quiet">{t('measured')}</p>
      <p className="text-ui">{t('next')}</p>
      <Button look="solid" className="h-10 w-full" onClick={onClose}>{t('close')}</Button>
    </div>
  );
}
