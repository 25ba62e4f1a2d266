import { cropFrame } from '@/lib/develop/engine';
import type { DevelopSettings, Size, SettingsPatch } from '@/lib/develop/types';
import type { Goal, Observation } from '../../types';

export type GeometryGoal = Extract<Goal, { readonly kind: 'geometry' }>;

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
  // Requests turn the picture clockwise when positive; `CropAngle` turns the crop, and so the picture the other way.
  const angle = goal.angle !== undefined ? -goal.angle : goal.straighten ? tilt(now) : undefined;
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

/** Degrees searched to either side; how much better than the usual angle the best must fit; the least lean worth turning for. */
const TILT = { most: 7, step: 0.25, clearness: 1.35, least: 0.4, strong: 24, points: 12_000 } as const;

/** Pixels on strong edges that run nearly level or nearly upright: [x, y] of the first, [y, x] of the second, so that both project alike. */
function straightEdges({ width, height, channels, data, depth }: Observation['pixels']): readonly (readonly [along: number, across: number, sign: 1 | -1])[] {
  const scale = depth === 8 ? 1 : 1 / 257;
  const luma = (x: number, y: number): number => {
    const at = (y * width + x) * channels;
    return scale * (0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0));
  };
  const edges: (readonly [number, number, 1 | -1])[] = [];
  for (let y = 2; y < height - 2; y++) for (let x = 2; x < width - 2; x++) {
    const gx = Math.abs(luma(x + 1, y) - luma(x - 1, y));
    const gy = Math.abs(luma(x, y + 1) - luma(x, y - 1));
    if (gy > TILT.strong && gy > 2.5 * gx) edges.push([x - width / 2, y - height / 2, 1]);
    else if (gx > TILT.strong && gx > 2.5 * gy) edges.push([y - height / 2, x - width / 2, -1]);
  }
  const stride = Math.ceil(edges.length / TILT.points);
  return stride > 1 ? edges.filter((_, index) => index % stride === 0) : edges;
}

/**
 * How far the horizon or the uprights lean, in degrees of `CropAngle` that put it right: the angle at which edge pixels line up best, seen along it (a
 * Radon projection). 0 when no angle stands out, so that a picture without straight lines is left alone.
 */
export function tilt({ pixels }: Observation): number {
  const edges = straightEdges(pixels);
  if (edges.length < 60) return 0;
  const reach = Math.ceil(Math.hypot(pixels.width, pixels.height) / 2) + 2;
  const fits = Array.from({ length: Math.round((2 * TILT.most) / TILT.step) + 1 }, (_, index) => {
    const slope = Math.tan(((index * TILT.step - TILT.most) * Math.PI) / 180);
    const lines = new Float64Array(4 * reach);
    for (const [along, across, sign] of edges) {
      const at = Math.round(across - sign * slope * along) + reach + (sign > 0 ? 0 : 2 * reach);
      lines[at] = (lines[at] ?? 0) + 1;
    }
    return lines.reduce((sum, count) => sum + count * count, 0);
  });
  const best = fits.indexOf(Math.max(...fits));
  const usual = [...fits].sort((a, b) => a - b)[fits.length >> 1] ?? 0;
  const angle = best * TILT.step - TILT.most;
  return (fits[best] ?? 0) > TILT.clearness * usual && Math.abs(angle) >= TILT.least ? angle : 0;
}
