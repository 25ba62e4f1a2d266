import { outputSize, placeInPhoto } from '@/lib/develop/engine';
import type { DevelopSettings, Pixels, Size } from '@/lib/develop/types';
import type { Box, Point } from './values';

/** From the picture that a model sees, cropped and turned, to the photo that masks lie on. All are fractions. */
export type Placing = {
  readonly point: (at: Point) => Point;
  /** Of the longer side. */
  readonly length: (share: number) => number;
  /** Left, top, right, bottom of the box before it is turned clockwise about its centre by `angle` degrees. */
  readonly box: (box: Box) => { readonly box: Box; readonly angle: number };
};

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

export function placingOf(photo: Size, settings: DevelopSettings): Placing {
  const picture = outputSize(photo, settings);
  const place = (at: Point): Point => {
    const [x, y] = placeInPhoto(photo, settings, at);
    return [round(x), round(y)];
  };
  return {
    point: place,
    length: (share) => round((share * Math.max(picture.width, picture.height)) / Math.max(photo.width, photo.height)),
    box: ([left, top, right, bottom]) => {
      const px = ([u, v]: Point): Point => { const [x, y] = placeInPhoto(photo, settings, [u, v]); return [x * photo.width, y * photo.height]; };
      const [cx, cy] = px([(left + right) / 2, (top + bottom) / 2]);
      const [rx, ry] = px([right, (top + bottom) / 2]), [bx, by] = px([(left + right) / 2, bottom]);
      const across = Math.hypot(rx - cx, ry - cy), along = Math.hypot(bx - cx, by - cy), turn = (Math.atan2(ry - cy, rx - cx) * 180) / Math.PI;
      // An ellipse does not know its ends apart: what is left after quarter turns is its angle.
      const quarters = Math.round(turn / 90), angle = turn - 90 * quarters;
      const [halfWidth, halfHeight] = quarters % 2 === 0 ? [across, along] : [along, across];
      return {
        box: [round((cx - halfWidth) / photo.width), round((cy - halfHeight) / photo.height), round((cx + halfWidth) / photo.width), round((cy + halfHeight) / photo.height)],
        angle: Math.abs(angle) < 0.01 ? 0 : Math.round(angle * 100) / 100,
      };
    },
  };
}

/** The mean colour around a place of a picture, display-encoded, 0…1. */
export function colourAt({ width, height, channels, depth, data }: Pixels, [u, v]: Point): readonly [number, number, number] {
  const most = depth === 8 ? 255 : 65535, reach = Math.max(1, Math.round(Math.max(width, height) / 300));
  const [cx, cy] = [Math.min(width - 1, Math.max(0, Math.floor(u * width))), Math.min(height - 1, Math.max(0, Math.floor(v * height)))];
  const sum = [0, 0, 0];
  let count = 0;
  for (let y = Math.max(0, cy - reach); y <= Math.min(height - 1, cy + reach); y++)
    for (let x = Math.max(0, cx - reach); x <= Math.min(width - 1, cx + reach); x++, count++)
      for (const c of [0, 1, 2]) sum[c] = (sum[c] ?? 0) + (data[(y * width + x) * channels + c] ?? 0);
  const mean = (c: number): number => Math.round(((sum[c] ?? 0) / count / most) * 1e4) / 1e4;
  return [mean(0), mean(1), mean(2)];
}
