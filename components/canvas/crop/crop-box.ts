import { asksForWarp, frameOf, holds, outputToFrame, type Assets, type Frame, type Warp, warpOf } from '@/lib/develop/engine';
import { booleanOf, choiceOf } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch, Size } from '@/lib/develop/types';
import { cropPatch } from '../../develop/crop-math';
import { inverse, type Matrix } from '../before-frame';

/** A rectangle by its centre, px of the whole photo as it is shown: after quarter turns and mirroring. It is turned by the crop's angle about its centre. */
export type Box = { readonly cx: number; readonly cy: number; readonly width: number; readonly height: number };

/** A crop while it is drawn. */
export type Crop = {
  /** EXIF 1…8. */
  readonly orientation: number;
  /** Degrees, clockwise, of the frame against the photo as it is shown: −45…45. */
  readonly angle: number;
  /** Width to height that is kept; `null`: any. */
  readonly ratio: number | null;
  /** As it was drawn last. What turning or another ratio takes away comes back when they are taken back. */
  readonly drawn: Box;
  /** As it is: no larger than the photo allows. */
  readonly box: Box;
  /** Inside of what lens and perspective leave of the photo. */
  readonly constrained: boolean;
};

/** Whether a box lies where it may. */
export type Limits = (box: Box, angle: number) => boolean;
/** The side or corner that is dragged: −1, 0, 1 from left to right and from top to bottom. */
export type Handle = readonly [x: -1 | 0 | 1, y: -1 | 0 | 1];

export const MOST_ANGLE = 45;
/** Shortest side, px of the photo. */
const LEAST = 16;
/** Px that rounding may reach beyond the photo; what is written is inside of it. */
const SLACK = 0.01;
const ROUNDS = 22;

const turnOf = (degrees: number): readonly [cos: number, sin: number] => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
const hundredths = (angle: number): number => Math.round(Math.min(MOST_ANGLE, Math.max(-MOST_ANGLE, angle)) * 100) / 100 || 0;
const onSide = (orientation: number): boolean => orientation >= 5;

/** The whole photo as it is shown, px. */
export const shownSize = ({ width, height }: Size, orientation: number): Size => (onSide(orientation) ? { width: height, height: width } : { width, height });

/** Px of the whole photo as it is shown → px of the upright photo. */
export function toUpright(full: Size, orientation: number): Matrix {
  const { width, height } = full;
  const { xx, xy, x0, yx, yy, y0 } = outputToFrame({ cx: width / 2, cy: height / 2, width, height, cos: 1, sin: 0, orientation }, shownSize(full, orientation));
  // Of pixel centres, whose first is at ½.
  return [xx, yx, xy, yy, x0 - (xx + xy) / 2, y0 - (yx + yy) / 2];
}

