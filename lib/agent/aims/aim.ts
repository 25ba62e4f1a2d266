import { wheelHue } from '@/lib/develop/pipeline/colour/hues';
import { hueTurn, measureWithin, sharpnessWithin } from '../evidence';
import type { Attribute, Evidence, Goal, Observation, RegionRef, RegionStats } from '../types';
import { ASKS, GRAIN } from './asks';
import { find, type Found } from './regions';

export type AdjustGoal = Extract<Goal, { readonly kind: 'adjust' }>;

/** A goal in measured units on one photo: what is read, where it stood, where it should go. */
export type Aim = {
  readonly id: string;
  readonly attribute: Attribute | 'wash';
  readonly region: RegionRef;
  readonly direction: 1 | -1;
  readonly degree: number;
  /** Reads the measured quantity of a picture of the same frame and size as the one that the aim was made from. */
  readonly read: (observation: Observation) => number;
  readonly from: number;
  readonly target: number;
  readonly tolerance: number;
  readonly found: Found;
  /** Set when the target is to be met from both sides; otherwise what already lies beyond it is left there. */
  readonly exact?: boolean;
  readonly source: string;
};

type Reading = (stats: RegionStats, evidence: Evidence) => number;

const mean: Reading = (stats) => stats.luma.mean;
const edgeFall: Reading = (_, { regions }) => (regions.edges?.luma.mean ?? 0) - (regions.centre?.luma.mean ?? 0);

const READINGS: Readonly<Record<Attribute, Reading>> = {
  brightness: mean, highlights: mean, shadows: mean,
  contrast: (stats) => stats.luma.std,
  whites: (_, evidence) => evidence.luma.p99,
  blacks: (_, evidence) => (evidence.luma.p1 + evidence.luma.p5) / 2,
  warmth: (stats) => stats.cast.b,
  tint: (stats) => stats.cast.a,
  saturation: (stats) => stats.chroma,
  vibrance: (stats) => stats.chroma,
  haze: (_, evidence) => evidence.haze,
  clarity: (_, evidence) => evidence.sharpness,
  texture: (_, evidence) => evidence.sharpness,
  sharpness: (_, evidence) => evidence.sharpness,
  softness: (_, evidence) => evidence.sharpness,
  grain: (_, evidence) => evidence.noise,
  vignette: edgeFall,
  monochrome: (stats) => stats.chroma,
  fade: (_, evidence) => evidence.luma.p1,
  hue: (stats) => stats.hue,
};

/** Share of the asked change where an ellipse stands in for a background. */
const STAND_IN = 0.6;

/** A background out of focus keeps little of its detail. */
const DEFOCUS = 2;

/** Quantities that only exist for the whole picture; asked of a region they are read as the region's own contrast. */
const WHOLE_ONLY: ReadonlySet<Attribute> = new Set(['whites', 'blacks', 'haze', 'clarity', 'fade']);
/** Fine detail, which a region has of its own. */
const DETAIL: ReadonlySet<Attribute> = new Set(['texture', 'sharpness', 'softness']);

export const regionKey = (region: RegionRef): string => {
  switch (region.kind) {
    case 'whole': return 'whole';
    case 'tone': return region.zone;
    case 'place': return region.place;
    case 'colour': return region.colour;
    case 'thing': return region.thing;
  }
};

/** Tonal sliders act on their own zone: read there when the zone is present. */
function placeOf(attribute: Attribute, region: RegionRef): RegionRef {
  if (region.kind !== 'whole') return region;
  if (attribute === 'highlights' || attribute === 'shadows') return { kind: 'tone', zone: attribute };
  return region;
}

/** The aim of a goal on a picture; nothing when the region is not in it. */
export function aimOf(goal: AdjustGoal, start: Observation, target = goal.target): Aim | undefined {
  const { attribute, direction, degree, region, source } = goal;
  const whole = region.kind === 'whole';
  const found = find(placeOf(attribute, region), start) ?? (whole ? find(region, start) : undefined);
  if (!found) return undefined;
  const local = !whole && WHOLE_ONLY.has(attribute);
  const reading: Reading = local ? (attribute === 'whites' ? (s) => s.luma.p95 : attribute === 'blacks' || attribute === 'fade' || attribute === 'haze' ? (s) => s.luma.p5 : (s) => s.luma.std) : READINGS[attribute];
  const everywhere = found.mask.share === 1;
  const detailed = !whole && DETAIL.has(attribute);
  const read = (observation: Observation): number => {
    if (detailed) return sharpnessWithin(observation.pixels, found.mask);
    const stats = everywhere ? observation.evidence.regions.whole : undefined;
    return reading(stats ?? measureWithin(observation.pixels, found.mask), observation.evidence);
  };
  const from = read(start);
  // A stand-in for a mask covers what it should not: it is held to a gentler change.
  const asked = target ?? ASKS[attribute](from, direction, degree * (found.approximation === 'background' ? STAND_IN : attribute === 'softness' && found.seen && region.kind === 'thing' && region.thing === 'background' ? DEFOCUS : 1));
  const grain = GRAIN[attribute];
  const turning = attribute === 'hue';
  // The dark channel rises with the light; a veil is what it rises beyond that.
  const veil = attribute === 'haze' && !local;
  const light = Math.max(1, start.evidence.luma.mean);
  return {
    id: `${attribute}@${regionKey(region)}`, attribute, region, direction, degree, source, found,
    // Hue runs in circles: read it as the signed way from where it stood.
    read: turning ? (observation) => from + hueTurn(from, read(observation)) : veil ? (observation) => (read(observation) * light) / Math.max(1, observation.evidence.luma.mean) : read,
    from, target: asked, tolerance: Math.max(grain * 0.5, Math.abs(asked - from) * 0.12),
  };
}

export type WashGoal = Extract<Goal, { readonly kind: 'wash' }>;

/** Oklab units ×100 that a wash of degree 1 moves its zone. */
export const WASH = 6.5;

/** A tint of a tonal zone: how far the zone's mean colour has moved along the hue asked for. */
export function washAim(goal: WashGoal, start: Observation): Aim | undefined {
  const region: RegionRef = goal.zone === 'global' ? { kind: 'whole' } : { kind: 'tone', zone: goal.zone };
  const found = find(region, start);
  if (!found) return undefined;
  const origin = measureWithin(start.pixels, found.mask).cast;
  const angle = (wheelHue(goal.hue) * Math.PI) / 180;
  const read = (observation: Observation): number => {
    const { a, b } = measureWithin(observation.pixels, found.mask).cast;
    return (a - origin.a) * Math.cos(angle) + (b - origin.b) * Math.sin(angle);
  };
  return { id: `wash@${goal.zone}`, attribute: 'wash', region, direction: 1, degree: goal.degree, source: goal.source, found, read, from: 0, target: goal.degree * WASH, tolerance: 0.35 };
}

/** How much of what was asked has been reached: 0 nothing, 1 all, negative the wrong way. */
export function reached(aim: Aim, now: number): number {
  const asked = aim.target - aim.from;
  return Math.abs(asked) < 1e-9 ? 1 : (now - aim.from) / asked;
}
