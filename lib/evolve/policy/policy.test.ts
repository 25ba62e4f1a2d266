import { describe, expect, it } from 'vitest';
import { applyPatch, numberOf } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import { prngOf } from '../prng';
import { smallWorld } from '../training/testing';
import { openTensors } from '../training/tensors';
import { act, logsOf, type Action } from './act';
import { draw, logBernoulli, logNormal, logSoftmax, logSlope, logSquashed, unsquashed } from './distribution';
import { encode, FEATURES } from './features';
import { thinking, type Outputs } from './forward';
import { freshWeights, PARAMETERS, SCORES } from './layout';
import { CHOICES, FINISH, FIRST, MOVES, patchFor, readTools, TOOLS } from './moves';
import { batchThinking } from './network';
import { gramsOf } from './text';

const outputsOf = (seed: number): Outputs => {
  const prng = prngOf(seed, 'outputs');
  const some = (count: number, scale = 1): Float32Array => Float32Array.from({ length: count }, () => scale * prng.normal());
  return { moves: some(CHOICES), tools: some(TOOLS.length), means: some(TOOLS.length, 0.5), spreads: some(TOOLS.length, 0.3).map((value) => value - 1), aesthetics: some(SCORES.length), instruction: some(SCORES.length) };
};

describe('the distributions are proper', () => {
  it('choices sum to one, and so do the tools of a move over all their subsets', () => {
    const { moves, tools } = outputsOf(1);
    expect(logSoftmax(moves).reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 10);
    const count = MOVES[1]?.tools.length ?? 0;
    let sum = 0;
    for (let subset = 0; subset < 2 ** count; subset++) sum += Math.exp(Array.from({ length: count }, (_, k) => logBernoulli(tools[(FIRST[1] ?? 0) + k] ?? 0, (subset >> k) % 2 === 1)).reduce((a, b) => a + b, 0));
    expect(sum).toBeCloseTo(1, 10);
  });

  it.each([[0, -1], [0.7, -0.4], [-1.2, -2]])('the density of a squashed amount integrates to one (mean %f, log spread %f)', (mean, spread) => {
    const steps = 40_000;
    let sum = 0;
    for (let k = 0; k < steps; k++) { const amount = -1 + (2 * (k + 0.5)) / steps; sum += Math.exp(logSquashed(Math.atanh(amount), mean, spread)) * (2 / steps); }
    expect(sum).toBeCloseTo(1, 3);
  });

  it('the slope of squashing is its derivative', () => {
    for (const u of [-3, -0.4, 0, 1.1, 2.5]) expect(logSlope(u)).toBeCloseTo(Math.log(1 - Math.tanh(u) ** 2), 8);
    expect(Number.isFinite(logSlope(40))).toBe(true);
  });

  it('what is sampled comes as often as its probability says', () => {
    const outputs = outputsOf(2);
    const prng = prngOf(5, 'sample');
    const count = 20_000;
    const actions = Array.from({ length: count }, () => act(outputs, { by: 'sampling', prng }));
    const logs = logSoftmax(outputs.moves);
    for (let choice = 0; choice < CHOICES; choice++) expect(actions.filter((action) => action.choice === choice).length / count).toBeCloseTo(Math.exp(logs[choice] ?? 0), 1.7);
    const light = actions.filter(({ choice }) => choice === 1);
    const [first = 0] = [FIRST[1]];
    const set = light.filter(({ tools }) => tools.includes(first));
    expect(set.length / light.length).toBeCloseTo(Math.exp(logBernoulli(outputs.tools[first] ?? 0, true)), 1.2);
    const amounts = set.map(({ tools, amounts: values }) => values[tools.indexOf(first)] ?? 0);
    expect(amounts.reduce((sum, value) => sum + value, 0) / amounts.length).toBeCloseTo(outputs.means[first] ?? 0, 1);
  });

  it('the entropy of samples is that of the distribution: −E[log p] agrees with it', () => {
    const outputs = outputsOf(3);
    const prng = prngOf(6, 'entropy');
    const count = 8000;
    const mean = Array.from({ length: count }, () => logSoftmax(outputs.moves)[draw(logSoftmax(outputs.moves), prng)] ?? 0).reduce((sum, value) => sum + value, 0) / count;
    const entropy = logSoftmax(outputs.moves).reduce((sum, log) => sum - Math.exp(log) * log, 0);
    expect(-mean).toBeCloseTo(entropy, 1);
  });

  it('the log-probability of a decision is the sum of its parts, and finishing has no tools', () => {
    const outputs = outputsOf(4);
    const action: Action = { choice: 0, tools: [0], amounts: [0.3] };
    expect(logsOf(outputs, action).amounts).toBeCloseTo(logNormal(0.3, outputs.means[0] ?? 0, outputs.spreads[0] ?? 0), 10);
    expect(logsOf(outputs, { choice: FINISH, tools: [], amounts: [] })).toMatchObject({ tools: 0, amounts: 0 });
  });

  it('the mode of a move always sets a tool', () => {
    for (let seed = 0; seed < 60; seed++) { const action = act(outputsOf(seed), { by: 'mode' }); if (action.choice !== FINISH) expect(action.tools.length).toBeGreaterThan(0); }
  });
});

