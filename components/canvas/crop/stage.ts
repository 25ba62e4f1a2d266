import type { Size } from '@/lib/develop/types';
import { inverse, type Matrix, product } from '../before-frame';
import type { Point } from '../zoom';
import { type Crop, shownSize, toUpright } from './crop-box';

/** How the photo lies on the stage: turned against the crop, so that the frame stands upright. `anchor`, px of the photo as shown, lies at `on`, CSS px. */
export type Stage = { readonly scale: number; readonly anchor: Point; readonly on: Point };

/** A small frame is brought so close that it takes this share of the room. */
const CLOSE = 0.42;

const turnOf = (degrees: number): readonly [cos: number, sin: number] => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];

/** All of the photo, or, where the frame would be small, the frame in the middle. @param margin CSS px */
export function stageFor(full: Size, { orientation, angle, box }: Crop, room: Size, margin: number): Stage {
  const { width, height } = shownSize(full, orientation);
  const [cos, sin] = turnOf(Math.abs(angle));
  const inner = { width: Math.max(1, room.width - 2 * margin), height: Math.max(1, room.height - 2 * margin) };
  const whole = Math.min(inner.width / (width * cos + height * sin), inner.height / (width * sin + height * cos));
  const close = CLOSE * Math.min(inner.width / box.width, inner.height / box.height);
  const on = { x: room.width / 2, y: room.height / 2 };
  return close > whole ? { scale: close, anchor: { x: box.cx, y: box.cy }, on } : { scale: whole, anchor: { x: width / 2, y: height / 2 }, on };
}

/** Px of the photo as shown → CSS px of the stage. */
export function stageMatrix({ scale, anchor, on }: Stage, angle: number): Matrix {
  const [cos, sin] = turnOf(angle);
  const [a, b, c, d] = [scale * cos, -scale * sin, scale * sin, scale * cos];
  return [a, b, c, d, on.x - a * anchor.x - c * anchor.y, on.y - b * anchor.x - d * anchor.y];
}

export const apply = ([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point => ({ x: a * x + c * y + e, y: b * x + d * y + f });

/** Px of the upright photo → CSS px of the stage. */
export function uprightToStage(full: Size, crop: Crop, stage: Stage): Matrix {
  return product(stageMatrix(stage, crop.angle), inverse(toUpright(full, crop.orientation)));
}

/** Where the frame stands on the stage, CSS px. */
export function frameOn(crop: Crop, stage: Stage): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } {
  const centre = apply(stageMatrix(stage, crop.angle), { x: crop.box.cx, y: crop.box.cy });
  const [width, height] = [crop.box.width * stage.scale, crop.box.height * stage.scale];
  return { left: centre.x - width / 2, top: centre.y - height / 2, width, height };
}

/** The stage as it is, turning about the frame's centre from now on. */
export function pinned(crop: Crop, stage: Stage): Stage {
  const anchor = { x: crop.box.cx, y: crop.box.cy };
  return { scale: stage.scale, anchor, on: apply(stageMatrix(stage, crop.angle), anchor) };
}

/** The stage on which the frame of `now` lies where that of `before` lies on `stage`. */
export const under = (before: Crop, stage: Stage, now: Crop): Stage => ({ scale: (stage.scale * before.box.width) / now.box.width, anchor: { x: now.box.cx, y: now.box.cy }, on: pinned(before, stage).on });
