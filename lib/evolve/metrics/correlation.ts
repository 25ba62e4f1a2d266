/** How well two lists of scores go together. Both lists name the same things in the same order. */

function paired(a: readonly number[], b: readonly number[]): void {
  if (a.length !== b.length) throw new RangeError(`Expected as many scores in both lists but received ${a.length} and ${b.length}`);
}

/** Ranks from 1, the smallest first; equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, index })).sort((x, y) => x.value - y.value);
  const ranked = values.map(() => 0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && order[to]?.value === order[from]?.value) to++;
    for (const { index } of order.slice(from, to)) ranked[index] = (from + 1 + to) / 2;
    from = to;
  }
  return ranked;
}

/**
 * PLCC, Pearson's linear correlation: r = Σ(a−ā)(b−b̄) / √(Σ(a−ā)² · Σ(b−b̄)²), −1..1. Of the scores as they are, without the logistic fit that
 * some papers put before it. 0 where one of the lists does not vary: nothing then speaks for a relation.
 */
export function plcc(a: readonly number[], b: readonly number[]): number {
  paired(a, b);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let ab = 0, aa = 0, bb = 0;
  for (const [at, value] of a.entries()) {
    const x = value - ma;
    const y = (b[at] ?? 0) - mb;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  // A list of equal numbers has a variance of a few rounding errors.
  const still = (sum: number, m: number): boolean => sum <= 1e-24 * (1 + m * m) * a.length;
  return a.length < 2 || still(aa, ma) || still(bb, mb) ? 0 : Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
}

/** SRCC, Spearman's rank correlation, −1..1: Pearson's of the ranks, which with ties is the exact form (Kendall 1945), not 1 − 6Σd²/n(n²−1). */
export const srcc = (a: readonly number[], b: readonly number[]): number => plcc(ranks(a), ranks(b));
