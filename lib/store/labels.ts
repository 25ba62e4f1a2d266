import type { Tx } from './database';
import type { LabelKind } from './generated/client';
import { newId } from './ids';
import { toJson } from './json';

/** Keeps a human judgement of a step, with what it was about. */
export async function addLabel(tx: Tx, label: { readonly workspaceId: string; readonly sessionId: string; readonly stepId: string; readonly kind: LabelKind; readonly value: object }): Promise<void> {
  await tx.label.create({ data: { ...label, id: newId(), value: toJson(label.value) } });
}
