import { z } from 'zod';
import { addRetouch, combineFields, CORRECTIONS, correctionsOf, correctionsValue, LENS_BLUR, lensBlurValue, MOST_POINT_COLOURS, pointColours, pointColoursPatch, retouchSpot, retouchStroke, samplePoint, type Correction, type Mask } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue, SettingsPatch } from '@/lib/develop/types';
import type { Observation } from '../../types';
import { LOCAL_PROPERTIES } from './functions';

/** What a function call of the model comes to. `problem` is told to the model so that it can mend the call. */
export type Read =
  | { readonly kind: 'plan'; readonly text: string; readonly steps: readonly string[] }
  | { readonly kind: 'patch'; readonly title: string; readonly patch: SettingsPatch }
  | { readonly kind: 'finish'; readonly summary: string; readonly suggestions: readonly string[] }
  | { readonly kind: 'problem'; readonly text: string };

const text = z.string().max(4000);
const plan = z.object({ text, steps: z.array(text).min(1).max(12) });
const finish = z.object({ summary: text, suggestions: z.array(text).max(4).default([]) });
const settings = z.object({ title: text.default('') }).catchall(z.json());
const point = z.tuple([z.number(), z.number()]);
const area = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('linear'), from: point, to: point, invert: z.boolean().default(false) }),
  z.object({ kind: z.literal('ellipse'), box: z.tuple([z.number(), z.number(), z.number(), z.number()]), feather: z.number().min(0).max(100).default(50), invert: z.boolean().default(false) }),
  z.object({ kind: z.literal('thing'), thing: z.enum(['sky', 'skin', 'subject', 'background']), invert: z.boolean().default(false) }),
  z.object({ kind: z.literal('luminance'), low: z.number().min(0).max(1), high: z.number().min(0).max(1), invert: z.boolean().default(false) }),
]);
const local = z.object({ title: text.default(''), area }).catchall(z.json());

const retouching = z.object({
  title: text.default(''),
  areas: z.array(z.object({ method: z.enum(['heal', 'remove', 'clone']), points: z.array(point).min(1).max(200), radius: z.number().min(0.0005).max(0.3), source: point.optional() })).min(1).max(50),
});
const lensBlur = z.object({ title: text.default(''), amount: z.number().min(0).max(100), focus: area, highlights: z.number().min(0).max(100).default(0) });

const share = z.number().min(-100).max(100).default(0);
const sample = z.object({
  title: text.default(''), colour: z.string().regex(/^#[0-9a-f]{6}$/i, 'Expected a colour as #rrggbb'), hue: share, saturation: share, luminance: share, variance: share, range: z.number().min(0).max(100).default(50),
});

/** The sample beside those that the settings have. */
function withSample(current: DevelopSettings, { colour, hue, saturation, luminance, variance, range }: z.infer<typeof sample>): SettingsPatch | undefined {
  const points = pointColours(current['PointColors'], current['ColorVariance']);
  if (points.length >= MOST_POINT_COLOURS) return undefined;
  const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255) as [number, number, number];
  return pointColoursPatch([...points, samplePoint(rgb, { shift: [hue / 100, saturation / 100, luminance / 100], variance: variance / 100, range: range / 100 })]);
}

type Area = z.infer<typeof area>;
type Things = Observation['things'];

/** What was recognised, as it was found; inverted, everything else. */
const masksOfThing = (masks: readonly JsonValue[], invert: boolean): readonly JsonValue[] => (invert ? [{ What: 'Mask/Aggregate', ...combineFields('add', true), Masks: masks }] : masks);

function maskOf(where: Exclude<Area, { readonly kind: 'thing' }>): Mask {
  const combine = combineFields('add', where.invert);
  switch (where.kind) {
    case 'linear':
      return { What: 'Mask/Gradient', ...combine, ZeroX: where.from[0], ZeroY: where.from[1], FullX: where.to[0], FullY: where.to[1] };
    case 'ellipse': {
      const [Left, Top, Right, Bottom] = where.box;
      return { What: 'Mask/CircularGradient', ...combine, Left, Top, Right, Bottom, Angle: 0, Midpoint: 50, Feather: where.feather, Roundness: 0, Flipped: !where.invert };
    }
    case 'luminance': {
      const soft = 0.1;
      return { What: 'Mask/RangeMask', ...combine, CorrectionRangeMask: { Type: 2, LumRange: [Math.max(0, where.low - soft), where.low, where.high, Math.min(1, where.high + soft)] } };
    }
  }
}

