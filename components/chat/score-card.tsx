'use client';

import { ShieldAlert } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { useStudioData } from '../studio/context';
import type { RunEntry } from './run-state';
import { RateResult } from './rate-result';
import { ScoreStars } from './stars';
import { unbroken } from './unbroken';

/** The score of an attempt with its reasons, the limits that the result breaks, and the user's own stars. */
export function ScoreCard({ entry }: { readonly entry: Extract<RunEntry, { kind: 'evaluation' }> }) {
  const t = useTranslations('chat');
  const format = useFormatter();
  const { tree } = useStudioData();
  const { score, by, objections } = entry;
  const step = tree.byId.get(entry.stepId);
  const rows = [['aesthetics', score.aesthetics], ['instruction', score.instruction], ['preservation', score.preservation]] as const;
  return (
    <article aria-label={t('score')} data-testid="score" className="animate-rise rounded-xl border border-line px-3 py-2.5">
      <div className="flex items-baseline justify-between">
        <p className="text-ui text-quiet">{t(by === 'judge' ? 'judgedBy' : 'scoreOf', { attempt: entry.attempt })}</p>
        <p className="text-chat font-semibold">{format.number(score.overall, { minimumFractionDigits: 1, maximumFractionDigits: 2 })}<span className="text-ui font-normal text-quiet"> / 5</span></p>
      </div>
      <dl className="mt-1.5 grid w-fit grid-cols-[auto_auto] gap-x-3 gap-y-1">
        {rows.map(([name, value]) => value !== undefined && (
          <div key={name} className="contents text-ui">
            <dt className="text-quiet">{t(name)}</dt>
            <dd className="flex items-center gap-1.5"><ScoreStars value={value} />{format.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}</dd>
          </div>
        ))}
      </dl>
      {score.reasons.length > 0 && <ul className="mt-2 flex flex-col gap-1 text-ui text-quiet">{score.reasons.map((reason) => <li key={reason} className="break-words">{unbroken(reason)}</li>)}</ul>}
      {objections.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1 border-t border-line pt-2 text-ui">
          {objections.map((objection) => <li key={objection} className="flex items-start gap-2"><ShieldAlert size={14} aria-hidden className="mt-0.5 shrink-0 text-danger" />{objection}</li>)}
        </ul>
      )}
      {step && <div className="mt-2 border-t border-line pt-2"><RateResult step={step} /></div>}
    </article>
  );
}
