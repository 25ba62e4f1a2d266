/** Trajectories: the policy acting in the environment, many at once. */
import { applyPatch } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { act, type Action, type Decide, expected, overallOf, patchOf, score, type SelfScore } from '../policy/act';
import { encode, type Input, MOST_MOVES, type Sight, type Situation } from '../policy/features';
import type { Outputs, Think } from '../policy/forward';
import { FINISH } from '../policy/moves';
import type { Environment, State } from '../types';

export type Decision = { readonly input: Input; readonly action: Action };

export type Trajectory = {
  readonly start: Situation;
  readonly decisions: readonly Decision[];
  readonly result: State;
  /** What the evaluator saw at the end. */
  readonly last: Input;
  /** As sampled: the trajectory's last output. */
  readonly score: SelfScore;
  readonly self: number;
  /** What the evaluator expects, 1…5. */
  readonly expected: number;
};

type Open = { situation: Situation; readonly decisions: Decision[]; readonly decide: Decide; done?: Omit<Trajectory, 'start' | 'decisions'> };

/** One trajectory from each situation, all thought about together. Every trajectory has its own way of deciding, so that none depends on its neighbours. */
export async function rollOut(environment: Environment, think: Think, starts: readonly Situation[], decideFor: (index: number) => Decide, sight: Sight = 'seeing', scores = 1): Promise<readonly Trajectory[]> {
  const open: Open[] = starts.map((situation, index) => ({ situation, decisions: [], decide: decideFor(index) }));
  for (let turn = 0; turn <= MOST_MOVES; turn++) {
    const moving: { readonly own: Open; readonly settings: DevelopSettings }[] = [];
    const ended: Open[] = [];
    const going = open.filter(({ done }) => !done);
    const inputs = turn < MOST_MOVES ? going.map(({ situation }) => encode(situation, sight)) : [];
    const said = think(inputs);
    going.forEach((own, index) => {
      const { state } = own.situation;
      const input = inputs[index];
      const action = input && act(said[index] as Outputs, own.decide);
      if (action) own.decisions.push({ input, action });
      if (!action || action.choice === FINISH) ended.push(own);
      else moving.push({ own, settings: applyPatch(state.settings, patchOf(state.settings, action)) });
    });
    const lasts = ended.map(({ situation: { state } }) => encode(evaluated(state), sight));
    const judged = think(lasts);
    ended.forEach((own, index) => {
      const outputs = judged[index] as Outputs;
      const given = score(outputs, own.decide, scores);
      own.done = { result: own.situation.state, last: lasts[index] as Input, score: given, self: overallOf(given), expected: expected(outputs).overall };
    });
    if (moving.length === 0) break;
    const states = await environment.render(moving.map(({ own }) => own.situation.state.task), moving.map(({ settings }) => settings), moving.map(({ own }) => own.situation.state.step + 1));
    moving.forEach(({ own }, index) => { own.situation = { ...own.situation, state: states[index] as State }; });
  }
  return open.map(({ decisions, done }, index) => ({ start: starts[index] as Situation, decisions, ...(done as Omit<Trajectory, 'start' | 'decisions'>) }));
}

/** Where first attempts begin. */
export const first = (state: State): Situation => ({ state, attempt: 1, score: 0 });
/** A result as the evaluator sees it, whoever made it, in however many moves and attempts. */
export const evaluated = (state: State): Situation => ({ state: { ...state, step: 0 }, attempt: 1, score: 0 });
/** Another attempt: on from a result, whose score is known. */
export const again = ({ result, self }: Pick<Trajectory, 'result' | 'self'>): Situation => ({ state: { ...result, step: 0 }, attempt: 2, score: self });
