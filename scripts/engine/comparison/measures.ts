import type { Pixels } from '@/lib/develop/types';

/** What numbers are made of: a rectangle before and after, the same of the photo without noise, and a step edge after. */
export type Evidence = { readonly before: Pixels; readonly after: Pixels; readonly clean: Pixels; readonly edge: Pixels };

type Measure = { readonly label: string; readonly of: (evidence: Evidence) => string };

const decode = (v: number): number => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);
const LINEAR = Float64Array.from({ length: 256 }, (_, v) => decode(v / 255));
const rgbOf = ({ data }: Pixels, p: number): readonly [number, number, number] => [LINEAR[data[p * 3] ?? 0] ?? 0, LINEAR[data[p * 3 + 1] ?? 0] ?? 0, LINEAR[data[p * 3 + 2] ?? 0] ?? 0];
const pixelsIn = ({ width, height }: Pixels): readonly number[] => Array.from({ length: width * height }, (_, p) => p);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const signed = (value: number, digits: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

/** Stops below white, by pixel. */
const tones = (pixels: Pixels): readonly number[] => pixelsIn(pixels).map((p) => {
  const [r, g, b] = rgbOf(pixels, p);
  return Math.log2(Math.max(2e-4, 0.2126 * r + 0.7152 * g + 0.0722 * b));
});

/** OKLab (Ottosson 2020). */
function oklab([r, g, b]: readonly [number, number, number]): readonly [number, number, number] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b), m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b), s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}

/** Root mean square of what tones differ from the mean of their 17 × 17 neighbours. */
function localContrast(pixels: Pixels): number {
  const { width, height } = pixels, l = tones(pixels), reach = 8;
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) sums[(y + 1) * (width + 1) + x + 1] = (l[y * width + x] ?? 0) + (sums[y * (width + 1) + x + 1] ?? 0) + (sums[(y + 1) * (width + 1) + x] ?? 0) - (sums[y * (width + 1) + x] ?? 0);
  const sum = (x: number, y: number) => sums[y * (width + 1) + x] ?? 0;
  return Math.sqrt(mean(pixelsIn(pixels).map((p) => {
    const x = p % width, y = Math.floor(p / width);
    const [x0, x1, y0, y1] = [Math.max(0, x - reach), Math.min(width, x + reach + 1), Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    return ((l[p] ?? 0) - (sum(x1, y1) - sum(x0, y1) - sum(x1, y0) + sum(x0, y0)) / ((x1 - x0) * (y1 - y0))) ** 2;
  })));
}

function psnr(a: Pixels, b: Pixels, where: readonly number[]): number {
  const error = mean(where.map((p) => mean([0, 1, 2].map((c) => ((a.data[p * 3 + c] ?? 0) - (b.data[p * 3 + c] ?? 0)) ** 2))));
  return 10 * Math.log10(255 ** 2 / error);
}

/** The tenth of the pixels where the tone changes most. */
function edges(pixels: Pixels): readonly number[] {
  const { width, height } = pixels, at = (x: number, y: number) => pixels.data[(y * width + x) * 3 + 1] ?? 0;
  const slopes = pixelsIn(pixels).map((p) => {
    const x = p % width, y = Math.floor(p / width);
    return Math.hypot(at(Math.min(width - 1, x + 1), y) - at(Math.max(0, x - 1), y), at(x, Math.min(height - 1, y + 1)) - at(x, Math.max(0, y - 1)));
  });
  return slopes.map((slope, p) => [slope, p] as const).toSorted(([a], [b]) => b - a).slice(0, slopes.length / 10).map(([, p]) => p);
}

/** The chart of edges: dark and bright half of each band, encoded; 4.7, 2.5 and 1.3 stops. Bands are `BAND` px high. */
export const STEPS: readonly (readonly [dark: number, bright: number])[] = [[0.18, 0.85], [0.35, 0.78], [0.5, 0.78]];
export const BAND = 300;

/** Greatest departure, in stops, from a half's flat tone within a quarter of the chart, over the bands, from `near` px off the edge on. */
function departure(edge: Pixels, near: number): number {
  const { width } = edge;
  return Math.max(...STEPS.map((_, band) => {
    const row = (band + 0.5) * BAND * width * 3;
    const l = tones({ ...edge, height: 1, data: edge.data.slice(row, row + width * 3) } as Pixels);
    const side = (flat: number, from: number, to: number) => Math.max(...l.slice(from, to).map((tone) => Math.abs(tone - (l[flat] ?? 0))));
    return Math.max(side(8, width / 4, width / 2 - near), side(width - 9, width / 2 + near, (width * 3) / 4));
  }));
}

