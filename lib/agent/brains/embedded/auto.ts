import type { AdjustGoal } from '../../aims';
import type { Evidence } from '../../types';

/** A goal with the value to reach set by the photo's own needs instead of by degree. */
export type Planned = AdjustGoal & { readonly target?: number; readonly reason?: AutoReason };

export type AutoReason = 'dark' | 'bright' | 'flat' | 'veiled' | 'cast' | 'dull' | 'garish' | 'clipped' | 'blocked' | 'weak-black' | 'weak-white';

const WHOLE = { kind: 'whole' } as const;
const toward = (from: number, to: number, share: number): number => from + (to - from) * share;

/**
 * A cast is the light's, not the motif's, when shadows, midtones and highlights lean the same way. The least lean that all of them share
 * is taken for it; a sunset, whose shadows are blue, or a lawn, whose sky is not green, share little.
 */
export function sharedCast({ regions }: Evidence): { readonly a: number; readonly b: number } {
  const zones = [regions.shadows, regions.midtones, regions.highlights].filter((zone) => zone !== undefined && zone.share > 0.04);
  if (zones.length < 2) return { a: 0, b: 0 };
  const shared = (axis: 'a' | 'b'): number => {
    const values = zones.map((zone) => zone?.cast[axis] ?? 0);
    const low = Math.min(...values);
    const high = Math.max(...values);
    return low > 0 ? low : high < 0 ? high : 0;
  };
  return { a: shared('a'), b: shared('b') };
}

/** Where the mean luma of a well-placed picture lies; a frame that is dark with bright lights in it is dark on purpose. */
const PLACEMENT = { low: 38, high: 60, keyStd: 21 } as const;

/**
 * What the evidence asks for, restrained: every move goes part of the way, nothing moves that measures well. `degree` 0.5 is the usual
 * retoucher's hand.
 */
export function autoGoals(evidence: Evidence, degree: number, source: string): readonly Planned[] {
  const { luma, colour, clipping, haze, regions } = evidence;
  const share = Math.min(0.9, 0.35 + 0.55 * degree);
  const goals: Planned[] = [];
  const add = (attribute: AdjustGoal['attribute'], direction: 1 | -1, amount: number, reason: AutoReason, target?: number): void => {
    goals.push({ kind: 'adjust', attribute, direction, degree: Math.min(1, Math.max(0.1, amount)), region: WHOLE, source, reason, ...(target !== undefined && { target }) });
  };

  const cast = sharedCast(evidence);
  const tinted = Math.hypot(cast.a, cast.b);
  if (tinted > 2.4 && colour.meanChroma < 14) {
    if (Math.abs(cast.b) > 1.2) add('warmth', cast.b > 0 ? -1 : 1, 0.3, 'cast', toward(colour.cast.b, colour.cast.b - cast.b, share * 0.7));
    if (Math.abs(cast.a) > 1.2) add('tint', cast.a > 0 ? -1 : 1, 0.3, 'cast', toward(colour.cast.a, colour.cast.a - cast.a, share * 0.7));
  }

  const lowKey = luma.std > PLACEMENT.keyStd && luma.p99 > 85;
  const low = PLACEMENT.low - (lowKey ? 8 : 0);
  if (luma.mean < low) add('brightness', 1, degree, 'dark', toward(luma.mean, low + 3, share));
  else if (luma.mean > PLACEMENT.high) add('brightness', -1, degree, 'bright', toward(luma.mean, PLACEMENT.high - 2, share));

  const highlights = regions.highlights?.share ?? 0;
  const shadows = regions.shadows?.share ?? 0;
  if (clipping.highlights > 0.004 || (highlights > 0.12 && luma.p99 > 97)) add('highlights', -1, 0.3 + 0.5 * degree, 'clipped');
  if (shadows > 0.42 && luma.p5 < 12) add('shadows', 1, (0.25 + 0.4 * degree) * Math.min(1, shadows / 0.6), 'blocked');

  if (haze > 30 && luma.p5 > 14) add('haze', -1, Math.min(0.7, ((haze - 24) / 40) * (0.6 + degree)), 'veiled');
  if (luma.std < 17) add('contrast', 1, Math.min(0.7, ((19 - luma.std) / 10) * (0.5 + degree)), 'flat');
  if (luma.p1 > 6 && haze <= 45) add('blacks', -1, Math.min(0.8, (luma.p1 / 16) * (0.5 + degree)), 'weak-black');
  if (luma.p99 < 92 && luma.mean >= 25) add('whites', 1, Math.min(0.8, ((94 - luma.p99) / 18) * (0.5 + degree)), 'weak-white');

  const mono = colour.meanChroma < 0.9;
  if (!mono && colour.meanChroma < 6.5) add('vibrance', 1, Math.min(0.7, ((8 - colour.meanChroma) / 6) * (0.5 + degree)), 'dull');
  else if (colour.p95Chroma > 25 && colour.meanChroma > 12) add('saturation', -1, 0.25 * (0.5 + degree), 'garish');
  else if (!mono && colour.meanChroma < 9) add('vibrance', 1, 0.28 * (0.5 + degree), 'dull');
  return goals;
}
