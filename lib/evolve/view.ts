import { linearLevels, lmsMatrix } from '@/lib/agent/evidence/oklab';
import type { Pixels } from '@/lib/develop/types';
import { VIEW_EDGE } from './types';

/** The small view of a picture that states carry, and back. Oklab after Ottosson 2020, https://bottosson.github.io/posts/oklab/. */

/**
 * A picture as 16×16 colours: the mean light of each cell, in Oklab. Rows from the top, L a b interleaved, L in 0..1. Whatever the picture's shape, the
 * cells share it out evenly; of a picture smaller than the view they share pixels.
 */
export function viewOf({ width, height, channels, data, depth, space }: Pixels): Float32Array {
  const sums = new Float64Array(VIEW_EDGE * VIEW_EDGE * 3);
  const counts = new Uint32Array(VIEW_EDGE * VIEW_EDGE);
  const linear = linearLevels(depth);
  const [down, across] = [Math.max(height, VIEW_EDGE), Math.max(width, VIEW_EDGE)];
  for (let v = 0; v < down; v++) for (let u = 0; u < across; u++) {
    const at = (Math.floor((v * height) / down) * width + Math.floor((u * width) / across)) * channels;
    const cell = Math.floor((v * VIEW_EDGE) / down) * VIEW_EDGE + Math.floor((u * VIEW_EDGE) / across);
    counts[cell] = (counts[cell] as number) + 1;
    for (let channel = 0; channel < 3; channel++) sums[cell * 3 + channel] = (sums[cell * 3 + channel] as number) + (linear[data[at + channel] as number] as number);
  }
  const m = lmsMatrix(space);
  const view = new Float32Array(sums.length);
  for (const [cell, count] of counts.entries()) {
    const [r, g, b] = [0, 1, 2].map((channel) => (sums[cell * 3 + channel] ?? 0) / count) as [number, number, number];
    const root = (row: number): number => Math.cbrt((m[row * 3] ?? 0) * r + (m[row * 3 + 1] ?? 0) * g + (m[row * 3 + 2] ?? 0) * b);
    const [long, medium, short] = [root(0), root(1), root(2)];
    view[cell * 3] = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
    view[cell * 3 + 1] = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
    view[cell * 3 + 2] = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  }
  return view;
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
