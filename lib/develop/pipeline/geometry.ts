import type { DevelopSettings, Size } from '../types';
import { booleanOf, choiceOf, numberOf } from '../settings/geometry';
import type { Assets } from '../assets';
import { type PhotoMap, placeOf, stepsOf } from './photo-map';
import { clamp, isOff } from './read';
import { turn } from './warp/series';
import { constrain } from './warp/constrain';
import { asksForWarp, type Warp, warpOf } from './warp/warp';

/** The crop in the upright photo: centre and size in px of the full photo, turned by (cos, sin) of CropAngle, then the orientation. */
export type Frame = {
  readonly cx: number;
  readonly cy: number;
  readonly width: number;
  readonly height: number;
  readonly cos: number;
  readonly sin: number;
  readonly orientation: number; // EXIF 1…8, applied after the crop
};

/** Position = (xx·i + xy·j + x0, yx·i + yy·j + y0). */
export type Affine = { readonly xx: number; readonly xy: number; readonly x0: number; readonly yx: number; readonly yy: number; readonly y0: number };

/** How the unit square turns for each EXIF orientation: (u, v) of the result → (u, v) of the upright crop, as [uu, uv, u0, vu, vv, v0]. */
const ORIENTATIONS: Readonly<Record<number, readonly [number, number, number, number, number, number]>> = {
  1: [1, 0, 0, 0, 1, 0],
  2: [-1, 0, 1, 0, 1, 0],
  3: [-1, 0, 1, 0, -1, 1],
  4: [1, 0, 0, 0, -1, 1],
  5: [0, 1, 0, 1, 0, 0],
  6: [0, 1, 0, -1, 0, 1],
  7: [0, -1, 1, -1, 0, 1],
  8: [0, -1, 1, 1, 0, 0],
};

const turned = (orientation: number): boolean => orientation >= 5;

/**
 * The crop of a photo. Lightroom stores two opposite corners of the turned rectangle as fractions of the photo, so its width and height
 * follow from them and CropAngle. Without stored corners a straightened photo keeps its aspect. The frame never leaves the photo: where it would,
 * it shrinks about its centre.
 */
export function cropFrame(full: Size, settings: DevelopSettings): Frame {
  const orientation = clamp(Math.round(Number(choiceOf(settings, 'Orientation'))), 1, 8);
  const upright: Frame = { cx: full.width / 2, cy: full.height / 2, width: full.width, height: full.height, cos: 1, sin: 0, orientation };
  if (isOff(settings, 'HasCrop')) return upright;

  const left = clamp(numberOf(settings, 'CropLeft'), 0, 1), right = clamp(numberOf(settings, 'CropRight'), 0, 1);
  const top = clamp(numberOf(settings, 'CropTop'), 0, 1), bottom = clamp(numberOf(settings, 'CropBottom'), 0, 1);
  const angle = clamp(numberOf(settings, 'CropAngle'), -45, 45);
  if (angle === 0) {
    const x0 = Math.min(full.width - 1, Math.round(left * full.width)), y0 = Math.min(full.height - 1, Math.round(top * full.height));
    const x1 = Math.max(x0 + 1, Math.round(right * full.width)), y1 = Math.max(y0 + 1, Math.round(bottom * full.height));
    return { ...upright, cx: (x0 + x1) / 2, cy: (y0 + y1) / 2, width: x1 - x0, height: y1 - y0 };
  }

  const { cos, sin } = turn(angle);
  const dx = (right - left) * full.width, dy = (bottom - top) * full.height;
  const whole = left === 0 && top === 0 && right === 1 && bottom === 1;
  const width = whole ? full.width : dx * cos + dy * sin;
  const height = whole ? full.height : dy * cos - dx * sin;
  const cx = ((left + right) / 2) * full.width, cy = ((top + bottom) / 2) * full.height;
  const w = Math.max(1, width), h = Math.max(1, height);
  // Half extents of the turned rectangle's bounding box against the distance from its centre to the photo's nearest edges.
  const reachX = (w * cos + h * Math.abs(sin)) / 2, reachY = (w * Math.abs(sin) + h * cos) / 2;
  const fit = Math.min(1, Math.min(cx, full.width - cx) / reachX, Math.min(cy, full.height - cy) / reachY);
  return { ...upright, cx, cy, width: Math.max(1, Math.floor(w * fit)), height: Math.max(1, Math.floor(h * fit)), cos, sin };
}

/** The crop of a photo as it is shown: `cropFrame`, inside of what the warp leaves of the photo where CropConstrainToWarp asks for that. */
export function frameOf(full: Size, settings: DevelopSettings, warp: Warp | undefined): Frame {
  const frame = cropFrame(full, settings);
  return warp && booleanOf(settings, 'CropConstrainToWarp') ? constrain(frame, full, warp) : frame;
}

