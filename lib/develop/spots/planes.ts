import type { Pixels } from '../types';

/** One value per pixel, 0…1 as encoded: what the eye takes for even steps. */
export type Plane = { readonly width: number; readonly height: number; readonly data: Float32Array };

/** Luma (Rec. 709 weights on encoded values) and redness (red above the mean of green and blue) of a picture. */
export function planesOf({ width, height, channels, depth, data }: Pixels): { readonly luma: Plane; readonly red: Plane } {
  const luma = new Float32Array(width * height), red = new Float32Array(width * height);
  const scale = depth === 8 ? 1 / 255 : 1 / 65535;
  for (let i = 0, from = 0; i < luma.length; i++, from += channels) {
    const r = (data[from] ?? 0) * scale, g = (data[from + 1] ?? 0) * scale, b = (data[from + 2] ?? 0) * scale;
    luma[i] = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    red[i] = r - (g + b) / 2;
  }
  return { luma: { width, height, data: luma }, red: { width, height, data: red } };
}

/** Running mean over 2·radius + 1 pixels along one axis; beyond the ends the last value repeats. */
function box(from: Float32Array, to: Float32Array, lines: number, length: number, line: number, step: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  for (let k = 0; k < lines; k++) {
    const start = k * line;
    const at = (i: number): number => from[start + Math.min(length - 1, Math.max(0, i)) * step] ?? 0;
    let sum = 0;
    for (let i = -radius; i <= radius; i++) sum += at(i);
    for (let i = 0; i < length; i++) {
      to[start + i * step] = sum * share;
      sum += at(i + radius + 1) - at(i - radius);
    }
  }
}

/** A Gaussian of standard deviation `sigma` px by three running means (Wells 1986). */
export function blurred({ width, height, data }: Plane, sigma: number): Plane {
  const radius = Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2));
  const out = data.slice(), other = new Float32Array(data.length);
  for (let pass = 0; pass < 3; pass++) {
    box(out, other, height, width, width, 1, radius);
    box(other, out, width, height, 1, width, radius);
  }
  return { width, height, data: out };
}
