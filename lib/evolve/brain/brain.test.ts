import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { agentFor } from '@/lib/agent/assemble';
import { createEmbeddedBrain } from '@/lib/agent/brains/embedded';
import { all, request } from '@/lib/agent/doubles';
import { createEmbeddedEvaluator } from '@/lib/agent/evaluator';
import { run } from '@/lib/agent/loop';
import { EVOLVED } from '@/lib/agent/profile';
import { Bench, SAMPLES } from '@/lib/agent/testing';
import type { Evidence, RunEvent, RunRequest } from '@/lib/agent/types';
import { cardOf, type Checkpoint } from '../checkpoint/policy-file';
import { viewOf as partOf, freshWeights } from '../policy/layout';
import { CHOICES, FIRST } from '../policy/moves';
import { createEvolvedBrain, evolvedFor, evolvedOf, SHIPPED_PATH } from '.';
import { shrunk } from './shrunk';

const bench = new Bench();
afterAll(() => bench.close());
const [photo = ''] = SAMPLES;

const checkpoint = (weights: Float32Array): Checkpoint => ({ weights, card: cardOf('test', 'sft', 1, {}, {}, {}) });

/** A policy that makes one move, sets its first tool, and then finishes: written by hand into the biases. */
function oneMove(move: number, amount: number, sure = 6): Checkpoint {
  const weights = freshWeights(1);
  for (const name of ['moves.weight', 'tools.weight', 'amounts.weight']) partOf(weights, name).fill(0);
  const moves = partOf(weights, 'moves.bias');
  moves[move] = sure;
  // The step, one of the features, turns the choice to the end: its column reaches the first editor unit through the trunk; simpler is a repeat, which ends too.
  moves[CHOICES - 1] = sure - 1;
  partOf(weights, 'tools.bias').fill(-8);
  partOf(weights, 'tools.bias')[FIRST[move] ?? 0] = 8;
  partOf(weights, 'amounts.bias').fill(0);
  partOf(weights, 'amounts.bias')[FIRST[move] ?? 0] = Math.atanh(amount);
  return checkpoint(weights);
}

const events = async (trained: Checkpoint, instruction: string, changes: Partial<RunRequest> = {}): Promise<readonly RunEvent[]> =>
  all(run(request({ instruction, ...changes }), { brain: createEvolvedBrain(trained, createEmbeddedBrain()), evaluator: createEmbeddedEvaluator(), darkroom: await bench.darkroom(photo) }));

const patches = (list: readonly RunEvent[]) => list.flatMap((event) => (event.type === 'tool_call' ? [event.patch] : []));
const timeless = (list: readonly RunEvent[]) => list.map((event) => ('milliseconds' in event ? { ...event, milliseconds: 0 } : event));

describe('the evolved brain', () => {
  it('makes the moves of its policy, says what it measured, and ends when it would repeat itself', async () => {
    const list = await events(oneMove(1, 0.2), 'make it a bit brighter');
    expect(patches(list)[0]).toEqual({ Exposure2012: 0.5 });
    expect(list.find((event) => event.type === 'plan')).toMatchObject({ items: [{ id: 'evolved:light', title: 'Light' }] });
    expect(list.flatMap((event) => (event.type === 'thought' ? [event.delta] : [])).join('')).toMatch(/measures \d+ % brightness.*Exposure \+0\.50/);
    expect(list.at(-1)).toMatchObject({ type: 'done' });
  });

  it('answers in Chinese where it is asked in Chinese', async () => {
    const list = await events(oneMove(1, 0.2), '调亮一点');
    expect(list.flatMap((event) => (event.type === 'thought' ? [event.delta] : [])).join('')).toMatch(/画面平均亮度.*曝光/);
  });

  it.each(['crop to 4:3', 'exposure +0.7', 'darken the background', 'remove the bird'])('leaves “%s” to the rules: the same run, event by event', async (instruction) => {
    const own = await events(oneMove(1, 0.2), instruction);
    const rules = await all(run(request({ instruction }), { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom: await bench.darkroom(photo) }));
    expect(timeless(own)).toEqual(timeless(rules));
  });

  it('leaves it to the rules where it is not sure, and where a limit of a retoucher would break', async () => {
    const rules = patches(await all(run(request({ instruction: 'make it brighter' }), { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom: await bench.darkroom(photo) })));
    expect(patches(await events(oneMove(1, 0.2, 0), 'make it brighter'))).toEqual(rules);
    expect(patches(await events(oneMove(1, 0.98), 'make it brighter, no blown highlights'))[0]).not.toEqual({ Exposure2012: 2.45 });
  });

  it('the same request gives the same run', async () => {
    expect(timeless(await events(oneMove(0, 0.3), 'warmer'))).toEqual(timeless(await events(oneMove(0, 0.3), 'warmer')));
  });

  it('is a profile, and without a checkpoint says how to get one', async () => {
    expect(() => agentFor(EVOLVED)).toThrow('npm run evolve');
    const { brain, evaluator } = agentFor(EVOLVED, {}, undefined, evolvedOf(checkpoint(freshWeights(1))));
    expect([brain.id, evaluator.id]).toEqual(['evolved', 'evolved']);
    expect(await evolvedFor({ brain: 'embedded' })).toBeUndefined();
    expect(await evolvedFor({ brain: 'evolved' }, '/nowhere/policy.safetensors')).toBeUndefined();
  });

  it.skipIf(!existsSync(SHIPPED_PATH()))('the checkpoint that ships brightens, warms and adds contrast when asked to, in both languages: on most photos and never the wrong way', async () => {
    const shipped = await evolvedFor({ brain: 'evolved' });
    if (!shipped) throw new Error('no checkpoint');
    const wishes: readonly (readonly [words: readonly string[], read: (evidence: Evidence) => number, seen: number])[] = [
      [['make it brighter', '调亮一点'], ({ luma }) => luma.mean, 1], [['warmer', '暖一些'], ({ colour }) => colour.cast.b, 0.3], [['more contrast', '增强对比度'], ({ luma }) => luma.std, 0.3],
    ];
    const moved: number[] = [];
    for (const sample of SAMPLES) {
      const darkroom = await bench.darkroom(sample);
      const before = (await darkroom.observe({})).evidence;
      for (const [said, read, seen] of wishes) for (const instruction of said) {
        const list = await all(run(request({ instruction }), { ...shipped, darkroom }));
        moved.push((read(list.findLast((event) => event.type === 'observation')?.evidence ?? before) - read(before)) / seen);
      }
    }
    expect(Math.min(...moved)).toBeGreaterThan(-1);
    expect(moved.filter((part) => part > 1).length / moved.length).toBeGreaterThan(0.75);
  });
});

it('pictures are reduced by averaging: a flat one stays flat, and its mean stays', () => {
  const data = Uint8Array.from({ length: 300 * 200 * 3 }, (_, i) => (Math.floor(i / 3) % 300) % 256);
  const small = shrunk({ width: 300, height: 200, channels: 3, space: 'srgb', depth: 8, data }, 192);
  expect([small.width, small.height]).toEqual([192, 128]);
  const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
  expect(mean(small.data)).toBeCloseTo(mean(data), 0);
});
