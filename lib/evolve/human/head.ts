import { expected } from '../policy/act';
import { encode } from '../policy/features';
import { forward } from '../policy/forward';
import type { Tensors } from '../policy/network';
import { prngOf, shuffled } from '../prng';
import { adam } from '../training/adam';
import { alignmentGradient } from '../training/alignment';
import type { Rated } from '../training/data';
import { gradientOf, learnerOf } from '../training/learner';
import { crossEntropy, ratingTargets } from '../training/likelihood';
import { first } from '../training/rollouts';
import { DEFAULTS } from '../training/settings';
import type { State } from '../types';
import type { HumanSample } from './samples';

/**
 * The policy's own evaluator taught by people: a warm start by cross entropy, then loop 2 as SEPO has it (score alignment). People said nothing of instructions, so
 * that the other head is held to what it says already.
 */
export type HeadOptions = { readonly warm: number; readonly rounds: number; readonly rate: number; readonly batch: number; readonly seed: number };

/** Enough for the loss to settle on a hundred ratings; looked at by leaving out training photos, never on the test photos. */
export const TEACHING: Omit<HeadOptions, 'seed'> = { warm: 60, rounds: 40, rate: 0.0015, batch: 64 };

const input = (state: State) => encode(first(state));

/** What the policy's evaluator expects of a sample's aesthetics, 1..5: the mean over the pictures that it may have been. */
export const expectedOf = (weights: Float32Array, { results }: HumanSample): number =>
  results.reduce((sum, { state }) => sum + expected(forward(weights, input(state))).aesthetics, 0) / results.length;

/** New weights; those given stay as they are. */
export function taughtByPeople(tf: Tensors, weights: Float32Array, samples: readonly HumanSample[], { warm, rounds, rate, batch, seed }: HeadOptions): Float32Array {
  const learner = learnerOf(weights);
  const shown = samples.flatMap(({ results, score }) => results.map(({ state }) => ({ input: input(state), score })));
  const options = { rate, most: DEFAULTS['optimiser.norm'] };
  for (let epoch = 0; epoch < warm; epoch++) {
    const order = shuffled(shown, prngOf(seed, 'warm', epoch));
    for (let from = 0; from < order.length; from += batch) {
      const some = order.slice(from, from + batch);
      const { gradient } = gradientOf(tf, learner.weights, some.map((one) => one.input), (_, outputs) => tf.mean(crossEntropy(tf, outputs.aesthetics, ratingTargets(tf, some.map(({ score }) => score), DEFAULTS['sft.spread']))));
      adam(learner.weights, gradient, learner.moments, options);
    }
  }
  for (let round = 0; round < rounds; round++) {
    const some = shuffled(shown, prngOf(seed, 'align', round)).slice(0, batch);
    const rated = some.map((one): Rated => ({ input: one.input, ratings: { aesthetics: one.score, instruction: expected(forward(learner.weights, one.input)).instruction, by: 'human' } }));
    const { gradient } = alignmentGradient(tf, learner.weights, rated, { group: DEFAULTS['align.group'], sigma: DEFAULTS['align.sigma'], epsilon: DEFAULTS['align.epsilon'] }, prngOf(seed, 'sampled', round));
    adam(learner.weights, gradient, learner.moments, { ...options, rate: rate / 3 });
  }
  return learner.weights;
}
