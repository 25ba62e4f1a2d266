import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import type { Evidence } from '@/lib/agent/types';
import type { Demonstration, State, Task } from '../../types';
import { keyOf, LineCache, packView, unpackView } from '../cache';
import type { StudioEnvironment } from '../index';
import { contentOf } from '../photos/recipe';
import { type Annotator, annotators, panel } from '../people/annotators';

export type TeachOptions = {
  /** Folder that keeps lessons for the next run; absent: nothing is kept. */
  readonly cache?: string;
  /** Who rates; default: five people by the environment's seed. */
  readonly people?: readonly Annotator[];
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
};

type Kept = { readonly steps: readonly { readonly thought: string; readonly patch: SettingsPatch; readonly settings: DevelopSettings; readonly evidence: Evidence; readonly view: string }[] };

const PEOPLE = 5;
export const peopleOf = (environment: StudioEnvironment): readonly Annotator[] => annotators(PEOPLE, environment.seed);

/** Lessons under way for each thread: the next one waits where the thread is, not here. */
const AHEAD = 2;

/**
 * The teacher's work on tasks, every state rendered for real; its last picture is the hidden expert of the task. Tasks on which it found nothing to do are
 * left out. The ratings are synthetic: people who have the teacher's picture in mind see the teacher's picture.
 */
export async function demonstrations(environment: StudioEnvironment, tasks: readonly Task[], { cache: folder, people = peopleOf(environment), onProgress, signal }: TeachOptions = {}): Promise<readonly Demonstration[]> {
  const cache = await LineCache.open<Kept>(folder, 'lessons');
  const { sandbox, seed } = environment;
  const lessons: Kept[] = [];
  const queue = tasks.entries();
  let done = 0;
  const lane = async (): Promise<void> => {
    for (const [at, task] of queue) {
      signal?.throwIfAborted();
      const { recipe } = environment.photoOf(task);
      const asked = { instruction: task.instruction, locale: task.locale, seed };
      lessons[at] = await cache.get(keyOf(contentOf(recipe), sandbox.edge, asked), async () => {
        const { steps } = await sandbox.teach(recipe, asked);
        return { steps: steps.map(({ thought, patch, settings, evidence, view }) => ({ thought, patch, settings, evidence, view: packView(view) })) };
      });
      onProgress?.(++done, tasks.length);
    }
  };
  await Promise.all(Array.from({ length: sandbox.workers * AHEAD }, lane));
  await cache.settled();
  const starts = await environment.reset(tasks);
  return tasks.flatMap((task, at) => {
    const { steps } = lessons[at] ?? { steps: [] };
    const start = starts[at];
    if (!start || steps.length === 0) return [];
    const states: readonly State[] = [start, ...steps.map(({ settings, evidence, view }, step): State => ({ ...start, step: step + 1, settings, evidence, view: unpackView(view) }))];
    const expert = states.at(-1) ?? start;
    return [{ task, states, patches: steps.map(({ patch }) => patch), thoughts: steps.map(({ thought }) => thought), ratings: panel(people, { source: start, result: expert, expert }) }];
  });
}
