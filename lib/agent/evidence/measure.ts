import type { EightColour, Pixels, Size } from '@/lib/develop/types';
import type { Evidence, RegionName, RegionStats } from '../types';
import { BAND_AT, COLOUR_BANDS, DIAMOND_SCALE, NAMED_CHROMA, ZONES, diamond } from './bands';
import { detailOf } from './detail';
import { LUMA_BINS, LUMA_SCALE, type Counts, type Sums, meanAndStd, quantile, regionStats } from './histogram';
import { planesOf, type Planes } from './planes';
import { colourfulnessOf, clippingOf, hazeOf } from './raw';
import { findSkin } from './skin';
import { type RegionMask, gridLine, measureWithin } from './within';

/** Places are unions of cells of a 6 × 6 grid: thirds are two cells, the centre is the inner two thirds each way, the edges are the rest. */
export const GRID = 6;
export const CHROMA_BINS = 400;
export const CHROMA_SCALE = CHROMA_BINS / 0.4;
/** Regions smaller than this are left out: their numbers would be accidents. */
const LEAST_SHARE = 0.005;

const PLACES: Readonly<Partial<Record<RegionName, (column: number, row: number) => boolean>>> = {
  top: (_, row) => row < 2,
  bottom: (_, row) => row >= 4,
  left: (column) => column < 2,
  right: (column) => column >= 4,
  centre: (column, row) => column > 0 && column < 5 && row > 0 && row < 5,
  edges: (column, row) => column === 0 || column === 5 || row === 0 || row === 5,
};

const NAMES: readonly RegionName[] = ['whole', 'shadows', 'midtones', 'highlights', 'top', 'bottom', 'left', 'right', 'centre', 'edges', ...COLOUR_BANDS.map(({ colour }) => colour), 'skin'];

/**
 * Measures a picture. Luma is display-encoded Rec. 709 in percent; chroma, casts are Oklab ×100. Same pixels, same numbers.
 * Clipping allows one 8-bit code value of slack at each end, because resampling leaves clipped areas at 254 as often as 255.
 * Haze is the mean of the darkest channel over tiles of 1/48 of the long edge; white walls and overcast skies raise it as real veils do.
 * Fully transparent pixels do not count. `skin` is where skin was found on the untouched photo; without it, it is looked for in this picture.
 */
export function measure(pixels: Pixels, skin?: RegionMask): Evidence {
  const { size, luma, clipping, colour, haze, sharpness, noise, regions } = glance(pixels, skin);
  const present: Partial<Record<RegionName, RegionStats>> = {};
  for (const name of NAMES) {
    const stats = regions[name];
    if (stats) present[name] = stats;
  }
  return { size, luma, clipping, colour, haze, sharpness, noise, regions: present };
}

/** The same numbers, each measured when it is first read: for trying sliders, where one or two of them decide. */
export const glance = (pixels: Pixels, skin?: RegionMask): Evidence => new Reading(pixels, skin);

class Reading implements Evidence {
  readonly size: Size;
  readonly regions: Evidence['regions'];
  readonly #planes: () => Planes;
  readonly #luma: () => Evidence['luma'];
  readonly #clipping: () => Evidence['clipping'];
  readonly #colour: () => Evidence['colour'];
  readonly #haze: () => number;
  readonly #detail: () => ReturnType<typeof detailOf>;

