import type { Pixels } from '@/lib/develop/types';
import type { Weight } from './blend';
import type { Plane3 } from './colours';
import type { Drift } from './drift';
import { sample, type Map2 } from './gradients';
import type { Plan } from './plan';

export type Composite = { readonly pixels: Pixels; /** Of the picture that shows the model's pixels, 0..1. */ readonly share: number };

/** Catmull-Rom at a fraction of a px: weights of the px before, at, after and after that. */
const cubic = (t: number): readonly [number, number, number, number] => {
  const t2 = t * t, t3 = t2 * t;
  return [-0.5 * t3 + t2 - 0.5 * t, 1.5 * t3 - 2.5 * t2 + 1, -1.5 * t3 + 2 * t2 + 0.5 * t, 0.5 * t3 - 0.5 * t2];
};

/** Rows between two breaths: other requests go on meanwhile. */
const ROWS = 32;

/**
 * Lays the model's picture over the photo at the photo's resolution and depth. Where `weight` is 0 the photo's numbers are copied as they are; alpha
 * stays the photo's.
 */
export async function composite(photo: Pixels, made: Plane3, map: Map2, drift: Drift, plan: Plan, weight: Weight | undefined, signal: AbortSignal): Promise<Composite> {
  const { width, height, channels } = photo;
  const top = photo.depth === 8 ? 255 : 65535;
  const data = photo.depth === 8 ? new Uint8Array(photo.data) : new Uint16Array(photo.data);
  const { view, inner } = plan;
  // Photo px → px of the model's picture, centres at whole numbers.
  const kx = (inner.width / view.width) * map.sx, ky = (inner.height / view.height) * map.sy;
  const bx = (inner.x - (view.x * inner.width) / view.width) * map.sx + map.ox, by = (inner.y - (view.y * inner.height) / view.height) * map.sy + map.oy;
  const column = (x: number): number => Math.min(made.width - 1, Math.max(0, x)) * 3;
  const columns = Array.from({ length: width }, (_, x) => {
    const u = kx * (x + 0.5) + bx - 0.5, at = Math.floor(u);
    return { taps: [column(at - 1), column(at), column(at + 1), column(at + 2)] as const, by: cubic(u - at) };
  });
  const row = new Float32Array(made.width * 3);
  const gx = (weight?.width ?? 0) / width, gy = (weight?.height ?? 0) / height;
  let sum = 0;
  for (let y = 0; y < height; y++) {
    if (y % ROWS === 0) {
      await new Promise<void>((resolve) => { setImmediate(resolve); });
      signal.throwIfAborted();
    }
    if (y < view.y || y >= view.y + view.height) continue;
    let isDrawn = false;
    for (let x = view.x; x < view.x + view.width; x++) {
      const w = weight ? sample(weight, (x + 0.5) * gx - 0.5, (y + 0.5) * gy - 0.5) : 1;
      if (w <= 0) continue;
      if (!isDrawn) drawRow(made, ky * (y + 0.5) + by - 0.5, row);
      isDrawn = true;
      sum += w;
      const { taps: [a, b, c, d], by: [wa, wb, wc, wd] } = columns[x] ?? NOWHERE;
      for (let channel = 0; channel < 3; channel++) {
        const value = wa * (row[a + channel] ?? 0) + wb * (row[b + channel] ?? 0) + wc * (row[c + channel] ?? 0) + wd * (row[d + channel] ?? 0);
        const matched = Math.min(1, Math.max(0, (drift.gain[channel] ?? 1) * value + (drift.offset[channel] ?? 0))) * top;
        const at = (y * width + x) * channels + channel;
        const before = data[at] ?? 0;
        data[at] = Math.round(before + w * (matched - before));
      }
    }
  }
  const size = { width, height, channels, space: photo.space };
  return { pixels: data instanceof Uint8Array ? { ...size, depth: 8, data } : { ...size, depth: 16, data }, share: sum / (width * height) };
}

const NOWHERE = { taps: [0, 0, 0, 0] as const, by: [0, 0, 0, 0] as const };

/** One row of the model's picture between its rows. */
function drawRow({ width, height, data }: Plane3, v: number, row: Float32Array): void {
  const at = Math.floor(v);
  const [wa, wb, wc, wd] = cubic(v - at);
  const line = (y: number): number => Math.min(height - 1, Math.max(0, y)) * width * 3;
  const [a, b, c, d] = [line(at - 1), line(at), line(at + 1), line(at + 2)];
  for (let i = 0; i < row.length; i++) row[i] = wa * (data[a + i] ?? 0) + wb * (data[b + i] ?? 0) + wc * (data[c + i] ?? 0) + wd * (data[d + i] ?? 0);
}
