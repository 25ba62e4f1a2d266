import { wheelHue } from '@/lib/develop/pipeline/colour/hues';
import { measureWithin } from '../evidence';
import type { Attribute, Goal, Observation } from '../types';
import type { AdjustGoal, WashGoal } from './aim';
import { aimOf, WASH } from './aim';
import { ASKS, GRAIN } from './asks';
import { find } from './regions';

/**
 * How far a photo is brought toward a reference, in the units of each attribute: a motif of other colours must not be painted in the
 * reference's, and a night is not made a day.
 */
const REACH: readonly (readonly [Attribute, most: number])[] = [
  ['brightness', 22], ['contrast', 9], ['blacks', 9], ['whites', 14], ['warmth', 7], ['tint', 4.5], ['saturation', 8], ['vignette', 12],
];
/** Differences of this many of an attribute's grains are not worth a move. */
const LEAST = 1.6;
/** The part of a measured difference that is taken over: what the motif itself brings stays. */
const SHARE = 0.85;

const WHOLE = { kind: 'whole' } as const;
const ZONES = ['shadows', 'highlights'] as const;
/** Oklab units ×100 that a zone's colour must lean away from its picture's before it is called graded, and how far it is followed. */
const GRADED = { least: 1.2, most: 5 } as const;

/** The hue of the grading wheel, degrees, whose colour lies at an Oklab angle. */
function wheelAt(angle: number): number {
  const turn = (hue: number): number => Math.abs((((wheelHue(hue) - angle) % 360) + 540) % 360 - 180);
  let best = 0;
  for (let hue = 1; hue < 360; hue++) if (turn(hue) < turn(best)) best = hue;
  return best;
}

/** How a zone's mean colour leans away from the whole picture's, Oklab ×100. */
function lean(observation: Observation, zone: (typeof ZONES)[number]): readonly [a: number, b: number] {
  const found = find({ kind: 'tone', zone }, observation);
  if (!found) return [0, 0];
  const { cast } = measureWithin(observation.pixels, found.mask);
  const { cast: whole } = observation.evidence.colour;
  return [cast.a - whole.a, cast.b - whole.b];
}

/**
 * The goals that bring a photo to the tones and colours of a reference: light, contrast, black and white points, the colour of the light, its strength,
 * darkened edges, and how shadows and highlights are graded against the rest. What is measured, not what is in the pictures, is matched;
 * a black-and-white reference makes black and white.
 */
export function likeGoals(start: Observation, like: Observation, source: string): readonly (AdjustGoal | WashGoal)[] {
  if (like.evidence.colour.p95Chroma < 1.5 && start.evidence.colour.p95Chroma > 3) {
    return [{ kind: 'adjust', attribute: 'monochrome', direction: 1, degree: 1, region: WHOLE, source }, ...matched(start, like, source).filter(({ attribute }) => !['warmth', 'tint', 'saturation'].includes(attribute))];
  }
  const washes = ZONES.flatMap((zone): readonly WashGoal[] => {
    const [from, to] = [lean(start, zone), lean(like, zone)];
    const [a, b] = [to[0] - from[0], to[1] - from[1]];
    const size = Math.hypot(a, b);
    if (size < GRADED.least || Math.hypot(...to) < GRADED.least) return [];
    return [{ kind: 'wash', zone, hue: wheelAt(((Math.atan2(b, a) * 180) / Math.PI + 360) % 360), degree: Math.min(GRADED.most, size * SHARE) / WASH, source }];
  });
  return [...matched(start, like, source), ...washes];
}

function matched(start: Observation, like: Observation, source: string): readonly AdjustGoal[] {
  return REACH.flatMap(([attribute, most]): readonly AdjustGoal[] => {
    const goal = { kind: 'adjust', attribute, direction: 1, degree: 0.5, region: WHOLE, source } as const;
    const [from, to] = [aimOf(goal, start)?.from, aimOf(goal, like)?.from];
    if (from === undefined || to === undefined) return [];
    const by = Math.max(-most, Math.min(most, (to - from) * SHARE));
    // Edges are darkened where the reference has it so, never lit.
    if (Math.abs(by) < LEAST * GRAIN[attribute] || (attribute === 'vignette' && by > 0)) return [];
    const direction = attribute === 'vignette' ? (by < 0 ? 1 : -1) : by > 0 ? 1 : -1;
    return [{ ...goal, direction, degree: Math.min(1, Math.max(0.2, Math.abs(by) / most)), target: from + by }];
  });
}

/** What was asked beside the reference is asked of it: "like this one but warmer" is warmer than the reference. */
export function beside(goals: readonly Goal[], matchedGoals: readonly (AdjustGoal | WashGoal)[], start: Observation): readonly Goal[] {
  const own = new Set<Goal>();
  const shifted = matchedGoals.map((match): Goal => {
    if (match.kind !== 'adjust' || match.target === undefined) return match;
    const wish = goals.find((goal): goal is AdjustGoal => goal.kind === 'adjust' && goal.attribute === match.attribute && goal.region.kind === 'whole');
    if (!wish) return match;
    own.add(wish);
    const target = ASKS[match.attribute](match.target, wish.direction, wish.degree);
    const from = aimOf(match, start)?.from ?? target;
    return { ...match, target, direction: target >= from ? 1 : -1, degree: Math.max(match.degree, wish.degree), source: wish.source };
  });
  return [...shifted, ...goals.filter((goal) => !own.has(goal) && goal.kind !== 'auto')];
}
