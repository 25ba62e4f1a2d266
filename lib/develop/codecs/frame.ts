import { CORRECTIONS, LENS_BLUR, RED_EYES, RETOUCH_AREAS, applyPatch, choiceOf, numberOf } from '../settings';
import { pairsIn } from '../settings/structures';
import { isList, isRecord } from '../settings/json';
import { cropFrame } from '../pipeline/geometry';
import { movePerspective } from './warp-frame';
import type { DevelopSettings, JsonValue, Scene, Size } from '../types';

/**
 * The photo that a settings file lies beside: its upright size in px and the EXIF orientation (1…8) of the file. Our documents measure crops and masks
 * on the upright photo; Lightroom's files measure them on the stored one, before orientation, and say by `tiff:Orientation` how to turn it. Of a RAW
 * photo, what its camera saw: files have its white balance in Kelvin.
 */
export type FilePhoto = Size & { readonly orientation: number; readonly raw?: { readonly scene: Scene } };

type Point = readonly [x: number, y: number];

/** A point of the turned picture (fractions) → the same point of the picture before turning, for each EXIF orientation. */
const BEFORE: Readonly<Record<number, (x: number, y: number) => Point>> = {
  1: (x, y) => [x, y], 2: (x, y) => [1 - x, y], 3: (x, y) => [1 - x, 1 - y], 4: (x, y) => [x, 1 - y],
  5: (x, y) => [y, x], 6: (x, y) => [y, 1 - x], 7: (x, y) => [1 - y, 1 - x], 8: (x, y) => [1 - y, x],
};
const before = (orientation: number, [x, y]: Point): Point => (BEFORE[orientation] ?? ((u: number, v: number): Point => [u, v]))(x, y);
const inverse = (orientation: number): number => (orientation === 6 ? 8 : orientation === 8 ? 6 : orientation);
const swapsSides = (orientation: number): boolean => orientation >= 5;
const mirrors = (orientation: number): boolean => [2, 4, 5, 7].includes(orientation);

