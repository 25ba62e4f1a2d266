import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, patchOf } from '../policy/act';
import { encode } from '../policy/features';
import { forward } from '../policy/forward';
import { freshMoments, adam } from '../training/adam';
import { alignmentGradient } from '../training/alignment';
import { gather, type TrainingData } from '../training/data';
import { first } from '../training/rollouts';
import { decisionsLoss } from '../training/sft';
import { settingsWith } from '../training/settings';
import { supervised, type Training } from '../training/stages';
import { openTensors } from '../training/tensors';
import { smallWorld } from '../training/testing';
import type { State, Task } from '../types';
import { prngOf } from '../prng';
import { KINDS, WORTH } from './kinds';
import { asRated, corrected, correctionsOf, countsOf, expectationOf, ownSchema, ownStanding, scoresOf, type Judgement, type OwnResult, type OwnRoom } from '.';

const expecting = (scores: Readonly<Record<string, number>>) => (key: string) => { const score = scores[key]; return score === undefined ? undefined : { aesthetics: score, instruction: score }; };
const overall = (judgements: readonly Judgement[], scores: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(scoresOf(judgements, expecting(scores)).map(({ key, aesthetics, instruction }) => [key, (aesthetics + instruction) / 2]));

describe('scores from judgements', () => {
  it('stars stand as they were given; what they leave open stays as expected', () => {
    expect(scoresOf([{ kind: 'stars', of: 'a', aesthetics: 5 }], expecting({ a: 2 }))).toEqual([{ key: 'a', aesthetics: 5, instruction: 2, weight: 1 }]);
  });

  it('a blind choice brings two results into its order, as far apart as Bradley and Terry’s likelihood and the prior have it', () => {
    const { a = 0, b = 0 } = overall([{ kind: 'choice', better: 'a', worse: 'b', even: false }], { a: 2.5, b: 3.5 });
    expect(a).toBeGreaterThan(b);
    expect(a - 2.5).toBeCloseTo(3.5 - b, 6);
    // At the minimum the prior's slope δ/τ² is the likelihood's, w/s · σ(−gap/s).
    expect(a - 2.5).toBeCloseTo((1 / 0.5) / (1 + Math.exp((a - b) / 0.5)), 6);
  });

  it('what the evaluator knows already moves little, and the same choice again moves more', () => {
    const choice: Judgement = { kind: 'choice', better: 'a', worse: 'b', even: false };
    expect((overall([choice], { a: 4.5, b: 1.5 })['a'] ?? 0) - 4.5).toBeLessThan(0.01);
    const [once, twice] = [overall([choice], { a: 3, b: 3 }), overall([choice, choice], { a: 3, b: 3 })];
    expect(twice['a']).toBeGreaterThan((once['a'] ?? 0) + 0.05);
  });

  it('no difference brings two results together', () => {
    const { a = 0, b = 0 } = overall([{ kind: 'choice', better: 'a', worse: 'b', even: true }], { a: 2.5, b: 3.5 });
    expect(b - a).toBeLessThan(0.7);
    expect(b).toBeGreaterThan(a);
  });

  it('judgements that contradict each other take each other back', () => {
    const { a, b } = overall([{ kind: 'restored', better: 'a', worse: 'b' }, { kind: 'restored', better: 'b', worse: 'a' }], { a: 3, b: 3 });
    expect(a).toBeCloseTo(3, 6);
    expect(b).toBeCloseTo(3, 6);
  });

  it('kept is mildly high, undone low; neither pulls back what is beyond it', () => {
    const kept = overall([{ kind: 'kept', of: 'a' }, { kind: 'kept', of: 'b' }], { a: 2.5, b: 4.6 });
    expect(kept['a']).toBeGreaterThan(3);
    expect(kept['a']).toBeLessThan(3.5);
    expect(kept['b']).toBeGreaterThanOrEqual(4.6);
    const undone = overall([{ kind: 'undone', of: 'a' }, { kind: 'undone', of: 'b' }], { a: 3.5, b: 1.4 });
    expect(undone['a']).toBeLessThan(3);
    expect(undone['a']).toBeGreaterThan(2.5);
    expect(undone['b']).toBeLessThanOrEqual(1.4);
  });

  it('a choice against a result with stars moves the other one alone, and a chain passes on', () => {
    const scores = overall([{ kind: 'stars', of: 'a', aesthetics: 2, instruction: 2 }, { kind: 'choice', better: 'a', worse: 'b', even: false }, { kind: 'choice', better: 'b', worse: 'c', even: false }], { a: 4, b: 3, c: 3 });
    expect(scores['a']).toBe(2);
    expect(scores['b']).toBeLessThan(2.7);
    expect(scores['c']).toBeLessThan(scores['b'] ?? 0);
  });

  it('weighs kinds as the table says: a correction more than a step gone back to', () => {
    const by = (kind: 'corrected' | 'restored' | 'choice'): number => { const { a = 0 } = overall([kind === 'choice' ? { kind, better: 'a', worse: 'b', even: false } : { kind, better: 'a', worse: 'b' }], { a: 3, b: 3 }); return a - 3; };
    expect(by('choice')).toBeGreaterThan(by('corrected'));
    expect(by('corrected')).toBeGreaterThan(by('restored'));
    expect(by('restored')).toBeGreaterThan(0);
    for (const kind of KINDS) expect(WORTH[kind].meaning).not.toBe('');
  });

  it('leave out what cannot be seen, stay on the scale, and do not hang on their order', () => {
    expect(scoresOf([{ kind: 'choice', better: 'a', worse: 'gone', even: false }, { kind: 'kept', of: 'gone' }], expecting({ a: 3 }))).toEqual([]);
    const many: readonly Judgement[] = Array.from({ length: 60 }, () => ({ kind: 'choice', better: 'a', worse: 'b', even: false }));
    const far = overall(many, { a: 4.9, b: 4.8 });
    expect(far['a']).toBeLessThanOrEqual(5);
    const mixed: readonly Judgement[] = [{ kind: 'kept', of: 'a' }, { kind: 'choice', better: 'b', worse: 'a', even: false }, { kind: 'undone', of: 'c' }, { kind: 'corrected', better: 'c', worse: 'b' }];
    const [one, other] = [overall(mixed, { a: 3, b: 2, c: 4 }), overall(mixed.toReversed(), { a: 3, b: 2, c: 4 })];
    for (const key of ['a', 'b', 'c']) expect(one[key]).toBeCloseTo(other[key] ?? 0, 5);
  });
});

it('a file of judgements is read by its schema, and counted by kind', () => {
  const own = { pictures: [{ key: 'a', path: '/p', sha256: 'a'.repeat(64), instruction: 'brighter', locale: 'en', settings: {} }], judgements: [{ kind: 'kept', of: 'a' }, { kind: 'stars', of: 'a', aesthetics: 4 }, { kind: 'kept', of: 'a' }] };
  expect(countsOf(ownSchema.parse(own).judgements)).toEqual({ kept: 2, stars: 1 });
  expect(() => ownSchema.parse({ ...own, judgements: [{ kind: 'stars', of: 'a', aesthetics: 9 }] })).toThrow();
});

describe('in a small world', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evoroom-own-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const world = smallWorld({ train: 40, test: 24 });
  const settings = settingsWith({ 'data.spoiled': 1, 'sft.batch': 64, 'sft.epochs': 30, 'rft.epochs': 12 });
  let training: Training, weights: Float32Array, data: TrainingData;
  const brighter = (): readonly Task[] => (['train', 'test'] as const).flatMap((split) => world.environment.tasks(split)).filter(({ instruction }) => instruction === 'make it brighter');

  beforeAll(async () => {
    const tf = await openTensors();
    data = await gather(world, world.environment.tasks('train'), settings, 1);
    training = { tf, world, data, settings, seed: 1, folder };
    weights = (await supervised(training, 'sft', data.decisions)).learner.weights;
  }, 240_000);

  const exposureFor = async (policy: Float32Array, task: Task): Promise<number> => {
    const [source] = await world.environment.reset([task]);
    const state = source as State;
    const patch = patchOf(state.settings, act(forward(policy, encode(first(state))), { by: 'mode' }));
    return Number(patch['Exposure2012'] ?? 0);
  };

  /** Somebody who finds the agent's brighter half a stop too bright. */
  async function correctionsOfSomebody(tasks: readonly Task[]): Promise<{ readonly room: OwnRoom; readonly judgements: readonly Judgement[] }> {
    const results = new Map<string, OwnResult>();
    for (const task of tasks) {
      const made = await exposureFor(weights, task);
      const [agent, user] = await world.environment.render([task, task], [{ Exposure2012: made }, { Exposure2012: made - 0.5 }], [0, 0]);
      for (const [key, state] of [[`${task.id}/agent`, agent], [`${task.id}/user`, user]] as const) if (state) results.set(key, { key, state, isHeldOut: false });
    }
    return { room: { results, environment: world.environment }, judgements: tasks.map(({ id }) => ({ kind: 'corrected', better: `${id}/user`, worse: `${id}/agent` })) };
  }

  it('sliders moved after the agent become demonstrations: its next results, on photos it did not see corrected too, come nearer to what the user wants', async () => {
    const [shown, unseen] = [brighter().filter(({ split }) => split === 'train'), brighter().filter(({ split }) => split === 'test')];
    const { room, judgements } = await correctionsOfSomebody(shown);
    const wanted = new Map<string, number>();
    for (const task of unseen) wanted.set(task.id, (await exposureFor(weights, task)) - 0.5);
    const decisions = await correctionsOf(room, judgements, weights);
    // From the photo and from the agent's result, a move and an end each.
    expect(decisions).toHaveLength(4 * shown.length);
    const fitted = await corrected(training, 'own', weights, decisions);
    expect(decisionsLoss(training.tf, fitted.learner.weights, decisions).value).toBeLessThan(decisionsLoss(training.tf, weights, decisions).value);
    let [before, after] = [0, 0];
    for (const task of unseen) {
      before += 0.5 / unseen.length;
      after += Math.abs((await exposureFor(fitted.learner.weights, task)) - (wanted.get(task.id) ?? 0)) / unseen.length;
    }
    expect(after).toBeLessThan(0.75 * before);
    // Whoever wants something else gets it as before, more or less.
    const others = world.environment.tasks('test').filter(({ instruction }) => instruction === 'warmer please');
    const shift = async (task: Task): Promise<number> => Math.abs((await exposureFor(fitted.learner.weights, task)) - (await exposureFor(weights, task)));
    for (const task of others) expect(await shift(task)).toBeLessThan(0.25);
  }, 120_000);

  it('a correction with what no tool of the policy does teaches nothing, nor do results that are gone', async () => {
    const [task] = brighter() as readonly [Task];
    const [agent, user] = await world.environment.render([task, task], [{ Exposure2012: 1 }, { Exposure2012: 1, CropAngle: 3, HasCrop: true }], [0, 0]);
    const results = new Map([['agent', agent], ['user', user]].map(([key, state]) => [key as string, { key: key as string, state: state as State, isHeldOut: false }]));
    const room: OwnRoom = { results, environment: world.environment };
    // From the photo there is the exposure to set; from the agent's result only an end.
    expect(await correctionsOf(room, [{ kind: 'corrected', better: 'user', worse: 'agent' }], weights)).toHaveLength(2);
    expect(await correctionsOf(room, [{ kind: 'corrected', better: 'gone', worse: 'agent' }], weights)).toEqual([]);
    expect(await correctionsOf(room, [{ kind: 'kept', of: 'agent' }], weights)).toEqual([]);
  });

  it('blind choices teach the evaluator an order that it did not have, on results that nobody chose between, too', async () => {
    // This user likes it darker than anybody: of two results the darker one.
    const results = new Map<string, OwnResult>();
    const judgements: Judgement[] = [];
    for (const task of (['train', 'test'] as const).flatMap((split) => world.environment.tasks(split))) {
      const [bright, dark] = await world.environment.render([task, task], [{ Exposure2012: 0.3 }, { Exposure2012: -0.3 }], [0, 0]);
      for (const [key, state] of [[`${task.id}/bright`, bright], [`${task.id}/dark`, dark]] as const) if (state) results.set(key, { key, state, isHeldOut: task.split === 'test' });
      judgements.push({ kind: 'choice', better: `${task.id}/dark`, worse: `${task.id}/bright`, even: false });
    }
    const [learned, keptOut] = [judgements.slice(0, 40), judgements.slice(40)];
    const before = ownStanding(keptOut, results, weights).choices;
    const scores = scoresOf(learned, (key) => { const result = results.get(key); return result && expectationOf(weights, result); });
    const rated = asRated(scores, results, 400);
    const own = weights.slice(), moments = freshMoments(own.length);
    for (let k = 0; k < 80; k++) {
      const prng = prngOf(1, 'choices', k);
      adam(own, alignmentGradient(training.tf, own, Array.from({ length: 32 }, () => rated[prng.below(rated.length)] as (typeof rated)[number]), { group: 16, sigma: 0.5, epsilon: 0 }, prng).gradient, moments, { rate: 0.003, most: 1 });
    }
    const after = ownStanding(keptOut, results, own).choices;
    expect(before?.count).toBe(24);
    expect(after?.share ?? 0).toBeGreaterThan((before?.share ?? 1) + 0.2);
    expect(after?.share ?? 0).toBeGreaterThan(0.8);
  }, 120_000);

  it('what is said is said again by its weight, until it is half of all and no more than 40 times', async () => {
    const [task] = brighter() as readonly [Task];
    const [state] = await world.environment.reset([task]);
    const results = new Map(['a', 'b'].map((key): readonly [string, OwnResult] => [key, { key, state: state as State, isHeldOut: false }]));
    const score = (key: string, weight: number) => ({ key, aesthetics: 3, instruction: 3, weight });
    expect(asRated([score('a', 1), score('b', 1)], results, 60)).toHaveLength(60);
    expect(asRated([score('a', 1), score('b', 0.25)], results, 10_000)).toHaveLength(50);
    expect(asRated([], results, 100)).toEqual([]);
  });

  it('few judgements tell nothing of an evaluator', () => {
    expect(ownStanding([{ kind: 'choice', better: 'a', worse: 'b', even: false }], new Map(), weights)).toEqual({});
  });
});
