import { aimOf, type Aim, askedOf, confounded, washAim } from '@/lib/agent/aims';
import { partsMet } from '@/lib/agent/evaluator';
import { measureWithin, type RegionMask } from '@/lib/agent/evidence';
import { GEOMETRY } from '@/lib/agent/frame';
import type { Attribute, Evidence, Intent, Observation, RegionStats } from '@/lib/agent/types';
import { quality } from './quality';

/**
 * SC, how an instruction was carried out, 0..10. As in VIEScore (Ku et al. 2023) it is the lower of two marks: how far what was asked for was reached,
 * and how little else was changed. Where `sliders` are hidden, a wish for a certain value of one ("exposure to +1") cannot be checked and does not count.
 */
export function consistency(intent: Intent, source: Observation, result: Observation, sliders: 'seen' | 'hidden'): number {
  const framed = GEOMETRY.every((name) => source.settings[name] === result.settings[name]);
  return Math.min(success(intent, source, result, sliders), framed ? restraint(intent, source, result) : 10);
}

/** One wish of two ignored costs more than half: the mean of the parts is drawn this far to the weakest, less the more parts there are. */
const PULL = 0.5;

/** The part of the asked movements that was reached, 0..10. What the judge itself does not understand is held against nobody. */
function success(intent: Intent, source: Observation, result: Observation, sliders: 'seen' | 'hidden'): number {
  const parts = partsMet(intent, source, result, 0).filter(({ what }) => what.kind !== 'ignored' && (what.kind !== 'set' || sliders === 'seen')).map((part) => ({ weight: part.weight, mark: part.what.kind === 'auto' ? auto(intent, source, result) : (part.score - 1) * 2.5 }));
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  // Nothing that can be measured was asked for: neither done nor failed.
  if (weight === 0) return 5;
  const mean = parts.reduce((sum, part) => sum + part.weight * part.mark, 0) / weight;
  return clamped(mean + ((Math.min(...parts.map(({ mark }) => mark)) - mean) * PULL) / Math.max(1, parts.length / 2));
}

/** "Make it better": whether exposure, range and the lean of the light came nearer to where people leave them, and what was gained in quality. */
function auto(intent: Intent, source: Observation, result: Observation): number {
  const moved = differ(source.evidence, result.evidence);
  const calmed = unrest(source.evidence) - unrest(result.evidence);
  const gained = quality(intent, source, result) - quality(intent, source, source);
  return clamped((moved ? 6 : 4.5) + 3 * calmed + 1.2 * gained);
}

/** Whether anything was done at all. */
const differ = (a: Evidence, b: Evidence): boolean => Math.abs(a.luma.mean - b.luma.mean) > 0.3 || Math.abs(a.luma.std - b.luma.std) > 0.2 || Math.abs(a.colour.meanChroma - b.colour.meanChroma) > 0.15 || Math.abs(a.sharpness - b.sharpness) > 0.1;

const unrest = ({ luma, colour }: Evidence): number =>
  Math.abs(luma.mean - 46) / 20 + Math.max(0, 88 - (luma.p99 - luma.p1)) / 30 + Math.max(0, Math.hypot(colour.cast.a, colour.cast.b) - 3) / 5;

type Drift = {
  readonly attribute: Attribute;
  readonly read: (stats: RegionStats, evidence: Evidence) => number;
  /** Movement that comes along with other moves and that nobody minds, in measured units. */
  readonly free: (from: number) => number;
};

/** What may move although nobody asked for it, and how far before it is another picture. */
const DRIFTS: readonly Drift[] = [
  { attribute: 'brightness', read: ({ luma }) => luma.mean, free: () => 6 },
  { attribute: 'contrast', read: ({ luma }) => luma.std, free: (from) => Math.max(2, 0.18 * from) },
  { attribute: 'saturation', read: ({ chroma }) => chroma, free: (from) => Math.max(1, 0.3 * from) },
  { attribute: 'warmth', read: ({ cast }) => cast.b, free: () => 1.8 },
  { attribute: 'tint', read: ({ cast }) => cast.a, free: () => 1.5 },
  { attribute: 'sharpness', read: (_, { sharpness }) => sharpness, free: (from) => Math.max(0.6, 0.35 * from) },
];

