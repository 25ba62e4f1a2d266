import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { winRate, type Outcome } from '@/lib/evolve/metrics';
import type { Tx } from '@/lib/store/database';
import { newId } from '@/lib/store/ids';
import { addLabel, consentOf, labelValue } from '@/lib/store/labels';
import { answerPair as keepAnswer, findPair, openOrders, putPair, waitingPairs, type PairRow } from '@/lib/store/pairs';
import type { Studio } from '../context';
import { notFound, StudioError } from '../errors';
import { renderStep, type Picture, type PictureRequest } from '../renders';
import { candidatesIn } from './candidates';
import type { BlindResult, MakerView, PairsView, PairView, RevealView } from './types';

/**
 * Blind choices. Until a pair is answered nothing that reaches the page tells which result stands where: pictures are asked for by the pair and a side,
 * sides are drawn when the pair is made and stored.
 */

type Room = Pick<Studio, 'store' | 'config'>;
export const SIDES = ['left', 'right'] as const;
export type Side = (typeof SIDES)[number];

/** Which result stands left: a keyed hash of the pair's random id, so that a draw can be repeated and not be guessed. */
export const drawSide = (pairId: string, secret: string): boolean => ((createHmac('sha256', secret).update(`pair:v1:${pairId}`).digest()[0] ?? 0) & 1) === 1;

const viewOf = ({ id, session }: PairRow, instruction: string): PairView => ({ id, name: session.name, instruction });

const sideOf = (pair: Pick<PairRow, 'firstId' | 'secondId' | 'firstIsLeft'>, side: Side): string | null => ((side === 'left') === pair.firstIsLeft ? pair.firstId : pair.secondId);

async function instructionOf(tx: Tx, pair: PairRow): Promise<string> {
  const step = pair.secondId === null ? null : await tx.step.findUnique({ where: { id: pair.secondId }, select: { run: { select: { instruction: true } } } });
  return step?.run?.instruction ?? '';
}

/** The next two results to be judged, of a session where one is named; `null` when there are none, or when nobody agreed that answers are kept. */
export async function nextPair(room: Room, workspaceId: string, sessionId?: string): Promise<PairView | null> {
  const { store, config } = room;
  if ((await consentOf(store.db, workspaceId)).keeps !== true) return null;
  return store.db.$transaction(async (tx) => {
    const [waiting] = await waitingPairs(tx, workspaceId, sessionId);
    if (waiting) return viewOf(waiting, await instructionOf(tx, waiting));
    for (const candidate of await candidatesIn(tx, workspaceId, sessionId)) {
      const id = newId();
      if (!(await putPair(tx, { ...candidate, id, workspaceId, firstIsLeft: drawSide(id, config.secret) }))) continue;
      const made = await findPair(tx, workspaceId, id);
      if (made) return viewOf(made, await instructionOf(tx, made));
    }
    return null;
  });
}

/** A picture of a pair, by where it stands. */
export async function pairPicture(studio: Studio, workspaceId: string, id: string, side: Side, request: PictureRequest): Promise<Picture> {
  const pair = await findPair(studio.store.db, workspaceId, id);
  const stepId = pair && sideOf(pair, side);
  const step = stepId ? await studio.store.db.step.findUnique({ where: { id: stepId }, include: { session: { include: { photo: true } } } }) : null;
  if (!step) throw notFound('pair');
  return renderStep(studio, step, request);
}

const answerOf = z.enum(['left', 'right', 'same', 'skip']);

/** Keeps an answer, once, and tells who had made which. */
export async function answerPair({ store }: Room, workspaceId: string, id: string, answer: string): Promise<RevealView> {
  const said = answerOf.parse(answer);
  return store.db.$transaction(async (tx) => {
    const pair = await findPair(tx, workspaceId, id);
    if (!pair || pair.firstId === null || pair.secondId === null) throw notFound('pair');
    if ((await consentOf(tx, workspaceId)).keeps !== true) throw new StudioError('no-consent', 'Answers are kept only when you agree to it. Switch it on first.');
    if (!(await keepAnswer(tx, id, said))) throw new StudioError('answered', 'This pair was judged already.');
    const [leftStepId, rightStepId] = SIDES.map((side) => sideOf(pair, side) ?? '') as [string, string];
    if (said !== 'skip') await addLabel(tx, { workspaceId, stepId: said === 'left' ? leftStepId : said === 'right' ? rightStepId : pair.firstId, kind: 'preference', value: { pairId: id, leftStepId, rightStepId, answer: said } });
    const makers = await makersOf(tx, [leftStepId, rightStepId]);
    const reveal = (stepId: string) => ({ stepId, maker: makers.get(stepId) ?? NOBODY });
    return { sessionId: pair.sessionId, source: pair.source, answer: said, left: reveal(leftStepId), right: reveal(rightStepId) };
  });
}

