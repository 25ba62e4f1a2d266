'use client';

import { LoaderCircle, RotateCcw, TriangleAlert } from 'lucide-react';
import dynamic from 'next/dynamic';
import { memo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useStudioActions, useStudioData, useStudioStore, type ShownRun } from '../studio/context';
import { Button, IconButton } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { ActionError } from '../ui/result';
import { useErrorText } from '../ui/use-error-text';
import { LookNote, MessageNote, ReflectionCard, RunUsage } from './asides';
import { KeptCard } from './kept-card';
import { Plan } from './plan';
import type { RunEntry } from './run-state';
import { runText } from './run-text';
import { unbroken } from './unbroken';
import { Said } from './said';
import { QuestionCard } from './question-card';
import { BlindOffer } from '../evolve/blind-offer';
import { RateResult } from './rate-result';
import { ScoreCard } from './score-card';
import { StepCard } from './step-card';

const NextSuggestions = dynamic(() => import('./suggestions/suggestions').then((part) => part.NextSuggestions), { loading: () => null });

type Props = { readonly run: ShownRun; readonly last: boolean; readonly onSuggestion: (text: string) => void };

/** One turn: what was asked, everything the assistant did about it, and what came of it. */
export const RunBlock = memo(function RunBlock({ run, last, onSuggestion }: Props) {
  const t = useTranslations('chat');
  const { state } = run;
  const live = state.status === 'running';
  return (
    <section aria-label={run.instruction} data-testid="run" data-status={state.status} className="flex flex-col gap-3">
      <Said run={run} />
      {state.plan && <Plan plan={state.plan} live={live} />}
      {live && !state.plan && state.entries.length === 0 && <p className="flex items-center gap-2 text-ui text-quiet"><LoaderCircle size={14} aria-hidden className="animate-spin text-accent" />{t('looksFirst')}</p>}
      {state.entries.map((entry, index) => <Entry key={keyOf(entry, index)} entry={entry} live={live && index === state.entries.length - 1} open={last && !live} onAnswer={onSuggestion} />)}
      {state.status !== 'running' && <Ending run={run} last={last} onSuggestion={onSuggestion} />}
    </section>
  );
});

function keyOf(entry: RunEntry, index: number): string {
  return entry.kind === 'step' ? `step-${entry.step}` : `${entry.kind}-${index}`;
}

type EntryProps = { readonly entry: RunEntry; readonly live: boolean; readonly open: boolean; readonly onAnswer: (text: string) => void };

function Entry({ entry, live, open, onAnswer }: EntryProps) {
  switch (entry.kind) {
    case 'step':
      return <StepCard entry={entry} live={live} />;
    case 'evaluation':
      return <ScoreCard entry={entry} />;
    case 'reflection':
      return <ReflectionCard entry={entry} />;
    case 'kept':
      return <KeptCard entry={entry} />;
    case 'look':
      return <LookNote entry={entry} />;
    case 'question':
      return <QuestionCard question={entry.question} open={open} onAnswer={onAnswer} />;
    case 'message':
      return <MessageNote entry={entry} />;
    default:
      return entry satisfies never;
  }
}

/** Says the same again from the same step: a new branch beside the old one. `undefined` where that step is gone. */
function useRetry(run: ShownRun): (() => void) | undefined {
  const store = useStudioStore();
  const { tree } = useStudioData();
  const { say } = useStudioActions();
  const from = tree.byId.get(run.fromStepId);
  if (!from || from.hidden) return undefined;
  const { instruction: text, fromStepId, pointed, reference } = run;
  return () => void say({ text, fromStepId, profileId: store.getState().profileId, marks: [], reference: reference ?? null, ...(pointed && { pointed }) });
}

function Ending({ run, last, onSuggestion }: Props) {
  const t = useTranslations('chat');
  const composer = useTranslations('composer');
  const locale = useLocale();
  const { tree, session } = useStudioData();
  const retry = useRetry(run);
  const errorText = useErrorText();
  const { state } = run;
  const step = state.result ? tree.byId.get(state.result.stepId) : undefined;
  // Its answers stand at the question.
  const asked = state.entries.at(-1)?.kind === 'question';
  // A score card has the stars of its picture.
  const rated = state.entries.some((entry) => entry.kind === 'evaluation' && entry.stepId === step?.id);
  const trouble = state.status === 'failed' || state.status === 'interrupted';
  return (
    <>
      {state.result && state.result.summary !== '' && <p className="animate-rise text-chat whitespace-pre-wrap">{unbroken(state.result.summary)}</p>}
      {state.status === 'stopped' && !state.result?.summary && <p className="text-ui text-quiet">{t('stopped')}</p>}
      {trouble && (
        <p role="alert" className="flex items-start gap-2 rounded-xl border border-line px-3 py-2 text-ui">
          <TriangleAlert size={15} aria-hidden className="mt-0.5 shrink-0 text-danger" />
          <span className="flex-1">{state.error ? errorText(new ActionError(state.error.code, state.error.message)) : t('interrupted')}</span>
          {last && retry && <Button className="h-7" onClick={retry}>{t('tryAgain')}</Button>}
        </p>
      )}
      {state.usage && <RunUsage usage={state.usage} by={run.model.name} />}
      <div className="flex items-start gap-x-2 text-quiet">
        {step && step.runId === run.id && !rated && <div className="min-w-0 flex-1"><RateResult step={step} /></div>}
        <span className="-my-1.5 ml-auto flex">
          <CopyButton label={composer('copyRun')} text={() => runText(run, { plan: t('plan'), score: t('score'), reflection: t('reflection'), rejected: t('rejected') }, locale)} />
          {retry && <IconButton side="top" label={composer('retry')} onClick={retry}><RotateCcw size={14} aria-hidden /></IconButton>}
        </span>
      </div>
      {last && <BlindOffer sessionId={session.id} after={run.id} />}
      {last && !asked && state.result && <NextSuggestions run={run} onPick={onSuggestion} />}
    </>
  );
}
