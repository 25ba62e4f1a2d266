import type { Pixels } from '../types';

/** Turns a picture's numbers into 0…1 as a display shows them: those of a RAW photo, which are light, by a square root, near enough to find edges. */
export function encodedBy({ depth, scene }: Pixels): (value: number) => number {
  if (scene) return (value) => Math.sqrt(Math.min(1, value / scene.white));
  const scale = 1 / (depth === 8 ? 255 : 65535);
  return (value) => value * scale;
}
