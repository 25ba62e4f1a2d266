import type { Survey } from '../assets';
import type { Size } from '../types';
import { type Matrix3, multiply } from '../pipeline/warp/matrix';
import { centred } from '../pipeline/warp/perspective';
import { cross, dot, type Edge, framed, partly, planeOf, straighten, unit, type Vector } from '../pipeline/warp/rectify';
import type { Segment } from './segments';

/** A segment in camera coordinates: centred, in units of the long edge. */
type Line = { readonly normal: Vector; readonly weight: number; readonly mx: number; readonly my: number; readonly dx: number; readonly dy: number };

/** Sine of the angle within which an edge points to a vanishing point: 1.5°. */
const POINTS = 0.026;
/** Candidates for uprights lean at most 30°, for levels 40°: sines. */
const LEANING = 0.5;
const SLOPING = 0.64;
/** Edges that hypotheses are made of: the longest. */
const PAIRED = 48;
/** Together so many long edges of line have to agree before a direction is believed. */
const ENOUGH = 0.35;
/** Uprights that agree on a direction: at least this many. */
const LEAST_LINES = 3;
/** The camera is hardly ever tilted or rolled by more: the sine of 40°. */
const MOST_TILT = 0.643;

/** What the edges of a photo ask for, by Upright's modes. `focal`: focal length in long edges (35 mm equivalent / 36). */
export function uprightOf(segments: readonly Segment[], full: Size, focal: number): Survey['upright'] {
  const lines = linesOf(segments, full, focal);
  const uprights = lines.filter(({ dx }) => Math.abs(dx) < LEANING);
  const levels = lines.filter(({ dy }) => Math.abs(dy) < SLOPING);
  const down = verticalOf(uprights, focal);
  const roll = rollOf(down, levels);
  const level = roll && framed(roll, focal, full, 'roll');
  if (!down) return level ? { auto: level, level, full: level } : {};
  const standing = agreeing(uprights, down.direction, focal);
  const tilt = straighten(standing, []);
  const vertical = framed(tilt, focal, full, 'all');
  const front = frontOf(levels, tilt, focal);
  const faced = front && framed(straighten(standing, front), focal, full, 'all');
  const auto = framed(balanced(down.direction), focal, full, 'all') ?? level;
  const whole = faced ?? vertical ?? level;
  return { ...(auto && { auto }), ...(whole && { full: whole }), ...(level && { level }), ...(vertical && { vertical }) };
}

function linesOf(segments: readonly Segment[], full: Size, focal: number): readonly Line[] {
  const { width, height } = centred(full);
  const long = Math.max(full.width, full.height);
  return segments.map(({ x1, y1, x2, y2, length }): Line => {
    const [ax, ay, bx, by] = [x1 / long - width / 2, y1 / long - height / 2, x2 / long - width / 2, y2 / long - height / 2];
    const size = length / long;
    // Squared, as long edges are the rarer accident; capped, so that one edge alone does not decide.
    return { normal: planeOf(ax, ay, bx, by, focal), weight: Math.min(size, 0.4) * Math.min(size, 0.4), mx: (ax + bx) / 2, my: (ay + by) / 2, dx: (bx - ax) / size, dy: (by - ay) / size };
  }).sort((a, b) => b.weight - a.weight);
}

/** Sine of the angle between an edge and the way from its middle to a vanishing point. */
function miss({ mx, my, dx, dy }: Line, [x, y, z]: Vector, focal: number): number {
  const toX = x * focal - mx * z, toY = y * focal - my * z;
  const length = Math.sqrt(toX * toX + toY * toY);
  return length > 0 ? Math.abs(dx * toY - dy * toX) / length : 0;
}

const support = (line: Line, direction: Vector, focal: number): number => {
  const m = miss(line, direction, focal) / POINTS;
  return m < 1 ? (1 - m * m) * (1 - m * m) : 0;
};

/** Edges that point to a vanishing point, weighing as much as they do. */
const agreeing = (lines: readonly Line[], direction: Vector, focal: number): readonly Edge[] =>
  lines.flatMap((line) => {
    const share = support(line, direction, focal);
    return share > 0 ? [{ normal: line.normal, weight: line.weight * share }] : [];
  });

const total = (lines: readonly Line[], direction: Vector, focal: number): number => lines.reduce((sum, line) => sum + line.weight * support(line, direction, focal), 0);

type Found = { readonly direction: Vector; readonly strength: number };

/** Which way is down: the direction that the most upright edges agree on, by voting of all pairs of the longest. */
function verticalOf(lines: readonly Line[], focal: number): Found | undefined {
  const few = lines.slice(0, PAIRED);
  const score = (direction: Vector): number => {
    const lean = direction[0] * direction[0] + direction[2] * direction[2];
    return lean > MOST_TILT * MOST_TILT ? 0 : total(lines, direction, focal) * (1 - 0.8 * lean);
  };
  let best: Vector = [0, 1, 0], most = score(best) * 1.02;
  const propose = (direction: Vector): void => {
    const turned: Vector = direction[1] < 0 ? [-direction[0], -direction[1], -direction[2]] : direction;
    const found = score(turned);
    if (found > most) [best, most] = [turned, found];
  };
  few.forEach((a, i) => {
    propose(unit([a.dx, a.dy, 0]));
    for (const b of few.slice(i + 1)) {
      const direction = cross(a.normal, b.normal);
      // Nearly one line: no direction.
      if (dot(direction, direction) > 1e-5) propose(unit(direction));
    }
  });
  // All that agree, together.
  for (let k = 0; k < 4; k++) {
    const turn = straighten(agreeing(lines, best, focal), []);
    best = [turn[3], turn[4], turn[5]];
  }
  const agreed = lines.filter((line) => support(line, best, focal) > 0.3);
  const length = agreed.reduce((sum, { weight }) => sum + Math.sqrt(weight), 0);
  return agreed.length >= LEAST_LINES && length >= ENOUGH ? { direction: best, strength: agreed.reduce((sum, { weight }) => sum + weight, 0) } : undefined;
}