const at = ([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] => [a * x + c * y + e, b * x + d * y + f];
const mirrors = ([a, b, c, d]: Matrix): boolean => a * d - b * c < 0;

/** The crop of settings, ready to be drawn on. */
export function cropOf(full: Size, settings: DevelopSettings, assets?: Assets): Crop {
  const orientation = Number(choiceOf(settings, 'Orientation'));
  const { cx, cy, width, height, cos, sin } = frameOf(full, settings, warpOf(full, settings, assets));
  const map = toUpright(full, orientation);
  const [x, y] = at(inverse(map), cx, cy);
  const angle = (Math.atan2(sin, cos) * 180) / Math.PI;
  const box = { cx: x, cy: y, ...shownSize({ width, height }, orientation) };
  const crop = { orientation, angle: hundredths(mirrors(map) ? -angle : angle), drawn: box, box, constrained: booleanOf(settings, 'CropConstrainToWarp') };
  return { ...crop, ratio: settings['CropLeft'] === undefined ? null : knownRatio(box.width / box.height, shownSize(full, orientation)) };
}

function frameFor(full: Size, orientation: number, box: Box, angle: number): Frame {
  const map = toUpright(full, orientation);
  const [cx, cy] = at(map, box.cx, box.cy);
  const [cos, sin] = turnOf(mirrors(map) ? -angle : angle);
  return { cx, cy, ...shownSize(box, orientation), cos, sin, orientation };
}

/** What makes settings show a crop. */
export function patchFor(full: Size, { orientation, angle, box, constrained }: Crop): SettingsPatch {
  const map = toUpright(full, orientation);
  const [cx, cy] = at(map, box.cx, box.cy);
  return {
    ...cropPatch(full, { cx, cy, ...shownSize(box, orientation) }, (mirrors(map) ? -angle : angle) || 0),
    Orientation: orientation === 1 ? null : orientation,
    CropConstrainToWarp: constrained ? true : null,
  };
}

/** Where a crop of a photo may lie. */
export function limitsOf(full: Size, { orientation, constrained }: Pick<Crop, 'orientation' | 'constrained'>, warp: Warp | undefined): Limits {
  const { width, height } = shownSize(full, orientation);
  return (box, angle) => {
    const [cos, sin] = turnOf(angle);
    const reachX = (box.width * cos + box.height * Math.abs(sin)) / 2, reachY = (box.width * Math.abs(sin) + box.height * cos) / 2;
    const within = box.cx - reachX >= -SLACK && box.cy - reachY >= -SLACK && box.cx + reachX <= width + SLACK && box.cy + reachY <= height + SLACK;
    return within && (!constrained || !warp || holds(frameFor(full, orientation, box, angle), full, warp));
  };
}

export const warpFor = (full: Size, settings: DevelopSettings, assets?: Assets): Warp | undefined => (asksForWarp(settings) ? warpOf(full, settings, assets) : undefined);

const between = (a: Box, b: Box, t: number): Box => ({ cx: a.cx + (b.cx - a.cx) * t, cy: a.cy + (b.cy - a.cy) * t, width: a.width + (b.width - a.width) * t, height: a.height + (b.height - a.height) * t });

/** As far on the way from a box to another as it may be; from one that lies outside, the other if that is allowed. */
function towards(limits: Limits, angle: number, from: Box, to: Box): Box {
  if (limits(to, angle)) return to;
  let low = 0, high = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (low + high) / 2;
    if (limits(between(from, to, middle), angle)) low = middle;
    else high = middle;
  }
  return between(from, to, low);
}

/** The largest box of the same shape and centre that is allowed. */
function fitted(limits: Limits, box: Box, angle: number): Box {
  const point = { ...box, width: box.width / 1000, height: box.height / 1000 };
  return limits(point, angle) ? towards(limits, angle, point, box) : box;
}

/** The same area in another shape. */
function shaped(box: Box, ratio: number | null): Box {
  if (ratio === null) return box;
  const width = Math.sqrt(box.width * box.height * ratio);
  return { ...box, width, height: width / ratio };
}

/** The crop with its box as large as its angle, ratio and limits allow. */
export const settled = (limits: Limits, crop: Crop): Crop => ({ ...crop, box: fitted(limits, shaped(crop.drawn, crop.ratio), crop.angle) });

const drawn = (crop: Crop, box: Box): Crop => ({ ...crop, drawn: box, box });

/** Turned about the box's centre. @param angle degrees; −45…45, to the hundredth */
export const withCropAngle = (limits: Limits, crop: Crop, angle: number): Crop => settled(limits, { ...crop, angle: hundredths(angle) });

export const withCropRatio = (limits: Limits, crop: Crop, ratio: number | null): Crop => settled(limits, ratio === null ? { ...drawn(crop, crop.box), ratio } : { ...crop, ratio });

/** Portrait for landscape. */
export function swapped(limits: Limits, crop: Crop): Crop {
  const { width, height } = crop.drawn;
  return settled(limits, { ...crop, ratio: crop.ratio === null ? null : 1 / crop.ratio, drawn: { ...crop.drawn, width: height, height: width } });
}

/** Moved along the axes of the frame, px of the photo: at an edge of the photo it glides along. */
export function moved(limits: Limits, crop: Crop, across: number, down: number): Crop {
  const [cos, sin] = turnOf(crop.angle);
  const by = (box: Box, u: number, v: number): Box => ({ ...box, cx: box.cx + u * cos - v * sin, cy: box.cy + u * sin + v * cos });
  const first = towards(limits, crop.angle, crop.box, by(crop.box, across, 0));
  return drawn(crop, towards(limits, crop.angle, first, by(first, 0, down)));
}

