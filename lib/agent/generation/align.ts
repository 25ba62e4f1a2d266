import type { Size } from '@/lib/develop/types';
import type { Alignment } from '../types';
import { drawn, fieldOf, pyramid, sample, type Field, type Map2, type Plane } from './gradients';
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

/** How edges on the grid agree, −1..1, when the second field is magnified by `s` about the middle and shifted by `t` grid px. `weight`: what counts. */
type Fit = { readonly sx: number; readonly sy: number; readonly tx: number; readonly ty: number };

function agreement(a: Field, b: Field, weight: Float32Array, { sx, sy, tx, ty }: Fit, stride: number, nearest: boolean): number {
  const { width, height } = a;
  const mx = (width - 1) / 2, my = (height - 1) / 2;
  let dot = 0, aa = 0, bb = 0;
  const bx: Plane = { width: b.width, height: b.height, data: b.x }, by: Plane = { width: b.width, height: b.height, data: b.y };
  for (let y = 1; y < height - 1; y += stride) {
    const v = my + sy * (y - my) + ty;
    if (v < 0 || v > height - 1) continue;
    for (let x = 1; x < width - 1; x += stride) {
      const at = y * width + x;
      const w = weight[at] ?? 0;
      if (w === 0) continue;
      const u = mx + sx * (x - mx) + tx;
      if (u < 0 || u > width - 1) continue;
      const near = Math.round(v) * width + Math.round(u);
      const p = nearest ? (b.x[near] ?? 0) : sample(bx, u, v), q = nearest ? (b.y[near] ?? 0) : sample(by, u, v);
      const ax = a.x[at] ?? 0, ay = a.y[at] ?? 0;
      dot += w * (ax * p + ay * q);
      aa += w * (ax * ax + ay * ay);
      bb += w * (p * p + q * q);
    }
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
    const [reachX, reachY] = [Math.ceil(grid.width * REACH.shift), Math.ceil(grid.height * REACH.shift)];
    for (let s = 1 - REACH.scale; s <= 1 + REACH.scale + 1e-9; s += REACH.scaleStep) {
      signal.throwIfAborted();
      for (let ty = -reachY; ty <= reachY; ty++) {
        for (let tx = -reachX; tx <= reachX; tx++) {
          const fit: Fit = { sx: s, sy: s, tx, ty };
          const score = agreement(a, b, weight, fit, 1, true);
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
    const stride = edge > 400 ? 2 : 1;
    const measure = (one: Fit) => agreement(a, b, weight, one, stride, false);
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
