/**
 * From what people said and did to scores that the evaluator is aligned with. Every result has a hidden score; what the evaluator expects of it now is
 * the mean of its prior, and each judgement a term of the likelihood (weights w: `WORTH`):
 *
 *   −log p = Σₖ δₖ²/2τ² + Σ_pairs w·log(1 + e^{−(better − worse)/s}) + Σ_kept w·log(1 + e^{−(score − 3.5)/s}) + Σ_undone w·log(1 + e^{−(2.5 − score)/s})
 *
 * Pairs are Bradley and Terry's model (1952), kept and undone its version with a fixed opponent (an ordinal response with one threshold). Stars are
 * said outright and stay as they are. The sum is strictly convex; its one minimum (Newton's method, a coordinate at a time) is what is learned from, so that weak or
 * contradictory evidence moves a score little, and what the evaluator knows already not at all.
 */
import { expected } from '../policy/act';
import { encode } from '../policy/features';
import { forward } from '../policy/forward';
import type { Rated } from '../training/data';
import { evaluated } from '../training/rollouts';
import type { Judgement } from './judgements';
import { KEPT_ABOVE, UNDONE_BELOW, WORTH } from './kinds';
import type { OwnResult } from './results';

/** τ: how far, in points, the evaluator may be wrong of a result; s: the scale of people's noise, that of score alignment. */
const PRIOR = 1;
const NOISE = 0.5;
const SWEEPS = 200;
const STILL = 1e-7;

/** A score that is learned from. `weight`: of all that was said of it, at most 1. */
export type OwnScore = { readonly key: string; readonly aesthetics: number; readonly instruction: number; readonly weight: number };

/** What is known of a result before: what the evaluator expects, stars in place of it where they were given. `free`: how much of the mean of both stars leave open. */
type Known = { readonly aesthetics: number; readonly instruction: number; readonly open: { readonly aesthetics: boolean; readonly instruction: boolean }; readonly base: number; readonly free: number };
/** A term w·log(1 + e^{−z/s}), z = offset + Σ sign·score. */
type Term = { readonly weight: number; readonly offset: number; readonly parts: readonly { readonly key: string; readonly sign: 1 | -1 }[] };

const clamped = (score: number): number => Math.min(5, Math.max(1, score));
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function termsOf(judgement: Judgement): readonly Term[] {
  const { weight } = WORTH[judgement.kind];
  const pair = (better: string, worse: string, share = 1): Term => ({ weight: share * weight, offset: 0, parts: [{ key: better, sign: 1 }, { key: worse, sign: -1 }] });
  switch (judgement.kind) {
    case 'stars': return [];
    case 'choice': return judgement.even ? [pair(judgement.better, judgement.worse, 0.5), pair(judgement.worse, judgement.better, 0.5)] : [pair(judgement.better, judgement.worse)];
    case 'corrected':
    case 'restored': return [pair(judgement.better, judgement.worse)];
    case 'kept': return [{ weight, offset: -KEPT_ABOVE, parts: [{ key: judgement.of, sign: 1 }] }];
    case 'undone': return [{ weight, offset: UNDONE_BELOW, parts: [{ key: judgement.of, sign: -1 }] }];
  }
}

export type Expectation = { readonly aesthetics: number; readonly instruction: number };

