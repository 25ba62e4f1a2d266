import type { Homography } from '../../assets';
import type { Size } from '../../types';
import { apply, invert, type Matrix3, multiply } from './matrix';
import { centred, toFractions } from './perspective';

/**
 * Turning the camera after the fact. A straight edge of the world lies in a plane through the camera; the plane's normal n turns with the camera, and the
 * edge is upright in the picture where n's y is 0, level where its x is 0. Camera coordinates: x right, y down, z ahead. Only + − × ÷ √, so that all
 * hosts agree.
 */
export type Vector = readonly [x: number, y: number, z: number];
/** An edge that should stand or lie: its plane's unit normal, and how much it counts. */
export type Edge = { readonly normal: Vector; readonly weight: number };

export const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export function unit(v: Vector): Vector {
  const length = Math.sqrt(dot(v, v));
  return length > 0 ? [v[0] / length, v[1] / length, v[2] / length] : v;
}

const turned = (m: Matrix3, [x, y, z]: Vector): Vector => [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];

/** The rotation of the unit quaternion along (1, ω/2): by about |ω| radians about ω. */
function rotation([x, y, z]: Vector): Matrix3 {
  const length = Math.sqrt(1 + (x * x + y * y + z * z) / 4);
  const [a, b, c, d] = [1 / length, x / 2 / length, y / 2 / length, z / 2 / length];
  return [
    a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c),
    2 * (b * c + a * d), a * a - b * b + c * c - d * d, 2 * (c * d - a * b),
    2 * (b * d - a * c), 2 * (c * d + a * b), a * a - b * b - c * c + d * d,
  ];
}

/** x of A·x = b for a symmetric 3×3 A. */
function solve(A: Matrix3, b: Vector): Vector {
  const inverse = invert(A);
  return inverse ? turned(inverse, b) : [0, 0, 0];
}

/**
 * The smallest turn of the camera that makes the uprights stand and the levels lie, as nearly as one turn can (Gauss–Newton on the normals, with the
 * least damping that keeps what is not asked for in place).
 */
export function straighten(uprights: readonly Edge[], levels: readonly Edge[]): Matrix3 {
  let total: Matrix3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  const mass = uprights.reduce((sum, { weight }) => sum + weight, 0) + levels.reduce((sum, { weight }) => sum + weight, 0);
  if (mass === 0) return total;
  const damping = 1e-7;
  for (let step = 0; step < 25; step++) {
    const A = [damping, 0, 0, 0, damping, 0, 0, 0, damping];
    const b = [0, 0, 0];
    const add = ({ normal, weight }: Edge, axis: 0 | 1): void => {
      const n = turned(total, normal);
      // d(R·n)/dω = ω × n: of y it is z·n.x − x·n.z, of x it is y·n.z − z·n.y.
      const slope: Vector = axis === 1 ? [-n[2], 0, n[0]] : [0, n[2], -n[1]];
      for (const row of [0, 1, 2] as const) {
        for (const column of [0, 1, 2] as const) A[row * 3 + column] = (A[row * 3 + column] ?? 0) + (weight / mass) * slope[row] * slope[column];
        b[row] = (b[row] ?? 0) - (weight / mass) * slope[row] * n[axis];
      }
    };
    for (const edge of uprights) add(edge, 1);
    for (const edge of levels) add(edge, 0);
    const turn = solve(A as unknown as Matrix3, b as unknown as Vector);
    total = multiply(rotation(turn), total);
    if (dot(turn, turn) < 1e-20) break;
  }
  return total;
}

/** The same turn, done only in part: `share` 0 … 1 (on the rotation's axis and the tangent of half its angle). */
export function partly(m: Matrix3, share: number): Matrix3 {
  const w = 1 + m[0] + m[4] + m[8];
  if (w < 1e-6) return m;
  const k = (4 * share) / w / 2;
  return rotation([(m[7] - m[5]) * k, (m[2] - m[6]) * k, (m[3] - m[1]) * k]);
}

/** Largest turn that is believed: the cosine of 50°. */
const LEAST_COSINE = 0.64;
/** How near the horizon a corner may come. */
const LEAST_DEPTH = 0.3;
/** Enlarging up to this much to leave nothing empty is worth it. */
const FILL = 1.1;

/** Whether a turn tilts the camera or only rolls it. */
export type Freedom = 'roll' | 'all';

/**
 * The turn as a homography of the picture in fractions, framed: the photo's middle stays in the middle at its size, enlarged to fill the frame where
 * that takes little, else fitted to the frame's width (roll: to its size). Undefined where the turn is too large to make a picture of.
 */
export function framed(R: Matrix3, focal: number, full: Size, freedom: Freedom): Homography | undefined {
  const { width, height } = centred(full);
  const K: Matrix3 = [focal, 0, 0, 0, focal, 0, 0, 0, 1], back: Matrix3 = [1 / focal, 0, 0, 0, 1 / focal, 0, 0, 0, 1];
  const turn = multiply(K, multiply(R, back));
  // The middle looks where it looked within 50°, and every corner stays in front.
  if (R[8] < LEAST_COSINE) return undefined;
  const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x = 0, y = 0]) => [(x * width) / 2, (y * height) / 2] as const);
  if (corners.some(([x, y]) => (turn[6] * x + turn[7] * y + turn[8]) / turn[8] < LEAST_DEPTH)) return undefined;
  const [cx, cy] = apply(turn, 0, 0);
  const moved = multiply([1, 0, -cx, 0, 1, -cy, 0, 0, 1], turn);
  // Area at the middle under a homography that keeps it in place.
  const size = Math.sqrt(Math.abs(moved[0] * moved[4] - moved[1] * moved[3])) / moved[8];
  const natural = multiply([1 / size, 0, 0, 0, 1 / size, 0, 0, 0, 1], moved);
  const scaled = (zoom: number): Matrix3 => multiply([zoom, 0, 0, 0, zoom, 0, 0, 0, 1], natural);
  const fill = (limit: number): number | undefined => {
    for (let zoom = 1; zoom <= limit + 1e-9; zoom += 0.0025) {
      const inverse = invert(scaled(zoom));
      if (inverse && corners.every(([x, y]) => { const [u, v] = apply(inverse, x, y); return Math.abs(u) <= width / 2 + 1e-9 && Math.abs(v) <= height / 2 + 1e-9; })) return zoom;
    }
    return undefined;
  };
  const filling = fill(FILL);
  if (filling !== undefined) return toFractions(scaled(filling), full);
  if (freedom === 'roll') return toFractions(natural, full);
  const left = apply(natural, -width / 2, 0), right = apply(natural, width / 2, 0);
  return toFractions(scaled(Math.min(1.25, Math.max(0.8, width / (right[0] - left[0])))), full);
}

/** The plane of the segment between two points, centred, in units of the long edge. */
export const planeOf = (x1: number, y1: number, x2: number, y2: number, focal: number): Vector => unit(cross([x1, y1, focal], [x2, y2, focal]));
