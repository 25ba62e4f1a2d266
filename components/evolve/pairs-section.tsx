'use client';

import { useQuery } from '@tanstack/react-query';
import { EyeOff, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { nextPair, openPairs } from '@/app/evolve/actions';
import type { BlindResult, PairsView, PairView } from '@/lib/studio/evolve/types';
import type { SessionCard } from '@/lib/studio/types';
import { Button } from '../ui/button';
import { ActionError, valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { BlindDialog } from './blind-dialog';
import { IntervalBar } from './interval-bar';
import { makerName } from './maker';
import { OrderDialog } from './order-dialog';
import { Section } from './section';
import { EVOLVE_KEY, useConsent } from './use-consent';

const WHILE_MADE_MS = 3_000;

/** Results to tell apart blind, and what came of it. */
export function PairsSection({ initial, sessions }: { readonly initial: PairsView; readonly sessions: readonly SessionCard[] }) {
  const t = useTranslations('evolve.pairs');
  const errorText = useErrorText();
  const { consent } = useConsent();
  const { data } = useQuery({ queryKey: [...EVOLVE_KEY, 'pairs'], queryFn: () => valueOf(openPairs()), initialData: initial, refetchInterval: ({ state }) => ((state.data?.making.length ?? 0) > 0 ? WHILE_MADE_MS : false) });
  const [open, setOpen] = useState<PairView | null>(null);
  const [ordering, setOrdering] = useState(false);
  const agreed = consent?.state === 'yes';
  const begin = async () => {
    try {
      const pair = await valueOf(nextPair());
      if (pair) setOpen(pair);
      else toast(t('noneLeft'));
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    }
  };
  const why = (code: string) => (code === 'nothing-changed' || code === 'same-picture' ? t(`failures.${code}`) : errorText(new ActionError(code, t('failures.other'))));
  return (
    <Section title={t('title')} text={t('text')} testId="pairs">
      {!agreed ? <p className="text-ui text-quiet">{t('needsConsent')}</p> : (
        <>
          <p className="text-ui">{data.waiting === 0 ? <span className="text-quiet">{t('noneWait')}</span> : t('wait', { count: data.waiting })}</p>
          <div className="flex flex-wrap gap-2">
            {data.waiting > 0 && <Button look="solid" onClick={() => void begin()}><EyeOff size={14} aria-hidden />{t('begin')}</Button>}
            <Button disabled={sessions.length === 0} onClick={() => setOrdering(true)}>{t('order')}</Button>
          </div>
          {data.making.map(({ id, name }) => <p key={id} role="status" className="flex items-center gap-2 text-ui text-quiet"><LoaderCircle size={14} aria-hidden className="shrink-0 animate-spin text-accent" />{t('making', { name })}</p>)}
          {data.failure !== undefined && data.making.length === 0 && <p className="flex items-start gap-2 text-ui text-quiet"><TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />{why(data.failure)}</p>}
        </>
      )}
      {data.results.length > 0 && <Results results={data.results} />}
      {open && <BlindDialog first={open} onClose={() => setOpen(null)} />}
      {ordering && <OrderDialog subject={{ sessions }} onClose={() => setOrdering(false)} />}
    </Section>
  );
}

function Results({ results }: { readonly results: readonly BlindResult[] }) {
  const t = useTranslations('evolve.pairs');
  const format = useFormatter();
  const unknown = useTranslations('evolve.blind')('unknown');
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <ul aria-label={t('results')} className="flex flex-col gap-3 border-t border-line pt-3.5">
      {results.map(({ a, b, wins, ties, losses, rate, interval }) => (
        <li key={`${a.profileId}${a.checkpoint} ${b.profileId}${b.checkpoint}`} className="text-ui">
          <p className="flex items-baseline justify-between gap-3"><span className="min-w-0">{t('versus', { a: makerName(a, unknown), b: makerName(b, unknown) })}</span><span className="font-medium tabular-nums">{percent(rate)}</span></p>
          <IntervalBar value={rate} low={interval.low} high={interval.high} from={0} to={1} middle={0.5} />
          <p className="text-fine text-quiet tabular-nums">{t('counts', { wins, ties, losses, low: percent(interval.low), high: percent(interval.high) })}</p>
        </li>
      ))}
    </ul>
  );
}
