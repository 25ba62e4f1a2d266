import type { Module } from '../../kernels/loader';
import type { RetouchArea } from '../../settings';
import type { Pixels } from '../../types';
import { headroomOf } from '../scene';
import { type Canvas, type Patch } from './canvas';
import { IGNORED, type Jumps, KNOWN, relax, WANTED } from './membrane';
import { between, coverageAt, type ShapeGrid } from './shape';

/** Log-light of every value of the picture's depth. */
export type LogTable = Float32Array;

/** What the numbers of a RAW photo are multiplied by to be light; 0 for encoded ones. */
export const gainOf = ({ scene }: Pixels): number => (scene ? headroomOf(scene) : 0);

export function logTableOf({ arena, kernels }: Module, pixels: Pixels): LogTable {
  const n = pixels.depth === 8 ? 256 : 65536;
  const at = arena.slot(`retouch.log.${pixels.depth}`, n * 4);
  kernels.logTable(at, n, gainOf(pixels));
  return arena.floats(at, n).slice();
}

/** What an area is filled with, in log-light. */
export type Filling = {
  /** Writes the three colours that go to px (x, y) of the picture. */
  readonly write: (x: number, y: number, out: Float32Array, at: number) => void;
  /** Where the colours at px (x, y) come from, as an offset, where that is not the same everywhere. */
  readonly offset?: (x: number, y: number) => readonly [dx: number, dy: number] | undefined;
};

/** Side of the squares that an area is worked on in. */
const BLOCK = 128;
/** Share of a cell's pixels that must lie outside the area for its difference to count. */
const ENOUGH = 0.3;
/** Width of the ring, in cells, that the membrane hangs from. */
const RING = 2;
const SMOOTH = 2;

type Block = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };

/** The squares of the picture that lie within `reach` px of the area. */
function blocksOf(grid: ShapeGrid, canvas: Canvas, reach: number): readonly Block[] {
  const { x0, y0, cell, columns, rows, distance } = grid;
  const { width, height } = canvas.pixels;
  const near = new Set<number>();
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      if ((distance[j * columns + i] ?? 0) > reach + cell) continue;
      const left = Math.max(0, x0 + (i - 1) * cell), top = Math.max(0, y0 + (j - 1) * cell), right = Math.min(width - 1, x0 + (i + 2) * cell), bottom = Math.min(height - 1, y0 + (j + 2) * cell);
      for (let by = Math.floor(top / BLOCK); by * BLOCK <= bottom; by++) for (let bx = Math.floor(left / BLOCK); bx * BLOCK <= right; bx++) near.add(by * 65536 + bx);
    }
  }
  return [...near].sort((a, b) => a - b).map((key) => {
    const bx = (key % 65536) * BLOCK, by = Math.floor(key / 65536) * BLOCK;
    return { x0: Math.max(bx, x0, 0), y0: Math.max(by, y0, 0), x1: Math.min(bx + BLOCK, width, x0 + columns * cell), y1: Math.min(by + BLOCK, height, y0 + rows * cell) };
  }).filter((block) => block.x1 > block.x0 && block.y1 > block.y0);
}

/** Differences of target and filling around the area, spread inward: three channels of log-light per cell. */
function membraneOf(canvas: Canvas, grid: ShapeGrid, table: LogTable, filling: Filling): Float32Array {
  const { x0, y0, cell, columns, rows, distance } = grid;
  const values = new Float32Array(columns * rows * 3), counts = new Float32Array(columns * rows);
  const target = new Float32Array(3), fill = new Float32Array(3);
  for (const block of blocksOf(grid, canvas, RING * cell)) {
    for (let y = block.y0; y < block.y1; y++) {
      for (let x = block.x0; x < block.x1; x++) {
        const d = between(grid, distance, x + 0.5, y + 0.5);
        if (d < 0 || d > RING * cell) continue;
        canvas.colour(x, y, table, target, 0);
        filling.write(x, y, fill, 0);
        const at = Math.floor((y - y0) / cell) * columns + Math.floor((x - x0) / cell);
        counts[at] = (counts[at] ?? 0) + 1;
        for (let c = 0; c < 3; c++) values[at * 3 + c] = (values[at * 3 + c] ?? 0) + (target[c] ?? 0) - (fill[c] ?? 0);
      }
    }
  }
  const state = new Uint8Array(columns * rows);
  for (let at = 0; at < state.length; at++) {
    const count = counts[at] ?? 0;
    const known = count > ENOUGH * cell * cell || (count > 0 && (distance[at] ?? 0) >= 0);
    state[at] = known ? KNOWN : (distance[at] ?? 0) < RING * cell ? WANTED : IGNORED;
    for (let c = 0; c < 3; c++) values[at * 3 + c] = known ? (values[at * 3 + c] ?? 0) / count : 0;
  }
  const hung = smoothed(values, state, columns, rows);
  const jumps = filling.offset && jumpsOf(canvas, grid, table, filling.offset, state);
  relax({ columns, rows, channels: 3, state, values: hung, ...(jumps && { jumps }) });
  return hung;
}

