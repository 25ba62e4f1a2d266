import type { Size } from '@/lib/develop/types';
import { withoutOverlaps } from './faces';
import { type Box, clamp, type Pyramid } from './plane';
import { Graph } from './runtime/graph';

/** One of COCO's 80 kinds of thing, in px of the photo. */
export type Thing = { readonly label: number; readonly score: number; readonly box: Box };

/** COCO's class of people, from 0. */
export const PERSON = 0;

const INPUT = 416;
/** Bins of each side's distance. */
const BINS = 11;
/** Mean and deviation per channel (BGR) as NanoDet was trained. */
const MEAN = [103.53, 116.28, 123.675] as const, DEVIATION = [57.375, 57.12, 58.395] as const;

/** NanoDet-m at 416 px (RangiLyu 2020): boxes of everyday things. Distances to the four sides are the means of distributions (generalised focal loss, Li et al. 2020). */
export class ObjectFinder {
  readonly #graph: Graph;
  private constructor(graph: Graph) {
    this.#graph = graph;
  }

  static async load(): Promise<ObjectFinder> {
    return new ObjectFinder(await Graph.load('nanodet'));
  }

  /** Things in one part of the photo (stretched to the network's square), best first, down to a score of `least`. */
  find(photo: Pyramid, size: Size, region: Box, least = 0.3): readonly Thing[] {
    const rgb = photo.crop(region, { width: INPUT, height: INPUT }, 1, 0, 0.5);
    const input = new Float32Array(rgb.length);
    const count = INPUT * INPUT;
    for (let c = 0; c < 3; c++) {
      const mean = MEAN[c] ?? 0, deviation = DEVIATION[c] ?? 1;
      for (let i = 0; i < count; i++) input[c * count + i] = ((rgb[i * 3 + 2 - c] ?? 0) * 255 - mean) / deviation;
    }
    const outputs = this.#graph.run(input, [1, 3, INPUT, INPUT]);
    const found: Thing[] = [];
    for (const stride of [8, 16, 32]) {
      const cells = INPUT / stride;
      const of = (columns: number): Float32Array => outputs.find(({ shape }) => shape[1] === cells * cells && shape[2] === columns)?.data ?? new Float32Array(0);
      const scores = of(80), sides = of(4 * BINS);
      for (let cell = 0; cell < cells * cells; cell++) {
        let label = 0;
        for (let k = 1; k < 80; k++) if ((scores[cell * 80 + k] ?? 0) > (scores[cell * 80 + label] ?? 0)) label = k;
        const score = scores[cell * 80 + label] ?? 0;
        if (score < least) continue;
        const cx = ((cell % cells) + 0.5) * stride, cy = (Math.floor(cell / cells) + 0.5) * stride;
        const [l = 0, t = 0, r = 0, b = 0] = [0, 1, 2, 3].map((side) => expected(sides, (cell * 4 + side) * BINS) * stride);
        const fx = region.width / INPUT, fy = region.height / INPUT;
        const left = clamp(region.x + (cx - l) * fx, 0, size.width), right = clamp(region.x + (cx + r) * fx, 0, size.width);
        const top = clamp(region.y + (cy - t) * fy, 0, size.height), bottom = clamp(region.y + (cy + b) * fy, 0, size.height);
        if (right > left && bottom > top) found.push({ label, score, box: { x: left, y: top, width: right - left, height: bottom - top } });
      }
    }
    return withoutOverlaps(found, 0.5);
  }
}

/** Mean of the distribution whose logits stand at `at`. */
function expected(logits: Float32Array, at: number): number {
  let peak = -Infinity;
  for (let k = 0; k < BINS; k++) peak = Math.max(peak, logits[at + k] ?? 0);
  let sum = 0, weighted = 0;
  for (let k = 0; k < BINS; k++) {
    const e = Math.exp((logits[at + k] ?? 0) - peak);
    sum += e;
    weighted += e * k;
  }
  return weighted / sum;
}
