import { z } from 'zod';
import { addRetouch, LENS_BLUR, lensBlurValue, MOST_POINT_COLOURS, pointColours, pointColoursPatch, redEye, RED_EYES, retouchSpot, retouchStroke, samplePoint } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue, Pixels, SettingsPatch } from '@/lib/develop/types';
import { areas, masksOf, type Ground } from './areas';
import { colourAt, type Placing } from './placing';
import { listOf, num, point, points, problemOf } from './values';

const clamped = (low: number, high: number) => num.pipe(z.number().transform((value) => Math.min(high, Math.max(low, value))));
const share = clamped(-100, 100).default(0);

const sample = z.object({
  at: point.optional(), colour: z.string().regex(/^#[0-9a-f]{6}$/i, 'Expected a colour as #rrggbb').optional(), hue: share, saturation: share, luminance: share, variance: share, range: clamped(0, 100).default(50),
}).refine(({ at, colour }) => at ?? colour, 'Expected at or colour');

/** A sample of a colour beside those that the settings have. `picture`: what the model sees. */
export function pointColourPatch(value: unknown, current: DevelopSettings, picture: Pixels): SettingsPatch | string {
  const read = sample.safeParse(value);
  if (!read.success) return problemOf(read.error);
  const present = pointColours(current['PointColors'], current['ColorVariance']);
  if (present.length >= MOST_POINT_COLOURS) return `there are ${MOST_POINT_COLOURS} samples already; more are not possible`;
  const { at, colour = '#808080', hue, saturation, luminance, variance, range } = read.data;
  if ([hue, saturation, luminance, variance].every((amount) => amount === 0)) return 'give at least one of hue, saturation, luminance, variance';
  const rgb = at ? colourAt(picture, at) : ([1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16) / 255) as [number, number, number]);
  return pointColoursPatch([...present, samplePoint(rgb, { shift: [hue / 100, saturation / 100, luminance / 100], variance: variance / 100, range: range / 100 })]);
}

const spot = z.object({ method: z.enum(['heal', 'remove', 'clone', 'red_eye', 'pet_eye']), points, radius: clamped(0.0005, 0.3), source: point.optional() });
const retouching = z.object({ spots: listOf(spot, 50, 1) });

/** Spots, strokes and pupils beside those that the settings have. */
export function retouchPatch(value: Readonly<Record<string, JsonValue>>, current: DevelopSettings, placing: Placing): SettingsPatch | string {
  const read = retouching.safeParse({ spots: value['spots'] ?? value['areas'] });
  if (!read.success) return problemOf(read.error);
  const { spots } = read.data;
  const eyes = spots.flatMap(({ method, points: at, radius }) => (method === 'red_eye' || method === 'pet_eye' ? at.map((place) => {
    const [x, y] = placing.point(place);
    return redEye({ x, y, radius: placing.length(radius), pet: method === 'pet_eye' });
  }) : []));
  const taken = spots.flatMap(({ method, points: at, radius, source }) => {
    if (method === 'red_eye' || method === 'pet_eye') return [];
    const from = source && method !== 'remove' ? placing.point(source) : undefined;
    const how = { method, radius: placing.length(radius), ...(from && { source: { x: from[0], y: from[1] } }) };
    const stroke = at.map(placing.point);
    const [first] = stroke;
    if (!first) return [];
    return [stroke.length === 1 ? retouchSpot({ ...how, x: first[0], y: first[1] }) : retouchStroke({ ...how, points: stroke })];
  });
  const present = current[RED_EYES];
  return { ...(taken.length > 0 && addRetouch(current, ...taken)), ...(eyes.length > 0 && { [RED_EYES]: [...(Array.isArray(present) ? (present as readonly JsonValue[]) : []), ...eyes] }) };
}

const blur = z.object({ amount: clamped(0, 100), focus: areas.default([]), highlights: clamped(0, 100).default(0) });

export async function lensBlurPatch(value: unknown, ground: Ground): Promise<SettingsPatch | string> {
  const read = blur.safeParse(value);
  if (!read.success) return problemOf(read.error);
  const { amount, focus, highlights } = read.data;
  if (amount === 0) return { [LENS_BLUR]: null };
  const FocusMasks = await masksOf(focus, ground);
  if (typeof FocusMasks === 'string') return FocusMasks;
  if (FocusMasks.length === 0) return 'give focus: the areas that stay sharp';
  return { [LENS_BLUR]: lensBlurValue({ amount, HighlightsBoost: highlights, FocusMasks }) };
}
