import type { Assets, Found } from '../assets';
import type { Module } from '../kernels/loader';
import { needsOf } from '../masks/needs';
import { LENS_BLUR, lensBlurOf, sha256 } from '../settings';
import type { DevelopSettings, Pixels, Size } from '../types';
import { blurLayers, type BlurLayers } from './lens-blur';
import { hasRetouch, type Patch, retouch, retouchKey } from './retouch';

/** What is done to a photo once, before any size or part of it is rendered. Plain data: it may cross threads and be kept. */
export type Prepared = {
  /** Retouched pixels of the source, in order. */
  readonly patches?: readonly Patch[];
  /** The photo out of focus. */
  readonly blur?: BlurLayers;
};

/** Whether the settings have anything to prepare. */
export const needsPreparing = (settings: DevelopSettings): boolean => hasRetouch(settings) || lensBlurOf(settings) !== undefined;

/** One part of the work. `small` is the photo at `analysisSize`: what is found is found there, so that it is the same for every source. */
export type PrepareJob = { readonly small: Pixels; readonly settings: DevelopSettings } & (
  | { readonly part: 'retouch'; readonly source: Pixels }
  | { readonly part: 'lens-blur'; readonly full: Size; readonly assets: Assets; readonly patches: readonly Patch[]; readonly id: string }
);

export function prepare(module: Module, job: PrepareJob): Prepared {
  if (job.part === 'retouch') return { patches: retouch(module, job.source, job.small, job.settings) };
  const blur = lensBlurOf(job.settings);
  const layers = blur && blurLayers(module, { ...job, blur });
  return layers ? { blur: layers } : {};
}

export type Preparation = { readonly source: Pixels; readonly small: Pixels; readonly full: Size; readonly settings: DevelopSettings; readonly assets?: Assets };

/** Does a part of the work or remembers it: the same key, for the same photo, is the same answer. */
export type Preparer = (key: string, job: PrepareJob) => Promise<Prepared> | Prepared;

const idOf = (found: Found | undefined): string => (found ? (found.id ?? `${found.width}x${found.height}`) : '');

/** All that settings with `needsPreparing` need for `RenderJob.prepared`, part by part, so that a slider of one part leaves the others as they are. */
export async function preparing({ source, small, full, settings, assets = {} }: Preparation, run: Preparer): Promise<Prepared> {
  const key = sha256(retouchKey(settings));
  const patchesFor = async (picture: Pixels) => (hasRetouch(settings) ? (await run(`retouch ${picture.width} ${key}`, { part: 'retouch', source: picture, small, settings })).patches : undefined) ?? [];
  const patches = await patchesFor(source);
  const blur = lensBlurOf(settings);
  if (!blur) return { patches };
  const found = [idOf(assets.depth), ...needsOf(blur.masks).masks.map((mask) => idOf(assets.masks?.[mask]))];
  const id = sha256(JSON.stringify([settings[LENS_BLUR] ?? null, found, key]));
  return { patches, ...await run(`lens-blur ${id}`, { part: 'lens-blur', small, full, settings, assets, patches: await patchesFor(small), id }) };
}
