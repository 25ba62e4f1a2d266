/**
 * The policy's distributions, exactly: a categorical over choices, a Bernoulli for each tool of the chosen move, a normal squashed by tanh
 * for each amount, categoricals over scores.
 */
import type { Prng } from '../prng';

const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

/** log softmax, stable. */
export function logSoftmax(logits: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(logits);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const log = most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
  return values.map((value) => value - log);
}

/** Draws an index from log-probabilities. */
export function draw(logs: ArrayLike<number>, prng: Prng): number {
  let rest = prng.next();
  for (let i = 0; i < logs.length; i++) {
    rest -= Math.exp(logs[i] ?? 0);
    if (rest < 0) return i;
  }
  return logs.length - 1;
}

export function likeliest(logs: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < logs.length; i++) if ((logs[i] ?? 0) > (logs[best] ?? 0)) best = i;
  return best;
}

/** log p of a Bernoulli with this logit: −log(1 + e^∓logit). */
export const logBernoulli = (logit: number, set: boolean): number => { const x = set ? -logit : logit; return -(Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)))); };

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** log N(u; mean, e^logSpread). */
export const logNormal = (u: number, mean: number, logSpread: number): number => { const z = (u - mean) / Math.exp(logSpread); return -0.5 * z * z - logSpread - HALF_LOG_TAU; };

/** log density of the amount a = tanh(u): the normal's, less log |da/du| = log(1 − tanh² u) (as Haarnoja et al. 2018, eq. 26). */
export const logSquashed = (u: number, mean: number, logSpread: number): number => logNormal(u, mean, logSpread) - logSlope(u);

/** log(1 − tanh² u), stable: 2 (log 2 − u − softplus(−2u)). */
export const logSlope = (u: number): number => 2 * (Math.LN2 - u - Math.max(0, -2 * u) - Math.log1p(Math.exp(-Math.abs(2 * u))));

/** The u of an amount; the ends of the range are kept finite. */
export const unsquashed = (amount: number): number => Math.atanh(Math.min(0.985, Math.max(-0.985, amount)));

/** Σ p·value. */
export const expectation = (logs: ArrayLike<number>, values: readonly number[]): number => values.reduce((sum, value, index) => sum + value * Math.exp(logs[index] ?? Number.NEGATIVE_INFINITY), 0);
