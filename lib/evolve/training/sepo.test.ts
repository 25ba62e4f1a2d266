import { beforeAll, describe, expect, it } from 'vitest';
import { act, expected, logsOf } from '../policy/act';
import { encode } from '../policy/features';
import { forward, thinking } from '../policy/forward';
import { freshWeights, PARTS } from '../policy/layout';
import type { Tensors } from '../policy/network';
import { FINISH, toolsOf } from '../policy/moves';
import { prngOf } from '../prng';
import { adam, freshMoments } from './adam';
import { alignmentGradient } from './alignment';
import { divergenceOf } from './divergence';
import { gather, type TrainingData } from './data';
import { grpoGradient, grpoLoss, rowsOf } from './grpo';
import { gradientOf } from './learner';
import { advantages, alignmentReward, formatReward, pairwiseRewards, toolReward } from './rewards';
import { first, rollOut, type Trajectory } from './rollouts';
import { settingsWith, TRAINING } from './settings';
import { decisionsLoss } from './sft';
import { atTemperature } from './temperature';
import { openTensors } from './tensors';
import { smallWorld } from './testing';

describe('temperature', () => {
  it('leaves what is likeliest and the scores, and brings samples nearer to it', async () => {
    const weights = freshWeights(3), cooled = atTemperature(weights, 0.5);
    const { environment } = smallWorld();
    const [state] = await environment.reset(environment.tasks('train').slice(0, 1));
    const input = encode(first(state!));
    const [hot, cool] = [forward(weights, input), forward(cooled, input)];
    expect(act(cool, { by: 'mode' })).toEqual(act(hot, { by: 'mode' }));
    expect(expected(cool)).toEqual(expected(hot));
    const spread = (outputs: typeof hot): number => { const prng = prngOf(2, 'spread'); const picks = Array.from({ length: 600 }, () => act(outputs, { by: 'sampling', prng }).choice); return new Set(picks).size + picks.filter((choice) => choice !== act(hot, { by: 'mode' }).choice).length; };
    expect(spread(cool)).toBeLessThan(spread(hot));
    expect(atTemperature(weights, 1)).toEqual(weights);
  });
});

describe('rewards, to the letter', () => {
  it('R_pp is the win rate in the group', () => {
    expect(pairwiseRewards([4.3, 3.4, 2.6, 1.2]).map((value) => Math.round(value * 100) / 100)).toEqual([1, 0.67, 0.33, 0]);
  });
  it('a tie is no win for either', () => {
    expect(pairwiseRewards([3, 3, 2])).toEqual([0.5, 0.5, 0]);
  });
  it('R_sa falls with the distance from what people said', () => {
    expect(alignmentReward(4, 4, 0.5, 0)).toBe(1);
    expect(alignmentReward(3, 4, 0.5, 0)).toBeCloseTo(Math.exp(-1), 12);
    expect(alignmentReward(3, 4, 0.5, 0.1) - alignmentReward(3, 4, 0.5, 0)).toBeCloseTo(0.1, 12);
  });
  it('R_format wants an end, a tool in each call and no move twice', () => {
    const [end, light, empty] = [{ choice: FINISH, tools: [] }, { choice: 1, tools: [3] }, { choice: 0, tools: [] }];
    expect(formatReward([light, end])).toBe(1);
    expect(formatReward([end])).toBe(1);
    expect(formatReward([light, light])).toBe(0.25);
    expect(formatReward([light, empty, end])).toBe(0.75);
  });
  it('R_tool is the F1 of the tools that were moved', () => {
    expect(toolReward(new Set([1, 2]), new Set([2, 3]))).toBe(0.5);
    expect(toolReward(new Set(), new Set())).toBe(1);
    expect(toolReward(new Set([1]), new Set())).toBe(0);
  });
  it('advantages have mean 0 and standard deviation 1 in a group, and a group of equals teaches nothing', () => {
    const list = advantages([3, 1, 2, 2]);
    expect(list.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12);
    expect(Math.sqrt(list.reduce((sum, value) => sum + value * value, 0) / 4)).toBeCloseTo(1, 12);
    expect(advantages([2, 2, 2])).toEqual([0, 0, 0]);
  });
  it('every setting has a meaning and a default within its range; others are refused', () => {
    for (const { value, least, most, meaning } of Object.values(TRAINING)) { expect(value).toBeGreaterThanOrEqual(least); expect(value).toBeLessThanOrEqual(most); expect(meaning).not.toBe(''); }
    expect(() => settingsWith({ 'sepo.gruop': 4 })).toThrow('Expected a training setting');
    expect(() => settingsWith({ 'sepo.group': 1 })).toThrow('between');
  });
});

