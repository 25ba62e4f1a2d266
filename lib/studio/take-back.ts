import { z } from 'zod';
import { addAct, type Change } from '@/lib/store/journal';
import { addLabel } from '@/lib/store/labels';
import { findSession } from '@/lib/store/sessions';
import type { Studio } from './context';
import { applyChange } from './journal';
import type { TakenBackView } from './types';

const MOST_STEPS = 1_000;
const id = z.string().min(1).max(200);
const madeSteps = z.array(z.object({ sessionId: id, stepId: id })).max(MOST_STEPS);

/** The steps that one deed left many sessions at. */
export type MadeSteps = readonly { readonly sessionId: string; readonly stepId: string }[];

/**
 * Takes back what one deed did to many sessions: each goes to where it was before, but one that was changed since, is being worked on, or lies in the bin.
 * The steps stay in the history as a branch, and each session's own undo goes to them again.
 */
export async function takeBackSteps({ store }: Studio, workspaceId: string, input: MadeSteps): Promise<TakenBackView> {
  const taken: string[] = [];
  const kept: string[] = [];
  for (const { sessionId, stepId } of madeSteps.parse(input)) ((await takeOne(sessionId, stepId)) ? taken : kept).push(sessionId);
  return { taken, kept };

  async function takeOne(sessionId: string, stepId: string): Promise<boolean> {
    return store.db.$transaction(async (tx) => {
      const session = await findSession(tx, workspaceId, sessionId);
      if (session?.headId !== stepId || (await tx.run.count({ where: { sessionId, status: 'running' } })) > 0) return false;
      const step = await tx.step.findUniqueOrThrow({ where: { id: stepId }, include: { run: { select: { fromStepId: true } } } });
      // An assistant's turn is taken back whole.
      const before = step.run?.fromStepId ?? step.parentId;
      if (before === null) return false;
      const change: Change = { of: 'head', from: stepId, to: before };
      await applyChange(tx, session, change);
      await addAct(tx, sessionId, { kind: 'take-back', title: step.title, changes: [change] });
      // As when undo leaves it: a judgement of the step.
      if (step.author === 'agent' && step.copyOfId === null) await addLabel(tx, { workspaceId, stepId, kind: 'undone', value: { toStepId: before } });
      return true;
    });
  }
}
