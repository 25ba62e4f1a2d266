import type { RetouchArea } from '../../settings';
import type { Pixels } from '../../types';
import { between, type ShapeGrid, shapeGrid } from './shape';

/** A whole photo in log-light at the analysis size, interleaved, and which of its pixels are to be retouched: no area takes its pixels from there. */
export type Overview = { readonly width: number; readonly height: number; readonly colour: Float32Array; readonly damaged: Uint8Array };

export function overviewOf(pixels: Pixels, table: Float32Array, areas: readonly RetouchArea[]): Overview {
  const { width, height, channels, data } = pixels;
  const colour = new Float32Array(width * height * 3);
  for (let i = 0, from = 0, to = 0; i < width * height; i++, from += channels, to += 3) {
    colour[to] = table[data[from] ?? 0] ?? 0;
    colour[to + 1] = table[data[from + 1] ?? 0] ?? 0;
    colour[to + 2] = table[data[from + 2] ?? 0] ?? 0;
  }
  const damaged = new Uint8Array(width * height);
  for (const area of areas) if (area.source === undefined || area.method !== 'clone') mark(damaged, width, height, shapeGrid(area, pixels));
  return { width, height, colour, damaged };
}

/** A pixel more than the shape: its edge pixels hold some of the damage. */
const SPILL = 0.7;

function mark(damaged: Uint8Array, width: number, height: number, grid: ShapeGrid | undefined): void {
  if (!grid) return;
  const { x0, y0, cell, columns, rows, distance } = grid;
  for (let y = Math.max(0, y0); y < Math.min(height, y0 + rows * cell); y++) {
    for (let x = Math.max(0, x0); x < Math.min(width, x0 + columns * cell); x++) if (between(grid, distance, x + 0.5, y + 0.5) < SPILL) damaged[y * width + x] = 1;
  }
}

/** Samples of an area's ring and inside that are looked at, each at most. */
const SAMPLES = 240;
const DIRECTIONS = 24;
/** Distances that are tried, in radii. */
const DISTANCES = [2.2, 2.8, 3.6, 4.6, 6, 8, 11] as const;

type Samples = { readonly ring: Int32Array; readonly inside: Int32Array };

/** Pixels (x, y pairs) of the overview just around the area and within it. */
function samplesOf({ width, height, damaged }: Overview, grid: ShapeGrid): Samples {
  const depth = Math.max(2.5, grid.radius * 0.7);
  const ring: number[] = [], inside: number[] = [];
  const reach = Math.ceil(depth) + 1;
  for (let y = Math.max(0, grid.y0 - reach); y < Math.min(height, grid.y0 + grid.rows * grid.cell + reach); y++) {
    for (let x = Math.max(0, grid.x0 - reach); x < Math.min(width, grid.x0 + grid.columns * grid.cell + reach); x++) {
      const d = between(grid, grid.distance, x + 0.5, y + 0.5);
      if (d < SPILL) inside.push(x, y);
      else if (d < depth && damaged[y * width + x] === 0) ring.push(x, y);
    }
  }
  return { ring: thinned(ring), inside: thinned(inside) };
}

function thinned(pairs: readonly number[]): Int32Array {
  const count = pairs.length / 2, kept = Math.min(count, SAMPLES);
  return Int32Array.from({ length: kept * 2 }, (_, i) => pairs[2 * Math.floor(((i >> 1) * count) / kept) + (i & 1)] ?? 0);
}

/**
 * How badly the pixels (dx, dy) away would do for the area: how unlike its surroundings theirs are once the mean is matched, as the heal will do, and how
 * much more goes on within them than around. Infinite where they leave the photo or are to be retouched themselves.
 */
