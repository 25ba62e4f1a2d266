import { reapply, type MadeStep } from '@/lib/develop/settings';
import type { StepView } from '@/lib/studio/types';
import type { StudioData } from '../studio/context';
import { laneOf, type Lane } from './lanes';

/** Why something cannot be done with a step; words are in `history.refused`. */
export type Refusal = { readonly why: 'root' | 'first' | 'last' | 'running' | 'off' } | { readonly why: 'dependent' | 'made'; readonly title: string };

/** Steps to do again, as `reapplySteps` takes them. */
export type Plan = { readonly ontoId: string; readonly stepIds: readonly string[] };

type Tree = Pick<StudioData, 'tree' | 'branch' | 'running'>;
export type Planned = { readonly plan: Plan } | { readonly refusal: Refusal };

const ground = ({ settings, baseId }: StepView) => ({ settings, baseId });

function madeOf({ tree }: Tree, step: StepView): MadeStep | undefined {
  const before = step.parentId === null ? undefined : tree.byId.get(step.parentId);
  return before && { id: step.id, patch: step.patch, before: ground(before), after: ground(step) };
}

/** The plan, unless the engine says beforehand that it would be refused: the same rules that the server goes by. */
function planned(data: Tree, onto: StepView | undefined, steps: readonly (StepView | undefined)[], strict: boolean): Planned {
  const sources = steps.map((step) => step && madeOf(data, step));
  if (!onto || sources.some((source) => source === undefined)) return { refusal: { why: 'root' } };
  const present = sources.filter((source) => source !== undefined);
  const result = reapply(ground(onto), present);
  const title = (id: string) => data.tree.byId.get(id)?.title ?? '';
  if (!result.ok) return { refusal: { why: 'made', title: title(result.stepId) } };
  const [conflict] = result.conflicts;
  if (strict && conflict) return { refusal: { why: 'dependent', title: title(conflict.stepId) } };
  return { plan: { ontoId: onto.id, stepIds: present.map((source) => source.id) } };
}

/** Where a step lies on the branch that is shown, if it can be moved or disabled there. */
function placeOn({ branch, running }: Tree, step: StepView): { readonly at: number } | { readonly refusal: Refusal } {
  if (step.parentId === null) return { refusal: { why: 'root' } };
  if (running) return { refusal: { why: 'running' } };
  const at = branch.findIndex((one) => one.id === step.id);
  return at === -1 ? { refusal: { why: 'off' } } : { at };
}

/** The steps after one done again without it. */
export function planDisable(data: Tree, step: StepView): Planned {
  const place = placeOn(data, step);
  return 'refusal' in place ? place : planned(data, data.branch[place.at - 1], data.branch.slice(place.at + 1), false);
}

/** A left-out step done again before `next`, and the rest after it. */
export function planEnable(data: Tree, step: StepView, next: StepView): Planned {
  const place = placeOn(data, next);
  return 'refusal' in place ? place : planned(data, data.branch[place.at - 1], [step, ...data.branch.slice(place.at)], false);
}

/** A step and its neighbour in the other order. */
export function planMove(data: Tree, step: StepView, by: -1 | 1): Planned {
  const place = placeOn(data, step);
  if ('refusal' in place) return place;
  const { branch } = data;
  const first = by === -1 ? place.at - 1 : place.at;
  if (first < 1) return { refusal: { why: 'first' } };
  if (first + 1 >= branch.length) return { refusal: { why: 'last' } };
  return planned(data, branch[first - 1], [branch[first + 1], branch[first], ...branch.slice(first + 2)], true);
}

/** A step's tools on the tip of another branch. */
export function planMerge(data: Tree, step: StepView, tip: StepView): Planned {
  if (data.running) return { refusal: { why: 'running' } };
  return planned(data, tip, [step], false);
}

/** Branches that a step's tools can go to: those that do not hold it already. */
export function mergeTargets(data: Pick<StudioData, 'tree' | 'steps'>, lanes: readonly Lane[], step: StepView): readonly Lane[] {
  return lanes.filter((lane) => {
    if (lane.rejected || lane.id === laneOf(lanes, step.id)?.id) return false;
    for (let at = lane.steps.at(-1); at; at = at.parentId === null ? undefined : data.tree.byId.get(at.parentId)) if (at.id === step.id || at.copyOfId === step.id) return false;
    return true;
  });
}
