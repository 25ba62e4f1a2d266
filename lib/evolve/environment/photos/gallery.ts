import { EvolveError } from '../../errors';
import type { Split } from '../../types';
import { type Random, randomOf, seedOf } from '../random';
import type { Sandbox } from '../sandbox/sandbox';
import type { Surveyed } from '../sandbox/worker';
import { type Flaw, type FlawId, FLAWS, strengths } from './flaws';
import type { Original } from './originals';
import type { Crop, Recipe } from './recipe';
import { guessed } from './subjects';

/** A photo of the environment: an original or a part of it, as it is or with something wrong. */
export type Photo = {
  readonly id: string;
  readonly original: string;
  readonly split: Split;
  readonly recipe: Recipe;
  /** Sub-categories that it may show. */
  readonly shows: readonly string[];
  readonly flaw?: FlawId;
  readonly surveyed: Surveyed;
};

/** Long edge, px, that a photo of the environment is taken to have: what a screen shows of it. */
const PHOTO_EDGE = 640;
/** Parts that are cut from an original beside the whole. */
const CROPS = 2;
const RATIOS = [3 / 2, 4 / 3, 1, 4 / 5] as const;

/** A part of the photo, between a half and nine tenths of what its shape has room for. */
export function cropOf({ width, height }: { readonly width: number; readonly height: number }, random: Random): Crop {
  const wanted = random.pick(RATIOS) / (width / height);
  const scale = random.between(0.55, 0.9);
  const [w, h] = wanted >= 1 ? [scale, scale / wanted] : [scale * wanted, scale];
  const thousandths = (value: number): number => Math.round(value * 1000) / 1000;
  return { x: thousandths(random.next() * (1 - w)), y: thousandths(random.next() * (1 - h)), width: thousandths(w), height: thousandths(h) };
}

/**
 * All photos made of originals: each whole and in parts, as it is and with `flaws` of the twelve flaws. A flaw is kept when it shows in what is
 * measured; a photo that cannot have it (a flat picture cannot be made flatter) goes without. A file that cannot be read is left out and named.
 */
export async function gallery(sandbox: Sandbox, all: readonly Original[], { flaws, seed }: { readonly flaws: number; readonly seed: number }): Promise<{ readonly photos: readonly Photo[]; readonly unreadable: readonly { readonly path: string; readonly message: string }[] }> {
  const unreadable: { path: string; message: string }[] = [];
  const lists = await Promise.all(all.map(async (original) => {
    const whole: Recipe = { id: original.id, path: original.path, sha256: original.sha256, longEdge: PHOTO_EDGE };
    try {
      const surveyed = await sandbox.survey(whole);
      return () => photosOf(sandbox, original, whole, surveyed, flaws, randomOf(seedOf('gallery', seed, original.sha256)));
    } catch (error) {
      unreadable.push({ path: original.path, message: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }));
  const [first] = unreadable.sort((a, b) => (a.path < b.path ? -1 : 1));
  if (first && lists.every((list) => list === undefined)) throw new EvolveError('no-photos', `None of the photos can be opened. ${first.path}: ${first.message}`);
  return { photos: (await Promise.all(lists.map((list) => list?.() ?? []))).flat(), unreadable };
}

async function photosOf(sandbox: Sandbox, { id, split, shows }: Original, whole: Recipe, first: Surveyed, flaws: number, random: Random): Promise<readonly Photo[]> {
  const recipes = [whole, ...Array.from({ length: CROPS }, (_, at): Recipe => ({ ...whole, id: `${id}.${at + 1}`, crop: cropOf(first.size, random) }))];
  const plans = recipes.map((recipe) => ({ recipe, tried: random.shuffled(FLAWS).slice(0, flaws).map((flaw) => ({ flaw, strengths: strengths(random) })) }));
  const photos = await Promise.all(plans.map(async ({ recipe, tried }) => {
    const surveyed = recipe === whole ? first : await sandbox.survey(recipe);
    const photo: Photo = { id: recipe.id, original: id, split, recipe, shows: shows ?? guessed(surveyed.evidence), surveyed };
    return [photo, ...(await Promise.all(tried.map((one) => spoilt(sandbox, photo, one)))).flatMap((one) => one ?? [])];
  }));
  return photos.flat();
}

/** The photo with a flaw, at the least strength that shows. */
async function spoilt(sandbox: Sandbox, photo: Photo, { flaw, strengths: tries }: { readonly flaw: Flaw; readonly strengths: readonly number[] }): Promise<Photo | undefined> {
  for (const strength of tries) {
    const recipe: Recipe = { ...photo.recipe, id: `${photo.id}.${flaw.id}`, flaw: flaw.settings(strength) };
    const [developed] = await sandbox.render([{ recipe: photo.recipe, settings: recipe.flaw ?? {} }]);
    if (!developed || flaw.reads(developed.evidence) - flaw.reads(photo.surveyed.evidence) < flaw.least) continue;
    return { ...photo, id: recipe.id, recipe, flaw: flaw.id, surveyed: await sandbox.survey(recipe) };
  }
  return undefined;
}
