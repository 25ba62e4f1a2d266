import type { PhotoPart, SampledColour } from '@/lib/develop/engine';
import type { RangeMask } from '@/lib/develop/settings';
import type { ColourSpace, Size } from '@/lib/develop/types';
import { luminanceOf } from '@/lib/develop/pipeline/primaries';
import type { Place } from '../pointing/marks';
import { longEdge, minus, plus, turnedBy, type Point } from './plane';

/** A colour range is told at most this many samples. */
const MOST = 5;
/** Colours nearer than this, in any channel, are one sample. */
const SAME = 0.04;
/** A click looks at this part of the long edge around it. */
const AROUND = 0.004;
/** How widely colours around the samples count, 0…1. */
const AMOUNT = 0.4;

/** Corners, clockwise, of the box between two places whose sides lie along the picture's rows and columns. Px of the photo. */
export function boxAround(from: Point, to: Point, rows: number): readonly [Point, Point, Point, Point] {
  const [x, y] = turnedBy(minus(to, from), -rows);
  const [left, right, top, bottom] = [Math.min(0, x), Math.max(0, x), Math.min(0, y), Math.max(0, y)];
  const corner = (dx: number, dy: number): Point => plus(from, turnedBy([dx, dy], rows));
  return [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
}

/** What is looked at for the colours of a place or, four corners, of a box: `count` × `count` parts of it, so that it may hold several. */
export function partsOf(places: readonly Place[], full: Size, count: number): readonly PhotoPart[] {
  const [first] = places;
  if (!first) return [];
  if (places.length < 4) {
    const [width, height] = [(AROUND * longEdge(full)) / full.width, (AROUND * longEdge(full)) / full.height];
    return [{ x: first[0] - width / 2, y: first[1] - height / 2, width, height }];
  }
  const xs = places.map(([x]) => x), ys = places.map(([, y]) => y);
  const [x0, y0] = [Math.min(...xs), Math.min(...ys)];
  const width = (Math.max(...xs) - x0) / count, height = (Math.max(...ys) - y0) / count;
  return Array.from({ length: count * count }, (_, i) => ({ x: x0 + (i % count) * width, y: y0 + Math.floor(i / count) * height, width, height }));
}

/** Samples as a colour range holds them: nearly the same ones once. */
export function colourMask(parts: readonly PhotoPart[], colours: readonly SampledColour[]): RangeMask['CorrectionRangeMask'] {
  const kept: (readonly number[])[] = [];
  colours.forEach((colour, i) => {
    const part = parts[i];
    if (!part || kept.length >= MOST || kept.some((old) => colour.every((value, channel) => Math.abs(value - (old[channel] ?? 0)) < SAME))) return;
    kept.push([...colour, part.x + part.width / 2, part.y + part.height / 2, Math.max(part.width, part.height) / 2].map((value) => Math.round(value * 1e4) / 1e4));
  });
  return { Type: 1, Invert: false, ColorAmount: AMOUNT, PointModels: kept };
}

/** What a picked range of light holds on either side of what was picked, and the ramps beyond; display-encoded luminance. */
const HELD = 0.08, RAMP = 0.12;

/** A range of light around samples, with soft ends. */
export function lightMask(colours: readonly SampledColour[], space: ColourSpace): RangeMask['CorrectionRangeMask'] {
  const weights = luminanceOf(space);
  const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const lights = colours.map((colour) => {
    const light = colour.reduce((sum, value, channel) => sum + linear(value) * (weights[channel] ?? 0), 0);
    return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
  });
  const [from, to] = [Math.min(...lights) - HELD, Math.max(...lights) + HELD];
  return { Type: 2, Invert: false, LumRange: [from - RAMP, from, to, to + RAMP].map((value) => Math.round(Math.min(1, Math.max(0, value)) * 1e3) / 1e3) };
}
