import type { Pixels, Size } from '@/lib/develop/types';
import type { RegionName, RegionStats } from '../types';
import { BAND_AT, COLOUR_BANDS, DIAMOND_SCALE, NAMED_CHROMA, SKIN, SKIN_AT, ZONES, diamond } from './bands';
import { LUMA_BINS, LUMA_SCALE, regionStats } from './histogram';
import { gridLine } from './measure';
import { CBRT, CBRT_STEPS, LUMA, lmsMatrix, linearLevels } from './oklab';

/**
 * The pixels of a region, fixed. Regions by colour or tone belong to one picture; measuring another picture of the same frame within
 * them says what happened to *those* pixels, which re-finding the region cannot (muted greens stop being green).
 */
export type RegionMask = Size & { readonly name: string; readonly inside: Uint8Array; readonly share: number };

/** Visits every pixel with its luma (0..100) and Oklab a, b. */
function eachPixel(pixels: Pixels, visit: (at: number, luma: number, a: number, b: number) => void, inside?: Uint8Array): void {
  const { channels, data, depth } = pixels;
  const linear = linearLevels(depth);
  const toLuma = 100 / (depth === 8 ? 255 : 65535);
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = lmsMatrix(pixels.space) as readonly [number, number, number, number, number, number, number, number, number];
  const [cbrt, steps, wr, wg, wb] = [CBRT, CBRT_STEPS, ...LUMA] as const;
  const root = (value: number): number => {
    const scaled = value * steps;
    const index = scaled | 0;
    const low = cbrt[index] as number;
    return low + ((cbrt[index + 1] as number) - low) * (scaled - index);
  };
  const count = pixels.width * pixels.height;
  for (let at = 0; at < count; at++) {
    if (inside && inside[at] === 0) continue;
    const i = at * channels;
    if (channels === 4 && data[i + 3] === 0) continue;
    // Plain bindings: destructuring an array costs an iterator per pixel.
    const red = data[i] as number;
    const green = data[i + 1] as number;
    const blue = data[i + 2] as number;
    const r = linear[red] as number;
    const g = linear[green] as number;
    const bl = linear[blue] as number;
    const l = root(m0 * r + m1 * g + m2 * bl);
    const m = root(m3 * r + m4 * g + m5 * bl);
    const s = root(m6 * r + m7 * g + m8 * bl);
    visit(at, (wr * red + wg * green + wb * blue) * toLuma, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s);
  }
}

/** Whether a pixel of a picture belongs to a region, by the same rules as `measure`. */
function rule(name: RegionName, size: Size): (sample: { readonly luma: number; readonly a: number; readonly b: number }, at: number) => boolean {
  const { width, height } = size;
  const row = (at: number): number => Math.floor(at / width);
  const column = (at: number): number => at % width;
  const inner = (at: number): boolean =>
    column(at) >= gridLine(width, 1) && column(at) < gridLine(width, 5) && row(at) >= gridLine(height, 1) && row(at) < gridLine(height, 5);
  switch (name) {
    case 'whole': return () => true;
    case 'shadows': return ({ luma }) => luma < ZONES.shadows;
    case 'midtones': return ({ luma }) => luma >= ZONES.shadows && luma < ZONES.highlights;
    case 'highlights': return ({ luma }) => luma >= ZONES.highlights;
    case 'top': return (_, at) => row(at) < gridLine(height, 2);
    case 'bottom': return (_, at) => row(at) >= gridLine(height, 4);
    case 'left': return (_, at) => column(at) < gridLine(width, 2);
    case 'right': return (_, at) => column(at) >= gridLine(width, 4);
    case 'centre': return (_, at) => inner(at);
    case 'edges': return (_, at) => !inner(at);
    case 'skin': return ({ luma, a, b }) => {
      const chroma = Math.hypot(a, b) * 100;
      return chroma >= SKIN.chroma[0] && chroma <= SKIN.chroma[1] && luma >= SKIN.luma[0] && luma <= SKIN.luma[1] && SKIN_AT[(diamond(a, b) * DIAMOND_SCALE) | 0] === 1;
    };
    default: {
      const band = COLOUR_BANDS.findIndex(({ colour }) => colour === name);
      return ({ a, b }) => Math.hypot(a, b) * 100 >= NAMED_CHROMA && BAND_AT[(diamond(a, b) * DIAMOND_SCALE) | 0] === band;
    }
  }
}

