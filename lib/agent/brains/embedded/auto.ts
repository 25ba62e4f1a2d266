import type { AdjustGoal } from '../../aims';
import type { Pixels } from '@/lib/develop/types';
import { maskWhere, measureWithin, type RegionMask } from '../../evidence';
import type { Evidence, Goal, Observation } from '../../types';

/** A goal with the value to reach set by the photo's own needs instead of by degree. */
export type Planned = AdjustGoal & { readonly target?: number; readonly reason?: AutoReason };

export type AutoReason = 'dark' | 'bright' | 'flat' | 'veiled' | 'cast' | 'dull' | 'garish' | 'clipped' | 'blocked' | 'weak-black' | 'weak-white';

const WHOLE = { kind: 'whole' } as const;
const toward = (from: number, to: number, share: number): number => from + (to - from) * share;

const NEUTRAL = { luma: [42, 97], chroma: 8, share: 0.06, agreement: 0.72, least: 1.6, most: 3 } as const;

/**
 * The lean of what is probably grey: bright enough pixels of little chroma, when they are many (6 % of the frame) and agree. A cast of the light
 * shows there; the colour of the motif does not. `part` is how much of it is to be taken back: a warm lean
 * counts half. Zero when there is too little to go by, or when natural-looking skin says the light is fine.
 */
function neutralCast({ pixels, evidence }: Observation): { readonly a: number; readonly b: number; readonly part: number } {
  const none = { a: 0, b: 0, part: 0 };
  const mask = neutrals(pixels);
  if (mask.share < NEUTRAL.share) return none;
  const { cast: { a, b }, chroma } = measureWithin(pixels, mask);
  const size = Math.hypot(a, b);
  const { skin } = evidence.regions;
  if (skin && skin.share > 0.015 && skin.hue > 40 && skin.hue < 70 && skin.chroma < 9) return none;
  if (size < NEUTRAL.least || size < NEUTRAL.agreement * chroma) return none;
  // Late sun and lamplight are warm and meant to be, surely so against the light; a blue or green lean hardly ever is.
  if (b > 0 && isLowKey(evidence)) return none;
  return { a, b, part: (Math.min(size, NEUTRAL.most) / size) * (b > 0 ? 0.5 : 1) };
}

/** The pixels that are probably grey. */
export const neutrals = (pixels: Pixels): RegionMask => maskWhere(pixels, 'neutral', (luma, a, b) =>
  luma >= NEUTRAL.luma[0] && luma <= NEUTRAL.luma[1] && 100 * Math.hypot(a, b) <= NEUTRAL.chroma);

/** Where the mean luma of a well-placed picture lies; a frame that is dark with bright lights in it is dark on purpose. */
const PLACEMENT = { low: 38, high: 60, keyStd: 21 } as const;

/** Dark with bright lights in it: against the sun, lamps at night. */
const isLowKey = ({ luma }: Evidence): boolean => luma.std > PLACEMENT.keyStd && luma.p99 > 85;

type Aspect = NonNullable<Extract<Goal, { readonly kind: 'auto' }>['aspect']>;
const aspectOf = (attribute: AdjustGoal['attribute']): Aspect =>
  attribute === 'warmth' || attribute === 'tint' ? 'white-balance' : attribute === 'saturation' || attribute === 'vibrance' ? 'colour' : 'tone';

/**
 * What the evidence asks for, restrained: every move goes part of the way, nothing moves that measures well. `degree` 0.5 is the usual
 * retoucher's hand; an `aspect` leaves everything else as it is.
 */
export function autoGoals(observation: Observation, degree: number, source: string, aspect?: Aspect): readonly Planned[] {
  const { luma, colour, haze, regions } = observation.evidence;
  const share = Math.min(0.9, 0.35 + 0.55 * degree);
  const goals: Planned[] = [];
  const add = (attribute: AdjustGoal['attribute'], direction: 1 | -1, amount: number, reason: AutoReason, target?: number): void => {
    if (aspect && aspectOf(attribute) !== aspect) return;
    goals.push({ kind: 'adjust', attribute, direction, degree: Math.min(1, Math.max(0.1, amount)), region: WHOLE, source, reason, ...(target !== undefined && { target }) });
  };

  const cast = neutralCast(observation);
  const neutralise = cast.part * share * 0.8;
  if (Math.abs(cast.b) * neutralise > 0.4) add('warmth', cast.b > 0 ? -1 : 1, 0.3, 'cast', toward(cast.b, 0, neutralise));
  if (Math.abs(cast.a) * neutralise > 0.4) add('tint', cast.a > 0 ? -1 : 1, 0.3, 'cast', toward(cast.a, 0, neutralise));

  const lowKey = isLowKey(observation.evidence);
  const low = PLACEMENT.low - (lowKey ? 8 : 0);
  if (luma.mean < low) add('brightness', 1, degree, 'dark', toward(luma.mean, low + 3, share));
  else if (luma.mean > PLACEMENT.high) add('brightness', -1, degree, 'bright', toward(luma.mean, PLACEMENT.high - 2, share));

  const highlights = regions.highlights?.share ?? 0;
  const shadows = regions.shadows?.share ?? 0;
  if (highlights > 0.06 && luma.p99 > 97) add('highlights', -1, 0.2 + 0.4 * degree, 'clipped');
  if (shadows > 0.42 && luma.p5 < 12) add('shadows', 1, (0.25 + 0.4 * degree) * Math.min(1, shadows / 0.6), 'blocked');

  if (haze > 30 && luma.p5 > 14) add('haze', -1, Math.min(0.7, ((haze - 24) / 40) * (0.6 + degree)), 'veiled');
  if (luma.std < 17) add('contrast', 1, Math.min(0.7, ((19 - luma.std) / 10) * (0.5 + degree)), 'flat');
  if (luma.p1 > 6 && haze <= 45) add('blacks', -1, Math.min(0.8, (luma.p1 / 16) * (0.5 + degree)), 'weak-black');
  if (luma.p99 < 92 && luma.mean >= 25) add('whites', 1, Math.min(0.8, ((94 - luma.p99) / 18) * (0.5 + degree)), 'weak-white');

  const mono = colour.meanChroma < 0.9;
  if (!mono && colour.meanChroma < 6.5) add('vibrance', 1, Math.min(0.7, ((8 - colour.meanChroma) / 6) * (0.5 + degree)), 'dull');
  else if (colour.p95Chroma > 26 && colour.meanChroma > 15) add('saturation', -1, 0.2 * (0.5 + degree), 'garish');
  else if (!mono && colour.meanChroma < 9) add('vibrance', 1, 0.28 * (0.5 + degree), 'dull');
  return goals;
}
