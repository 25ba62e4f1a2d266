/** How fast the history is played: steps a second at 1×. */
export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

/** What the strip and the tree remember while the studio is open. */
export type HistorySlice = {
  readonly playing: boolean;
  readonly speed: Speed;
  readonly treeOpen: boolean;
  /** Lanes whose branches are folded away. */
  readonly foldedLanes: ReadonlySet<string>;
  /** The first step of the branch that is being named. */
  readonly naming: string | null;
};

export const historyStart: HistorySlice = { playing: false, speed: 1, treeOpen: false, foldedLanes: new Set(), naming: null };
