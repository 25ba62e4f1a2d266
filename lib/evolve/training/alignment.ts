/**
 * Loop 2: the evaluator is rewarded for scoring as people do. For each rated result `align.group` scores are sampled from each head and
 * rewarded with R_format + R_sa; a network's score is always in form, so that R_format is constant and drops out of the advantage. The
 * update is GRPO's on policy, with one pass: the ratio is 1, and its gradient is REINFORCE's (Williams 1992) with the group's mean as
 * baseline and its standard deviation as unit.
 */
import type * as Core from '@tensorflow/tfjs-core';
import { draw, expectation, logSoftmax as plainLogSoftmax } from '../policy/distribution';
import type { Outputs } from '../policy/forward';
import { SCORES } from '../policy/layout';
import { batchThinking, type Tensors } from '../policy/network';
import type { Prng } from '../prng';
import type { Rated } from './data';
import { logSoftmax } from './likelihood';
import { gradientOf } from './learner';
import { advantages, alignmentReward } from './rewards';

export type AlignmentOptions = { readonly group: number; readonly sigma: number; readonly epsilon: number };

/** Loss, gradient, mean R_sa and mean distance from people, points. */
export function alignmentGradient(tf: Tensors, weights: Float32Array, rated: readonly Rated[], { group, sigma, epsilon }: AlignmentOptions, prng: Prng): { readonly value: number; readonly gradient: Float32Array; readonly reward: number; readonly error: number } {
  let [reward, error] = [0, 0];
  const columns = { aesthetics: new Float32Array(rated.length * SCORES.length), instruction: new Float32Array(rated.length * SCORES.length) };
  const inputs = rated.map(({ input }) => input);
  const said = batchThinking(tf, weights)(inputs);
  rated.forEach(({ ratings }, row) => {
    const outputs = said[row] as Outputs;
    for (const head of ['aesthetics', 'instruction'] as const) {
      const logs = plainLogSoftmax(outputs[head]);
      const picked = Array.from({ length: group }, () => draw(logs, prng));
      const rewards = picked.map((index) => 1 + alignmentReward(SCORES[index] ?? 1, ratings[head], sigma, epsilon));
      const worth = advantages(rewards);
      picked.forEach((index, k) => { const at = row * SCORES.length + index; columns[head][at] = (columns[head][at] ?? 0) + (worth[k] ?? 0) / (group * rated.length); });
      reward += rewards.reduce((sum, value) => sum + value - 1, 0) / (2 * group * rated.length);
      error += Math.abs(expectation(logs, SCORES) - ratings[head]) / (2 * rated.length);
    }
  });
  const { value, gradient } = gradientOf(tf, weights, inputs, (_, outputs) => {
    const term = (head: 'aesthetics' | 'instruction'): Core.Tensor => tf.sum(tf.mul(logSoftmax(tf, outputs[head]), tf.tensor2d(columns[head], [rated.length, SCORES.length])));
    return tf.neg(tf.add(term('aesthetics'), term('instruction')));
  });
  return { value, gradient, reward, error };
}
