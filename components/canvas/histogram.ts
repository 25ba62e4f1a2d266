export type Histogram = { readonly red: readonly number[]; readonly green: readonly number[]; readonly blue: readonly number[]; readonly shadowClip: number; readonly highlightClip: number };

export const HISTOGRAM_BINS = 64;

const empty = (): number[] => Array.from({ length: HISTOGRAM_BINS }, () => 0);

/**
 * Counts of an RGBA picture per channel in 64 bins, as heights 0..1. The scale is the 99th percentile of the bins, so that one clipped
 * bin does not flatten the rest; clips are shares 0..1 of pixels with every channel at 0, or any at 255.
 */
export function histogramOf(rgba: Uint8ClampedArray): Histogram {
  const counts = [empty(), empty(), empty()] as const;
  const width = 256 / HISTOGRAM_BINS;
  let dark = 0;
  let bright = 0;
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [r = 0, g = 0, b = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]];
    for (const [channel, value] of [r, g, b].entries()) {
      const bin = Math.floor(value / width);
      const row = counts[channel];
      if (row) row[bin] = (row[bin] ?? 0) + 1;
    }
    if (r === 0 && g === 0 && b === 0) dark++;
    if (r === 255 || g === 255 || b === 255) bright++;
  }
  const sorted = counts.flat().sort((a, b) => a - b);
  const top = Math.max(1, sorted[Math.floor(sorted.length * 0.99)] ?? 1);
  const heights = (row: readonly number[]) => row.map((count) => Math.min(1, count / top));
  const pixels = Math.max(1, rgba.length / 4);
  return { red: heights(counts[0]), green: heights(counts[1]), blue: heights(counts[2]), shadowClip: dark / pixels, highlightClip: bright / pixels };
}

/** An SVG path over a `width`×`height` box with the heights as its skyline. */
export function skyline(heights: readonly number[], width: number, height: number): string {
  const step = width / Math.max(1, heights.length - 1);
  const points = heights.map((value, index) => `L${(index * step).toFixed(1)} ${(height * (1 - value)).toFixed(1)}`);
  return `M0 ${height}${points.join('')}L${width} ${height}Z`;
}