function costOf({ width, height, colour, damaged }: Overview, { ring, inside }: Samples, dx: number, dy: number): number {
  const fits = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && damaged[y * width + x] === 0;
  for (let k = 0; k < inside.length; k += 2) if (!fits((inside[k] ?? 0) + dx, (inside[k + 1] ?? 0) + dy)) return Infinity;
  let n = 0;
  const sum = [0, 0, 0], square = [0, 0, 0], there = [0, 0, 0], thereSquare = [0, 0, 0];
  for (let k = 0; k < ring.length; k += 2) {
    const x = ring[k] ?? 0, y = ring[k + 1] ?? 0;
    if (!fits(x + dx, y + dy)) continue;
    n++;
    for (let c = 0; c < 3; c++) {
      const source = colour[((y + dy) * width + x + dx) * 3 + c] ?? 0;
      const d = (colour[(y * width + x) * 3 + c] ?? 0) - source;
      sum[c] = (sum[c] ?? 0) + d; square[c] = (square[c] ?? 0) + d * d;
      there[c] = (there[c] ?? 0) + source; thereSquare[c] = (thereSquare[c] ?? 0) + source * source;
    }
  }
  if (n < ring.length / 4) return Infinity;
  let cost = 0;
  const m = inside.length / 2;
  for (let c = 0; c < 3; c++) {
    const mean = (sum[c] ?? 0) / n;
    cost += (square[c] ?? 0) / n - mean * mean + 0.15 * mean * mean;
    let within = 0, withinSquare = 0;
    for (let k = 0; k < inside.length; k += 2) {
      const source = colour[(((inside[k + 1] ?? 0) + dy) * width + (inside[k] ?? 0) + dx) * 3 + c] ?? 0;
      within += source;
      withinSquare += source * source;
    }
    const ringMean = (there[c] ?? 0) / n, ringSpread = (thereSquare[c] ?? 0) / n - ringMean * ringMean;
    const insideMean = within / m, insideSpread = withinSquare / m - insideMean * insideMean;
    cost += (insideMean - ringMean) * (insideMean - ringMean) + Math.max(0, insideSpread - ringSpread);
  }
  return cost;
}

/** Candidates that another seed may choose from: clearly worse ones are no choice. */
const CHOICES = 5;
const TOLERANCE = 2;

/**
 * Where to take an area's pixels from, as an offset in fractions of the photo: of the places around it, in all directions and at several distances, the one
 * whose surroundings look most like the area's. `undefined`: there is none. `cosine`, `sine` of an angle must be the same on every host.
 */
export function findSource(overview: Overview, area: RetouchArea, cosine: (angle: number) => number, sine: (angle: number) => number): { readonly dx: number; readonly dy: number } | undefined {
  const grid = shapeGrid({ ...area, shapes: area.shapes.map((shape) => grown(shape, 1.5 / Math.max(overview.width, overview.height))) }, overview);
  if (!grid) return undefined;
  const samples = samplesOf(overview, grid);
  if (samples.ring.length === 0 || samples.inside.length === 0) return undefined;
  const found: { readonly dx: number; readonly dy: number; readonly cost: number }[] = [];
  for (const distance of DISTANCES) {
    for (let k = 0; k < DIRECTIONS; k++) {
      const angle = (k / DIRECTIONS) * 6.283185307179586;
      const length = Math.max(distance * grid.radius, 3 + distance);
      const [dx, dy] = [Math.round(length * cosine(angle)), Math.round(length * sine(angle))];
      const cost = costOf(overview, samples, dx, dy) + 0.0004 * distance;
      if (cost < Infinity) found.push({ dx, dy, cost });
    }
  }
  found.sort((a, b) => a.cost - b.cost || a.dy - b.dy || a.dx - b.dx);
  const choices = found.slice(0, CHOICES).filter(({ cost }) => cost <= (found[0]?.cost ?? 0) * TOLERANCE + 0.002);
  let best = choices[Math.abs(Math.round(area.seed)) % Math.max(1, choices.length)];
  if (!best) return undefined;
  // Edges that run through must meet: the best place nearby, step by step.
  for (let moved = true, steps = 0; moved && steps < 12; steps++) {
    moved = false;
    for (const [sx, sy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      const cost = costOf(overview, samples, best.dx + sx, best.dy + sy);
      if (cost < best.cost * 0.98) {
        best = { dx: best.dx + sx, dy: best.dy + sy, cost };
        moved = true;
      }
    }
  }
  return { dx: best.dx / overview.width, dy: best.dy / overview.height };
}

/** Small spots are seen as at least a pixel and a half of the overview. */
const grown = (shape: RetouchArea['shapes'][number], least: number): RetouchArea['shapes'][number] =>
  shape.kind === 'ellipse' ? { ...shape, rx: Math.max(shape.rx, least), ry: Math.max(shape.ry, least) } : { ...shape, dabs: shape.dabs.map((dab) => ({ ...dab, radius: Math.max(dab.radius, least) })) };
