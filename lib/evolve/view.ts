import { CBRT, CBRT_STEPS, linearLevels, lmsMatrix } from '@/lib/agent/evidence/oklab';
import type { Pixels } from '@/lib/develop/types';
import { VIEW_EDGE } from './types';

/** The small view of a picture that states carry, and back. Oklab after Ottosson 2020, https://bottosson.github.io/posts/oklab/. */

/** Cube root of 0..1 by table. */
function root(linear: number): number {
  const place = Math.min(CBRT_STEPS, Math.max(0, linear * CBRT_STEPS));
  const below = Math.floor(place);
  const low = CBRT[below] ?? 0;
  return low + ((CBRT[below + 1] ?? 0) - low) * (place - below);
}

/** Mean Oklab of each of 16×16 cells: rows from the top, L a b interleaved, L in 0..1. The picture may have any size; its shape is lost. */
export function viewOf({ width, height, channels, data, depth, space }: Pixels): Float32Array {
  const sums = new Float64Array(VIEW_EDGE * VIEW_EDGE * 3);
  const counts = new Uint32Array(VIEW_EDGE * VIEW_EDGE);
  const linear = linearLevels(depth);
  const [m0 = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 0, m7 = 0, m8 = 0] = lmsMatrix(space);
  // Of a picture smaller than the view, cells share pixels.
  const [down, across] = [Math.max(height, VIEW_EDGE), Math.max(width, VIEW_EDGE)];
  for (let v = 0; v < down; v++) for (let u = 0; u < across; u++) {
    const at = (Math.floor((v * height) / down) * width + Math.floor((u * width) / across)) * channels;
    const [r, g, b] = [linear[data[at] ?? 0] ?? 0, linear[data[at + 1] ?? 0] ?? 0, linear[data[at + 2] ?? 0] ?? 0];
    const [l, m, s] = [root(m0 * r + m1 * g + m2 * b), root(m3 * r + m4 * g + m5 * b), root(m6 * r + m7 * g + m8 * b)];
    const cell = Math.floor((v * VIEW_EDGE) / down) * VIEW_EDGE + Math.floor((u * VIEW_EDGE) / across);
    counts[cell] = (counts[cell] ?? 0) + 1;
    sums[cell * 3] = (sums[cell * 3] ?? 0) + 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
    sums[cell * 3 + 1] = (sums[cell * 3 + 1] ?? 0) + 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    sums[cell * 3 + 2] = (sums[cell * 3 + 2] ?? 0) + 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  }
  return Float32Array.from(sums, (sum, at) => sum / Math.max(1, counts[Math.floor(at / 3)] ?? 1));
}

function linearOf(L: number, a: number, b: number): readonly [number, number, number] {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s];
}

const encoded = (linear: number): number => (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055);

/** A view as a picture of 16×16 pixels and 16 bits, sRGB, so that whatever measures pictures can read it. */
export function pictureOf(view: Float32Array): Pixels {
  const data = new Uint16Array(view.length);
  for (let at = 0; at < view.length; at += 3)
    for (const [channel, linear] of linearOf(view[at] ?? 0, view[at + 1] ?? 0, view[at + 2] ?? 0).entries()) data[at + channel] = Math.round(65535 * Math.min(1, Math.max(0, encoded(linear))));
  return { width: VIEW_EDGE, height: VIEW_EDGE, channels: 3, space: 'srgb', depth: 16, data };
}
