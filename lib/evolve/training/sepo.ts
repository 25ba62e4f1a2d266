/** Synergistic editor–evaluator policy optimisation: a round is loop 1 (the editor, by GRPO) and loop 2 (the evaluator, by score alignment). */
import { setImmediate as breath } from 'node:timers/promises';
import { batchThinking, type Tensors } from '../policy/network';
import { PARAMETERS, PARTS } from '../policy/layout';
import { encode } from '../policy/features';
import { prngOf, shuffled } from '../prng';
import type { Ratings } from '../types';
import type { DevelopSettings } from '@/lib/develop/types';
import { adam, freshMoments, type Moments } from './adam';
import { alignmentGradient } from './alignment';
import { movedTools, type Expert, type Rated } from './data';
import { grpoGradient, meanKl, rowsOf } from './grpo';
import { advantages, formatReward, pairwiseRewards, toolReward } from './rewards';
import { evaluated, first, rollOut, type Trajectory } from './rollouts';
import type { TrainingSettings } from './settings';
import type { World } from './world';

/** The paper's ablations: what is left out. */
export type Ablation = { readonly masking: boolean; readonly evaluatorLoop: boolean };
export const FULL: Ablation = { masking: true, evaluatorLoop: true };

/** A pair of one group, the better made after the worse: what a tutor makes a lesson of. Scores are the policy's own. */
export type Contrast = { readonly task: string; readonly round: number; readonly bad: DevelopSettings; readonly good: DevelopSettings; readonly badScore: number; readonly goodScore: number };

/** A result that was shown to annotators during SEPO. */
export type Shown = { readonly task: string; readonly settings: DevelopSettings; readonly ratings: Ratings };

/** Means of a round's trajectories. `judged` and `people` are watched, never learned from here. */
export type Point = { readonly round: number; readonly reward: number; readonly format: number; readonly tool: number; readonly self: number; readonly judged: number; readonly people: number; readonly kl: number; readonly moves: number; readonly alignment: number; readonly error: number; /** How often, of two trajectories of a group that people put apart, the self-score agrees with them. */ readonly agreement: number };

/** All that SEPO carries from round to round. Optimisers are apart, so that one loop's momentum moves nothing in the other. */
export type SepoState = {
  round: number;
  readonly weights: Float32Array;
  /** Their running mean over rounds: what SEPO hands on. */
  readonly average: Float32Array;
  readonly editor: Moments;
  readonly evaluator: Moments;
  shown: readonly Shown[];
  contrasts: readonly Contrast[];
  curve: readonly Point[];
};

export const freshSepo = (weights: Float32Array): SepoState => ({ round: 0, weights: weights.slice(), average: weights.slice(), editor: freshMoments(PARAMETERS), evaluator: freshMoments(PARAMETERS), shown: [], contrasts: [], curve: [] });

export type SepoContext = { readonly tf: Tensors; readonly world: World; readonly experts: readonly Expert[]; readonly rated: readonly Rated[]; readonly reference: Float32Array; readonly settings: TrainingSettings; readonly seed: number; readonly ablation: Ablation };

/** Ratings made during SEPO that stay in use. */
const KEPT = 1024;

/** The tasks of a round: cards of a deck that is shuffled anew when it is used up. */
export function tasksOfRound(experts: readonly Expert[], round: number, count: number, seed: number): readonly Expert[] {
  return Array.from({ length: count }, (_, k) => {
    const at = round * count + k;
    const deck = shuffled(experts, prngOf(seed, 'deck', Math.floor(at / experts.length)));
    return deck[at % experts.length] as Expert;
  });
}

const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);

type Group = { readonly expert: Expert; readonly trajectories: readonly Trajectory[]; readonly rewards: readonly number[]; readonly formats: readonly number[]; readonly tools: readonly number[] };

function rewarded(expert: Expert, trajectories: readonly Trajectory[], settings: TrainingSettings): Group {
  const formats = trajectories.map(({ decisions }) => formatReward(decisions.map(({ action }) => action)));
  const tools = trajectories.map(({ result }) => toolReward(movedTools(expert.source.settings, result.settings), expert.tools));
  const wins = pairwiseRewards(trajectories.map(({ self }) => self));
  const rewards = trajectories.map((_, i) => settings['reward.format'] * (formats[i] ?? 0) + settings['reward.tool'] * (tools[i] ?? 0) + settings['reward.pairwise'] * (wins[i] ?? 0));
  return { expert, trajectories, rewards, formats, tools };
}

/** The best trajectory of a group and the worst made before it, where they are far enough apart. */
function contrastOf({ expert, trajectories }: Group, round: number, margin: number): Contrast | undefined {
  let best: { readonly i: number; readonly j: number; readonly gap: number } | undefined;
  trajectories.forEach((later, i) => trajectories.slice(0, i).forEach((earlier, j) => {
    const gap = later.expected - earlier.expected;
    if (gap >= margin && gap > (best?.gap ?? 0)) best = { i, j, gap };
  }));
  const [good, bad] = [best && trajectories[best.i], best && trajectories[best.j]];
  return good && bad ? { task: expert.task.id, round, bad: bad.result.settings, good: good.result.settings, badScore: bad.expected, goodScore: good.expected } : undefined;
}

