import type { Tx } from './database';
import { fromJson, toJson } from './json';

/** What stars are given for: the picture, or how well it does what was asked. */
export type Judged = 'aesthetics' | 'instruction';

/** One thing that an act changed, told so that it can be changed back. */
export type Change =
  | { readonly of: 'head'; readonly from: string; readonly to: string }
  | { readonly of: 'name'; readonly from: string; readonly to: string }
  | { readonly of: 'stars'; /** Absent: the picture itself. */ readonly about?: Judged; readonly stepId: string; readonly from: number | null; readonly to: number | null }
  | { readonly of: 'branch-name'; readonly stepId: string; readonly from: string | null; readonly to: string | null }
  | { readonly of: 'hidden'; readonly stepIds: readonly string[]; readonly from: boolean; readonly to: boolean };

export const ACT_KINDS = ['step', 'agent', 'go', 'restore', 'disable', 'enable', 'order', 'merge', 'rename', 'rate', 'name-branch', 'delete-branch', 'take-back'] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** Something that was done, with what it was about. */
export type Act = { readonly kind: ActKind; readonly title: string; readonly changes: readonly Change[] };

/** How many acts of a session can be taken back; before those, undo goes from a step to the one it grew from. */
export const MOST_ACTS = 200;

const isNothing = (change: Change): boolean => change.from === change.to;
const turned = (change: Change): Change => ({ ...change, from: change.to, to: change.from }) as Change;

type Row = Awaited<ReturnType<Tx['act']['findFirst']>>;
const actOf = (row: NonNullable<Row>): Act => ({ kind: ACT_KINDS.find((kind) => kind === row.kind) ?? 'go', title: row.title, changes: fromJson(row.changes) });

const numbers = (tx: Tx, sessionId: string) => tx.act.aggregate({ where: { sessionId }, _min: { number: true }, _max: { number: true } });

/** Writes down what was done. What had been taken back before can then no longer be done again. One that changed nothing is no act. */
export async function addAct(tx: Tx, sessionId: string, { kind, title, changes }: Act): Promise<void> {
  const real = changes.filter((change) => !isNothing(change));
  if (real.length === 0) return;
  await tx.act.deleteMany({ where: { sessionId, undone: true } });
  const number = ((await numbers(tx, sessionId))._max.number ?? 0) + 1;
  await tx.act.create({ data: { sessionId, number, kind, title, changes: toJson(real) } });
  await tx.act.deleteMany({ where: { sessionId, number: { lte: number - MOST_ACTS } } });
}

/** The acts that undo and redo would reach next. */
export async function nextActs(tx: Tx, sessionId: string): Promise<{ readonly undo: Act | null; readonly redo: Act | null }> {
  const [undo, redo] = await Promise.all([
    tx.act.findFirst({ where: { sessionId, undone: false }, orderBy: { number: 'desc' } }),
    tx.act.findFirst({ where: { sessionId, undone: true }, orderBy: { number: 'asc' } }),
  ]);
  return { undo: undo && actOf(undo), redo: redo && actOf(redo) };
}

/** Takes the last act back: marks it so and answers with the changes to make, in the order to make them. */
export async function takeBack(tx: Tx, sessionId: string): Promise<Act | null> {
  const row = await tx.act.findFirst({ where: { sessionId, undone: false }, orderBy: { number: 'desc' } });
  if (!row) return null;
  await tx.act.update({ where: { sessionId_number: { sessionId, number: row.number } }, data: { undone: true } });
  const act = actOf(row);
  return { ...act, changes: act.changes.toReversed().map(turned) };
}

/** Does again what was taken back last. */
export async function doAgain(tx: Tx, sessionId: string): Promise<Act | null> {
  const row = await tx.act.findFirst({ where: { sessionId, undone: true }, orderBy: { number: 'asc' } });
  if (!row) return null;
  await tx.act.update({ where: { sessionId_number: { sessionId, number: row.number } }, data: { undone: false } });
  return actOf(row);
}

/** Writes down, as taken back already, an act from before the journal begins: redo finds it after all others. */
export async function addOlderAct(tx: Tx, sessionId: string, { kind, title, changes }: Act): Promise<void> {
  const number = ((await numbers(tx, sessionId))._min.number ?? 1) - 1;
  await tx.act.create({ data: { sessionId, number, kind, title, changes: toJson(changes), undone: true } });
}
