import type { RetouchArea } from '../../settings';
import type { Canvas } from './canvas';
import type { Filling, LogTable } from './heal';
import { complete, type Field, type Picture } from './inpaint';
import { between, shapeGrid } from './shape';
import type { Overview } from './source';

/** A field of offsets over a window of the photo: pixel (i, j) of the field is centred at ((x + i + ½)·scale, (y + j + ½)·scale) px of the overview. */
export type Removal = { readonly x: number; readonly y: number; readonly scale: number; readonly overview: { readonly width: number; readonly height: number }; readonly field: Field };

/** Pixels of a hole that are searched patches for; larger ones are reduced first. */
const HOLE_PIXELS = 9000;
/** Below this many px of the overview across, one place to copy from does as well as many. */
const LEAST_ACROSS = 9;

/** Finds what to fill an area with, on the overview; `undefined`: it is too small for patches, or there is nothing to take them from. */
export function planRemoval({ width, height, colour, damaged }: Overview, area: RetouchArea): Removal | undefined {
  const grid = shapeGrid(area, { width, height });
  if (!grid || grid.radius * 2 < LEAST_ACROSS) return undefined;
  const left = Math.max(0, grid.x0), top = Math.max(0, grid.y0), right = Math.min(width, grid.x0 + grid.columns * grid.cell), bottom = Math.min(height, grid.y0 + grid.rows * grid.cell);
  let count = 0;
  const inside = (x: number, y: number): boolean => between(grid, grid.distance, x + 0.5, y + 0.5) < 0.7;
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
  return field && { x: x0, y: y0, scale, overview: { width, height }, field };
}

/** The filling that a removal's field gives a picture of any size, from that picture's own pixels. Where offsets part, they fade into each other. */
export function fieldFilling(canvas: Canvas, table: LogTable, { x: x0, y: y0, scale, overview, field }: Removal): Filling {
  const kx = (canvas.pixels.width / overview.width) * scale, ky = (canvas.pixels.height / overview.height) * scale;
  const one = new Float32Array(3);
  const offset = (x: number, y: number): readonly [number, number] | undefined => {
    const i = Math.min(field.width - 1, Math.max(0, Math.floor((x + 0.5) / kx - x0))), j = Math.min(field.height - 1, Math.max(0, Math.floor((y + 0.5) / ky - y0)));
    const k = j * field.width + i;
    return field.known[k] ? [Math.round((field.dx[k] ?? 0) * kx), Math.round((field.dy[k] ?? 0) * ky)] : undefined;
  };
  const write: Filling['write'] = (x, y, out, at) => {
    const u = (x + 0.5) / kx - x0 - 0.5, v = (y + 0.5) / ky - y0 - 0.5;
    const i = Math.floor(u), j = Math.floor(v);
    let total = 0;
    out[at] = 0; out[at + 1] = 0; out[at + 2] = 0;
    let lastDx = 0, lastDy = 0, held = 0;
    const flush = () => {
      if (held === 0) return;
      canvas.colour(x + lastDx, y + lastDy, table, one, 0);
      for (let c = 0; c < 3; c++) out[at + c] = (out[at + c] ?? 0) + held * (one[c] ?? 0);
      total += held;
    };
    for (let corner = 0; corner < 4; corner++) {
      const ci = Math.min(field.width - 1, Math.max(0, i + (corner & 1))), cj = Math.min(field.height - 1, Math.max(0, j + (corner >> 1)));
      const k = cj * field.width + ci;
      const weight = ((corner & 1) === 0 ? 1 - (u - i) : u - i) * (corner >> 1 === 0 ? 1 - (v - j) : v - j);
      if (weight === 0 || !field.known[k]) continue;
      const dx = Math.round((field.dx[k] ?? 0) * kx), dy = Math.round((field.dy[k] ?? 0) * ky);
      if (held > 0 && dx === lastDx && dy === lastDy) held += weight;
      else { flush(); lastDx = dx; lastDy = dy; held = weight; }
    }
    flush();
    if (total === 0) canvas.colour(x, y, table, out, at);
    else for (let c = 0; c < 3; c++) out[at + c] = (out[at + c] ?? 0) / total;
  };
  return { write, offset };
}
