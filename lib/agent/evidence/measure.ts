import type { Pixels } from '@/lib/develop/types';
import type { Evidence, RegionName, RegionStats } from '../types';
import { BAND_AT, COLOUR_BANDS, DIAMOND_SCALE, NAMED_CHROMA, SKIN, SKIN_AT, ZONES, diamond } from './bands';
import { detailOf } from './detail';
import { LUMA_BINS, LUMA_SCALE, type Counts, type Sums, meanAndStd, quantile, regionStats } from './histogram';
import { CBRT, CBRT_STEPS, LUMA, lmsMatrix, linearLevels } from './oklab';

/** Places are unions of cells of this grid: thirds are two cells, the centre is the inner two thirds each way, the edges are the rest. */
const GRID = 6;
const CHROMA_BINS = 400;
const CHROMA_SCALE = CHROMA_BINS / 0.4;
/** Dark-channel tile relative to the long edge: He, Sun & Tang's 15 px patch at their picture sizes. */
const TILE_SHARE = 1 / 48;
/** Regions smaller than this are left out: their numbers would be accidents. */
const LEAST_SHARE = 0.005;

const PLACES: readonly { readonly name: RegionName; readonly holds: (column: number, row: number) => boolean }[] = [
  { name: 'top', holds: (_, row) => row < 2 },
  { name: 'bottom', holds: (_, row) => row >= 4 },
  { name: 'left', holds: (column) => column < 2 },
  { name: 'right', holds: (column) => column >= 4 },
  { name: 'centre', holds: (column, row) => column > 0 && column < 5 && row > 0 && row < 5 },
  { name: 'edges', holds: (column, row) => column === 0 || column === 5 || row === 0 || row === 5 },
];

/** Where the cell boundaries of the grid fall along an edge. */
export const gridLine = (edge: number, index: number): number => Math.round((edge * index) / GRID);

const group = (groups: number): { bins: Uint32Array; sums: Float64Array } => ({ bins: new Uint32Array(groups * LUMA_BINS), sums: new Float64Array(groups * 3) });

/**
 * Measures a picture. Luma is display-encoded Rec. 709 in percent; chroma, casts are Oklab ×100. Same pixels, same numbers.
 * Clipping allows one 8-bit code value of slack at each end, because resampling leaves clipped areas at 254 as often as 255.
 * Haze is the mean of the darkest channel over tiles of 1/48 of the long edge; white walls and overcast skies raise it as real veils do.
 * Fully transparent pixels do not count.
 */
