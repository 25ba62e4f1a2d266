import { describe, expect, it } from 'vitest';
import { outputSize, placeInPhoto } from '@/lib/develop/engine';
import type { DevelopSettings } from '@/lib/develop/types';
import { boundsOf, frameBetween, inverse, placementOf } from './before-frame';

const full = { width: 600, height: 400 };

const cases: readonly DevelopSettings[] = [
  {},
  { HasCrop: true, CropLeft: 0.2, CropTop: 0.1, CropRight: 0.9, CropBottom: 0.6 },
  { HasCrop: true, CropAngle: 8 },
  ...[2, 3, 4, 5, 6, 7, 8].map((Orientation) => ({ Orientation, HasCrop: true, CropLeft: 0.25, CropTop: 0.2, CropRight: 0.7, CropBottom: 0.8, CropAngle: -5 })),
];

describe('a picture laid on another one of the same photo', () => {
  for (const [i, from] of cases.entries()) {
    it.each(cases.map((to, j) => [j, to] as const))(`shows the same things in the same places: ${i} on %i`, (_, to) => {
      const [a, b, c, d, e, f] = frameBetween({ full, settings: from }, { full, settings: to });
      const [own, other] = [outputSize(full, from), outputSize(full, to)];
      for (const [x, y] of [[0, 0], [own.width, 0], [10, own.height]] as const) {
        const here = placeInPhoto(full, from, [x / own.width, y / own.height]);
        const there = placeInPhoto(full, to, [(a * x + c * y + e) / other.width, (b * x + d * y + f) / other.height]);
        expect(there[0]).toBeCloseTo(here[0], 6);
        expect(there[1]).toBeCloseTo(here[1], 6);
      }
    });
  }
  it('lies where it is when nothing was cropped, also over a base of another size', () => {
    expect(placementOf({ full, settings: {} }, { full, settings: {} }, 0.5)).toEqual({ width: 300, height: 200, scale: 0.5, transform: 'matrix(1, 0, 0, 1, 0, 0)' });
    expect(placementOf({ full: { width: 1200, height: 800 }, settings: {} }, { full, settings: {} }, 0.5)).toEqual({ width: 300, height: 200, scale: 0.25, transform: 'matrix(1, 0, 0, 1, 0, 0)' });
  });
  it('tells which part of it is seen', () => {
    const matrix = frameBetween({ full, settings: {} }, { full, settings: { HasCrop: true, CropLeft: 0.5, CropTop: 0, CropRight: 1, CropBottom: 1 } });
    const seen = boundsOf(inverse(matrix), { x: 0, y: 0, width: 300, height: 400 });
    expect([seen.x, seen.y, seen.width, seen.height].map(Math.round)).toEqual([300, 0, 300, 400]);
  });
});
