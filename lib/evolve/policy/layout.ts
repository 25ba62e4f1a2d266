/**
 * The network's parameters: names, shapes, and where each lies in one flat vector. One vector makes optimiser, checkpoint and comparison
 * plain loops.
 */
import { prngOf } from '../prng';
import { FEATURES, PATCH_SIZE, PATCHES } from './features';
import { CHOICES, TOOLS } from './moves';
import { BUCKETS } from './text';

/** Scores are read in quarter points, 1 … 5. */
export const SCORE_STEP = 0.25;
export const SCORES: readonly number[] = Array.from({ length: 4 / SCORE_STEP + 1 }, (_, index) => 1 + index * SCORE_STEP);

export const TEXT_SIZE = 24;
export const VIEW_CHANNELS = 8;
export const TRUNK_IN = FEATURES.length + TEXT_SIZE + PATCHES * VIEW_CHANNELS;
const [TRUNK_1, TRUNK_2, EDITOR, EVALUATOR] = [160, 128, 96, 64];

export type Part = { readonly name: string; readonly shape: readonly number[]; readonly offset: number; readonly size: number; /** Standard deviation of the first values. */ readonly spread: number; readonly head: 'trunk' | 'editor' | 'evaluator' };

const dense = (name: string, inputs: number, outputs: number, head: Part['head'], gain = 1) => [
  { name: `${name}.weight`, shape: [inputs, outputs], spread: gain / Math.sqrt(inputs), head },
  { name: `${name}.bias`, shape: [outputs], spread: 0, head },
];

const ROWS = [
  { name: 'text.weight', shape: [BUCKETS, TEXT_SIZE], spread: 0.5, head: 'trunk' as const },
  ...dense('view', PATCH_SIZE, VIEW_CHANNELS, 'trunk'),
  ...dense('trunk1', TRUNK_IN, TRUNK_1, 'trunk'),
  ...dense('trunk2', TRUNK_1, TRUNK_2, 'trunk'),
  ...dense('editor', TRUNK_2, EDITOR, 'editor'),
  ...dense('moves', EDITOR, CHOICES, 'editor', 0.3),
  ...dense('tools', EDITOR, TOOLS.length, 'editor', 0.3),
  ...dense('amounts', EDITOR, TOOLS.length, 'editor', 0.1),
  { name: 'spreads', shape: [TOOLS.length], spread: 0, head: 'editor' as const },
  // It sees what the trunk sees, too: what the editor makes of the trunk must not blind it.
  ...dense('evaluator', TRUNK_IN + TRUNK_2, EVALUATOR, 'evaluator'),
  ...dense('aesthetics', EVALUATOR, SCORES.length, 'evaluator', 0.3),
  ...dense('instruction', EVALUATOR, SCORES.length, 'evaluator', 0.3),
];

export const PARTS: readonly Part[] = ROWS.map((row, index) => {
  const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
  return { ...row, size: sizeOf(row.shape), offset: ROWS.slice(0, index).reduce((sum, { shape }) => sum + sizeOf(shape), 0) };
});
export const PARAMETERS = PARTS.reduce((sum, { size }) => sum + size, 0);

const BY_NAME: ReadonlyMap<string, Part> = new Map(PARTS.map((part) => [part.name, part]));
export function partOf(name: string): Part {
  const part = BY_NAME.get(name);
  if (!part) throw new Error(`Expected a part of the network but received "${name}".`);
  return part;
}

/** A part of a flat vector, without copying. */
export const viewOf = (vector: Float32Array, name: string): Float32Array => { const { offset, size } = partOf(name); return vector.subarray(offset, offset + size); };

/** First values: normal with variance 1/inputs (LeCun et al. 1998), biases zero; amounts start spread by e^−1.2 before squashing. */
export function freshWeights(seed: number): Float32Array {
  const weights = new Float32Array(PARAMETERS);
  for (const { name, offset, size, spread } of PARTS) {
    const prng = prngOf(seed, 'weights', name);
    for (let i = 0; i < size; i++) weights[offset + i] = spread === 0 ? 0 : spread * prng.normal();
  }
  viewOf(weights, 'spreads').fill(-1.2);
  return weights;
}
