/** log-probabilities of decisions and scores on tensors: the same quantities as `policy/distribution.ts`, differentiable. */
import type * as Core from '@tensorflow/tfjs-core';
import type { Action } from '../policy/act';
import { SCORES } from '../policy/layout';
import { CHOICES, FIRST, MOVES, TOOLS } from '../policy/moves';
import type { BatchOutputs, Tensors } from '../policy/network';

export type ActionTargets = { readonly choice: Core.Tensor2D; readonly offered: Core.Tensor2D; readonly set: Core.Tensor2D; readonly amounts: Core.Tensor2D };

/** Decisions as tensors: the choice one-hot, which tools the chosen move offers, which were set, how far (before squashing). */
export function targetsOf(tf: Tensors, actions: readonly Action[]): ActionTargets {
  const rows = actions.length;
  const [choice, offered, set, amounts] = [new Float32Array(rows * CHOICES), new Float32Array(rows * TOOLS.length), new Float32Array(rows * TOOLS.length), new Float32Array(rows * TOOLS.length)];
  actions.forEach((action, row) => {
    choice[row * CHOICES + action.choice] = 1;
    const first = FIRST[action.choice] ?? 0;
    for (let i = 0; i < (MOVES[action.choice]?.tools.length ?? 0); i++) offered[row * TOOLS.length + first + i] = 1;
    action.tools.forEach((tool, index) => {
      set[row * TOOLS.length + tool] = 1;
      amounts[row * TOOLS.length + tool] = action.amounts[index] ?? 0;
    });
  });
  const tensor = (values: Float32Array, columns: number): Core.Tensor2D => tf.tensor2d(values, [rows, columns]);
  return { choice: tensor(choice, CHOICES), offered: tensor(offered, TOOLS.length), set: tensor(set, TOOLS.length), amounts: tensor(amounts, TOOLS.length) };
}

/** log softmax along rows. */
export function logSoftmax(tf: Tensors, logits: Core.Tensor2D): Core.Tensor2D {
  // The maximum only keeps numbers in range: no gradient goes through it.
  const most = tf.customGrad((x) => ({ value: tf.max(x as Core.Tensor, 1, true), gradFunc: () => tf.zerosLike(x as Core.Tensor) }))(logits);
  const shifted = tf.sub(logits, most);
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
}

/** log(1 + eˣ), stable. */
export const softplus = (tf: Tensors, x: Core.Tensor): Core.Tensor => tf.add(tf.relu(x), tf.log(tf.add(tf.exp(tf.neg(tf.abs(x))), 1)));

const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

export type ActionLogTensors = { readonly choice: Core.Tensor1D; readonly tools: Core.Tensor1D; readonly amounts: Core.Tensor1D };

/** One number a row for each of a decision's outputs. */
export function actionLogs(tf: Tensors, outputs: BatchOutputs, { choice, offered, set, amounts }: ActionTargets): ActionLogTensors {
  const ofChoice = tf.sum(tf.mul(logSoftmax(tf, outputs.moves), choice), 1);
  const ofTools = tf.sum(tf.mul(tf.sub(tf.mul(set, outputs.tools), softplus(tf, outputs.tools)), offered), 1);
  const z = tf.div(tf.sub(amounts, outputs.means), tf.exp(outputs.spreads));
  const density = tf.sub(tf.sub(tf.mul(tf.square(z), -0.5), outputs.spreads), HALF_LOG_TAU);
  return { choice: ofChoice as Core.Tensor1D, tools: ofTools as Core.Tensor1D, amounts: tf.sum(tf.mul(density, set), 1) as Core.Tensor1D };
}

/** log p of sampled scores (indices into SCORES), a number a row: the mean where several were sampled, 0 where none was. */
export function scoreLogs(tf: Tensors, logits: Core.Tensor2D, picked: readonly (readonly number[])[]): Core.Tensor1D {
  const values = new Float32Array(picked.length * SCORES.length);
  picked.forEach((indices, row) => { for (const index of indices) values[row * SCORES.length + index] = (values[row * SCORES.length + index] ?? 0) + 1 / indices.length; });
  return tf.sum(tf.mul(logSoftmax(tf, logits), tf.tensor2d(values, [picked.length, SCORES.length])), 1) as Core.Tensor1D;
}

/**
 * Targets for a rating: a normal of width `spread` points around it over SCORES (label distribution learning, Gao et al. 2017): next to a 4
 * a 3.75 is less wrong than a 1.
 */
export function ratingTargets(tf: Tensors, ratings: readonly number[], spread: number): Core.Tensor2D {
  const values = new Float32Array(ratings.length * SCORES.length);
  ratings.forEach((rating, row) => {
    const weights = SCORES.map((score) => Math.exp(-0.5 * ((score - rating) / spread) ** 2));
    const sum = weights.reduce((a, b) => a + b, 0);
    weights.forEach((weight, index) => { values[row * SCORES.length + index] = weight / sum; });
  });
  return tf.tensor2d(values, [ratings.length, SCORES.length]);
}

/** Cross entropy with target distributions, a number a row. */
export const crossEntropy = (tf: Tensors, logits: Core.Tensor2D, targets: Core.Tensor2D): Core.Tensor1D => tf.neg(tf.sum(tf.mul(logSoftmax(tf, logits), targets), 1)) as Core.Tensor1D;
