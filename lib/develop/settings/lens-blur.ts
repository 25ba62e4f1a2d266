import type { DevelopSettings, JsonValue } from '../types';
import { masksOf, type Mask } from './corrections';
import { isList, isRecord } from './json';
import { maskFields } from './local';
import { booleanIn, numberIn } from './read';
import { type FieldTable, readFields, type Report } from './structures';

export const LENS_BLUR = 'LensBlur';

/** The shapes that out-of-focus lights take, in the order of Lightroom's `BokehShape`. */
export const BOKEH_SHAPES = ['circle', 'bubble', 'blade', 'ring', 'anamorphic'] as const;
export type BokehShape = (typeof BOKEH_SHAPES)[number];

/**
 * Lens blur as Lightroom's files hold it (`LensBlur`), and one list of ours, `FocusMasks`: masks as in a correction that say what is in focus. They
 * serve where no depth is known, and keep things sharp where it is. Amounts are shares 0…1.
 */
export type LensBlur = {
  readonly amount: number;
  readonly shape: BokehShape;
  /** Turn of a blade's corners or of the anamorphic oval, degrees. */
  readonly rotation: number;
  /** −1 tall … 1 wide. */
  readonly aspect: number;
  /** −1 a bright rim … 1 a bright core. */
  readonly spherical: number;
  readonly boost: number;
  readonly threshold: number;
  /** How much of the disc the edge of the lens cuts off in the corners. */
  readonly catEye: number;
  /** Near outer, near inner, far inner, far outer, as distances 0 nearest … 1 farthest: sharp between the inner two, blurred fully at the outer two. */
  readonly range: readonly [number, number, number, number];
  readonly masks: readonly Mask[];
};

const NUMBERS: FieldTable = {
  Active: 'flag', BlurAmount: [0, 100], BokehShape: [0, 4], BokehShapeDetail: [0, 100], BokehAspect: [-100, 100], BokehRotation: [-360, 360], SphericalAberration: [-100, 100],
  HighlightsBoost: [0, 100], HighlightsThreshold: [0, 100], CatEyeAmount: [0, 100], CatEyeScale: [0, 100],
};
/** What Lightroom writes for a blur that was just switched on. */
const DEFAULT_RANGE = [0, 0, 100, 100] as const;

const rangeIn = (value: JsonValue | undefined): readonly number[] | undefined => {
  const parts = typeof value === 'string' ? value.trim().split(/[,\s]+/) : isList(value) ? value : [];
  const numbers = parts.map((part) => numberIn(part));
  return numbers.length === 4 && numbers.every((part): part is number => part !== undefined && Math.abs(part) <= 1000) ? numbers : undefined;
};

/** `LensBlur` with numbers in their ranges, unknown fields kept. */
export function readLensBlur(value: JsonValue, report: Report): JsonValue | undefined {
  if (!isRecord(value)) {
    report({ name: LENS_BLUR, kind: 'invalid', message: 'expected a record of lens blur; it is left out' });
    return undefined;
  }
  const out = readFields(value, NUMBERS, LENS_BLUR, report);
  if (out['FocalRange'] !== undefined) {
    const range = rangeIn(out['FocalRange']);
    const ordered = range?.every((part, i) => i === 0 || part >= (range[i - 1] ?? part));
    if (range && ordered) out['FocalRange'] = range.join(' ');
    else {
      report({ name: `${LENS_BLUR}.FocalRange`, kind: 'invalid', message: 'expected four distances from near to far; the whole depth is in focus' });
      delete out['FocalRange'];
    }
  }
  const masks = out['FocusMasks'];
  if (isList(masks)) out['FocusMasks'] = masks.map((mask, i) => maskFields(mask, `${LENS_BLUR}.FocusMasks[${i}]`, report));
  else if (masks !== undefined) {
    report({ name: `${LENS_BLUR}.FocusMasks`, kind: 'invalid', message: 'expected a list of masks; it is left out' });
    delete out['FocusMasks'];
  }
  return out;
}

/** The lens blur of a normalised document; `undefined` where it is off. */
export function lensBlurOf(settings: DevelopSettings): LensBlur | undefined {
  const value = settings[LENS_BLUR];
  if (!isRecord(value) || booleanIn(value['Active']) === false) return undefined;
  const share = (name: string, otherwise: number): number => (numberIn(value[name]) ?? otherwise) / 100;
  const amount = share('BlurAmount', 50);
  if (amount <= 0) return undefined;
  const [a, b, c, d] = (rangeIn(value['FocalRange']) ?? DEFAULT_RANGE).map((part) => part / 100) as [number, number, number, number];
  const masks = value['FocusMasks'];
  return {
    amount, shape: BOKEH_SHAPES[Math.round(numberIn(value['BokehShape']) ?? 0)] ?? 'circle', rotation: numberIn(value['BokehRotation']) ?? 0, aspect: share('BokehAspect', 0),
    spherical: share('SphericalAberration', 0), boost: share('HighlightsBoost', 0), threshold: share('HighlightsThreshold', 50), catEye: share('CatEyeAmount', 0) * share('CatEyeScale', 100),
    range: [a, b, c, d], masks: isList(masks) ? masksOf(masks) : [],
  };
}

/** Whether the range leaves anything out of focus: what needs the photo's depth. */
export const rangeBlurs = ({ range: [, near, far] }: LensBlur): boolean => near > 0 || far < 1;

/** Lens blur for a patch: `masks` say what is in focus. */
export const lensBlurValue = ({ amount, focalRange, masks, ...rest }: { readonly amount: number; readonly focalRange?: readonly [number, number, number, number]; readonly masks?: readonly Mask[] } & Readonly<Record<string, JsonValue | readonly Mask[] | undefined>>): JsonValue =>
  JSON.parse(JSON.stringify({ Version: '1', Active: true, BlurAmount: amount, ...(focalRange && { FocalRange: focalRange.join(' ') }), ...(masks && { FocusMasks: masks }), ...rest })) as JsonValue;