/**
 * Where a filling changes from one place to take its pixels from to another, its light steps: by the mean difference of the two over the two cells
 * that meet. The membrane takes the step back.
 */
function jumpsOf(canvas: Canvas, { x0, y0, cell, columns, rows }: ShapeGrid, table: LogTable, offset: NonNullable<Filling['offset']>, state: Uint8Array): Jumps {
  const jumps = { right: new Float32Array(columns * rows * 3), down: new Float32Array(columns * rows * 3) };
  const one = new Float32Array(3), other = new Float32Array(3);
  const centre = (at: number) => [Math.floor(x0 + ((at % columns) + 0.5) * cell), Math.floor(y0 + (Math.floor(at / columns) + 0.5) * cell)] as const;
  const offsets = Array.from(state, (what, at) => (what === IGNORED ? undefined : offset(...centre(at))));
  const quarter = Math.floor(cell / 4);
  const step = (at: number, next: number, out: Float32Array): void => {
    const [a, b] = [offsets[at], offsets[next]];
    if (!a || !b || (a[0] === b[0] && a[1] === b[1])) return;
    for (const [x, y] of [centre(at), centre(next)]) {
      for (const [sx, sy] of [[-quarter, -quarter], [quarter, -quarter], [-quarter, quarter], [quarter, quarter]] as const) {
        canvas.colour(x + sx + a[0], y + sy + a[1], table, one, 0);
        canvas.colour(x + sx + b[0], y + sy + b[1], table, other, 0);
        for (let c = 0; c < 3; c++) out[at * 3 + c] = (out[at * 3 + c] ?? 0) + ((one[c] ?? 0) - (other[c] ?? 0)) / 8;
      }
    }
  };
  for (let at = 0; at < state.length; at++) {
    if (state[at] === IGNORED) continue;
    if (at % columns < columns - 1 && state[at + 1] !== IGNORED) step(at, at + 1, jumps.right);
    if (at + columns < state.length && state[at + columns] !== IGNORED) step(at, at + columns, jumps.down);
  }
  return jumps;
}

/** Known cells as the mean of the known ones within SMOOTH cells: noise along the edge would run inward as streaks. */
function smoothed(values: Float32Array, state: Uint8Array, columns: number, rows: number): Float32Array {
  const out = values.slice();
  for (let at = 0; at < state.length; at++) {
    if (state[at] !== KNOWN) continue;
    const x = at % columns, y = Math.floor(at / columns);
    let r = 0, g = 0, b = 0, count = 0;
    for (let j = Math.max(0, y - SMOOTH); j <= Math.min(rows - 1, y + SMOOTH); j++) {
      for (let i = Math.max(0, x - SMOOTH); i <= Math.min(columns - 1, x + SMOOTH); i++) {
        const from = j * columns + i;
        if (state[from] !== KNOWN) continue;
        count++;
        r += values[from * 3] ?? 0;
        g += values[from * 3 + 1] ?? 0;
        b += values[from * 3 + 2] ?? 0;
      }
    }
    out[at * 3] = r / count;
    out[at * 3 + 1] = g / count;
    out[at * 3 + 2] = b / count;
  }
  return out;
}

/** The greatest number of a depth. */
const topOf = (depth: 8 | 16): number => (depth === 8 ? 255 : 65535);

