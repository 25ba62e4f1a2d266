/**
 * On-policy reflection data: from a worse and a better trajectory of the same group to a lesson. The embedded tutor measures: each tool in
 * which the two differ is set, alone, as the better one has it, the worse result is rendered anew, and the change of the score is what that
 * tool was to blame for; all that were to blame are then put right together. A model may take its place: see `Tutor`.
 */
import { applyPatch } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { DevelopSettings, Locale } from '@/lib/develop/types';
import { expected } from '../policy/act';
import { encode, type Situation } from '../policy/features';
import { forward } from '../policy/forward';
import { MOVE_OF, MOVES, patchFor, readTools, TOOLS } from '../policy/moves';
import type { State, Task } from '../types';
import { walk } from './retrace';
import { evaluated, type Decision } from './rollouts';
import type { Contrast } from './sepo';
import type { World } from './world';

/** A tool's share in the difference: the score that the bad result would have gained by this one alone. */
export type Attribution = { readonly tool: number; readonly from: number; readonly to: number; readonly gain: number };

/** Wrong attempt → its score → reflection → right calls → good result. */
export type Lesson = { readonly task: Task; readonly bad: DevelopSettings; readonly badScore: number; readonly good: DevelopSettings; readonly goodScore: number; readonly reflection: string; readonly attributions: readonly Attribution[]; readonly decisions: readonly Decision[] };

/** Says what went wrong, from what was measured. Thought in the user's language. */
export interface Tutor {
  explain(task: Task, bad: State, good: State, scores: { readonly bad: number; readonly good: number }, attributions: readonly Attribution[]): Promise<string>;
}

/** Differences below this, of the slider's reach, are not looked into; and most that are, largest first. */
const LEAST = 0.02;
const MOST = 6;

type Named = { readonly name: string; readonly from: string; readonly to: string };

/** A tool's name and values as the develop panel shows them. */
export function shown({ tool: index, from, to }: Attribution, locale: Locale): Named {
  const tool = TOOLS[index];
  if (!tool) return { name: '', from: '', to: '' };
  const slider = tool.kind === 'slider' ? toolOf(tool.name) : undefined;
  const move = MOVES[MOVE_OF[index] ?? 0];
  const number = (value: number): string => { const amount = value * tool.scale; return `${amount > 0 ? '+' : amount < 0 ? '−' : ''}${Math.abs(amount).toFixed(tool.scale < 10 ? 2 : 0)}`; };
  return { name: slider?.label[locale] ?? move?.title[locale] ?? tool.id, from: number(from), to: number(to) };
}

export const embeddedTutor: Tutor = {
  async explain({ locale }, _bad, _good, scores, attributions) {
    const blamed = attributions.filter(({ gain }) => gain > 0).slice(0, 3);
    const facts = blamed.map((one) => ({ ...shown(one, locale), far: Math.abs(one.from) > Math.abs(one.to) && one.from * one.to >= 0, turned: one.from * one.to < 0, gain: one.gain.toFixed(2) }));
    if (locale === 'zh') {
      const wrong = facts.map(({ name, from, far, turned, gain }) => `${name} ${from} ${turned ? '方向错了' : far ? '过头了' : '不够'}（单独改正可提高 ${gain} 分）`);
      const right = facts.map(({ name, to }) => `${name} 调到 ${to}`);
      return `上一次得 ${scores.bad.toFixed(2)} 分。${wrong.length > 0 ? `${wrong.join('；')}。因此把${right.join('，')}` : '没有哪一项单独要负责，几项要一起改'}，预计 ${scores.good.toFixed(2)} 分。`;
    }
    const wrong = facts.map(({ name, from, far, turned, gain }) => `${name} at ${from} ${turned ? 'went the wrong way' : far ? 'was pushed too far' : 'did not go far enough'} (alone worth ${gain} points)`);
    const right = facts.map(({ name, to }) => `${name} to ${to}`);
    return `The attempt scored ${scores.bad.toFixed(2)}. ${wrong.length > 0 ? `${wrong.join('; ')}. So I set ${right.join(', ')}` : 'No single slider is to blame; several have to move together'}, which should come to ${scores.good.toFixed(2)}.`;
  },
};

