import type { RegionStats } from '../types';
import { hueOf } from './oklab';

/** Luma histograms: 500 bins of 0.2 %, read at sub-bin precision. */
export const LUMA_BINS = 500;
export const LUMA_SCALE = LUMA_BINS / 100;

export type Counts = Uint32Array | Float64Array;

export function total(bins: Counts): number {
  let sum = 0;
  for (const n of bins) sum += n;
  return sum;
}

/** Value below which `share` (0..1) of the counts lie, in units of `1 / scale`; a single value in one bin reads as that bin's centre. */
export function quantile(bins: Counts, count: number, share: number, scale: number): number {
  if (count === 0) return 0;
  const wanted = share * count;
  let below = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const here = bins[bin] ?? 0;
    if (here > 0 && below + here >= wanted) {
      // Flat charts have all their pixels in one bin: interpolating there would invent spread.
      const inside = here === count ? 0.5 : (wanted - below) / here;
      return (bin + inside) / scale;
    }
    below += here;
  }
  return bins.length / scale;
}

export function meanAndStd(bins: Counts, count: number, scale: number): { mean: number; std: number } {
  if (count === 0) return { mean: 0, std: 0 };
  let sum = 0;
  let squares = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const n = bins[bin] ?? 0;
    const value = (bin + 0.5) / scale;
    sum += n * value;
    squares += n * value * value;
  }
  const mean = sum / count;
  return { mean, std: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

/** What is summed over a region besides its histogram; a, b and chroma in Oklab units (not ×100). */
export type Sums = { readonly a: number; readonly b: number; readonly chroma: number };

export function regionStats(bins: Counts, sums: Sums, pixels: number): RegionStats {
  const count = total(bins);
  const { mean, std } = meanAndStd(bins, count, LUMA_SCALE);
  const per = count === 0 ? 0 : 100 / count;
  return {
    share: pixels === 0 ? 0 : count / pixels,
    luma: {
      mean, std,
      median: quantile(bins, count, 0.5, LUMA_SCALE),
      p5: quantile(bins, count, 0.05, LUMA_SCALE),
      p95: quantile(bins, count, 0.95, LUMA_SCALE),
    },
    chroma: sums.chroma * per,
    hue: hueOf(sums.a, sums.b),
    cast: { a: sums.a * per, b: sums.b * per },
  };
}
