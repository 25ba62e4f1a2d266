import type { StepView } from '@/lib/studio/types';
import type { StepTree } from './tree';

/** One line of the tree: a branch, from its first step to its tip. */
export type Lane = {
  /** The branch's first step. */
  readonly id: string;
  readonly steps: readonly StepView[];
  /** What it grew from; `null`: it begins with the original. */
  readonly parentId: string | null;
  /** Lanes that it hangs from. */
  readonly level: number;
  /** Column of its first step: steps from the original to there. */
  readonly column: number;
  /** What the user calls it. */
  readonly name: string | undefined;
  /** All of it is an attempt that lost. */
  readonly rejected: boolean;
  /** Lanes below it, at any depth. */
  readonly below: number;
};

type Kin = ReadonlyMap<string, readonly StepView[]>;

/** With the steps of deleted branches: what a lane is must not change when its neighbour is deleted. */
function kinOf(steps: readonly StepView[]): Kin {
  const kin = new Map<string, StepView[]>();
  for (const step of steps) if (step.parentId !== null) kin.set(step.parentId, [...(kin.get(step.parentId) ?? []), step]);
  return kin;
}

/** A line goes on with what grew from its end first, kept attempts before rejected ones; everything later is a branch. */
const heirOf = (kin: Kin, id: string): StepView | undefined => { const children = kin.get(id) ?? []; return children.find((child) => !child.rejected) ?? children[0]; };

/** The lanes of a tree, each followed by those that hang from it, the ones that leave last first: so drawn, no line crosses another. */
export function lanesOf(steps: readonly StepView[]): readonly Lane[] {
  const kin = kinOf(steps);
  const lanes: Lane[] = [];
  const follow = (first: StepView, level: number, column: number) => {
    const line = [first];
    for (let next = heirOf(kin, first.id); next; next = heirOf(kin, next.id)) line.push(next);
    const shown = line.filter((step) => !step.hidden);
    const place = lanes.length;
    if (shown.length > 0) lanes.push({ id: first.id, steps: shown, parentId: first.parentId, level, column, name: first.branchName, rejected: shown.every((step) => step.rejected), below: 0 });
    for (const [at, step] of [...line.entries()].toReversed()) for (const child of kin.get(step.id) ?? []) if (child.id !== line[at + 1]?.id) follow(child, shown.length > 0 ? level + 1 : level, column + at + 1);
    const lane = lanes[place];
    if (shown.length > 0 && lane) lanes[place] = { ...lane, below: lanes.length - place - 1 };
  };
  const root = steps.find((step) => step.parentId === null);
  if (root) follow(root, 0, 0);
  return lanes;
}

/** Without the lanes that hang from a folded one. */
export function unfolded(lanes: readonly Lane[], folded: ReadonlySet<string>): readonly Lane[] {
  let skip = 0;
  return lanes.filter((lane) => {
    if (skip > 0) { skip -= 1; return false; }
    if (folded.has(lane.id)) skip = lane.below;
    return true;
  });
}

export const laneOf = (lanes: readonly Lane[], stepId: string): Lane | undefined => lanes.find((lane) => lane.steps.some((step) => step.id === stepId));

/**
 * Steps that were left out just before each step of a branch: disabled, and to be switched on again there. Told by what a step that was done again
 * was first: between it and the step before it there were others.
 */
export function leftOut(tree: StepTree, branch: readonly StepView[]): readonly (readonly StepView[])[] {
  const origin = (step: StepView): string => step.copyOfId ?? step.id;
  const present = new Set(branch.map(origin));
  return branch.map((step, index) => {
    const before = branch[index - 1];
    if (!before || step.copyOfId === undefined) return [];
    const gone: StepView[] = [];
    for (let at = tree.byId.get(step.copyOfId)?.parentId ?? null; at !== null;) {
      const between = tree.byId.get(at);
      if (!between) return [];
      if (origin(between) === origin(before)) return gone.filter((one) => !present.has(origin(one)));
      gone.unshift(between);
      at = between.parentId;
    }
    return [];
  });
}
