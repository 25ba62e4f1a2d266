import type { Kernels } from '../../kernels/loader';
import type { RedEye } from '../../settings';
import type { Canvas, Patch } from './canvas';
import { gainOf } from './heal';

/** Red over green and blue, in linear light, at which a pixel begins to count as a lit pupil and counts fully. Skin lies below. */
const RED_FROM = 2.2, RED_TO = 3.6;
/** What keeps near-black from being a ratio of noise. */
const FLOOR = 0.004;

const ramp = (value: number, from: number, to: number): number => { const t = Math.min(1, Math.max(0, (value - from) / (to - from))); return t * t * (3 - 2 * t); };

/**
 * A pupil that the flash lit: within its ellipse, and only where red dominates, colour goes to the grey of green and blue, which the flash left alone, and
 * that is darkened. Skin and iris around stay. For a pet the pupil shines in any colour: where it is bright.
 */
export function redEye({ decode, encode }: Kernels, canvas: Canvas, eye: RedEye): readonly Patch[] {
  const { width, height, channels, depth } = canvas.pixels;
  const grow = 0.5 + eye.size;
  const rx = Math.max(0.5, eye.rx * grow), ry = Math.max(0.5, eye.ry * grow);
  const x0 = Math.max(0, Math.floor(eye.x - rx)), y0 = Math.max(0, Math.floor(eye.y - ry)), x1 = Math.min(width, Math.ceil(eye.x + rx)), y1 = Math.min(height, Math.ceil(eye.y + ry));
  if (!(x1 > x0 && y1 > y0)) return [];
  const n = (x1 - x0) * (y1 - y0);
  const data = depth === 8 ? new Uint8Array(n * channels) : new Uint16Array(n * channels);
  canvas.read({ x0, y0, x1, y1 }, data);
  const top = depth === 8 ? 255 : 65535;
  const gain = gainOf(canvas.pixels);
  const [toLight, fromLight] = gain > 0 ? [(v: number) => v * gain, (c: number) => c / gain] : [decode, encode];
  const soft = Math.min(0.5, 1.5 / Math.min(rx, ry)) + 0.15;
  const square = 1 / (1 - eye.tilt * eye.tilt);
  for (let i = 0; i < n; i++) {
    const u = (x0 + (i % (x1 - x0)) + 0.5 - eye.x) / rx, v = (y0 + Math.floor(i / (x1 - x0)) + 0.5 - eye.y) / ry;
    const inside = ramp(1 - Math.sqrt((u * u - 2 * eye.tilt * u * v + v * v) * square), 0, soft);
    if (inside === 0) continue;
    const light = [0, 1, 2].map((c) => toLight((data[i * channels + c] ?? 0) / top));
    const [r = 0, g = 0, b = 0] = light;
    const glow = eye.pet ? ramp(Math.max(r, g, b), 0.05, 0.2) : ramp((r + FLOOR) / (Math.max(g, b) + FLOOR), RED_FROM, RED_TO);
    const weight = inside * glow;
    if (weight === 0) continue;
    const grey = (eye.pet ? Math.min(r, g, b) : 0.5 * (g + b)) * (1 - 0.9 * eye.darken);
    light.forEach((value, c) => { data[i * channels + c] = Math.floor(Math.min(1, Math.max(0, fromLight(grey + (value - grey) * (1 - weight)))) * top + 0.5); });
  }
  return [{ x: x0, y: y0, width: x1 - x0, height: y1 - y0, data }];
}
