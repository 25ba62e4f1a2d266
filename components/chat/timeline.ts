import type { StepView } from '@/lib/studio/types';
import type { ShownRun } from '../studio/context';

export type TimelineItem = { readonly kind: 'run'; readonly run: ShownRun } | { readonly kind: 'moves'; readonly id: string; readonly steps: readonly StepView[] };

/** The conversation in the order it happened: runs, and between them the user's own slider moves (and what a remix brought along), gathered. */
export function timelineOf(runs: readonly ShownRun[], steps: readonly StepView[]): readonly TimelineItem[] {
  const moments = [
    // A move and words in the same millisecond: the words were said about what was moved.
    ...steps.filter((step) => step.parentId !== null && step.runId === null && step.copyOfId === undefined && !step.hidden).map((step) => ({ at: step.createdAt, run: undefined, step })),
    ...runs.map((run) => ({ at: run.createdAt, run, step: undefined })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const items: TimelineItem[] = [];
  for (const { run, step } of moments) {
    const last = items.at(-1);
    if (run) items.push({ kind: 'run', run });
    else if (last?.kind === 'moves') items[items.length - 1] = { ...last, steps: [...last.steps, step] };
    else items.push({ kind: 'moves', id: step.id, steps: [step] });
  }
  return items;
}
