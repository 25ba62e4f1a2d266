import type { Size } from '@/lib/develop/types';
import type { Alignment } from '../types';
import { drawn, fieldOf, pyramid, type Field, type Map2, type Plane } from './gradients';
import type { Plan } from './plan';

/** The map from the canvas to the model's picture, and how well it fits. */
export type Aligned = { readonly map: Map2; readonly alignment: Alignment };

/** Long edges of the grids that are searched, coarse to fine. */
const GRIDS = [80, 192, 384, 768] as const;
/** How far off the model's picture may be: shares of the canvas, and magnification. */
const REACH = { shift: 0.12, scale: 0.12, scaleStep: 0.03 } as const;
/** Edges of unrelated pictures agree to 0.1 at their best fit, those of a repainted photo to 0.3 and more. */
const BELIEVED = 0.2;
/** Below this mean gradient of luma a picture has no edges to go by. */
const FLAT = 0.0012;

/** The second field magnified about the middle and shifted, in px of its grid. */
type Fit = { readonly sx: number; readonly sy: number; readonly tx: number; readonly ty: number };

/** Px whose gradient says where an edge runs; the others would only take time. */
const EDGE = 0.45;

function edgesOf({ width, height, x, y }: Field, weight: Float32Array, stride: number): Int32Array {
  const found: number[] = [];
  for (let row = 1; row < height - 1; row += stride) {
    for (let at = row * width + 1; at < (row + 1) * width - 1; at += stride) if (weight[at] !== 0 && Math.abs(x[at] ?? 0) + Math.abs(y[at] ?? 0) > EDGE) found.push(at);
  }
  return Int32Array.from(found);
}

/** How the fields agree at edges of the first, −1..1. `nearest`: read without interpolation. */
function agreement(a: Field, b: Field, edges: Int32Array, { sx, sy, tx, ty }: Fit, nearest: boolean): number {
  const { width, height } = a;
  const mx = (width - 1) / 2, my = (height - 1) / 2;
  let dot = 0, aa = 0, bb = 0;
  for (const at of edges) {
    const row = Math.floor(at / width);
    const u = mx + sx * (at - row * width - mx) + tx, v = my + sy * (row - my) + ty;
    if (u < 0 || u > width - 1 || v < 0 || v > height - 1) continue;
    let p = 0, q = 0;
    if (nearest) {
      const near = Math.round(v) * width + Math.round(u);
      p = b.x[near] ?? 0; q = b.y[near] ?? 0;
    } else {
      const x0 = Math.min(width - 2, Math.floor(u)), y0 = Math.min(height - 2, Math.floor(v)), fx = u - x0, fy = v - y0;
      const i = y0 * width + x0, j = i + width;
      const w00 = (1 - fx) * (1 - fy), w10 = fx * (1 - fy), w01 = (1 - fx) * fy, w11 = fx * fy;
      p = w00 * (b.x[i] ?? 0) + w10 * (b.x[i + 1] ?? 0) + w01 * (b.x[j] ?? 0) + w11 * (b.x[j + 1] ?? 0);
      q = w00 * (b.y[i] ?? 0) + w10 * (b.y[i + 1] ?? 0) + w01 * (b.y[j] ?? 0) + w11 * (b.y[j + 1] ?? 0);
    }
    const ax = a.x[at] ?? 0, ay = a.y[at] ?? 0;
    dot += ax * p + ay * q;
    aa += ax * ax + ay * ay;
    bb += p * p + q * q;
  }
  return aa > 0 && bb > 0 ? dot / Math.sqrt(aa * bb) : 0;
}

/** Ways in which a picture of another shape may hold the canvas: squeezed, cut, with borders, or without the borders that were sent. */
function guesses({ canvas, inner }: Plan, made: Size): readonly Map2[] {
  const [kx, ky] = [made.width / canvas.width, made.height / canvas.height];
  const centred = (k: number): Map2 => ({ sx: k, sy: k, ox: (made.width - k * canvas.width) / 2, oy: (made.height - k * canvas.height) / 2 });
  const maps: Map2[] = [{ sx: kx, sy: ky, ox: 0, oy: 0 }];
  if (Math.abs(Math.log(kx / ky)) > 0.01) maps.push(centred(Math.max(kx, ky)), centred(Math.min(kx, ky)));
  if (inner.width < canvas.width || inner.height < canvas.height) {
    const [sx, sy] = [made.width / inner.width, made.height / inner.height];
    maps.push({ sx, sy, ox: -inner.x * sx, oy: -inner.y * sy });
  }
  return maps;
}

const gridOf = (canvas: Size, edge: number): Size => {
  const k = Math.min(1, edge / Math.max(canvas.width, canvas.height));
  return { width: Math.max(8, Math.round(canvas.width * k)), height: Math.max(8, Math.round(canvas.height * k)) };
};

const breathe = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/**
 * Finds the canvas in the model's picture: a global search over shift and magnification on a coarse grid, then steps that halve on finer ones, to an
 * eighth of a px of the finest.
 *
 * @param canvas luma of what was sent
 * @param made luma of what came back, any size
 * @param still one number per canvas px: 0 where the picture was meant to change or lies outside the photo
 */
