import { applyPatch, sameJson } from '@/lib/develop/settings';
import type { DevelopSettings, Size } from '@/lib/develop/types';
import type { StudioActions } from '../../studio/context';
import type { StudioStore } from '../../studio/store';
import type { Crop } from './crop-box';

/** Lines that help to compose, in the order in which they are cycled through. */
export const GRIDS = ['thirds', 'golden', 'diagonal', 'triangle', 'grid', 'none'] as const;
export type Grid = (typeof GRIDS)[number];

/** Cropping on the canvas. */
export type CropSlice = {
  readonly cropping: boolean;
  /** Stays for a moment after cropping, until the cropped picture is there. */
  readonly crop: Crop | null;
  /** What it began with; the same object as long as nothing was drawn. */
  readonly cropStart: Crop | null;
  readonly grid: Grid;
  /** A line is drawn that is to be level or upright. */
  readonly levelling: boolean;
};

export const cropClosed: CropSlice = { cropping: false, crop: null, cropStart: null, grid: 'thirds', levelling: false };

const NO_CROP = { CropLeft: null, CropTop: null, CropRight: null, CropBottom: null, CropAngle: null, CropConstrainToWarp: null, Orientation: null, PostCropVignetteAmount: null } as const;
const wholes = new WeakMap<DevelopSettings, DevelopSettings>();
const known = new WeakSet<DevelopSettings>();

/** Settings as they are shown while one crops: the whole upright photo, without what follows the crop's edge. The same object for the same settings. */
export function uncropped(settings: DevelopSettings): DevelopSettings {
  const whole = wholes.get(settings) ?? applyPatch(settings, NO_CROP);
  wholes.set(settings, whole);
  known.add(whole);
  return whole;
}

/** Whether settings were made to crop on. */
export const isUncropped = (settings: DevelopSettings): boolean => known.has(settings);

/** What the studio's first load does without. */
const maths = () => import('./crop-box');

export async function startCrop(store: StudioStore, full: Size, settings: DevelopSettings): Promise<void> {
  const { cropOf } = await maths();
  const crop = cropOf(full, settings);
  store.setState({ cropping: true, crop, cropStart: crop, levelling: false, compare: 'off', pointing: null, target: null, drawing: null, inHand: null, retouching: null, retouched: null, guiding: false, loupe: false, liveWanted: true });
}

export const cancelCrop = (store: StudioStore): void => store.setState({ cropping: false, levelling: false });

/** Makes one step of what was drawn; of nothing, none. */
export async function commitCrop(store: StudioStore, full: Size, settings: DevelopSettings, { commit }: Pick<StudioActions, 'commit'>): Promise<void> {
  const { patchFor } = await maths();
  const { crop, cropStart: start, cropping, draft } = store.getState();
  if (!cropping) return;
  if (!crop || crop === start) return cancelCrop(store);
  const patch = Object.fromEntries(Object.entries(patchFor(full, crop)).filter(([name, value]) => !sameJson(settings[name] ?? null, value)));
  if (Object.keys(patch).length === 0) return cancelCrop(store);
  store.setState({ cropping: false, levelling: false, draft: { ...draft, ...patch } });
  commit();
}

export const nextGrid = (store: StudioStore): void => store.setState(({ grid }) => ({ grid: GRIDS[(GRIDS.indexOf(grid) + 1) % GRIDS.length] ?? 'thirds' }));
