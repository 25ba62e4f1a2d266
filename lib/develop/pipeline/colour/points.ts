import type { ColourKernels } from '../../kernels/colour';
import type { PointColour } from '../../settings';
import { between, multiply, type Matrix } from '../primaries';
import { toOklabLms } from '../primaries';

/** What shifts at ±1 come to. */
const FULL = { hue: Math.PI / 3, saturationUp: 1, luminance: 0.9 } as const;

/** Half the window of hues at a range of 1, in sixths of a turn. */
const WINDOW = 1;
/** Ramps narrower than this show steps, because the colours between are interpolated: sixths of a turn; saturation and value. */
const LEAST_RAMP = { hue: 0.16, share: 0.08 } as const;

/** A sample's weight fades where chroma falls below this share of its own, within these bounds. */
const GREY = { share: 0.25, least: 0.004, most: 0.03 } as const;

export const movesPoint = ({ shift, variance }: PointColour): boolean => variance !== 0 || shift.some((x) => x !== 0);

/** Outer low, 1/ramp, outer high, 1/ramp of a span stretched by `scale` about `centre`. */
function trapezoid([a, b, c, d]: PointColour['hues'], centre: number, scale: number, ramp: number): readonly number[] {
  const [low, innerLow, innerHigh, high] = [a, b, c, d].map((x) => (x - centre) * scale) as [number, number, number, number];
  const [rise, fall] = [Math.max(ramp, innerLow - low), Math.max(ramp, high - innerHigh)];
  return [innerLow - rise + centre, 1 / rise, innerHigh + fall + centre, 1 / fall];
}

/** HSV → linear RGB. */
function fromHsv([hue, saturation, value]: PointColour['source']): readonly [number, number, number] {
  const channel = (n: number) => { const k = (n + hue) % 6; return value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1)); };
  return [channel(5), channel(3), channel(1)];
}

/** Oklab of linear ProPhoto RGB. */
function oklabOf(kernels: ColourKernels, rgb: readonly [number, number, number]): readonly [number, number, number] {
  const m: Matrix = multiply(toOklabLms('srgb'), between('prophoto', 'srgb'));
  const [l, mm, s] = [0, 3, 6].map((row) => kernels.cbrt(m[row as 0] * rgb[0] + m[(row + 1) as 1] * rgb[1] + m[(row + 2) as 2] * rgb[2])) as [number, number, number];
  return [0.2104542553 * l + 0.793617785 * mm - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * mm + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * mm - 0.808675766 * s];
}

/** One sample as the kernel reads it (`assembly/points.ts`): twenty floats. */
export function packPoint(kernels: ColourKernels, { source, shift, range, hues, saturations, values, variance }: PointColour): readonly number[] {
  const scale = 2 * Math.max(0.02, range);
  const [L, a, b] = oklabOf(kernels, fromHsv(source));
  const grey = Math.min(GREY.most, Math.max(GREY.least, GREY.share * Math.sqrt(a * a + b * b)));
  const per = 1 / Math.max(0.02, L);
  // The window's shares around its middle, as distances in sixths of a turn.
  const window = hues.map((x) => (x - 0.5) * WINDOW) as unknown as PointColour['hues'];
  return [
    source[0],
    ...trapezoid(window, 0, scale, LEAST_RAMP.hue),
    ...trapezoid(saturations, source[1], scale, LEAST_RAMP.share),
    ...trapezoid(values, kernels.encode(source[2]), scale, LEAST_RAMP.share),
    shift[0] * FULL.hue,
    shift[1] > 0 ? shift[1] * FULL.saturationUp : shift[1],
    shift[2] * FULL.luminance,
    variance,
    a * per,
    b * per,
    grey * grey,
  ];
}
