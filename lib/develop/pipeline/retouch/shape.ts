import type { RetouchArea, RetouchShape } from '../../settings';
import type { Size } from '../../types';
import { clamp } from '../read';

/** Cells of the grid that an area is measured on, at most. */
const MAX_CELLS = 1 << 20;
/** Cells to the radius of a spot or brush. */
const CELLS_PER_RADIUS = 20;
/** Cells around the area that see its surroundings. */
export const MARGIN = 3;

/**
 * An area on a picture of some size, on a grid of square cells of `cell` px whose first has its centre at (x0 + cell/2, y0 + cell/2). `distance` is
 * how far in px a cell's centre lies from the area's edge, negative inside.
 */
export type ShapeGrid = { readonly x0: number; readonly y0: number; readonly cell: number; readonly columns: number; readonly rows: number; readonly distance: Float32Array; readonly radius: number };

type Disc = { readonly x: number; readonly y: number; readonly r: number };

/** Radii in px, the largest of the area; 0: nothing to see at this size. */
export const radiusOf = (area: RetouchArea, long: number): number =>
  Math.max(...area.shapes.map((shape) => (shape.kind === 'ellipse' ? Math.sqrt(shape.rx * shape.ry) : Math.max(0, ...shape.dabs.map(({ radius }) => radius))))) * long;

function boundsOf(shape: RetouchShape, { width, height }: Size, long: number): readonly [number, number, number, number] {
  const boxes = shape.kind === 'ellipse'
    ? [[shape.x * width - shape.rx * long, shape.y * height - shape.ry * long, shape.x * width + shape.rx * long, shape.y * height + shape.ry * long] as const]
    : shape.dabs.map(({ x, y, radius }) => [x * width - radius * long, y * height - radius * long, x * width + radius * long, y * height + radius * long] as const);
  return boxes.reduce<readonly [number, number, number, number]>(([a, b, c, d], [e, f, g, h]) => [Math.min(a, e), Math.min(b, f), Math.max(c, g), Math.max(d, h)], [Infinity, Infinity, -Infinity, -Infinity]);
}

/** Measures an area on a picture of this size; `undefined` where it covers nothing of it. `cells`: to the radius. */
export function shapeGrid(area: RetouchArea, size: Size, cells = CELLS_PER_RADIUS): ShapeGrid | undefined {
  const long = Math.max(size.width, size.height);
  const radius = radiusOf(area, long);
  const bounds = area.shapes.map((shape) => boundsOf(shape, size, long));
  const left = clamp(Math.min(...bounds.map(([x]) => x)), 0, size.width), top = clamp(Math.min(...bounds.map(([, y]) => y)), 0, size.height);
  const right = clamp(Math.max(...bounds.map(([, , x]) => x)), 0, size.width), bottom = clamp(Math.max(...bounds.map(([, , , y]) => y)), 0, size.height);
  if (!(radius >= 0.4) || right - left <= 0 || bottom - top <= 0) return undefined;
  // Large areas of many strokes need no finer cells than a large spot.
  const coarser = Math.min((radius / cells) * 4, Math.max(right - left, bottom - top) / (8 * cells));
  const cell = Math.max(1, Math.floor(Math.max(radius / cells, coarser, Math.sqrt(((right - left) * (bottom - top)) / MAX_CELLS))));
  const x0 = Math.floor(left) - MARGIN * cell, y0 = Math.floor(top) - MARGIN * cell;
  const columns = Math.ceil((Math.ceil(right) + MARGIN * cell - x0) / cell), rows = Math.ceil((Math.ceil(bottom) + MARGIN * cell - y0) / cell);
  const grid: ShapeGrid = { x0, y0, cell, columns, rows, distance: new Float32Array(columns * rows).fill(1e6), radius };
  for (const shape of area.shapes) {
    if (shape.kind === 'ellipse') ellipse(grid, shape, size, long);
    else {
      const discs = shape.dabs.map(({ x, y, radius: r }) => ({ x: x * size.width, y: y * size.height, r: r * long }));
      discs.forEach((disc, i) => capsule(grid, shape.dabs[i]?.joined ? (discs[i - 1] ?? disc) : disc, disc));
    }
  }
  return grid;
}