export function measure(pixels: Pixels): Evidence {
  const { width, height, channels, data, depth } = pixels;
  const full = depth === 8 ? 255 : 65535;
  const slack = depth === 8 ? 1 : 257;
  const floor = slack;
  const ceiling = full - slack;
  const linear = linearLevels(depth);
  const toLuma = 100 / full;
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = lmsMatrix(pixels.space) as readonly [number, number, number, number, number, number, number, number, number];
  const [wr, wg, wb] = LUMA;
  // Imports are live bindings; under some module runners each read is a property access. The loop reads locals.
  const [cbrt, steps, bandAt, skinAt, turn] = [CBRT, CBRT_STEPS, BAND_AT, SKIN_AT, diamond];
  const [lumaScale, angleScale, named, lumaBins] = [LUMA_SCALE, DIAMOND_SCALE, NAMED_CHROMA / 100, LUMA_BINS];
  const [skinChromaLow, skinChromaHigh, skinLumaLow, skinLumaHigh] = [SKIN.chroma[0] / 100, SKIN.chroma[1] / 100, SKIN.luma[0], SKIN.luma[1]];

  const plane = new Float32Array(width * height);
  const cells = group(GRID * GRID);
  const hues = group(COLOUR_BANDS.length);
  const skin = group(1);
  const zone = { a: new Float64Array(LUMA_BINS), b: new Float64Array(LUMA_BINS), chroma: new Float64Array(LUMA_BINS) };
  const chromas = new Uint32Array(CHROMA_BINS);
  const tile = Math.max(1, Math.round(Math.max(width, height) * TILE_SHARE));
  const tilesAcross = Math.ceil(width / tile);
  const dark = new Float64Array(tilesAcross * Math.ceil(height / tile)).fill(full);
  const tileOf = Uint16Array.from({ length: width }, (_, x) => Math.floor(x / tile));

  let clippedLow = 0;
  let clippedHigh = 0;
  let rgSum = 0;
  let rgSquares = 0;
  let ybSum = 0;
  let ybSquares = 0;
  let count = 0;

  for (let row = 0; row < GRID; row++) {
    for (let y = gridLine(height, row); y < gridLine(height, row + 1); y++) {
      const darkRow = Math.floor(y / tile) * tilesAcross;
      for (let column = 0; column < GRID; column++) {
        const cell = row * GRID + column;
        const bins = cell * LUMA_BINS;
        const end = gridLine(width, column + 1);
        let cellA = 0;
        let cellB = 0;
        let cellChroma = 0;
        for (let x = gridLine(width, column); x < end; x++) {
          const at = (y * width + x) * channels;
          const red = data[at] as number;
          const green = data[at + 1] as number;
          const blue = data[at + 2] as number;
          const luma = (wr * red + wg * green + wb * blue) * toLuma;
          plane[y * width + x] = luma;
          if (channels === 4 && data[at + 3] === 0) continue;
          count++;

          const r = linear[red] as number;
          const g = linear[green] as number;
          const b = linear[blue] as number;
          const li = (m0 * r + m1 * g + m2 * b) * steps;
          const mi = (m3 * r + m4 * g + m5 * b) * steps;
          const si = (m6 * r + m7 * g + m8 * b) * steps;
          const lf = li | 0;
          const mf = mi | 0;
          const sf = si | 0;
          const l0 = cbrt[lf] as number;
          const mm0 = cbrt[mf] as number;
          const s0 = cbrt[sf] as number;
          const l = l0 + ((cbrt[lf + 1] as number) - l0) * (li - lf);
          const m = mm0 + ((cbrt[mf + 1] as number) - mm0) * (mi - mf);
          const s = s0 + ((cbrt[sf + 1] as number) - s0) * (si - sf);
          const labA = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
          const labB = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
          const chroma = Math.sqrt(labA * labA + labB * labB);

          let bin = (luma * lumaScale) | 0;
          if (bin >= lumaBins) bin = lumaBins - 1;
          cells.bins[bins + bin] = (cells.bins[bins + bin] as number) + 1;
          cellA += labA;
          cellB += labB;
          cellChroma += chroma;
          zone.a[bin] = (zone.a[bin] as number) + labA;
          zone.b[bin] = (zone.b[bin] as number) + labB;
          zone.chroma[bin] = (zone.chroma[bin] as number) + chroma;
          let chromaBin = (chroma * CHROMA_SCALE) | 0;
          if (chromaBin >= CHROMA_BINS) chromaBin = CHROMA_BINS - 1;
          chromas[chromaBin] = (chromas[chromaBin] as number) + 1;

          if (chroma >= named) {
            const angle = (turn(labA, labB) * angleScale) | 0;
            const band = bandAt[angle] as number;
            const slot = band * lumaBins + bin;
            hues.bins[slot] = (hues.bins[slot] as number) + 1;
            hues.sums[band * 3] = (hues.sums[band * 3] as number) + labA;
            hues.sums[band * 3 + 1] = (hues.sums[band * 3 + 1] as number) + labB;
            hues.sums[band * 3 + 2] = (hues.sums[band * 3 + 2] as number) + chroma;
            if (skinAt[angle] === 1 && chroma >= skinChromaLow && chroma <= skinChromaHigh && luma >= skinLumaLow && luma <= skinLumaHigh) {
              skin.bins[bin] = (skin.bins[bin] as number) + 1;
              skin.sums[0] = (skin.sums[0] as number) + labA;
              skin.sums[1] = (skin.sums[1] as number) + labB;
              skin.sums[2] = (skin.sums[2] as number) + chroma;
            }
          }

          const low = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
          const high = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
          if (high <= floor) clippedLow++;
          if (high >= ceiling) clippedHigh++;
          const darkAt = darkRow + (tileOf[x] as number);
          if (low < (dark[darkAt] as number)) dark[darkAt] = low;
          const rg = red - green;
          const yb = 0.5 * (red + green) - blue;
          rgSum += rg;
          rgSquares += rg * rg;
          ybSum += yb;
          ybSquares += yb * yb;
        }
        cells.sums[cell * 3] = (cells.sums[cell * 3] as number) + cellA;
        cells.sums[cell * 3 + 1] = (cells.sums[cell * 3 + 1] as number) + cellB;
        cells.sums[cell * 3 + 2] = (cells.sums[cell * 3 + 2] as number) + cellChroma;
      }
    }
  }

  const whole = gather(cells, () => true);
  const { mean, std } = meanAndStd(whole.bins, count, LUMA_SCALE);
  const at = (share: number): number => quantile(whole.bins, count, share, LUMA_SCALE);
  const regions: Partial<Record<RegionName, RegionStats>> = {};
  const put = (name: RegionName, bins: Counts, sums: Sums): void => {
    const stats = regionStats(bins, sums, count);
    if (stats.share >= LEAST_SHARE) regions[name] = stats;
  };
  put('whole', whole.bins, whole.sums);
  for (const [name, from, to] of [['shadows', 0, ZONES.shadows], ['midtones', ZONES.shadows, ZONES.highlights], ['highlights', ZONES.highlights, 100]] as const) {
    const [first, last] = [from * LUMA_SCALE, to * LUMA_SCALE];
    const bins = whole.bins.map((n, bin) => (bin >= first && bin < last ? n : 0));
    const sum = (values: Float64Array): number => values.subarray(first, last).reduce((s, v) => s + v, 0);
    put(name, bins, { a: sum(zone.a), b: sum(zone.b), chroma: sum(zone.chroma) });
  }
  for (const place of PLACES) {
    const region = gather(cells, place.holds);
    put(place.name, region.bins, region.sums);
  }
  COLOUR_BANDS.forEach(({ colour }, band) =>
    put(colour, hues.bins.subarray(band * LUMA_BINS, (band + 1) * LUMA_BINS), sumsAt(hues.sums, band)));
  put('skin', skin.bins, sumsAt(skin.sums, 0));

  const n = Math.max(1, count);
  const byte = 255 / full;
  const spread = (sum: number, squares: number): number => Math.max(0, squares / n - (sum / n) ** 2);
  const colourfulness = byte * (Math.sqrt(spread(rgSum, rgSquares) + spread(ybSum, ybSquares)) + 0.3 * Math.hypot(rgSum / n, ybSum / n));
  return {
    size: { width, height },
    luma: { mean, median: at(0.5), std, p1: at(0.01), p5: at(0.05), p25: at(0.25), p75: at(0.75), p95: at(0.95), p99: at(0.99) },
    clipping: { shadows: clippedLow / n, highlights: clippedHigh / n },
    colour: {
      meanChroma: (100 * whole.sums.chroma) / n,
      p95Chroma: 100 * quantile(chromas, count, 0.95, CHROMA_SCALE),
      colourfulness,
      cast: { a: (100 * whole.sums.a) / n, b: (100 * whole.sums.b) / n },
    },
    haze: (dark.reduce((sum, low) => sum + low, 0) / dark.length) * toLuma,
    ...detailOf(plane, width, height),
    regions,
  };
}

const sumsAt = (sums: Float64Array, index: number): Sums => ({ a: sums[index * 3] ?? 0, b: sums[index * 3 + 1] ?? 0, chroma: sums[index * 3 + 2] ?? 0 });

function gather(cells: { readonly bins: Uint32Array; readonly sums: Float64Array }, holds: (column: number, row: number) => boolean): { bins: Uint32Array; sums: Sums } {
  const bins = new Uint32Array(LUMA_BINS);
  const sums = { a: 0, b: 0, chroma: 0 };
  for (let cell = 0; cell < GRID * GRID; cell++) {
    if (!holds(cell % GRID, Math.floor(cell / GRID))) continue;
    for (let bin = 0; bin < LUMA_BINS; bin++) bins[bin] = (bins[bin] as number) + (cells.bins[cell * LUMA_BINS + bin] as number);
    sums.a += cells.sums[cell * 3] ?? 0;
    sums.b += cells.sums[cell * 3 + 1] ?? 0;
    sums.chroma += cells.sums[cell * 3 + 2] ?? 0;
  }
  return { bins, sums };
}
