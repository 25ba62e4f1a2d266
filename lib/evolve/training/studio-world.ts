import { createEnvironment, type EnvironmentOptions, type StudioEnvironment } from '../environment';
import { panel } from '../environment/people/annotators';
import { demonstrations, peopleOf } from '../environment/teacher/demonstrations';
import { createIndependentJudge } from '../judge';
import type { State } from '../types';
import type { World } from './world';

/** The untouched photo of a state. */
export const untouched = (state: State): State => ({ ...state, step: 0, settings: {}, evidence: state.source, view: state.sourceView });

/** The world that ships: photos developed by the engine, the rule brain as teacher, synthetic people, the independent judge. `cache`: a folder that keeps lessons. */
export async function openWorld({ cache, ...options }: EnvironmentOptions & { readonly cache?: string }): Promise<World & { readonly environment: StudioEnvironment }> {
  const environment = await createEnvironment({ ...options, ...(cache !== undefined && { cache }) });
  const people = peopleOf(environment);
  const originals = new Set(environment.photos.map(({ original }) => original));
  return {
    environment,
    demonstrate: async (tasks, onProgress) => {
      const taught = new Map((await demonstrations(environment, tasks, { ...(cache !== undefined && { cache }), people, ...(onProgress && { onProgress }) })).map((demonstration) => [demonstration.task.id, demonstration]));
      return tasks.map(({ id }) => taught.get(id));
    },
    annotate: (result, expert) => panel(people, { source: untouched(result), result, expert }),
    originalOf: (task) => environment.photoOf(task).original,
    judge: createIndependentJudge(),
    about: { photos: originals.size, variants: environment.photos.length, people: people.length, edge: environment.sandbox.edge, ratings: 'synthetic' },
  };
}
