import type { Homography } from '../../assets';
import type { Size } from '../../types';
import { centred } from './perspective';
import { type Edge, framed, planeOf, straighten } from './rectify';

/** A line drawn along an edge that should stand or lie: its ends in fractions of the photo. */
export type Guide = readonly [x1: number, y1: number, x2: number, y2: number];

/** Focal length taken for photos that do not say theirs: 35 mm on 36 mm film, as Lightroom takes it; in long edges. */
export const USUAL_FOCAL = 35 / 36;
/** Shorter guides say nothing, in long edges. */
const LEAST_LENGTH = 0.02;

/** The correction that two to four guides ask for; nearer upright than level means upright. Undefined where they make no sense together. */
export function solveGuides(guides: readonly Guide[], full: Size, focal = USUAL_FOCAL): Homography | undefined {
  const { width, height } = centred(full);
  const uprights: Edge[] = [], levels: Edge[] = [];
  for (const [x1, y1, x2, y2] of guides) {
    const [ax, ay, bx, by] = [(x1 - 0.5) * width, (y1 - 0.5) * height, (x2 - 0.5) * width, (y2 - 0.5) * height];
    const dx = Math.abs(bx - ax), dy = Math.abs(by - ay);
    if (dx * dx + dy * dy < LEAST_LENGTH * LEAST_LENGTH) continue;
    (dy >= dx ? uprights : levels).push({ normal: planeOf(ax, ay, bx, by, focal), weight: 1 });
  }
  if (uprights.length + levels.length < 2) return undefined;
  return framed(straighten(uprights, levels), focal, full, 'all');
}
