import { addAct, addOlderAct, doAgain, nextActs, takeBack, type Act, type Change, type Judged } from '@/lib/store/journal';
import type { Tx } from '@/lib/store/database';
import { addLabel, dropLabel } from '@/lib/store/labels';
import { findSession } from '@/lib/store/sessions';
import type { Studio } from './context';
import { notFound } from './errors';
import type { ActView, HistoryView, JournalView } from './types';
import { stepView } from './views';

type Place = { readonly id: string; readonly workspaceId: string };

/** Rates a step. The rating is a label as well, for whoever agreed to that; one taken back is none any more. */
async function putStars(tx: Tx, { workspaceId }: Place, stepId: string, stars: number | null, about: Judged): Promise<void> {
  await tx.step.update({ where: { id: stepId }, data: about === 'aesthetics' ? { stars } : { followed: stars } });
  if (stars === null) await dropLabel(tx, workspaceId, stepId, about);
  else await addLabel(tx, { workspaceId, stepId, kind: about, value: { stars } });
}

/** An agent's step that undo left is a judgement of it; redo takes the judgement back. */
async function labelUndone(tx: Tx, { workspaceId }: Place, act: Act | null, back: boolean): Promise<void> {
  if (act?.kind !== 'agent' && act?.kind !== 'step') return;
  for (const change of act.changes) {
    if (change.of !== 'head') continue;
    if (!back) await dropLabel(tx, workspaceId, change.to, 'undone');
    else if (await tx.step.findFirst({ where: { id: change.from, author: 'agent', copyOfId: null }, select: { id: true } })) {
      await addLabel(tx, { workspaceId, stepId: change.from, kind: 'undone', value: { toStepId: change.to } });
    }
  }
}

/** Carries a change out, forwards or, turned round, backwards. */
export async function applyChange(tx: Tx, session: Place, change: Change): Promise<void> {
  switch (change.of) {
    case 'head':
      await tx.session.update({ where: { id: session.id }, data: { headId: change.to, updatedAt: new Date() } });
      return;
    case 'name':
      await tx.session.update({ where: { id: session.id }, data: { name: change.to } });
      return;
    case 'stars':
      return putStars(tx, session, change.stepId, change.to, change.about ?? 'aesthetics');
    case 'branch-name':
      await tx.step.update({ where: { id: change.stepId }, data: { branchName: change.to } });
      return;
    case 'hidden':
      await tx.step.updateMany({ where: { sessionId: session.id, id: { in: [...change.stepIds] } }, data: { hidden: change.to } });
      return;
  }
}

/** Makes a step the head before something grows from it: undo then comes back to where the head was. */
export async function goTo(tx: Tx, sessionId: string, stepId: string): Promise<void> {
  const [{ headId, workspaceId }, { title }] = await Promise.all([
    tx.session.findUniqueOrThrow({ where: { id: sessionId }, select: { headId: true, workspaceId: true } }),
    tx.step.findUniqueOrThrow({ where: { id: stepId }, select: { title: true } }),
  ]);
  if (headId === stepId) return;
  const change: Change = { of: 'head', from: headId, to: stepId };
  await applyChange(tx, { id: sessionId, workspaceId }, change);
  await addAct(tx, sessionId, { kind: 'go', title, changes: [change] });
}

const actView = (act: Act | null): ActView | null => act && { kind: act.kind, title: act.title };

export async function journalView(tx: Tx, sessionId: string): Promise<JournalView> {
  const { undo, redo } = await nextActs(tx, sessionId);
  return { undo: actView(undo), redo: actView(redo) };
}

const touchedBy = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap((change) => (change.of === 'hidden' ? change.stepIds : change.of === 'head' ? [change.to] : change.of === 'name' ? [] : [change.stepId]));

/** What the page has to know after something of the history was changed. */
export async function historyView(tx: Tx, sessionId: string, changes: readonly Change[], touched: readonly string[] = touchedBy(changes)): Promise<HistoryView> {
  const [session, steps, journal] = await Promise.all([
    tx.session.findUniqueOrThrow({ where: { id: sessionId }, select: { headId: true, name: true } }),
    tx.step.findMany({ where: { sessionId, id: { in: [...touched] } }, orderBy: { number: 'asc' }, include: { settings: true } }),
    journalView(tx, sessionId),
  ]);
  const went = changes.some((change) => change.of === 'head' && change.from !== change.to);
  return { headId: session.headId, went, name: session.name, steps: steps.map(stepView), journal };
}

/** Undo before the journal's first act: from a step to the one it grew from. */
async function olderAct(tx: Tx, sessionId: string, headId: string): Promise<Act | null> {
  const head = await tx.step.findUnique({ where: { id: headId }, select: { parentId: true, title: true } });
  if (!head || head.parentId === null) return null;
  const act: Act = { kind: 'step', title: head.title, changes: [{ of: 'head', from: head.parentId, to: headId }] };
  await addOlderAct(tx, sessionId, act);
  return { ...act, changes: [{ of: 'head', from: headId, to: head.parentId }] };
}

async function travel({ store }: Studio, workspaceId: string, sessionId: string, back: boolean): Promise<HistoryView> {
  return store.db.$transaction(async (tx) => {
    const session = await findSession(tx, workspaceId, sessionId);
    if (!session) throw notFound('session');
    const act = back ? ((await takeBack(tx, sessionId)) ?? (await olderAct(tx, sessionId, session.headId))) : await doAgain(tx, sessionId);
    for (const change of act?.changes ?? []) await applyChange(tx, session, change);
    await labelUndone(tx, session, act, back);
    return historyView(tx, sessionId, act?.changes ?? []);
  });
}

/** Takes back what was done last in a session, whatever it was. With nothing left to take back, nothing changes. */
export const undo = (studio: Studio, workspaceId: string, sessionId: string): Promise<HistoryView> => travel(studio, workspaceId, sessionId, true);

/** Does again what was taken back last. */
export const redo = (studio: Studio, workspaceId: string, sessionId: string): Promise<HistoryView> => travel(studio, workspaceId, sessionId, false);
