import type { Evidence } from '@/lib/agent/types';
import type { DevelopSettings } from '@/lib/develop/types';
import { EvolveError } from '../../errors';
import type { Split } from '../../types';
import { viewDistance } from '../people/distance';
import { keyOf, LineCache, packView, unpackView } from '../cache';
import { type Random, randomOf, seedOf } from '../../random';
import type { Sandbox } from '../sandbox/sandbox';
import type { Surveyed } from '../sandbox/worker';
import { type Flaw, type FlawId, FLAWS, strengths } from './flaws';
import type { Original } from './originals';
import { contentOf, type Crop, type Recipe } from './recipe';
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
/** ΔE (Oklab ×100, mean of the small views) below which two files show one picture: other encodings and sizes of it. Other pictures differ by nine and more. */
const SAME_PICTURE = 2;
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
 * measured; a photo that cannot have it (a flat picture cannot be made flatter) goes without. A file that cannot be read, or that shows what another shows, is left out and named.
 */
export async function gallery(sandbox: Sandbox, all: readonly Original[], { flaws, seed, cache }: { readonly flaws: number; readonly seed: number; readonly cache?: string }): Promise<{ readonly photos: readonly Photo[]; readonly unreadable: readonly { readonly path: string; readonly message: string }[] }> {
  const eye = await eyeOf(sandbox, cache);
  const unreadable: { path: string; message: string }[] = [];
  const opened = await Promise.all(all.map(async (original) => {
    const whole: Recipe = { id: original.id, path: original.path, sha256: original.sha256, longEdge: PHOTO_EDGE };
    try {
      return { original, whole, surveyed: await eye.survey(whole) };
    } catch (error) {
      unreadable.push({ path: original.path, message: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }));
  const kept: NonNullable<(typeof opened)[number]>[] = [];
  for (const one of opened) {
    if (!one) continue;
    // The same picture in another file could be in the other half.
    const twin = kept.find(({ surveyed }) => viewDistance(surveyed.view, one.surveyed.view) < SAME_PICTURE);
    if (twin) unreadable.push({ path: one.original.path, message: `This is the same picture as ${twin.original.path}.` });
    else kept.push(one);
  }
  const [first] = unreadable.sort((x, y) => (x.path < y.path ? -1 : 1));
  if (first && kept.length === 0) throw new EvolveError('no-photos', `None of the photos can be opened. ${first.path}: ${first.message}`);
  const photos = (await Promise.all(kept.map(({ original, whole, surveyed }) => photosOf(eye, original, whole, surveyed, flaws, randomOf(seedOf('gallery', seed, original.sha256)))))).flat();
  await eye.settled();
  return { photos, unreadable };
}

async function photosOf(eye: Eye, { id, split, shows }: Original, whole: Recipe, first: Surveyed, flaws: number, random: Random): Promise<readonly Photo[]> {
  const recipes = [whole, ...Array.from({ length: CROPS }, (_, at): Recipe => ({ ...whole, id: `${id}.${at + 1}`, crop: cropOf(first.size, random) }))];
  const plans = recipes.map((recipe) => ({ recipe, tried: random.shuffled(FLAWS).slice(0, flaws).map((flaw) => ({ flaw, strengths: strengths(random) })) }));
  const photos = await Promise.all(plans.map(async ({ recipe, tried }) => {
    const surveyed = recipe === whole ? first : await eye.survey(recipe);
    const photo: Photo = { id: recipe.id, original: id, split, recipe, shows: shows ?? guessed(surveyed.evidence), surveyed };
    return [photo, ...(await Promise.all(tried.map((one) => spoilt(eye, photo, one)))).flatMap((one) => one ?? [])];
  }));
  return photos.flat();
}

/** The photo with a flaw, at the least strength that shows. */
async function spoilt(eye: Eye, photo: Photo, { flaw, strengths: tries }: { readonly flaw: Flaw; readonly strengths: readonly number[] }): Promise<Photo | undefined> {
  for (const strength of tries) {
    const recipe: Recipe = { ...photo.recipe, id: `${photo.id}.${flaw.id}`, flaw: flaw.settings(strength) };
    const developed = await eye.measure(photo.recipe, recipe.flaw ?? {});
    if (flaw.reads(developed) - flaw.reads(photo.surveyed.evidence) < flaw.least) continue;
    return { ...photo, id: recipe.id, recipe, flaw: flaw.id, surveyed: await eye.survey(recipe) };
  }
  return undefined;
}

/** What is asked of the sandbox while photos are made, kept for the next run. */
type Eye = { survey(recipe: Recipe): Promise<Surveyed>; measure(recipe: Recipe, settings: DevelopSettings): Promise<Evidence>; settled(): Promise<void> };

async function eyeOf(sandbox: Sandbox, folder: string | undefined): Promise<Eye> {
  const surveys = await LineCache.open<Omit<Surveyed, 'view'> & { readonly view: string }>(folder, 'surveys');
  const measured = await LineCache.open<Evidence>(folder, 'flaws');
  return {
    survey: async (recipe) => {
      const { view, ...rest } = await surveys.get(keyOf(contentOf(recipe), sandbox.edge), async () => {
        const seen = await sandbox.survey(recipe);
        return { ...seen, view: packView(seen.view) };
      });
      return { ...rest, view: unpackView(view) };
    },
    measure: (recipe, settings) => measured.get(keyOf(contentOf(recipe), sandbox.edge, settings), async () => {
      const [developed] = await sandbox.render([{ recipe, settings }]);
      if (!developed) throw new EvolveError('render-failed', `The sandbox did not render ${recipe.id}.`);
      return developed.evidence;
    }),
    settled: async () => void (await Promise.all([surveys.settled(), measured.settled()])),
  };
}