/**
 * Fills an area: seamlessly, with the membrane's ratios of light on top of the filling. The patches hold the finished pixels, feathered into the
 * photo; the canvas is only read.
 */
export function heal(module: Module, canvas: Canvas, area: RetouchArea, grid: ShapeGrid, table: LogTable, filling: Filling): readonly Patch[] {
  const { arena, kernels } = module;
  const { channels, depth } = canvas.pixels;
  const top = topOf(depth);
  const membrane = membraneOf(canvas, grid, table, filling);
  const planes = [0, 1, 2].map((c) => Float32Array.from({ length: grid.columns * grid.rows }, (_, i) => membrane[i * 3 + c] ?? 0));
  const [red, green, blue] = planes as [Float32Array, Float32Array, Float32Array];
  return blocksOf(grid, canvas, 0).flatMap((block) => {
    const patch = blank(canvas, block);
    const n = patch.width * patch.height;
    const row = arena.slot('retouch.row', (n * 3 + 4) * 4);
    const light = arena.floats(row, n * 3);
    const weights = new Float32Array(n);
    let any = false;
    for (let y = block.y0, i = 0; y < block.y1; y++) {
      for (let x = block.x0; x < block.x1; x++, i++) {
        const weight = area.opacity * coverageAt(between(grid, grid.distance, x + 0.5, y + 0.5), area.feather, grid.radius);
        weights[i] = weight;
        if (weight === 0) continue;
        any = true;
        filling.write(x, y, light, i * 3);
        light[i * 3] = (light[i * 3] ?? 0) + between(grid, red, x + 0.5, y + 0.5);
        light[i * 3 + 1] = (light[i * 3 + 1] ?? 0) + between(grid, green, x + 0.5, y + 0.5);
        light[i * 3 + 2] = (light[i * 3 + 2] ?? 0) + between(grid, blue, x + 0.5, y + 0.5);
      }
    }
    if (!any) return [];
    kernels.unlogRow(row, n * 3, gainOf(canvas.pixels));
    for (let i = 0; i < n; i++) {
      const weight = weights[i] ?? 0;
      if (weight === 0) continue;
      for (let c = 0; c < 3; c++) {
        const at = i * channels + c, old = patch.data[at] ?? 0;
        patch.data[at] = Math.floor(old + ((light[i * 3 + c] ?? 0) * top - old) * weight + 0.5);
      }
    }
    return [patch];
  });
}

/** The picture's own values within a block. */
function blank(canvas: Canvas, block: Block): Patch {
  const { channels, depth } = canvas.pixels;
  const width = block.x1 - block.x0, height = block.y1 - block.y0;
  const data = depth === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  canvas.read(block, data);
  return { x: block.x0, y: block.y0, width, height, data };
}

/** Copies pixels from (dx, dy) px away, feathered: within the feather they are the source's very values. */
export function clone(canvas: Canvas, area: RetouchArea, grid: ShapeGrid, dx: number, dy: number): readonly Patch[] {
  const { channels } = canvas.pixels;
  return blocksOf(grid, canvas, 0).flatMap((block) => {
    const patch = blank(canvas, block);
    const source = blank(canvas, { x0: block.x0 + dx, y0: block.y0 + dy, x1: block.x1 + dx, y1: block.y1 + dy });
    let any = false;
    for (let y = block.y0, i = 0; y < block.y1; y++) {
      for (let x = block.x0; x < block.x1; x++, i++) {
        const weight = area.opacity * coverageAt(between(grid, grid.distance, x + 0.5, y + 0.5), area.feather, grid.radius);
        if (weight === 0) continue;
        any = true;
        for (let c = 0; c < 3; c++) {
          const at = i * channels + c, old = patch.data[at] ?? 0;
          patch.data[at] = Math.floor(old + ((source.data[at] ?? 0) - old) * weight + 0.5);
        }
      }
    }
    return any ? [patch] : [];
  });
}

/** A filling from (dx, dy) px away. */
export const shifted = (canvas: Canvas, table: LogTable, dx: number, dy: number): Filling => ({ write: (x, y, out, at) => canvas.colour(x + dx, y + dy, table, out, at) });