const settingTo = (bad: DevelopSettings, tools: readonly Pick<Attribution, 'tool' | 'to'>[]): DevelopSettings => applyPatch(bad, patchFor(bad, tools.map(({ tool, to }) => ({ tool, value: to }))));

/** Lessons of contrasts, all rendered together. `weights` are those of the policy that is to learn: its evaluator scores. */
export async function teach(world: World, weights: Float32Array, tasks: ReadonlyMap<string, Task>, contrasts: readonly Contrast[], tutor: Tutor): Promise<readonly Lesson[]> {
  const { environment } = world;
  const rows = contrasts.flatMap((contrast) => { const task = tasks.get(contrast.task); return task ? [{ ...contrast, task }] : []; });
  const scoreOf = (state: State): number => expected(forward(weights, encode(evaluated(state)))).overall;
  const render = (list: readonly { readonly task: Task; readonly settings: DevelopSettings }[]): Promise<readonly State[]> => environment.render(list.map(({ task }) => task), list.map(({ settings }) => settings), list.map(() => 0));
  const [bad, good] = [await render(rows.map(({ task, bad: settings }) => ({ task, settings }))), await render(rows.map(({ task, good: settings }) => ({ task, settings })))];

  const trials = rows.flatMap(({ task, bad: from, good: to }, index) => {
    const [before, after] = [readTools(from), readTools(to)];
    const differing = [...after.keys()].filter((tool) => Math.abs((after[tool] ?? 0) - (before[tool] ?? 0)) > LEAST).sort((a, b) => Math.abs((after[b] ?? 0) - (before[b] ?? 0)) - Math.abs((after[a] ?? 0) - (before[a] ?? 0)));
    return differing.slice(0, MOST).map((tool) => ({ index, task, tool, from: before[tool] ?? 0, to: after[tool] ?? 0, settings: settingTo(from, [{ tool, to: after[tool] ?? 0 }]) }));
  });
  const tried = await render(trials);
  const measured = rows.flatMap((row, index) => {
    const [worse, better] = [bad[index], good[index]];
    if (!worse || !better) return [];
    const scores = { bad: scoreOf(worse), good: scoreOf(better) };
    // The policy has learned since: what it no longer holds to be better is no lesson.
    if (scores.good <= scores.bad) return [];
    const attributions = trials.flatMap((trial, k): Attribution[] => { const state = tried[k]; return trial.index === index && state ? [{ tool: trial.tool, from: trial.from, to: trial.to, gain: scoreOf(state) - scores.bad }] : []; }).sort((a, b) => b.gain - a.gain);
    return [{ row, worse, better, scores, attributions }];
  });
  // Only what was to blame, put right, and nothing else: often better than the trajectory that won. The better of both is the lesson.
  const mended = await render(measured.map(({ row: { task, bad: from }, attributions }) => ({ task, settings: settingTo(from, attributions.filter(({ gain }) => gain > 0)) })));
  const kept = measured.map((one, index) => {
    const state = mended[index], score = state ? scoreOf(state) : 0;
    return state && score > one.scores.good ? { ...one, better: state, scores: { ...one.scores, good: score } } : one;
  });
  const walked = await walk(environment, kept.map(({ worse, better, scores }) => { const situation: Situation = { state: worse, attempt: 2, score: scores.bad }; return { situation, to: better.settings }; }));
  return Promise.all(kept.map(async ({ row, worse, better, scores, attributions }, index): Promise<Lesson> => ({
    task: row.task, bad: row.bad, badScore: scores.bad, good: better.settings, goodScore: scores.good, attributions,
    reflection: await tutor.explain(row.task, worse, better, scores, attributions), decisions: walked[index]?.decisions ?? [],
  })));
}
