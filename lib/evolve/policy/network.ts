/** The network on TensorFlow.js, with gradients: the same as `forward.ts`, a batch at a time. */
import type * as Core from '@tensorflow/tfjs-core';
import { PATCH_SIZE, PATCHES, FEATURES, type Input } from './features';
import { SPREAD, type Outputs, type Think } from './forward';
import { PARTS, VIEW_CHANNELS } from './layout';
import { BUCKETS, gramWeight } from './text';

export type Tensors = typeof Core;
export type Weights = Readonly<Record<string, Core.Tensor>>;

/** `grams`: the different instructions of the batch; `asked`: a row for each input, one-hot, which of them is its own. */
export type BatchInput = { readonly features: Core.Tensor2D; readonly grams: Core.Tensor2D; readonly asked: Core.Tensor2D; readonly patches: Core.Tensor2D };
export type BatchOutputs = { readonly moves: Core.Tensor2D; readonly tools: Core.Tensor2D; readonly means: Core.Tensor2D; readonly spreads: Core.Tensor1D; readonly aesthetics: Core.Tensor2D; readonly instruction: Core.Tensor2D };

/**
 * x·W. The library's own gradient multiplies transposed matrices, for which its WebAssembly has a plain loop; turned first, they take the
 * fast way.
 */
function product(tf: Tensors, x: Core.Tensor2D, w: Core.Tensor2D): Core.Tensor2D {
  return tf.customGrad((a, b, save) => {
    const [left, right] = [a as Core.Tensor2D, b as Core.Tensor2D];
    (save as Core.GradSaveFunc)([left, right]);
    return {
      value: tf.matMul(left, right),
      gradFunc: (dy, saved) => { const [l, r] = saved as [Core.Tensor2D, Core.Tensor2D]; return [tf.matMul(dy as Core.Tensor2D, tf.transpose(r)), tf.matMul(tf.transpose(l), dy as Core.Tensor2D)]; },
    };
  })(x, w) as Core.Tensor2D;
}

/** x·W of what the network is given: no gradient goes on to x, which would cost as much as that of W. */
function productOfInput(tf: Tensors, x: Core.Tensor2D, w: Core.Tensor2D): Core.Tensor2D {
  return tf.customGrad((b) => ({ value: tf.matMul(x, b as Core.Tensor2D), gradFunc: (dy) => tf.matMul(tf.transpose(x), dy as Core.Tensor2D) }))(w) as Core.Tensor2D;
}

/** A flat vector as named tensors. */
export const tensorsOf = (tf: Tensors, vector: Float32Array): Weights => Object.fromEntries(PARTS.map(({ name, shape, offset, size }) => [name, tf.tensor(vector.slice(offset, offset + size), [...shape])]));

export function batchOf(tf: Tensors, inputs: readonly Input[]): BatchInput {
  const rows = inputs.length;
  const features = new Float32Array(rows * FEATURES.length);
  // Rollouts of a group have the same words: what is long is read once.
  const places = new Map<Input['grams'], number>();
  for (const { grams } of inputs) if (!places.has(grams)) places.set(grams, places.size);
  const grams = new Float32Array(places.size * BUCKETS);
  places.forEach((place, list) => {
    const weight = gramWeight(list);
    for (const gram of list) grams[place * BUCKETS + gram] = (grams[place * BUCKETS + gram] ?? 0) + weight;
  });
  const asked = new Float32Array(rows * places.size);
  const patches = new Float32Array(rows * PATCHES * PATCH_SIZE);
  inputs.forEach((input, row) => {
    features.set(input.features, row * FEATURES.length);
    patches.set(input.patches, row * PATCHES * PATCH_SIZE);
    asked[row * places.size + (places.get(input.grams) ?? 0)] = 1;
  });
  return { features: tf.tensor2d(features, [rows, FEATURES.length]), grams: tf.tensor2d(grams, [places.size, BUCKETS]), asked: tf.tensor2d(asked, [rows, places.size]), patches: tf.tensor2d(patches, [rows * PATCHES, PATCH_SIZE]) };
}

/** Heads that nobody reads are not computed: loop 1 has no use for scores that it is not to learn. */
export function network(tf: Tensors, weights: Weights, { features, grams, asked, patches }: BatchInput): BatchOutputs {
  const part = (name: string): Core.Tensor => {
    const tensor = weights[name];
    if (!tensor) throw new Error(`Expected the weights "${name}" but they are not there.`);
    return tensor;
  };
  const dense = (name: string, x: Core.Tensor2D, times = product): Core.Tensor2D => tf.add(times(tf, x, part(`${name}.weight`) as Core.Tensor2D), part(`${name}.bias`));
  const hidden = (name: string, x: Core.Tensor2D): Core.Tensor2D => tf.tanh(dense(name, x));
  const rows = features.shape[0];
  const text = productOfInput(tf, asked, productOfInput(tf, grams, part('text.weight') as Core.Tensor2D));
  const view = tf.reshape(tf.tanh(dense('view', patches, productOfInput)), [rows, PATCHES * VIEW_CHANNELS]) as Core.Tensor2D;
  const learned = tf.concat([text, view], 1) as Core.Tensor2D;
  // As one matrix, in two parts: numbers that are measured need no gradient.
  const matrix = part('trunk1.weight') as Core.Tensor2D;
  const [given, outputs] = [features.shape[1], matrix.shape[1]];
  const low = tf.add(tf.add(productOfInput(tf, features, tf.slice(matrix, [0, 0], [given, outputs])), product(tf, learned, tf.slice(matrix, [given, 0], [matrix.shape[0] - given, outputs]))), part('trunk1.bias'));
  const trunk = hidden('trunk2', tf.tanh(low) as Core.Tensor2D);
  const editor = once(() => hidden('editor', trunk)), evaluator = once(() => hidden('evaluator', tf.concat([features, learned, trunk], 1) as Core.Tensor2D));
  const [moves, tools, means] = (['moves', 'tools', 'amounts'] as const).map((name) => once(() => dense(name, editor()))) as [Lazy, Lazy, Lazy];
  const [aesthetics, instruction] = (['aesthetics', 'instruction'] as const).map((name) => once(() => dense(name, evaluator()))) as [Lazy, Lazy];
  const spreads = once(() => tf.clipByValue(part('spreads') as Core.Tensor1D, SPREAD.least, SPREAD.most));
  return { get moves() { return moves(); }, get tools() { return tools(); }, get means() { return means(); }, get spreads() { return spreads(); }, get aesthetics() { return aesthetics(); }, get instruction() { return instruction(); } };
}

type Lazy = () => Core.Tensor2D;
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** All of them at once, which is many times faster than one after the other. */
export const batchThinking = (tf: Tensors, weights: Float32Array): Think => (inputs) => {
  if (inputs.length === 0) return [];
  const rows: Record<keyof Outputs, Float32Array>[] = [];
  tf.tidy(() => {
    const said = network(tf, tensorsOf(tf, weights), batchOf(tf, inputs));
    const read = (name: keyof Outputs): Float32Array => said[name].dataSync() as Float32Array;
    const heads = { moves: read('moves'), tools: read('tools'), means: read('means'), aesthetics: read('aesthetics'), instruction: read('instruction') };
    const spreads = read('spreads').slice();
    for (let row = 0; row < inputs.length; row++) {
      const of = (name: keyof typeof heads): Float32Array => { const width = heads[name].length / inputs.length; return heads[name].slice(row * width, (row + 1) * width); };
      rows.push({ moves: of('moves'), tools: of('tools'), means: of('means'), spreads, aesthetics: of('aesthetics'), instruction: of('instruction') });
    }
  });
  return rows;
};
