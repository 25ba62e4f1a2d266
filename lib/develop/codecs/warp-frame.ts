import { numberOf } from '../settings';
import type { DevelopSettings, JsonValue } from '../types';

/** Where a point of the picture (fractions) comes to lie. */
type Move = (x: number, y: number) => readonly [x: number, y: number];

const SLIDERS = ['PerspectiveVertical', 'PerspectiveHorizontal', 'PerspectiveRotate', 'PerspectiveAspect', 'PerspectiveX', 'PerspectiveY'] as const;

/** +0: a slider turned round at its default is at its default. */
const flip = (value: number, sign: number): number => (value === 0 ? 0 : value * sign);

/**
 * The Transform sliders in the frame of a picture that is turned or mirrored: what tilts one swings the other. Exact, as a quarter turn or a mirror L takes the
 * homography H to L·H·L⁻¹, and each factor of the sliders' own with it.
 */
export function movePerspective(settings: DevelopSettings, move: Move): Readonly<Record<string, JsonValue>> {
  const [[ox, oy], [rx, ry], [dx, dy]] = [move(0, 0), move(1, 0), move(0, 1)];
  const [a, b, c, d] = [rx - ox, dx - ox, ry - oy, dy - oy];
  const sign = a * d - b * c < 0 ? -1 : 1;
  if (!SLIDERS.some((name) => settings[name] !== undefined)) return {};
  const [v, h, rotate, aspect, x, y] = SLIDERS.map((name) => numberOf(settings, name)) as [number, number, number, number, number, number];
  const moved = [c * h + d * v, a * h + b * v, flip(rotate, sign), flip(aspect, a === 0 ? -1 : 1), a * x - b * y, -(c * x - d * y)];
  return Object.fromEntries(SLIDERS.map((name, index) => [name, moved[index] || null]));
}
