import type { Attribute } from '../types';

/**
 * How far a request goes, in measured units: from the measured value, the direction and the degree (0..1) to the value to reach. The same
 * words therefore mean less on a photo that has little room left. Calibrated by eye: degree 0.5 is a change that anyone sees at once and
 * nobody calls overdone.
 */
export type Ask = (from: number, direction: 1 | -1, degree: number) => number;

const headroom = (up: number, down: number): Ask => (from, direction, degree) =>
  direction > 0 ? from + degree * up * (100 - from) : from - degree * down * from;
const scaled = (up: number, down: number): Ask => (from, direction, degree) => from * (direction > 0 ? 1 + degree * up : 1 - degree * down);
const shifted = (up: number, down = up): Ask => (from, direction, degree) => from + direction * degree * (direction > 0 ? up : down);

export const ASKS: Readonly<Record<Attribute, Ask>> = {
  brightness: headroom(0.3, 0.5),
  // A picture of strong contrast has little left to spread.
  contrast: (from, direction, degree) => (direction > 0 ? from * (1 + 0.32 * degree * Math.min(1, Math.max(0.2, (38 - from) / 18))) : from * (1 - 0.34 * degree)),
  highlights: shifted(13, 22),
  shadows: shifted(15, 10),
  whites: shifted(9, 14),
  blacks: shifted(7, 7),
  warmth: shifted(4.6),
  tint: shifted(4.6),
  saturation: scaled(0.5, 0.75),
  vibrance: scaled(0.36, 0.5),
  haze: (from, direction, degree) => (direction > 0 ? from + degree * 22 : from * (1 - 0.24 * degree)),
  clarity: scaled(0.2, 0.22),
  texture: scaled(0.2, 0.24),
  sharpness: scaled(0.35, 0.3),
  softness: scaled(-0.35, -0.2),
  grain: shifted(0.5, 0.6),
  vignette: shifted(-9, -9),
  monochrome: () => 0,
  fade: shifted(15, 8),
  hue: shifted(34),
};

/** The least ask that is worth a move, and what counts as reached, in the units of the attribute. */
export const GRAIN: Readonly<Record<Attribute, number>> = {
  brightness: 1.2, contrast: 0.5, highlights: 1.2, shadows: 0.9, whites: 0.8, blacks: 0.6, warmth: 0.3, tint: 0.3, saturation: 0.3, vibrance: 0.3, haze: 0.7,
  clarity: 0.15, texture: 0.12, sharpness: 0.2, softness: 0.15, grain: 0.08, vignette: 0.8, monochrome: 0.2, fade: 0.8, hue: 2.5,
};
