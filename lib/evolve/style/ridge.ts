/**
 * Ridge regression (Hoerl & Kennard 1970) whose penalty is chosen by leaving each example out in turn, which has a closed form (Allen's PRESS, 1974):
 * the residual of an example that was left out is its residual divided by 1 − its leverage.
 */
export type Ridge = { readonly weights: readonly number[]; readonly lambda: number; /** Mean squared residual of examples left out. */ readonly press: number };

const LAMBDAS = [0.03, 0.3, 1, 3, 10, 30, 100, 1000] as const;

/**
 * @param rows one per example, all of the same length
 * @param targets one per row
 * @param penalties one per column: how strongly the penalty holds it; a column of constant 1 usually has little
 */
export function ridge(rows: readonly (readonly number[])[], targets: readonly number[], penalties: readonly number[]): Ridge {
  const fits = LAMBDAS.map((lambda) => fit(rows, targets, penalties, lambda));
  return fits.reduce((best, one) => (one.press < best.press ? one : best));
}

function fit(rows: readonly (readonly number[])[], targets: readonly number[], penalties: readonly number[], lambda: number): Ridge {
  const size = penalties.length;
  const gram = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0) + (i === j ? lambda * (penalties[i] ?? 1) : 0)));
  const factor = cholesky(gram);
  const moments = Array.from({ length: size }, (_, i) => rows.reduce((sum, row, k) => sum + (row[i] ?? 0) * (targets[k] ?? 0), 0));
  const weights = solve(factor, moments);
  let press = 0;
  for (const [k, row] of rows.entries()) {
    const leverage = Math.min(0.999, dot(row, solve(factor, row)));
    press += (((targets[k] ?? 0) - dot(row, weights)) / (1 - leverage)) ** 2;
  }
  return { weights, lambda, press: press / Math.max(1, rows.length) };
}

export const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/** Lower triangle L of a symmetric positive definite matrix, A = L·Lᵀ. */
function cholesky(a: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const lower: number[][] = a.map(() => []);
  for (let i = 0; i < a.length; i++) for (let j = 0; j <= i; j++) {
    const [li = [], lj = []] = [lower[i], lower[j]];
    const rest = (a[i]?.[j] ?? 0) - dot(li.slice(0, j), lj);
    li[j] = i === j ? Math.sqrt(Math.max(rest, 1e-12)) : rest / (lj[j] ?? 1);
  }
  return lower;
}

/** x of L·Lᵀ·x = b. */
function solve(lower: readonly (readonly number[])[], b: readonly number[]): readonly number[] {
  const y: number[] = [];
  for (const [i, row] of lower.entries()) y[i] = ((b[i] ?? 0) - dot(row.slice(0, i), y)) / (row[i] ?? 1);
  const x: number[] = y.map(() => 0);
  for (let i = y.length - 1; i >= 0; i--) {
    let rest = y[i] ?? 0;
    for (let j = i + 1; j < y.length; j++) rest -= (lower[j]?.[i] ?? 0) * (x[j] ?? 0);
    x[i] = rest / (lower[i]?.[i] ?? 1);
  }
  return x;
}
