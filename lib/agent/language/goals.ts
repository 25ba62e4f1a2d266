import type { Attribute, Goal, RegionRef } from '@/lib/agent/types';
import type { EightColour } from '@/lib/develop/types';
import type { Effects } from './atoms';
import type { Reading } from './reading';
import { CAST_OF, COLOUR_RING } from './tables/colours';

const WHOLE: RegionRef = { kind: 'whole' };
const WARM_HUE = 40;
const COOL_HUE = 220;

const REMOVABLE: ReadonlySet<Attribute | undefined> = new Set<Attribute>(['haze', 'grain', 'vignette', 'fade', 'softness', 'monochrome', 'saturation']);

const clampDegree = (degree: number): number => Math.round(Math.min(1, Math.max(0.05, degree)) * 100) / 100;
const flip = (direction: 1 | -1): 1 | -1 => (direction === 1 ? -1 : 1);

/** The degree of a request that names none: reductions of a complaint are gentler than plain wishes. */
export function degreeFor(reading: Reading, inherited?: number): number {
  if (reading.degree !== undefined) return reading.degree;
  if (reading.mood === 'forbid-excess') return 0.35;
  // What was added comes out whole; warmth or colour only in good part.
  if (reading.vias.has('remove')) return reading.head === undefined || REMOVABLE.has(reading.head.ask[0]?.[0]) ? 0.9 : 0.6;
  return inherited ?? 0.5;
}

/** The regions of a request as masks can reach them; tonal zones are left to `effectGoals`. */
export function regionsOf(reading: Reading): readonly RegionRef[] {
  const colours = [...new Set(reading.colours.flatMap((colour) => colour.colours))];
  if (colours.length > 0) return colours.map((colour) => ({ kind: 'colour', colour }) as const);
  if (reading.regions.length > 0) return reading.regions;
  return reading.head?.on === undefined ? [WHOLE] : [{ kind: 'thing', thing: reading.head.on }];
}

/** Turns the effects of a word into goals, zone by zone and region by region. */
export function effectGoals(effects: Effects, degree: number, reading: Pick<Reading, 'zones' | 'source'>, regions: readonly RegionRef[], turn: 1 | -1 = 1): readonly Goal[] {
  const goals: Goal[] = [];
  const { source } = reading;
  for (const [attribute, sign, weight = 1] of effects) {
    const direction = turn === 1 ? sign : flip(sign);
    const amount = clampDegree(degree * weight);
    if (reading.zones.length === 0) {
      for (const region of regions) goals.push({ kind: 'adjust', attribute, direction, degree: amount, region, source });
      continue;
    }
    for (const zone of reading.zones) {
      if (attribute === 'texture' && zone !== 'midtones') {
        // Detail in a zone is what its slider brings back.
        for (const region of regions) goals.push({ kind: 'adjust', attribute: zone, direction: (zone === 'shadows') === (direction === 1) ? 1 : -1, degree: amount, region, source });
      } else if ((attribute === 'softness' || (attribute === 'contrast' && direction === -1)) && zone !== 'midtones') {
        // Soft shadows are open ones, soft highlights held back; so are less harsh ones.
        for (const region of regions) goals.push({ kind: 'adjust', attribute: zone, direction: (zone === 'shadows') === (direction === 1 || attribute === 'contrast') ? 1 : -1, degree: amount, region, source });
      } else if (attribute === 'brightness' && zone !== 'midtones') {
        // Photographers say "lift the shadows" and mean the slider of that name.
        for (const region of regions) goals.push({ kind: 'adjust', attribute: zone, direction, degree: amount, region, source });
      } else if (attribute === 'warmth') {
        goals.push({ kind: 'wash', zone, hue: direction === 1 ? WARM_HUE : COOL_HUE, degree: amount, source });
      } else {
        goals.push({ kind: 'adjust', attribute, direction, degree: amount, region: { kind: 'tone', zone }, source });
      }
    }
  }
  return goals;
}

/** Goals of a segment with an attribute word. */
export function attributeGoals(reading: Reading, effects: Effects, turn: 1 | -1, inheritedDegree?: number, regions = regionsOf(reading)): readonly Goal[] {
  return effectGoals(effects, degreeFor(reading, inheritedDegree), reading, regions, turn);
}

/** Which effects an attribute word stands for here, and which way. */
export function steer(reading: Reading, inheritedDirection?: 1 | -1): { readonly effects: Effects; readonly turn: 1 | -1 } | undefined {
  const { head, mood } = reading;
  if (head === undefined) return undefined;
  const excess = mood === 'complain' || mood === 'forbid-excess';
  if (head.shape === 'noun') {
    // "The blacks are not deep enough", "blacks too deep": what lacks or is too much is the description.
    if (reading.steered !== undefined && mood === 'lack') return { effects: head.ask, turn: reading.steered };
    if (reading.steered !== undefined && excess) return { effects: head.ask, turn: flip(reading.steered) };
    if (mood === 'lack') return { effects: head.ask, turn: 1 };
    if (excess) {
      // "too much contrast", "contrast too low": too little of it wants more.
      const isLow = reading.vias.has('adjective') && reading.direction === -1;
      return { effects: head.ask, turn: isLow ? 1 : -1 };
    }
    const isStatement = reading.vias.has('adjective') && !reading.vias.has('scale') && !reading.vias.has('add') && reading.flags.has('is');
    const direction = reading.direction ?? inheritedDirection ?? 1;
    return { effects: head.ask, turn: isStatement ? flip(direction) : direction };
  }
  // Deep shadows are dark ones.
  if (head.asTurn === 1 && reading.zones.length > 0) return { effects: [['brightness', -1]], turn: excess || reading.direction === -1 ? -1 : 1 };
  const ask = head.onColour !== undefined && (reading.colours.length > 0 || reading.speaksOfColour) ? head.onColour : head.ask;
  if (head.shape === 'verb') return { effects: ask, turn: mood === 'forbid-excess' || mood === 'complain' ? -1 : 1 };
  if (mood === 'lack') return { effects: head.faulty ? head.fault : ask, turn: 1 };
  if (!excess && reading.direction !== -1) return { effects: ask, turn: 1 };
  return ask === head.ask ? { effects: head.fault, turn: 1 } : { effects: ask, turn: -1 };
}

