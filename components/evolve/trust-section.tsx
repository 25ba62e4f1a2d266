'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { openTrust } from '@/app/evolve/actions';
import type { Agreement, TrustView } from '@/lib/studio/evolve/types';
import { valueOf } from '../ui/result';
import { IntervalBar } from './interval-bar';
import { Section } from './section';
import { EVOLVE_KEY } from './use-consent';

/** How far the evaluator goes with this user's own stars, on how many of them that rests, and how sure it is. */
export function TrustSection({ initial }: { readonly initial: TrustView }) {
  const t = useTranslations('evolve.trust');
  const { data } = useQuery({ queryKey: [...EVOLVE_KEY, 'trust'], queryFn: () => valueOf(openTrust()), initialData: initial });
  return (
    <Section title={t('title')} text={t('text')} testId="trust">
      {data.evaluators.length === 0 && <p className="text-ui text-quiet">{t('none', { enough: data.enough })}</p>}
      {data.evaluators.map(({ by, rows }) => (
        <div key={by} className="flex flex-col gap-3">
          <h3 className="text-ui font-medium">{by === 'embedded' || by === 'evolved' || by === 'self' || by === 'judge' ? t(`by.${by}`) : by}</h3>
          {rows.filter(({ count }) => count > 0).map((row) => <Row key={row.about} row={row} enough={data.enough} />)}
        </div>
      ))}
    </Section>
  );
}

/** From where on a correlation is called high, fair, low: the paper's evaluator has 0.72. */
const wordFor = (low: number, high: number, srcc: number) => (low <= 0 && high >= 0 ? 'undecided' : srcc >= 0.7 ? 'high' : srcc >= 0.4 ? 'fair' : srcc > 0 ? 'low' : 'opposite');

function Row({ row: { about, count, photos, srcc, interval }, enough }: { readonly row: Agreement; readonly enough: number }) {
  const t = useTranslations('evolve.trust');
  const rate = useTranslations('evolve.rate');
  const format = useFormatter();
  const number = (value: number) => format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <div className="text-ui" data-about={about}>
      <p className="flex items-baseline justify-between gap-3"><span className="text-quiet">{rate(about)}</span>{srcc !== undefined && <span className="font-medium tabular-nums">{number(srcc)}</span>}</p>
      {srcc !== undefined && interval ? (
        <>
          <IntervalBar value={srcc} low={interval.low} high={interval.high} from={-1} to={1} middle={0} />
          <p className="text-fine text-quiet">{t(`words.${wordFor(interval.low, interval.high, srcc)}`)} {t('rests', { count, photos, low: number(interval.low), high: number(interval.high) })}</p>
        </>
      ) : <p className="text-fine text-quiet">{count < enough ? t('tooFew', { count, enough }) : photos < 3 ? t('tooFewPhotos', { count, photos }) : t('allAlike', { count })}</p>}
    </div>
  );
}
