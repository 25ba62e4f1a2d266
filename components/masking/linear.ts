import type { GradientMask } from '@/lib/develop/settings';
import type { Size } from '@/lib/develop/types';
import { between, directionOf, dot, lengthOf, minus, plus, snapped, times, toPixels, toShares, turnedBy, turnOf, unitAt, type Point } from './plane';

/** A linear gradient in px of the photo: nothing at `zero`, everything at `full`, across the lines through both that are square to the way between. */
export type Linear = { readonly zero: Point; readonly full: Point };
export type LinearEnd = keyof Linear;

/** A gradient is never narrower than this, in px: closer, its lines could not be told apart or turned. */
const LEAST = 4;
export const QUARTER = Math.PI / 2;
export const SNAP = Math.PI / 12;

export const linearOf = ({ ZeroX, ZeroY, FullX, FullY }: GradientMask, photo: Size): Linear => ({ zero: toPixels([ZeroX, ZeroY], photo), full: toPixels([FullX, FullY], photo) });

export function linearFields({ zero, full }: Linear, photo: Size): Pick<GradientMask, 'ZeroX' | 'ZeroY' | 'FullX' | 'FullY'> {
  const [ZeroX, ZeroY] = toShares(zero, photo), [FullX, FullY] = toShares(full, photo);
  return { ZeroX, ZeroY, FullX, FullY };
}

export const middleOf = ({ zero, full }: Linear): Point => between(zero, full, 0.5);

/** From nothing to everything, of length 1; down where both are at one place. */
export function axisOf({ zero, full }: Linear): Point {
  const way = minus(full, zero), length = lengthOf(way);
  return length > 0 ? times(way, 1 / length) : [0, 1];
}

/** Drawn from where it is full to where it ends. `base`: the direction of the picture's rows, to which it snaps square when asked. */
export function drawnLinear(from: Point, to: Point, base: number, snap: boolean): Linear {
  const way = minus(to, from);
  const length = Math.max(LEAST, lengthOf(way));
  const angle = snap ? snapped(directionOf(way), base, QUARTER) : directionOf(way);
  return { full: from, zero: plus(from, times(unitAt(angle), length)) };
}

/** One line dragged along the way between both: the ramp grows or shrinks on that side and keeps its direction. */
export function withEnd(linear: Linear, end: LinearEnd, to: Point): Linear {
  const axis = axisOf(linear), other = end === 'zero' ? linear.full : linear.zero;
  const outward = end === 'full' ? axis : times(axis, -1);
  return { ...linear, [end]: plus(other, times(outward, Math.max(LEAST, dot(minus(to, other), outward)))) };
}

/** Turned about its middle as a hand went; `snap`: to steps of 15° from `base`. */
export function turnedLinear(linear: Linear, from: Point, to: Point, base: number, snap: boolean): Linear {
  const middle = middleOf(linear), half = minus(linear.full, middle);
  const angle = directionOf(half) + turnOf(middle, from, to);
  const turned = turnedBy([lengthOf(half), 0], snap ? snapped(angle, base, SNAP) : angle);
  return { zero: minus(middle, turned), full: plus(middle, turned) };
}

/** Points along the line through a place of the gradient, as far as it lies over the photo with `margin` (share of each side) around it. */
export function lineThrough(at: Point, linear: Linear, photo: Size, margin: number, count: number): readonly Point[] {
  const [dx, dy] = turnedBy(axisOf(linear), QUARTER);
  const clip = (from: number, step: number, side: number): readonly [number, number] => {
    const [low, high] = [-margin * side, (1 + margin) * side];
    if (Math.abs(step) < 1e-9) return from >= low && from <= high ? [-Infinity, Infinity] : [1, -1];
    const [a, b] = [(low - from) / step, (high - from) / step];
    return [Math.min(a, b), Math.max(a, b)];
  };
  const [x0, x1] = clip(at[0], dx, photo.width), [y0, y1] = clip(at[1], dy, photo.height);
  const [from, to] = [Math.max(x0, y0), Math.min(x1, y1)];
  if (!(to > from)) return [];
  return Array.from({ length: count }, (_, i) => plus(at, times([dx, dy], from + ((to - from) * i) / (count - 1))));
}
