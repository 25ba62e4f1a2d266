/** A user's own results, developed again at the size that the policy sees. */
import { normalise } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import type { Recipe } from '../environment/photos/recipe';
import type { Sandbox } from '../environment/sandbox/sandbox';
import type { Surveyed } from '../environment/sandbox/worker';
import { fnv1a } from '../prng';
import type { Environment, State, Task } from '../types';
import type { OwnPicture } from './judgements';

/** Share of a user's photos whose judgements are never learned from. */
const HELD_OUT = 0.3;
/** Long edge, px, that a photo is taken to have: as in the environment. */
const PHOTO_EDGE = 640;

export type OwnResult = { readonly key: string; readonly state: State; readonly isHeldOut: boolean };

export type OwnRoom = {
  /** By key. A photo that cannot be read any more is left out. */
  readonly results: ReadonlyMap<string, OwnResult>;
  /** Renders their tasks, and no others. */
  readonly environment: Environment;
};

export const untouchedOf = (state: State): State => ({ ...state, step: 0, settings: {}, evidence: state.source, view: state.sourceView });

const isHeldOut = (sha256: string): boolean => fnv1a(`own ${sha256}`) / 2 ** 32 < HELD_OUT;

type Photo = { readonly recipe: Recipe; readonly surveyed: Surveyed };

export async function openOwn(sandbox: Pick<Sandbox, 'survey' | 'render'>, pictures: readonly OwnPicture[]): Promise<OwnRoom> {
  const recipes = new Map<string, Recipe>(pictures.map(({ sha256, path }) => [sha256, { id: sha256, path, sha256, longEdge: PHOTO_EDGE }]));
  const photos = new Map<string, Photo>();
  await Promise.all([...recipes.values()].map(async (recipe) => {
    const surveyed = await sandbox.survey(recipe).catch(() => undefined);
    if (surveyed) photos.set(recipe.id, { recipe, surveyed });
  }));
  const photoOf = ({ photo }: Task): Photo => {
    const known = photos.get(photo);
    if (!known) throw new RangeError(`Expected a task of this studio's own photos but received ${photo}.`);
    return known;
  };
  const render = async (tasks: readonly Task[], settings: readonly DevelopSettings[], steps: readonly number[]): Promise<readonly State[]> => {
    const rendered = await sandbox.render(tasks.map((task, at) => ({ recipe: photoOf(task).recipe, settings: settings[at] ?? {} })));
    return rendered.map(({ evidence, view }, at): State => {
      const task = tasks[at] as Task;
      const { surveyed } = photoOf(task);
      return { task, step: steps[at] ?? 0, settings: settings[at] ?? {}, evidence, view, source: surveyed.evidence, sourceView: surveyed.view };
    });
  };
  const readable = pictures.filter(({ sha256 }) => photos.has(sha256));
  // What it shows nobody has said, and nothing that is learned from reads it.
  const tasks = readable.map(({ sha256, instruction, locale, key }): Task => ({ id: `own/${key}`, photo: sha256, instruction, locale, category: 'event', subcategory: 'documentary', split: 'train' }));
  const states = await render(tasks, readable.map(({ settings }) => normalise(settings).settings), readable.map(() => 0));
  const results = new Map(readable.flatMap(({ key, sha256 }, at): readonly (readonly [string, OwnResult])[] => { const state = states[at]; return state ? [[key, { key, state, isHeldOut: isHeldOut(sha256) }]] : []; }));
  return { results, environment: { tasks: () => [], reset: async (asked) => render(asked, asked.map(() => ({})), asked.map(() => 0)), render, close: async () => {} } };
}
