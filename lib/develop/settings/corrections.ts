import type { LocalCurve, LocalSlider } from '../tools';
import type { CurvePoint, JsonValue } from '../types';

/**
 * Local corrections, as Lightroom's files hold them in `MaskGroupBasedCorrections`.
 *
 * A correction is a set of local amounts and a list of masks. The masks are applied in order to a coverage that starts at nothing:
 * - add: `MaskBlendMode` 0;
 * - subtract: `MaskBlendMode` 1, not inverted (Lightroom also writes `MaskValue` 0 there, an encoding and not a strength);
 * - intersect: `MaskBlendMode` 1 and `MaskInverted` true, because A ∩ B = A − ¬B (again with `MaskValue` 0).
 * So `MaskInverted` inverts the mask's own coverage only where the mode is add; use `combineMode` and `inverted`, never the raw fields.
 * A brush stroke that adds nothing (`MaskValue` 0) is how an eraser is written.
 * (Established from public sidecars: every `MaskBlendMode` 1 in them comes with `MaskValue` 0, and intersections with `MaskInverted`.)
 *
 * All geometry is in fractions 0…1 of the upright, uncropped photo, x by its width, y by its height.
 */
type MaskCommon = {
  readonly MaskName?: string;
  /** Absent means true. */
  readonly MaskActive?: boolean;
  readonly MaskBlendMode?: number;
  readonly MaskInverted?: boolean;
  /** Strength of an added mask, 0…1; absent means 1. */
  readonly MaskValue?: number;
  /** Ours: strength of a mask that subtracts or intersects, where `MaskValue` says something else, 0…1; absent means 1. */
  readonly MaskDensity?: number;
};

/** No effect at `Zero`, full effect at `Full` and beyond, a smooth ramp between. */
export type GradientMask = MaskCommon & { readonly What: 'Mask/Gradient'; readonly ZeroX: number; readonly ZeroY: number; readonly FullX: number; readonly FullY: number };

/**
 * An ellipse in the box `Left…Right`, `Top…Bottom`, turned clockwise by `Angle` degrees. `Feather` 0…100, `Roundness` −100…100,
 * `Midpoint` 0…100. Coverage is inside the ellipse; Lightroom writes `Flipped` as the opposite of `MaskInverted`, so it says nothing more.
 */
export type RadialMask = MaskCommon & {
  readonly What: 'Mask/CircularGradient';
  readonly Top: number; readonly Left: number; readonly Bottom: number; readonly Right: number;
  readonly Angle: number; readonly Midpoint: number; readonly Feather: number; readonly Roundness: number; readonly Flipped: boolean;
};

/**
 * One stroke of a brush. Its dabs: `d x y` places one, `M x y` moves, `r R` sets the radius, `f F` the flow, `h H` the hardness. `Radius` is a fraction of
 * the longer side, `CenterWeight` the share of it that is fully covered. A brush mask is an aggregate of strokes. (Lightroom keeps some with erased
 * parts elsewhere and writes only their `MaskBrushTable`: those cover nothing.)
 */
export type PaintMask = MaskCommon & { readonly What: 'Mask/Paint'; readonly Dabs: readonly string[]; readonly Radius: number; readonly Flow: number; readonly CenterWeight: number };

export type AggregateMask = MaskCommon & { readonly What: 'Mask/Aggregate'; readonly Masks: readonly Mask[] };

/**
 * What is recognised in the photo; only the intention is stored. 1 subject, 2 sky, 3 people (all of them; categories 2–12 are parts), 0 by category: 22
 * background, 2–12 a part and 20036 the whole of the one person at `ReferencePoint`, 50001–50008 kinds of landscape; without one the object
 * that a `Gesture` (strokes or an outline) or the point shows. `masks/needs.ts` names them.
 */
export type ImageMask = MaskCommon & {
  readonly What: 'Mask/Image';
  readonly MaskSubType: number;
  readonly MaskSubCategoryID?: number;
  /** Ours: how far the edge is softened, 0…100; absent means the edge of the photo itself. */
  readonly MaskFeather?: number;
  /** "x y". */
  readonly ReferencePoint?: string;
  readonly Gesture?: readonly JsonValue[];
};

/**
 * Type 1 colour: each of `PointModels` is six numbers, the sample's colour (three, 0…1, display-encoded RGB), where it was taken (x, y) and
 * a radius; `ColorAmount` 0…1 is how widely colours around the samples count. Type 2 luminance and type 3 depth: `LumRange`/`DepthRange` is a trapezoid
 * [start of the ramp, full from, full to, end of the ramp], 0…1. `Invert` selects what lies outside.
 */
export type RangeMask = MaskCommon & {
  readonly What: 'Mask/RangeMask';
  readonly CorrectionRangeMask: {
    readonly Type: number;
    readonly Invert?: boolean;
    readonly ColorAmount?: number;
    readonly PointModels?: readonly (readonly number[])[];
    readonly LumRange?: readonly number[];
    readonly DepthRange?: readonly number[];
  };
};

