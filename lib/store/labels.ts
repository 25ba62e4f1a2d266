import type { JsonValue } from '@/lib/develop/types';
import { VERSION } from '../version';
import type { Tx } from './database';
import type { Label, LabelKind } from './generated/client';
import { newId } from './ids';
import { fromJson, toJson } from './json';

export type { Label, LabelKind };

/** What each kind of label says beside what it is about. */
export type LabelValues = {
  /** 1..5. */
  readonly aesthetics: { readonly stars: number };
  readonly instruction: { readonly stars: number };
  /** Judged blind; `leftStepId` is what stood left. */
  readonly preference: { readonly pairId: string; readonly leftStepId: string; readonly rightStepId: string; readonly answer: 'left' | 'right' | 'same' };
  readonly kept: { readonly how: 'shared' | 'exported' | 'settings' };
  readonly undone: { readonly toStepId: string };
  readonly restored_step: { readonly insteadOf: string };
  /** Parameters before and after; `null` is their default. */
  readonly slider_after_agent: { readonly userStepId: string; readonly from: Readonly<Record<string, JsonValue>>; readonly to: Readonly<Record<string, JsonValue>> };
};

export type NewLabel<Kind extends LabelKind = LabelKind> = { readonly workspaceId: string; readonly stepId: string; readonly kind: Kind; readonly value: LabelValues[Kind] };

export const labelValue = <Kind extends LabelKind>(label: Pick<Label, 'value'>, _kind: Kind): LabelValues[Kind] => fromJson(label.value);

export type Consent = { readonly keeps: boolean | null; readonly at: Date | null };

/** Whether a workspace agreed that judgements are kept; null: it was not asked. */
export async function consentOf(tx: Tx, workspaceId: string): Promise<Consent> {
  const row = await tx.workspace.findUnique({ where: { id: workspaceId }, select: { keepsLabels: true, consentAt: true } });
  return { keeps: row?.keepsLabels ?? null, at: row?.consentAt ?? null };
}

export async function setConsent(tx: Tx, workspaceId: string, keeps: boolean): Promise<void> {
  const said = { keepsLabels: keeps, consentAt: new Date() };
  await tx.workspace.upsert({ where: { id: workspaceId }, create: { id: workspaceId, ...said }, update: said });
}

/** Kinds of which a step has one at a time: the last word counts. */
const ONE_OF_A_STEP: ReadonlySet<LabelKind> = new Set(['aesthetics', 'instruction', 'undone']);

/** Keeps a human judgement of a step, with what it was about and who had made it. Does nothing for a workspace that did not agree. */
export async function addLabel<Kind extends LabelKind>(tx: Tx, { workspaceId, stepId, kind, value }: NewLabel<Kind>): Promise<void> {
  if ((await consentOf(tx, workspaceId)).keeps !== true) return;
  const step = await tx.step.findUnique({ where: { id: stepId }, include: { base: true, run: true, session: { include: { photo: true } } } });
  if (!step || step.session.workspaceId !== workspaceId) return;
  if (ONE_OF_A_STEP.has(kind)) await dropLabel(tx, workspaceId, stepId, kind);
  const { run } = step;
  await tx.label.create({
    data: {
      id: newId(), workspaceId, sessionId: step.sessionId, stepId, kind, value: toJson(value),
      photoSha256: (step.base ?? step.session.photo).sha256, settingsHash: step.settingsHash,
      author: step.author, appVersion: VERSION,
      ...(run && { runId: run.id, instruction: run.instruction, profileId: run.profileId, brain: run.brain, model: run.model, checkpoint: run.checkpoint }),
    },
  });
}

/** Takes back what was said of a step: what is learnt from must not remember a slip. */
export async function dropLabel(tx: Tx, workspaceId: string, stepId: string, kind: LabelKind): Promise<void> {
  await tx.label.deleteMany({ where: { workspaceId, stepId, kind } });
}

/** All labels of a workspace, oldest first, but those of sessions in the bin. */
export function labelsOf(tx: Tx, workspaceId: string): Promise<readonly Label[]> {
  return tx.label.findMany({ where: { workspaceId, session: { deletedAt: null } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

/** Deletes labels for good, with the pairs they came from: all of a workspace, or those of one photo. Says how many. */
export async function deleteLabels(tx: Tx, workspaceId: string, photoSha256?: string): Promise<number> {
  const ofPhoto = photoSha256 === undefined ? {} : { session: { photo: { sha256: photoSha256 } } };
  const { count } = await tx.label.deleteMany({ where: { workspaceId, ...ofPhoto } });
  await tx.pair.deleteMany({ where: { workspaceId, answer: { not: null }, ...ofPhoto } });
  return count;
}
