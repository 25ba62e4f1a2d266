import type { Pixels } from '@/lib/develop/types';
import { VIEW_EDGE } from './types';

export { viewOf } from './environment/sandbox/view';

/** Oklab to linear sRGB (Ottosson 2020, https://bottosson.github.io/posts/oklab/). */
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
