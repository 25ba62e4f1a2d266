import type { Tx } from '@/lib/store/database';
import { addLabel, labelValue, type LabelValues } from '@/lib/store/labels';

/** What somebody takes along they approve of. Once per step and way; the untouched photo is nobody's work. */
export async function addKept(tx: Tx, workspaceId: string, stepId: string, how: LabelValues['kept']['how']): Promise<void> {
  const step = await tx.step.findUnique({ where: { id: stepId }, select: { parentId: true, labels: { where: { workspaceId, kind: 'kept' } } } });
  if (!step || step.parentId === null || step.labels.some((label) => labelValue(label, 'kept').how === how)) return;
  await addLabel(tx, { workspaceId, stepId, kind: 'kept', value: { how } });
}
