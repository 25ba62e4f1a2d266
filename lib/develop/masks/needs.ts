/**
 * What settings need to have found in the photo before they can be rendered: masks that look at the photo, and its depth.
 *
 * A mask is named by a key, which is also how `Assets.masks` is indexed:
 *
 *   subject · sky · people · people/<part> · landscape/<class>
 *   <any of these>@x,y            the one that lies at this point: one person of several
 *   object@x,y · object@x0,y0,x1,y1   the thing at a point or within a box
 *
 * x and y are fractions of the upright photo with four decimals. Lightroom's background is the complement of its subject, so it has the key `subject`.
 */
import { combineFields, correctionsOf, type ImageMask, lensBlurOf, type Mask, rangeBlurs } from '../settings';
import { isList, isRecord } from '../settings/json';
import { CORRECTIONS } from '../settings/names';
import type { Assets } from '../assets';
import type { DevelopSettings, JsonValue } from '../types';

export type AssetNeeds = { readonly masks: readonly string[]; readonly depth: boolean };

/** `MaskSubCategoryID` of people. Numbers as Lightroom's portrait presets use them. */
export const PEOPLE_PARTS = {
  2: 'face', 3: 'eyes', 4: 'skin', 5: 'hair', 6: 'lips', 7: 'beard', 8: 'eyewhites', 9: 'brows', 11: 'clothes', 12: 'teeth',
} as const satisfies Readonly<Record<number, string>>;

/** `MaskSubCategoryID` of landscapes, which Lightroom writes with `MaskSubType` 0. Its own sky class is our sky. */
const LANDSCAPE_CLASSES = {
  50001: 'architecture', 50002: 'mountains', 50003: 'ground-made', 50004: 'ground', 50005: 'vegetation', 50007: 'water', 50008: 'snow',
} as const satisfies Readonly<Record<number, string>>;

const BACKGROUND = 22, WHOLE_PERSON = 20036, LANDSCAPE_SKY = 50006;

type Point = readonly [x: number, y: number];

const place = (values: readonly number[]): string => values.map((value) => (Math.round(Math.min(1, Math.max(0, value)) * 1e4) / 1e4).toFixed(4)).join(',');
const pair = ([x = NaN, y = NaN]: readonly number[]): readonly Point[] => (Number.isFinite(x + y) ? [[x, y]] : []);

const numbersIn = (text: string): readonly number[] => text.trim().split(/[\s,]+/).map(Number);

/** `ReferencePoint`: where the user clicked, "x y". */
function referencePoint({ ReferencePoint }: ImageMask): Point | undefined {
  return pair(numbersIn(ReferencePoint ?? ''))[0];
}

/** All points of a `Gesture`, the rough outline or stroke that Select Object starts from. */
function gesturePoints(gesture: readonly JsonValue[]): readonly Point[] {
  return gesture.flatMap((item): readonly Point[] => {
    if (!isRecord(item)) return [];
    const radius = typeof item['Radius'] === 'number' ? item['Radius'] : 0;
    const list = (name: string): readonly JsonValue[] => { const value = item[name]; return isList(value) ? value : []; };
    const corners = list('Points').flatMap((point) => pair(isRecord(point) ? [Number(point['X']), Number(point['Y'])] : typeof point === 'string' ? numbersIn(point) : []));
    const dabs = list('Dabs').flatMap((dab) => (typeof dab === 'string' && /^[dM] /.test(dab) ? pair(numbersIn(dab.slice(2))) : []));
    return [...corners, ...dabs.flatMap(([x, y]): readonly Point[] => [[x - radius, y - radius], [x + radius, y + radius]])];
  });
}

function objectKey(mask: ImageMask): string | undefined {
  const points = gesturePoints(mask.Gesture ?? []);
  if (points.length > 1) {
    const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
    return `object@${place([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)])}`;
  }
  const point = points[0] ?? referencePoint(mask);
  return point && `object@${place(point)}`;
}

const partOf = (category: number | undefined): string | undefined => (category === undefined ? undefined : (PEOPLE_PARTS as Readonly<Record<number, string>>)[category]);

