import { planesOf } from '@/lib/agent/evidence/planes';
import type { Pixels } from '@/lib/develop/types';

/** Damage that only pixels show. */
export type Artefacts = {
  /** Share of the 8-bit luma levels between the 2nd and 98th percentile that hold nearly no pixel though their neighbours do: banding. 0..1. */
  readonly gaps: number;
  /** Mean overshoot beside strong edges beyond what one tone curve explains, luma 0..100: halos are above 1. */
  readonly halo: number;
};

/** How the result came to be that differs from the source by more than a tone curve. `source` absent: the picture is the source itself. */
export function artefactsOf(result: Pixels, source?: Pixels): Artefacts {
  const aligned = source && source.width === result.width && source.height === result.height;
  return { gaps: gapsOf(result), halo: aligned ? haloOf(source, result) : 0 };
}

/** A level counts as a gap below this part of what its neighbours hold. */
const GAP = 0.08;

function gapsOf(pixels: Pixels): number {
  const levels = new Float64Array(256);
  const { luma } = planesOf(pixels);
  for (const value of luma) levels[Math.min(255, Math.round(value * 2.55))] = (levels[Math.min(255, Math.round(value * 2.55))] ?? 0) + 1;
  const at = (share: number): number => {
    let below = 0;
    return levels.findIndex((count) => (below += count) >= share * luma.length);
  };
  const [low, high] = [at(0.02), at(0.98)];
  let gaps = 0;
  for (let level = low + 1; level < high; level++) {
    const beside = ((levels[level - 1] ?? 0) + (levels[level + 1] ?? 0)) / 2;
    if (beside > 4 && (levels[level] ?? 0) < GAP * beside) gaps++;
  }
  return gaps / Math.max(1, high - low - 1);
}

/** Radius of the neighbourhood of an edge as a part of the long edge, and how far a pixel must lie from its mean (luma 0..100). */
const RADIUS = 0.012;
const EDGE = 8;

function haloOf(source: Pixels, result: Pixels): number {
  const [{ luma: before, width, height }, { luma: after }] = [planesOf(source), planesOf(result)];
  const curve = toneCurve(before, after);
  const mean = boxMean(before, width, height, Math.max(2, Math.round(RADIUS * Math.max(width, height))));
  let sum = 0, count = 0;
  for (let at = 0; at < before.length; at++) {
    const side = (before[at] ?? 0) - (mean[at] ?? 0);
    if (Math.abs(side) < EDGE) continue;
    const off = (after[at] ?? 0) - (curve[Math.min(100, Math.round(before[at] ?? 0))] ?? 0);
    sum += side > 0 ? off : -off;
    count++;
  }
  return count === 0 ? 0 : Math.max(0, sum / count);
}

/** Mean luma of the result for each whole percent of the source's. */
function toneCurve(before: Float32Array, after: Float32Array): Float64Array {
  const [sums, counts] = [new Float64Array(101), new Float64Array(101)];
  for (let at = 0; at < before.length; at++) {
    const bin = Math.min(100, Math.round(before[at] ?? 0));
    sums[bin] = (sums[bin] ?? 0) + (after[at] ?? 0);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return sums.map((sum, bin) => sum / Math.max(1, counts[bin] ?? 1));
}

/** Mean over a square around each pixel, by sums over rectangles (Crow 1984). */
function boxMean(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  const across = width + 1;
  const sums = new Float64Array(across * (height + 1));
  for (let y = 0; y < height; y++) for (let x = 0, row = 0; x < width; x++) {
    row += plane[y * width + x] ?? 0;
    sums[(y + 1) * across + x + 1] = (sums[y * across + x + 1] ?? 0) + row;
  }
  const means = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height, y + radius + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)];
      const sum = (sums[bottom * across + right] ?? 0) - (sums[top * across + right] ?? 0) - (sums[bottom * across + left] ?? 0) + (sums[top * across + left] ?? 0);
      means[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return means;
}
