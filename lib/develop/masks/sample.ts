import type { Module } from '../kernels/loader';
import { linearPlanes } from '../pipeline/analysis';
import type { Pixels } from '../types';

/** A part of the photo, shares of its width and height. */
export type PhotoPart = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
/** Display-encoded, 0…1. */
export type SampledColour = readonly [red: number, green: number, blue: number];

/** IEC 61966-2-1. The colour becomes a number in a document, never a pixel: hosts need not agree to the last bit. */
const encoded = (linear: number): number => {
  const value = Math.min(1, Math.max(0, linear));
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
};

/** Mean colours of parts of the untouched photo, as a colour range is told them (`PointModels`). A part has one pixel at least. */
export function sampleColours(module: Module, pixels: Pixels, parts: readonly PhotoPart[]): readonly SampledColour[] {
  const { width, height } = pixels;
  const planes = linearPlanes(module, pixels).map((plane) => module.arena.floats(plane, width * height));
  const cells = (from: number, share: number, side: number): readonly [number, number] => {
    const first = Math.min(side - 1, Math.max(0, Math.floor(from * side)));
    return [first, Math.min(side, Math.max(first + 1, Math.ceil((from + share) * side)))];
  };
  return parts.map(({ x, y, width: across, height: down }) => {
    const [x0, x1] = cells(x, across, width), [y0, y1] = cells(y, down, height);
    const mean = planes.map((plane) => {
      let sum = 0;
      for (let row = y0; row < y1; row++) for (let at = row * width + x0; at < row * width + x1; at++) sum += plane[at] ?? 0;
      return encoded(sum / ((x1 - x0) * (y1 - y0)));
    });
    return [mean[0] ?? 0, mean[1] ?? 0, mean[2] ?? 0];
  });
}
