import type { LensBlur } from '../../settings';

/** Rows of a shape: (dy, from, to, weight), px from its centre. */
export type Spans = Float32Array;

type Chord = readonly [from: number, to: number] | undefined;
type Outline = (y: number) => Chord;
type Turn = { readonly cos: number; readonly sin: number };

/** Rows are measured at this many heights each, so that edges are smooth. */
const SUBROWS = 8;

/** (x, y) turned back must lie in an ellipse: a quadratic in x. */
const oval = (rx: number, ry: number, { cos, sin }: Turn): Outline => (y) => {
  const p = 1 / (rx * rx), q = 1 / (ry * ry);
  const a = cos * cos * p + sin * sin * q, b = cos * sin * (p - q) * y, c = (sin * sin * p + cos * cos * q) * y * y - 1;
  const root = b * b - a * c;
  if (root <= 0) return undefined;
  const half = Math.sqrt(root) / a;
  return [-b / a - half, -b / a + half];
};

/** A regular polygon, one side per turn. */
const polygon = (apothem: number, sides: readonly Turn[]): Outline => (y) => {
  let from = -Infinity, to = Infinity;
  for (const { cos, sin } of sides) {
    const room = apothem - sin * y;
    if (Math.abs(cos) < 1e-6) { if (room < 0) return undefined; }
    else if (cos > 0) to = Math.min(to, room / cos);
    else from = Math.max(from, room / cos);
  }
  return from < to ? [from, to] : undefined;
};

function rows(outline: Outline, reach: number, weight: number): readonly number[] {
  const out: number[] = [];
  const last = Math.ceil(reach);
  for (let dy = -last; dy <= last; dy++) {
    let from = 0, to = 0, count = 0;
    for (let k = 0; k < SUBROWS; k++) {
      const chord = outline(dy - 0.5 + (k + 0.5) / SUBROWS);
      if (!chord) continue;
      count++;
      from += chord[0];
      to += chord[1];
    }
    if (count > 0) out.push(dy, from / count, to / count, (weight * count) / SUBROWS);
  }
  return out;
}

/** The rows of what a point of light becomes, `radius` px large. `turnOf`: cosine and sine of degrees, the same on every host. */
export function spansOf({ shape, rotation, aspect, spherical }: Pick<LensBlur, 'shape' | 'rotation' | 'aspect' | 'spherical'>, radius: number, turnOf: (degrees: number) => Turn): Spans {
  const turn = turnOf(rotation);
  const wide = (1 - 0.5 * Math.max(0, -aspect)) * (shape === 'anamorphic' ? 0.6 : 1), tall = 1 - 0.5 * Math.max(0, aspect);
  const outline = (scale: number): Outline => {
    const r = Math.max(0.4, radius * scale);
    // Five blades as large as the disc; gathering looks from the other side, so the shape is turned half round.
    if (shape === 'blade') return polygon(r * 0.91, [0, 1, 2, 3, 4].map((k) => turnOf(rotation + 90 + 72 * k)));
    return oval(r * wide, r * tall, turn);
  };
  const reach = radius * 1.2 + 1;
  const inner = (scale: number, weight: number): readonly number[] => rows(outline(scale), reach, weight);
  const holes = shape === 'ring' ? inner(0.62, -1) : shape === 'bubble' ? inner(0.78, -0.55) : [];
  const core = spherical === 0 || shape === 'ring' ? [] : inner(0.7, spherical > 0 ? 1.5 * spherical : 0.6 * spherical);
  return Float32Array.from([...inner(1, 1), ...holes, ...(shape === 'bubble' && spherical < 0 ? [] : core)]);
}
