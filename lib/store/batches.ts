import type { Tx } from './database';
import type { Prisma } from './generated/client';
import type { Batch, BatchItem, BatchItemStatus, BatchStatus } from './generated/client';
import { newId } from './ids';
import { toJson } from './json';

export type { Batch, BatchItem, BatchItemStatus, BatchStatus };

/** An item that is to be worked on, with what is to be done. */
export type Job = Prisma.BatchItemGetPayload<{ include: { batch: true } }>;
/** What a list of batches shows of a photo. It is asked for again and again while one runs, with up to thousands of photos: no more than that. */
const SHOWN = { session: { select: { name: true, headId: true, photoId: true, deletedAt: true } } } satisfies Prisma.BatchItemInclude;
export type BatchRow = Prisma.BatchGetPayload<{ include: { items: { include: typeof SHOWN } } }>;

export function createBatch(tx: Tx, batch: { readonly workspaceId: string; readonly title: string; readonly task: object }, sessionIds: readonly string[]): Promise<Batch> {
  const items = sessionIds.map((sessionId, number) => ({ id: newId(), sessionId, number }));
  return tx.batch.create({ data: { id: newId(), ...batch, task: toJson(batch.task), items: { create: items } } });
}

/** The batches of a workspace with their items, latest first. */
export function batchesOf(tx: Tx, workspaceId: string, take: number): Promise<readonly BatchRow[]> {
  return tx.batch.findMany({ where: { workspaceId }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take, include: { items: { orderBy: { number: 'asc' }, include: SHOWN } } });
}

export function findBatch(tx: Tx, workspaceId: string, id: string): Promise<Batch | null> {
  return tx.batch.findFirst({ where: { id, workspaceId } });
}

/**
 * What to work on next: of the batch that has the fewest items at work the first that waits, so that a long batch keeps no other one from beginning.
 * @param atWork batches of the items that are worked on now
 * @param held items that cannot begin yet
 */
export async function nextJob(tx: Tx, atWork: readonly string[], held: readonly string[]): Promise<Job | null> {
  const open: Prisma.BatchItemWhereInput = { status: 'waiting', id: { notIn: [...held] } };
  const batches = await tx.batch.findMany({ where: { status: 'running', items: { some: open } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], select: { id: true } });
  const count = (id: string) => atWork.filter((one) => one === id).length;
  const [first] = batches.toSorted((a, b) => count(a.id) - count(b.id));
  return first ? tx.batchItem.findFirst({ where: { ...open, batchId: first.id }, orderBy: { number: 'asc' }, include: { batch: true } }) : null;
}

/** Takes an item that waits in a batch that runs; says whether it still did. */
export async function claimItem(tx: Tx, id: string, runId: string | null): Promise<boolean> {
  const { count } = await tx.batchItem.updateMany({ where: { id, status: 'waiting', batch: { status: 'running' } }, data: { status: 'running', runId, stepId: null, code: null, message: null } });
  return count > 0;
}

/** Ends an item that is at work; what was cancelled meanwhile stays cancelled. */
export async function endItem(tx: Tx, id: string, end: { readonly status: BatchItemStatus; readonly code?: string; readonly message?: string; readonly runId?: null }): Promise<void> {
  await tx.batchItem.updateMany({ where: { id, status: 'running' }, data: end });
}

/** Writes down where a photo was left. */
export async function leaveItem(tx: Tx, id: string, stepId: string): Promise<void> {
  await tx.batchItem.updateMany({ where: { id }, data: { stepId } });
}

/** Moves the items of a batch that are in one of `from`; `ids` are some of them, absent: all. Returns how many. */
export async function moveItems(tx: Tx, batchId: string, from: readonly BatchItemStatus[], to: BatchItemStatus, ids?: readonly string[]): Promise<number> {
  const { count } = await tx.batchItem.updateMany({ where: { batchId, status: { in: [...from] }, ...(ids && { id: { in: [...ids] } }) }, data: { status: to } });
  return count;
}

/** Removes batches that have lost all their photos. */
export async function purgeBatches(tx: Tx): Promise<void> {
  await tx.batch.deleteMany({ where: { items: { none: {} } } });
}
