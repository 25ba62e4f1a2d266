import type { DevelopSettings } from '@/lib/develop/types';

/** Parameters that decide which pixels are in the frame. */
export const GEOMETRY = ['HasCrop', 'CropTop', 'CropLeft', 'CropBottom', 'CropRight', 'CropAngle', 'Orientation'] as const;

/** The part of settings that frames the photo. */
export const frameOf = (settings: DevelopSettings): DevelopSettings =>
  Object.fromEntries(GEOMETRY.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])));

/** Settings of one document with the frame of another, so that two pictures cover the same pixels. */
export function withFrameOf(settings: DevelopSettings, frame: DevelopSettings): DevelopSettings {
  const own = new Set<string>(GEOMETRY);
  return { ...Object.fromEntries(Object.entries(settings).filter(([name]) => !own.has(name))), ...frameOf(frame) };
}
