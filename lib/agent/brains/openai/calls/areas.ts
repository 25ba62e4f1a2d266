import { z } from 'zod';
import { maskForKey } from '@/lib/develop/masks/needs';
import { combineFields, correctionsValue, type ImageMask, type Mask } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';
import { DOUBTFUL } from '@/lib/imaging/vision/types';
import type { Observation } from '../../../types';
import { AREA_KINDS, NAMED_AREAS, NAMES, type NamedArea } from '../functions/areas';
import { colourAt, type Placing } from './placing';
import { box, flag, listOf, num, point, points, type Point } from './values';

const unit = num.pipe(z.number().min(0, 'Expected 0…1').max(1, 'Expected 0…1'));
const area = z.object({
  kind: z.enum(AREA_KINDS), thing: z.enum(NAMES).optional(), at: point.optional(), from: point.optional(), to: point.optional(), box: box.optional(), points: points.optional(),
  radius: num.pipe(z.number().min(0.001).max(1)).optional(), low: unit.optional(), high: unit.optional(), range: unit.default(0.5),
  feather: num.pipe(z.number().transform((value) => Math.min(100, Math.max(0, value)))).optional(), invert: flag.default(false), mode: z.enum(['add', 'subtract', 'intersect']).default('add'),
});
export type Area = z.infer<typeof area>;
export const areas = listOf(area, 12);

/** What areas are made from. */
export type Ground = {
  readonly placing: Placing;
  /** The untouched photo, whole. */
  readonly source: Observation;
  readonly things?: Observation['things'];
  readonly pointed?: readonly JsonValue[];
  readonly find?: (keys: readonly string[]) => Promise<Readonly<Record<string, number>>>;
};

/** An area that cannot be had: why, for the model. */
class NoArea extends Error {}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Fully covered share of a brush's radius when nothing is said. */
const HARDNESS = 0.5;
const RAMP = 0.1;

const needed = <T>(value: T | undefined, kind: string, name: string): T => {
  if (value === undefined) throw new NoArea(`an area of kind ${kind} needs ${name}`);
  return value;
};

function drawn(of: Area, { placing, source }: Ground): Mask | undefined {
  const common = combineFields('add');
  switch (of.kind) {
    case 'linear': {
      const [ZeroX, ZeroY] = placing.point(needed(of.from, of.kind, 'from')), [FullX, FullY] = placing.point(needed(of.to, of.kind, 'to'));
      return { What: 'Mask/Gradient', ...common, ZeroX, ZeroY, FullX, FullY };
    }
    case 'ellipse': {
      const { box: [Left, Top, Right, Bottom], angle } = placing.box(needed(of.box, of.kind, 'box'));
      return { What: 'Mask/CircularGradient', ...common, Left, Top, Right, Bottom, Angle: angle, Midpoint: 50, Feather: of.feather ?? 50, Roundness: 0, Flipped: true };
    }
    case 'brush': {
      const stroke = needed(of.points, of.kind, 'points').map(placing.point);
      return { What: 'Mask/Paint', ...common, Dabs: stroke.map(([x, y]) => `d ${x.toFixed(6)} ${y.toFixed(6)}`), Radius: placing.length(of.radius ?? 0.05), Flow: 1, CenterWeight: of.feather === undefined ? HARDNESS : 1 - of.feather / 100 };
    }
    case 'luminance': {
      const [low, high] = [Math.min(of.low ?? 0, of.high ?? 1), Math.max(of.low ?? 0, of.high ?? 1)];
      return { What: 'Mask/RangeMask', ...common, CorrectionRangeMask: { Type: 2, LumRange: [Math.max(0, low - RAMP), low, high, Math.min(1, high + RAMP)] } };
    }
    case 'colour': {
      const [x, y] = placing.point(needed(of.at, of.kind, 'at'));
      return { What: 'Mask/RangeMask', ...common, CorrectionRangeMask: { Type: 1, ColorAmount: of.range, PointModels: [[...colourAt(source.pixels, [x, y]), round(x), round(y), 0.02]] } };
    }
    case 'object': {
      const at = of.at && placing.point(of.at);
      const corners = of.box && [[of.box[0], of.box[1]], [of.box[2], of.box[3]]].map((corner) => placing.point(corner as unknown as Point));
      if (!at && !corners) throw new NoArea('an area of kind object needs at or box');
      return { What: 'Mask/Image', ...common, MaskSubType: 0, ...(corners ? { Gesture: [{ Points: corners.map(([X, Y]) => ({ X, Y })) }] } : { ReferencePoint: (at ?? [0, 0]).join(' ') }) };
    }
    case 'thing':
    case 'pointed': return undefined;
  }
}

