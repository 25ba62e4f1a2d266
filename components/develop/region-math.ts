/** Regions of the parametric curve, from dark to light, and where they meet, in percent of the tone axis. */
export const REGIONS = ['ParametricShadows', 'ParametricDarks', 'ParametricLights', 'ParametricHighlights'] as const;
export const SPLITS = ['ParametricShadowSplit', 'ParametricMidtoneSplit', 'ParametricHighlightSplit'] as const;
export type Splits = readonly [shadow: number, midtone: number, highlight: number];

/** Ranges that files allow, and how near to each other splits may come. */
const RANGES = [[10, 70], [20, 80], [30, 90]] as const;
const NEAREST = 10;

/** The region that a tone, 0…100, lies in. */
export const regionAt = (splits: Splits, tone: number): number => splits.filter((split) => tone > split).length;

/** Where a split goes that is pulled to a place: within its range, and between its neighbours. */
export function movedSplit(splits: Splits, index: number, to: number): number {
  const [least, most] = RANGES[index] ?? [0, 100];
  const low = Math.max(least, (splits[index - 1] ?? -Infinity) + NEAREST), high = Math.min(most, (splits[index + 1] ?? Infinity) - NEAREST);
  return Math.round(Math.min(Math.max(low, high), Math.max(low, Math.min(high, to))));
}