/** The pixels that pass a test of luma (0..100), Oklab a and b, and place (x, y in 0..1 of the frame). */
export function maskWhere(pixels: Pixels, name: string, holds: (luma: number, a: number, b: number, x: number, y: number) => boolean): RegionMask {
  const { width, height } = pixels;
  const inside = new Uint8Array(width * height);
  let count = 0;
  eachPixel(pixels, (at, luma, a, b) => {
    if (!holds(luma, a, b, ((at % width) + 0.5) / width, (Math.floor(at / width) + 0.5) / height)) return;
    inside[at] = 1;
    count++;
  });
  return { width, height, name, inside, share: count / Math.max(1, inside.length) };
}

/** Mean display-encoded RGB (0..1) inside a mask, and the mean place (0..1 of the frame); nothing for an empty mask. */
export function sampleOf(pixels: Pixels, mask: RegionMask): { readonly rgb: readonly [number, number, number]; readonly x: number; readonly y: number } | undefined {
  const { channels, data, depth, width, height } = pixels;
  const full = depth === 8 ? 255 : 65535;
  const sum = [0, 0, 0, 0, 0];
  let count = 0;
  for (let at = 0; at < mask.inside.length; at++) {
    if (mask.inside[at] === 0) continue;
    count++;
    for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + (data[at * channels + c] ?? 0) / full;
    sum[3] = (sum[3] ?? 0) + (at % width) / width;
    sum[4] = (sum[4] ?? 0) + Math.floor(at / width) / height;
  }
  if (count === 0) return undefined;
  const [r = 0, g = 0, b = 0, x = 0, y = 0] = sum.map((value) => value / count);
  return { rgb: [r, g, b], x, y };
}

/** Masks and their measurements belong to a picture and are asked for many times in a run: kept for as long as the picture is. */
const masks = new WeakMap<Pixels, Map<RegionName, RegionMask>>();
const measured = new WeakMap<Pixels, WeakMap<RegionMask, RegionStats>>();

/** The pixels that a region has in this picture. */
export function maskOf(pixels: Pixels, name: RegionName): RegionMask {
  const known = masks.get(pixels) ?? new Map<RegionName, RegionMask>();
  masks.set(pixels, known);
  const mask = known.get(name) ?? findMask(pixels, name);
  known.set(name, mask);
  return mask;
}

function findMask(pixels: Pixels, name: RegionName): RegionMask {
  const inside = new Uint8Array(pixels.width * pixels.height);
  const holds = rule(name, pixels);
  let count = 0;
  const sample = { luma: 0, a: 0, b: 0 };
  eachPixel(pixels, (at, luma, a, b) => {
    sample.luma = luma;
    sample.a = a;
    sample.b = b;
    if (!holds(sample, at)) return;
    inside[at] = 1;
    count++;
  });
  return { width: pixels.width, height: pixels.height, name, inside, share: count / Math.max(1, inside.length) };
}

/** Measures a picture inside a mask made from another picture of the same frame and size. Throws RangeError when sizes differ. */
export function measureWithin(pixels: Pixels, mask: RegionMask): RegionStats {
  if (pixels.width !== mask.width || pixels.height !== mask.height)
    throw new RangeError(`Expected a picture of ${mask.width}×${mask.height} for the mask but received ${pixels.width}×${pixels.height}`);
  const known = measured.get(pixels) ?? new WeakMap<RegionMask, RegionStats>();
  measured.set(pixels, known);
  const stats = known.get(mask);
  if (stats) return stats;
  const bins = new Uint32Array(LUMA_BINS);
  const sums = { a: 0, b: 0, chroma: 0 };
  eachPixel(pixels, (_, luma, a, b) => {
    const bin = Math.min(LUMA_BINS - 1, (luma * LUMA_SCALE) | 0);
    bins[bin] = (bins[bin] as number) + 1;
    sums.a += a;
    sums.b += b;
    sums.chroma += Math.sqrt(a * a + b * b);
  }, mask.inside);
  const fresh = regionStats(bins, sums, pixels.width * pixels.height);
  known.set(mask, fresh);
  return fresh;
}
