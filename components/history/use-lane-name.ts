'use client';

import { useTranslations } from 'use-intl';
import type { Lane } from './lanes';

/** What a branch is called: its own name, the main line, or what its first step did. */
export function useLaneName(): (lane: Lane, lanes: readonly Lane[]) => string {
  const t = useTranslations('history.tree');
  return (lane, lanes) => lane.name ?? (lane.parentId === null ? t('main') : (lane.steps[0]?.title ?? '') || t('branch', { number: lanes.indexOf(lane) }));
}
