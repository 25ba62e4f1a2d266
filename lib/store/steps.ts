import type { Score } from '@/lib/agent/types';
import { settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import type { Tx } from './database';
import type { Prisma, StepAuthor } from './generated/client';
import { fromJson, toJson } from './json';

export type StepRow = Prisma.StepGetPayload<{ include: { settings: true } }>;

export type NewStep = {
  readonly id: string;
  readonly sessionId: string;
  readonly parentId: string | null;
  readonly author: StepAuthor;
  readonly runId?: string;
  readonly title: string;
  readonly patch: SettingsPatch;
  readonly settings: DevelopSettings;
  /** What they lie on; absent: the same as the parent's. */
  readonly baseId?: string | null;
  readonly thought?: string;
  readonly copyOfId?: string;
};

export const settingsOf = (row: Pick<StepRow, 'settings'>): DevelopSettings => fromJson(row.settings.document);
export const patchOf = (row: StepRow): SettingsPatch => fromJson(row.patch);
/** Who gave the score, where the run said so. */
export const evaluatorOf = (row: StepRow): string | undefined => (row.score === null ? undefined : fromJson<{ readonly by?: string }>(row.score).by);
export const scoreOf = (row: StepRow): Score | undefined => (row.score === null ? undefined : fromJson(row.score));

/** Stores settings under their hash, once. */
async function putSettings(tx: Tx, settings: DevelopSettings): Promise<string> {
  const hash = settingsHash(settings);
  await tx.settings.upsert({ where: { hash }, create: { hash, document: toJson(settings) }, update: {} });
  return hash;
}

/** Adds a node to a session's tree. Call inside a transaction: its number is one more than the last. */
export async function addStep(tx: Tx, step: NewStep): Promise<StepRow> {
  const settingsHash = await putSettings(tx, step.settings);
  const baseId = step.baseId !== undefined ? step.baseId : (step.parentId === null ? null : (await tx.step.findUnique({ where: { id: step.parentId }, select: { baseId: true } }))?.baseId);
  const last = await tx.step.aggregate({ where: { sessionId: step.sessionId }, _max: { number: true } });
  return tx.step.create({
    data: {
      id: step.id,
      sessionId: step.sessionId,
      number: (last._max.number ?? -1) + 1,
      parentId: step.parentId,
      author: step.author,
      runId: step.runId,
      title: step.title,
      patch: toJson(step.patch),
      baseId,
      settingsHash,
      thought: step.thought,
      copyOfId: step.copyOfId,
    },
    include: { settings: true },
  });
}

/** A step of a session of this workspace that is not in the bin. */
export function findStep(tx: Tx, workspaceId: string, id: string, sessionId?: string): Promise<StepRow | null> {
  return tx.step.findFirst({ where: { id, sessionId, session: { workspaceId, deletedAt: null } }, include: { settings: true } });
}

/** All steps of a session, oldest first. */
export function stepsOf(tx: Tx, sessionId: string): Promise<StepRow[]> {
  return tx.step.findMany({ where: { sessionId }, orderBy: { number: 'asc' }, include: { settings: true } });
}

/** The steps from the root to `id`, root first; empty when `id` is not among them. */
export function branchTo(steps: readonly StepRow[], id: string): readonly StepRow[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const branch: StepRow[] = [];
  for (let step = byId.get(id); step; step = step.parentId === null ? undefined : byId.get(step.parentId)) branch.unshift(step);
  return branch;
}
