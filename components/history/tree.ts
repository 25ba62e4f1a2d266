import type { StepView } from '@/lib/studio/types';

/** Questions about a session's tree of steps. Steps come oldest first, as `SessionView.steps` does; a step's parent precedes it. Steps of deleted branches are known, but nobody's children. */
export type StepTree = {
  readonly byId: ReadonlyMap<string, StepView>;
  readonly children: ReadonlyMap<string, readonly StepView[]>;
  readonly root: StepView | undefined;
};

export function treeOf(steps: readonly StepView[]): StepTree {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const children = new Map<string, StepView[]>();
  for (const step of steps) {
    if (step.parentId === null || step.hidden) continue;
    const siblings = children.get(step.parentId);
    if (siblings) siblings.push(step);
    else children.set(step.parentId, [step]);
  }
  return { byId, children, root: steps.find((step) => step.parentId === null) };
}

/** From the root to `id`. Empty when `id` is unknown. */
export function pathTo(tree: StepTree, id: string): readonly StepView[] {
  const path: StepView[] = [];
  for (let step = tree.byId.get(id); step; step = step.parentId === null ? undefined : tree.byId.get(step.parentId)) path.unshift(step);
  return path;
}

/** The end of the branch that grows from `id`: the newest child each time, kept attempts before rejected ones. */
export function tipFrom(tree: StepTree, id: string): string {
  let at = id;
  for (;;) {
    const children = tree.children.get(at);
    if (!children || children.length === 0) return at;
    const next = children.findLast((child) => !child.rejected) ?? children.at(-1);
    if (!next) return at;
    at = next.id;
  }
}

/** The tip to show when `selected` is opened: the present one if the step lies on its branch, else the end of the step's own branch. */
export function tipFor(tree: StepTree, selected: string, presentTip: string): string {
  const present = pathTo(tree, presentTip);
  return present.some((step) => step.id === selected) && !present.at(-1)?.hidden ? presentTip : tipFrom(tree, selected);
}

/** Other ways to go on from the parent of the step at `index` of a branch: each is the first step of another branch. */
export function branchesAt(tree: StepTree, path: readonly StepView[], index: number): readonly StepView[] {
  const step = path[index];
  if (!step || step.parentId === null) return [];
  return (tree.children.get(step.parentId) ?? []).filter((sibling) => sibling.id !== step.id);
}

/** Branches that grow from the end of a branch that was cut short by "continue from here". */
export function branchesAfter(tree: StepTree, tipId: string): readonly StepView[] {
  return tree.children.get(tipId) ?? [];
}
