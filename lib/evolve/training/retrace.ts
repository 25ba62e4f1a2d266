/** From an expert's result to the decisions that the policy would have made to get there, every state between rendered for real. */
import { applyPatch } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import type { Action } from '../policy/act';
import { encode, type Sight, type Situation } from '../policy/features';
import { FINISH, MOVES, MOVE_OF, readTools } from '../policy/moves';
import { unsquashed } from '../policy/distribution';
import { patchOf } from '../policy/act';
import type { Environment, State } from '../types';
import type { Decision } from './rollouts';

/** Amounts below this (of the slider's reach) are no move. */
const LEAST = 0.004;

/** The moves that lead from settings to settings, in a darkroom's order, and the end. What no tool of the policy reaches is left out. */
export function movesBetween(from: DevelopSettings, to: DevelopSettings): readonly Action[] {
  const [before, after] = [readTools(from), readTools(to)];
  const moved = [...after.keys()].filter((tool) => Math.abs((after[tool] ?? 0) - (before[tool] ?? 0)) > LEAST);
  const actions = MOVES.flatMap((_, choice): Action[] => {
    const tools = moved.filter((tool) => MOVE_OF[tool] === choice);
    return tools.length === 0 ? [] : [{ choice, tools, amounts: tools.map((tool) => unsquashed(after[tool] ?? 0)) }];
  });
  return [...actions, { choice: FINISH, tools: [], amounts: [] }];
}

export type Way = { readonly situation: Situation; readonly to: DevelopSettings };
export type Walked = { readonly decisions: readonly Decision[]; readonly states: readonly State[]; readonly result: State };

/** Walks many ways at once. `sight` is how decisions will be taken. */
export async function walk(environment: Environment, ways: readonly Way[], sights: readonly Sight[] = ['seeing']): Promise<readonly (Walked & { readonly blind: readonly Decision[] })[]> {
  const plans = ways.map(({ situation, to }) => movesBetween(situation.state.settings, to));
  const walked = ways.map(({ situation }) => ({ now: situation, decisions: [] as Decision[], blind: [] as Decision[], states: [situation.state] }));
  for (let turn = 0; turn < Math.max(0, ...plans.map(({ length }) => length)); turn++) {
    const rows: { readonly index: number; readonly settings: DevelopSettings }[] = [];
    plans.forEach((plan, index) => {
      const [action, own] = [plan[turn], walked[index]];
      if (!action || !own) return;
      own.decisions.push({ input: encode(own.now), action });
      if (sights.includes('blind')) own.blind.push({ input: encode(own.now, 'blind'), action });
      if (action.choice !== FINISH) rows.push({ index, settings: applyPatch(own.now.state.settings, patchOf(own.now.state.settings, action)) });
    });
    if (rows.length === 0) continue;
    const states = await environment.render(rows.map(({ index }) => (ways[index] as Way).situation.state.task), rows.map(({ settings }) => settings), rows.map(({ index }) => (walked[index]?.now.state.step ?? 0) + 1));
    rows.forEach(({ index }, k) => {
      const [own, state] = [walked[index], states[k]];
      if (!own || !state) return;
      own.now = { ...own.now, state };
      own.states.push(state);
    });
  }
  return walked.map(({ decisions, blind, states, now }) => ({ decisions, blind, states, result: now.state }));
}
