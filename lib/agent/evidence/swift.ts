import type { Pixels, Size } from '@/lib/develop/types';
import type { Evidence } from '../types';
import { BAND_AT, COLOUR_BANDS, DIAMOND_SCALE, NAMED_CHROMA } from './bands';
import { detailOf } from './detail';
import { LUMA_BINS, LUMA_SCALE, regionStats } from './histogram';
import { assembled, CHROMA_BINS, CHROMA_SCALE, GRID, type Groups, measure, type Tones } from './measure';
import { CBRT, CBRT_STEPS, linearLevels, LUMA, lmsMatrix } from './oklab';
import { once } from './planes';
import { TILE_SHARE } from './raw';
import { gridLine, type RegionMask } from './within';

/**
 * `measure` in one pass over the pixels, for rollouts, where hundreds are measured in a second: everything is counted while a pixel's numbers are at hand, and only its
 * luma is written down. The same sums in the same order, so the same numbers to the last bit; pictures of 16 bits or with alpha go the usual way.
 *
 * @param skin where skin was found on the untouched photo
 */
export function measureOnce(pixels: Pixels, skin: RegionMask): Evidence {
  if (pixels.depth !== 8 || pixels.channels !== 3 || skin.width !== pixels.width || skin.height !== pixels.height) return once(pixels, () => measure(pixels, skin));
  return counted(pixels, pixels.data, skin);
}

let lumas = new Float32Array(0);

/** Numbers of a loop that would be boxed as they leave it: sums over all pixels. */
const TOTALS = { low: 0, high: 1, rg: 2, rgSquares: 3, yb: 4, ybSquares: 5, length: 6 } as const;

function counted({ width, height, space }: Pixels, data: Uint8Array, skin: RegionMask): Evidence {
  const count = width * height;
  if (lumas.length < count) lumas = new Float32Array(count);
  const luma = lumas.subarray(0, count);
  const tones: Tones = { count, bins: new Uint32Array(LUMA_BINS), a: new Float64Array(LUMA_BINS), b: new Float64Array(LUMA_BINS), chroma: new Float64Array(LUMA_BINS), chromas: new Uint32Array(CHROMA_BINS) };
  // Cells of the grid, then the colours, then skin: one after the other.
  const [colours, skinAt] = [GRID * GRID, GRID * GRID + COLOUR_BANDS.length];
  const bins = new Uint32Array((skinAt + 1) * LUMA_BINS), sums = new Float64Array((skinAt + 1) * 3);
  const tile = Math.max(1, Math.round(Math.max(width, height) * TILE_SHARE)), across = Math.ceil(width / tile);
  const dark = new Float64Array(across * Math.ceil(height / tile)).fill(255);
  const totals = new Float64Array(TOTALS.length);
  const columns = cellsAlong(width), rows = cellsAlong(height);
  const loop = { width, height, data, luma, tones, bins, sums, colours, skinAt, inside: skin.inside, tile, across, dark, totals, columns, rows };
  pass(loop, linearLevels(8), lmsMatrix(space).map((weight) => weight * CBRT_STEPS), LUMA.map((weight) => weight * (100 / 255)));

  const groups = (from: number, to: number): Groups => ({ bins: bins.subarray(from * LUMA_BINS, to * LUMA_BINS), sums: sums.subarray(from * 3, to * 3) });
  const [a = 0, b = 0, chroma = 0] = sums.subarray(skinAt * 3);
  const at = (name: keyof typeof TOTALS): number => totals[TOTALS[name]] ?? 0;
  const spread = (sum: number, squares: number): number => Math.max(0, squares / count - (sum / count) ** 2);
  const [rg, yb] = [at('rg'), at('yb') / 2];
  return assembled({ width, height } satisfies Size, {
    tones, cells: groups(0, colours), colours: groups(colours, skinAt), skin: regionStats(bins.subarray(skinAt * LUMA_BINS), { a, b, chroma }, count),
    clipping: { shadows: at('low') / count, highlights: at('high') / count },
    colourfulness: Math.sqrt(spread(rg, at('rgSquares')) + spread(yb, at('ybSquares') / 4)) + 0.3 * Math.hypot(rg / count, yb / count),
    haze: (dark.reduce((sum, low) => sum + low, 0) / dark.length) * (100 / 255),
    detail: detailOf(luma, width, height),
  });
}

/** The cell of the grid that each place along an edge lies in. */
function cellsAlong(edge: number): Uint8Array {
  const cells = new Uint8Array(edge);
  for (let cell = 0; cell < GRID; cell++) cells.fill(cell, gridLine(edge, cell), gridLine(edge, cell + 1));
  return cells;
}

type Loop = {
  readonly width: number; readonly height: number; readonly data: Uint8Array; readonly luma: Float32Array; readonly tones: Tones; readonly bins: Uint32Array; readonly sums: Float64Array;
  readonly colours: number; readonly skinAt: number; readonly inside: Uint8Array; readonly tile: number; readonly across: number; readonly dark: Float64Array; readonly totals: Float64Array;
  readonly columns: Uint8Array; readonly rows: Uint8Array;
};

