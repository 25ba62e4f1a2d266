import type { Pixels } from '@/lib/develop/types';
import type { Evidence } from '../types';

/** Measurements on the code values themselves. Fully transparent pixels do not count. */

/** Dark-channel tile relative to the long edge: He, Sun & Tang's 15 px patch at their picture sizes. */
export const TILE_SHARE = 1 / 48;

/** Shares with every channel at the floor, or any at the ceiling, give or take one 8-bit code value. */
export function clippingOf({ width, height, channels, data, depth }: Pixels): Evidence['clipping'] {
  const floor = depth === 8 ? 1 : 257;
  const ceiling = (depth === 8 ? 255 : 65535) - floor;
  let [low, high, count] = [0, 0, 0];
  for (let i = 0; i < width * height * channels; i += channels) {
    if (channels === 4 && data[i + 3] === 0) continue;
    const red = data[i] as number;
    const green = data[i + 1] as number;
    const blue = data[i + 2] as number;
    count++;
    if (red <= floor && green <= floor && blue <= floor) low++;
    if (red >= ceiling || green >= ceiling || blue >= ceiling) high++;
  }
  const n = Math.max(1, count);
  return { shadows: low / n, highlights: high / n };
}

/** Hasler & Süsstrunk (2003), on 8-bit values. */
export function colourfulnessOf({ width, height, channels, data, depth }: Pixels): number {
  let rgSum = 0, rgSquares = 0, twice = 0, twiceSquares = 0, count = 0;
  const end = width * height * channels;
  for (let i = 0; i < end; i += channels) {
    if (channels === 4 && data[i + 3] === 0) continue;
    const red = data[i] as number;
    const green = data[i + 1] as number;
    const rg = red - green;
    // Twice yellow–blue: whole numbers add up faster, and to the same sums.
    const yb = red + green - 2 * (data[i + 2] as number);
    count++;
    rgSum += rg;
    rgSquares += rg * rg;
    twice += yb;
    twiceSquares += yb * yb;
  }
  const ybSum = twice / 2, ybSquares = twiceSquares / 4;
  const n = Math.max(1, count);
  const spread = (sum: number, squares: number): number => Math.max(0, squares / n - (sum / n) ** 2);
  return (depth === 8 ? 1 : 255 / 65535) * (Math.sqrt(spread(rgSum, rgSquares) + spread(ybSum, ybSquares)) + 0.3 * Math.hypot(rgSum / n, ybSum / n));
}

/** Mean dark channel, 0..100. */
export function hazeOf({ width, height, channels, data, depth }: Pixels): number {
  const full = depth === 8 ? 255 : 65535;
  const tile = Math.max(1, Math.round(Math.max(width, height) * TILE_SHARE));
  const across = Math.ceil(width / tile);
  const dark = new Float64Array(across * Math.ceil(height / tile)).fill(full);
  const tileOf = Uint16Array.from({ length: width }, (_, x) => Math.floor(x / tile));
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(y / tile) * across;
    for (let x = 0; x < width; x++, i += channels) {
      if (channels === 4 && data[i + 3] === 0) continue;
      const red = data[i] as number;
    const green = data[i + 1] as number;
    const blue = data[i + 2] as number;
      const low = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
      const at = row + (tileOf[x] as number);
      if (low < (dark[at] as number)) dark[at] = low;
    }
  }
  return (dark.reduce((sum, low) => sum + low, 0) / dark.length) * (100 / full);
}