/** Size in px after crop and orientation at full resolution. `full` is the upright photo. */
export function outputSize(full: Size, settings: DevelopSettings, assets?: Assets): Size {
  const { width, height, orientation } = frameOf(full, settings, warpOf(full, settings, assets));
  return turned(orientation) ? { width: height, height: width } : { width, height };
}

/** The size with the same aspect whose long edge is `edge` px; never larger than `size`, never smaller than 1 px. */
export function fitLongEdge(size: Size, edge: number): Size {
  const long = Math.max(size.width, size.height);
  if (edge >= long) return size;
  const scale = edge / long;
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}

/** Where the whole picture of `output` px lies in the photo. */
export function photoMap(full: Size, settings: DevelopSettings, output: Size, assets?: Assets): PhotoMap {
  const warp = warpOf(full, settings, assets);
  return { full, frame: outputToFrame(frameOf(full, settings, warp), output), ...(warp && { warp }) };
}

/**
 * A place in the picture, shares of it from its top left → shares of the upright, uncropped photo, where masks and retouched areas lie. `full` as in
 * `outputSize`.
 */
export function placeInPhoto(full: Size, settings: DevelopSettings, place: readonly [u: number, v: number], assets?: Assets): readonly [x: number, y: number] {
  return placesInPhoto(full, settings, assets)(place);
}

/** The same for many places of one picture. */
export function placesInPhoto(full: Size, settings: DevelopSettings, assets?: Assets): (place: readonly [u: number, v: number]) => readonly [x: number, y: number] {
  const output = outputSize(full, settings, assets);
  const map = photoMap(full, settings, output, assets);
  return ([u, v]) => {
    const [x, y] = placeOf(map, u * output.width - 0.5, v * output.height - 0.5);
    return [x / full.width, y / full.height];
  };
}

/** Output pixel index (i, j) → position in the frame: px of the full upright photo before the crop, where the first pixel's centre is (0.5, 0.5). */
export function outputToFrame(frame: Frame, output: Size): Affine {
  const [uu, uv, u0, vu, vv, v0] = ORIENTATIONS[frame.orientation] ?? [1, 0, 0, 0, 1, 0];
  const { cx, cy, width, height, cos, sin } = frame;
  // (u, v) of the result is ((i + ½)/width, (j + ½)/height); a and b are offsets from the crop's centre along its own axes.
  const au = (uu / output.width) * width, av = (uv / output.height) * width, a0 = (u0 - 0.5) * width + (au + av) / 2;
  const bu = (vu / output.width) * height, bv = (vv / output.height) * height, b0 = (v0 - 0.5) * height + (bu + bv) / 2;
  return {
    xx: au * cos - bu * sin, xy: av * cos - bv * sin, x0: cx + a0 * cos - b0 * sin,
    yx: au * sin + bu * cos, yy: av * sin + bv * cos, y0: cy + a0 * sin + b0 * cos,
  };
}

/** How much larger a source is asked for than the frame alone needs: few sizes, so that a slider under way finds the one that is decoded. */
const ENLARGED = [1, 1.25, 1.5, 2, 3, 4] as const;

/**
 * Long edge of the photo, in px, that a picture of `output` px should be rendered from: a crop enlarges what is left, a warp enlarges some parts more
 * than others. Never above the photo's own.
 */
export function sourceEdge(full: Size, settings: DevelopSettings, output: Size, assets?: Assets): number {
  const longest = ({ width, height }: Size): number => Math.max(width, height);
  const map = photoMap(full, settings, output, assets);
  const { width, height } = frameOf(full, settings, map.warp);
  // The tolerance keeps an uncropped photo at exactly the output's size.
  const flat = (longest(full) * longest(output)) / longest({ width, height }) - 1e-6;
  const { least } = map.warp ? stepsOf(map, output) : { least: [1, 1] as const };
  const bent = map.warp ? longest(full) / Math.min(...least) / flat : 1;
  const factor = ENLARGED.find((one) => one * 1.03 >= bent) ?? 4;
  return Math.min(longest(full), Math.ceil(flat * factor));
}

/** The map followed by a scaling of the photo: positions in px of a copy of the photo that is sx, sy times its size. */
export function scaled(map: Affine, sx: number, sy: number): Affine {
  return { xx: map.xx * sx, xy: map.xy * sx, x0: map.x0 * sx, yx: map.yx * sy, yy: map.yy * sy, y0: map.y0 * sy };
}

/** Whether the document crops, turns, straightens or bends at all. */
export function hasGeometry(full: Size, settings: DevelopSettings): boolean {
  if (asksForWarp(settings)) return true;
  const { width, height, orientation, sin } = cropFrame(full, settings);
  return orientation !== 1 || sin !== 0 || width !== full.width || height !== full.height;
}
