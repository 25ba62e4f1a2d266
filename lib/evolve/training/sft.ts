/** Cold start: the editor learns the expert's decisions by maximum likelihood, the evaluator people's ratings by cross entropy. */
import type { Tensors } from '../policy/network';
import { PARAMETERS } from '../policy/layout';
import { prngOf, shuffled } from '../prng';
import type { Rated } from './data';
import { actionLogs, crossEntropy, ratingTargets, targetsOf } from './likelihood';
import { gradientOf, type Learner } from './learner';
import { adam } from './adam';
import type { Decision } from './rollouts';
import type { TrainingSettings } from './settings';

/** −mean log p of decisions. */
export function decisionsLoss(tf: Tensors, weights: Float32Array, decisions: readonly Decision[]): { readonly value: number; readonly gradient: Float32Array } {
  return gradientOf(tf, weights, decisions.map(({ input }) => input), (_, outputs) => {
    const logs = actionLogs(tf, outputs, targetsOf(tf, decisions.map(({ action }) => action)));
    return tf.neg(tf.mean(tf.add(tf.add(logs.choice, logs.tools), logs.amounts)));
  });
}

/** Mean cross entropy of both scores with ratings. */
export function ratingsLoss(tf: Tensors, weights: Float32Array, rated: readonly Rated[], spread: number): { readonly value: number; readonly gradient: Float32Array } {
  return gradientOf(tf, weights, rated.map(({ input }) => input), (_, outputs) => tf.mean(tf.add(
    crossEntropy(tf, outputs.aesthetics, ratingTargets(tf, rated.map(({ ratings }) => ratings.aesthetics), spread)),
    crossEntropy(tf, outputs.instruction, ratingTargets(tf, rated.map(({ ratings }) => ratings.instruction), spread)),
  )));
}

/** One epoch of SFT. The rate falls along a cosine to a tenth of what it was (Loshchilov & Hutter 2017). */
export function sftEpoch(tf: Tensors, learner: Learner, decisions: readonly Decision[], rated: readonly Rated[], epoch: number, settings: TrainingSettings, seed: number): { readonly editor: number; readonly evaluator: number } {
  const rate = settings['sft.rate'] * (0.1 + 0.9 * 0.5 * (1 + Math.cos((Math.PI * epoch) / settings['sft.epochs'])));
  const options = { rate, most: settings['optimiser.norm'] };
  // Both decks are gone through once, in equally many hands: the evaluator needs as many updates as its ratings allow, however few the decisions are.
  const batches = Math.max(1, Math.ceil(Math.max(decisions.length, rated.length) / settings['sft.batch']));
  const [size, ratedSize] = [Math.ceil(decisions.length / batches), Math.ceil(rated.length / batches)];
  const mine = shuffled(decisions, prngOf(seed, 'sft', epoch));
  const theirs = shuffled(rated, prngOf(seed, 'ratings', epoch));
  let [editor, evaluator] = [0, 0];
  for (let k = 0; k < batches; k++) {
    const [some, shown] = [mine.slice(k * size, (k + 1) * size), theirs.slice(k * ratedSize, (k + 1) * ratedSize)];
    if (some.length + shown.length === 0) continue;
    const own = some.length > 0 ? decisionsLoss(tf, learner.weights, some) : { value: 0, gradient: new Float32Array(PARAMETERS) };
    editor += (own.value * some.length) / decisions.length;
    const gradient = own.gradient;
    if (shown.length > 0) {
      const other = ratingsLoss(tf, learner.weights, shown, settings['sft.spread']);
      evaluator += (other.value * shown.length) / rated.length;
      for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) + settings['sft.ratings'] * (other.gradient[i] as number);
    }
    adam(learner.weights, gradient, learner.moments, options);
  }
  return { editor, evaluator };
}
