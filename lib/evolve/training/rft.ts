/** Reflection fine-tuning: corrections are learned by maximum likelihood from the state of the bad attempt; first attempts are rehearsed, so that they stay what SEPO made them. */
import { batchThinking, type Tensors } from '../policy/network';
import { act } from '../policy/act';
import { logSoftmax as plainLogSoftmax } from '../policy/distribution';
import type { Outputs } from '../policy/forward';
import { SCORES } from '../policy/layout';
import type { Input } from '../policy/features';
import { prngOf, shuffled } from '../prng';
import { adam } from './adam';
import { crossEntropy } from './likelihood';
import { gradientOf, type Learner } from './learner';
import type { Decision } from './rollouts';
import { decisionsLoss } from './sft';
import type { TrainingSettings } from './settings';

/** Distance of the evaluator from what it was before RFT: cross entropy with its own distributions. */
function scoresKept(tf: Tensors, weights: Float32Array, before: Float32Array, inputs: readonly Input[]): { readonly value: number; readonly gradient: Float32Array } {
  const told = batchThinking(tf, before)(inputs);
  const targets = (head: 'aesthetics' | 'instruction'): Float32Array => Float32Array.from(told.flatMap((outputs) => Array.from(plainLogSoftmax(outputs[head]), (log) => Math.exp(log))));
  return gradientOf(tf, weights, inputs, (_, outputs) => tf.mean(tf.add(
    crossEntropy(tf, outputs.aesthetics, tf.tensor2d(targets('aesthetics'), [inputs.length, SCORES.length])),
    crossEntropy(tf, outputs.instruction, tf.tensor2d(targets('instruction'), [inputs.length, SCORES.length])),
  )));
}

/** One epoch. `before`: the policy as it came from SEPO; `ordinary`: situations of first attempts. */
export function rftEpoch(tf: Tensors, learner: Learner, before: Float32Array, lessons: readonly Decision[], ordinary: readonly Input[], epoch: number, settings: TrainingSettings, seed: number): number {
  const prng = prngOf(seed, 'rehearsal', epoch);
  const situations = Array.from({ length: ordinary.length === 0 ? 0 : Math.round(lessons.length * settings['rft.rehearsal']) }, () => ordinary[prng.below(ordinary.length)] as Input);
  const said = batchThinking(tf, before)(situations);
  const rehearsed = situations.map((input, index): Decision => ({ input, action: act(said[index] as Outputs, { by: 'sampling', prng }) }));
  const all = shuffled([...lessons, ...rehearsed], prngOf(seed, 'rft', epoch));
  const size = settings['sft.batch'];
  const batches = Math.max(1, Math.ceil(all.length / size));
  let loss = 0;
  for (let k = 0; k < batches; k++) {
    const some = all.slice(k * size, (k + 1) * size);
    const own = decisionsLoss(tf, learner.weights, some);
    const kept = scoresKept(tf, learner.weights, before, some.map(({ input }) => input));
    for (let i = 0; i < own.gradient.length; i++) own.gradient[i] = (own.gradient[i] as number) + (kept.gradient[i] as number);
    adam(learner.weights, own.gradient, learner.moments, { rate: settings['rft.rate'], most: settings['optimiser.norm'] });
    loss += own.value / batches;
  }
  return loss;
}
