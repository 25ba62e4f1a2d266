/** What is being trained: weights, optimiser, and how a loss becomes an update. */
import type * as Core from '@tensorflow/tfjs-core';
import type { Input } from '../policy/features';
import { PARAMETERS, PARTS } from '../policy/layout';
import { batchOf, network, tensorsOf, type BatchOutputs, type Tensors, type Weights } from '../policy/network';
import { adam, freshMoments, type AdamOptions, type Moments } from './adam';

export type Learner = { readonly weights: Float32Array; readonly moments: Moments };

export const learnerOf = (weights: Float32Array): Learner => ({ weights: weights.slice(), moments: freshMoments(PARAMETERS) });

/** A loss over a batch, from what the network says. */
export type Loss = (tf: Tensors, outputs: BatchOutputs, weights: Weights) => Core.Scalar;

/** Loss and gradient, flat. Parameters that the loss does not depend on get exactly zero. */
export function gradientOf(tf: Tensors, weights: Float32Array, inputs: readonly Input[], loss: Loss): { readonly value: number; readonly gradient: Float32Array } {
  const gradient = new Float32Array(PARAMETERS);
  let value = 0;
  // Nothing is handed out of `tidy`: it would look for tensors among all the numbers.
  tf.tidy(() => {
    const tensors = tensorsOf(tf, weights);
    const batch = batchOf(tf, inputs);
    const list = PARTS.map(({ name }) => tensors[name] as Core.Tensor);
    const found = tf.engine().gradients(() => loss(tf, network(tf, tensors, batch), tensors), list, undefined, true);
    PARTS.forEach(({ offset }, index) => {
      const grad = found.grads[index] as Core.Tensor | null | undefined;
      if (grad) gradient.set(grad.dataSync(), offset);
    });
    value = found.value.dataSync()[0] ?? 0;
  });
  return { value, gradient };
}

export function update(tf: Tensors, learner: Learner, inputs: readonly Input[], loss: Loss, options: AdamOptions): number {
  const { value, gradient } = gradientOf(tf, learner.weights, inputs, loss);
  adam(learner.weights, gradient, learner.moments, options);
  return value;
}
