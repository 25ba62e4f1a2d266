import type { Size } from '@/lib/develop/types';
import type { Place } from '../pointing/marks';

/** A place in px of the upright, uncropped photo. There shapes are round and angles true, which they are not in shares of it. */
export type Point = readonly [x: number, y: number];

export const toPixels = ([x, y]: Place, full: Size): Point => [x * full.width, y * full.height];
export const toShares = ([x, y]: Point, full: Size): Place => [x / full.width, y / full.height];
export const longEdge = ({ width, height }: Size): number => Math.max(width, height);

export const plus = ([ax, ay]: Point, [bx, by]: Point): Point => [ax + bx, ay + by];
export const minus = ([ax, ay]: Point, [bx, by]: Point): Point => [ax - bx, ay - by];
export const times = ([x, y]: Point, factor: number): Point => [x * factor, y * factor];
export const dot = ([ax, ay]: Point, [bx, by]: Point): number => ax * bx + ay * by;
export const lengthOf = ([x, y]: Point): number => Math.hypot(x, y);
export const between = (a: Point, b: Point, share: number): Point => plus(a, times(minus(b, a), share));

/** Radians, clockwise as y points down. */
export const directionOf = ([x, y]: Point): number => Math.atan2(y, x);
export const unitAt = (angle: number): Point => [Math.cos(angle), Math.sin(angle)];
export const turnedBy = ([x, y]: Point, angle: number): Point => [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];

/** The nearest of the directions that lie `step` apart, one of which is `base`. Radians. */
export const snapped = (angle: number, base: number, step: number): number => base + Math.round((angle - base) / step) * step;

/** By how much a hand that went from one place to another has turned something about a centre. */
export const turnOf = (centre: Point, from: Point, to: Point): number => directionOf(minus(to, centre)) - directionOf(minus(from, centre));
