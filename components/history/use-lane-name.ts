'use client';

import { useTranslations } from 'use-intl';
import { useStudioData } from '../studio/context';
import type { Lane } from './lanes';

/** What a branch is called: its own name, the main line, the wish that it began with, or what its first step did. */
export function useLaneName(): (lane: Lane, lanes: readonly Lane[]) => string {
  const t = useTranslations('history.tree');
  const { runs } = useStudioData();
  return (lane, lanes) => {
    const [first] = lane.steps;
    // Another attempt at the same wish begins somewhere else than the wish did.
    const asked = first && runs.find((run) => run.id === first.runId && run.fromStepId === lane.parentId)?.instruction;
    return lane.name ?? (lane.parentId === null ? t('main') : asked || first?.title || t('branch', { number: lanes.indexOf(lane) }));
  };
}
