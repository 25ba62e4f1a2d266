import { randomOf } from '../random';

/** Where a number probably lies: from `low` to `high`, both included. */
export type Interval = { readonly low: number; readonly high: number };

/** Standard normal quantile of a two-sided 95 % interval. */
const Z95 = 1.959963984540054;

/**
 * Wilson's score interval of a share (Wilson 1927): (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Right for few cases and for shares near 0
 * and 1. `successes` may be fractional, where ties count half; with ties it is a little too wide, never too narrow. 0..1 where there are no cases.
 */
export function wilson(successes: number, cases: number, z = Z95): Interval {
  if (cases <= 0) return { low: 0, high: 1 };
  const share = Math.min(1, Math.max(0, successes / cases));
  const spread = (z * z) / cases;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (z * Math.sqrt((share * (1 - share)) / cases + spread / (4 * cases))) / (1 + spread);
  return { low: share === 0 ? 0 : Math.max(0, middle - half), high: share === 1 ? 1 : Math.min(1, middle + half) };
}

export type BootstrapOptions = {
  readonly seed: number;
  /** Samples drawn. */
  readonly rounds?: number;
  /** 0..1. */
  readonly level?: number;
};

/**
 * Percentile bootstrap (Efron 1979) of any statistic. What is drawn, with replacement, are the `units`: pass whole photos where scores of one
 * photo hang together, since single scores would make the interval too narrow. The same seed gives the same interval.
 */
export function bootstrap<T>(units: readonly T[], statistic: (sample: readonly T[]) => number, { seed, rounds = 2000, level = 0.95 }: BootstrapOptions): Interval {
  if (units.length === 0) throw new RangeError('Expected at least one case to draw from but received none');
  const random = randomOf(seed);
  const drawn = Float64Array.from({ length: rounds }, () => statistic(units.map(() => units[random.below(units.length)] as T))).sort();
  const at = (share: number): number => {
    const place = share * (rounds - 1);
    const below = Math.floor(place);
    const low = drawn[below] ?? 0;
    return low + ((drawn[Math.min(rounds - 1, below + 1)] ?? 0) - low) * (place - below);
  };
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
