/** The network read forward in plain loops, for acting: one situation at a time, no library to load. `network.ts` is the same for training; a test holds them together. */
import type { Input } from './features';
import { PATCH_SIZE, PATCHES } from './features';
import { TEXT_SIZE, TRUNK_IN, VIEW_CHANNELS, viewOf } from './layout';
import { gramWeight } from './text';

/** What the heads say. Logits of the choice and of each tool, means and log standard deviations of amounts before squashing, logits of scores. */
export type Outputs = {
  readonly moves: Float32Array;
  readonly tools: Float32Array;
  readonly means: Float32Array;
  readonly spreads: Float32Array;
  readonly aesthetics: Float32Array;
  readonly instruction: Float32Array;
};

/** Bounds of the log standard deviation: a distribution neither freezes nor loses itself. */
export const SPREAD = { least: Math.log(0.03), most: Math.log(0.8) } as const;

/** What the heads say of several situations at once. `forward` is one way; TensorFlow.js, a batch at a time, another (`network.ts`). */
export type Think = (inputs: readonly Input[]) => readonly Outputs[];

/** y = x·W + b, W row by row (inputs × outputs). */
function dense(weights: Float32Array, name: string, x: ArrayLike<number>): Float32Array {
  const [matrix, bias] = [viewOf(weights, `${name}.weight`), viewOf(weights, `${name}.bias`)];
  const outputs = bias.length;
  const y = Float64Array.from(bias);
  for (let i = 0; i < x.length; i++) {
    const value = x[i] as number;
    if (value === 0) continue;
    const row = i * outputs;
    for (let j = 0; j < outputs; j++) y[j] = (y[j] as number) + value * (matrix[row + j] as number);
  }
  return Float32Array.from(y);
}

const tanh = (x: Float32Array): Float32Array => x.map(Math.tanh);

export function forward(weights: Float32Array, { features, grams, patches }: Input): Outputs {
  const x = new Float32Array(TRUNK_IN);
  x.set(features);
  const table = viewOf(weights, 'text.weight');
  const weight = gramWeight(grams);
  for (const gram of grams) for (let j = 0; j < TEXT_SIZE; j++) x[features.length + j] = (x[features.length + j] ?? 0) + weight * (table[gram * TEXT_SIZE + j] ?? 0);
  for (let patch = 0; patch < PATCHES; patch++) x.set(tanh(dense(weights, 'view', patches.subarray(patch * PATCH_SIZE, (patch + 1) * PATCH_SIZE))), features.length + TEXT_SIZE + patch * VIEW_CHANNELS);
  const trunk = tanh(dense(weights, 'trunk2', tanh(dense(weights, 'trunk1', x))));
  const editor = tanh(dense(weights, 'editor', trunk));
  const both = new Float32Array(x.length + trunk.length);
  both.set(x);
  both.set(trunk, x.length);
  const evaluator = tanh(dense(weights, 'evaluator', both));
  return {
    moves: dense(weights, 'moves', editor), tools: dense(weights, 'tools', editor), means: dense(weights, 'amounts', editor),
    spreads: viewOf(weights, 'spreads').map((value) => Math.min(SPREAD.most, Math.max(SPREAD.least, value))),
    aesthetics: dense(weights, 'aesthetics', evaluator), instruction: dense(weights, 'instruction', evaluator),
  };
}

/** One after the other, without a library. */
export const thinking = (weights: Float32Array): Think => (inputs) => inputs.map((input) => forward(weights, input));
