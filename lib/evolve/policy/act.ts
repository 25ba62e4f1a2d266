/** Acting: from what the heads say to a choice, its tools, their amounts and, at the end, the self-score. */
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import type { Prng } from '../prng';
import { draw, expectation, likeliest, logBernoulli, logNormal, logSoftmax, sigmoid } from './distribution';
import type { Outputs } from './forward';
import { SCORES } from './layout';
import { FINISH, FIRST, MOVES, patchFor } from './moves';

/** One decision. `tools` are indices into TOOLS, `amounts` their values before squashing. */
export type Action = { readonly choice: number; readonly tools: readonly number[]; readonly amounts: readonly number[] };

/** log-probabilities of a decision's three outputs. Amounts are measured before squashing: the slope is the same for every policy and cancels in ratios and in KL. */
export type ActionLogs = { readonly choice: number; readonly tools: number; readonly amounts: number };

/** The self-score, asked for once or several times: indices into SCORES. */
export type SelfScore = { readonly aesthetics: readonly number[]; readonly instruction: readonly number[] };

/** How decisions are taken: sampled, or the likeliest of everything. */
export type Decide = { readonly by: 'sampling'; readonly prng: Prng } | { readonly by: 'mode' };

export function act(outputs: Outputs, decide: Decide): Action {
  const logs = logSoftmax(outputs.moves);
  const choice = decide.by === 'sampling' ? draw(logs, decide.prng) : likeliest(logs);
  if (choice === FINISH) return { choice, tools: [], amounts: [] };
  const [first, count] = [FIRST[choice] ?? 0, MOVES[choice]?.tools.length ?? 0];
  const range = Array.from({ length: count }, (_, index) => first + index);
  const set = (tool: number): boolean => { const p = sigmoid(outputs.tools[tool] ?? 0); return decide.by === 'sampling' ? decide.prng.next() < p : p > 0.5; };
  let tools = range.filter(set);
  // The mode of a move has at least its likeliest tool: a call that changes nothing is no call.
  if (tools.length === 0 && decide.by === 'mode') tools = [range.reduce((best, tool) => ((outputs.tools[tool] ?? 0) > (outputs.tools[best] ?? 0) ? tool : best), first)];
  const amounts = tools.map((tool) => (outputs.means[tool] ?? 0) + (decide.by === 'sampling' ? decide.prng.normal() * Math.exp(outputs.spreads[tool] ?? 0) : 0));
  return { choice, tools, amounts };
}

export function logsOf(outputs: Outputs, { choice, tools, amounts }: Action): ActionLogs {
  const first = FIRST[choice] ?? 0;
  let ofTools = 0;
  for (let index = 0; index < (MOVES[choice]?.tools.length ?? 0); index++) ofTools += logBernoulli(outputs.tools[first + index] ?? 0, tools.includes(first + index));
  const ofAmounts = tools.reduce((sum, tool, index) => sum + logNormal(amounts[index] ?? 0, outputs.means[tool] ?? 0, outputs.spreads[tool] ?? 0), 0);
  return { choice: logSoftmax(outputs.moves)[choice] ?? 0, tools: ofTools, amounts: ofAmounts };
}

/** The settings that a decision asks for. */
export const patchOf = (settings: DevelopSettings, { tools, amounts }: Action): SettingsPatch =>
  patchFor(settings, tools.map((tool, index) => ({ tool, value: Math.tanh(amounts[index] ?? 0) })));

export function score(outputs: Outputs, decide: Decide, times = 1): SelfScore {
  const pick = (logits: Float32Array): readonly number[] => { const logs = logSoftmax(logits); return decide.by === 'sampling' ? Array.from({ length: times }, () => draw(logs, decide.prng)) : [likeliest(logs)]; };
  return { aesthetics: pick(outputs.aesthetics), instruction: pick(outputs.instruction) };
}

const meanOf = (picked: readonly number[]): number => picked.reduce((sum, index) => sum + (SCORES[index] ?? 1), 0) / Math.max(1, picked.length);

/** S of a trajectory: the mean of both scores, 1…5. */
export const overallOf = ({ aesthetics, instruction }: SelfScore): number => (meanOf(aesthetics) + meanOf(instruction)) / 2;

/** What the evaluator expects, 1…5. */
export function expected(outputs: Pick<Outputs, 'aesthetics' | 'instruction'>): { readonly aesthetics: number; readonly instruction: number; readonly overall: number } {
  const [aesthetics, instruction] = [expectation(logSoftmax(outputs.aesthetics), SCORES), expectation(logSoftmax(outputs.instruction), SCORES)];
  return { aesthetics, instruction, overall: (aesthetics + instruction) / 2 };
}
