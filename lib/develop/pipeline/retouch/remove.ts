import type { RetouchArea } from '../../settings';
import type { Size } from '../../types';
import { clamp } from '../read';
import type { Canvas } from './canvas';
import { enlarge, type Placed, type Window } from './enlarge';
import type { Filling, LogTable } from './heal';
import { complete, type Picture } from './inpaint';
import { spread } from './mosaic';
import { mosaicOf } from './pieces';
import { between, type ShapeGrid, shapeGrid } from './shape';
import type { Overview } from './source';

/** What an area is filled with: pieces of the photo, for the overview. */
export type Removal = { readonly overview: Overview; readonly pieces: Placed };

/** Pixels of a hole that patches are searched for; larger ones are reduced first. */
const HOLE_PIXELS = 4500;
/** Below this many px of the overview across, one place to copy from does as well as many. */
const LEAST_ACROSS = 9;

/** Finds what to fill an area with, on the overview; `undefined`: it is too small for patches, or there is nothing to take them from. */
export function planRemoval(overview: Overview, area: RetouchArea): Removal | undefined {
  const { width, height, colour, damaged } = overview;
  const grid = shapeGrid(area, { width, height });
  if (!grid || grid.radius * 2 < LEAST_ACROSS) return undefined;
  const left = Math.max(0, grid.x0), top = Math.max(0, grid.y0), right = Math.min(width, grid.x0 + grid.columns * grid.cell), bottom = Math.min(height, grid.y0 + grid.rows * grid.cell);
  let count = 0;
  const inside = holeOf(grid);
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (inside(x, y)) count++;
  if (count === 0) return undefined;
  const scale = Math.max(1, Math.ceil(Math.sqrt(count / HOLE_PIXELS)));
  const room = Math.max(40 * scale, Math.round(Math.max(right - left, bottom - top) * 0.9));
  const x0 = Math.floor(Math.max(0, left - room) / scale), y0 = Math.floor(Math.max(0, top - room) / scale);
  const x1 = Math.floor(Math.min(width, right + room) / scale), y1 = Math.floor(Math.min(height, bottom + room) / scale);
  if (x1 - x0 < 16 || y1 - y0 < 16) return undefined;
  const picture: Picture = { width: x1 - x0, height: y1 - y0, colour: new Float32Array((x1 - x0) * (y1 - y0) * 3), hole: new Uint8Array((x1 - x0) * (y1 - y0)), barred: new Uint8Array((x1 - x0) * (y1 - y0)) };
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const to = (y - y0) * picture.width + x - x0;
      for (let sy = y * scale; sy < (y + 1) * scale; sy++) {
        for (let sx = x * scale; sx < (x + 1) * scale; sx++) {
          const from = sy * width + sx;
          if (inside(sx, sy)) picture.hole[to] = 1;
          if (damaged[from]) picture.barred[to] = 1;
          for (let c = 0; c < 3; c++) picture.colour[to * 3 + c] = (picture.colour[to * 3 + c] ?? 0) + (colour[from * 3 + c] ?? 0) / (scale * scale);
        }
      }
      if (picture.hole[to]) picture.barred[to] = 1;
    }
  }
  const field = complete(picture, area.seed);
  if (!field) return undefined;
  const pieces = { x: x0, y: y0, mosaic: mosaicOf(picture, field) };
  const read = readerOf(overview);
  return { overview, pieces: scale === 1 ? pieces : enlarge(pieces, { read, open: openOn(overview, overview) }, windowOf(grid, overview), [scale, scale], inside) };
}

/** Pixels of a picture that an area fills: a little more than it covers, where the thing's edge shines through. */
const holeOf = (grid: ShapeGrid) => (x: number, y: number): boolean => between(grid, grid.distance, x + 0.5, y + 0.5) < 0.7;

const windowOf = ({ x0, y0, cell, columns, rows }: ShapeGrid, { width, height }: Size): Window => ({ x0: Math.max(0, x0), y0: Math.max(0, y0), x1: Math.min(width, x0 + columns * cell), y1: Math.min(height, y0 + rows * cell) });

