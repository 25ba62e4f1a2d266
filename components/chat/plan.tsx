'use client';

import { Check, CircleSlash, LoaderCircle, MessageCircleQuestion } from 'lucide-react';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { PlanItemState, RunState } from './run-state';
import { unbroken } from './unbroken';

const BOX = 'mt-0.5 inline-flex size-3.5 shrink-0 items-center justify-center rounded-[4px] border transition duration-150';

function Mark({ state }: { readonly state: PlanItemState }) {
  switch (state) {
    case 'waiting':
      return <span aria-hidden className={clsx(BOX, 'border-quiet')} />;
    case 'active':
      return <LoaderCircle size={14} aria-hidden className="mt-0.5 shrink-0 animate-spin text-accent" />;
    case 'done':
      return <span aria-hidden className={clsx(BOX, 'animate-appear border-good bg-good text-panel')}><Check size={11} strokeWidth={3.5} /></span>;
    case 'skipped':
      return <CircleSlash size={14} aria-hidden className="mt-0.5 shrink-0 text-quiet" />;
  }
}

/** What the assistant means to do, ticked off as it is done. */
export function Plan({ plan, live }: { readonly plan: NonNullable<RunState['plan']>; readonly live: boolean }) {
  const t = useTranslations('chat');
  const composer = useTranslations('composer');
  const done = plan.items.filter(({ state }) => state === 'done').length;
  return (
    <div className="animate-rise">
      {plan.text !== '' && <p className="text-chat whitespace-pre-wrap">{unbroken(plan.text)}</p>}
      {plan.items.length > 0 && (
        <div className="mt-2 rounded-xl border border-line px-3 py-2">
          <p className="flex justify-between text-fine text-quiet"><span aria-hidden>{t('plan')}</span><span className="tabular-nums">{composer('planned', { done, count: plan.items.length })}</span></p>
          <ol aria-label={t('plan')} data-testid="plan" className="mt-1 flex flex-col gap-1">
            {plan.items.map(({ id, title, state: told }) => {
              // Nothing is in progress in a run that was stopped.
              const state = told === 'active' && !live ? 'waiting' : told;
              return (
                <li key={id} data-state={state} className={clsx('flex items-start gap-2 text-ui transition duration-150', state === 'waiting' || state === 'skipped' ? 'text-quiet' : 'text-text', state === 'skipped' && 'line-through')}>
                  <Mark state={state} />
                  {title}
                  <span className="sr-only">{t(`planState.${state}`)}</span>
                </li>
              );
            })}
          </ol>
        </div>
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
