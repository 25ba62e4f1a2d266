import type { Pixels } from '@/lib/develop/types';

const decode = (v: number): number => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);
const encode = (v: number): number => (v > 0.0031308 ? 1.055 * v ** (1 / 2.4) - 0.055 : v * 12.92);

/** Numbers in 0…1, the same on every run (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The photo as a sensor would have counted it, every channel by itself: Poisson's variance, as its normal approximation, with two photons of read noise. `photons` make white. */
export function withShotNoise(pixels: Pixels, photons: number): Pixels {
  const next = uniform(7);
  const data = Uint8Array.from(pixels.data, (value) => {
    const count = decode(value / 255) * photons;
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    return Math.round(255 * encode(Math.min(1, Math.max(0, (count + normal * Math.sqrt(count + 4)) / photons))));
  });
  return { ...pixels, depth: 8, data };
}
