import type { Pixels } from '../types';

export type Lab = readonly [L: number, a: number, b: number];

/** CIEDE2000. G. Sharma, W. Wu & E. N. Dalal, "The CIEDE2000 color-difference formula" (2005); kL = kC = kH = 1. */
export function deltaE2000([L1, a1, b1]: Lab, [L2, a2, b2]: Lab): number {
  const radians = Math.PI / 180;
  const seventh = (c: number) => Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
  const g = 0.5 * (1 - seventh((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2));
  const A1 = a1 * (1 + g), A2 = a2 * (1 + g);
  const C1 = Math.hypot(A1, b1), C2 = Math.hypot(A2, b2);
  const hue = (a: number, b: number) => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / radians + 360) % 360);
  const h1 = hue(A1, b1), h2 = hue(A2, b2);
  const grey = C1 * C2 === 0;
  const turn = grey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const dH = 2 * Math.sqrt(C1 * C2) * Math.sin((turn / 2) * radians);
  const L = (L1 + L2) / 2, C = (C1 + C2) / 2;
  const h = grey ? h1 + h2 : Math.abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2;
  const T = 1 - 0.17 * Math.cos((h - 30) * radians) + 0.24 * Math.cos(2 * h * radians) + 0.32 * Math.cos((3 * h + 6) * radians) - 0.2 * Math.cos((4 * h - 63) * radians);
  const SL = 1 + (0.015 * (L - 50) ** 2) / Math.sqrt(20 + (L - 50) ** 2), SC = 1 + 0.045 * C, SH = 1 + 0.015 * C * T;
  const RT = -2 * seventh(C) * Math.sin(2 * 30 * Math.exp(-(((h - 275) / 25) ** 2)) * radians);
  const l = (L2 - L1) / SL, c = (C2 - C1) / SC, k = dH / SH;
  return Math.sqrt(l * l + c * c + k * k + RT * c * k);
}

const linear = (v: number) => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);

/** Encoded sRGB, 0…1, to CIELAB under D65. */
export function labOf([R, G, B]: readonly [number, number, number]): Lab {
  const r = linear(R), g = linear(G), b = linear(B);
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Mean CIEDE2000 between two RGB pictures of one size, of any depth. */
export function meanDeltaE(a: Pixels, b: Pixels): number {
  const value = ({ data, depth }: Pixels, i: number): number => (data[i] ?? 0) / (depth === 8 ? 255 : 65535);
  const lab = (pixels: Pixels, i: number): Lab => labOf([value(pixels, i), value(pixels, i + 1), value(pixels, i + 2)]);
  let sum = 0;
  for (let p = 0; p < a.width * a.height; p++) sum += deltaE2000(lab(a, p * a.channels), lab(b, p * b.channels));
  return sum / (a.width * a.height);
}
