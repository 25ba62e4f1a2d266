'use client';

import { Check, RotateCcw, Undo2 } from 'lucide-react';
import clsx from 'clsx';
import { useFormatter, useTranslations } from 'use-intl';
import type { Comparison } from '@/lib/agent/types';
import type { StepView } from '@/lib/studio/types';
import { useStudioActions, useStudioData } from '../studio/context';
import { THUMB_EDGE } from '../studio/urls';
import { Thumb } from '../ui/thumb';
import type { RunEntry } from './run-state';

/** How a correction was weighed against what was there: both pictures, what each order of looking said, and which one stays. */
export function KeptCard({ entry }: { readonly entry: Extract<RunEntry, { kind: 'kept' }> }) {
  const t = useTranslations('chat');
  const { tree } = useStudioData();
  const [kept, lost] = [tree.byId.get(entry.stepId), entry.rejectedStepId === undefined ? undefined : tree.byId.get(entry.rejectedStepId)];
  // The correction came later: it has the higher number.
  const isCorrection = kept !== undefined && lost !== undefined && stepNumber(kept.id) > stepNumber(lost.id);
  const pair = kept && lost && (isCorrection ? ([[lost, 'lost'], [kept, 'kept']] as const) : ([[kept, 'kept'], [lost, 'lost']] as const));
  const Icon = isCorrection || !pair ? Check : Undo2;
  return (
    <article aria-label={t('compared')} data-testid="kept" className="animate-rise overflow-hidden rounded-xl border border-line bg-panel">
      {pair && (
        <div className="grid grid-cols-2 gap-px bg-line">
          {pair.map(([step, role], index) => <Side key={step.id} step={step} lost={role === 'lost'} name={t(index === 0 ? 'earlierOne' : 'correction')} />)}
        </div>
      )}
      <div className="px-3 py-2.5">
        <p className="flex items-start gap-2 text-ui">
          <Icon size={14} aria-hidden className="mt-0.5 shrink-0 text-accent" />
          <span><b className="font-medium">{t(!pair ? 'kept' : isCorrection ? 'correctionKept' : 'rolledBack')}</b> <span className="text-quiet">{entry.reason}</span></span>
        </p>
        {entry.comparison && <Verdicts comparison={entry.comparison} />}
      </div>
    </article>
  );
}

const stepNumber = (stepId: string): number => Number(stepId.slice(stepId.lastIndexOf('.') + 1));

function Side({ step, lost, name }: { readonly step: StepView; readonly lost: boolean; readonly name: string }) {
  const t = useTranslations('chat');
  const format = useFormatter();
  const { pictureUrl, selected } = useStudioData();
  const { select } = useStudioActions();
  const score = step.score?.overall;
  return (
    <button type="button" onClick={() => select(step.id)} aria-label={t('showStep', { title: step.title })} className="group block bg-panel text-left transition duration-150 hover:bg-raised">
      <span className="relative block aspect-[4/3] overflow-hidden bg-raised">
        <Thumb src={pictureUrl(step, THUMB_EDGE)} lazy className={clsx('h-full w-full animate-appear object-cover transition duration-150', lost && 'opacity-50 grayscale group-hover:opacity-100 group-hover:grayscale-0')} />
        {step.id === selected.id && <span aria-hidden className="absolute inset-0 ring-2 ring-text/60 ring-inset" />}
      </span>
      <span className="flex items-baseline justify-between gap-2 px-3 pt-2 pb-1.5 text-ui">
        <span className={clsx(lost ? 'text-quiet' : 'font-medium')}>{name}</span>
        {score !== undefined && <span className={clsx('tabular-nums', lost ? 'text-quiet' : 'font-medium')}>{format.number(score, { minimumFractionDigits: 1, maximumFractionDigits: 2 })}</span>}
      </span>
      <span className={clsx('block px-3 pb-2 text-fine', !lost ? 'text-good' : step.rejected ? 'text-danger' : 'text-quiet')}>{t(!lost ? 'keptOne' : step.rejected ? 'rejected' : 'improvedOn')}</span>
    </button>
  );
}

/** Judges favour a place, so both orders are looked at; what they saw is a model's text. */
function Verdicts({ comparison: { forward, backward, reasons } }: { readonly comparison: Comparison }) {
  const t = useTranslations('chat');
  const rows = [['forward', forward], ['backward', backward]] as const;
  return (
    <div className="mt-2 flex flex-col gap-1 border-t border-line pt-2 text-ui">
      <dl className="flex flex-col gap-1">
        {rows.map(([order, winner]) => (
          <div key={order} className="flex items-center justify-between gap-3">
            <dt className="flex items-center gap-1.5 text-quiet"><RotateCcw size={12} aria-hidden className={clsx('shrink-0', order === 'forward' && 'invisible')} />{t(`order.${order}`)}</dt>
            <dd className="font-medium">{t(`verdict.${winner}`)}</dd>
          </div>
        ))}
      </dl>
      {reasons.length > 0 && <ul className="mt-1 flex flex-col gap-1 text-quiet">{reasons.map((reason, index) => <li key={index} className="break-words">{reason}</li>)}</ul>}
    </div>
  );
}
