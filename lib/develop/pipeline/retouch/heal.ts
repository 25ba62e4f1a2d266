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
  /** Chosen to fit as it is: where it differs much from the photo around, something else lies there, and its light is not to be spread over the area. */
  readonly wary?: boolean;
};

/** Side of the squares that an area is worked on in. */
const BLOCK = 128;
/** Share of a cell's pixels that must lie outside the area for its difference to count. */
const ENOUGH = 0.3;
/** Width of the ring, in cells, that the membrane hangs from. */
const RING = 2;
/** What a wary filling takes for light along the rim: steps (stops) between cells, and the share of the rim that is believed whatever its difference. */
const STEP = 0.17, LARGE = 0.25;
/** Differences (stops) above which a smaller part of the rim is not believed. */
const DOUBT = 0.6;
/** Steps (stops) within a filling that are always taken back; greater ones unless, over so many cells each way, one of the two changes by a share of the step. */
const LIGHT = 0.7, SPAN = 3, SHARP = 0.3;
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
  const values = new Float32Array(columns * rows * 3), counts = new Float32Array(columns * rows), photo = new Float32Array(columns * rows * 3);
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
        for (let c = 0; c < 3; c++) {
          values[at * 3 + c] = (values[at * 3 + c] ?? 0) + (target[c] ?? 0) - (fill[c] ?? 0);
          photo[at * 3 + c] = (photo[at * 3 + c] ?? 0) + (target[c] ?? 0);
        }
      }
    }
  }
  const state = new Uint8Array(columns * rows);
  for (let at = 0; at < state.length; at++) {
    const count = counts[at] ?? 0;
    const known = count > ENOUGH * cell * cell || (count > 0 && (distance[at] ?? 0) >= 0);
    state[at] = known ? KNOWN : (distance[at] ?? 0) < RING * cell ? WANTED : IGNORED;
    for (let c = 0; c < 3; c++) {
      values[at * 3 + c] = known ? (values[at * 3 + c] ?? 0) / count : 0;
      photo[at * 3 + c] = known ? (photo[at * 3 + c] ?? 0) / count : 0;
    }
  }
  if (filling.wary) {
    const differences = smoothed(values, state, columns, rows), light = smoothed(photo, state, columns, rows);
    doubt(differences, state, columns, rows, (a, b) => apart(sameOffset(grid, filling, a, b) ? differences : light, a * 3, b * 3) <= STEP);
  }
  const hung = smoothed(values, state, columns, rows);
  const jumps = filling.offset && jumpsOf(canvas, grid, table, filling.offset, state);
  relax({ columns, rows, channels: 3, state, values: hung, ...(jumps && { jumps }) });
  return hung;
}

/**
 * Lets go of the rim where its differences are no light. Light changes slowly: cells whose differences pass into each other belong together, and what
 * holds for a large part of the rim is believed. A short part that stands apart by much is something else that reaches into the area.
 */
function doubt(values: Float32Array, state: Uint8Array, columns: number, rows: number, together: (a: number, b: number) => boolean): void {
  const part = new Int32Array(state.length);
  const sizes = [0];
  let rim = 0;
  for (let start = 0; start < state.length; start++) {
    if (state[start] !== KNOWN) continue;
    rim++;
    if (part[start]) continue;
    const name = sizes.length, open = [start];
    let size = 0;
    part[start] = name;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      size++;
      const x = at % columns, y = Math.floor(at / columns);
      for (let j = Math.max(0, y - 1); j <= Math.min(rows - 1, y + 1); j++) {
        for (let i = Math.max(0, x - 1); i <= Math.min(columns - 1, x + 1); i++) {
          const to = j * columns + i;
          if (state[to] !== KNOWN || part[to] || !together(at, to)) continue;
          part[to] = name;
          open.push(to);
        }
      }
    }
    sizes.push(size);
  }
  for (let at = 0; at < state.length; at++) {
    if (state[at] !== KNOWN || (sizes[part[at] ?? 0] ?? 0) > LARGE * rim) continue;
    if (largest(values, at * 3) > DOUBT) state[at] = WANTED;
  }
}

/** Whether two cells are filled from the same place: otherwise a step between them says nothing about the photo. */
function sameOffset({ x0, y0, cell, columns }: ShapeGrid, { offset }: Filling, a: number, b: number): boolean {
  const [one, other] = [a, b].map((at) => offset?.(Math.floor(x0 + ((at % columns) + 0.5) * cell), Math.floor(y0 + (Math.floor(at / columns) + 0.5) * cell)));
  return one?.[0] === other?.[0] && one?.[1] === other?.[1];
}

const largest = (values: Float32Array, at: number): number => Math.max(Math.abs(values[at] ?? 0), Math.abs(values[at + 1] ?? 0), Math.abs(values[at + 2] ?? 0));

const apart = (values: Float32Array, a: number, b: number): number => Math.max(Math.abs((values[a] ?? 0) - (values[b] ?? 0)), Math.abs((values[a + 1] ?? 0) - (values[b + 1] ?? 0)), Math.abs((values[a + 2] ?? 0) - (values[b + 2] ?? 0)));

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
    const size = largest(out, at * 3);
    if (size <= LIGHT) return;
    // Two things that meet rather than two lights: where one of them ends there in its own place.
    const [x, y] = centre(at), [nx, ny] = centre(next), wx = SPAN * (nx - x), wy = SPAN * (ny - y);
    for (const [dx, dy] of [a, b]) {
      canvas.colour(x - wx + dx, y - wy + dy, table, one, 0);
      canvas.colour(nx + wx + dx, ny + wy + dy, table, other, 0);
      for (let c = 0; c < 3; c++) one[c] = (one[c] ?? 0) - (other[c] ?? 0);
      if (largest(one, 0) > size * SHARP) { out.fill(0, at * 3, at * 3 + 3); return; }
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