export async function align(canvas: Plane, made: Plane, still: Plane, plan: Plan, signal: AbortSignal): Promise<Aligned> {
  const [sentLevels, madeLevels, stillLevels] = [pyramid(canvas), pyramid(made), pyramid(still)];
  const own: Map2 = { sx: 1, sy: 1, ox: 0, oy: 0 };
  const fields = (edge: number, map: Map2) => {
    const grid = gridOf(canvas, edge);
    const weight = drawn(stillLevels, own, canvas, grid).data.map((value) => (value > 0.95 ? 1 : 0));
    return { grid, weight, a: fieldOf(drawn(sentLevels, own, canvas, grid)), b: fieldOf(drawn(madeLevels, map, canvas, grid)) };
  };

  // A picture without edges lies anywhere as well as where it was put.
  if (fields(GRIDS[2], own).a.energy < FLAT) return { map: plain(canvas, made), alignment: described(plain(canvas, made), canvas, made, 0, true) };

  let best = { map: own, fit: { sx: 1, sy: 1, tx: 0, ty: 0 } as Fit, score: -1 };
  for (const map of guesses(plan, made)) {
    const { grid, weight, a, b } = fields(GRIDS[0], map);
    const edges = edgesOf(a, weight, 1);
    const [reachX, reachY] = [Math.ceil(grid.width * REACH.shift), Math.ceil(grid.height * REACH.shift)];
    for (let s = 1 - REACH.scale; s <= 1 + REACH.scale + 1e-9; s += REACH.scaleStep) {
      signal.throwIfAborted();
      for (let ty = -reachY; ty <= reachY; ty++) {
        for (let tx = -reachX; tx <= reachX; tx++) {
          const fit: Fit = { sx: s, sy: s, tx, ty };
          const score = agreement(a, b, edges, fit, true);
          if (score > best.score) best = { map, fit, score };
        }
      }
      await breathe();
    }
  }

  let fit = best.fit, score = -1, before = gridOf(canvas, GRIDS[0]);
  for (const edge of GRIDS) {
    const { grid, weight, a, b } = fields(edge, best.map);
    fit = { ...fit, tx: (fit.tx * grid.width) / before.width, ty: (fit.ty * grid.height) / before.height };
    before = grid;
    const edges = edgesOf(a, weight, edge > 400 ? 2 : 1);
    const measure = (one: Fit) => agreement(a, b, edges, one, false);
    score = measure(fit);
    // One px of shift, and what moves the border by one px.
    for (let step = 1; step >= 0.125; step /= 2) {
      const [kx, ky] = [(2 * step) / grid.width, (2 * step) / grid.height];
      for (let moved = true; moved;) {
        signal.throwIfAborted();
        moved = false;
        const moves: readonly Fit[] = [
          { ...fit, tx: fit.tx + step }, { ...fit, tx: fit.tx - step }, { ...fit, ty: fit.ty + step }, { ...fit, ty: fit.ty - step },
          { ...fit, sx: fit.sx + kx }, { ...fit, sx: fit.sx - kx }, { ...fit, sy: fit.sy + ky }, { ...fit, sy: fit.sy - ky },
          { ...fit, sx: fit.sx + kx, sy: fit.sy + ky }, { ...fit, sx: fit.sx - kx, sy: fit.sy - ky },
        ];
        for (const one of moves) {
          if (Math.abs(one.sx - 1) > 1.5 * REACH.scale || Math.abs(one.sy - 1) > 1.5 * REACH.scale) continue;
          const next = measure(one);
          if (next > score + 1e-6) { score = next; fit = one; moved = true; }
        }
        await breathe();
      }
    }
  }
  const found = score >= BELIEVED;
  const map = found ? onto(best.map, fit, canvas, before) : plain(canvas, made);
  return { map, alignment: described(map, canvas, made, score, found) };
}

const plain = (canvas: Size, made: Size): Map2 => ({ sx: made.width / canvas.width, sy: made.height / canvas.height, ox: 0, oy: 0 });

/** A fit on a grid, on top of a map of the canvas. Grid px (x) stand for canvas px (x + ½) · step. */
function onto(map: Map2, { sx, sy, tx, ty }: Fit, canvas: Size, grid: Size): Map2 {
  const axis = (k: number, o: number, s: number, t: number, size: number, cells: number): readonly [number, number] => {
    const step = size / cells, middle = size / 2;
    // canvas' = middle + s · (canvas − middle) + t · step, then through the map.
    return [k * s, k * (middle - s * middle + t * step) + o];
  };
  const [ax, bx] = axis(map.sx, map.ox, sx, tx, canvas.width, grid.width);
  const [ay, by] = axis(map.sy, map.oy, sy, ty, canvas.height, grid.height);
  return { sx: ax, ox: bx, sy: ay, oy: by };
}

/** In the words of `Alignment`: against the plain stretch from the canvas to the picture. */
function described(map: Map2, canvas: Size, made: Size, correlation: number, found: boolean): Alignment {
  const stretch = plain(canvas, made);
  const middle = (s: number, o: number, k: number, size: number): number => ((s * size) / 2 + o) / (k * size) - 0.5;
  const round = (value: number): number => Math.round(value * 1e5) / 1e5;
  return {
    scale: { x: round(map.sx / stretch.sx), y: round(map.sy / stretch.sy) },
    x: round(middle(map.sx, map.ox, stretch.sx, canvas.width)), y: round(middle(map.sy, map.oy, stretch.sy, canvas.height)),
    correlation: Math.round(correlation * 1000) / 1000, found,
  };
}
