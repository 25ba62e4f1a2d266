import type { Tx } from '@/lib/store/database';
import type { PairSource } from '@/lib/store/pairs';

/** How many of the latest runs are looked through. */
const MOST_RUNS = 300;

type Shown = { readonly id: string; readonly number: number; readonly settingsHash: string; readonly baseId: string | null; readonly rejected: boolean; readonly isScored: boolean };
type Ended = { readonly id: string; readonly sessionId: string; readonly instruction: string; readonly fromStepId: string; readonly steps: readonly Shown[] };

/** Two results of one photo that might be told apart, the earlier one first. */
export type Candidate = { readonly sessionId: string; readonly source: PairSource; readonly firstId: string; readonly secondId: string };

const looks = ({ settingsHash, baseId }: Pick<Shown, 'settingsHash' | 'baseId'>): string => `${baseId ?? ''} ${settingsHash}`;

/** What a run ended with: its last step that no comparison rejected. */
export const resultOf = <S extends { readonly rejected: boolean }>(steps: readonly S[]): S | undefined => steps.findLast((step) => !step.rejected);

function pairOf(sessionId: string, source: PairSource, a: Shown, b: Shown): Candidate | [] {
  if (looks(a) === looks(b)) return [];
  const [first, second] = a.number < b.number ? [a, b] : [b, a];
  return { sessionId, source, firstId: first.id, secondId: second.id };
}

/** The result of a run against its other attempts: each attempt ends with a step that was scored. */
function attemptsOf({ sessionId, steps }: Ended): readonly Candidate[] {
  const result = resultOf(steps);
  return result ? steps.filter((step) => step.isScored && step.id !== result.id).flatMap((other) => pairOf(sessionId, 'attempts', other, result)) : [];
}

/** Results of the same words said of the same picture. */
function rerunsOf(runs: readonly Ended[], startOf: (stepId: string) => string | undefined): readonly Candidate[] {
  const groups = new Map<string, Ended[]>();
  for (const run of runs) {
    const start = startOf(run.fromStepId);
    if (start === undefined) continue;
    const key = JSON.stringify([run.sessionId, start, run.instruction.trim().toLowerCase()]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].flatMap((group) => group.slice(1).flatMap((run, index) => {
    const [a, b] = [resultOf(run.steps), resultOf(group[index]?.steps ?? [])];
    return a && b ? pairOf(run.sessionId, 'rerun', a, b) : [];
  }));
}

/** Every two results of a workspace (or of one session) that might be told apart: two models or checkpoints at the same words, a correction and what it corrected. Latest first. */
export async function candidatesIn(tx: Tx, workspaceId: string, sessionId?: string): Promise<readonly Candidate[]> {
  const rows = await tx.run.findMany({
    where: { status: 'done', sessionId, session: { workspaceId, deletedAt: null } },
    orderBy: { createdAt: 'desc' }, take: MOST_RUNS,
    include: { steps: { where: { copyOfId: null, hidden: false }, orderBy: { number: 'asc' }, select: { id: true, number: true, settingsHash: true, baseId: true, rejected: true, score: true } } },
  });
  const runs = rows.map(({ steps, ...run }): Ended => ({ ...run, steps: steps.map(({ score, ...step }) => ({ ...step, isScored: score !== null })) }));
  const starts = await tx.step.findMany({ where: { id: { in: [...new Set(runs.map(({ fromStepId }) => fromStepId))] } }, select: { id: true, settingsHash: true, baseId: true } });
  const startOf = new Map(starts.map((step) => [step.id, looks(step)]));
  return [...rerunsOf(runs, (id) => startOf.get(id)), ...runs.flatMap(attemptsOf)];
}
