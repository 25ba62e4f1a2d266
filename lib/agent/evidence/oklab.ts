import type { ColourSpace, Pixels } from '@/lib/develop/types';

/**
 * Display-encoded RGB to Oklab (Ottosson 2020, https://bottosson.github.io/posts/oklab/) by tables, fast enough for every pixel of an
 * observation. Only a and b are kept: lightness in this room is display-encoded luma, the number a photographer reads off a histogram.
 */

/** Row-major 3×3, linear RGB to the cone responses of Oklab; rows sum to 1, so responses stay in 0..1. */
const TO_LMS: Readonly<Record<ColourSpace, readonly number[]>> = {
  srgb: [0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005],
  'display-p3': [0.4813798544, 0.4621183697, 0.0565017758, 0.2288319449, 0.6532168128, 0.1179512422, 0.0839457557, 0.2241652689, 0.6918889754],
};

/** Rec. 709 weights, used on display-encoded values. */
export const LUMA = [0.2126, 0.7152, 0.0722] as const;

export const lmsMatrix = (space: ColourSpace): readonly number[] => TO_LMS[space];

const linearOf = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

const linearTable = (levels: number): Float32Array => Float32Array.from({ length: levels }, (_, level) => linearOf(level / (levels - 1)));
const LINEAR_8 = linearTable(256);
let linear16: Float32Array | undefined;

/** Linear light for every code value of a depth. */
export function linearLevels(depth: Pixels['depth']): Float32Array {
  if (depth === 8) return LINEAR_8;
  linear16 ??= linearTable(65536);
  return linear16;
}

export const CBRT_STEPS = 32768;
/** Cube roots of k / CBRT_STEPS; read with linear interpolation. One spare entry lets 1.0 interpolate. */
export const CBRT = Float32Array.from({ length: CBRT_STEPS + 2 }, (_, k) => Math.cbrt(k / CBRT_STEPS));

export type Lab = { readonly L: number; readonly a: number; readonly b: number };

/** One colour, exactly, from display-encoded 0..1 values. For masks, targets and tests. */
export function oklab(red: number, green: number, blue: number, space: ColourSpace = 'srgb'): Lab {
  const m = TO_LMS[space];
  const [r, g, bl] = [linearOf(red), linearOf(green), linearOf(blue)];
  const root = (row: number): number => Math.cbrt((m[row * 3] ?? 0) * r + (m[row * 3 + 1] ?? 0) * g + (m[row * 3 + 2] ?? 0) * bl);
  const [l, mm, s] = [root(0), root(1), root(2)];
  return {
    L: 0.2104542553 * l + 0.793617785 * mm - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * mm + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * mm - 0.808675766 * s,
  };
}

/** OKLCh hue in degrees 0..360 of a and b. */
export const hueOf = (a: number, b: number): number => ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;

/** Signed shortest way from one hue to another, −180..180. */
export const hueTurn = (from: number, to: number): number => ((to - from + 540) % 360) - 180;
