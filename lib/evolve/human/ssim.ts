import { planesOf } from '@/lib/agent/evidence/planes';
import type { Pixels } from '@/lib/develop/types';

/** Gaussian of σ = 1.5 px over 11 px, as published; sums to 1. */
const WINDOW = ((): readonly number[] => {
  const weights = Array.from({ length: 11 }, (_, at) => Math.exp(-((at - 5) ** 2) / 4.5));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
})();
const [C1, C2] = [0.01 ** 2, 0.03 ** 2];

/** Mean structural similarity of luma (Wang, Bovik, Sheikh & Simoncelli 2004), 1 for equal pictures. Both pictures must have one size, at least 11 px each way. */
export function ssim(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) throw new RangeError(`Expected two pictures of one size but received ${a.width}×${a.height} and ${b.width}×${b.height}`);
  const { width, height } = a;
  const [x, y] = [a, b].map((pixels) => planesOf(pixels).luma.map((value) => value / 100)) as [Float32Array, Float32Array];
  const smooth = (values: Float32Array): Float32Array => blurred(values, width, height);
  const product = (p: Float32Array, q: Float32Array): Float32Array => p.map((value, at) => value * (q[at] ?? 0));
  const [mx, my, xx, yy, xy] = [smooth(x), smooth(y), smooth(product(x, x)), smooth(product(y, y)), smooth(product(x, y))];
  let sum = 0;
  for (let at = 0; at < mx.length; at++) {
    const [ux, uy] = [mx[at] ?? 0, my[at] ?? 0];
    const [vx, vy, cov] = [(xx[at] ?? 0) - ux * ux, (yy[at] ?? 0) - uy * uy, (xy[at] ?? 0) - ux * uy];
    sum += ((2 * ux * uy + C1) * (2 * cov + C2)) / ((ux * ux + uy * uy + C1) * (vx + vy + C2));
  }
  return sum / Math.max(1, mx.length);
}

/** Where the window fits: smaller by 10 px each way. */
function blurred(values: Float32Array, width: number, height: number): Float32Array {
  const [across, down] = [width - 10, height - 10];
  const rows = new Float32Array(across * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < across; x++) {
    let sum = 0;
    for (let k = 0; k < 11; k++) sum += (WINDOW[k] as number) * (values[y * width + x + k] as number);
    rows[y * across + x] = sum;
  }
  const out = new Float32Array(across * down);
  for (let y = 0; y < down; y++) for (let x = 0; x < across; x++) {
    let sum = 0;
    for (let k = 0; k < 11; k++) sum += (WINDOW[k] as number) * (rows[(y + k) * across + x] as number);
    out[y * across + x] = sum;
  }
  return out;
}
