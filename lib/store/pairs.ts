import type { Locale } from '@/lib/develop/types';
import type { Tx } from './database';
import type { Pair, PairAnswer, PairSource, Prisma } from './generated/client';
import { fromJson, toJson } from './json';

export type { Pair, PairAnswer, PairSource };

/** The same words for two models, one run each. */
export type PairOrder = { readonly text: string; readonly locale: Locale; readonly fromStepId: string; /** Profiles, or checkpoints of one (lib/studio/evolve/orders.ts). */ readonly profileIds: readonly [string, string]; /** Drawn before the runs are there, so that a killed server knows whether they are. */ readonly runIds: readonly [string, string] };

export const orderOf = (pair: Pick<Pair, 'order'>): PairOrder | null => (pair.order === null ? null : fromJson(pair.order));

export type NewPair = { readonly id: string; readonly workspaceId: string; readonly sessionId: string; readonly source: PairSource; readonly firstIsLeft: boolean; readonly firstId?: string; readonly secondId?: string; readonly order?: PairOrder };

/** Makes a pair; one of the same two results that is there already stays, and nothing is made. */
export async function putPair(tx: Tx, { order, ...pair }: NewPair): Promise<Pair | null> {
  const { firstId, secondId } = pair;
  if (firstId !== undefined && secondId !== undefined && (await tx.pair.count({ where: { OR: [{ firstId, secondId }, { firstId: secondId, secondId: firstId }] } })) > 0) return null;
  return tx.pair.create({ data: { ...pair, ...(order && { order: toJson(order) }) } });
}

const alive = { session: { deletedAt: null } } satisfies Prisma.PairWhereInput;

export type PairRow = Prisma.PairGetPayload<{ include: { session: { include: { photo: true } } } }>;

/** A pair of this workspace whose session is not in the bin. */
export function findPair(tx: Tx, workspaceId: string, id: string): Promise<PairRow | null> {
  return tx.pair.findFirst({ where: { id, workspaceId, ...alive }, include: { session: { include: { photo: true } } } });
}

/** Pairs that can be judged now, oldest first. */
export function waitingPairs(tx: Tx, workspaceId: string, sessionId?: string): Promise<readonly PairRow[]> {
  return tx.pair.findMany({ where: { workspaceId, sessionId, answer: null, firstId: { not: null }, secondId: { not: null }, ...alive }, orderBy: { createdAt: 'asc' }, include: { session: { include: { photo: true } } } });
}

/** Orders that are not carried out yet, of this workspace or of all. */
export function openOrders(tx: Tx, workspaceId?: string): Promise<readonly PairRow[]> {
  return tx.pair.findMany({ where: { workspaceId, source: 'ordered', firstId: null, failure: null, ...alive }, orderBy: { createdAt: 'asc' }, include: { session: { include: { photo: true } } } });
}

/** Keeps an answer; whether the pair was still open. A pair is answered once. */
export async function answerPair(tx: Tx, id: string, answer: PairAnswer): Promise<boolean> {
  const { count } = await tx.pair.updateMany({ where: { id, answer: null }, data: { answer, answeredAt: new Date() } });
  return count > 0;
}
