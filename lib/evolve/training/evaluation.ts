/** How good a policy is on held-out tasks, by the judge that nothing was trained on. */
import { bootstrap, outcomeOf, winRate, type Interval, type WinRate } from '../metrics';
import type { Sight } from '../policy/features';
import type { Think } from '../policy/forward';
import { prngOf } from '../prng';
import type { Environment, Judge, State } from '../types';
import { again, first, rollOut, type Trajectory } from './rollouts';

/** One task as a policy did it. `self`: what its own evaluator expects, 1…5. */
export type Done = { readonly task: string; readonly photo: string; readonly sc: number; readonly pq: number; readonly overall: number; readonly self: number; readonly moves: number; readonly tries: number };

/** `tries`: a result whose self-score is below `below` is tried again from where it is, so often at most; the best of all by self-score is kept. The second attempt decides as the first did, later ones are sampled: the likeliest would be the same again. */
export type Manner = { readonly by: 'mode' | 'sampling'; readonly sight?: Sight; readonly tries?: number; readonly below?: number; readonly seed?: number };

type Finished = Pick<Trajectory, 'result' | 'expected'> & { readonly decisions: readonly unknown[]; readonly tries: number };

/** The results themselves. */
export async function performed(environment: Environment, think: Think, sources: readonly State[], { by, sight = 'seeing', tries = 1, below = 3, seed = 0 }: Manner): Promise<readonly Finished[]> {
  const decide = (label: string, how: 'mode' | 'sampling') => (index: number) => (how === 'mode' ? { by: how } as const : { by: how, prng: prngOf(seed, label, sources[index]?.task.id ?? index) } as const);
  const best: Finished[] = (await rollOut(environment, think, sources.map(first), decide('perform', by), sight)).map((trajectory) => ({ ...trajectory, tries: 1 }));
  for (let attempt = 2; attempt <= tries; attempt++) {
    const low = [...best.keys()].filter((index) => (best[index]?.expected ?? 5) < below);
    const how = decide(`attempt ${attempt}`, attempt === 2 ? by : 'sampling');
    const retried = await rollOut(environment, think, low.map((index) => { const { result, expected } = best[index] as Finished; return again({ result, self: expected }); }), (place) => how(low[place] ?? place), sight);
    retried.forEach((later, place) => { const index = low[place] ?? 0; if (later.expected > (best[index]?.expected ?? 0)) best[index] = { ...later, tries: attempt }; });
  }
  return best;
}

export function rowsOfResults(judge: Judge, sources: readonly State[], results: readonly Finished[]): readonly Done[] {
  return results.map(({ result, expected, decisions, tries }, index) => {
    const { sc, pq } = judge.judge(result.task, sources[index] as State, result);
    return { task: result.task.id, photo: result.task.photo, sc, pq, overall: Math.sqrt(sc * pq), self: expected, moves: Math.max(0, decisions.length - 1), tries };
  });
}

export const perform = async (environment: Environment, judge: Judge, think: Think, sources: readonly State[], manner: Manner): Promise<readonly Done[]> => rowsOfResults(judge, sources, await performed(environment, think, sources, manner));

/** Pairs on the same tasks. `gain` is the mean difference of O, its interval a bootstrap over photos: tasks of one photo hang together. */
export type Against = WinRate & { readonly gain: number; readonly gainInterval: Interval };

export type Summary = { readonly name: string; readonly cases: number; readonly sc: number; readonly pq: number; readonly overall: number; readonly self: number; readonly moves: number; readonly against?: Against };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Results of the same pair of tasks that differ by less than this in O are a tie. */
export const TIE = 0.02;

export function summarise(name: string, done: readonly Done[], baseline?: readonly Done[], seed = 0): Summary {
  const of = (key: 'sc' | 'pq' | 'overall' | 'self' | 'moves'): number => mean(done.map((row) => row[key]));
  return { name, cases: done.length, sc: of('sc'), pq: of('pq'), overall: of('overall'), self: of('self'), moves: of('moves'), ...(baseline && baseline.length > 0 && { against: against(done, baseline, seed) }) };
}

export function against(done: readonly Done[], baseline: readonly Done[], seed: number): Against {
  const others = new Map(baseline.map((row) => [row.task, row]));
  const pairs = done.flatMap((own) => { const other = others.get(own.task); return other ? [{ photo: own.photo, own: own.overall, other: other.overall }] : []; });
  const photos = [...new Set(pairs.map(({ photo }) => photo))].map((photo) => pairs.filter((pair) => pair.photo === photo));
  const gain = (sample: readonly (typeof pairs)[]): number => mean(sample.flat().map(({ own, other }) => own - other));
  return { ...winRate(pairs.map(({ own, other }) => outcomeOf(own, other, TIE))), gain: gain(photos), gainInterval: bootstrap(photos, gain, { seed }) };
}
