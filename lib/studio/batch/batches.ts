import { z } from 'zod';
import { batchesOf, createBatch as create, findBatch, moveItems, type Batch, type BatchRow } from '@/lib/store/batches';
import { findStep } from '@/lib/store/steps';
import type { Studio } from '../context';
import { notFound, StudioError } from '../errors';
import { takeBackSteps } from '../take-back';
import type { BatchItemView, BatchView, TakenBackView } from '../types';
import { batchTask, type BatchTask } from './task';

const MOST_PHOTOS = 1_000;
/** The latest are shown; older ones are done and forgotten. */
const SHOWN = 20;

const newBatch = z.object({
  title: z.string().trim().min(1, 'Expected a title').max(200),
  task: batchTask,
  sessionIds: z.array(z.string().min(1).max(200)).min(1, 'Expected at least one photo').max(MOST_PHOTOS, `Expected at most ${MOST_PHOTOS} photos`).transform((ids) => [...new Set(ids)]),
});
export type NewBatch = { readonly title: string; readonly task: BatchTask; readonly sessionIds: readonly string[] };

/** Begins the same work on many photos, in the order given. It goes on whether or not anyone looks, and after a restart. */
export async function startBatch(studio: Studio, workspaceId: string, input: NewBatch): Promise<{ readonly batchId: string }> {
  const { title, task, sessionIds } = newBatch.parse(input);
  const { db } = studio.store;
  const like = task.kind === 'like' ? await findStep(db, workspaceId, task.stepId) : undefined;
  if (like === null) throw notFound('step');
  const known = new Set((await db.session.findMany({ where: { workspaceId, deletedAt: null, id: { in: sessionIds } }, select: { id: true } })).map(({ id }) => id));
  // A photo is like itself already.
  const wanted = sessionIds.filter((id) => known.has(id) && id !== like?.sessionId);
  if (wanted.length === 0) throw notFound('session');
  const { id } = await db.$transaction((tx) => create(tx, { workspaceId, title, task }, wanted));
  studio.batches.pump();
  return { batchId: id };
}

/** The batches of a workspace, latest first, each with its photos. */
export async function listBatches({ store }: Pick<Studio, 'store'>, workspaceId: string): Promise<readonly BatchView[]> {
  const rows = await batchesOf(store.db, workspaceId, SHOWN);
  const items = rows.flatMap((row) => row.items);
  const [heads, made] = await Promise.all([
    store.db.step.findMany({ where: { id: { in: items.map(({ session }) => session.headId) } }, select: { id: true, settingsHash: true, baseId: true } }),
    store.db.step.groupBy({ by: ['runId'], where: { runId: { in: items.flatMap(({ runId, status }) => (runId !== null && status === 'running' ? [runId] : [])) } }, _count: true }),
  ]);
  const shown = new Map(heads.map((head) => [head.id, head]));
  const steps = new Map(made.map(({ runId, _count }) => [runId, _count]));
  return rows.map((row) => ({ id: row.id, title: row.title, kind: batchTask.parse(row.task).kind, state: stateOf(row), createdAt: row.createdAt.toISOString(), items: row.items.map(view) }));

  function view({ id, sessionId, session, status, runId, stepId, code, message }: BatchRow['items'][number]): BatchItemView {
    const head = shown.get(session.headId);
    return {
      id, sessionId, status,
      name: session.name,
      photoId: head?.baseId ?? session.photoId,
      hash: head?.settingsHash ?? '',
      isDeleted: session.deletedAt !== null,
      isLeft: canBeTaken({ status, stepId }) && session.deletedAt === null && session.headId === stepId,
      steps: steps.get(runId) ?? 0,
      ...(code !== null && { code }),
      ...(message !== null && { message }),
    };
  }
}

const canBeTaken = ({ status, stepId }: Pick<BatchRow['items'][number], 'status' | 'stepId'>): boolean => stepId !== null && status !== 'undone' && status !== 'waiting' && status !== 'running';

