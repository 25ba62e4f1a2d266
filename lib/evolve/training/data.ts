/** What training is made of: demonstrations retraced as decisions, rated results good and bad, and which tasks are kept out. */
import { applyPatch } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { encode, type Input } from '../policy/features';
import { patchFor, readTools, TOOLS } from '../policy/moves';
import { fnv1a, prngOf, type Prng } from '../prng';
import type { Ratings, State, Task } from '../types';
import { walk } from './retrace';
import { evaluated, first, type Decision } from './rollouts';
import type { TrainingSettings } from './settings';
import type { World } from './world';

/** What the expert did on a task: the result it is measured by, and which tools it moved. */
export type Expert = { readonly task: Task; readonly source: State; readonly result: State; readonly tools: ReadonlySet<number> };

export type Rated = { readonly input: Input; readonly ratings: Ratings };

export type TrainingData = {
  readonly experts: readonly Expert[];
  readonly decisions: readonly Decision[];
  /** Decisions of every task: what there would be to learn from if all were demonstrated. */
  readonly everything: readonly Decision[];
  /** As `decisions`, decided without pictures after the first. */
  readonly blind: readonly Decision[];
  readonly rated: readonly Rated[];
};

export const movedTools = (from: DevelopSettings, to: DevelopSettings): ReadonlySet<number> => {
  const [before, after] = [readTools(from), readTools(to)];
  return new Set([...after.keys()].filter((tool) => Math.abs((after[tool] ?? 0) - (before[tool] ?? 0)) > 0.004));
};

/** Training tasks in two: those that are learned from, and those that settings are chosen on. No original is in both; one is held at least, where there are two. */
export function withValidation(world: Pick<World, 'originalOf'>, tasks: readonly Task[], share: number, seed: number): { readonly learned: readonly Task[]; readonly validation: readonly Task[] } {
  const originals = [...new Set(tasks.map((task) => world.originalOf(task)))].sort((a, b) => fnv1a(a, seed) - fnv1a(b, seed));
  const held = new Set(originals.slice(0, share === 0 || originals.length < 2 ? 0 : Math.max(1, Math.round(share * originals.length))));
  return { learned: tasks.filter((task) => !held.has(world.originalOf(task))), validation: tasks.filter((task) => held.has(world.originalOf(task))) };
}

/** Results as they should not be: the expert's moves too weak, too strong or turned round, and sliders that nobody asked for. */
export function spoiledSettings(source: DevelopSettings, result: DevelopSettings, prng: Prng): DevelopSettings {
  const [before, after] = [readTools(source), readTools(result)];
  const factor = [0, 0.4, 1.6, 2.4, -0.8][prng.below(5)] ?? 1;
  const values = new Map<number, number>();
  for (const [tool, value] of after.entries()) if (Math.abs(value - (before[tool] ?? 0)) > 0.004) values.set(tool, (before[tool] ?? 0) + (value - (before[tool] ?? 0)) * factor * (0.7 + 0.6 * prng.next()));
  for (let extra = prng.below(3); extra > 0; extra--) {
    const tool = prng.below(TOOLS.length);
    if (TOOLS[tool]?.kind === 'slider') values.set(tool, Math.tanh(0.45 * prng.normal()));
  }
  return applyPatch(source, patchFor(source, [...values].map(([tool, value]) => ({ tool, value: Math.min(1, Math.max(-1, value)) }))));
}

/** Demonstrates, retraces and has everything rated. Tasks on which the expert changed nothing are left out; decisions are those of the first `data.demonstrations`. */
export async function gather(world: World, tasks: readonly Task[], settings: TrainingSettings, seed: number, progress: (done: number, of: number) => void = () => {}): Promise<TrainingData> {
  const { environment } = world;
  const demonstrations = (await world.demonstrate(tasks, progress)).flatMap((demonstration) => demonstration ?? []);
  const results = demonstrations.flatMap(({ task, states }) => { const [source, result] = [states[0], states.at(-1)]; return source && result ? [{ task, source, result }] : []; });
  const walked = await walk(environment, results.map(({ source, result }) => ({ situation: first(source), to: result.settings })), ['seeing', 'blind']);
  const demonstrated = walked.slice(0, settings['data.demonstrations']);
  const experts = results.flatMap(({ task, source, result }): Expert[] => { const tools = movedTools(source.settings, result.settings); return [{ task, source, result, tools }]; });

  const shown: { readonly state: State; readonly expert: State; readonly occasion: string }[] = [];
  const spoiled = experts.flatMap(({ task, source, result }, index) => Array.from({ length: settings['data.spoiled'] }, (_, k) => ({ index, task, settings: spoiledSettings(source.settings, result.settings, prngOf(seed, 'spoiled', task.id, k)) })));
  const rendered = await environment.render(spoiled.map(({ task }) => task), spoiled.map((row) => row.settings), spoiled.map(() => 3));
  experts.forEach(({ task, source, result }, index) => {
    const reached = walked[index]?.result;
    shown.push({ state: source, expert: result, occasion: `${task.id}/source` });
    if (reached) shown.push({ state: reached, expert: result, occasion: `${task.id}/result` });
  });
  spoiled.forEach(({ index, task }, k) => { const [state, expert] = [rendered[k], experts[index]]; if (state && expert) shown.push({ state, expert: expert.result, occasion: `${task.id}/spoiled/${k}` }); });
  return {
    experts, everything: walked.flatMap(({ decisions }) => decisions), decisions: demonstrated.flatMap(({ decisions }) => decisions), blind: demonstrated.flatMap(({ blind }) => blind),
    rated: shown.map(({ state, expert, occasion }) => ({ input: encode(evaluated(state)), ratings: world.annotate(state, expert, occasion) })),
  };
}
