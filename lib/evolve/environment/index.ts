import type { DevelopSettings } from '@/lib/develop/types';
import type { Environment, Split, State, Task } from '../types';
import { gallery, type Photo } from './photos/gallery';
import { originals } from './photos/originals';
import { Sandbox, type SandboxOptions } from './sandbox/sandbox';
import { tasksOf } from './tasks';

export type EnvironmentOptions = SandboxOptions & {
  /** A folder of photos beside those that ship. */
  readonly photos?: string;
  readonly seed: number;
  /** Flaws for each part of a photo, 0..12. Default 4. */
  readonly flaws?: number;
  /** Tasks of each half. Default 740 and 222: 20 and 6 for each sub-category. */
  readonly tasks?: Readonly<Record<Split, number>>;
  /** Folder that keeps what was measured for the next run; absent: nothing is kept. */
  readonly cache?: string;
};

/** The environment with what lies beneath: photos, and the sandbox that develops them. */
export interface StudioEnvironment extends Environment {
  readonly photos: readonly Photo[];
  readonly sandbox: Sandbox;
  readonly seed: number;
  /** Files of the folder that are left out (no photos, or one picture twice), and why. */
  readonly unreadable: readonly { readonly path: string; readonly message: string }[];
  photoOf(task: Task): Photo;
}

const TASKS: Readonly<Record<Split, number>> = { train: 740, test: 222 };

/**
 * Photos, instructions and a sandbox that develops the one as the other asks. The same options give the same tasks and, whatever the number of threads
 * and the order of asking, the same states.
 */
export async function createEnvironment({ photos: folder, seed, flaws = 4, tasks: counts = TASKS, cache, ...options }: EnvironmentOptions): Promise<StudioEnvironment> {
  const sandbox = new Sandbox(options);
  try {
    const { photos, unreadable } = await gallery(sandbox, await originals(folder), { flaws, seed, ...(cache !== undefined && { cache }) });
    const byId: ReadonlyMap<string, Photo> = new Map(photos.map((photo) => [photo.id, photo]));
    const photoOf = ({ photo }: Task): Photo => {
      const found = byId.get(photo);
      if (!found) throw new RangeError(`Expected a photo of this environment but received ${photo}. It was made with other photos or another seed.`);
      return found;
    };
    const tasks: Readonly<Record<Split, readonly Task[]>> = { train: tasksOf(photos, 'train', counts.train, seed), test: tasksOf(photos, 'test', counts.test, seed) };
    const render = async (asked: readonly Task[], settings: readonly DevelopSettings[], steps: readonly number[]): Promise<readonly State[]> => {
      if (settings.length !== asked.length || steps.length !== asked.length) throw new RangeError(`Expected as many settings and steps as tasks (${asked.length}) but received ${settings.length} and ${steps.length}.`);
      const rendered = await sandbox.render(asked.map((task, at) => ({ recipe: photoOf(task).recipe, settings: settings[at] ?? {} })));
      return rendered.map(({ evidence, view }, at): State => {
        const task = asked[at] as Task;
        const { surveyed } = photoOf(task);
        return { task, step: steps[at] ?? 0, settings: settings[at] ?? {}, evidence, view, source: surveyed.evidence, sourceView: surveyed.view };
      });
    };
    return {
      photos, sandbox, seed, unreadable, photoOf,
      tasks: (split) => tasks[split],
      reset: async (asked) => asked.map((task) => {
        const { evidence, view } = photoOf(task).surveyed;
        return { task, step: 0, settings: {}, evidence, view, source: evidence, sourceView: view };
      }),
      render,
      close: () => sandbox.close(),
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

export { Sandbox } from './sandbox/sandbox';
export type { Photo } from './photos/gallery';
export { demonstrations, peopleOf, type TeachOptions } from './teacher/demonstrations';
export { FAULTS, imperfect, type Fault, type Imperfect } from './teacher/imperfect';
export { type Annotator, annotators, panel, rate, verdict } from './people/annotators';
export { pictureDistance, viewDistance } from './people/distance';
