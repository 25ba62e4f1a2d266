import { cropFrame } from '@/lib/develop/engine';
import { numberOf } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch, Size } from '@/lib/develop/types';

/** Ratios a photographer asks for, width to height in landscape. `null` is the photo's own. */
export const RATIOS: readonly (readonly [width: number, height: number] | null)[] = [null, [1, 1], [5, 4], [4, 3], [3, 2], [16, 9], [21, 9]];

const NO_CROP: SettingsPatch = { CropLeft: null, CropTop: null, CropRight: null, CropBottom: null, HasCrop: null, CropAngle: null };

export type PhotoBox = { readonly cx: number; readonly cy: number; readonly width: number; readonly height: number };

/** The patch for a box in pixels of the full photo, turned by `angle` degrees about its centre, shrunk until it lies inside the photo. */
export function cropPatch(full: Size, box: PhotoBox, angle: number): SettingsPatch {
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const reachX = (box.width * cos + box.height * Math.abs(sin)) / 2;
  const reachY = (box.width * Math.abs(sin) + box.height * cos) / 2;
  const fit = Math.min(1, Math.min(box.cx, full.width - box.cx) / reachX, Math.min(box.cy, full.height - box.cy) / reachY);
  const [width, height] = [box.width * fit, box.height * fit];
  if (angle === 0 && width >= full.width - 0.5 && height >= full.height - 0.5) return NO_CROP;
  // Documents hold two opposite corners of the turned rectangle.
  const [dx, dy] = [width * cos - height * sin, height * cos + width * sin];
  const share = (value: number) => Number(Math.min(1, Math.max(0, value)).toFixed(6));
  return {
    CropLeft: share((box.cx - dx / 2) / full.width),
    CropRight: share((box.cx + dx / 2) / full.width),
    CropTop: share((box.cy - dy / 2) / full.height),
    CropBottom: share((box.cy + dy / 2) / full.height),
    CropAngle: angle === 0 ? null : angle,
    HasCrop: true,
  };
}

/** Whether the photo is shown on its side. */
const onItsSide = (settings: DevelopSettings): boolean => Number(settings['Orientation'] ?? 1) >= 5;

/** The largest crop of a ratio (as shown, width / height) about the present crop's centre. `null` puts the photo's own ratio back. */
export function withRatio(full: Size, settings: DevelopSettings, ratio: number | null): SettingsPatch {
  const angle = numberOf(settings, 'CropAngle');
  const { cx, cy } = cropFrame(full, settings);
  const wanted = ratio === null ? full.width / full.height : onItsSide(settings) ? 1 / ratio : ratio;
  const centred = ratio === null ? { cx: full.width / 2, cy: full.height / 2 } : { cx, cy };
  const room = { width: 2 * Math.min(centred.cx, full.width - centred.cx), height: 2 * Math.min(centred.cy, full.height - centred.cy) };
  const width = Math.min(room.width, room.height * wanted);
  return cropPatch(full, { ...centred, width, height: width / wanted }, angle);
}

/** Straightens: the crop of `settings`, turned to another angle about its centre. */
export function withAngle(full: Size, settings: DevelopSettings, angle: number): SettingsPatch {
  const frame = cropFrame(full, { ...settings, CropAngle: 0 });
  const present = numberOf(settings, 'CropAngle') === 0 ? frame : cropFrame(full, settings);
  return cropPatch(full, present, angle);
}

const TURNED_RIGHT: Readonly<Record<number, number>> = { 1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2 };
const TURNED_LEFT: Readonly<Record<number, number>> = { 6: 1, 3: 6, 8: 3, 1: 8, 7: 2, 4: 7, 5: 4, 2: 5 };
const FLIPPED: Readonly<Record<number, number>> = { 1: 2, 2: 1, 3: 4, 4: 3, 5: 6, 6: 5, 7: 8, 8: 7 };

/** Quarter turns and mirroring of the picture as shown, in EXIF's eight orientations. */
export function withTurn(settings: DevelopSettings, turn: 'left' | 'right' | 'flip'): SettingsPatch {
  const now = Number(settings['Orientation'] ?? 1);
  const next = (turn === 'left' ? TURNED_LEFT : turn === 'right' ? TURNED_RIGHT : FLIPPED)[now] ?? 1;
  return { Orientation: next === 1 ? null : next };
}
