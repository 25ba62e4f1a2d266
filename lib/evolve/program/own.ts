/** A user's own ratings as what the evaluator learns from, and what it is measured on. */
import { normalise } from '@/lib/develop/settings';
import type { Sandbox } from '../environment/sandbox/sandbox';
import type { Recipe } from '../environment/photos/recipe';
import { expected } from '../policy/act';
import { encode } from '../policy/features';
import { forward } from '../policy/forward';
import { fnv1a } from '../prng';
import type { Rated } from '../training/data';
import { evaluated } from '../training/rollouts';
import type { State, Task } from '../types';
import type { OwnRating } from './improvement';

/** Share of a user's photos whose ratings are never learned from. */
const HELD_OUT = 0.3;
/** Long edge, px, that a photo is taken to have: as in the environment. */
const PHOTO_EDGE = 640;

/** `stars`: as given; what was not given is undefined. */
export type OwnResult = { readonly state: State; readonly stars: { readonly aesthetics?: number; readonly instruction?: number }; readonly isHeldOut: boolean };

/** Develops what was rated again, at the size that the policy sees. A photo that cannot be read any more is left out. */
export async function ownResults(sandbox: Sandbox, ratings: readonly OwnRating[]): Promise<readonly OwnResult[]> {
  const recipes = new Map<string, Recipe>(ratings.map(({ sha256, path }) => [sha256, { id: sha256, path, sha256, longEdge: PHOTO_EDGE }]));
  const lists = await Promise.all([...recipes.values()].map(async (recipe): Promise<readonly OwnResult[]> => {
    const own = ratings.filter(({ sha256 }) => sha256 === recipe.sha256).map((rating) => ({ ...rating, develop: normalise(rating.settings).settings }));
    const surveyed = await sandbox.survey(recipe).catch(() => undefined);
    if (!surveyed) return [];
    const rendered = await sandbox.render(own.map(({ develop }) => ({ recipe, settings: develop })));
    return own.flatMap(({ instruction, locale, develop, aesthetics, instructionStars }, at): OwnResult[] => {
      const seen = rendered[at];
      if (!seen) return [];
      // What it shows nobody has said, and nothing that is learned from reads it.
      const task: Task = { id: `own/${recipe.sha256.slice(0, 12)}/${at}`, photo: recipe.sha256, instruction, locale, category: 'event', subcategory: 'documentary', split: 'train' };
      const state: State = { task, step: 0, settings: develop, evidence: seen.evidence, view: seen.view, source: surveyed.evidence, sourceView: surveyed.view };
      return [{ state, stars: { ...(aesthetics !== undefined && { aesthetics }), ...(instructionStars !== undefined && { instruction: instructionStars }) }, isHeldOut: fnv1a(`own ${recipe.sha256}`) / 2 ** 32 < HELD_OUT }];
    });
  }));
  return lists.flat();
}

/** As samples of score alignment. Where only one of the two was said, the other stays what the evaluator expects already: nothing pulls at it. */
export const asRated = (results: readonly OwnResult[], weights: Float32Array): readonly Rated[] =>
  results.map(({ state, stars }) => {
    const input = encode(evaluated(state));
    const now = expected(forward(weights, input));
    return { input, ratings: { aesthetics: stars.aesthetics ?? now.aesthetics, instruction: stars.instruction ?? now.instruction, by: 'human' } };
  });

/** What the evaluator expects beside what was said, of everything that was said. */
export const pairsOf = (results: readonly OwnResult[], weights: Float32Array): readonly (readonly [expected: number, said: number])[] =>
  results.flatMap(({ state, stars }) => {
    const now = expected(forward(weights, encode(evaluated(state))));
    return [...(stars.aesthetics === undefined ? [] : [[now.aesthetics, stars.aesthetics] as const]), ...(stars.instruction === undefined ? [] : [[now.instruction, stars.instruction] as const])];
  });