/** Attributes that are one quantity under several names. */
const KIN: Readonly<Partial<Record<Attribute, readonly Attribute[]>>> = {
  brightness: ['highlights', 'shadows', 'whites', 'blacks', 'fade', 'vignette', 'haze'], contrast: ['clarity', 'haze', 'fade', 'blacks', 'whites'], saturation: ['vibrance', 'monochrome', 'hue', 'haze'], warmth: ['hue', 'monochrome', 'saturation', 'vibrance'], tint: ['hue', 'monochrome', 'saturation', 'vibrance'],
  sharpness: ['clarity', 'texture', 'softness', 'grain', 'contrast', 'haze', 'blacks', 'whites', 'brightness', 'shadows'],
};

/** How little was changed that nobody asked for, 0..10: outside the regions that were named, and in attributes that were not. */
function restraint(intent: Intent, source: Observation, result: Observation): number {
  // "Make it better" and settings given by hand leave everything open.
  if (intent.goals.some(({ kind }) => kind === 'auto' || kind === 'set') || intent.followUp) return 10;
  const asked = askedOf(intent.goals);
  const room = intent.styles.length > 0 ? 2 : 1;
  const excess = DRIFTS.reduce((sum, drift) => {
    const mask = openTo(drift, intent, source, asked);
    if (mask === 'everything') return sum;
    const [from, to] = [source, result].map((seen) => drift.read(mask === 'nothing' ? (seen.evidence.regions.whole ?? within(seen, undefined)) : within(seen, mask), seen.evidence)) as [number, number];
    return sum + Math.max(0, Math.abs(to - from) / (drift.free(from) * room) - 1);
  }, 0);
  return clamped(10 - 3 * excess);
}

/** Where an attribute may move: everywhere, nowhere, or the mask in which it may not. */
function openTo({ attribute }: Drift, intent: Intent, source: Observation, asked: ReturnType<typeof askedOf>): RegionMask | 'everything' | 'nothing' {
  const named = [attribute, ...(KIN[attribute] ?? [])];
  const aims: readonly Aim[] = intent.goals.flatMap((goal) => {
    if (goal.kind !== 'adjust' && goal.kind !== 'wash') return [];
    if (goal.kind === 'adjust' ? !named.includes(goal.attribute) : attribute === 'sharpness') return [];
    const aim = goal.kind === 'wash' ? washAim(goal, source) : aimOf(goal, source);
    return aim ? [aim] : [];
  });
  if (aims.length === 0) return confounded(attribute, asked) ? 'everything' : 'nothing';
  // Fine detail has one number for the whole picture.
  if (attribute === 'sharpness' || aims.some(({ region, found }) => region.kind === 'whole' || region.kind === 'tone' || found.mask.share > 0.85)) return 'everything';
  const { pixels } = source;
  const inside = new Uint8Array(pixels.width * pixels.height).fill(1);
  for (const { found } of aims) for (let at = 0; at < inside.length; at++) if (found.mask.inside[at] === 1) inside[at] = 0;
  const share = inside.reduce((sum, one) => sum + one, 0) / inside.length;
  return { width: pixels.width, height: pixels.height, name: 'rest', inside, share };
}

function within({ pixels }: Observation, mask: RegionMask | undefined): RegionStats {
  return measureWithin(pixels, mask ?? { width: pixels.width, height: pixels.height, name: 'whole', inside: new Uint8Array(pixels.width * pixels.height).fill(1), share: 1 });
}

const clamped = (mark: number): number => Math.min(10, Math.max(0, mark));
