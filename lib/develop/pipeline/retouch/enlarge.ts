import { mendSeams, type Mosaic, type Read, type Scene, Seams } from './mosaic';

/** A mosaic whose first pixel is px (x, y) of the picture that it was made for. */
export type Placed = { readonly x: number; readonly y: number; readonly mosaic: Mosaic };
export type Window = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };

/** Places along a piece's rim that are compared while it is moved, at most, and how many px deep. */
const PLACES = 260;
const DEPTH = 4;
/** Cost, of the present, below which another place is better. */
const BETTER = 0.97;

/**
 * The same pieces for a larger picture of the same scene, `kx` × `ky` times as large: each is moved by a few px until what runs through its rim meets the
 * surroundings and its neighbours, and the seams are cut anew. `hole`: whether a pixel of the larger picture is to be filled.
 */
export function enlarge(coarse: Placed, scene: Omit<Scene, 'cost'>, window: Window, [kx, ky]: readonly [number, number], hole: (x: number, y: number) => boolean): Placed {
  const { x0, y0 } = window, width = window.x1 - x0, height = window.y1 - y0;
  const from = coarse.mosaic;
  const near = nearest(from);
  const label = new Int16Array(width * height).fill(-1);
  for (let y = 0; y < height; y++) {
    const j = Math.min(from.height - 1, Math.max(0, Math.floor((y + y0 + 0.5) / ky) - coarse.y));
    for (let x = 0; x < width; x++) {
      if (!hole(x + x0, y + y0)) continue;
      const i = Math.min(from.width - 1, Math.max(0, Math.floor((x + x0 + 0.5) / kx) - coarse.x));
      label[y * width + x] = near[j * from.width + i] ?? -1;
    }
  }
  const offsets = from.offsets.map((value, n) => Math.round(value * (n % 2 === 0 ? kx : ky)));
  const mosaic: Mosaic = { width, height, label, offsets };
  const local: Scene = { read: (x, y, out, at) => scene.read(x + x0, y + y0, out, at), open: (x, y) => scene.open(x + x0, y + y0) };
  const k = Math.max(kx, ky);
  settle(mosaic, local, Math.ceil(k / 2) + 1);
  mendSeams(new Seams(mosaic, local), Math.min(8, Math.ceil(k)) + 1);
  return { x: x0, y: y0, mosaic };
}

/** Labels everywhere: where a pixel has none, that of one nearby. */
function nearest({ width, height, label }: Mosaic): Int16Array {
  const out = label.slice();
  let front: number[] = [];
  for (let at = 0; at < out.length; at++) if ((out[at] ?? -1) >= 0) front.push(at);
  while (front.length > 0) {
    const next: number[] = [];
    for (const at of front) {
      const x = at % width;
      for (const to of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (to < 0 || to >= width * height || (out[to] ?? 0) >= 0) continue;
        out[to] = out[at] ?? -1;
        next.push(to);
      }
    }
    front = next;
  }
  return out;
}

/** Moves each piece by up to `reach` px to where its rim meets best what lies beyond. */
function settle({ width, height, label, offsets }: Mosaic, { read, open }: Scene, reach: number): void {
  const rims = new Map<number, number[]>(), bodies = new Map<number, number[]>();
  const put = (map: Map<number, number[]>, key: number, ...values: number[]) => { const list = map.get(key); if (list) list.push(...values); else map.set(key, values); };
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const here = label[at] ?? -1;
      if (here < 0) continue;
      if ((x & 3) === 0 && (y & 3) === 0) put(bodies, here, x, y);
      for (const [sx, sy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
        const nx = x + sx, ny = y + sy;
        if (nx < 0 || ny < 0 || nx >= width || ny >= height || label[ny * width + nx] === here) continue;
        put(rims, here, nx, ny, sx, sy);
      }
    }
  }
  for (const here of [...rims.keys()].sort((a, b) => a - b)) {
    const places = thinned(rims.get(here) ?? [], 4, PLACES), body = thinned(bodies.get(here) ?? [], 2, 400);
    const { points, values } = beyond(places, { width, height, label, offsets }, read);
    const dx = offsets[2 * here] ?? 0, dy = offsets[2 * here + 1] ?? 0, one = new Float32Array(3);
    const costAt = (mx: number, my: number): number => {
      for (let n = 0; n < body.length; n += 2) if (!open((body[n] ?? 0) + dx + mx, (body[n + 1] ?? 0) + dy + my)) return Infinity;
      let sum = 0;
      for (let n = 0, v = 0; n < points.length; n += 2, v += 3) {
        read((points[n] ?? 0) + dx + mx, (points[n + 1] ?? 0) + dy + my, one, 0);
        for (let c = 0; c < 3; c++) sum += Math.min(1, Math.abs((one[c] ?? 0) - (values[v + c] ?? 0)));
      }
      return sum;
    };
    let best = { x: 0, y: 0, cost: costAt(0, 0) * BETTER };
    const look = (mx: number, my: number) => { const cost = costAt(mx, my); if (cost < best.cost) best = { x: mx, y: my, cost }; };
    const stride = reach > 2 ? 2 : 1;
    for (let my = -reach; my <= reach; my += stride) for (let mx = -reach; mx <= reach; mx += stride) look(mx, my);
    if (stride > 1) { const { x, y } = best; for (let my = -1; my <= 1; my++) for (let mx = -1; mx <= 1; mx++) look(x + mx, y + my); }
    offsets[2 * here] = dx + best.x;
    offsets[2 * here + 1] = dy + best.y;
  }
}

/** What lies beyond a rim, some px deep: the places and their colours as the mosaic has them. */
function beyond(places: Int32Array, { width, height, label, offsets }: Mosaic, read: Read): { readonly points: readonly number[]; readonly values: Float32Array } {
  const points: number[] = [];
  for (let n = 0; n < places.length; n += 4) for (let depth = 0; depth < DEPTH; depth++) points.push((places[n] ?? 0) + depth * (places[n + 2] ?? 0), (places[n + 1] ?? 0) + depth * (places[n + 3] ?? 0));
  const values = new Float32Array((points.length / 2) * 3);
  for (let n = 0, v = 0; n < points.length; n += 2, v += 3) {
    const x = points[n] ?? 0, y = points[n + 1] ?? 0;
    const there = x >= 0 && y >= 0 && x < width && y < height ? (label[y * width + x] ?? -1) : -1;
    read(x + (there < 0 ? 0 : (offsets[2 * there] ?? 0)), y + (there < 0 ? 0 : (offsets[2 * there + 1] ?? 0)), values, v);
  }
  return { points, values };
}

/** At most `most` groups of `size` numbers, evenly from all. */
function thinned(values: readonly number[], size: number, most: number): Int32Array {
  const count = values.length / size, kept = Math.min(count, most);
  return Int32Array.from({ length: kept * size }, (_, i) => values[size * Math.floor((Math.floor(i / size) * count) / kept) + (i % size)] ?? 0);
}
