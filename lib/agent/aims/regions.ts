import type { Pixels } from '@/lib/develop/types';
import type { RegionMask } from '../evidence';
import { maskOf, maskWhere } from '../evidence';
import type { Observation, RegionName, RegionRef, Seen } from '../types';

/**
 * A region found in a picture: its pixels, and how it was found: recognised (`seen`), or by an approximation that the user should know of, with
 * how sure a recognition was that is not trusted.
 */
export type Found = { readonly mask: RegionMask; readonly seen?: Seen; readonly approximation?: 'sky' | 'subject' | 'background' | 'skin'; readonly doubt?: number };

/** Share of the frame below which a named region does not count as present. */
const PRESENT = 0.004;

const SKY = { top: 0.72, blueHue: [205, 290], brightChroma: 6, brightLuma: 62, least: 0.05 } as const;

/**
 * Sky without a sky mask: pixels of the upper 72 % of the frame that are sky-blue, or bright and nearly without colour (clouds, haze).
 * White walls and water by the horizon pass too; sunset skies mostly do not. Needs 5 % of the frame, most of it in the upper third.
 */
const skies = new WeakMap<Pixels, RegionMask | null>();

function sky({ pixels }: Observation): RegionMask | undefined {
  const known = skies.get(pixels);
  if (known !== undefined) return known ?? undefined;
  const found = findSky(pixels);
  skies.set(pixels, found ?? null);
  return found;
}

function findSky(pixels: Pixels): RegionMask | undefined {
  let upper = 0;
  const mask = maskWhere(pixels, 'sky', (luma, a, b, _, y) => {
    if (y > SKY.top) return false;
    const chroma = 100 * Math.hypot(a, b);
    const hue = ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
    const blue = chroma > 2.5 && hue >= SKY.blueHue[0] && hue <= SKY.blueHue[1] && luma > 20;
    const bright = luma >= SKY.brightLuma && chroma < SKY.brightChroma;
    if (!blue && !bright) return false;
    if (y < 0.34) upper++;
    return true;
  });
  const count = mask.share * mask.inside.length;
  return mask.share >= SKY.least && upper / count > 0.45 ? mask : undefined;
}

const nameOf = (region: RegionRef): RegionName => {
  switch (region.kind) {
    case 'whole': return 'whole';
    case 'tone': return region.zone;
    case 'place': return region.place;
    case 'colour': return region.colour;
    case 'thing': return region.thing === 'background' ? 'edges' : 'skin';
  }
};

/** Where skin is: as found on the untouched photo when the observation knows, else as this picture has it. */
export const skinOf = (observation: Observation): RegionMask => observation.skin ?? maskOf(observation.pixels, 'skin');

/**
 * The pixels of a region in a picture, or nothing when it is not there. A thing that was recognised is taken as recognised. Otherwise a person is found
 * by skin alone: without it nothing tells where the subject is, and nothing is returned. The background stands in as the edges.
 */
export function find(region: RegionRef, observation: Observation): Found | undefined {
  if (region.kind !== 'thing') return approximate(region, observation);
  const seen = observation.things?.[region.thing];
  // What the user pointed at may be small; that it is there he has said.
  if (seen && seen.mask.share >= (region.thing === 'pointed' ? Number.EPSILON : PRESENT)) return { mask: seen.mask, seen };
  const found = approximate(region, observation), doubt = observation.doubts?.[region.thing];
  return found && doubt !== undefined ? { ...found, doubt } : found;
}

function approximate(region: RegionRef, observation: Observation): Found | undefined {
  const thing = region.kind === 'thing' ? region.thing : undefined;
  if (thing === 'pointed') return undefined;
  if (thing === 'sky') {
    const mask = sky(observation);
    return mask && { mask, approximation: 'sky' };
  }
  const bySkin = thing === 'skin' || thing === 'subject';
  const mask = bySkin ? skinOf(observation) : maskOf(observation.pixels, nameOf(region));
  if (mask.share < PRESENT) return undefined;
  return thing ? { mask, approximation: thing } : { mask };
}