/** Angle between two colours in degrees and the chroma of the first; the angle is 0 where one is near grey. */
function turn(before: Pixels, after: Pixels, p: number): readonly [degrees: number, chroma: number] {
  const [, a0, b0] = oklab(rgbOf(before, p)), [, a1, b1] = oklab(rgbOf(after, p));
  const [c0, c1] = [Math.hypot(a0, b0), Math.hypot(a1, b1)];
  if (c0 < 0.06 || c1 < 0.03) return [0, 0];
  return [(Math.acos(Math.min(1, Math.max(-1, (a0 * a1 + b0 * b1) / (c0 * c1)))) * 180) / Math.PI, c0];
}

const chromaOf = (pixels: Pixels): number => mean(pixelsIn(pixels).map((p) => { const [, a, b] = oklab(rgbOf(pixels, p)); return Math.hypot(a, b); }));

/** Mean green of each row. */
const rowMeans = ({ width, height, data }: Pixels): readonly number[] => Array.from({ length: height }, (_, y) => mean(Array.from({ length: width }, (__, x) => data[(y * width + x) * 3 + 1] ?? 0)));

export const MEASURES = {
  halo: { label: 'halo beside edges of 1.3, 2.5 and 4.7 stops, 3 px off (stops)', of: ({ edge }) => departure(edge, 3).toFixed(2) },
  overshoot: { label: 'overshoot at edges of 1.3, 2.5 and 4.7 stops (stops)', of: ({ edge }) => departure(edge, 0).toFixed(2) },
  shadows: {
    label: 'darkest quarter: lift (stops), contrast kept',
    of: ({ before, after }) => {
      const [was, is] = [tones(before), tones(after)];
      const dark = was.map((tone, p) => [tone, p] as const).toSorted(([a], [b]) => a - b).slice(0, was.length / 4).map(([, p]) => p);
      const spread = (l: readonly number[]) => { const m = mean(dark.map((p) => l[p] ?? 0)); return Math.sqrt(mean(dark.map((p) => ((l[p] ?? 0) - m) ** 2))); };
      return `${signed(mean(dark.map((p) => (is[p] ?? 0) - (was[p] ?? 0))), 2)}, ${Math.round((spread(is) / spread(was)) * 100)} %`;
    },
  },
  contrast: { label: 'local contrast of the strip', of: ({ before, after }) => `× ${(localContrast(after) / localContrast(before)).toFixed(2)}` },
  hue: {
    label: 'mean turn of hue (OKLab, °, by chroma)',
    of: ({ before, after }) => {
      const turns = pixelsIn(before).map((p) => turn(before, after, p));
      return (turns.reduce((sum, [degrees, chroma]) => sum + degrees * chroma, 0) / Math.max(1e-9, turns.reduce((sum, [, chroma]) => sum + chroma, 0))).toFixed(1);
    },
  },
  chroma: { label: 'chroma', of: ({ before, after }) => `× ${(chromaOf(after) / chromaOf(before)).toFixed(2)}` },
  psnr: { label: 'PSNR against the photo without noise (dB)', of: ({ after, clean }) => psnr(after, clean, pixelsIn(clean)).toFixed(1) },
  edges: { label: 'PSNR on its edges (dB)', of: ({ after, clean }) => psnr(after, clean, edges(clean)).toFixed(1) },
  clipped: { label: 'pixels with a channel at an end of the scale', of: ({ after }) => `${((pixelsIn(after).filter((p) => [0, 1, 2].some((c) => [0, 255].includes(after.data[p * 3 + c] ?? 0))).length / (after.width * after.height)) * 100).toFixed(1)} %` },
  levels: {
    label: 'greatest step from row to row of the sky (levels)',
    of: ({ after }) => { const rows = rowMeans(after); return Math.max(...rows.slice(1).map((value, y) => Math.abs(value - (rows[y] ?? 0)))).toFixed(2); },
  },
} as const satisfies Readonly<Record<string, Measure>>;
export type MeasureName = keyof typeof MEASURES;