/** A kind of mask that this version does not know: kept in the document, shown to code only by its name. */
export type UnknownMask = MaskCommon & { readonly What: 'unknown'; readonly original: string };

export type Mask = GradientMask | RadialMask | PaintMask | AggregateMask | ImageMask | RangeMask | UnknownMask;

/** `Local…` amounts in file units (−1…1, exposure 1 = 4 stops; see the registry's `local` rows). Absent means no change. */
export type Correction = {
  readonly What: 'Correction';
  readonly CorrectionName: string;
  readonly CorrectionActive: boolean;
  /** Multiplies all amounts; 1 is as they stand, up to 2. */
  readonly CorrectionAmount: number;
  readonly CorrectionMasks: readonly Mask[];
  /** As the document has them; `pointColours` reads them. */
  readonly LocalPointColors?: JsonValue;
  readonly LocalColorVariance?: JsonValue;
} & { readonly [Name in LocalSlider]?: number } & { readonly [Name in LocalCurve]?: readonly CurvePoint[] };

export type CombineMode = 'add' | 'subtract' | 'intersect';

const isEraser = (mask: MaskCommon & { readonly What?: string }): boolean => mask.What === 'Mask/Paint' && mask.MaskBlendMode !== 1 && mask.MaskValue === 0;

export const combineMode = (mask: MaskCommon & { readonly What?: string }): CombineMode =>
  mask.MaskBlendMode === 1 ? (mask.MaskInverted ? 'intersect' : 'subtract') : isEraser(mask) ? 'subtract' : 'add';

/** Whether the mask's own coverage is inverted before it is combined: only an added mask can be. */
export const inverted = (mask: MaskCommon): boolean => mask.MaskBlendMode !== 1 && mask.MaskInverted === true;

/** 0…1: how strongly the mask counts. The zero that comes with subtract and intersect is an encoding, not a strength. */
export const maskStrength = (mask: MaskCommon & { readonly What?: string }): number => (mask.MaskBlendMode === 1 || isEraser(mask) ? (mask.MaskDensity ?? 1) : (mask.MaskValue ?? 1));

/** The fields that say how a mask is combined, as Lightroom writes them. */
export const combineFields = (mode: CombineMode, invert = false): Required<Pick<MaskCommon, 'MaskBlendMode' | 'MaskInverted' | 'MaskValue'>> =>
  mode === 'add' ? { MaskBlendMode: 0, MaskInverted: invert, MaskValue: 1 } : { MaskBlendMode: 1, MaskInverted: mode === 'intersect', MaskValue: 0 };

