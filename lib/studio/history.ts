import { z } from 'zod';
import { overruled, patchBetween, reapply, type MadeStep } from '@/lib/develop/settings';
import type { Locale } from '@/lib/develop/types';
import type { Tx } from '@/lib/store/database';
import { newId } from '@/lib/store/ids';
import { addAct, type Change } from '@/lib/store/journal';
import { findSession, type SessionRow } from '@/lib/store/sessions';
import { addStep, patchOf, settingsOf, stepsOf, type StepRow } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound, StudioError } from './errors';
import { idInput } from './input';
import { applyChange, historyView } from './journal';
import type { HistoryView, ReappliedView } from './types';

/** The most steps that are done again at a time. */
const MOST_STEPS = 500;

const reapplication = z.object({
  ontoId: idInput,
  stepIds: z.array(idInput).max(MOST_STEPS).refine((ids) => new Set(ids).size === ids.length, 'Expected each step once'),
  purpose: z.enum(['disable', 'enable', 'order', 'merge']),
  aboutId: idInput,
});

/** Steps to do again, in order, on top of another; `aboutId` is the one that it is done for: disabled, moved, or brought along. */
export type Reapplication = z.infer<typeof reapplication>;

type Tree = { readonly session: SessionRow; readonly steps: readonly StepRow[]; readonly byId: ReadonlyMap<string, StepRow> };

async function openTree(tx: Tx, workspaceId: string, sessionId: string): Promise<Tree> {
  const session = await findSession(tx, workspaceId, sessionId);
  if (!session) throw notFound('session');
  const steps = await stepsOf(tx, sessionId);
  return { session, steps, byId: new Map(steps.map((step) => [step.id, step])) };
}

function stepIn({ byId }: Tree, id: string): StepRow {
  const step = byId.get(id);
  if (!step) throw notFound('step');
  return step;
}

const groundOf = (row: StepRow) => ({ settings: settingsOf(row), baseId: row.baseId });
const originOf = (row: StepRow): string => row.copyOfId ?? row.id;

function madeStep(tree: Tree, row: StepRow): MadeStep {
  if (row.parentId === null) throw new StudioError('history-root', 'The original is where everything starts; it cannot be disabled, moved or brought to another branch.');
  return { id: row.id, patch: patchOf(row), before: groundOf(stepIn(tree, row.parentId)), after: groundOf(row) };
}

async function refuseAtWork(tx: Tx, rows: readonly StepRow[]): Promise<void> {
  const runIds = [...new Set(rows.flatMap((row) => row.runId ?? []))];
  if (runIds.length > 0 && (await tx.run.count({ where: { id: { in: runIds }, status: 'running' } })) > 0)
    throw new StudioError('run-active', 'The assistant is still at work on these steps. Stop it first, or wait.');
}

/**
 * Does steps again on top of another, as a new branch that becomes the head: with a step left out, in another order, or on another branch. What is
 * there already (the same step with the same picture) is used and not made twice, so that switching a step off and on ends where it began.
 */
export async function reapplySteps({ store }: Studio, workspaceId: string, sessionId: string, input: Reapplication): Promise<ReappliedView> {
  const { ontoId, stepIds, purpose, aboutId } = reapplication.parse(input);
  return store.db.$transaction(async (tx) => {
    const tree = await openTree(tx, workspaceId, sessionId);
    const onto = stepIn(tree, ontoId);
    const about = stepIn(tree, aboutId);
    const rows = stepIds.map((id) => stepIn(tree, id));
    const sources = rows.map((row) => madeStep(tree, row));
    await refuseAtWork(tx, rows);
    const result = reapply(groundOf(onto), sources);
    if (!result.ok) {
      const { title } = stepIn(tree, result.stepId);
      throw new StudioError('made-on', `An image model made “${title}” from a picture that would be missing. Disable or move that step first.`);
    }
    const [conflict] = result.conflicts;
    if (purpose === 'order' && conflict) throw new StudioError('order', `“${stepIn(tree, conflict.stepId).title}” builds on a step that would come after it. They keep their order.`);

    const used: string[] = [];
    let head = onto;
    for (const step of result.steps) {
      const source = stepIn(tree, step.sourceId);
      const [there, fresh] = [tree.steps, { id: newId(), settings: step.settings }];
      const parent = head;
      const twin = there.find((row) => row.parentId === parent.id && originOf(row) === originOf(source) && row.baseId === step.baseId && !row.rejected && !row.hidden && sameSettings(row, step.settings));
      head = twin ?? (await addStep(tx, {
        ...fresh, sessionId, parentId: parent.id, author: source.author, title: source.title, patch: step.patch, baseId: step.baseId,
        ...(source.runId !== null && { runId: source.runId }), thought: source.thought, copyOfId: originOf(source),
      }));
      used.push(head.id);
    }
    const change: Change = { of: 'head', from: tree.session.headId, to: head.id };
    await applyChange(tx, tree.session, change);
    await addAct(tx, sessionId, { kind: purpose, title: about.title, changes: [change] });
    const conflicts = result.conflicts.map(({ stepId, kind, name }) => ({ kind, title: stepIn(tree, stepId).title, ...(name !== undefined && { name }) }));
    const hiddenBy = purpose === 'disable' && about.parentId !== null ? overruled(madeStep(tree, about), sources) : [];
    return { ...(await historyView(tx, sessionId, [change], [...used, head.id])), conflicts, overruled: hiddenBy };
  });
}

