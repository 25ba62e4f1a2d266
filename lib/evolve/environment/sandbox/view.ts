import { lmsMatrix, linearLevels } from '@/lib/agent/evidence/oklab';
import type { Pixels } from '@/lib/develop/types';
import { VIEW_EDGE } from '../../types';

/**
 * A picture as 16 × 16 colours: each cell the mean light of its pixels, in Oklab (Ottosson 2020). Rows from the top, L a b interleaved, L in 0..1.
 * Whatever the picture's shape, the cells share it out evenly.
 */
export function viewOf({ width, height, channels, data, depth, space }: Pixels): Float32Array {
  const linear = linearLevels(depth);
  const sums = new Float64Array(VIEW_EDGE * VIEW_EDGE * 4);
  const edges = Array.from({ length: VIEW_EDGE + 1 }, (_, column) => Math.ceil((column * width) / VIEW_EDGE));
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * VIEW_EDGE) / height) * VIEW_EDGE;
    let i = y * width * channels;
    for (let column = 0; column < VIEW_EDGE; column++) {
      const count = (edges[column + 1] as number) - (edges[column] as number);
      let [r, g, b] = [0, 0, 0];
      for (const end = i + count * channels; i < end; i += channels) {
        r += linear[data[i] as number] as number;
        g += linear[data[i + 1] as number] as number;
        b += linear[data[i + 2] as number] as number;
      }
      const at = 4 * (row + column);
      sums[at] = (sums[at] as number) + r;
      sums[at + 1] = (sums[at + 1] as number) + g;
      sums[at + 2] = (sums[at + 2] as number) + b;
      sums[at + 3] = (sums[at + 3] as number) + count;
    }
  }
  const m = lmsMatrix(space);
  const view = new Float32Array(VIEW_EDGE * VIEW_EDGE * 3);
  for (let cell = 0; cell < VIEW_EDGE * VIEW_EDGE; cell++) {
    // A picture narrower than the view leaves cells empty: they are black.
    const n = Math.max(1, sums[4 * cell + 3] ?? 1);
    const [r, g, b] = [0, 1, 2].map((channel) => (sums[4 * cell + channel] ?? 0) / n) as [number, number, number];
    const root = (row: number): number => Math.cbrt((m[row * 3] ?? 0) * r + (m[row * 3 + 1] ?? 0) * g + (m[row * 3 + 2] ?? 0) * b);
    const [l, mm, s] = [root(0), root(1), root(2)];
    view[3 * cell] = 0.2104542553 * l + 0.793617785 * mm - 0.0040720468 * s;
    view[3 * cell + 1] = 1.9779984951 * l - 2.428592205 * mm + 0.4505937099 * s;
    view[3 * cell + 2] = 0.0259040371 * l + 0.7827717662 * mm - 0.808675766 * s;
  }
  return view;
}
