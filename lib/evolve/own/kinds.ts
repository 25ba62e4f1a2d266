/** Kinds of judgements and what each is worth. Plain data: the page reads it, too. */
type Worth = { readonly weight: number; readonly meaning: string };

/**
 * What each kind is worth: the weight of its term in the likelihood (`scores.ts`), stars being the unit. What people say outright weighs more than what
 * their hands say, and that more where it cost them more.
 */
export const WORTH = {
  stars: { weight: 1, meaning: 'Stars, 1 to 5: the score itself.' },
  choice: { weight: 1, meaning: 'A blind choice: the chosen result is the better one; “no difference” counts half each way.' },
  corrected: { weight: 0.6, meaning: 'Sliders moved after the agent: what the user ended with is better than what the agent had made, and is demonstrated to the editor.' },
  undone: { weight: 0.6, meaning: 'A step undone: it scores below 2.5.' },
  kept: { weight: 0.5, meaning: 'A result shared or exported: it scores above 3.5.' },
  restored: { weight: 0.3, meaning: 'An earlier step gone back to: it is better than the one that was left; often somebody only has a look.' },
} as const satisfies Readonly<Record<string, Worth>>;

export type JudgementKind = keyof typeof WORTH;

export const KINDS = Object.keys(WORTH) as readonly JudgementKind[];

/** Scores that what is kept lies above, and what is undone below, points. */
export const KEPT_ABOVE = 3.5;
export const UNDONE_BELOW = 2.5;

/** How many of each kind. */
export type Counts = Readonly<Partial<Record<JudgementKind, number>>>;

export function countsOf(judgements: readonly { readonly kind: JudgementKind }[]): Counts {
  const counts: Partial<Record<JudgementKind, number>> = {};
  for (const { kind } of judgements) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

export const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
