import type { Module } from '../kernels/loader';
import type { DevelopSettings, Pixels } from '../types';
import { hasRetouch, type Patch, retouch, retouchKey } from './retouch';

/** What is done to a photo once, before any size or part of it is rendered. Plain data: it may cross threads and be kept under `prepareKey`. */
export type Prepared = {
  /** Retouched pixels of the source, in order. */
  readonly patches: readonly Patch[];
};

/** Whether the settings have anything to prepare. */
export const needsPreparing = (settings: DevelopSettings): boolean => hasRetouch(settings);

/** Names what `prepare` would answer, together with the photo and the size of its source. */
export const prepareKey = (settings: DevelopSettings): string => retouchKey(settings);

export type PrepareJob = {
  /** The picture that will be rendered from: the whole upright photo at any size. */
  readonly source: Pixels;
  /** The same photo at `analysisSize`: what is found is found here, so that it is the same for every source. */
  readonly small: Pixels;
  readonly settings: DevelopSettings;
};

export const prepare = (module: Module, { source, small, settings }: PrepareJob): Prepared => ({ patches: retouch(module, source, small, settings) });
