'use client';

import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { deleteBranch, nameBranch, reapplySteps, restoreStep } from '@/app/actions';
import { toolOf } from '@/lib/develop/tools';
import type { ReappliedView, StepView } from '@/lib/studio/types';
import { useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { toast } from '../ui/toast';
import type { Plan } from './verbs';

type Purpose = 'disable' | 'enable' | 'order' | 'merge';
const SAID = { disable: 'disabled', enable: 'enabled', order: 'moved', merge: 'merged' } as const;

export type HistoryVerbs = {
  /** Carries a plan out; what could not be done again as it was is said. */
  carryOut(purpose: Purpose, step: StepView, plan: Plan): void;
  restore(step: StepView): void;
  name(stepId: string, name: string): void;
  remove(step: StepView): void;
};

/** What can be done with the tree of steps beyond looking at it. */
export function useHistory(): HistoryVerbs {
  const t = useTranslations('history');
  const locale = useLocale();
  const store = useStudioStore();
  const { session, branch } = useStudioData();
  const { rewrite, undo } = useStudioActions();
  const sessionId = session.id;
  const tipId = branch.at(-1)?.id;

  return useMemo(() => {
    const say = (text: string) => toast(text, { action: { label: t('said.undo'), run: undo } });
    const told = (purpose: Purpose, title: string, steps: number, { conflicts, overruled }: ReappliedView): string => [
      t(purpose === 'disable' && steps === 0 ? 'said.tipDisabled' : `said.${SAID[purpose]}`, { title }),
      ...conflicts.map((conflict) => t(`said.${conflict.kind}`, { title: conflict.title, name: conflict.name ?? 'none' })),
      ...(overruled.length > 0 ? [t('said.overruled', { names: overruled.map((name) => toolOf(name)?.label[locale === 'zh' ? 'zh' : 'en'] ?? name).join(locale === 'zh' ? '、' : ', ') })] : []),
    ].join(' ');
    return {
      carryOut(purpose, step, { ontoId, stepIds }) {
        void rewrite(() => reapplySteps(sessionId, { ontoId, stepIds: [...stepIds], purpose, aboutId: step.id })).then((answer) => {
          if (!answer) return;
          // The strip shows the branch that was made, and not the one that went on from the same place.
          store.setState({ tipId: answer.headId });
          say(told(purpose, step.title, stepIds.length, answer));
        });
      },
      restore(step) {
        if (tipId !== undefined) void rewrite(() => restoreStep(sessionId, { stepId: step.id, ontoId: tipId }));
      },
      name(stepId, name) {
        void rewrite(() => nameBranch(sessionId, stepId, name));
      },
      remove(step) {
        void rewrite(() => deleteBranch(sessionId, step.id)).then((answer) => answer && say(t('said.removed')));
      },
    };
  }, [t, locale, store, rewrite, undo, sessionId, tipId]);
}
