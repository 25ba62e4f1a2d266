'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import clsx from 'clsx';
import Link from 'next/link';
import { Dialog } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { answerPair, nextPair } from '@/app/evolve/actions';
import type { Answer, PairView, RevealedSide, RevealView } from '@/lib/studio/evolve/types';
import { Button } from '../ui/button';
import { valueOf } from '../ui/result';
import { Thumb } from '../ui/thumb';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { makerName } from './maker';
import { EVOLVE_KEY } from './use-consent';

const EDGE = 1280;
const SIDES = ['left', 'right'] as const;
const pairUrl = (id: string, side: (typeof SIDES)[number]) => `/api/pairs/${id}/${side}?edge=${EDGE}`;
const KEYS: Readonly<Record<string, Answer>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowDown: 'same', ArrowUp: 'same' };

type Props = { readonly first: PairView; /** Only of this session. */ readonly sessionId?: string; readonly onClose: () => void };

/** Two results without their names; after the answer, whose they are. */
export function BlindDialog({ first, sessionId, onClose }: Props) {
  const t = useTranslations('evolve.blind');
  const common = useTranslations('common');
  const client = useQueryClient();
  const errorText = useErrorText();
  const [pair, setPair] = useState<PairView>(first);
  const [reveal, setReveal] = useState<RevealView | null>(null);
  const [state, setState] = useState<'choosing' | 'busy' | 'none-left'>('choosing');
  const question = useRef<HTMLHeadingElement>(null);

  const next = async () => {
    setState('busy');
    try {
      const more = await valueOf(nextPair(sessionId));
      if (more) {
        setPair(more);
        setReveal(null);
        question.current?.focus();
      }
      setState(more ? 'choosing' : 'none-left');
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
      setState('choosing');
    }
  };
  const say = async (answer: Answer) => {
    if (state !== 'choosing' || reveal) return;
    setState('busy');
    try {
      const told = await valueOf(answerPair(pair.id, answer));
      void client.invalidateQueries({ queryKey: EVOLVE_KEY });
      if (answer === 'skip') return await next();
      setReveal(told);
      setState('choosing');
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
      setState('choosing');
    }
    return undefined;
  };
  const latest = useRef(say);
  useEffect(() => { latest.current = say; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const answer = KEYS[event.key];
      if (answer === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      void latest.current(answer);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-shade" />
        <Dialog.Content className="fixed inset-0 z-50 flex animate-fade flex-col bg-canvas pb-[max(0.75rem,env(safe-area-inset-bottom))]" data-testid="blind">
          <header className="flex items-start gap-3 px-4 pt-3 pb-2 sm:px-6">
            <div className="min-w-0 flex-1">
              <Dialog.Title ref={question} tabIndex={-1} className="text-chat font-semibold">{t('question')}</Dialog.Title>
              <Dialog.Description className="text-ui text-quiet">{pair.instruction === '' ? t('about', { name: pair.name }) : t('aboutWords', { name: pair.name, words: pair.instruction })}</Dialog.Description>
            </div>
            <Dialog.Close aria-label={common('close')} className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-quiet hover:bg-hover hover:text-text pointer-coarse:size-10"><X size={17} aria-hidden /></Dialog.Close>
          </header>
          <div className="grid min-h-0 flex-1 grid-rows-2 gap-2 px-2 sm:grid-cols-2 sm:grid-rows-1 sm:gap-3 sm:px-6">
            {SIDES.map((side) => (
              <figure key={`${pair.id} ${side}`} className="relative min-h-0">
                <Thumb src={pairUrl(pair.id, side)} className={clsx('absolute inset-0 h-full w-full animate-fade object-contain transition duration-150', reveal && reveal.answer !== side && reveal.answer !== 'same' && 'opacity-50')} />
                <figcaption className="absolute top-2 left-2 rounded-md bg-raised px-2 py-0.5 text-ui font-semibold shadow">{t(`side.${side}`)}</figcaption>
                {reveal && <Revealed side={reveal[side]} reveal={reveal} chosen={reveal.answer === side} />}
              </figure>
            ))}
          </div>
          <footer className="flex flex-wrap content-start items-center justify-center gap-2 px-4 pt-3 pointer-fine:min-h-[4.5rem]">
            {reveal === null && state !== 'none-left' && (
              <>
                <Button look="solid" className="pointer-coarse:h-11" disabled={state === 'busy'} onClick={() => void say('left')}>{t('better.left')}</Button>
                <Button className="pointer-coarse:h-11" disabled={state === 'busy'} onClick={() => void say('same')}>{t('same')}</Button>
                <Button look="solid" className="pointer-coarse:h-11" disabled={state === 'busy'} onClick={() => void say('right')}>{t('better.right')}</Button>
                <Button look="quiet" className="pointer-coarse:h-11" disabled={state === 'busy'} onClick={() => void say('skip')}>{t('skip')}</Button>
                <p className="basis-full text-center text-fine text-quiet pointer-coarse:hidden">{t('keys')}</p>
              </>
            )}
            {reveal !== null && state !== 'none-left' && (
              <>
                <Button look="solid" className="pointer-coarse:h-11" disabled={state === 'busy'} onClick={() => void next()}>{t('next')}</Button>
                {sessionId === undefined && <Link href={`/s/${reveal.sessionId}`} className="inline-flex h-8 items-center rounded-lg border border-line bg-raised px-3 text-ui font-medium hover:bg-hover pointer-coarse:h-11">{t('open')}</Link>}
                <Button look="quiet" className="pointer-coarse:h-11" onClick={onClose}>{t('done')}</Button>
              </>
            )}
            {state === 'none-left' && <><p role="status" className="text-ui text-quiet">{t('noneLeft')}</p><Button look="solid" className="pointer-coarse:h-11" onClick={onClose}>{t('done')}</Button></>}
          </footer>
          {/* What was found out, for whoever does not see the pictures' captions appear. */}
          <p role="status" className="sr-only">{reveal && t(`told.${reveal.answer === 'skip' ? 'same' : reveal.answer}`, { left: makerName(reveal.left.maker, t('unknown')), right: makerName(reveal.right.maker, t('unknown')) })}</p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Revealed({ side: { maker }, reveal, chosen }: { readonly side: RevealedSide; readonly reveal: RevealView; readonly chosen: boolean }) {
  const t = useTranslations('evolve.blind');
  // Of two attempts of one run the maker is the same: which of them it had kept is what tells them apart.
  const what = reveal.source === 'attempts' ? t(maker.rejected ? 'rejected' : 'kept') : makerName(maker, t('unknown'));
  return (
    <p className="absolute inset-x-2 bottom-2 flex animate-rise items-center justify-center gap-1.5 rounded-lg bg-raised px-3 py-2 text-ui shadow" data-testid="revealed">
      {chosen && <Check size={14} aria-hidden className="shrink-0 text-good" />}
      <span className={clsx('min-w-0 truncate', chosen && 'font-medium')}>{what}</span>
      {reveal.source === 'attempts' && <span className="min-w-0 truncate text-quiet">{makerName(maker, t('unknown'))}</span>}
    </p>
  );
}
