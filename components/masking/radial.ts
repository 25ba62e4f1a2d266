import type { RadialMask } from '@/lib/develop/settings';
import type { Size } from '@/lib/develop/types';
import { SNAP } from './linear';
import { dot, lengthOf, minus, plus, snapped, times, toPixels, turnedBy, turnOf, unitAt, type Point } from './plane';

/** A radial gradient in px of the photo: its semi-axes `rx`, `ry`, turned clockwise by `angle`, in radians. Full inside, nothing outside the rim. */
export type Ellipse = { readonly centre: Point; readonly rx: number; readonly ry: number; readonly angle: number };
export type Axis = 'rx' | 'ry';

const LEAST = 4;
const DEGREE = Math.PI / 180;

export function ellipseOf({ Left, Right, Top, Bottom, Angle }: RadialMask, photo: Size): Ellipse {
  return { centre: toPixels([(Left + Right) / 2, (Top + Bottom) / 2], photo), rx: (Math.abs(Right - Left) / 2) * photo.width, ry: (Math.abs(Bottom - Top) / 2) * photo.height, angle: Angle * DEGREE };
}

/** Its fields in a document; `Angle` within ±180. */
export function ellipseFields({ centre: [x, y], rx, ry, angle }: Ellipse, { width, height }: Size): Pick<RadialMask, 'Left' | 'Right' | 'Top' | 'Bottom' | 'Angle'> {
  const degrees = angle / DEGREE;
  return { Left: (x - rx) / width, Right: (x + rx) / width, Top: (y - ry) / height, Bottom: (y + ry) / height, Angle: degrees - 360 * Math.round(degrees / 360) };
}

/** Drawn from its middle outwards, along the picture's rows (`base`); `round`: a circle. */
export function drawnEllipse(from: Point, to: Point, base: number, round: boolean): Ellipse {
  const [x, y] = turnedBy(minus(to, from), -base).map((side) => Math.max(LEAST, Math.abs(side))) as [number, number];
  const radius = Math.hypot(x, y) / Math.SQRT2;
  return { centre: from, rx: round ? radius : x, ry: round ? radius : y, angle: base };
}

const axisOf = ({ angle }: Ellipse, axis: Axis): Point => unitAt(axis === 'rx' ? angle : angle + Math.PI / 2);

/** Where a handle of the rim is: `side` −1 or 1 of an axis. */
export const rimAt = (ellipse: Ellipse, axis: Axis, side: number): Point => plus(ellipse.centre, times(axisOf(ellipse, axis), side * ellipse[axis]));

/** A handle of the rim dragged: its axis grows on both sides; `even`: the other by the same factor. */
export function resized(ellipse: Ellipse, axis: Axis, to: Point, even: boolean): Ellipse {
  const radius = Math.max(LEAST, Math.abs(dot(minus(to, ellipse.centre), axisOf(ellipse, axis))));
  const factor = radius / Math.max(LEAST, ellipse[axis]);
  const other = axis === 'rx' ? 'ry' : 'rx';
  return { ...ellipse, [axis]: radius, ...(even && { [other]: Math.max(LEAST, ellipse[other] * factor) }) };
}

/** Turned about its middle as a hand went; `snap`: to steps of 15° from `base`. */
export function turnedEllipse(ellipse: Ellipse, from: Point, to: Point, base: number, snap: boolean): Ellipse {
  const angle = ellipse.angle + turnOf(ellipse.centre, from, to);
  return { ...ellipse, angle: snap ? snapped(angle, base, SNAP) : angle };
}

/** How the engine rounds the corners of an ellipse: semi-axes and the power of its superellipse (`kernels/assembly/masks.ts`). `roundness` −100…100. */
function rimOf({ rx, ry }: Ellipse, roundness: number): { readonly rx: number; readonly ry: number; readonly power: number } {
  const round = Math.max(0, roundness) / 100, least = Math.min(rx, ry);
  return { rx: rx + (least - rx) * round, ry: ry + (least - ry) * round, power: 2 * 2 ** (Math.max(0, -roundness) / 50) };
}

/** The rim, or a line within it at `share` of the way from the middle. */
export function outlineOf(ellipse: Ellipse, roundness: number, share: number, count: number): readonly Point[] {
  const { rx, ry, power } = rimOf(ellipse, roundness);
  const bent = (value: number) => Math.sign(value) * Math.abs(value) ** (2 / power);
  return Array.from({ length: count }, (_, i) => {
    const t = (2 * Math.PI * i) / count;
    return plus(ellipse.centre, turnedBy([share * rx * bent(Math.cos(t)), share * ry * bent(Math.sin(t))], ellipse.angle));
  });
}

/** The feather, 0…100, whose inner line goes through a place: full within it. */
export function featherAt(ellipse: Ellipse, roundness: number, to: Point): number {
  const { rx, ry, power } = rimOf(ellipse, roundness);
  const [x, y] = turnedBy(minus(to, ellipse.centre), -ellipse.angle);
  const distance = (Math.abs(x / Math.max(1, rx)) ** power + Math.abs(y / Math.max(1, ry)) ** power) ** (1 / power);
  return Math.round(100 * Math.min(1, Math.max(0, 1 - distance)));
}

/** Where the handle of the feather is: on the inner line, half-way between two of the rim's handles. */
export function featherHandle(ellipse: Ellipse, roundness: number, feather: number): Point {
  const points = outlineOf(ellipse, roundness, 1 - feather / 100, 8);
  return points[1] ?? ellipse.centre;
}

/** Where the handle for turning is: above the rim by `gap` px of the photo. */
export const turnHandle = (ellipse: Ellipse, gap: number): Point => plus(ellipse.centre, times(axisOf(ellipse, 'ry'), -(ellipse.ry + gap)));

export const isFar = (from: Point, to: Point, distance: number): boolean => lengthOf(minus(to, from)) > distance;
