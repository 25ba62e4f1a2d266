import type { Pixels, Size } from '@/lib/develop/types';
import type { RegionName, RegionStats } from '../types';
import { BAND_AT, COLOUR_BANDS, DIAMOND_SCALE, NAMED_CHROMA, ZONES, diamond } from './bands';
import { LUMA_BINS, LUMA_SCALE, regionStats } from './histogram';
import { planesOf, type Planes } from './planes';
import { findSkin } from './skin';

/**
 * The pixels of a region, fixed. Regions by colour or tone belong to one picture; measuring another picture of the same frame within
 * them says what happened to *those* pixels, which re-finding the region cannot (muted greens stop being green).
 */
export type RegionMask = Size & { readonly name: string; readonly inside: Uint8Array; readonly share: number };

/** Where the sixths of an edge fall. */
export const gridLine = (edge: number, index: number): number => Math.round((edge * index) / 6);

/** Whether a pixel of a picture belongs to a region, by the same rules as `measure`. */
function rule(name: Exclude<RegionName, 'skin'>, { width, height, luma, a, b, chroma }: Planes): (at: number) => boolean {
  const row = (at: number): number => Math.floor(at / width);
  const column = (at: number): number => at % width;
  const inner = (at: number): boolean =>
    column(at) >= gridLine(width, 1) && column(at) < gridLine(width, 5) && row(at) >= gridLine(height, 1) && row(at) < gridLine(height, 5);
  const tone = (at: number): number => luma[at] as number;
  switch (name) {
    case 'whole': return () => true;
    case 'shadows': return (at) => tone(at) < ZONES.shadows;
    case 'midtones': return (at) => tone(at) >= ZONES.shadows && tone(at) < ZONES.highlights;
    case 'highlights': return (at) => tone(at) >= ZONES.highlights;
    case 'top': return (at) => row(at) < gridLine(height, 2);
    case 'bottom': return (at) => row(at) >= gridLine(height, 4);
    case 'left': return (at) => column(at) < gridLine(width, 2);
    case 'right': return (at) => column(at) >= gridLine(width, 4);
    case 'centre': return inner;
    case 'edges': return (at) => !inner(at);
    default: {
      const band = COLOUR_BANDS.findIndex(({ colour }) => colour === name);
      return (at) => (chroma[at] as number) * 100 >= NAMED_CHROMA && BAND_AT[(diamond(a[at] as number, b[at] as number) * DIAMOND_SCALE) | 0] === band;
    }
  }
}

function maskBy(planes: Planes, name: string, holds: (at: number) => boolean): RegionMask {
  const { width, height, seen } = planes;
  const inside = new Uint8Array(width * height);
  let count = 0;
  for (let at = 0; at < inside.length; at++) {
    if ((seen && seen[at] === 0) || !holds(at)) continue;
    inside[at] = 1;
    count++;
  }
  return { width, height, name, inside, share: count / Math.max(1, inside.length) };
}

/** The pixels that pass a test of luma (0..100), Oklab a and b, and place (x, y in 0..1 of the frame). */
export function maskWhere(pixels: Pixels, name: string, holds: (luma: number, a: number, b: number, x: number, y: number) => boolean): RegionMask {
  const planes = planesOf(pixels);
  const { width, height, luma, a, b } = planes;
  return maskBy(planes, name, (at) => holds(luma[at] as number, a[at] as number, b[at] as number, ((at % width) + 0.5) / width, (Math.floor(at / width) + 0.5) / height));
}

/** A mask on a picture of the same frame and another size: the nearest pixel decides. */
export function resized(mask: RegionMask, { width, height }: Size): RegionMask {
  if (mask.width === width && mask.height === height) return mask;
  const inside = new Uint8Array(width * height);
  const columns = Uint16Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * mask.width) / width));
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * mask.height) / height) * mask.width;
    for (let x = 0; x < width; x++) inside[y * width + x] = mask.inside[row + (columns[x] as number)] as number;
  }
  return { ...mask, width, height, inside };
}

/** Mean absolute 4-neighbour Laplacian of luma (0..100) over the pixels of a mask: fine detail of a region, as `detailOf` reads it of a picture. */
export function sharpnessWithin(pixels: Pixels, { inside }: RegionMask): number {
  const { luma, width, height } = planesOf(pixels);
  let sum = 0, count = 0;
  for (let y = 1; y < height - 1; y++) for (let x = 1; x < width - 1; x++) {
    const at = y * width + x;
    if (inside[at] === 0) continue;
    sum += Math.abs((luma[at - width] as number) + (luma[at + width] as number) + (luma[at - 1] as number) + (luma[at + 1] as number) - 4 * (luma[at] as number));
    count++;
  }
  return sum / Math.max(1, count);
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
  const mask = known.get(name) ?? (name === 'skin' ? findSkin(pixels) : maskBy(planesOf(pixels), name, rule(name, planesOf(pixels))));
  known.set(name, mask);
  return mask;
}

/** Measures a picture inside a mask made from another picture of the same frame and size. Throws RangeError when sizes differ. */
export function measureWithin(pixels: Pixels, mask: RegionMask): RegionStats {
  if (pixels.width !== mask.width || pixels.height !== mask.height)
    throw new RangeError(`Expected a picture of ${mask.width}×${mask.height} for the mask but received ${pixels.width}×${pixels.height}`);
  const known = measured.get(pixels) ?? new WeakMap<RegionMask, RegionStats>();
  measured.set(pixels, known);
  const stats = known.get(mask);
  if (stats) return stats;
  const { luma, a, b, chroma, seen } = planesOf(pixels);
  const { inside } = mask;
  const bins = new Uint32Array(LUMA_BINS);
  const sums = { a: 0, b: 0, chroma: 0 };
  const [scale, last] = [LUMA_SCALE, LUMA_BINS - 1];
  for (let at = 0; at < inside.length; at++) {
    if (inside[at] === 0 || (seen && seen[at] === 0)) continue;
    let bin = ((luma[at] as number) * scale) | 0;
    if (bin > last) bin = last;
    bins[bin] = (bins[bin] as number) + 1;
    sums.a += a[at] as number;
    sums.b += b[at] as number;
    sums.chroma += chroma[at] as number;
  }
  const fresh = regionStats(bins, sums, pixels.width * pixels.height);
  known.set(mask, fresh);
  return fresh;
}
