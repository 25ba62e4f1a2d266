'use client';

import { Check, Circle, CircleSlash, Lightbulb, LoaderCircle, MessageCircleQuestion, TriangleAlert } from 'lucide-react';
import clsx from 'clsx';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { useStudioData, type ShownRun } from '../studio/context';
import { Button } from '../ui/button';
import { ActionError } from '../ui/result';
import { useErrorText } from '../ui/use-error-text';
import { SentChips } from './attachments';
import { LookNote, MessageNote, ReflectionCard, RunUsage } from './asides';
import { KeptCard } from './kept-card';
import type { PlanItemState, RunEntry, RunState } from './run-state';
import { QuestionCard } from './question-card';
import { BlindOffer } from '../evolve/blind-offer';
import { RateResult } from './rate-result';
import { ScoreCard } from './score-card';
import { StepCard } from './step-card';

type Props = { readonly run: ShownRun; readonly last: boolean; readonly onSuggestion: (text: string) => void };

/** One turn: what was asked, everything the assistant did about it, and what came of it. */
export const RunBlock = memo(function RunBlock({ run, last, onSuggestion }: Props) {
  const t = useTranslations('chat');
  const { state } = run;
  const live = state.status === 'running';
  return (
    <section aria-label={run.instruction} data-testid="run" data-status={state.status} className="flex flex-col gap-3">
      <SentChips pointed={run.pointed} reference={run.reference} />
      <p className="ml-8 self-end rounded-2xl rounded-br-md bg-raised px-3.5 py-2 text-chat break-words whitespace-pre-wrap">{run.instruction}</p>
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

const MARKS: Readonly<Record<PlanItemState, { readonly Icon: typeof Check; readonly tone: string }>> = {
  waiting: { Icon: Circle, tone: 'text-quiet' },
  active: { Icon: LoaderCircle, tone: 'animate-spin text-accent' },
  done: { Icon: Check, tone: 'text-good' },
  skipped: { Icon: CircleSlash, tone: 'text-quiet' },
};

function Plan({ plan, live }: { readonly plan: NonNullable<RunState['plan']>; readonly live: boolean }) {
  const t = useTranslations('chat');
  return (
    <div className="animate-rise">
      {plan.text !== '' && <p className="text-chat whitespace-pre-wrap">{plan.text}</p>}
      {plan.items.length > 0 && (
        <ol aria-label={t('plan')} className="mt-2 flex flex-col gap-1 border-l border-line pl-3">
          {plan.items.map(({ id, title, state: told }) => {
            // Nothing is in progress in a run that was stopped.
            const item = { id, title, state: told === 'active' && !live ? ('waiting' as const) : told };
            const { Icon, tone } = MARKS[item.state];
            return (
              <li key={item.id} className={clsx('flex items-start gap-2 text-ui transition duration-150', item.state === 'waiting' || item.state === 'skipped' ? 'text-quiet' : 'text-text', item.state === 'skipped' && 'line-through')}>
                <Icon size={14} aria-hidden className={clsx('mt-0.5 shrink-0', tone)} />
                {item.title}
                <span className="sr-only">{t(`planState.${item.state}`)}</span>
              </li>
            );
          })}
        </ol>
      )}
      {plan.notUnderstood.length > 0 && (
        <p className="mt-2 flex items-start gap-2 rounded-lg border border-line px-3 py-2 text-ui">
          <MessageCircleQuestion size={15} aria-hidden className="mt-0.5 shrink-0 text-accent" />
          <span>{t('notUnderstood', { words: plan.notUnderstood.map((words) => `“${words}”`).join(', ') })}</span>
        </p>
      )}
    </div>
  );
}

function Ending({ run, last, onSuggestion }: Props) {
  const t = useTranslations('chat');
  const { tree, session } = useStudioData();
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
      {state.result && state.result.summary !== '' && <p className="animate-rise text-chat whitespace-pre-wrap">{state.result.summary}</p>}
      {state.status === 'stopped' && !state.result?.summary && <p className="text-ui text-quiet">{t('stopped')}</p>}
      {trouble && (
        <p role="alert" className="flex items-start gap-2 rounded-xl border border-line px-3 py-2 text-ui">
          <TriangleAlert size={15} aria-hidden className="mt-0.5 shrink-0 text-danger" />
          <span className="flex-1">{state.error ? errorText(new ActionError(state.error.code, state.error.message)) : t('interrupted')}</span>
          {last && <Button className="h-7" onClick={() => onSuggestion(run.instruction)}>{t('tryAgain')}</Button>}
        </p>
      )}
      {state.usage && <RunUsage usage={state.usage} by={run.model.name} />}
      {step && step.runId === run.id && !rated && <RateResult step={step} />}
      {last && <BlindOffer sessionId={session.id} after={run.id} />}
      {last && !asked && state.result && state.result.suggestions.length > 0 && <Suggestions suggestions={state.result.suggestions} onPick={onSuggestion} />}
    </>
  );
}

export function Suggestions({ suggestions, onPick }: { readonly suggestions: readonly string[]; readonly onPick: (text: string) => void }) {
  const t = useTranslations('chat');
  return (
    <ul aria-label={t('suggestions')} className="flex flex-wrap gap-1.5">
      {suggestions.map((text) => (
        <li key={text}>
          <button type="button" onClick={() => onPick(text)} className="inline-flex items-center gap-1.5 rounded-full border border-line px-3 py-1.5 text-left text-ui transition duration-150 hover:bg-hover">
            <Lightbulb size={12} aria-hidden className="shrink-0 text-accent" />{text}
          </button>
        </li>
      ))}
    </ul>
  );
}
