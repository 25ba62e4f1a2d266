import type { Attribute, Constraint, RegionRef } from '@/lib/agent/types';
import { regionsOf } from './goals';
import type { Reading } from './reading';

const WHOLE: RegionRef = { kind: 'whole' };

const keep = (what: Extract<Constraint, { kind: 'keep' }>['what'], region: RegionRef, source: string): Constraint => ({ kind: 'keep', what, region, source });

/** Whether a segment limits what may change instead of asking for a change. */
export function isLimit(reading: Reading): boolean {
  return reading.flags.has('keep') || reading.flags.has('unchanged') || reading.mood === 'forbid';
}

/** What a limiting segment protects. */
export function limitsOf(reading: Reading): readonly Constraint[] {
  const { source } = reading;
  const clip = reading.first('clip');
  const places = reading.regions.length > 0 ? reading.regions : [WHOLE];

  if (clip !== undefined) {
    const ends = clip.end !== undefined ? [clip.end] : reading.zones.filter((zone) => zone !== 'midtones');
    return (ends.length > 0 ? ends : (['highlights', 'shadows'] as const)).map((end) => ({ kind: 'no-clipping', end, source }));
  }

  const effects = reading.head?.ask ?? [];
  const attributes = effects.map(([attribute]) => attribute);
  const isColour = reading.head?.general === true || (attributes[0] === 'saturation' && reading.head?.shape === 'noun' && reading.flags.has('unchanged'));

  if (reading.zones.length > 0 && reading.flags.has('auto')) return reading.zones.map((zone) => keep('colour', { kind: 'tone', zone }, source));
  const isBrightness = attributes[0] === 'brightness' || attributes[0] === 'texture' || attributes.length === 0;
  if (reading.zones.length > 0 && isBrightness) {
    return reading.zones.map((zone): Constraint => (zone === 'midtones' ? keep('brightness', { kind: 'tone', zone }, source) : { kind: 'no-clipping', end: zone, source }));
  }
  if (attributes[0] === 'highlights' || attributes[0] === 'shadows') return [{ kind: 'no-clipping', end: attributes[0], source }];
  if (attributes[0] === 'blacks' && reading.head?.shape === 'verb') return [{ kind: 'no-clipping', end: 'shadows', source }];

  const skin = reading.regions.find((region) => region.kind === 'thing' && region.thing === 'skin');
  if (skin !== undefined && (attributes.length === 0 || isColour || reading.flags.has('natural'))) return [keep('skin', skin, source)];
  if (isColour) return [...colourLimits(reading, source)];
  if (attributes.length > 0) {
    const primary: readonly Attribute[] = [...new Set(attributes.slice(0, 1))];
    return regionsOf(reading).flatMap((region) => primary.map((attribute) => keep(attribute, region, source)));
  }
  if (reading.colours.length > 0) return reading.colours.flatMap((colour) => colour.colours).map((colour) => keep(colour, WHOLE, source));
  if (reading.regions.length > 0) return places.flatMap((region) => [keep('colour', region, source), keep('brightness', region, source)]);
  if (reading.flags.has('natural')) return [keep('colour', WHOLE, source)];
  return [];
}

function colourLimits(reading: Reading, source: string): readonly Constraint[] {
  if (reading.colours.length > 0) return reading.colours.flatMap((colour) => colour.colours).map((colour) => keep(colour, WHOLE, source));
  return (reading.regions.length > 0 ? reading.regions : [WHOLE]).map((region) => keep('colour', region, source));
}