type Fields = Readonly<Record<string, JsonValue>>;
const isRecord = (value: JsonValue | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
const num = (record: Fields, name: string, otherwise: number): number => { const value = record[name]; return typeof value === 'number' ? value : otherwise; };
const flag = (record: Fields, name: string, otherwise: boolean): boolean => { const value = record[name]; return typeof value === 'boolean' ? value : otherwise; };
const text = (record: Fields, name: string): string => { const value = record[name]; return typeof value === 'string' ? value : ''; };
const numbers = (value: JsonValue | undefined): readonly number[] | undefined => (isList(value) ? value.filter((x): x is number => typeof x === 'number') : undefined);

const rangeOf = (value: JsonValue | undefined): RangeMask['CorrectionRangeMask'] => {
  const range = isRecord(value) ? value : {};
  return {
    Type: num(range, 'Type', 2),
    Invert: flag(range, 'Invert', false),
    ColorAmount: num(range, 'ColorAmount', 0.5),
    PointModels: isList(range['PointModels']) ? range['PointModels'].map((point) => numbers(point) ?? []) : [],
    LumRange: numbers(range['LumRange']) ?? olderRange(range, 'Lum'),
    DepthRange: numbers(range['DepthRange']) ?? olderRange(range, 'Depth'),
  };
};

/** Versions 1 and 2 wrote minimum, maximum and a feather that softens both ends by up to a fifth of the scale. */
const olderRange = (range: Fields, of: 'Lum' | 'Depth'): readonly number[] => {
  const from = num(range, `${of}Min`, 0);
  const to = num(range, `${of}Max`, 1);
  const feather = num(range, `${of}Feather`, 0.5) * 0.2;
  return [Math.max(0, from - feather), from, to, Math.min(1, to + feather)];
};

/** Files write "x y", Lua tables a pair. */
const pointOf = (value: JsonValue | undefined): { readonly ReferencePoint?: string } =>
  typeof value === 'string' ? { ReferencePoint: value } : isList(value) && value.length === 2 ? { ReferencePoint: value.join(' ') } : {};

function maskOf(value: JsonValue): Mask {
  const mask = isRecord(value) ? value : {};
  const common: MaskCommon = {
    MaskName: text(mask, 'MaskName'), MaskActive: flag(mask, 'MaskActive', true), MaskBlendMode: num(mask, 'MaskBlendMode', 0),
    MaskInverted: flag(mask, 'MaskInverted', mask['Flipped'] === false), MaskValue: num(mask, 'MaskValue', 1),
    ...(typeof mask['MaskDensity'] === 'number' && { MaskDensity: mask['MaskDensity'] }),
  };
  const What = text(mask, 'What');
  switch (What) {
    case 'Mask/Gradient':
      return { ...common, What, ZeroX: num(mask, 'ZeroX', 0.5), ZeroY: num(mask, 'ZeroY', 0.5), FullX: num(mask, 'FullX', 0.5), FullY: num(mask, 'FullY', 0) };
    case 'Mask/CircularGradient':
      return {
        ...common, What, Top: num(mask, 'Top', 0.25), Left: num(mask, 'Left', 0.25), Bottom: num(mask, 'Bottom', 0.75), Right: num(mask, 'Right', 0.75), Angle: num(mask, 'Angle', 0),
        Midpoint: num(mask, 'Midpoint', 50), Feather: num(mask, 'Feather', 50), Roundness: num(mask, 'Roundness', 0), Flipped: flag(mask, 'Flipped', true),
      };
    case 'Mask/Paint':
      return { ...common, What, Dabs: isList(mask['Dabs']) ? mask['Dabs'].filter((dab): dab is string => typeof dab === 'string') : [], Radius: num(mask, 'Radius', 0.05), Flow: num(mask, 'Flow', 1), CenterWeight: num(mask, 'CenterWeight', 0) };
    case 'Mask/Aggregate':
      return { ...common, What, Masks: isList(mask['Masks']) ? mask['Masks'].map(maskOf) : [] };
    case 'Mask/Image':
      return {
        ...common, What, MaskSubType: num(mask, 'MaskSubType', 1), ...(typeof mask['MaskSubCategoryID'] === 'number' && { MaskSubCategoryID: mask['MaskSubCategoryID'] }),
        ...(typeof mask['MaskFeather'] === 'number' && { MaskFeather: mask['MaskFeather'] }),
        ...pointOf(mask['ReferencePoint']), ...(isList(mask['Gesture']) && { Gesture: mask['Gesture'] }),
      };
    case 'Mask/RangeMask':
      return { ...common, What, CorrectionRangeMask: rangeOf(mask['CorrectionRangeMask']) };
    default:
      return { ...common, What: 'unknown', original: What };
  }
}

/** Files before process version 11 held one range for the whole correction: it is an intersection at the end. */
const wholeRange = (correction: Fields): readonly Mask[] => {
  const value = correction['CorrectionRangeMask'];
  if (!isRecord(value) || num(value, 'Type', 0) === 0) return [];
  return [{ What: 'Mask/RangeMask', ...combineFields('intersect'), CorrectionRangeMask: rangeOf(value) }];
};

/** The typed view of a normalised correction. What it does not name stays in the document. */
export function correctionOf(value: JsonValue, amounts: readonly LocalSlider[], curves: readonly LocalCurve[]): Correction {
  const correction = isRecord(value) ? value : {};
  const local: { [Name in LocalSlider]?: number } = {};
  for (const name of amounts) { const amount = correction[name]; if (typeof amount === 'number') local[name] = amount; }
  const bent: { [Name in LocalCurve]?: readonly CurvePoint[] } = {};
  for (const name of curves) { const points = correction[name]; if (isList(points)) bent[name] = points as unknown as readonly CurvePoint[]; }
  const masks = correction['CorrectionMasks'];
  return {
    What: 'Correction',
    CorrectionName: text(correction, 'CorrectionName'),
    CorrectionActive: flag(correction, 'CorrectionActive', true),
    CorrectionAmount: num(correction, 'CorrectionAmount', 1),
    CorrectionMasks: [...(isList(masks) ? masks.map(maskOf) : []), ...wholeRange(correction)],
    ...(correction['LocalPointColors'] !== undefined && { LocalPointColors: correction['LocalPointColors'] }),
    ...(correction['LocalColorVariance'] !== undefined && { LocalColorVariance: correction['LocalColorVariance'] }),
    ...local,
    ...bent,
  };
}

/** Typed masks of a list in a normalised document. */
export const masksOf = (values: readonly JsonValue[]): readonly Mask[] => values.map(maskOf);

/** Typed corrections as a document value, for a patch: `{ MaskGroupBasedCorrections: correctionsValue([…]) }`. */
export const correctionsValue = (corrections: readonly Correction[]): JsonValue => JSON.parse(JSON.stringify(corrections)) as JsonValue;

/** Typed masks as document values: what a list of masks holds. */
export const maskValues = (masks: readonly Mask[]): readonly JsonValue[] => JSON.parse(JSON.stringify(masks)) as readonly JsonValue[];
