/** The rewards of SEPO as published, each in 0…1. Pure. */
import type { Action } from '../policy/act';
import { FINISH } from '../policy/moves';

/**
 * R_format: half for ending the attempt by itself, half for calls in good form: at least one tool in each, no move made twice. (The paper
 * gives no formula; a network cannot write broken JSON, but it can do what a caller may not.)
 */
export function formatReward(actions: readonly Pick<Action, 'choice' | 'tools'>[]): number {
  const calls = actions.filter(({ choice }) => choice !== FINISH);
  const good = calls.filter(({ choice, tools }, index) => tools.length > 0 && calls.findIndex((other) => other.choice === choice) === index).length;
  return 0.5 * (actions.at(-1)?.choice === FINISH ? 1 : 0) + 0.5 * (calls.length === 0 ? 1 : good / calls.length);
}

/** R_tool: F1 of the tools that were moved against those that the expert moved; how far is left to R_pp. Nothing moved by either is 1. */
export function toolReward<Tool>(moved: ReadonlySet<Tool>, expert: ReadonlySet<Tool>): number {
  if (moved.size + expert.size === 0) return 1;
  const shared = [...moved].filter((tool) => expert.has(tool)).length;
  return (2 * shared) / (moved.size + expert.size);
}

/** R_pp(i) = 1/(G−1) · Σ_{j≠i} [s_i > s_j]. A tie is no win, for either. */
export const pairwiseRewards = (scores: readonly number[]): readonly number[] =>
  scores.map((own, i) => (scores.length < 2 ? 0 : scores.filter((other, j) => j !== i && own > other).length / (scores.length - 1)));

/** R_sa = exp(−½ · |s_pred − s_human| / σ) + ε. */
export const alignmentReward = (predicted: number, human: number, sigma: number, epsilon: number): number => Math.exp((-0.5 * Math.abs(predicted - human)) / sigma) + epsilon;

/** GRPO's advantages (Shao et al. 2024): (R − mean) / std over the group, std with n in the denominator. A group without differences teaches nothing. */
export function advantages(rewards: readonly number[]): readonly number[] {
  const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
  const std = Math.sqrt(rewards.reduce((sum, reward) => sum + (reward - mean) ** 2, 0) / rewards.length);
  return rewards.map((reward) => (std < 1e-6 ? 0 : (reward - mean) / std));
}