/** Scores of every result that anything was said of. `expect`: what the evaluator says of a result now, undefined where it cannot be seen. */
export function scoresOf(judgements: readonly Judgement[], expect: (key: string) => Expectation | undefined): readonly OwnScore[] {
  const known = new Map<string, Known>();
  const weights = new Map<string, number>();
  const given = new Map<string, { aesthetics?: number | undefined; instruction?: number | undefined }>();
  for (const judgement of judgements) if (judgement.kind === 'stars') given.set(judgement.of, { ...given.get(judgement.of), ...(judgement.aesthetics !== undefined && { aesthetics: judgement.aesthetics }), ...(judgement.instruction !== undefined && { instruction: judgement.instruction }) });
  const seen = (key: string): boolean => {
    if (known.has(key)) return true;
    const now = expect(key);
    if (!now) return false;
    const stars = given.get(key) ?? {};
    const open = { aesthetics: stars.aesthetics === undefined, instruction: stars.instruction === undefined };
    const [aesthetics, instruction] = [stars.aesthetics ?? now.aesthetics, stars.instruction ?? now.instruction];
    known.set(key, { aesthetics, instruction, open, base: (aesthetics + instruction) / 2, free: (Number(open.aesthetics) + Number(open.instruction)) / 2 });
    return true;
  };
  const weigh = (key: string, weight: number): void => { weights.set(key, (weights.get(key) ?? 0) + weight); };
  for (const key of given.keys()) if (seen(key)) weigh(key, WORTH.stars.weight);
  const terms = judgements.flatMap(termsOf).filter(({ parts }) => parts.every(({ key }) => seen(key)));
  for (const { parts, weight } of terms) for (const { key } of parts) weigh(key, weight);

  const moved = minimum(known, terms);
  return [...weights].flatMap(([key, weight]): readonly OwnScore[] => {
    const one = known.get(key);
    if (!one) return [];
    const delta = moved.get(key) ?? 0;
    return [{ key, aesthetics: clamped(one.aesthetics + (one.open.aesthetics ? delta : 0)), instruction: clamped(one.instruction + (one.open.instruction ? delta : 0)), weight: Math.min(1, weight) }];
  });
}

/** δ of every result, points. */
function minimum(known: ReadonlyMap<string, Known>, terms: readonly Term[]): ReadonlyMap<string, number> {
  const deltas = new Map<string, number>([...known.keys()].map((key) => [key, 0]));
  const own = new Map<string, Term[]>();
  for (const term of terms) for (const { key } of term.parts) own.set(key, [...(own.get(key) ?? []), term]);
  const scoreOf = (key: string): number => { const one = known.get(key); return one ? one.base + one.free * (deltas.get(key) ?? 0) : 0; };
  for (let sweep = 0, most = Infinity; sweep < SWEEPS && most > STILL; sweep++) {
    most = 0;
    for (const [key, { free }] of known) {
      const delta = deltas.get(key) ?? 0;
      let [slope, bend] = [delta / PRIOR ** 2, 1 / PRIOR ** 2];
      for (const { weight, offset, parts } of own.get(key) ?? []) {
        const sign = parts.find((part) => part.key === key)?.sign ?? 1;
        const p = sigmoid(-(offset + parts.reduce((sum, part) => sum + part.sign * scoreOf(part.key), 0)) / NOISE);
        slope -= (weight * sign * free * p) / NOISE;
        bend += (weight * free ** 2 * p * (1 - p)) / NOISE ** 2;
      }
      // Half a point at a time: far from the minimum a whole step of Newton's may overshoot.
      const step = Math.max(-0.5, Math.min(0.5, -slope / bend));
      deltas.set(key, delta + step);
      most = Math.max(most, Math.abs(step));
    }
  }
  return deltas;
}

/** What a policy's evaluator expects of a result. */
export const expectationOf = (weights: Float32Array, { state }: Pick<OwnResult, 'state'>): ReturnType<typeof expected> => expected(forward(weights, encode(evaluated(state))));

/** The user's own share among all that is learned from: as many as the annotators' samples, and no judgement said more often than this. */
const OWN_SHARE = 0.5;
const MOST_TIMES = 40;

/** Scores as samples of score alignment, said again by their weight: a user judges tens of results, annotators thousands. `others`: how many samples annotators gave. */
export function asRated(scores: readonly OwnScore[], results: ReadonlyMap<string, OwnResult>, others: number): readonly Rated[] {
  const weight = scores.reduce((sum, one) => sum + one.weight, 0);
  const times = weight === 0 ? 0 : Math.min(MOST_TIMES, ((OWN_SHARE / (1 - OWN_SHARE)) * others) / weight);
  return scores.flatMap(({ key, aesthetics, instruction, weight: own }): readonly Rated[] => {
    const result = results.get(key);
    if (!result) return [];
    const rated: Rated = { input: encode(evaluated(result.state)), ratings: { aesthetics, instruction, by: 'human' } };
    return Array.from({ length: Math.max(1, Math.round(times * own)) }, () => rated);
  });
}