describe('moves', () => {
  it('every slider and switch is a parameter that this engine renders', () => {
    for (const tool of TOOLS) if (tool.kind === 'slider' || tool.kind === 'switch') expect(toolOf(tool.name), tool.name).toMatchObject({ rendered: true });
  });

  it('what is written is read back, to the roundness of sliders', () => {
    const prng = prngOf(8, 'write');
    for (const [index, tool] of TOOLS.entries()) {
      const value = tool.kind === 'switch' ? 1 : Math.min(tool.most, Math.max(tool.least, tool.scale * Math.tanh(0.5 * prng.normal()))) / tool.scale;
      const read = readTools(applyPatch({}, patchFor({}, [{ tool: index, value }])))[index];
      // A wheel's hue is whole degrees and its strength whole points.
      expect(read, tool.id).toBeCloseTo(value, tool.kind === 'wheel' || tool.scale >= 10 ? 1.5 : 1.6);
    }
  });

  it('untouched settings read as zeros', () => {
    expect([...readTools({})].every((value) => value === 0)).toBe(true);
  });

  it('a wheel keeps its other coordinate when one is moved', () => {
    const [x, y] = [TOOLS.findIndex(({ id }) => id === 'shadows.x'), TOOLS.findIndex(({ id }) => id === 'shadows.y')];
    const settings = applyPatch({}, patchFor({}, [{ tool: x, value: 0.4 }, { tool: y, value: -0.3 }]));
    const moved = applyPatch(settings, patchFor(settings, [{ tool: x, value: 0.1 }]));
    expect(readTools(moved)[y]).toBeCloseTo(-0.3, 1);
    expect(numberOf(moved, 'SplitToningShadowSaturation')).toBeLessThan(numberOf(settings, 'SplitToningShadowSaturation'));
  });
});

describe('what the policy sees', () => {
  it('reads Chinese and English, and the same words always the same way', () => {
    expect(gramsOf('让天空更蓝')).toEqual(gramsOf('让天空更蓝'));
    expect(gramsOf('Warm and moody').length).toBeGreaterThan(10);
    expect([...gramsOf('更亮')].every((gram) => gramsOf('画面更亮一些').includes(gram))).toBe(true);
    expect(gramsOf('')).toHaveLength(0);
  });

  it('features are finite and as many as are named; a blind policy sees the source whatever it did', async () => {
    const { environment } = smallWorld();
    const [task] = environment.tasks('train');
    if (!task) throw new Error('no task');
    const [one, other] = await environment.render([task, task], [{ Exposure2012: 1 }, { Exposure2012: 1, Vibrance: 0 }], [1, 1]);
    const [source] = await environment.reset([task]);
    if (!one || !other || !source) throw new Error('no state');
    const seeing = encode({ state: one, attempt: 1, score: 0 });
    expect(seeing.features).toHaveLength(FEATURES.length);
    expect([...seeing.features, ...seeing.patches].every(Number.isFinite)).toBe(true);
    const blind = encode({ state: one, attempt: 1, score: 0 }, 'blind');
    const unseen = encode({ state: { ...one, evidence: one.source, view: one.sourceView }, attempt: 1, score: 0 });
    expect(blind).toEqual(unseen);
    expect(blind.features).not.toEqual(seeing.features);
  });
});

describe('the network', () => {
  it('says the same in plain loops and on tensors', async () => {
    const tf = await openTensors();
    const { environment } = smallWorld();
    const states = await environment.reset(environment.tasks('train').slice(0, 5));
    const weights = freshWeights(3);
    const inputs = states.map((state) => encode({ state, attempt: 1, score: 0 }));
    const [plain, batched] = [thinking(weights)(inputs), batchThinking(tf, weights)(inputs)];
    expect(batched).toHaveLength(inputs.length);
    for (const name of ['moves', 'tools', 'means', 'spreads', 'aesthetics', 'instruction'] as const)
      plain.forEach((outputs, row) => outputs[name].forEach((value, index) => expect(batched[row]?.[name][index]).toBeCloseTo(value, 4)));
    // Nothing that is said of one depends on what it was asked together with.
    const alone = inputs.flatMap((input) => batchThinking(tf, weights)([input]));
    expect(alone).toEqual(batched);
    expect(batchThinking(tf, weights)([])).toEqual([]);
  });

  it('is small, and the same seed gives the same weights', () => {
    expect(4 * PARAMETERS).toBeLessThan(1_000_000);
    expect(freshWeights(9)).toEqual(freshWeights(9));
    expect(freshWeights(9)).not.toEqual(freshWeights(10));
  });

  it('amounts at the end of a slider stay finite', () => {
    expect(Number.isFinite(unsquashed(1))).toBe(true);
  });
});