export async function sepoRound(context: SepoContext, state: SepoState, pool: Rated[]): Promise<void> {
  const { tf, world, experts, rated, reference, settings, seed, ablation } = context;
  const { round, weights } = state;
  const size = settings['sepo.group'];
  const chosen = tasksOfRound(experts, round, settings['sepo.tasks'], seed);
  const starts = chosen.flatMap(({ source }) => Array.from({ length: size }, () => first(source)));
  const trajectories = await rollOut(world.environment, batchThinking(tf, weights), starts, (index) => ({ by: 'sampling', prng: prngOf(seed, 'rollout', round, index) }), 'seeing', settings['reward.scores']);
  const groups = chosen.map((expert, index) => rewarded(expert, trajectories.slice(index * size, (index + 1) * size), settings));

  // Loop 1.
  const rows = rowsOf(trajectories, groups.flatMap(({ rewards }) => advantages(rewards)), batchThinking(tf, weights), batchThinking(tf, reference), ablation.masking);
  for (let pass = 0; pass < settings['sepo.passes']; pass++) {
    const { gradient } = grpoGradient(tf, weights, rows, { clip: settings['sepo.clip'], kl: settings['sepo.kl'], masking: ablation.masking });
    adam(weights, gradient, state.editor, { rate: settings['sepo.rate'], most: settings['optimiser.norm'], epsilon: settings['sepo.damping'] });
    // Whoever renders for another variant is given more to do.
    await breath();
  }

  // Loop 2, on what people say of earlier results and of this round's.
  const prng = prngOf(seed, 'align', round);
  const people = trajectories.map(({ result }, index) => world.annotate(result, (chosen[Math.floor(index / size)] as Expert).result, `sepo/${round}/${index}`));
  let [alignment, error] = [0, 0];
  if (ablation.evaluatorLoop) {
    const fresh = shuffled([...trajectories.keys()], prng).slice(0, settings['align.fresh']);
    const shown = fresh.map((index): Rated & Shown => { const { result } = trajectories[index] as Trajectory; return { task: result.task.id, settings: result.settings, ratings: people[index] as Ratings, input: encode(evaluated(result)) }; });
    pool.push(...shown.map(({ input, ratings }) => ({ input, ratings })));
    pool.splice(0, Math.max(0, pool.length - KEPT));
    state.shown = [...state.shown, ...shown.map(({ task, settings: made, ratings }) => ({ task, settings: made, ratings }))].slice(-KEPT);
    for (let update = 0; update < settings['align.updates']; update++) {
      // As many of the policy's own results, newest ones among them, as of what was rated before.
      const samples = Array.from({ length: settings['align.samples'] }, (_, k) => {
        const among = k < shown.length / settings['align.updates'] ? shown : pool.length > 0 && prng.next() < 0.5 ? pool : rated;
        return among[prng.below(among.length)] as Rated;
      });
      const aligned = alignmentGradient(tf, weights, samples, { group: settings['align.group'], sigma: settings['align.sigma'], epsilon: settings['align.epsilon'] }, prng);
      if (settings['align.trunk'] === 0) for (const { head, offset, size: count } of PARTS) if (head !== 'evaluator') aligned.gradient.fill(0, offset, offset + count);
      adam(weights, aligned.gradient, state.evaluator, { rate: settings['align.rate'], most: settings['optimiser.norm'] });
      if (update === 0) [alignment, error] = [aligned.reward, aligned.error];
    }
  }

  const decay = settings['sepo.average'];
  for (let i = 0; i < weights.length; i++) state.average[i] = decay * (state.average[i] ?? 0) + (1 - decay) * (weights[i] ?? 0);

  const judged = trajectories.map(({ result, start }) => { const { sc, pq } = world.judge.judge(result.task, start.state, result); return Math.sqrt(sc * pq); });
  state.contrasts = [...state.contrasts, ...groups.flatMap((group) => contrastOf(group, round, settings['reflect.margin']) ?? [])];
  state.curve = [...state.curve, {
    round, reward: mean(groups.flatMap(({ rewards }) => rewards)), format: mean(groups.flatMap(({ formats }) => formats)), tool: mean(groups.flatMap(({ tools }) => tools)),
    self: mean(trajectories.map(({ expected }) => expected)), judged: mean(judged), people: mean(people.map(({ aesthetics, instruction }) => (aesthetics + instruction) / 2)),
    kl: meanKl(rows), moves: mean(trajectories.map(({ decisions }) => decisions.length - 1)), alignment, error, agreement: agreementOf(groups, people, size),
  }];
  state.round = round + 1;
}

const APART = 0.25;

/** Of all pairs of a group that people put at least a quarter point apart, the share that the self-score orders as they do. */
function agreementOf(groups: readonly Group[], people: readonly Ratings[], size: number): number {
  let [agreed, pairs] = [0, 0];
  groups.forEach(({ trajectories }, g) => trajectories.forEach((a, i) => trajectories.slice(0, i).forEach((b, j) => {
    const [one, other] = [people[g * size + i], people[g * size + j]];
    const gap = one && other ? one.aesthetics + one.instruction - other.aesthetics - other.instruction : 0;
    if (Math.abs(gap) < 2 * APART) return;
    pairs++;
    if (Math.sign(gap) === Math.sign(a.expected - b.expected)) agreed++;
  })));
  return pairs === 0 ? 0.5 : agreed / pairs;
}

/** The ratings of a state that was read from a checkpoint, rendered again. */
export async function poolOf({ world, experts }: Pick<SepoContext, 'world' | 'experts'>, shown: readonly Shown[]): Promise<Rated[]> {
  const tasks = new Map(experts.map(({ task }) => [task.id, task]));
  const rows = shown.flatMap((row) => { const task = tasks.get(row.task); return task ? [{ ...row, task }] : []; });
  const states = await world.environment.render(rows.map(({ task }) => task), rows.map(({ settings }) => settings), rows.map(() => 0));
  return rows.flatMap(({ ratings }, index) => { const state = states[index]; return state ? [{ input: encode(evaluated(state)), ratings }] : []; });
}