const sameSettings = (row: StepRow, settings: MadeStep['after']['settings']): boolean => Object.keys(patchBetween(settingsOf(row), settings)).length === 0;

const WORDS = { en: { back: (title: string) => `Back to: ${title}`, original: 'Original' }, zh: { back: (title: string) => `恢复到：${title}`, original: '原图' } } as const;

const restoration = z.object({ stepId: idInput, ontoId: idInput });

/** Brings the picture of an earlier step (or of another branch) back as a new step at the end of a branch, so that everything in between stays. */
export async function restoreStep({ store }: Studio, workspaceId: string, sessionId: string, input: z.infer<typeof restoration>, locale: Locale): Promise<HistoryView> {
  const { stepId, ontoId } = restoration.parse(input);
  return store.db.$transaction(async (tx) => {
    const tree = await openTree(tx, workspaceId, sessionId);
    const [step, onto] = [stepIn(tree, stepId), stepIn(tree, ontoId)];
    const patch = patchBetween(settingsOf(onto), settingsOf(step));
    const changes = Object.keys(patch).length > 0 || onto.baseId !== step.baseId;
    const title = WORDS[locale].back(step.parentId === null ? WORDS[locale].original : step.title);
    const row = changes ? await addStep(tx, { id: newId(), sessionId, parentId: onto.id, author: 'user', title, patch, settings: settingsOf(step), baseId: step.baseId }) : onto;
    const change: Change = { of: 'head', from: tree.session.headId, to: row.id };
    await applyChange(tx, tree.session, change);
    await addAct(tx, sessionId, { kind: 'restore', title: step.title, changes: [change] });
    return historyView(tx, sessionId, [change], [row.id]);
  });
}

const branchName = z.string().trim().max(80, 'Expected at most 80 characters');

/** Names the branch that begins with a step; an empty name takes the name away. */
export async function nameBranch({ store }: Studio, workspaceId: string, sessionId: string, stepId: string, name: string): Promise<HistoryView> {
  const to = branchName.parse(name) || null;
  return store.db.$transaction(async (tx) => {
    const tree = await openTree(tx, workspaceId, sessionId);
    const step = stepIn(tree, stepId);
    const change: Change = { of: 'branch-name', stepId, from: step.branchName, to };
    await applyChange(tx, tree.session, change);
    await addAct(tx, sessionId, { kind: 'name-branch', title: to ?? step.branchName ?? step.title, changes: [change] });
    return historyView(tx, sessionId, [change]);
  });
}

/** Takes a step and everything that grew from it out of sight. The head, if it was there, goes to where the branch left. Undo brings all of it back. */
export async function deleteBranch({ store }: Studio, workspaceId: string, sessionId: string, stepId: string): Promise<HistoryView> {
  return store.db.$transaction(async (tx) => {
    const tree = await openTree(tx, workspaceId, sessionId);
    const first = stepIn(tree, stepId);
    if (first.parentId === null) throw new StudioError('history-root', 'The original stays. Delete the session to be rid of all of it.');
    const grown = new Set([stepId]);
    // A step's parent precedes it.
    for (const step of tree.steps) if (step.parentId !== null && grown.has(step.parentId)) grown.add(step.id);
    const gone = tree.steps.filter((step) => grown.has(step.id) && !step.hidden);
    await refuseAtWork(tx, gone);
    const { headId } = tree.session;
    const changes: readonly Change[] = [
      { of: 'hidden', stepIds: gone.map((step) => step.id), from: false, to: true },
      { of: 'head', from: headId, to: grown.has(headId) ? first.parentId : headId },
    ];
    for (const change of changes) if (change.from !== change.to) await applyChange(tx, tree.session, change);
    await addAct(tx, sessionId, { kind: 'delete-branch', title: first.branchName ?? first.title, changes });
    return historyView(tx, sessionId, changes);
  });
}