function retouchValue({ method, points, radius, source }: z.infer<typeof retouching>['areas'][number]): JsonValue {
  const how = { method, radius, ...(source && method !== 'remove' && { source: { x: source[0], y: source[1] } }) };
  const [first = [0, 0]] = points;
  return points.length === 1 ? retouchSpot({ ...how, x: first[0], y: first[1] }) : retouchStroke({ ...how, points });
}

/** Undefined where the focus is a thing that was not recognised surely. */
function lensBlurPatch({ amount, focus, highlights }: z.infer<typeof lensBlur>, things: Things): SettingsPatch | undefined {
  if (amount === 0) return { [LENS_BLUR]: null };
  const seen = focus.kind === 'thing' ? things?.[focus.thing] : undefined;
  if (focus.kind === 'thing' && !seen) return undefined;
  const FocusMasks = focus.kind === 'thing' ? masksOfThing(seen?.masks ?? [], focus.invert) : (JSON.parse(JSON.stringify([maskOf(focus)])) as readonly JsonValue[]);
  return { [LENS_BLUR]: lensBlurValue({ amount, HighlightsBoost: highlights, FocusMasks }) };
}

const notSeen = (name: string, things: Things): Read => ({ kind: 'problem', text: `${name}: what you name was not recognised surely in this photo${things && Object.keys(things).length > 0 ? `; recognised: ${Object.keys(things).join(', ')}` : ''}. Use another area.` });

/** Undefined where the area is a thing that was not recognised surely. */
function correction(values: z.infer<typeof local>, things: Things): JsonValue | undefined {
  const amounts = LOCAL_PROPERTIES.flatMap(({ name, scale }) => { const value = values[name]; return typeof value === 'number' ? [[name, value / scale]] : []; });
  const { area: where, title } = values;
  const seen = where.kind === 'thing' ? things?.[where.thing] : undefined;
  if (where.kind === 'thing' && !seen) return undefined;
  const base: Correction = { What: 'Correction', CorrectionName: title, CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: where.kind === 'thing' ? [] : [maskOf(where)] };
  const [value] = correctionsValue([base]) as readonly { readonly [key: string]: JsonValue }[];
  return { ...value, ...(seen && { CorrectionMasks: masksOfThing(seen.masks, where.invert) }), ...Object.fromEntries(amounts) };
}

/** Reads one call against the settings it would change. Never throws: what cannot be read comes back as a problem. */
export function readCall(name: string, json: string, current: DevelopSettings, things?: Things): Read {
  let value: JsonValue;
  try {
    value = JSON.parse(json || '{}') as JsonValue;
  } catch {
    return { kind: 'problem', text: `The arguments of ${name} are not valid JSON.` };
  }
  const problem = (error: z.ZodError): Read => ({ kind: 'problem', text: `${name}: ${z.prettifyError(error)}` });
  switch (name) {
    case 'plan': {
      const read = plan.safeParse(value);
      return read.success ? { kind: 'plan', ...read.data } : problem(read.error);
    }
    case 'finish': {
      const read = finish.safeParse(value);
      return read.success ? { kind: 'finish', ...read.data } : problem(read.error);
    }
    case 'adjust_area': {
      const read = local.safeParse(value);
      if (!read.success) return problem(read.error);
      const added = correction(read.data, things);
      if (added === undefined) return notSeen(name, things);
      return { kind: 'patch', title: read.data.title, patch: { [CORRECTIONS]: [...(correctionsValue(correctionsOf(current)) as readonly JsonValue[]), added] } };
    }
    case 'adjust_retouch': {
      const read = retouching.safeParse(value);
      return read.success ? { kind: 'patch', title: read.data.title, patch: addRetouch(current, ...read.data.areas.map(retouchValue)) } : problem(read.error);
    }
    case 'adjust_lens_blur': {
      const read = lensBlur.safeParse(value);
      if (!read.success) return problem(read.error);
      const patch = lensBlurPatch(read.data, things);
      return patch ? { kind: 'patch', title: read.data.title, patch } : notSeen(name, things);
    }
    case 'adjust_point_colour': {
      const read = sample.safeParse(value);
      if (!read.success) return problem(read.error);
      const patch = withSample(current, read.data);
      return patch ? { kind: 'patch', title: read.data.title, patch } : { kind: 'problem', text: `${name}: there are ${MOST_POINT_COLOURS} samples already; more are not possible.` };
    }
    default: {
      if (!name.startsWith('adjust_')) return { kind: 'problem', text: `There is no function ${name}.` };
      const read = settings.safeParse(value);
      if (!read.success) return problem(read.error);
      const { title, ...patch } = read.data;
      return { kind: 'patch', title, patch };
    }
  }
}
