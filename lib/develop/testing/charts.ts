import type { ColourSpace, Pixels } from '../types';

/** Test pictures. Values are display-encoded, 0…1; `paint` gives a pixel's colour. */
export type Paint = (x: number, y: number) => readonly [r: number, g: number, b: number, a?: number];

export function chart(width: number, height: number, paint: Paint, { depth = 8, alpha = false, space = 'srgb' }: { depth?: 8 | 16; alpha?: boolean; space?: ColourSpace } = {}): Pixels {
  const channels = alpha ? 4 : 3;
  const top = depth === 8 ? 255 : 65535;
  const data = depth === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b, a = 1] = paint(x, y);
      const at = (y * width + x) * channels;
      data[at] = Math.round(r * top);
      data[at + 1] = Math.round(g * top);
      data[at + 2] = Math.round(b * top);
      if (alpha) data[at + 3] = Math.round(a * top);
    }
  }
  return { width, height, channels, space, depth, data } as Pixels;
}

const grey = (v: number) => [v, v, v] as const;

/** Black to white, left to right. */
export const ramp = (width: number): Paint => (x) => grey(x / (width - 1));

/** Fully saturated hues left to right, from dark at the top to pale at the bottom. */
export const hueWheel = (width: number, height: number): Paint => (x, y) => {
  const hue = (x / width) * 6;
  const v = 0.15 + 0.85 * Math.min(1, (2 * y) / height), s = 1 - Math.max(0, (2 * y) / height - 1);
  const channel = (k: number) => { const t = (k + hue) % 6; return v - v * s * Math.max(0, Math.min(t, 4 - t, 1)); };
  return [channel(5), channel(3), channel(1)];
};

/** Dark left half, bright right half. */
export const step = (width: number, dark: number, bright: number): Paint => (x) => grey(x < width / 2 ? dark : bright);

/** Grey with a ripple of `period` px. */
export const sinusoid = (period: number, mean: number, amplitude: number): Paint => (x) => grey(mean + amplitude * Math.sin((2 * Math.PI * x) / period));

/** Repeatable noise in 0…1 for a pixel (a hash, so that any order of pixels gives the same picture). */
export function noise(x: number, y: number, seed = 1): number {
  let h = Math.imul(x + 1, 0x9e3779b1) ^ Math.imul(y + 1, 0x85ebca77) ^ Math.imul(seed, 0xc2b2ae3d);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}

/** Something like a photo: a hazy sky with a sun, dark textured ground, a few coloured things, noise everywhere. */
export const scene = (width: number, height: number): Paint => (x, y) => {
  const u = x / width, v = y / height;
  const n = 0.03 * (noise(x, y) - 0.5);
  const horizon = 0.5 + 0.06 * Math.sin(u * 9);
  if (v < horizon) {
    const sun = Math.max(0, 1 - Math.hypot(u - 0.7, v - 0.2) * 3);
    return [0.45 + 0.2 * v + 0.5 * sun, 0.55 + 0.2 * v + 0.4 * sun, 0.75 + 0.1 * v + 0.2 * sun].map((c) => Math.min(1, Math.max(0, c + n))) as [number, number, number];
  }
  const texture = 0.09 * Math.sin(x * 1.1 + Math.sin(y * 0.7) * 2) * Math.sin(y * 0.9);
  const hut = u > 0.2 && u < 0.35 && v > 0.55 && v < 0.8;
  const base: readonly [number, number, number] = hut ? [0.6, 0.2, 0.15] : [0.16 + 0.2 * (1 - v), 0.2 + 0.2 * (1 - v), 0.1];
  return base.map((c) => Math.min(1, Math.max(0, c + texture + n))) as [number, number, number];
};