  constructor(pixels: Pixels, skin: RegionMask | undefined) {
    this.size = { width: pixels.width, height: pixels.height };
    this.#planes = () => planesOf(pixels);
    const tones = tonesOf(planesOf(pixels));
    this.#luma = once(() => lumaOf(tones));
    this.#clipping = once(() => clippingOf(pixels));
    this.#colour = once(() => colourOf(tones, colourfulnessOf(pixels)));
    this.#haze = once(() => hazeOf(pixels));
    this.#detail = once(() => detailOf(this.#planes().luma, pixels.width, pixels.height));
    const cells = once(() => cellsOf(this.#planes()));
    const colours = once(() => coloursOf(this.#planes()));
    this.regions = lazily(NAMES, (name) => {
      const stats = regionOf(name, tones, cells, colours, () => measureWithin(pixels, skin ?? findSkin(pixels)));
      return stats.share >= LEAST_SHARE ? stats : undefined;
    });
  }

  get luma(): Evidence['luma'] { return this.#luma(); }
  get clipping(): Evidence['clipping'] { return this.#clipping(); }
  get colour(): Evidence['colour'] { return this.#colour(); }
  get haze(): number { return this.#haze(); }
  get sharpness(): number { return this.#detail().sharpness; }
  get noise(): number { return this.#detail().noise; }

}

function regionOf(name: RegionName, tones: Tones, cells: () => Groups, colours: () => Groups, skin: () => RegionStats): RegionStats {
  const { count } = tones;
  switch (name) {
    case 'whole': return toneStats(tones, 0, 100);
    case 'shadows': return toneStats(tones, 0, ZONES.shadows);
    case 'midtones': return toneStats(tones, ZONES.shadows, ZONES.highlights);
    case 'highlights': return toneStats(tones, ZONES.highlights, 100);
    case 'skin': return skin();
    default: {
      const place = PLACES[name];
      if (place) {
        const { bins, sums } = gather(cells(), place);
        return regionStats(bins, sums, count);
      }
      const band = COLOUR_BANDS.findIndex(({ colour }) => colour === (name as EightColour));
      const { bins, sums } = colours();
      return regionStats(bins.subarray(band * LUMA_BINS, (band + 1) * LUMA_BINS), sumsAt(sums, band), count);
    }
  }
}

/** What a pass over a picture has counted. */
export type Counted = {
  readonly tones: Tones; readonly cells: Groups; readonly colours: Groups; readonly skin: RegionStats; readonly clipping: Evidence['clipping'];
  readonly colourfulness: number; readonly haze: number; readonly detail: ReturnType<typeof detailOf>;
};

/** Evidence from what was counted. */
export function assembled(size: Size, { tones, cells, colours, skin, clipping, colourfulness, haze, detail }: Counted): Evidence {
  const regions: Partial<Record<RegionName, RegionStats>> = {};
  for (const name of NAMES) {
    const stats = regionOf(name, tones, () => cells, () => colours, () => skin);
    if (stats.share >= LEAST_SHARE) regions[name] = stats;
  }
  return { size, luma: lumaOf(tones), clipping, colour: colourOf(tones, colourfulness), haze, sharpness: detail.sharpness, noise: detail.noise, regions };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A record whose values are made when they are first read. */
function lazily<K extends string, V>(names: readonly K[], make: (name: K) => V): { readonly [name in K]: V } {
  const record = {} as { [name in K]: V };
  for (const name of names) Object.defineProperty(record, name, { enumerable: true, get: once(() => make(name)) });
  return record;
}

/** Per bin of luma: how many pixels, and the sums of their a, b and chroma; and the histogram of chroma. */
export type Tones = { readonly count: number; readonly bins: Uint32Array; readonly a: Float64Array; readonly b: Float64Array; readonly chroma: Float64Array; readonly chromas: Uint32Array };

function tonesOf({ luma, a, b, chroma, seen, count }: Planes): Tones {
  const tones = { count, bins: new Uint32Array(LUMA_BINS), a: new Float64Array(LUMA_BINS), b: new Float64Array(LUMA_BINS), chroma: new Float64Array(LUMA_BINS), chromas: new Uint32Array(CHROMA_BINS) };
  const { bins, a: sumA, b: sumB, chroma: sumChroma, chromas } = tones;
  const [scale, last, chromaScale, chromaLast] = [LUMA_SCALE, LUMA_BINS - 1, CHROMA_SCALE, CHROMA_BINS - 1];
  for (let at = 0; at < luma.length; at++) {
    if (seen && seen[at] === 0) continue;
    let bin = ((luma[at] as number) * scale) | 0;
    if (bin > last) bin = last;
    const strength = chroma[at] as number;
    bins[bin] = (bins[bin] as number) + 1;
    sumA[bin] = (sumA[bin] as number) + (a[at] as number);
    sumB[bin] = (sumB[bin] as number) + (b[at] as number);
    sumChroma[bin] = (sumChroma[bin] as number) + strength;
    let chromaBin = (strength * chromaScale) | 0;
    if (chromaBin > chromaLast) chromaBin = chromaLast;
    chromas[chromaBin] = (chromas[chromaBin] as number) + 1;
  }
  return tones;
}

const sumOf = (values: Float64Array): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

/** The stretch of tones between two lumas, 0..100. */
function toneStats({ count, bins, a, b, chroma }: Tones, from: number, to: number): RegionStats {
  const [first, last] = [from * LUMA_SCALE, to * LUMA_SCALE];
  const inside: Counts = first === 0 && last === LUMA_BINS ? bins : bins.map((n, bin) => (bin >= first && bin < last ? n : 0));
  return regionStats(inside, { a: sumOf(a.subarray(first, last)), b: sumOf(b.subarray(first, last)), chroma: sumOf(chroma.subarray(first, last)) }, count);
}

function lumaOf({ bins, count }: Tones): Evidence['luma'] {
  const { mean, std } = meanAndStd(bins, count, LUMA_SCALE);
  const at = (share: number): number => quantile(bins, count, share, LUMA_SCALE);
  return { mean, median: at(0.5), std, p1: at(0.01), p5: at(0.05), p25: at(0.25), p75: at(0.75), p95: at(0.95), p99: at(0.99) };
}

function colourOf({ count, a, b, chroma, chromas }: Tones, colourfulness: number): Evidence['colour'] {
  const per = 100 / Math.max(1, count);
  return { meanChroma: per * sumOf(chroma), p95Chroma: 100 * quantile(chromas, count, 0.95, CHROMA_SCALE), colourfulness, cast: { a: per * sumOf(a), b: per * sumOf(b) } };
}

/** Luma histograms and sums (a, b, chroma) of several groups of pixels, one after the other. */
export type Groups = { readonly bins: Uint32Array; readonly sums: Float64Array };

const sumsAt = (sums: Float64Array, index: number): Sums => ({ a: sums[index * 3] ?? 0, b: sums[index * 3 + 1] ?? 0, chroma: sums[index * 3 + 2] ?? 0 });

/** A group index that leaves a pixel out. */
const NONE = 255;

/** Counts every pixel into its group. */
function grouped({ luma, a, b, chroma, seen }: Planes, groups: number, groupOf: Uint8Array): Groups {
  const [bins, sums] = [new Uint32Array(groups * LUMA_BINS), new Float64Array(groups * 3)];
  const [scale, length, none] = [LUMA_SCALE, LUMA_BINS, NONE];
  for (let at = 0; at < luma.length; at++) {
    const group = groupOf[at] as number;
    if (group === none || (seen && seen[at] === 0)) continue;
    let bin = ((luma[at] as number) * scale) | 0;
    if (bin >= length) bin = length - 1;
    const slot = group * length + bin;
    const sum = group * 3;
    bins[slot] = (bins[slot] as number) + 1;
    sums[sum] = (sums[sum] as number) + (a[at] as number);
    sums[sum + 1] = (sums[sum + 1] as number) + (b[at] as number);
    sums[sum + 2] = (sums[sum + 2] as number) + (chroma[at] as number);
  }
  return { bins, sums };
}

/** The pixels by the cell of the grid they lie in. */
function cellsOf(planes: Planes): Groups {
  const { width, height } = planes;
  const cells = new Uint8Array(width * height);
  for (let row = 0; row < GRID; row++) for (let y = gridLine(height, row); y < gridLine(height, row + 1); y++) for (let column = 0; column < GRID; column++)
    cells.fill(row * GRID + column, y * width + gridLine(width, column), y * width + gridLine(width, column + 1));
  return grouped(planes, GRID * GRID, cells);
}

/** The pixels by the name of their colour. */
function coloursOf(planes: Planes): Groups {
  const { a, b, chroma } = planes;
  const bands = new Uint8Array(a.length).fill(NONE);
  const [named, bandAt, scale, turn] = [NAMED_CHROMA / 100, BAND_AT, DIAMOND_SCALE, diamond];
  for (let at = 0; at < bands.length; at++)
    if ((chroma[at] as number) >= named) bands[at] = bandAt[(turn(a[at] as number, b[at] as number) * scale) | 0] as number;
  return grouped(planes, COLOUR_BANDS.length, bands);
}

function gather(cells: Groups, holds: (column: number, row: number) => boolean): { bins: Uint32Array; sums: Sums } {
  const bins = new Uint32Array(LUMA_BINS);
  const sums = { a: 0, b: 0, chroma: 0 };
  for (let cell = 0; cell < GRID * GRID; cell++) {
    if (!holds(cell % GRID, Math.floor(cell / GRID))) continue;
    for (let bin = 0; bin < LUMA_BINS; bin++) bins[bin] = (bins[bin] as number) + (cells.bins[cell * LUMA_BINS + bin] as number);
    const own = sumsAt(cells.sums, cell);
    sums.a += own.a;
    sums.b += own.b;
    sums.chroma += own.chroma;
  }
  return { bins, sums };
}
