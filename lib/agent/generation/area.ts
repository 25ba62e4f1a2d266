import { correctionsOf, type Mask } from '@/lib/develop/settings';
import type { Raster } from '@/lib/develop/engine';
import type { JsonValue } from '@/lib/develop/types';
import type { Rect } from './plan';

/** Masks of a correction, as an order names them, read like those of a document. What cannot be read is left out. */
export const masksOf = (masks: readonly JsonValue[]): readonly Mask[] =>
  correctionsOf({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: masks }] })[0]?.CorrectionMasks ?? [];

/** Half covered counts as covered. */
export const insideOf = (coverage: Raster): Uint8Array => Uint8Array.from(coverage.data, (value) => (value >= 128 ? 1 : 0));

/** What of a grid over the photo is inside, in photo px; undefined where nothing is. */
export function boundsOf(inside: Uint8Array, grid: { readonly width: number; readonly height: number }, photo: { readonly width: number; readonly height: number }): Rect | undefined {
  let [left, top, right, bottom] = [grid.width, grid.height, -1, -1];
  for (let y = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++) {
      if (!inside[y * grid.width + x]) continue;
      left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = y;
    }
  }
  if (right < 0) return undefined;
  const [kx, ky] = [photo.width / grid.width, photo.height / grid.height];
  return { x: left * kx, y: top * ky, width: (right - left + 1) * kx, height: (bottom - top + 1) * ky };
}
