import type { JsonValue } from '../types';
import { MAX_DABS, retouchStroke } from './retouch';

/** What covers a photo, 0…255, row by row. */
type Cover = { readonly width: number; readonly height: number; readonly data: ArrayLike<number> };

/** Covered from here on; the brush that follows the rows reaches a little beyond. */
const COVERED = 96;
const REACH = 1.6;

/** An area that fills what a mask covers, as a value of `RetouchAreas`: a brush that follows its rows. Undefined where nothing is covered. */
export function retouchCover({ width, height, data }: Cover): JsonValue | undefined {
  const dabs: string[] = [];
  const place = (word: string, x: number, y: number) => dabs.push(`${word} ${((x + 0.5) / width).toFixed(6)} ${((y + 0.5) / height).toFixed(6)}`);
  for (let y = 0; y < height && dabs.length < MAX_DABS - 2; y++) {
    for (let x = 0; x < width; x++) {
      if ((data[y * width + x] ?? 0) < COVERED) continue;
      let end = x;
      while (end + 1 < width && (data[y * width + end + 1] ?? 0) >= COVERED) end++;
      place('M', x, y);
      if (end > x) place('d', end, y);
      x = end;
    }
  }
  if (dabs.length === 0) return undefined;
  const area = retouchStroke({ method: 'remove', feather: 0.3, radius: REACH / Math.max(width, height), points: [] });
  const { Masks: [mask] } = area as unknown as { readonly Masks: readonly Readonly<Record<string, JsonValue>>[] };
  return { ...(area as Readonly<Record<string, JsonValue>>), Masks: [{ ...mask, Dabs: dabs }] };
}
