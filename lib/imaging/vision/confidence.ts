import { clamp, ramp } from './plane';
import type { Thing } from './objects';
import type { Localised } from '@/lib/develop/types';
import type { Sky } from './sky';
import type { Part } from './keys';

export type PeopleEvidence = {
  /** How decided the parser was, 0.5…1. */
  readonly decision: number;
  /** Share of the photo that people cover. */
  readonly coverage: number;
  /** Of the face mesh or the detector. */
  readonly score: number;
  /** Width of the larger open eye in px of the masks. */
  readonly eye: number;
  readonly part: Part | undefined;
  /** One of several people. */
  readonly separate: boolean;
};

/** Parts that the face mesh places. */
const PLACED = new Set<Part | undefined>(['eyes', 'eyewhites', 'lips', 'teeth', 'brows']);

export function confidenceOfPeople({ decision, coverage, score, eye, part, separate }: PeopleEvidence): number {
  const seen = ramp(decision, 0.7, 0.93) * clamp(score) * (0.55 + 0.45 * ramp(coverage, 0.002, 0.02));
  const placed = PLACED.has(part) ? ramp(eye, 2, 14) : part === undefined || part === 'clothes' ? 1 : 0.6 + 0.4 * ramp(eye, 1, 8);
  return clamp(seen * placed * (part === 'beard' || part === 'eyewhites' ? 0.7 : 1) * (separate ? 0.9 : 1));
}

/** COCO's things that stand on tables and in rooms: cutlery, food, furniture, appliances. */
const INDOORS = (label: number): boolean => label >= 39 && label !== 58;

/** A large face stands before a backdrop as often as before the sky. */
export function confidenceOfSky(sky: Sky, largestFace: number, things: readonly Thing[]): { readonly confidence: number; readonly reason?: Localised } {
  const room = Math.max(0, ...things.filter(({ label }) => INDOORS(label)).map(({ score }) => score));
  const confidence = sky.confidence * (1 - 0.4 * ramp(largestFace, 0.12, 0.25)) * (1 - 0.5 * ramp(room, 0.4, 0.6));
  if (confidence >= 0.5) return { confidence };
  return { confidence, reason: sky.reason ?? { en: 'This looks like a backdrop or a room rather than the sky.', zh: '这里更像背景幕布或室内，而不是天空。' } };
}
