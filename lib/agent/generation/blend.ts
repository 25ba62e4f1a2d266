import type { Size } from '@/lib/develop/types';
import { sample, type Plane } from './gradients';
import type { Compared, Drift } from './drift';
import type { Plan } from './plan';

/** How much of the model's picture shows, 0..1, on a grid over the whole photo; absent: all of it, everywhere. */
export type Weight = Plane;

/** A share of the long edge over which what was made fades in, inside the rim of its area. */
const FEATHER = 0.008;
/** A difference of colour, averaged over a neighbourhood, that was made and not left over. */
const CHANGED = 0.045;
/** What is round something changed goes along, shadows and reflections mostly: a share of the long edge. */
const MARGIN = 0.018;

/** Squared distance to the nearest 0, exactly (Felzenszwalb & Huttenlocher, “Distance transforms of sampled functions”, 2012). */
function squaredDistance(inside: Uint8Array, { width, height }: Size): Float32Array {
  const far = 1e12;
  const out = Float32Array.from(inside, (value) => (value ? far : 0));
  const longest = Math.max(width, height);
  const f = new Float64Array(longest), d = new Float64Array(longest), z = new Float64Array(longest + 1), v = new Int32Array(longest);
  const line = (n: number): void => {
    let k = 0;
    v[0] = 0; z[0] = -far; z[1] = far;
    const cross = (q: number, p: number): number => ((f[q] ?? 0) + q * q - ((f[p] ?? 0) + p * p)) / (2 * q - 2 * p);
    for (let q = 1; q < n; q++) {
      let s = cross(q, v[k] ?? 0);
      while (s <= (z[k] ?? 0)) s = cross(q, v[--k] ?? 0);
      v[++k] = q; z[k] = s; z[k + 1] = far;
    }
    k = 0;
    for (let q = 0; q < n; q++) {
      while ((z[k + 1] ?? far) < q) k++;
      const p = v[k] ?? 0;
      d[q] = (q - p) ** 2 + (f[p] ?? 0);
    }
  };
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) f[y] = out[y * width + x] ?? 0;
    line(height);
    for (let y = 0; y < height; y++) out[y * width + x] = d[y] ?? 0;
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) f[x] = out[y * width + x] ?? 0;
    line(width);
    for (let x = 0; x < width; x++) out[y * width + x] = d[x] ?? 0;
  }
  return out;
}

/** Fades in from the rim inward: 0 on the outermost px of the area, so that nothing outside it changes when the grid is read in between. */
export function feathered(inside: Uint8Array, size: Size): Weight {
  const squared = squaredDistance(inside, size);
  const depth = Math.sqrt(squared.reduce((most, value) => Math.max(most, Math.min(value, 1e9)), 0));
  // Thin areas still reach full strength in their middle.
  const ramp = Math.max(1, Math.min(FEATHER * Math.max(size.width, size.height), depth * 0.5));
  const data = squared.map((value) => {
    const t = Math.min(1, Math.max(0, (Math.sqrt(value) - 1) / ramp));
    return t * t * (3 - 2 * t);
  });
  return { ...size, data };
}

/** Sums over squares of `radius`, in a time that does not depend on it. */
function boxMean({ width, height, data }: Plane, radius: number): Plane {
  const pass = (from: Float32Array, to: Float32Array, lines: number, length: number, line: number, step: number): void => {
    for (let l = 0; l < lines; l++) {
      let sum = 0, n = 0;
      for (let i = 0; i < Math.min(radius, length); i++) { sum += from[l * line + i * step] ?? 0; n++; }
      for (let i = 0; i < length; i++) {
        if (i + radius < length) { sum += from[l * line + (i + radius) * step] ?? 0; n++; }
        if (i - radius - 1 >= 0) { sum -= from[l * line + (i - radius - 1) * step] ?? 0; n--; }
        to[l * line + i * step] = sum / n;
      }
    }
  };
  const rows = new Float32Array(data.length), out = new Float32Array(data.length);
  pass(data, rows, height, width, width, 1);
  pass(rows, out, width, height, 1, width);
  return { width, height, data: out };
}

/** `share` of the view that the model changed; `weight` is absent where that is most of it. */
export type Changes = { readonly share: number; readonly weight?: Weight };
/** From here on a picture is a new one, and not a photo with something changed. */
const MOSTLY = 0.55;

/**
 * What a model changed that was told no place: there its pixels show, everywhere else the photo keeps its own, at its own resolution. `full`: the photo.
 */
export function changesIn({ grid, canvas, made, weight }: Compared, drift: Drift, plan: Plan, full: Size): Changes {
  const mask = new Uint8Array(grid.width * grid.height);
  for (let c = 0; c < 3; c++) {
    const difference = Float32Array.from(mask, (_, i) => (weight[i] === 0 ? 0 : (drift.gain[c] ?? 1) * (made[c]?.data[i] ?? 0) + (drift.offset[c] ?? 0) - (canvas[c]?.data[i] ?? 0)));
    // Averaged with its sign: repainted texture evens out, another thing does not.
    boxMean({ ...grid, data: difference }, 3).data.forEach((value, i) => { if (Math.abs(value) > CHANGED) mask[i] = 1; });
  }
  const counted = weight.reduce((sum, value) => sum + value, 0);
  const share = counted === 0 ? 0 : mask.reduce((sum, value, i) => sum + (weight[i] ? value : 0), 0) / counted;
  if (share > MOSTLY) return { share };

  // With a margin, and the feather within it: distance to what changed, on the grid.
  const radius = MARGIN * Math.max(grid.width, grid.height);
  const near = squaredDistance(mask.map((value) => 1 - value), grid).map((value) => (Math.sqrt(value) <= radius ? 1 : 0));
  const area: Plane = { ...grid, data: near };
  const k = Math.min(1, CHANGES_EDGE / Math.max(full.width, full.height));
  const size: Size = { width: Math.max(1, Math.round(full.width * k)), height: Math.max(1, Math.round(full.height * k)) };
  const inside = new Uint8Array(size.width * size.height);
  const { view, inner, canvas: board } = plan;
  for (let y = 0; y < size.height; y++) {
    const v = (((y + 0.5) * full.height) / size.height - view.y) / view.height;
    for (let x = 0; x < size.width; x++) {
      const u = (((x + 0.5) * full.width) / size.width - view.x) / view.width;
      if (u < 0 || u > 1 || v < 0 || v > 1) continue;
      const gx = ((inner.x + u * inner.width) * grid.width) / board.width - 0.5, gy = ((inner.y + v * inner.height) * grid.height) / board.height - 0.5;
      if (sample(area, gx, gy) >= 0.5) inside[y * size.width + x] = 1;
    }
  }
  return { share, weight: feathered(inside, size) };
}

/** Long edges of the grids that weights are kept on: of areas that were marked, and of what was found to have changed, which is known no finer. */
export const WEIGHT_EDGE = 2048;
const CHANGES_EDGE = 1024;