const asValues = (masks: readonly Mask[]): readonly JsonValue[] => {
  const [correction] = correctionsValue([{ What: 'Correction', CorrectionName: '', CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: masks }]) as readonly { readonly CorrectionMasks: readonly JsonValue[] }[];
  return correction?.CorrectionMasks ?? [];
};

/** The masks of the one person at a place: Lightroom writes them by category and point. */
const ofOne = (mask: ImageMask, at: Point): ImageMask => ({ ...mask, MaskSubType: 0, MaskSubCategoryID: mask.MaskSubCategoryID ?? 20036, ReferencePoint: at.join(' ') });

/** Things that observations recognise by themselves. */
const OBSERVED: ReadonlySet<NamedArea> = new Set(['sky', 'skin', 'subject', 'background']);

/** The masks of something that is recognised, when it is there surely enough. */
async function recognised(of: Area, { placing, things, find }: Ground): Promise<readonly JsonValue[]> {
  const name = needed(of.thing, of.kind, 'thing');
  const seen = OBSERVED.has(name) ? things?.[name as keyof NonNullable<Observation['things']>] : undefined;
  if (seen && !of.at && of.feather === undefined) return seen.masks;
  const keys: readonly string[] = NAMED_AREAS[name];
  const lookedFor = keys.map((key) => (key === 'background' ? 'subject' : key));
  const at = of.at && (keys[0] ?? '').startsWith('people') ? placing.point(of.at) : undefined;
  const wanted = lookedFor.map((key) => (at ? `${key}@${at.map((value) => value.toFixed(4)).join(',')}` : key));
  const found = (await find?.(wanted)) ?? {};
  const sure = keys.filter((_, i) => (found[wanted[i] ?? ''] ?? 0) >= DOUBTFUL);
  if (sure.length === 0) {
    const best = Math.max(0, ...wanted.map((key) => found[key] ?? 0));
    const known = wanted.some((key) => key in found);
    const there = Object.keys(things ?? {});
    throw new NoArea(`${name} ${known || !find ? `was not recognised surely in this photo${best > 0 ? ` (${Math.round(best * 100)}% sure)` : ''}` : 'cannot be looked for here'}${there.length > 0 ? `; recognised: ${there.join(', ')}` : ''}. Use another area`);
  }
  return asValues(sure.flatMap((key) => {
    const mask = maskForKey(key, key);
    return mask ? [{ ...(at ? ofOne(mask, at) : mask), ...(of.feather !== undefined && { MaskFeather: of.feather }) }] : [];
  }));
}

type Fields = Readonly<Record<string, JsonValue>>;
const isFields = (value: JsonValue | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Masks combined as one of the areas of a correction. */
function combined(masks: readonly JsonValue[], { invert, mode }: Area): readonly JsonValue[] {
  if (mode === 'add' && !invert) return masks;
  const fields = mode === 'add' ? combineFields('add', invert) : combineFields(mode);
  const [only] = masks;
  const plain: Fields = masks.length === 1 && isFields(only) ? only : { What: 'Mask/Aggregate', Masks: masks };
  // A mask that subtracts or intersects cannot be inverted itself: its inverse is a group of its own.
  if (mode !== 'add' && invert) return [{ What: 'Mask/Aggregate', MaskActive: true, ...fields, Masks: [{ ...plain, ...combineFields('add', true) }] }];
  return [{ ...plain, MaskActive: true, ...fields }];
}

/** The masks of areas, in file form; a text instead says why one of them cannot be had. */
export async function masksOf(list: readonly Area[], ground: Ground): Promise<readonly JsonValue[] | string> {
  try {
    const all: JsonValue[] = [];
    for (const [at, of] of list.entries()) {
      if (at === 0 && of.mode !== 'add') throw new NoArea('the first area is one that is added');
      const shape = drawn(of, ground);
      const masks = shape ? asValues([shape]) : of.kind === 'thing' ? await recognised(of, ground) : (ground.pointed ?? []);
      if (masks.length === 0) throw new NoArea('the user has not pointed at anything');
      all.push(...combined(masks, of));
    }
    return all;
  } catch (error) {
    if (error instanceof NoArea) return error.message;
    throw error;
  }
}
