/**
 * KL(π ‖ π_ref) of a decision's outputs, exactly: the policy's distributions are known in full, so that nothing has to be estimated from the
 * one decision that was sampled. (Estimators of one sample, Schulman 2020, have heavy tails over many amounts at once: e^{log π_ref − log π}
 * of one unlikely decision outweighs a whole batch.)
 *
 *   categorical  Σ p (log p − log q)
 *   Bernoulli    p·(x − y) − softplus(x) + softplus(y),  x, y the logits
 *   normal       log σ_q − log σ_p + (σ_p² + (μ_p − μ_q)²) / 2σ_q² − ½;  squashing both by the same tanh changes nothing
 */
import type * as Core from '@tensorflow/tfjs-core';
import { logSoftmax as plainLogSoftmax, sigmoid } from '../policy/distribution';
import type { Outputs } from '../policy/forward';
import type { BatchOutputs, Tensors } from '../policy/network';
import { logSoftmax, softplus, type ActionTargets } from './likelihood';

/** What another network says of the same rows, as constants. */
const constants = (tf: Tensors, rows: readonly Outputs[]) => (head: keyof Outputs): Core.Tensor2D => {
  const width = rows[0]?.[head].length ?? 0;
  const values = new Float32Array(rows.length * width);
  rows.forEach((row, index) => values.set(row[head], index * width));
  return tf.tensor2d(values, [rows.length, width]);
};

function categorical(tf: Tensors, logits: Core.Tensor2D, held: Core.Tensor2D): Core.Tensor1D {
  const [own, other] = [logSoftmax(tf, logits), logSoftmax(tf, held)];
  return tf.sum(tf.mul(tf.exp(own), tf.sub(own, other)), 1) as Core.Tensor1D;
}

/** One number a row for each output, computed when it is asked for; of tools those that the chosen move offers, of amounts those that were set. */
export function divergences(tf: Tensors, outputs: BatchOutputs, reference: readonly Outputs[], { offered, set }: Pick<ActionTargets, 'offered' | 'set'>): Readonly<Record<'choice' | 'tools' | 'amounts' | 'aesthetics' | 'instruction', () => Core.Tensor1D>> {
  const held = constants(tf, reference);
  return {
    choice: () => categorical(tf, outputs.moves, held('moves')),
    tools: () => {
      const other = held('tools');
      const tools = tf.add(tf.sub(tf.mul(tf.sigmoid(outputs.tools), tf.sub(outputs.tools, other)), softplus(tf, outputs.tools)), softplus(tf, other));
      return tf.sum(tf.mul(tools, offered), 1) as Core.Tensor1D;
    },
    amounts: () => {
      const spreads = held('spreads');
      const apart = tf.div(tf.add(tf.exp(tf.mul(outputs.spreads, 2)), tf.square(tf.sub(outputs.means, held('means')))), tf.mul(tf.exp(tf.mul(spreads, 2)), 2));
      return tf.sum(tf.mul(tf.sub(tf.add(tf.sub(spreads, outputs.spreads), apart), 0.5), set), 1) as Core.Tensor1D;
    },
    aesthetics: () => categorical(tf, outputs.aesthetics, held('aesthetics')), instruction: () => categorical(tf, outputs.instruction, held('instruction')),
  };
}

/** The same of one row in plain numbers: of the choice, of these tools, of these amounts. */
export function divergenceOf(own: Outputs, reference: Outputs, offered: readonly number[], set: readonly number[]): { readonly choice: number; readonly tools: number; readonly amounts: number } {
  const [p, q] = [plainLogSoftmax(own.moves), plainLogSoftmax(reference.moves)];
  const soft = (x: number): number => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
  const at = (values: Float32Array, index: number): number => values[index] ?? 0;
  return {
    choice: p.reduce((sum, log, index) => sum + Math.exp(log) * (log - (q[index] ?? 0)), 0),
    tools: offered.reduce((sum, tool) => { const [x, y] = [at(own.tools, tool), at(reference.tools, tool)]; return sum + sigmoid(x) * (x - y) - soft(x) + soft(y); }, 0),
    amounts: set.reduce((sum, tool) => { const [s, r] = [at(own.spreads, tool), at(reference.spreads, tool)]; return sum + r - s + (Math.exp(2 * s) + (at(own.means, tool) - at(reference.means, tool)) ** 2) / (2 * Math.exp(2 * r)) - 0.5; }, 0),
  };
}
