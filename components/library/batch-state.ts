import type { BatchItemView, BatchView } from '@/lib/studio/types';

export type BatchCounts = Readonly<Record<BatchItemView['status'], number>>;

export function countsOf({ items }: Pick<BatchView, 'items'>): BatchCounts {
  const counts = { waiting: 0, running: 0, done: 0, failed: 0, cancelled: 0, undone: 0 };
  for (const { status } of items) counts[status]++;
  return counts;
}

/** Share of the photos that are through, one way or another, 0..1. */
export function progressOf(batch: Pick<BatchView, 'items'>): number {
  const { done, failed, cancelled, undone } = countsOf(batch);
  return batch.items.length === 0 ? 1 : (done + failed + cancelled + undone) / batch.items.length;
}

/** Whether it has to be asked again soon: something is at work, or will be without anyone's doing. */
export const isMoving = (batch: BatchView): boolean => batch.state === 'running' || batch.items.some(({ status }) => status === 'running');
