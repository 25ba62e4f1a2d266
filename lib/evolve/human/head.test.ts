import { expect, it } from 'vitest';
import { measure } from '@/lib/agent/evidence';
import type { Pixels } from '@/lib/develop/types';
import { srcc } from '../metrics';
import { expected } from '../policy/act';
import { encode } from '../policy/features';
import { forward } from '../policy/forward';
import { freshWeights } from '../policy/layout';
import { openTensors } from '../training/tensors';
import { first } from '../training/rollouts';
import type { State } from '../types';
import { viewOf } from '../view';
import { expectedOf, taughtByPeople } from './head';
import type { HumanSample } from './samples';

/** A grey ramp, shifted: people mind it the more, the further. */
const shifted = (by: number): Pixels => ({ width: 48, height: 32, channels: 3, space: 'srgb', depth: 8, data: Uint8Array.from({ length: 48 * 32 * 3 }, (_, at) => Math.max(0, Math.min(255, 60 + (Math.floor(at / 3) % 48) * 2 + by))) });
const task: State['task'] = { id: 't', photo: 'p', instruction: '', locale: 'en', category: 'travel', subcategory: '', split: 'train' };
const source = measure(shifted(0));
const sampleOf = (by: number): HumanSample => {
  const pixels = shifted(by);
  const start: State = { task, step: 0, settings: {}, evidence: source, source, view: viewOf(shifted(0)), sourceView: viewOf(shifted(0)) };
  return { photo: 'p', kind: 'mean shift', level: 1, score: 4.5 - Math.abs(by) / 20, source: start, sourcePixels: shifted(0), results: [{ pixels, state: { ...start, step: 1, evidence: measure(pixels), view: viewOf(pixels) } }] };
};

it('teaches the aesthetics head what people say and leaves what is said of instructions, and the weights it was given, as they were', async () => {
  const tf = await openTensors();
  const samples = Array.from({ length: 12 }, (_, at) => sampleOf(at * 5));
  const before = freshWeights(3);
  const copy = before.slice();
  const after = taughtByPeople(tf, before, samples, { warm: 18, rounds: 3, rate: 0.003, batch: 12, seed: 1 });
  expect(before).toEqual(copy);
  const people = samples.map(({ score }) => score);
  expect(srcc(samples.map((sample) => expectedOf(after, sample)), people)).toBeGreaterThan(0.9);
  const instruction = (weights: Float32Array): number => expected(forward(weights, encode(first((samples[0] as HumanSample).source)))).instruction;
  expect(Math.abs(instruction(after) - instruction(before))).toBeLessThan(0.6);
  const again = () => taughtByPeople(tf, before, samples, { warm: 2, rounds: 1, rate: 0.003, batch: 12, seed: 1 });
  expect(again()).toEqual(again());
}, 60_000);
