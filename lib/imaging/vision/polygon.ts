import { boxMean, type Box, clamp, type Plane, planeOf, type Point } from './plane';
import type { Size } from '@/lib/develop/types';

const SAMPLES = 4;

/** Coverage of a polygon (even-odd), `SAMPLES`² samples per pixel, added to what is there. */
export function fillPolygon(target: Plane, polygon: readonly Point[]): void {
  const { width, height, data } = target;
  const ys = polygon.map(([, y]) => y);
  const from = Math.max(0, Math.floor(Math.min(...ys))), to = Math.min(height, Math.ceil(Math.max(...ys)));
  for (let y = from; y < to; y++) {
    for (let s = 0; s < SAMPLES; s++) {
      const line = y + (s + 0.5) / SAMPLES;
      const crossings: number[] = [];
      polygon.forEach(([x0, y0], i) => {
        const [x1, y1] = polygon[(i + 1) % polygon.length] ?? [x0, y0];
        if ((y0 <= line) !== (y1 <= line)) crossings.push(x0 + ((line - y0) / (y1 - y0)) * (x1 - x0));
      });
      crossings.sort((a, b) => a - b);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const left = clamp(crossings[k] ?? 0, 0, width), right = clamp(crossings[k + 1] ?? 0, 0, width);
        for (let x = Math.floor(left); x < Math.ceil(right); x++) {
          const covered = Math.min(right, x + 1) - Math.max(left, x);
          data[y * width + x] = Math.min(1, (data[y * width + x] ?? 0) + covered / SAMPLES);
        }
      }
    }
  }
}

/** A mask of polygons with soft edges: `feather` px from nothing to full. Of the window only; points are in px of the whole. */
export function polygons({ x, y, width, height }: Box, shapes: readonly (readonly Point[])[], feather: number): Plane {
  const plane = planeOf({ width, height });
  for (const shape of shapes) fillPolygon(plane, shape.map(([px, py]): Point => [px - x, py - y]));
  const radius = Math.round(feather / 3);
  return radius > 0 ? boxMean(boxMean(plane, radius), radius) : plane;
}

/** Whole px about points with `room` on all sides, within the size. */
export function windowOf(points: readonly Point[], room: number, size: Size): Box {
  const side = (values: readonly number[], extent: number): readonly [from: number, length: number] => {
    const from = clamp(Math.floor(Math.min(...values) - room), 0, extent - 1);
    return [from, clamp(Math.ceil(Math.max(...values) + room) - from, 1, extent - from)];
  };
  const [x, width] = side(points.map(([px]) => px), size.width), [y, height] = side(points.map(([, py]) => py), size.height);
  return { x, y, width, height };
}