/** The key of what a mask wants found in the photo; undefined for masks that need nothing, and for kinds of image that this version does not know. */
export function maskKey(mask: Mask): string | undefined {
  if (mask.What !== 'Mask/Image') return undefined;
  const category = mask.MaskSubCategoryID;
  const part = partOf(category);
  switch (mask.MaskSubType) {
    case 1: return 'subject';
    case 2: return 'sky';
    case 3: return category === undefined || category === 0 || category === WHOLE_PERSON ? 'people' : part && `people/${part}`;
    case 0: {
      if (category === undefined || category === 0) return objectKey(mask);
      if (category === BACKGROUND) return 'subject';
      if (category === LANDSCAPE_SKY) return 'sky';
      const landscape = (LANDSCAPE_CLASSES as Readonly<Record<number, string>>)[category];
      if (landscape) return `landscape/${landscape}`;
      const one = category === WHOLE_PERSON ? 'people' : part && `people/${part}`;
      const point = referencePoint(mask);
      return one && (point ? `${one}@${place(point)}` : one);
    }
    default: return undefined;
  }
}

/** Whether the mask covers what its raster does not: Lightroom's background. */
export const isComplement = (mask: Mask): boolean => mask.What === 'Mask/Image' && mask.MaskSubType === 0 && mask.MaskSubCategoryID === BACKGROUND;

const isDepthRange = (mask: Mask): boolean => mask.What === 'Mask/RangeMask' && mask.CorrectionRangeMask.Type === 3;

/** Every mask of a list that counts, those within groups too. */
const flat = (masks: readonly Mask[]): readonly Mask[] =>
  masks.filter(({ MaskActive }) => MaskActive !== false).flatMap((mask) => (mask.What === 'Mask/Aggregate' ? flat(mask.Masks) : [mask]));

function activeMasks(settings: DevelopSettings): readonly Mask[] {
  const list = settings[CORRECTIONS];
  if (!Array.isArray(list) || list.length === 0) return [];
  return correctionsOf(settings).filter(({ CorrectionActive, CorrectionAmount }) => CorrectionActive && CorrectionAmount !== 0).flatMap(({ CorrectionMasks }) => flat(CorrectionMasks));
}

/** What a host has to find in the photo for a list of masks, those within groups too. */
export function needsOf(masks: readonly Mask[]): AssetNeeds {
  const all = flat(masks);
  return { masks: [...new Set(all.flatMap((mask) => maskKey(mask) ?? []))].sort(), depth: all.some(isDepthRange) };
}

/** What a host has to find in the photo before it renders the settings. Give it normalised settings. */
export function assetsNeeded(settings: DevelopSettings): AssetNeeds {
  const blur = lensBlurOf(settings);
  const { masks, depth } = needsOf([...activeMasks(settings), ...(blur?.masks ?? [])]);
  return { masks, depth: depth || (blur !== undefined && rangeBlurs(blur)) };
}

/** What the settings need and the assets do not hold: those masks cover nothing. Depth is named `depth`. */
export function missingAssets(settings: DevelopSettings, assets: Assets = {}): readonly string[] {
  const { masks, depth } = assetsNeeded(settings);
  return [...masks.filter((key) => !assets.masks?.[key]), ...(depth && !assets.depth ? ['depth'] : [])];
}

/** The mask of the document that a plain key stands for, in the form that Lightroom writes; undefined for keys with a place. */
export function maskForKey(key: string, name: string): ImageMask | undefined {
  const category = (table: Readonly<Record<number, string>>, value: string): number | undefined => Number(Object.entries(table).find(([, word]) => word === value)?.[0]) || undefined;
  const image = (MaskSubType: number, MaskSubCategoryID?: number): ImageMask =>
    ({ What: 'Mask/Image', MaskName: name, MaskActive: true, ...combineFields('add'), MaskSubType, ...(MaskSubCategoryID !== undefined && { MaskSubCategoryID }) });
  const [family, part] = key.split('/');
  if (key === 'subject') return image(1);
  if (key === 'sky') return image(2);
  if (key === 'background') return image(0, BACKGROUND);
  if (key === 'people') return image(3);
  const id = part === undefined ? undefined : family === 'people' ? category(PEOPLE_PARTS, part) : family === 'landscape' ? category(LANDSCAPE_CLASSES, part) : undefined;
  return id === undefined ? undefined : image(family === 'people' ? 3 : 0, id);
}
