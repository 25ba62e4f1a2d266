'use client';

import { Check, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { promoteCheckpoint, rollBackCheckpoint } from '@/app/evolve/actions';
import type { BlindResult, CheckpointView, TrainingView } from '@/lib/studio/evolve/types';
import type { Result } from '@/lib/studio/types';
import { Button } from '../ui/button';
import { Confirm } from './confirm';
import { IntervalBar } from './interval-bar';
import { Learnt } from './learnt';
import { Section } from './section';

type Change = (work: Promise<Result<TrainingView>>) => Promise<boolean>;

/** Checkpoints with their model cards: what each won, which one is in use, the way there and back. */
export function CheckpointsSection({ training: { checkpoints, isOperator, canRollBack }, results, change }: { readonly training: TrainingView; /** Of blind choices. */ readonly results: readonly BlindResult[]; readonly change: Change }) {
  const t = useTranslations('evolve.checkpoints');
  const [asking, setAsking] = useState(false);
  return (
    <Section
      title={t('title')} text={t('text')} testId="checkpoints"
      aside={isOperator && canRollBack && <Button onClick={() => setAsking(true)}><Undo2 size={14} aria-hidden />{t('rollBack')}</Button>}
    >
      {checkpoints.length === 0 && <p className="text-ui text-quiet">{t('none')}</p>}
      <ul className="flex flex-col gap-3">
        {checkpoints.map((checkpoint) => <li key={checkpoint.id}><Card checkpoint={checkpoint} blind={blindOf(checkpoint, results)} isOperator={isOperator} change={change} /></li>)}
      </ul>
      {asking && <Confirm title={t('askRollBack')} text={t('rollBackMeans')} action={t('rollBack')} onYes={() => void change(rollBackCheckpoint())} onClose={() => setAsking(false)} />}
    </Section>
  );
}

/** How a checkpoint did in blind choices against the one that it was trained from. */
function blindOf({ sha256, trial }: CheckpointView, results: readonly BlindResult[]): Pick<BlindResult, 'rate' | 'interval'> & { readonly count: number } | undefined {
  const [own, base] = [sha256.slice(0, 8), trial?.from.slice(0, 8)];
  for (const { a, b, wins, ties, losses, rate, interval: { low, high } } of results) {
    const count = wins + ties + losses;
    if (a.checkpoint === own && b.checkpoint === base) return { rate, interval: { low, high }, count };
    if (b.checkpoint === own && a.checkpoint === base) return { rate: 1 - rate, interval: { low: 1 - high, high: 1 - low }, count };
  }
  return undefined;
}

function Card({ checkpoint, blind, isOperator, change }: { readonly checkpoint: CheckpointView; readonly blind: ReturnType<typeof blindOf>; readonly isOperator: boolean; readonly change: Change }) {
  const t = useTranslations('evolve.checkpoints');
  const format = useFormatter();
  const { id, card, isCurrent, madeAt, verdict, trial, sha256, bytes } = checkpoint;
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 0 });
  const number = (value: number | undefined) => (value === undefined ? '–' : format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
  const name = madeAt === null ? t('shipped') : t('trained', { when: format.dateTime(new Date(madeAt), { dateStyle: 'medium', timeStyle: 'short' }) });
  return (
    <article aria-label={name} className="rounded-xl border border-line p-3.5 text-ui" data-current={isCurrent}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="min-w-0 flex-1 font-medium">{name} <span className="font-normal text-quiet tabular-nums">{sha256.slice(0, 8)}</span></h3>
        {isCurrent && <span className="inline-flex items-center gap-1 rounded-full bg-hover px-2.5 py-0.5 text-fine"><Check size={12} aria-hidden />{t('current')}</span>}
        {isOperator && verdict !== null && <Button look={verdict === 'wins' ? 'solid' : 'plain'} className="h-7" disabled={verdict !== 'wins'} aria-describedby={`why-${id}`} onClick={() => void change(promoteCheckpoint(id))}>{t('promote')}</Button>}
      </div>
      {trial && (
        <div className="mt-2.5">
          <p className="flex items-baseline justify-between gap-3"><span className="text-quiet">{t('against')}</span><span className="font-medium tabular-nums">{percent(trial.against.rate)}</span></p>
          <IntervalBar value={trial.against.rate} low={trial.against.interval.low} high={trial.against.interval.high} from={0} to={1} middle={0.5} />
          <p className="text-fine text-quiet tabular-nums">{t('counts', { wins: trial.against.wins, ties: trial.against.ties, losses: trial.against.losses, low: percent(trial.against.interval.low), high: percent(trial.against.interval.high), photos: trial.photos })}</p>
        </div>
      )}
      {blind && <p className="mt-1.5 text-fine text-quiet tabular-nums">{t('blind', { rate: percent(blind.rate), count: blind.count, low: percent(blind.interval.low), high: percent(blind.interval.high) })}</p>}
      {verdict !== null && <p id={`why-${id}`} className="mt-1.5 text-fine">{t(`verdicts.${verdict}`)}</p>}
      <details className="mt-2">
        <summary className="w-fit text-quiet hover:text-text">{t('card')}</summary>
        <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          {trial && <><dt className="text-quiet">{t('judge')}</dt><dd className="tabular-nums">{t('fromTo', { from: number(trial.before.overall), to: number(trial.after.overall) })}</dd></>}
          {!trial && card.metrics.overall !== undefined && <><dt className="text-quiet">{t('judge')}</dt><dd className="tabular-nums">{number(card.metrics.overall)}</dd></>}
          <dt className="text-quiet">{t('srcc')}</dt><dd className="tabular-nums">{trial ? t('fromTo', { from: number(trial.before.evaluator.srcc), to: number(trial.after.evaluator.srcc) }) : number(card.metrics.srcc)}</dd>
          <dt className="text-quiet">{t('plcc')}</dt><dd className="tabular-nums">{trial ? t('fromTo', { from: number(trial.before.evaluator.plcc), to: number(trial.after.evaluator.plcc) }) : number(card.metrics.plcc)}</dd>
          {trial?.before.own && trial.after.own && <><dt className="text-quiet">{t('own', { count: trial.after.own.count })}</dt><dd className="tabular-nums">{t('fromTo', { from: number(trial.before.own.srcc), to: number(trial.after.own.srcc) })}</dd></>}
          {trial?.before.choices && trial.after.choices && <><dt className="text-quiet">{t('choices', { count: trial.after.choices.count })}</dt><dd className="tabular-nums">{t('fromTo', { from: percent(trial.before.choices.share), to: percent(trial.after.choices.share) })}</dd></>}
          {trial && <><dt className="text-quiet">{t('ratings')}</dt><dd className="tabular-nums">{t('ratingsSplit', { learned: trial.ratings.learned, heldOut: trial.ratings.heldOut })}</dd></>}
          <dt className="text-quiet">{t('stage')}</dt><dd>{t('stageSeed', { stage: card.stage, seed: card.seed })}</dd>
          <dt className="text-quiet">{t('size')}</dt><dd className="tabular-nums">{t('weights', { count: format.number(card.parameters), kilobytes: format.number(Math.round(bytes / 1024)) })}</dd>
          <dt className="text-quiet">{t('hash')}</dt><dd className="min-w-0 truncate font-mono text-fine">{sha256}</dd>
        </dl>
        {trial?.learned && <div className="mt-2"><Learnt counts={trial.learned} title={t('learnt')} testId="learnt" /></div>}
        {trial?.demonstrated !== undefined && trial.demonstrated > 0 && <p className="mt-1 text-quiet tabular-nums">{t('demonstrated', { count: trial.demonstrated })}</p>}
      </details>
    </article>
  );
}