const isOpen = ({ status }: { readonly status: string }) => status === 'waiting' || status === 'running';

function stateOf({ status, items }: BatchRow): BatchView['state'] {
  return items.some(isOpen) ? status : status === 'cancelled' ? 'cancelled' : 'done';
}

async function own({ store }: Studio, workspaceId: string, id: string): Promise<Batch> {
  const batch = await findBatch(store.db, workspaceId, id);
  if (!batch) throw notFound('batch');
  return batch;
}

/** Begins no more photos; those at work are finished. */
export async function pauseBatch(studio: Studio, workspaceId: string, id: string): Promise<void> {
  const batch = await own(studio, workspaceId, id);
  if (batch.status === 'running') await studio.store.db.batch.update({ where: { id }, data: { status: 'paused' } });
}

export async function resumeBatch(studio: Studio, workspaceId: string, id: string): Promise<void> {
  const batch = await own(studio, workspaceId, id);
  if (batch.status === 'paused') await studio.store.db.batch.update({ where: { id }, data: { status: 'running' } });
  studio.batches.pump();
}

/** Ends a batch where it is: runs at work are stopped, what they made is kept. */
export async function cancelBatch(studio: Studio, workspaceId: string, id: string): Promise<void> {
  await own(studio, workspaceId, id);
  const { db } = studio.store;
  const running = await db.$transaction(async (tx) => {
    if ((await tx.batchItem.count({ where: { batchId: id, status: { in: ['waiting', 'running'] } } })) === 0) return [];
    await tx.batch.update({ where: { id }, data: { status: 'cancelled' } });
    const atWork = await tx.batchItem.findMany({ where: { batchId: id, status: 'running' }, select: { runId: true } });
    await moveItems(tx, id, ['waiting', 'running'], 'cancelled');
    return atWork;
  });
  await Promise.all(running.map(({ runId }) => (runId === null ? undefined : studio.runs.stop(runId))));
}

/**
 * Takes a batch back: what is still to be done is cancelled, and each photo that was not changed since goes to where it was before. The steps stay in the
 * histories as branches.
 */
export async function undoBatch(studio: Studio, workspaceId: string, id: string): Promise<TakenBackView> {
  const { db } = studio.store;
  await cancelBatch(studio, workspaceId, id);
  await studio.batches.settled(id);
  const items = (await db.batchItem.findMany({ where: { batchId: id }, orderBy: { number: 'asc' } })).filter(canBeTaken);
  const made = items.flatMap(({ sessionId, stepId }) => (stepId === null ? [] : [{ sessionId, stepId }]));
  const answer = await takeBackSteps(studio, workspaceId, made);
  const taken = new Set(answer.taken);
  await moveItems(db, id, ['done', 'failed', 'cancelled'], 'undone', items.filter(({ sessionId }) => taken.has(sessionId)).map((item) => item.id));
  return answer;
}

/** Does again what failed, was cancelled or was taken back: one photo, or all of the batch. */
export async function retryBatch(studio: Studio, workspaceId: string, id: string, itemId?: string): Promise<void> {
  await own(studio, workspaceId, id);
  await studio.store.db.$transaction(async (tx) => {
    await moveItems(tx, id, ['failed', 'cancelled', 'undone'], 'waiting', itemId === undefined ? undefined : [itemId]);
    await tx.batch.update({ where: { id }, data: { status: 'running' } });
  });
  studio.batches.pump();
}

/** Takes a batch from the list. Its photos and what was done to them stay. */
export async function forgetBatch(studio: Studio, workspaceId: string, id: string): Promise<void> {
  await own(studio, workspaceId, id);
  const { db } = studio.store;
  if ((await db.batchItem.count({ where: { batchId: id, status: { in: ['waiting', 'running'] } } })) > 0) throw new StudioError('invalid', 'This batch is still at work. Cancel it first.');
  await db.batch.delete({ where: { id } });
}

