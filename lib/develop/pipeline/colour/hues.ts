import { HUE_ENTRIES } from '../../kernels/assembly/colour-layout';
import { EIGHT_COLOURS } from '../../tools/colours';
import type { EightColour } from '../../types';

/**
 * Where photographers look for the eight colours, in degrees of Oklab hue. They lie near the sRGB hues of the same names, moved to the things
 * that are meant: skin (45°–60°) belongs to orange, foliage (110°–140°) to yellow and green, clear sky (240°–260°) to blue.
 */
export const HUE_CENTRES: Readonly<Record<EightColour, number>> = { Red: 25, Orange: 55, Yellow: 104, Green: 143, Aqua: 195, Blue: 255, Purple: 298, Magenta: 335 };

const ORDER = EIGHT_COLOURS.map(({ name }) => name);
const at = (i: number) => ORDER[(i + ORDER.length) % ORDER.length] ?? 'Red';
/** Degrees from colour `i` on to the next. */
const gap = (i: number) => (HUE_CENTRES[at(i + 1)] - HUE_CENTRES[at(i)] + 360) % 360;

/** The share of each of the eight colours in a hue (degrees): smooth, never negative, together 1, and periodic. */
export function hueWeights(hue: number): Readonly<Record<EightColour, number>> {
  const weights: Record<EightColour, number> = { Red: 0, Orange: 0, Yellow: 0, Green: 0, Aqua: 0, Blue: 0, Purple: 0, Magenta: 0 };
  for (let i = 0; i < ORDER.length; i++) {
    const t = ((((hue - HUE_CENTRES[at(i)]) % 360) + 360) % 360) / gap(i);
    if (t >= 1) continue;
    const next = t * t * (3 - 2 * t);
    weights[at(i)] = 1 - next;
    weights[at(i + 1)] = next;
    break;
  }
  return weights;
}

/** How far ±100 moves a colour toward its neighbour: two thirds of the way is the most that keeps the order of hues. */
const HUE_TRAVEL = 2 / 3;

/** Degrees that a hue slider at `amount` (−100…100) turns the centre of its colour. */
export function hueTravel(colour: EightColour, amount: number): number {
  const i = ORDER.indexOf(colour);
  return (amount / 100) * HUE_TRAVEL * (amount > 0 ? gap(i) : gap(i - 1));
}

/** Skin of every tone lies within a narrow band of hue; vibrance gives it this share, rising smoothly to 1 outside. */
const SKIN = { hue: 50, halfWidth: 50, share: 0.2 } as const;

function vibranceWeight(hue: number): number {
  const off = Math.abs(((hue - SKIN.hue + 540) % 360) - 180) / SKIN.halfWidth;
  return off >= 1 ? 1 : SKIN.share + (1 - SKIN.share) * off * off * (3 - 2 * off);
}

const RADIANS = 0.017453292519943295;

/** Columns of a hue table: shift in radians; chroma gain − 1; luminance: L' = L^(2^−luminance); weight of vibrance. */
export const SHIFT = 0, CHROMA = 1, LUMINANCE = 2, VIBRANCE = 3;

/** What one of the eight colours adds to a column at its centre; shifts in degrees. */
export type HuePart = { readonly column: typeof SHIFT | typeof CHROMA | typeof LUMINANCE; readonly colour: EightColour; readonly value: number };

/** The shares of the eight colours in each degree of hue, and the weight of vibrance. */
const DEGREES = Array.from({ length: HUE_ENTRIES }, (_, hue) => ({ weights: hueWeights(hue), vibrance: vibranceWeight(hue) }));

/** One entry per degree and the first again, as the kernel reads it. */
export function hueTable(parts: readonly HuePart[], vibrance: boolean): Float32Array {
  const table = new Float32Array((HUE_ENTRIES + 1) * 4);
  const used = ([SHIFT, CHROMA, LUMINANCE] as const).flatMap((column) => {
    const adds = parts.filter((part) => part.column === column && part.value !== 0);
    return adds.length > 0 ? [{ column, adds, unit: column === SHIFT ? RADIANS : 1 }] : [];
  });
  DEGREES.forEach((degree, hue) => {
    if (vibrance) table[4 * hue + VIBRANCE] = degree.vibrance;
    for (const { column, adds, unit } of used) {
      let sum = 0;
      for (const { colour, value } of adds) sum += degree.weights[colour] * value;
      table[4 * hue + column] = sum * unit;
    }
  });
  table.copyWithin(4 * HUE_ENTRIES, 0, 4);
  return table;
}

/** The table that turns every hue alike, by `degrees`. */
export function turnedHues(degrees: number): Float32Array {
  const table = new Float32Array((HUE_ENTRIES + 1) * 4);
  for (let i = SHIFT; i < table.length; i += 4) table[i] = degrees * RADIANS;
  return table;
}

/** Oklab hue of the fully saturated sRGB colour at each 15° of the HSV wheel that grading and toning hues are given on. */
const WHEEL: readonly number[] = [
  29.23, 34.48, 52.78, 84.2, 109.77, 125.84, 135.95, 140.98, 142.5, 144.39, 151.1, 166.63,
  194.77, 231.5, 256.22, 263.83, 264.05, 273.79, 293.77, 313.01, 328.36, 343.74, 362.63, 380.91, 389.23,
];

/** Hue of a grading wheel (0…360, HSV: 0 red, 60 yellow, 240 blue) → Oklab hue in degrees. */
export function wheelHue(hue: number): number {
  const u = ((((hue % 360) + 360) % 360) / 360) * (WHEEL.length - 1);
  const i = Math.floor(u);
  const low = WHEEL[i] ?? 0;
  return low + ((WHEEL[i + 1] ?? low) - low) * (u - i);
}