function ellipse({ x0, y0, cell, columns, rows, distance }: ShapeGrid, { x, y, rx, ry, tilt }: Extract<RetouchShape, { kind: 'ellipse' }>, { width, height }: Size, long: number): void {
  const a = Math.max(rx * long, 1e-3), b = Math.max(ry * long, 1e-3);
  const narrow = Math.min(a, b), square = 1 / (1 - tilt * tilt);
  for (let j = 0; j < rows; j++) {
    const v = (y0 + (j + 0.5) * cell - y * height) / b;
    for (let i = 0; i < columns; i++) {
      const u = (x0 + (i + 0.5) * cell - x * width) / a;
      const at = j * columns + i;
      distance[at] = Math.min(distance[at] ?? 0, (Math.sqrt((u * u - 2 * tilt * u * v + v * v) * square) - 1) * narrow);
    }
  }
}

/** All that a disc passes on its way from one place to another, as far as the margin sees. */
function capsule({ x0, y0, cell, columns, rows, distance }: ShapeGrid, from: Disc, to: Disc): void {
  const reach = to.r + (MARGIN + 1) * cell;
  const dx = to.x - from.x, dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const first = Math.max(0, Math.floor((Math.min(from.y, to.y) - reach - y0) / cell)), last = Math.min(rows - 1, Math.ceil((Math.max(from.y, to.y) + reach - y0) / cell));
  for (let j = first; j <= last; j++) {
    const y = y0 + (j + 0.5) * cell;
    // The part of the way that passes within reach of this row.
    const t = [(y - reach - from.y) / dy, (y + reach - from.y) / dy];
    const [t0, t1] = dy === 0 ? [0, 1] : [clamp(Math.min(...t), 0, 1), clamp(Math.max(...t), 0, 1)];
    const xs = [from.x + dx * t0, from.x + dx * t1];
    const start = Math.max(0, Math.floor((Math.min(...xs) - reach - x0) / cell)), end = Math.min(columns - 1, Math.ceil((Math.max(...xs) + reach - x0) / cell));
    for (let i = start; i <= end; i++) {
      const x = x0 + (i + 0.5) * cell;
      const along = length === 0 ? 0 : clamp(((x - from.x) * dx + (y - from.y) * dy) / length, 0, 1);
      const ex = x - from.x - dx * along, ey = y - from.y - dy * along;
      const at = j * columns + i;
      distance[at] = Math.min(distance[at] ?? 0, Math.sqrt(ex * ex + ey * ey) - to.r);
    }
  }
}

/** A grid's values at any px, between its cells' centres; beyond them its edge repeats. */
export function between({ x0, y0, cell, columns, rows }: ShapeGrid, values: Float32Array, x: number, y: number): number {
  const u = clamp((x - x0) / cell - 0.5, 0, columns - 1), v = clamp((y - y0) / cell - 0.5, 0, rows - 1);
  const i = Math.min(columns - 2, Math.floor(u)), j = Math.min(rows - 2, Math.floor(v));
  const fu = u - i, fv = v - j, at = j * columns + i;
  const top = (values[at] ?? 0) + ((values[at + 1] ?? 0) - (values[at] ?? 0)) * fu;
  const bottom = (values[at + columns] ?? 0) + ((values[at + columns + 1] ?? 0) - (values[at + columns] ?? 0)) * fu;
  return top + (bottom - top) * fv;
}

/** Coverage 0…1 at a distance from the edge: a smooth ramp inward over the feather, one px wide at least. */
export function coverageAt(distance: number, feather: number, radius: number): number {
  const ramp = feather * radius;
  if (ramp < 1) return clamp(0.5 - distance, 0, 1);
  const t = clamp(-distance / ramp, 0, 1);
  return t * t * (3 - 2 * t);
}
