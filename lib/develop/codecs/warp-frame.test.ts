import { describe, expect, it } from 'vitest';
import { apply } from '../pipeline/warp/matrix';
import { sliderMatrix } from '../pipeline/warp/perspective';
import { matrixIn } from '../pipeline/warp/upright';
import type { DevelopSettings } from '../types';
import { fromFileFrame, toFileFrame } from './index';

const SETTINGS: DevelopSettings = {
  PerspectiveVertical: -30, PerspectiveHorizontal: 12, PerspectiveRotate: 2.5, PerspectiveAspect: 20, PerspectiveScale: 95, PerspectiveX: 7, PerspectiveY: -11,
  UprightTransform_4: '1.02,0.03,-0.02,0.01,1.05,-0.04,0.02,0.09,1', UprightFourSegments_0: '0.1,0.2,0.15,0.9',
};
/** A point of the upright picture → the same point of the stored one, by what EXIF says of each orientation. */
const STORED: Readonly<Record<number, (x: number, y: number) => readonly [number, number]>> = {
  1: (x, y) => [x, y], 2: (x, y) => [1 - x, y], 3: (x, y) => [1 - x, 1 - y], 4: (x, y) => [x, 1 - y], 5: (x, y) => [y, x], 6: (x, y) => [y, 1 - x], 7: (x, y) => [1 - y, 1 - x], 8: (x, y) => [1 - y, x],
};

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('a photo of orientation %i', (orientation) => {
  const photo = orientation >= 5 ? { width: 3000, height: 4000, orientation } : { width: 4000, height: 3000, orientation };
  const stored = orientation >= 5 ? { width: 4000, height: 3000 } : photo;
  const file = toFileFrame(SETTINGS, photo).settings;
  const move = STORED[orientation] ?? ((x: number, y: number) => [x, y] as const);
  it('bends the stored picture as it bends the upright one', () => {
    for (const [x, y] of [[0.2, 0.3], [0.9, 0.1], [0.5, 0.8]] as const) {
      // Through the sliders, upright, then stored; and stored, then through the file's sliders.
      const through = (settings: DevelopSettings, size: { width: number; height: number }, u: number, v: number): readonly [number, number] => {
        const [p, q] = apply(sliderMatrix(size, settings), ((u - 0.5) * size.width) / 4000, ((v - 0.5) * size.height) / 4000);
        return [(p * 4000) / size.width + 0.5, (q * 4000) / size.height + 0.5];
      };
      const [wantedX, wantedY] = move(...through(SETTINGS, photo, x, y)), [gotX, gotY] = through(file, stored, ...move(x, y));
      expect(gotX).toBeCloseTo(wantedX, 9);
      expect(gotY).toBeCloseTo(wantedY, 9);
      const [ours, theirs] = [matrixIn(SETTINGS['UprightTransform_4']), matrixIn(file['UprightTransform_4'])];
      expect(ours && theirs).toBeDefined();
      if (!ours || !theirs) continue;
      const [upX, upY] = move(...apply(ours, x, y)), [fileX, fileY] = apply(theirs, ...move(x, y));
      expect(fileX).toBeCloseTo(upX, 6);
      expect(fileY).toBeCloseTo(upY, 6);
    }
    expect(String(file['UprightFourSegments_0']).split(/[\s,]+/).map(Number)).toEqual([...move(0.1, 0.2), ...move(0.15, 0.9)].map((value) => expect.closeTo(value, 5) as number));
  });
  it('comes back as it went', () => {
    const back = fromFileFrame(file, photo, orientation);
    for (const [name, value] of Object.entries(SETTINGS)) {
      if (typeof value === 'number') expect(back[name] ?? 0).toBe(value);
      else String(back[name]).split(/[\s,]+/).forEach((part, i) => expect(Number(part)).toBeCloseTo(Number(String(value).split(',')[i]), 5));
    }
    expect(toFileFrame({ Exposure2012: 1 }, photo).settings).not.toHaveProperty('PerspectiveVertical');
  });
});
