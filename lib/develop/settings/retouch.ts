import type { DevelopSettings, JsonValue, SettingsPatch } from '../types';
import { isList, isRecord, type JsonRecord } from './json';
import { numberIn } from './read';
import { pairsIn } from './structures';

/**
 * Retouching as Lightroom's files hold it: `RetouchAreas` (spots and strokes) and `RedEyeInfo`.
 *
 * Positions are fractions 0…1 of the upright, uncropped photo, x by its width and y by its height; sizes are fractions of its longer side. The
 * source of an area is stored as a position too (`SourceX` and, despite its name, `OffsetY`): where the pixels for the centre of an ellipse, or for
 * the first dab of a stroke, come from. (Established from public sidecars and the tables of exiftool.)
 */
export const RETOUCH_AREAS = 'RetouchAreas';
export const RED_EYES = 'RedEyeInfo';

/** Areas and dabs of one area that are rendered; documents may hold more. */
export const MAX_AREAS = 1000;
export const MAX_DABS = 5000;

export type RetouchMethod = 'heal' | 'clone' | 'remove';

/** How files name the methods: content-aware removal is a heal that searches its own patches. */
const SPOT_TYPES: Readonly<Record<RetouchMethod, string>> = { heal: 'heal', clone: 'clone', remove: 'heal_patchmatch' };
export const methodOf = (spotType: JsonValue | undefined): RetouchMethod | undefined => {
  if (spotType === undefined) return 'heal';
  return (Object.keys(SPOT_TYPES) as RetouchMethod[]).find((method) => spotType === SPOT_TYPES[method] || spotType === method);
};

/** Semi-axes along x and y; `tilt` −1…1 is the correlation of x and y over the ellipse (files: `Alpha`). */
export type Ellipse = { readonly kind: 'ellipse'; readonly x: number; readonly y: number; readonly rx: number; readonly ry: number; readonly tilt: number };
/** One touch of a brush; `joined` to the one before it by a straight stroke. */
export type Dab = { readonly x: number; readonly y: number; readonly radius: number; readonly joined: boolean };
export type Stroke = { readonly kind: 'stroke'; readonly dabs: readonly Dab[] };
export type RetouchShape = Ellipse | Stroke;

export type RetouchArea = {
  readonly method: RetouchMethod;
  /** At least one; the area is all of them together. */
  readonly shapes: readonly RetouchShape[];
  /** Where the pixels for the anchor come from; absent: found automatically. */
  readonly source?: { readonly x: number; readonly y: number };
  /** 0…1. */
  readonly opacity: number;
  /** 0…1: the share of the radius over which the edge fades, inside the area. */
  readonly feather: number;
  /** Another seed gives another automatic source. */
  readonly seed: number;
};

/** The point that a source is measured from. */
export function anchorOf({ shapes: [shape] }: RetouchArea): { readonly x: number; readonly y: number } {
  if (shape?.kind === 'ellipse') return shape;
  return shape?.dabs[0] ?? { x: 0, y: 0 };
}

const num = (record: JsonRecord, name: string): number | undefined => numberIn(record[name]);

function dabsOf(lines: readonly JsonValue[], radius: number): readonly Dab[] {
  const dabs: Dab[] = [];
  let size = radius;
  for (const line of lines) {
    if (dabs.length === MAX_DABS) break;
    const [word = '', ...rest] = typeof line === 'string' ? line.trim().split(/\s+/) : [];
    const [a, b] = rest.map((part) => numberIn(part));
    if (word === 'r' && a !== undefined) size = Math.min(1, Math.max(0, a));
    else if ((word === 'd' || word === 'M') && a !== undefined && b !== undefined) dabs.push({ x: inPlace(a), y: inPlace(b), radius: size, joined: word === 'd' && dabs.length > 0 });
  }
  return dabs;
}
const inPlace = (value: number): number => Math.min(10, Math.max(-10, value));

/** The shape of a mask of an area; `undefined`: a kind that retouching does not know, or one without a place. */
export function shapeOf(value: JsonValue): RetouchShape | undefined {
  if (!isRecord(value) || num(value, 'MaskValue') === 0 || value['MaskActive'] === false) return undefined;
  const what = value['What'];
  if (what === 'Mask/Paint') {
    const lines = value['Dabs'];
    const dabs = isList(lines) ? dabsOf(lines, num(value, 'Radius') ?? 0.02) : [];
    return dabs.length > 0 ? { kind: 'stroke', dabs } : undefined;
  }
  const [x, y, rx] = [num(value, 'X'), num(value, 'Y'), num(value, 'SizeX') ?? num(value, 'Radius')];
  const round = what === 'Mask/Ellipse' || what === 'Mask/Circle' || what === 'Mask/CircularGradient';
  if (!round || x === undefined || y === undefined || rx === undefined) return undefined;
  return { kind: 'ellipse', x, y, rx, ry: num(value, 'SizeY') ?? rx, tilt: num(value, 'Alpha') ?? 0 };
}

function areaOf(value: JsonValue): RetouchArea | undefined {
  if (!isRecord(value)) return undefined;
  const method = methodOf(value['SpotType']);
  const masks = value['Masks'];
  const shapes = isList(masks) ? masks.map(shapeOf).filter((shape): shape is RetouchShape => shape !== undefined) : [];
  if (!method || shapes.length === 0) return undefined;
  const area: RetouchArea = { method, shapes, opacity: num(value, 'Opacity') ?? 1, feather: num(value, 'Feather') ?? 0, seed: num(value, 'Seed') ?? 0 };
  const [x, y] = [num(value, 'SourceX'), num(value, 'OffsetY') ?? num(value, 'SourceY')];
  if (method === 'remove' || x === undefined || y === undefined) return area;
  const anchor = anchorOf(area);
  return x === anchor.x && y === anchor.y ? area : { ...area, source: { x, y } };
}

