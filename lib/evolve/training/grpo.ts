/**
 * Group relative policy optimisation (Shao et al. 2024, DeepSeekMath, eq. 3) over a trajectory's outputs: in place of tokens, each decision
 * has three outputs (the choice, which tools, how far), and the trajectory ends with two (its scores).
 *
 *   L = −1/Σᵢ|oᵢ| Σᵢ Σₜ m_{i,t} { min(ρ Aᵢ, clip(ρ, 1−ε, 1+ε) Aᵢ) − β KL },  ρ = π(o_{i,t}) / π_old(o_{i,t})
 *   KL of each output is exact: see `divergence.ts`.
 *
 * Outputs are averaged over the batch, not over each trajectory first (as DAPO does, Yu et al. 2025): with 1/|oᵢ| every output of a short
 * trajectory weighs more than one of a long one, and the policy learns to stop early.
 *
 * m is the mask of selective loss masking: 0 on scores, so that what earned the reward is not what learns from it.
 */
import type * as Core from '@tensorflow/tfjs-core';
import { logsOf, type Action, type SelfScore } from '../policy/act';
import type { Input } from '../policy/features';
import { FINISH, toolsOf } from '../policy/moves';
import { logSoftmax as plainLogSoftmax } from '../policy/distribution';
import type { Outputs, Think } from '../policy/forward';
import type { BatchOutputs, Tensors } from '../policy/network';
import { divergenceOf, divergences } from './divergence';
import { actionLogs, scoreLogs, targetsOf } from './likelihood';
import { gradientOf } from './learner';
import type { Trajectory } from './rollouts';

export type GrpoOptions = { readonly clip: number; readonly kl: number; /** Selective loss masking. */ readonly masking: boolean };

/** log-probability of one output under the policy that sampled it, its advantage, its share of the loss (m / Σ|oᵢ|). */
type Term = { readonly old: number; readonly advantage: number; readonly weight: number };

/** A row of the batch: a decision, or the end of a trajectory with its scores. `own` and `held` are what the policy that sampled it and the reference say. */
export type GrpoRow = { readonly input: Input; readonly action: Action; readonly scores: SelfScore; readonly own: Outputs; readonly held: Outputs; readonly terms: Readonly<Record<Output, Term>> };

const OUTPUTS = ['choice', 'tools', 'amounts', 'aesthetics', 'instruction'] as const;
type Output = (typeof OUTPUTS)[number];

const NONE: Term = { old: 0, advantage: 0, weight: 0 };
const UNSCORED: SelfScore = { aesthetics: [], instruction: [] };
const END: Action = { choice: FINISH, tools: [], amounts: [] };

const meanLog = (logits: Float32Array, picked: readonly number[]): number => { const logs = plainLogSoftmax(logits); return picked.reduce((sum, index) => sum + (logs[index] ?? 0), 0) / Math.max(1, picked.length); };

/** Rows of sampled trajectories, measured before the update. `policy` sampled them; `reference` is what it is held to. */
export function rowsOf(trajectories: readonly Trajectory[], advantages: readonly number[], policy: Think, reference: Think, masking: boolean): readonly GrpoRow[] {
  const weight = 1 / trajectories.reduce((total, { decisions }) => total + decisions.reduce((sum, { action }) => sum + (action.choice === FINISH ? 1 : action.tools.length === 0 ? 2 : 3), 0) + 2, 0);
  const inputs = trajectories.flatMap(({ decisions, last }) => [...decisions.map(({ input }) => input), last]);
  const [owns, helds] = [policy(inputs), reference(inputs)];
  let at = 0;
  const next = (): { readonly own: Outputs; readonly held: Outputs } => { const pair = { own: owns[at] as Outputs, held: helds[at] as Outputs }; at++; return pair; };
  return trajectories.flatMap(({ decisions, last, score }, index) => {
    const advantage = advantages[index] ?? 0;
    const rows = decisions.map(({ input, action }): GrpoRow => {
      const { own, held } = next();
      const old = logsOf(own, action);
      const term = (name: 'choice' | 'tools' | 'amounts', present: boolean): Term => (present ? { old: old[name], advantage, weight } : NONE);
      const call = action.choice !== FINISH;
      return { input, action, scores: UNSCORED, own, held, terms: { choice: term('choice', true), tools: term('tools', call), amounts: term('amounts', call && action.tools.length > 0), aesthetics: NONE, instruction: NONE } };
    });
    const { own, held } = next();
    const term = (name: 'aesthetics' | 'instruction'): Term => ({ old: meanLog(own[name], score[name]), advantage, weight: masking ? 0 : weight });
    return [...rows, { input: last, action: END, scores: score, own, held, terms: { choice: NONE, tools: NONE, amounts: NONE, aesthetics: term('aesthetics'), instruction: term('instruction') } }];
  });
}

/** The loss on what the network says now. */
export function grpoLoss(tf: Tensors, outputs: BatchOutputs, rows: readonly GrpoRow[], { clip, kl }: GrpoOptions): Core.Scalar {
  const targets = targetsOf(tf, rows.map(({ action }) => action));
  const divergence = divergences(tf, outputs, rows.map(({ held }) => held), targets);
  const actions = actionLogs(tf, outputs, targets);
  const logsOfOutput = (name: Output): Core.Tensor1D => (name === 'aesthetics' || name === 'instruction' ? scoreLogs(tf, outputs[name], rows.map(({ scores }) => scores[name])) : actions[name]);
  // What is masked in every row is not looked at: its gradient is exactly nothing.
  return tf.addN(OUTPUTS.filter((name) => rows.some(({ terms }) => terms[name].weight !== 0)).map((name) => {
    const column = (key: keyof Term): Core.Tensor1D => tf.tensor1d(rows.map(({ terms }) => terms[name][key]));
    const [weight, advantage] = [column('weight'), column('advantage')];
    const present = tf.tensor1d(rows.map(({ terms }) => (terms[name].weight === 0 ? 0 : 1)));
    // What is not there or masked has ratio 1 and no gradient: its weight is zero.
    const own = tf.mul(logsOfOutput(name), present);
    const ratio = tf.exp(tf.clipByValue(tf.sub(own, column('old')), -8, 8));
    const surrogate = tf.minimum(tf.mul(ratio, advantage), tf.mul(tf.clipByValue(ratio, 1 - clip, 1 + clip), advantage));
    return tf.sum(tf.mul(weight, tf.sub(tf.mul(divergence[name](), kl), surrogate)));
  })) as Core.Scalar;
}

export const grpoGradient = (tf: Tensors, weights: Float32Array, rows: readonly GrpoRow[], options: GrpoOptions): { readonly value: number; readonly gradient: Float32Array } =>
  gradientOf(tf, weights, rows.map(({ input }) => input), (_, outputs) => grpoLoss(tf, outputs, rows, options));

/** Mean KL of decisions from the reference, an output. */
export function meanKl(rows: readonly GrpoRow[]): number {
  const parts = rows.flatMap(({ action: { choice, tools }, own, held, terms }) => {
    const divergence = divergenceOf(own, held, toolsOf(choice), tools);
    return (['choice', 'tools', 'amounts'] as const).flatMap((name) => (terms[name].weight === 0 ? [] : [divergence[name]]));
  });
  return parts.reduce((sum, value) => sum + value, 0) / Math.max(1, parts.length);
}
