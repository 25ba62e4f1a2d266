import type { Compare, StudioStore } from './store';

/** What the picture is compared with. The strip and the tree choose it; the canvas shows it. */
export type CompareSlice = {
  readonly compare: Compare;
  /** The step that stands for "before"; `null` is the original. A step that has gone meanwhile is the original too. */
  readonly compareWith: string | null;
  /** What is gone back to when "before" is let go. */
  readonly heldOver: Compare;
};

export const compareStart: CompareSlice = { compare: 'off', compareWith: null, heldOver: 'off' };

/** Shows the selected picture against another step, split, unless another way of comparing is open already. */
export function compareAgainst(store: StudioStore, stepId: string | null): void {
  store.setState(({ compare }) => ({ compareWith: stepId, compare: compare === 'off' || compare === 'before' ? 'split' : compare }));
}

/** Shows "before" as long as something is held. */
export function holdBefore(store: StudioStore): void {
  store.setState(({ compare, heldOver }) => ({ compare: 'before', heldOver: compare === 'before' ? heldOver : compare }));
}

export function releaseBefore(store: StudioStore): void {
  store.setState(({ compare, heldOver }) => (compare === 'before' ? { compare: heldOver } : {}));
}