/** The one orientation that does first `file`, then `then`. */
export function composeOrientations(file: number, then: number): number {
  const probes: readonly Point[] = [[0.1, 0.2], [0.7, 0.4]];
  const same = (a: Point, b: Point): boolean => Math.hypot(a[0] - b[0], a[1] - b[1]) < 1e-9;
  return [1, 2, 3, 4, 5, 6, 7, 8].find((one) => probes.every((point) => same(before(one, point), before(file, before(then, point))))) ?? 1;
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;
const numberIn = (record: Readonly<Record<string, JsonValue>>, name: string): number | undefined => { const value = record[name]; return typeof value === 'number' ? value : undefined; };

/** A crop is two opposite corners of a rectangle turned by the angle in px, so that its corners cannot be moved one by one. */
function moveCrop(settings: DevelopSettings, from: Size, orientation: number): DevelopSettings {
  const [left, top, right, bottom, angle] = ['CropLeft', 'CropTop', 'CropRight', 'CropBottom', 'CropAngle'].map((name) => numberOf(settings, name)) as [number, number, number, number, number];
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const [dx, dy] = [(right - left) * from.width, (bottom - top) * from.height];
  const [along, across] = [dx * cos + dy * sin, dy * cos - dx * sin];
  const [width, height] = swapsSides(orientation) ? [across, along] : [along, across];
  const to: Size = swapsSides(orientation) ? { width: from.height, height: from.width } : from;
  const turned = mirrors(orientation) ? -sin : sin;
  const [halfX, halfY] = [(width * cos - height * turned) / 2 / to.width, (width * turned + height * cos) / 2 / to.height];
  const [x, y] = before(orientation, [(left + right) / 2, (top + bottom) / 2]);
  return { CropLeft: round(x - halfX), CropTop: round(y - halfY), CropRight: round(x + halfX), CropBottom: round(y + halfY), CropAngle: mirrors(orientation) ? -angle : angle };
}

/** Fields that are a place together: of gradients, retouching (`OffsetY` is where the source is, whatever it is called) and red eyes. */
const PAIRS: readonly (readonly [string, string])[] = [['ZeroX', 'ZeroY'], ['FullX', 'FullY'], ['X', 'Y'], ['SourceX', 'OffsetY'], ['SourceX', 'SourceY'], ['CenterX', 'CenterY']];

/** How the correlation of x and y (an ellipse's tilt) changes its sign: with one axis mirrored, or turned by a right angle. */
const flipsTilt = (orientation: number): boolean => orientation % 2 === 0;

function moveMask(value: JsonValue, orientation: number): JsonValue {
  if (!isRecord(value)) return value;
  const move = (x: number, y: number): Point => { const [u, v] = before(orientation, [x, y]); return [round(u), round(v)]; };
  const out: Record<string, JsonValue> = { ...value };
  for (const [nameX, nameY] of PAIRS) {
    const [x, y] = [numberIn(value, nameX), numberIn(value, nameY)];
    if (x !== undefined && y !== undefined) [out[nameX], out[nameY]] = move(x, y);
  }
  const [sizeX, sizeY, tilt] = [numberIn(value, 'SizeX'), numberIn(value, 'SizeY'), numberIn(value, 'Alpha')];
  if (sizeX !== undefined && sizeY !== undefined && swapsSides(orientation)) Object.assign(out, { SizeX: sizeY, SizeY: sizeX });
  if (tilt !== undefined && tilt !== 0 && flipsTilt(orientation)) out['Alpha'] = -tilt;
  const [top, left, bottom, right] = [numberIn(value, 'Top'), numberIn(value, 'Left'), numberIn(value, 'Bottom'), numberIn(value, 'Right')];
  if (top !== undefined && left !== undefined && bottom !== undefined && right !== undefined) {
    const [[x0, y0], [x1, y1]] = [move(left, top), move(right, bottom)];
    Object.assign(out, { Top: Math.min(y0, y1), Left: Math.min(x0, x1), Bottom: Math.max(y0, y1), Right: Math.max(x0, x1) });
  }
  const angle = numberIn(value, 'Angle');
  if (angle !== undefined && mirrors(orientation)) out['Angle'] = angle === 0 ? 0 : -angle;
  if (isList(value['Dabs'])) out['Dabs'] = value['Dabs'].map((dab) => (typeof dab === 'string' ? dab.replace(/^([dM]) (\S+) (\S+)/, (_, kind: string, x: string, y: string) => `${kind} ${move(Number(x), Number(y)).map((part) => part.toFixed(6)).join(' ')}`) : dab));
  if (typeof value['ReferencePoint'] === 'string') {
    const [x, y] = value['ReferencePoint'].split(' ').map(Number);
    if (x !== undefined && y !== undefined && Number.isFinite(x + y)) out['ReferencePoint'] = move(x, y).map((part) => part.toFixed(6)).join(' ');
  }
  if (isList(value['PointModels'])) out['PointModels'] = value['PointModels'].map((point) => {
    const [x, y] = isList(point) ? [point[3], point[4]] : [];
    return isList(point) && typeof x === 'number' && typeof y === 'number' ? [...point.slice(0, 3), ...move(x, y), ...point.slice(5)] : point;
  });
  if (isRecord(value['CorrectionRangeMask'])) out['CorrectionRangeMask'] = moveMask(value['CorrectionRangeMask'], orientation);
  for (const list of ['Masks', 'CorrectionMasks', 'Gesture', 'Points', 'FocusMasks']) { const masks = value[list]; if (isList(masks)) out[list] = masks.map((mask) => moveMask(mask, orientation)); }
  return out;
}

/** A red eye as files have it, `x = 0.5, y = 0.4, width = …, height = …, alpha = …`: semi-axes as shares of width and height. */
function moveEye(value: JsonValue, orientation: number): JsonValue {
  if (typeof value !== 'string') return moveMask(value, orientation);
  const pairs = pairsIn(value);
  const [x, y, tilt] = [Number(pairs['x']), Number(pairs['y']), Number(pairs['alpha'])];
  if (pairs['x'] === undefined || !Number.isFinite(x + y)) return value;
  const [toX, toY] = before(orientation, [x, y]);
  const { width, height } = pairs;
  const now: Readonly<Record<string, string>> = {
    ...pairs, x: toX.toFixed(6), y: toY.toFixed(6),
    ...(swapsSides(orientation) && width !== undefined && height !== undefined && { width: height, height: width }),
    ...(flipsTilt(orientation) && Number.isFinite(tilt) && { alpha: (tilt === 0 ? 0 : -tilt).toFixed(6) }),
  };
  return Object.entries(now).map(([name, part]) => `${name} = ${part}`).join(', ');
}

/** Red eyes of ours as Lightroom's text; `photo` is upright. */
function eyeText(value: JsonValue, { width, height }: Size): JsonValue {
  if (!isRecord(value)) return value;
  const [x, y, radius] = [numberIn(value, 'CenterX'), numberIn(value, 'CenterY'), numberIn(value, 'Radius')];
  if (x === undefined || y === undefined || radius === undefined) return value;
  const long = Math.max(width, height);
  const size = numberIn(value, 'Size') ?? 0.5, darken = numberIn(value, 'Darken') ?? 0.5;
  const numbers = { x, y, width: (radius * long) / width, height: (radius * long) / height, alpha: 0, pupilSize: size, pupilDarkenAmount: darken };
  return [...Object.entries(numbers).map(([name, part]) => `${name} = ${part.toFixed(6)}`), `adaptivePupilColor = ${value['Pet'] === true ? 1 : 0}`].join(', ');
}

/** Settings that hold places, beside the crop, and how each item of theirs moves. */
const PLACED: Readonly<Record<string, (item: JsonValue, orientation: number) => JsonValue>> = { [CORRECTIONS]: moveMask, [RETOUCH_AREAS]: moveMask, [RED_EYES]: moveEye };

type Matrix = readonly (readonly number[])[];
const multiply = (a: Matrix, b: Matrix): Matrix => a.map((row) => [0, 1, 2].map((column) => row.reduce((sum, value, i) => sum + value * (b[i]?.[column] ?? 0), 0)));
/** The turn as a matrix on (x, y, 1). */
function turnMatrix(orientation: number): Matrix {
  const [[ox, oy], [ax, ay], [bx, by]] = [before(orientation, [0, 0]), before(orientation, [1, 0]), before(orientation, [0, 1])];
  return [[ax - ox, bx - ox, ox], [ay - oy, by - oy, oy], [0, 0, 1]];
}

/** Upright by hand (two points of a line) and as a file measured it (a homography in fractions), both texts of numbers. */
function moveUpright(name: string, value: JsonValue, orientation: number): JsonValue {
  const numbers = typeof value === 'string' ? value.split(/[\s,]+/).filter((part) => part !== '').map(Number) : [];
  if (!numbers.every(Number.isFinite)) return value;
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  // Adobe writes homographies with nine decimals.
  const text = (moved: readonly number[]): string => (name.startsWith('UprightTransform') ? moved.map((part) => Math.round(part * 1e9) / 1e9).join(',') : moved.map(round).join(' '));
  if (name.startsWith('UprightFourSegments_') && numbers.length === 4) return text([...before(orientation, [a, b]), ...before(orientation, [c, d])]);
  if (!name.startsWith('UprightTransform_') || numbers.length !== 9) return value;
  const matrix = [0, 3, 6].map((row) => numbers.slice(row, row + 3));
  const there = multiply(multiply(turnMatrix(orientation), matrix), turnMatrix(inverse(orientation))).flat();
  const scale = there[8] ?? 1;
  return text(scale === 0 ? there : there.map((part) => part / scale));
}

const moved = (settings: DevelopSettings, from: Size, orientation: number): DevelopSettings => {
  const lists = Object.entries(PLACED).flatMap(([name, move]) => { const list = settings[name]; return isList(list) ? [[name, list.map((item) => move(item, orientation))] as const] : []; });
  const blur = settings[LENS_BLUR];
  return applyPatch(settings, {
    ...(settings['HasCrop'] === true && moveCrop(settings, from, orientation)),
    ...Object.fromEntries(lists),
    ...(orientation !== 1 && Object.fromEntries(Object.entries(settings).filter(([name]) => /^Upright(FourSegments|Transform)_\d$/.test(name)).map(([name, value]) => [name, moveUpright(name, value, orientation)]))),
    ...(isRecord(blur) && { [LENS_BLUR]: moveMask(blur, orientation) }),
    ...movePerspective(settings, (x, y) => before(orientation, [x, y])),
  });
};

/** Settings as a file beside the photo has them: crop and masks on the stored picture, the turn apart. */
export function toFileFrame(settings: DevelopSettings, photo: FilePhoto): { readonly settings: DevelopSettings; readonly orientation: number } {
  const user = Number(choiceOf(settings, 'Orientation'));
  return {
    settings: applyPatch(moved(withEyes(withCorners(settings, photo), photo), photo, photo.orientation), { Orientation: null }),
    orientation: composeOrientations(photo.orientation, user),
  };
}

/** The other way: `orientation` is what the file says about the photo, absent where it says nothing. */
export function fromFileFrame(settings: DevelopSettings, photo: FilePhoto, orientation: number | undefined): DevelopSettings {
  const stored: Size = swapsSides(photo.orientation) ? { width: photo.height, height: photo.width } : photo;
  const user = orientation === undefined ? undefined : composeOrientations(inverse(photo.orientation), orientation);
  return applyPatch(moved(settings, stored, inverse(photo.orientation)), user === undefined ? {} : { Orientation: user });
}

const withEyes = (settings: DevelopSettings, photo: FilePhoto): DevelopSettings => {
  const eyes = settings[RED_EYES];
  return isList(eyes) && eyes.some(isRecord) ? applyPatch(settings, { [RED_EYES]: eyes.map((eye) => eyeText(eye, photo)) }) : settings;
};

/** A straightened photo without corners of its own keeps its shape as large as fits; files need the corners spelled out. */
function withCorners(settings: DevelopSettings, photo: FilePhoto): DevelopSettings {
  const whole = ['CropLeft', 'CropTop', 'CropRight', 'CropBottom'].every((name) => settings[name] === undefined);
  if (settings['CropAngle'] === undefined || !whole) return settings;
  const { cx, cy, width, height, cos, sin } = cropFrame(photo, settings);
  const [halfX, halfY] = [(width * cos - height * sin) / 2, (width * sin + height * cos) / 2];
  return applyPatch(settings, { CropLeft: round((cx - halfX) / photo.width), CropTop: round((cy - halfY) / photo.height), CropRight: round((cx + halfX) / photo.width), CropBottom: round((cy + halfY) / photo.height) });
}
