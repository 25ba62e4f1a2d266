/** How often a poor first attempt is put right by another one: what reflection fine-tuning is for, measured by the independent judge. */
import { wilson, type Interval } from '../metrics';
import { expected } from '../policy/act';
import { encode } from '../policy/features';
import type { Outputs, Think } from '../policy/forward';
import { prngOf } from '../prng';
import type { Environment, Judge, State } from '../types';
import { spoiledSettings } from './data';
import { again, evaluated, rollOut } from './rollouts';

/** A result that is worse than what it was spoiled from by at least this, in points of O. */
const POOR = 0.5;
/** Points of O by which the other attempt has to be better than the poor one to have corrected it. */
const CORRECTED = 0.25;

export type Correction = { readonly cases: number; readonly corrected: number; readonly share: number; readonly interval: Interval; /** Mean O of the poor attempts and of the other ones. */ readonly before: number; readonly after: number };

export type Poor = { readonly source: State; readonly bad: State; readonly overall: number };

const overall = (judge: Judge, source: State, result: State): number => { const { sc, pq } = judge.judge(result.task, source, result); return Math.sqrt(sc * pq); };

/** Poor attempts: results of a policy, spoiled. The same for whoever corrects them. */
export async function poorAttempts(environment: Environment, judge: Judge, sources: readonly State[], results: readonly State[], seed: number): Promise<readonly Poor[]> {
  const spoiled = await environment.render(results.map(({ task }) => task), results.map(({ settings, task }, index) => spoiledSettings(sources[index]?.settings ?? {}, settings, prngOf(seed, 'poor', task.id))), results.map(() => 0));
  return spoiled.flatMap((bad, index): Poor[] => {
    const [source, result] = [sources[index], results[index]];
    if (!source || !result) return [];
    const marks = overall(judge, source, bad);
    return marks <= overall(judge, source, result) - POOR ? [{ source, bad, overall: marks }] : [];
  });
}

export async function correction(environment: Environment, judge: Judge, think: Think, poor: readonly Poor[]): Promise<Correction> {
  const said = think(poor.map(({ bad }) => encode(evaluated(bad))));
  const starts = poor.map(({ bad }, index) => again({ result: bad, self: expected(said[index] as Outputs).overall }));
  const done = await rollOut(environment, think, starts, () => ({ by: 'mode' }));
  const marks = done.map(({ result }, index) => overall(judge, (poor[index] as Poor).source, result));
  const corrected = marks.filter((mark, index) => mark > (poor[index]?.overall ?? 0) + CORRECTED).length;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return { cases: poor.length, corrected, share: corrected / Math.max(1, poor.length), interval: wilson(corrected, poor.length), before: mean(poor.map((row) => row.overall)), after: mean(marks) };
}
