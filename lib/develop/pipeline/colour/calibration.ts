import { between, D65, invert, type Matrix, multiply, type Primaries, rgbToXyz } from '../primaries';
import type { ColourSpace } from '../../types';

/** A primary moved around and away from white: turn −1…1, saturation −1…1. */
export type MovedPrimary = { readonly turn: number; readonly saturation: number };
export type Calibration = {
  readonly primaries: readonly [red: MovedPrimary, green: MovedPrimary, blue: MovedPrimary];
  /** −1 green … 1 magenta in the dark. */
  readonly shadowTint: number;
};

/** Degrees around white in CIE 1976 u′v′, and the share of the distance from white, that ±1 moves a primary by. Both keep the triangle around white. */
const TURN = 20;
const REACH = { up: 0.9, down: 0.55 } as const;

/** The primaries that photos are mixed from, whatever the space they are stored in: sRGB's. */
const BASE: Primaries = [[0.64, 0.33], [0.3, 0.6], [0.15, 0.06]];

type Point = readonly [number, number];
const uv = ([x, y]: Point): Point => { const d = -2 * x + 12 * y + 3; return [(4 * x) / d, (9 * y) / d]; };
const xy = ([u, v]: Point): Point => { const d = 6 * u - 16 * v + 12; return [(9 * u) / d, (4 * v) / d]; };

/** Sine and cosine that are the same on every host. */
export type Trigonometry = { sin(x: number): number; cos(x: number): number };

/**
 * Linear RGB of `space` → the same amounts of the moved primaries, in linear RGB of `space`. Each row adds up to 1: the moved primaries are scaled to the same
 * white, so greys stay. Red, green and blue turn toward yellow, cyan and magenta above zero.
 */
export function calibrationMatrix({ primaries }: Calibration, space: ColourSpace, { sin, cos }: Trigonometry): Matrix {
  const [u0, v0] = uv(D65);
  const moved = BASE.map((primary, i) => {
    const { turn, saturation } = primaries[i as 0];
    const [u, v] = uv(primary);
    const radians = (turn * TURN * Math.PI) / 180;
    const scale = 1 + (saturation > 0 ? REACH.up : REACH.down) * saturation;
    const [s, c] = [sin(radians) * scale, cos(radians) * scale];
    return xy([u0 + c * (u - u0) - s * (v - v0), v0 + s * (u - u0) + c * (v - v0)]);
  }) as unknown as Primaries;
  const mixed = multiply(invert(rgbToXyz(BASE, D65)), rgbToXyz(moved, D65));
  return multiply(between('srgb', space), multiply(mixed, between(space, 'srgb')));
}