const readerOf = ({ width, height, colour }: Overview) => (x: number, y: number, out: Float32Array, at: number): void => {
  const from = (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 3;
  out[at] = colour[from] ?? 0;
  out[at + 1] = colour[from + 1] ?? 0;
  out[at + 2] = colour[from + 2] ?? 0;
};

/** Whether a pixel of a picture of some size may be taken from, as the overview knows it. */
const openOn = ({ width, height, damaged }: Overview, size: Size) => (x: number, y: number): boolean =>
  x >= 0 && y >= 0 && x < size.width && y < size.height && damaged[Math.min(height - 1, Math.floor(((y + 0.5) * height) / size.height)) * width + Math.min(width - 1, Math.floor(((x + 0.5) * width) / size.width))] === 0;

/** The filling that a removal gives a picture of any size, from that picture's own pixels. */
export function mosaicFilling(canvas: Canvas, table: LogTable, grid: ShapeGrid, { overview, pieces }: Removal): Filling {
  const { pixels } = canvas;
  const window = windowOf(grid, pixels);
  const ratio = [pixels.width / overview.width, pixels.height / overview.height] as const;
  const read = (x: number, y: number, out: Float32Array, at: number): void => canvas.colour(x, y, table, out, at);
  const { mosaic } = enlarge(pieces, { read, open: openOn(overview, pixels) }, window, ratio, holeOf(grid));
  spread(mosaic, grid.cell * RIM);
  // One label per cell of the membrane's grid: colours and what the membrane adds to them fade into the next cell's together, so that no step is left.
  const { x0, y0, cell, columns, rows } = grid;
  const labels = Int16Array.from({ length: columns * rows }, (_, at) => {
    const x = Math.floor(x0 + ((at % columns) + 0.5) * cell), y = Math.floor(y0 + (Math.floor(at / columns) + 0.5) * cell);
    return mosaic.label[Math.min(mosaic.height - 1, Math.max(0, y - window.y0)) * mosaic.width + Math.min(mosaic.width - 1, Math.max(0, x - window.x0))] ?? -1;
  });
  const take = (label: number, x: number, y: number, out: Float32Array, at: number) => (label < 0 ? read(x, y, out, at) : read(x + (mosaic.offsets[2 * label] ?? 0), y + (mosaic.offsets[2 * label + 1] ?? 0), out, at));
  const one = new Float32Array(3);
  const write: Filling['write'] = (x, y, out, at) => {
    const u = clamp((x + 0.5 - x0) / cell - 0.5, 0, columns - 1), v = clamp((y + 0.5 - y0) / cell - 0.5, 0, rows - 1);
    const i = Math.min(columns - 2, Math.floor(u)), j = Math.min(rows - 2, Math.floor(v)), k = j * columns + i;
    const a = labels[k] ?? -1, b = labels[k + 1] ?? -1, c = labels[k + columns] ?? -1, d = labels[k + columns + 1] ?? -1;
    if (a === b && a === c && a === d) { take(a, x, y, out, at); return; }
    const fu = u - i, fv = v - j;
    out[at] = 0; out[at + 1] = 0; out[at + 2] = 0;
    for (let corner = 0; corner < 4; corner++) {
      const weight = ((corner & 1) === 0 ? 1 - fu : fu) * (corner < 2 ? 1 - fv : fv);
      if (weight === 0) continue;
      take(corner === 0 ? a : corner === 1 ? b : corner === 2 ? c : d, x, y, one, 0);
      for (let channel = 0; channel < 3; channel++) out[at + channel] = (out[at + channel] ?? 0) + weight * (one[channel] ?? 0);
    }
  };
  const offset = (x: number, y: number): readonly [number, number] | undefined => {
    const label = labels[clamp(Math.floor((y - y0) / cell), 0, rows - 1) * columns + clamp(Math.floor((x - x0) / cell), 0, columns - 1)] ?? -1;
    return label < 0 ? undefined : [mosaic.offsets[2 * label] ?? 0, mosaic.offsets[2 * label + 1] ?? 0];
  };
  return { write, offset, wary: true };
}

/** Cells around an area that its filling is compared with the photo in. */
const RIM = 4;

