import { applyPatch } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';

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