describe('GRPO with selective loss masking', () => {
  const settings = settingsWith({ 'data.spoiled': 1 });
  const world = smallWorld({ train: 8, test: 4 });
  let tf: Tensors;
  let data: TrainingData;
  let weights: Float32Array;
  let trajectories: readonly Trajectory[];
  const worth = [1.2, -0.4, 0.6, -1.4, 0.3, -0.3];

  beforeAll(async () => {
    tf = await openTensors();
    data = await gather(world, world.environment.tasks('train'), settings, 1);
    weights = freshWeights(2);
    const starts = data.experts.slice(0, 6).map(({ source }) => first(source));
    trajectories = await rollOut(world.environment, thinking(weights), starts, (index) => ({ by: 'sampling', prng: prngOf(4, index) }));
  }, 60_000);

  const normOf = (gradient: Float32Array, head: 'trunk' | 'editor' | 'evaluator'): number => Math.sqrt(PARTS.filter((part) => part.head === head).reduce((sum, { offset, size }) => sum + gradient.subarray(offset, offset + size).reduce((s, g) => s + g * g, 0), 0));

  it('the score head gets no gradient from loop 1: exactly none with the mask, some without', () => {
    const masked = grpoGradient(tf, weights, rowsOf(trajectories, worth, thinking(weights), thinking(weights), true), { clip: 0.2, kl: 0.02, masking: true }).gradient;
    const open = grpoGradient(tf, weights, rowsOf(trajectories, worth, thinking(weights), thinking(weights), false), { clip: 0.2, kl: 0.02, masking: false }).gradient;
    expect(normOf(masked, 'evaluator')).toBe(0);
    expect(normOf(open, 'evaluator')).toBeGreaterThan(1e-4);
    expect(normOf(masked, 'editor')).toBeGreaterThan(1e-4);
  });

  it('with the mask an update of loop 1 leaves every weight of the score head as it is, to the bit', () => {
    const own = weights.slice();
    const moments = freshMoments(own.length);
    for (let pass = 0; pass < 2; pass++) adam(own, grpoGradient(tf, own, rowsOf(trajectories, worth, thinking(weights), thinking(weights), true), { clip: 0.2, kl: 0.02, masking: true }).gradient, moments, { rate: 0.01, most: 1 });
    for (const { offset, size, head, name } of PARTS) {
      const same = own.subarray(offset, offset + size).every((value, i) => value === weights[offset + i]);
      expect(same, name).toBe(head === 'evaluator');
    }
  });

  it('without the mask an update makes winners write higher scores', () => {
    const scores = trajectories.map(({ self }) => self);
    const byScore = advantages(pairwiseRewards(scores));
    const own = weights.slice();
    const moments = freshMoments(own.length);
    const mean = (vector: Float32Array): number => trajectories.reduce((sum, { last }) => sum + expectedOf(vector, last), 0) / trajectories.length;
    for (let pass = 0; pass < 12; pass++) adam(own, grpoGradient(tf, own, rowsOf(trajectories, byScore, thinking(weights), thinking(weights), false), { clip: 0.5, kl: 0, masking: false }).gradient, moments, { rate: 0.003, most: 1 });
    expect(mean(own)).toBeGreaterThan(mean(weights) + 0.1);
  });

  it('on the policy that sampled, the loss is −mean of advantages per output and KL to itself is nothing', () => {
    const rows = rowsOf(trajectories, worth, thinking(weights), thinking(weights), true);
    const { value } = grpoGradient(tf, weights, rows, { clip: 0.2, kl: 1, masking: true });
    const wanted = -rows.reduce((sum, { terms }) => sum + Object.values(terms).reduce((s, { weight, advantage }) => s + weight * advantage, 0), 0);
    expect(value).toBeCloseTo(wanted, 3);
  });

  it('the gradient is the slope of the loss: central differences agree', () => {
    const rows = rowsOf(trajectories, worth, thinking(weights), thinking(freshWeights(5)), false);
    const options = { clip: 0.2, kl: 0.05, masking: false };
    const { gradient } = grpoGradient(tf, weights, rows, options);
    const at = (vector: Float32Array): number => gradientOf(tf, vector, rows.map(({ input }) => input), (_, outputs) => grpoLoss(tf, outputs, rows, options)).value;
    // Along the gradient and along a random direction, since single numbers drown in rounding.
    const prng = prngOf(9, 'direction');
    const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
    for (const direction of [gradient.map((g) => g / norm), gradient.map((g) => (Math.abs(g) > 0 ? Math.sign(prng.next() - 0.5) * Math.abs(g) : 0) / norm)]) {
      const h = 2e-3;
      const slope = (at(weights.map((w, i) => w + h * (direction[i] ?? 0))) - at(weights.map((w, i) => w - h * (direction[i] ?? 0)))) / (2 * h);
      const wanted = gradient.reduce((sum, g, i) => sum + g * (direction[i] ?? 0), 0);
      expect(slope).toBeCloseTo(wanted, 1.5);
    }
  });

  it('KL from the reference is exact: the mean of log π − log π_ref over samples comes to it, and the tensors say the same', () => {
    const other = freshWeights(5);
    const { input } = trajectories[0]!.decisions[0]!;
    const [own, held] = [forward(weights, input), forward(other, input)];
    const prng = prngOf(12, 'kl');
    const samples = Array.from({ length: 40_000 }, () => act(own, { by: 'sampling', prng }));
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const gaps = samples.map((action) => { const [a, b] = [logsOf(own, action), logsOf(held, action)]; return { choice: a.choice - b.choice, tools: a.tools - b.tools, amounts: a.amounts - b.amounts }; });
    const exact = samples.map(({ choice, tools }) => divergenceOf(own, held, toolsOf(choice), tools));
    for (const name of ['choice', 'tools', 'amounts'] as const) expect(mean(gaps.map((gap) => gap[name])), name).toBeCloseTo(mean(exact.map((one) => one[name])), 1);

    const rows = rowsOf(trajectories, worth, thinking(weights), thinking(other), true);
    const value = (kl: number): number => grpoGradient(tf, weights, rows, { clip: 0.2, kl, masking: true }).value;
    const wanted = rows.reduce((sum, { action, terms, own: said, held: kept }) => { const parts = divergenceOf(said, kept, toolsOf(action.choice), action.tools); return sum + (['choice', 'tools', 'amounts'] as const).reduce((s, name) => s + terms[name].weight * parts[name], 0); }, 0);
    expect(value(1) - value(0)).toBeCloseTo(wanted, 3);
  });

  it('a clipped ratio earns no more: updates of the same rollouts stop pulling beyond ε', () => {
    const rows = rowsOf(trajectories, worth, thinking(weights), thinking(weights), true);
    // As if the sampling policy had found every output half as likely, and all of them were good.
    const far = rows.map((row) => ({ ...row, terms: Object.fromEntries(Object.entries(row.terms).map(([name, term]) => [name, { ...term, old: term.old - Math.LN2, advantage: 1 }])) as typeof row.terms }));
    expect(Math.sqrt(grpoGradient(tf, weights, far, { clip: 0.2, kl: 0, masking: true }).gradient.reduce((sum, g) => sum + g * g, 0))).toBe(0);
  });

  it('loop 2 brings scores nearer to what people said', () => {
    const own = weights.slice();
    const moments = freshMoments(own.length);
    const rated = data.rated.slice(0, 16);
    const options = { group: 16, sigma: 0.5, epsilon: 0 };
    const before = alignmentGradient(tf, own, rated, options, prngOf(1, 'before')).error;
    for (let k = 0; k < 30; k++) adam(own, alignmentGradient(tf, own, rated, options, prngOf(1, k)).gradient, moments, { rate: 0.003, most: 1 });
    expect(alignmentGradient(tf, own, rated, options, prngOf(1, 'after')).error).toBeLessThan(0.6 * before);
  });

  it('likelihood rises on what is demonstrated', () => {
    const own = weights.slice();
    const moments = freshMoments(own.length);
    const some = data.decisions.slice(0, 24);
    const before = decisionsLoss(tf, own, some).value;
    for (let k = 0; k < 15; k++) adam(own, decisionsLoss(tf, own, some).gradient, moments, { rate: 0.003, most: 1 });
    expect(decisionsLoss(tf, own, some).value).toBeLessThan(before - 1);
  });

  const expectedOf = (vector: Float32Array, input: Trajectory['last']): number => {
    const { aesthetics } = forward(vector, input);
    const most = Math.max(...aesthetics);
    const weightsOf = [...aesthetics].map((logit) => Math.exp(logit - most));
    const sum = weightsOf.reduce((a, b) => a + b, 0);
    return weightsOf.reduce((total, weight, index) => total + ((1 + index * 0.25) * weight) / sum, 0);
  };
});
