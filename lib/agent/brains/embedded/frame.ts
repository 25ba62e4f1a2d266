import { cropFrame } from '@/lib/develop/engine';
import type { DevelopSettings, Size, SettingsPatch } from '@/lib/develop/types';
import type { Goal, Observation } from '../../types';

export type GeometryGoal = Extract<Goal, { readonly kind: 'geometry' }>;

/** Parameters that decide which pixels are in the frame. */
export const GEOMETRY = ['HasCrop', 'CropTop', 'CropLeft', 'CropBottom', 'CropRight', 'CropAngle', 'Orientation'] as const;

/** Settings of one document with the frame of another, so that two pictures cover the same pixels. */
export function withFrameOf(settings: DevelopSettings, frame: DevelopSettings): DevelopSettings {
  const framed: Record<string, DevelopSettings[string]> = { ...settings };
  for (const name of GEOMETRY) {
    const value = frame[name];
    if (value === undefined) delete framed[name];
    else framed[name] = value;
  }
  return framed;
}

/** Turning right by a quarter, and mirroring, as permutations of EXIF orientations. */
const QUARTER: Readonly<Record<number, number>> = { 1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2 };
const MIRROR: Readonly<Record<'horizontal' | 'vertical', Readonly<Record<number, number>>>> = {
  horizontal: { 1: 2, 2: 1, 3: 4, 4: 3, 5: 6, 6: 5, 7: 8, 8: 7 },
  vertical: { 1: 4, 4: 1, 2: 3, 3: 2, 5: 8, 8: 5, 6: 7, 7: 6 },
};

const fine = (value: number): number => Math.round(value * 1e4) / 1e4;

/** The crop, angle and orientation of a request, from the frame as it is. The crop is the largest of its ratio about the old centre. */
export function framePatch(goal: GeometryGoal, base: DevelopSettings, photo: Size, now: Observation): SettingsPatch {
  const patch: Record<string, SettingsPatch[string]> = {};
  const angle = goal.angle ?? (goal.straighten ? tilt(now) : undefined);
  if (angle !== undefined && Math.abs(angle) >= 0.1) {
    const from = typeof base['CropAngle'] === 'number' ? base['CropAngle'] : 0;
    Object.assign(patch, { HasCrop: true, CropAngle: Math.round(Math.min(45, Math.max(-45, from + angle)) * 100) / 100 });
  }
  let orientation = typeof base['Orientation'] === 'number' ? base['Orientation'] : 1;
  for (let turns = (((goal.quarterTurns ?? 0) % 4) + 4) % 4; turns > 0; turns--) orientation = QUARTER[orientation] ?? 1;
  if (goal.flip) orientation = MIRROR[goal.flip][orientation] ?? 1;
  if (orientation !== (base['Orientation'] ?? 1)) patch['Orientation'] = orientation;
  if (goal.ratio) {
    const [across, down] = orientation >= 5 ? [goal.ratio[1], goal.ratio[0]] : goal.ratio;
    const frame = cropFrame(photo, { ...base, ...patch });
    const width = Math.min(frame.width, (frame.height * across) / down);
    const height = (width * down) / across;
    // The stored corners are those of the turned rectangle: rotate the half diagonal.
    const dx = (width * frame.cos - height * frame.sin) / 2;
    const dy = (width * frame.sin + height * frame.cos) / 2;
    Object.assign(patch, {
      HasCrop: true, CropLeft: fine((frame.cx - dx) / photo.width), CropRight: fine((frame.cx + dx) / photo.width),
      CropTop: fine((frame.cy - dy) / photo.height), CropBottom: fine((frame.cy + dy) / photo.height),
    });
  }
  return patch;
}

/** Degrees searched to either side, and how clear the best angle must stand out. */
const TILT = { most: 7, step: 0.25, clearness: 1.35, least: 0.3 } as const;

/**
 * How far the horizon or the uprights lean, in degrees to turn the picture back: the direction in which strong, nearly level or upright edges
 * agree. 0 when no direction stands out, so that a picture without straight lines is left alone.
 */
export function tilt({ pixels }: Observation): number {
  const { width, height, channels, data } = pixels;
  const bins = new Float64Array(Math.round((2 * TILT.most) / TILT.step) + 1);
  const luma = (x: number, y: number): number => {
    const at = (y * width + x) * channels;
    return 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
  };
  const strong = pixels.depth === 8 ? 40 : 40 * 257;
  for (let y = 1; y < height - 1; y++) for (let x = 1; x < width - 1; x++) {
    const gx = luma(x + 1, y - 1) + 2 * luma(x + 1, y) + luma(x + 1, y + 1) - luma(x - 1, y - 1) - 2 * luma(x - 1, y) - luma(x - 1, y + 1);
    const gy = luma(x - 1, y + 1) + 2 * luma(x, y + 1) + luma(x + 1, y + 1) - luma(x - 1, y - 1) - 2 * luma(x, y - 1) - luma(x + 1, y - 1);
    const power = Math.hypot(gx, gy);
    if (power < strong) continue;
    // The gradient stands across the edge: a level edge has it upright.
    const degrees = (Math.atan2(gy, gx) * 180) / Math.PI;
    const off = ((degrees % 90) + 135) % 90 - 45;
    if (Math.abs(off) <= TILT.most) {
      const bin = Math.round((off + TILT.most) / TILT.step);
      bins[bin] = (bins[bin] ?? 0) + Math.min(power, 6 * strong);
    }
  }
  const smooth = Array.from(bins, (_, i) => (bins[i - 1] ?? 0) + 2 * (bins[i] ?? 0) + (bins[i + 1] ?? 0));
  const best = smooth.indexOf(Math.max(...smooth));
  const mean = smooth.reduce((sum, value) => sum + value, 0) / smooth.length;
  const angle = best * TILT.step - TILT.most;
  return mean > 0 && (smooth[best] ?? 0) > TILT.clearness * mean && Math.abs(angle) >= TILT.least ? -angle : 0;
}
