import type { DevelopSettings } from '@/lib/develop/types';
import type { RunRequest, Turn } from '@/lib/agent/types';
import type { Tx } from '@/lib/store/database';
import { endingOf } from '@/lib/store/runs';
import { branchTo, settingsOf, stepsOf, type StepRow } from '@/lib/store/steps';

/** Turns that are told with how the assistant answered; of those before what was asked and done says enough. */
const ANSWERED = 12;
const LONGEST_REPLY = 600;

type Said = { readonly id: string; readonly instruction: string; readonly fromStepId: string; readonly createdAt: Date };
type Moment = { readonly run: Said; readonly before: StepRow; readonly after: StepRow };

/** Where a run stands on a branch; nowhere when it worked on another. A run that took no step stands where it was asked, until something was done there. */
function momentOf(run: Said, branch: readonly StepRow[], acted: ReadonlySet<string | null>): Moment | undefined {
  const first = branch.findIndex((step) => step.runId === run.id);
  const [before, after] = [branch[first - 1], branch.findLast((step) => step.runId === run.id)];
  if (after) return before && { run, before, after };
  const at = acted.has(run.id) ? -1 : branch.findIndex((step) => step.id === run.fromStepId);
  const [from, next] = [branch[at], branch[at + 1]];
  return from && (!next || run.createdAt < next.createdAt) ? { run, before: from, after: from } : undefined;
}

/**
 * What went before a run on its branch: the earlier turns, oldest first, and the steps by the numbers of the film strip. Made from what is stored
 * anyway, and the same whenever it is made: steps do not change, and of a session only one run is at work.
 */
export async function pastOf(db: Tx, sessionId: string, { runId, stepId }: Pick<RunRequest, 'runId' | 'stepId'>): Promise<Pick<RunRequest, 'history' | 'earlier'>> {
  const [steps, runs] = await Promise.all([
    stepsOf(db, sessionId),
    db.run.findMany({ where: { sessionId, id: { not: runId } }, orderBy: { createdAt: 'asc' }, select: { id: true, instruction: true, fromStepId: true, createdAt: true } }),
  ]);
  const branch = branchTo(steps, stepId);
  const known = new Map<string, DevelopSettings>();
  const settingsAt = (step: StepRow): DevelopSettings => {
    const settings = known.get(step.settingsHash) ?? settingsOf(step);
    known.set(step.settingsHash, settings);
    return settings;
  };
  const acted = new Set(steps.map((step) => step.runId));
  const moments = runs.flatMap((run) => momentOf(run, branch, acted) ?? []);
  const turns = await Promise.all(moments.map(async ({ run, before, after }, index): Promise<Turn | undefined> => {
    const { done, question } = index < moments.length - ANSWERED ? {} : await endingOf(db, run.id);
    // What changed nothing and asked nothing is no turn to refer to.
    if (before === after && !question) return undefined;
    const reply = done?.summary.slice(0, LONGEST_REPLY);
    return { instruction: run.instruction, before: settingsAt(before), after: settingsAt(after), ...(reply && { reply }), ...(question && { question }) };
  }));
  return {
    history: turns.filter((turn) => turn !== undefined),
    earlier: branch.map((step, number) => ({ number, stepId: step.id, title: step.title, settings: settingsAt(step) })),
  };
}