/** The areas of a normalised document that this version renders, in order. */
export function retouchAreasOf(settings: DevelopSettings): readonly RetouchArea[] {
  const value = settings[RETOUCH_AREAS];
  if (!isList(value)) return [];
  return value.slice(0, MAX_AREAS).map(areaOf).filter((area): area is RetouchArea => area !== undefined && area.opacity > 0);
}

type NewArea = Partial<Pick<RetouchArea, 'source' | 'opacity' | 'feather' | 'seed'>> & { readonly method: RetouchMethod };

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

const areaValue = ({ method, source, opacity = 1, feather = 0.5, seed = 0 }: NewArea, mask: JsonRecord): JsonValue => ({
  SpotType: SPOT_TYPES[method],
  SourceState: source ? 'sourceSetExplicitly' : 'sourceAutoComputed',
  ...(source && { SourceX: round(source.x), OffsetY: round(source.y) }),
  Opacity: opacity, Feather: feather, Seed: seed,
  Masks: [mask],
});

/** A spot to heal, clone over or remove, as a value of `RetouchAreas`. `radius` is a fraction of the photo's longer side. */
export const retouchSpot = ({ x, y, radius, ...area }: NewArea & { readonly x: number; readonly y: number; readonly radius: number }): JsonValue =>
  areaValue(area, { What: 'Mask/Ellipse', MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, X: round(x), Y: round(y), SizeX: round(radius), SizeY: round(radius), Alpha: 0, CenterValue: 1, PerimeterValue: 0 });

/** A brush stroke through `points` to heal, clone over or remove, as a value of `RetouchAreas`. */
export const retouchStroke = ({ points, radius, ...area }: NewArea & { readonly points: readonly (readonly [x: number, y: number])[]; readonly radius: number }): JsonValue =>
  areaValue(area, { What: 'Mask/Paint', MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, Radius: round(radius), Flow: 1, CenterWeight: 0, Dabs: points.map(([x, y]) => `d ${x.toFixed(6)} ${y.toFixed(6)}`) });

/** The patch that adds areas to those of a document. */
export function addRetouch(settings: DevelopSettings, ...areas: readonly JsonValue[]): SettingsPatch {
  const present = settings[RETOUCH_AREAS];
  return { [RETOUCH_AREAS]: [...(isList(present) ? present : []), ...areas] };
}

/**
 * A pupil. `rx`, `ry` are semi-axes in px of a photo of the given size; `tilt` as in an ellipse. `darken` and `size` 0…1 with ½ as
 * Lightroom's default: how dark it becomes, and how much of the ellipse counts. `pet`: the pupil shines in any colour, not only red.
 */
export type RedEye = { readonly x: number; readonly y: number; readonly rx: number; readonly ry: number; readonly tilt: number; readonly size: number; readonly darken: number; readonly pet: boolean };

/**
 * The pupils of a normalised document, on a photo of this size (px). Files hold text, `x = …, y = …, width = …, height = …, alpha = …, pupilSize = …,
 * pupilDarkenAmount = …, adaptivePupilColor = …`, with semi-axes as fractions of width and height; we also read `{ CenterX, CenterY, Radius, Darken, Pet }`,
 * the radius a fraction of the longer side.
 */
export function redEyesOf(settings: DevelopSettings, { width, height }: { readonly width: number; readonly height: number }): readonly RedEye[] {
  const value = settings[RED_EYES];
  if (!isList(value)) return [];
  const long = Math.max(width, height);
  return value.slice(0, MAX_AREAS).flatMap((item): readonly RedEye[] => {
    const record: JsonRecord = typeof item === 'string' ? pairsIn(item) : isRecord(item) ? item : {};
    const get = (...names: readonly string[]): number | undefined => names.map((name) => num(record, name)).find((found) => found !== undefined);
    const [x, y] = [get('x', 'CenterX'), get('y', 'CenterY')];
    const radius = get('Radius');
    const [w, h] = [get('width'), get('height')];
    if (x === undefined || y === undefined) return [];
    const axes = w !== undefined && h !== undefined ? [w * width, h * height] as const : radius === undefined ? undefined : [radius * long, radius * long] as const;
    if (!axes || !(axes[0] > 0 && axes[1] > 0)) return [];
    const share = (found: number | undefined, otherwise: number) => Math.min(1, Math.max(0, found ?? otherwise));
    return [{
      x: inPlace(x) * width, y: inPlace(y) * height, rx: Math.min(axes[0], long), ry: Math.min(axes[1], long), tilt: Math.min(0.99, Math.max(-0.99, get('alpha') ?? 0)),
      size: share(get('pupilSize', 'Size'), 0.5), darken: share(get('pupilDarkenAmount', 'Darken'), 0.5), pet: (get('adaptivePupilColor') ?? 0) === 1 || record['Pet'] === true,
    }];
  });
}

/** A pupil for `RedEyeInfo`. `radius` is a fraction of the photo's longer side, `darken` 0…1. */
export const redEye = ({ x, y, radius, darken = 0.5, pet = false }: { readonly x: number; readonly y: number; readonly radius: number; readonly darken?: number; readonly pet?: boolean }): JsonValue =>
  ({ CenterX: round(x), CenterY: round(y), Radius: round(radius), Darken: darken, ...(pet && { Pet: true }) });
