import { expect, it } from 'vitest';
import { oklab } from '@/lib/agent/evidence';
import type { Pixels } from '@/lib/develop/types';
import { pictureOf, viewOf } from './view';

const made = (width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Pixels => ({
  width, height, channels: 3, space: 'srgb', depth: 8,
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => colour(Math.floor(at / 3) % width, Math.floor(at / 3 / width))[at % 3] ?? 0),
});

it('holds the Oklab of what lies in each cell', () => {
  const view = viewOf(made(48, 32, (x) => (x < 24 ? [200, 40, 90] : [20, 120, 240])));
  const { L, a, b } = oklab(200 / 255, 40 / 255, 90 / 255);
  for (const cell of [0, 16 * 5 + 7, 16 * 15]) expect(Array.from(view.slice(cell * 3, cell * 3 + 3)).map((value) => Number(value.toFixed(3)))).toEqual([L, a, b].map((value) => Number(value.toFixed(3))));
});

it('means the light, not the code values, of a cell', () => {
  // Black and white lines: half the light is L = ∛½, far above the middle of the scale.
  expect(viewOf(made(32, 32, (_, y) => (y % 2 === 0 ? [255, 255, 255] : [0, 0, 0])))[0]).toBeCloseTo(Math.cbrt(0.5), 3);
});

it('comes back as the picture that it was', () => {
  const picture = made(16, 16, (x, y) => [x * 15, y * 15, 255 - x * 10]);
  const back = pictureOf(viewOf(picture));
  for (let at = 0; at < picture.data.length; at++) expect(Math.abs((back.data[at] ?? 0) / 257 - (picture.data[at] ?? 0))).toBeLessThan(1);
});