const rollBy = (sin: number, cos: number): Matrix3 => [cos, -sin, 0, sin, cos, 0, 0, 0, 1];

/** The roll that levels the picture: of the uprights' direction, or of the longest level edges, whichever says it louder. */
function rollOf(down: Found | undefined, levels: readonly Line[]): Matrix3 | undefined {
  const horizon = slopeOf(levels);
  if (down && (!horizon || down.strength * 1.5 >= horizon.strength)) {
    const [x, y] = down.direction;
    const length = Math.sqrt(x * x + y * y);
    return rollBy(x / length, y / length);
  }
  return horizon && rollBy(-horizon.dy, horizon.dx);
}

/** The direction that the most length of nearly level edges (within 12°) has. */
function slopeOf(lines: readonly Line[]): { readonly dx: number; readonly dy: number; readonly strength: number } | undefined {
  const near = lines.filter(({ dy }) => Math.abs(dy) < 0.21).map(({ dx, dy, weight }) => (dx < 0 ? { dx: -dx, dy: -dy, weight } : { dx, dy, weight }));
  // Within half a degree edges are taken for one direction.
  const width = 0.0087;
  const share = (a: { dx: number; dy: number }, b: { dx: number; dy: number }): number => {
    const m = (a.dx * b.dy - a.dy * b.dx) / width;
    return Math.abs(m) < 1 ? (1 - m * m) * (1 - m * m) : 0;
  };
  let best: { dx: number; dy: number } | undefined, most = 0;
  for (const one of near.slice(0, PAIRED)) {
    const found = near.reduce((sum, other) => sum + other.weight * share(one, other), 0);
    if (found > most) [best, most] = [one, found];
  }
  if (!best) return undefined;
  for (let k = 0; k < 4; k++) {
    let [x, y] = [0, 0];
    for (const other of near) {
      const w = other.weight * share(best, other);
      x += w * other.dx;
      y += w * other.dy;
    }
    const length = Math.sqrt(x * x + y * y);
    best = { dx: x / length, dy: y / length };
  }
  const agreed = near.filter((one) => best && share(best, one) > 0.3);
  const length = agreed.reduce((sum, { weight }) => sum + Math.sqrt(weight), 0);
  return length >= ENOUGH ? { ...best, strength: agreed.reduce((sum, { weight }) => sum + weight, 0) } : undefined;
}

/** Level edges of the wall that is turned away least: directions at a right angle to down are tried all round, 40° to each side. */
function frontOf(levels: readonly Line[], tilt: Matrix3, focal: number): readonly Edge[] | undefined {
  // Rows of the tilt are the axes of the upright camera, seen from the photo's.
  const right: Vector = [tilt[0], tilt[1], tilt[2]], ahead: Vector = [tilt[6], tilt[7], tilt[8]];
  let best: Vector | undefined, most = 0;
  for (let k = -60; k <= 60; k++) {
    // tan of a quarter of the circle's angle: a rational walk round the circle, 40° to each side.
    const t = (k / 60) * 0.364;
    const cos = (1 - t * t) / (1 + t * t), sin = (2 * t) / (1 + t * t);
    const direction: Vector = [right[0] * cos + ahead[0] * sin, right[1] * cos + ahead[1] * sin, right[2] * cos + ahead[2] * sin];
    const found = total(levels, direction, focal) * (1 - 0.7 * Math.abs(sin));
    if (found > most) [best, most] = [direction, found];
  }
  if (!best) return undefined;
  const direction = best;
  const agreed = levels.filter((line) => support(line, direction, focal) > 0.3);
  const length = agreed.reduce((sum, { weight }) => sum + Math.sqrt(weight), 0);
  return agreed.length >= LEAST_LINES && length >= ENOUGH ? agreeing(levels, direction, focal) : undefined;
}

/** Auto: level for good, upright as far as it looks natural; the steeper the camera looked, the more of it stays. */
function balanced(down: Vector): Matrix3 {
  const [x, y, z] = down;
  const length = Math.sqrt(x * x + y * y);
  const roll = rollBy(x / length, y / length);
  // After the roll down is (0, length, z): the tilt about x that brings it to (0, 1, 0).
  const tilt: Matrix3 = [1, 0, 0, 0, length, z, 0, -z, length];
  const steep = Math.abs(z);
  return multiply(partly(tilt, steep < 0.1 ? 1 : Math.max(0.7, 1 - (steep - 0.1))), roll);
}