const sameAttribute = (colours: readonly EightColour[], attribute: Attribute, direction: 1 | -1, degree: number, source: string): readonly Goal[] =>
  colours.map((colour) => ({ kind: 'adjust', attribute, direction, degree: clampDegree(degree), region: { kind: 'colour', colour }, source }));

/** Which way round the mixer's wheel from one colour to another, or nothing when they are the same. */
function hueDirection(from: EightColour, to: EightColour): 1 | -1 | undefined {
  const steps = (COLOUR_RING.indexOf(to) - COLOUR_RING.indexOf(from) + COLOUR_RING.length) % COLOUR_RING.length;
  if (steps === 0) return undefined;
  return steps <= COLOUR_RING.length / 2 ? 1 : -1;
}

/** Goals of a segment that names colours and no attribute: mixing, casts, hue shifts and tints. */
export function colourGoals(reading: Reading): readonly Goal[] {
  const [first, second] = reading.colours;
  if (first === undefined) return [];
  const { source } = reading;
  const degree = degreeFor(reading);
  const excess = reading.mood === 'complain' || reading.mood === 'forbid-excess';
  const verbal = reading.vias.has('scale') || reading.vias.has('remove') || reading.vias.has('adjective') || reading.vias.has('particle') || reading.flags.has('rescale');

  if (reading.zones.length > 0) {
    // Less of a colour is more of the one across the wheel.
    const hue = excess || reading.direction === -1 ? (first.hue + 180) % 360 : first.hue;
    return reading.zones.map((zone) => ({ kind: 'wash', zone, hue, degree: clampDegree(degree), source }));
  }

  if (second !== undefined) {
    const target = second.colours[0];
    // "海水更蓝": a thing that may be that colour becomes more so.
    if (first.object === true && target !== undefined && first.colours.includes(target) && !excess) return sameAttribute(first.colours, 'saturation', reading.direction ?? 1, degree, source);
    const goals = target === undefined ? [] : first.colours.flatMap((from): readonly Goal[] => {
      const direction = hueDirection(from, target);
      if (direction === undefined) return [];
      const turn = reading.direction === -1 || excess ? flip(direction) : direction;
      return [{ kind: 'adjust', attribute: 'hue', direction: turn, degree: clampDegree(degree), region: { kind: 'colour', colour: from }, source }];
    });
    if (goals.length > 0) return goals;
    return sameAttribute(first.colours, 'saturation', excess || reading.direction === -1 ? -1 : 1, degree, source);
  }

  const isOnSkin = reading.regions.some((region) => region.kind === 'thing' && region.thing === 'skin');
  const isLocal = first.object === true || reading.regions.some((region) => region.kind === 'thing' && region.thing !== 'skin');
  const cast = first.colours[0] === undefined ? [] : CAST_OF[first.colours[0]];

  if (excess) {
    const isCast = reading.flags.has('cast') || reading.flags.has('lean');
    const isNamed = !isOnSkin && !isCast && (first.object === true || verbal || reading.indexOf('too') > first.at);
    return isNamed || (isLocal && !isCast) ? sameAttribute(first.colours, 'saturation', -1, degree, source) : effectGoals(cast, degree, reading, isOnSkin ? reading.regions : [WHOLE], -1);
  }
  if (isOnSkin) return effectGoals(cast, degree, reading, reading.regions, reading.direction ?? 1);
  if (reading.flags.has('tinge') || (reading.flags.has('look') && !reading.vias.has('particle')) || (reading.vias.has('add') && !isLocal)) {
    return [{ kind: 'wash', zone: 'global', hue: reading.direction === -1 ? (first.hue + 180) % 360 : first.hue, degree: clampDegree(degree * 0.8), source }];
  }
  // "Make it less yellow" speaks of the whole picture, "less yellow" of the colour.
  if (reading.flags.has('want') && reading.vias.has('more') && !verbal && !isLocal) return effectGoals(cast, degree, reading, [WHOLE], reading.direction ?? 1);
  const isComparison = reading.comparative || (reading.degree !== undefined && reading.direction === undefined) || reading.flags.has('want');
  if (isComparison && !isLocal && !verbal && reading.direction === undefined) return effectGoals(cast, degree, reading, [WHOLE]);
  if (reading.direction !== undefined || isLocal || isComparison || reading.mood === 'lack') {
    return sameAttribute(first.colours, 'saturation', reading.direction ?? 1, degree, source);
  }
  return [{ kind: 'wash', zone: 'global', hue: first.hue, degree: clampDegree(degree * 0.8), source }];
}
