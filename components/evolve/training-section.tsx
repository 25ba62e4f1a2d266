'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LoaderCircle, Play, TriangleAlert, X } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { cancelTraining, openTraining, setNightly, trainNow } from '@/app/evolve/actions';
import type { StageView, TrainingRunView, TrainingView } from '@/lib/studio/evolve/types';
import type { Result } from '@/lib/studio/types';
import { INPUT } from '../settings/fields';
import { Button } from '../ui/button';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { Confirm } from './confirm';
import { Learnt } from './learnt';
import { Curve } from './curve';
import { CurveTable } from './curve-table';
import { Section } from './section';
import { EVOLVE_KEY } from './use-consent';

const TRAINING_KEY = [...EVOLVE_KEY, 'training'] as const;
const WHILE_RUNNING_MS = 3_000;
/** Makes the weights that ship. */
const COMMAND = 'npm run evolve';
const DEFAULT_HOUR = '03:00';

/** What is known of training, and how to change it: every change answers with all of it. */
export function useTraining(initial: TrainingView) {
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data } = useQuery({ queryKey: TRAINING_KEY, queryFn: () => valueOf(openTraining()), initialData: initial, refetchInterval: ({ state }) => (state.data?.latest?.status === 'running' ? WHILE_RUNNING_MS : false) });
  const change = async (work: Promise<Result<TrainingView>>) => {
    try {
      client.setQueryData(TRAINING_KEY, await valueOf(work));
      return true;
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
      return false;
    }
  };
  return { training: data, change };
}

type Props = { readonly training: TrainingView; readonly change: (work: Promise<Result<TrainingView>>) => Promise<boolean> };

/** Training now or by night, how far it is, and its curves. */
export function TrainingSection({ training, change }: Props) {
  const t = useTranslations('evolve.training');
  const [cancelling, setCancelling] = useState(false);
  const { isOperator, isAvailable, latest, judgements } = training;
  const isRunning = latest?.status === 'running';
  return (
    <Section title={t('title')} text={t('text')} testId="training">
      {!isAvailable && <p className="text-ui text-quiet">{t('unavailable')} <code className="rounded bg-raised whitespace-nowrap px-1.5 py-0.5">{COMMAND}</code></p>}
      {isAvailable && (
        <>
          <Learnt counts={judgements} empty={t('nothingJudged')} title={t('learnsFrom')} testId="learns-from" />
          {isOperator ? (
            <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
              {isRunning
                ? <Button look="danger" onClick={() => setCancelling(true)}><X size={14} aria-hidden />{t('cancel')}</Button>
                : <Button look="solid" onClick={() => void change(trainNow())}><Play size={14} aria-hidden />{t('now')}</Button>}
              <Nightly at={training.nightly} change={change} />
            </div>
          ) : (
            <p className="text-ui text-quiet">{training.nightly === null ? t('stranger') : t('strangerNightly', { time: training.nightly })} <Link href="/settings" className="underline underline-offset-2">{t('signIn')}</Link></p>
          )}
        </>
      )}
      {latest ? <Run run={latest} /> : isAvailable && <p className="text-ui text-quiet">{t('none')}</p>}
      {cancelling && latest && <Confirm danger title={t('askCancel')} text={t('cancelMeans')} action={t('cancelYes')} onYes={() => void change(cancelTraining(latest.id))} onClose={() => setCancelling(false)} />}
    </Section>
  );
}

function Nightly({ at, change }: { readonly at: string | null } & Pick<Props, 'change'>) {
  const t = useTranslations('evolve.training');
  return (
    <div className="flex items-center gap-2 text-ui">
      <input id="nightly" type="checkbox" checked={at !== null} onChange={(event) => void change(setNightly(event.target.checked ? DEFAULT_HOUR : null))} className="size-4 accent-[var(--text)]" />
      <label htmlFor="nightly">{t('nightly')}</label>
      {at !== null && <input type="time" required aria-label={t('hour')} value={at} onChange={(event) => { if (event.target.value !== '') void change(setNightly(event.target.value)); }} className={`${INPUT} h-8 w-auto! px-2!`} />}
    </div>
  );
}

function Run({ run }: { readonly run: TrainingRunView }) {
  const t = useTranslations('evolve.training');
  const format = useFormatter();
  const { status, stage, curve } = run;
  const when = format.dateTime(new Date(run.endedAt ?? run.startedAt), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className="flex flex-col gap-4 border-t border-line pt-3.5" data-testid="training-run" data-status={status}>
      {status === 'running' && <Progress stage={stage} />}
      {status === 'done' && <p className="text-ui text-quiet">{t(run.nightly ? 'doneNightly' : 'done', { when })}</p>}
      {status === 'failed' && (
        <div role="alert" className="flex items-start gap-2 rounded-xl border border-line px-3 py-2 text-ui">
          <TriangleAlert size={15} aria-hidden className="mt-0.5 shrink-0 text-danger" />
          <div className="min-w-0"><p>{t('failed', { when })}</p>{run.error !== undefined && <pre className="mt-1 overflow-x-auto text-fine whitespace-pre-wrap text-quiet">{run.error}</pre>}</div>
        </div>
      )}
      {curve.length > 0 ? (
        <>
          <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
            {CURVES.map(([id, digits]) => <Curve key={id} name={t(`curves.${id}`)} digits={digits} points={curve.map((point) => [point.round, point[id]] as const)} />)}
          </div>
          <CurveTable curve={curve} />
        </>
      ) : status === 'running' && <p className="text-ui text-quiet">{t('noCurveYet')}</p>}
    </div>
  );
}

const CURVES = [['reward', 2], ['kl', 3], ['srcc', 2], ['plcc', 2]] as const;
const STAGES = ['data', 'held-out', 'sepo', 'rft', 'evaluation'] as const;

function Progress({ stage }: { readonly stage: StageView | undefined }) {
  const t = useTranslations('evolve.training');
  const format = useFormatter();
  const index = STAGES.findIndex((one) => one === stage?.stage);
  const id = STAGES[index];
  const share = stage ? stage.done / Math.max(1, stage.of) : 0;
  const left = stage?.secondsLeft;
  return (
    <div className="text-ui">
      <p className="flex items-center gap-2"><LoaderCircle size={14} aria-hidden className="shrink-0 animate-spin text-accent" /><span className="min-w-0 flex-1">{id ? t('stage', { number: index + 1, of: STAGES.length, name: t(`stages.${id}`) }) : t('begins')}</span>{left !== undefined && <span className="text-quiet tabular-nums">{left < 60 ? t('secondsLeft', { count: left }) : t('minutesLeft', { count: Math.round(left / 60) })}</span>}</p>
      <div role="progressbar" aria-label={id ? t(`stages.${id}`) : t('begins')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} className="mt-2 h-1.5 overflow-hidden rounded-full bg-hover"><div className="h-full rounded-full bg-text transition-[width] duration-200" style={{ width: `${share * 100}%` }} /></div>
      {stage && <p className="mt-1 text-fine text-quiet tabular-nums">{t('soFar', { done: format.number(stage.done), of: format.number(stage.of) })}</p>}
      <p className="mt-1 text-fine text-quiet">{t('beside')}</p>
    </div>
  );
}