/** A side or corner moved along the axes of the frame, px of the photo; the opposite one stays, or with `centred` the middle. */
export function resized(limits: Limits, crop: Crop, [x, y]: Handle, across: number, down: number, centred = false): Crop {
  const { box, angle, ratio } = crop;
  const [cos, sin] = turnOf(angle);
  const both = centred ? 2 : 1;
  const least = Math.min(LEAST, box.width, box.height);
  const sized = (width: number, height: number): Box => {
    const [u, v] = centred ? [0, 0] : [(x * (width - box.width)) / 2, (y * (height - box.height)) / 2];
    return { width, height, cx: box.cx + u * cos - v * sin, cy: box.cy + u * sin + v * cos };
  };
  const width = Math.max(least, box.width + both * x * across), height = Math.max(least, box.height + both * y * down);
  if (ratio === null) {
    const first = towards(limits, angle, box, sized(width, box.height));
    return drawn(crop, towards(limits, angle, first, sized(first.width, height)));
  }
  // Along the diagonal, for corners; sides bring the other two along.
  const share = x === 0 ? height / box.height : y === 0 ? width / box.width : (width * box.width + height * box.height) / (box.width ** 2 + box.height ** 2);
  const kept = Math.max(share, least / Math.min(box.width, box.height));
  return drawn(crop, towards(limits, angle, box, sized(box.width * kept, box.height * kept)));
}

/** The photo moved, turned and enlarged under a frame that stays. @param by share of its size, and of a turn in degrees */
export function pinched(limits: Limits, crop: Crop, by: { readonly zoom: number; readonly turn: number; readonly across: number; readonly down: number }): Crop {
  const angle = hundredths(crop.angle - by.turn);
  const [cos, sin] = turnOf(angle);
  const least = LEAST / Math.min(crop.box.width, crop.box.height);
  const share = Math.max(least, 1 / by.zoom);
  const box = { cx: crop.box.cx - (by.across * cos - by.down * sin) * share, cy: crop.box.cy - (by.across * sin + by.down * cos) * share, width: crop.box.width * share, height: crop.box.height * share };
  const still = fitted(limits, { ...box, cx: crop.box.cx, cy: crop.box.cy }, angle);
  return drawn({ ...crop, angle }, towards(limits, angle, still, { ...box, width: still.width, height: still.height }));
}

/** The photo turned by a quarter or mirrored, with the crop on it. */
export function reoriented(full: Size, crop: Crop, orientation: number): Crop {
  const [from, to] = [toUpright(full, crop.orientation), toUpright(full, orientation)];
  const mirrored = mirrors(from) !== mirrors(to);
  const swaps = onSide(crop.orientation) !== onSide(orientation);
  const carried = (box: Box): Box => {
    const [cx, cy] = at(inverse(to), ...at(from, box.cx, box.cy));
    return { cx, cy, width: swaps ? box.height : box.width, height: swaps ? box.width : box.height };
  };
  return { ...crop, orientation, angle: (mirrored ? -crop.angle : crop.angle) || 0, ratio: crop.ratio !== null && swaps ? 1 / crop.ratio : crop.ratio, drawn: carried(crop.drawn), box: carried(crop.box) };
}

/** The angle that levels a line, or stands it upright, whichever is nearer. @param across @param down its direction in the picture as it is shown turned */
export function levelled(angle: number, across: number, down: number): number {
  const slope = (Math.atan2(down, across) * 180) / Math.PI;
  return hundredths(angle + slope - 90 * Math.round(slope / 90));
}

/** Whole photo, not turned. */
export function reset(full: Size, { orientation, constrained }: Crop): Crop {
  const { width, height } = shownSize(full, orientation);
  const box = { cx: width / 2, cy: height / 2, width, height };
  return { orientation, angle: 0, ratio: null, drawn: box, box, constrained };
}

/** Ratios that are offered, width to height. */
export const CROP_RATIOS = [[1, 1], [5, 4], [4, 5], [4, 3], [3, 4], [3, 2], [2, 3], [16, 9], [9, 16]] as const;
/** Boxes have whole pixels: so near is the same. */
const NEAR = 0.004;

/** The offered ratio that a box has, or the photo's own. */
export function knownRatio(ratio: number, shown: Size): number | null {
  const all = [shown.width / shown.height, ...CROP_RATIOS.map(([width, height]) => width / height)];
  return all.find((one) => Math.abs(ratio / one - 1) < NEAR) ?? null;
}