function pass({ width, height, data, luma, tones, bins, sums, colours, skinAt, inside, tile, across, dark, totals, columns, rows }: Loop, linear: Float32Array, matrix: readonly number[], weights: readonly number[]): void {
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = matrix as unknown as readonly [number, number, number, number, number, number, number, number, number];
  const [wr, wg, wb] = weights as unknown as readonly [number, number, number];
  const { bins: toneBins, a: sumA, b: sumB, chroma: sumChroma, chromas } = tones;
  const [cbrt, bandAt, diamondScale, named, length, scale, chromaScale, chromaLast, grid] = [CBRT, BAND_AT, DIAMOND_SCALE, NAMED_CHROMA / 100, LUMA_BINS, LUMA_SCALE, CHROMA_SCALE, CHROMA_BINS - 1, GRID];
  let low = 0, high = 0, rgSum = 0, rgSquares = 0, ybSum = 0, ybSquares = 0;
  for (let y = 0, at = 0, i = 0; y < height; y++) {
    const gridRow = (rows[y] as number) * grid, tileRow = Math.floor(y / tile) * across;
    for (let x = 0, inTile = 0, tileAt = tileRow; x < width; x++, at++, i += 3) {
      const red = data[i] as number, green = data[i + 1] as number, blue = data[i + 2] as number;
      // Code values.
      if (red <= 1 && green <= 1 && blue <= 1) low++;
      if (red >= 254 || green >= 254 || blue >= 254) high++;
      const rg = red - green, yb = red + green - 2 * blue;
      rgSum += rg;
      rgSquares += rg * rg;
      ybSum += yb;
      ybSquares += yb * yb;
      const least = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
      if (least < (dark[tileAt] as number)) dark[tileAt] = least;
      if (++inTile === tile) {
        inTile = 0;
        tileAt++;
      }
      // Luma and Oklab, rounded as planes hold them.
      const r = linear[red] as number, g = linear[green] as number, bl = linear[blue] as number;
      const li = m0 * r + m1 * g + m2 * bl, mi = m3 * r + m4 * g + m5 * bl, si = m6 * r + m7 * g + m8 * bl;
      const lf = li | 0, mf = mi | 0, sf = si | 0;
      const l0 = cbrt[lf] as number, mm0 = cbrt[mf] as number, s0 = cbrt[sf] as number;
      const l = l0 + ((cbrt[lf + 1] as number) - l0) * (li - lf), m = mm0 + ((cbrt[mf + 1] as number) - mm0) * (mi - mf), s = s0 + ((cbrt[sf + 1] as number) - s0) * (si - sf);
      const labA = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, labB = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
      const light = Math.fround(wr * red + wg * green + wb * blue), a = Math.fround(labA), b = Math.fround(labB), strength = Math.fround(Math.sqrt(labA * labA + labB * labB));
      luma[at] = light;
      let bin = (light * scale) | 0;
      if (bin >= length) bin = length - 1;
      toneBins[bin] = (toneBins[bin] as number) + 1;
      sumA[bin] = (sumA[bin] as number) + a;
      sumB[bin] = (sumB[bin] as number) + b;
      sumChroma[bin] = (sumChroma[bin] as number) + strength;
      let chromaBin = (strength * chromaScale) | 0;
      if (chromaBin > chromaLast) chromaBin = chromaLast;
      chromas[chromaBin] = (chromas[chromaBin] as number) + 1;
      // Groups that the pixel belongs to.
      const cell = gridRow + (columns[x] as number);
      bins[cell * length + bin] = (bins[cell * length + bin] as number) + 1;
      sums[cell * 3] = (sums[cell * 3] as number) + a;
      sums[cell * 3 + 1] = (sums[cell * 3 + 1] as number) + b;
      sums[cell * 3 + 2] = (sums[cell * 3 + 2] as number) + strength;
      if (strength >= named) {
        const turn = b >= 0 ? (a >= 0 ? (a + b === 0 ? 0 : b / (a + b)) : 1 - a / (b - a)) : a < 0 ? 2 + b / (a + b) : 3 + a / (a - b);
        const group = colours + (bandAt[(turn * diamondScale) | 0] as number);
        bins[group * length + bin] = (bins[group * length + bin] as number) + 1;
        sums[group * 3] = (sums[group * 3] as number) + a;
        sums[group * 3 + 1] = (sums[group * 3 + 1] as number) + b;
        sums[group * 3 + 2] = (sums[group * 3 + 2] as number) + strength;
      }
      if (inside[at] !== 0) {
        bins[skinAt * length + bin] = (bins[skinAt * length + bin] as number) + 1;
        sums[skinAt * 3] = (sums[skinAt * 3] as number) + a;
        sums[skinAt * 3 + 1] = (sums[skinAt * 3 + 1] as number) + b;
        sums[skinAt * 3 + 2] = (sums[skinAt * 3 + 2] as number) + strength;
      }
    }
  }
  totals.set([low, high, rgSum, rgSquares, ybSum, ybSquares]);
}