const NOBODY: MakerView = { profileId: '', name: '', brain: '', model: '', checkpoint: '', rejected: false };

async function makersOf(tx: Tx, stepIds: readonly string[]): Promise<ReadonlyMap<string, MakerView>> {
  const steps = await tx.step.findMany({ where: { id: { in: [...stepIds] } }, select: { id: true, rejected: true, run: { select: { profileId: true, profileName: true, brain: true, model: true, checkpoint: true } } } });
  return new Map(steps.map(({ id, rejected, run }) => [id, run ? { profileId: run.profileId, name: run.profileName, brain: run.brain, model: run.model, checkpoint: run.checkpoint, rejected } : { ...NOBODY, rejected }]));
}

const keyOf = ({ profileId, model, checkpoint }: MakerView): string => JSON.stringify([profileId, model, checkpoint]);

/** What the blind choices came to, per two makers. Two results of one maker tell nothing of makers, and are counted apart: as corrections that won. */
export async function blindResults({ store: { db } }: Room, workspaceId: string): Promise<readonly BlindResult[]> {
  const labels = await db.label.findMany({ where: { workspaceId, kind: 'preference', session: { deletedAt: null } }, orderBy: { createdAt: 'asc' } });
  const values = labels.map((label) => labelValue(label, 'preference'));
  const makers = await makersOf(db, values.flatMap(({ leftStepId, rightStepId }) => [leftStepId, rightStepId]));
  const groups = new Map<string, { readonly a: MakerView; readonly b: MakerView; readonly outcomes: Outcome[] }>();
  for (const { leftStepId, rightStepId, answer } of values) {
    const [left, right] = [makers.get(leftStepId), makers.get(rightStepId)];
    if (!left || !right || keyOf(left) === keyOf(right)) continue;
    const isTurned = keyOf(left) > keyOf(right);
    const [a, b] = isTurned ? [right, left] : [left, right];
    const key = keyOf(a) + keyOf(b);
    const group = groups.get(key) ?? { a, b, outcomes: [] };
    groups.set(key, group);
    group.outcomes.push(answer === 'same' ? 'tie' : (answer === 'left') !== isTurned ? 'win' : 'loss');
  }
  return [...groups.values()].map(({ a, b, outcomes }) => ({ a, b, ...winRate(outcomes) }));
}

/** How many pairs wait, what is being made, and what the choices came to. */
export async function openPairs(room: Room, workspaceId: string): Promise<PairsView> {
  const { db } = room.store;
  const [waiting, candidates, known, orders, results, lastOrder] = await Promise.all([
    waitingPairs(db, workspaceId), candidatesIn(db, workspaceId), db.pair.findMany({ where: { workspaceId, firstId: { not: null } }, select: { firstId: true, secondId: true } }),
    openOrders(db, workspaceId), blindResults(room, workspaceId),
    db.pair.findFirst({ where: { workspaceId, source: 'ordered', session: { deletedAt: null } }, orderBy: { createdAt: 'desc' }, select: { failure: true } }),
  ]);
  const there = new Set(known.flatMap(({ firstId, secondId }) => [`${firstId} ${secondId}`, `${secondId} ${firstId}`]));
  const fresh = new Set(candidates.map(({ firstId, secondId }) => `${firstId} ${secondId}`).filter((key) => !there.has(key)));
  return { waiting: waiting.length + fresh.size, making: orders.map(({ id, session }) => ({ id, name: session.name })), results, ...(lastOrder?.failure && { failure: lastOrder.failure }) };
}
