import { describe, expect, it } from 'vitest';
import { outputSize } from '@/lib/develop/engine';
import { applyPatch } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { withAngle, withRatio, withTurn } from './crop-math';

const full = { width: 6000, height: 4000 };
const aspect = (settings: DevelopSettings) => {
  const { width, height } = outputSize(full, settings);
  return width / height;
};

describe('cropping', () => {
  it('gives the ratio that was asked for, as large as it fits', () => {
    const square = applyPatch({}, withRatio(full, {}, 1));
    expect(outputSize(full, square)).toEqual({ width: 4000, height: 4000 });
  });
  it('gives the ratio as shown when the photo lies on its side', () => {
    const turned = applyPatch({}, withTurn({}, 'right'));
    expect(aspect(applyPatch(turned, withRatio(full, turned, 4 / 5)))).toBeCloseTo(4 / 5, 2);
  });
  it('keeps the ratio at any angle, and stays inside the photo', () => {
    for (const angle of [-30, -7.5, 3, 12, 44]) {
      const square = applyPatch({}, withRatio(full, {}, 1));
      const turned = applyPatch(square, withAngle(full, square, angle));
      expect(aspect(turned)).toBeCloseTo(1, 2);
      for (const name of ['CropLeft', 'CropTop', 'CropRight', 'CropBottom']) expect(Number(turned[name] ?? 0)).toBeGreaterThanOrEqual(0);
    }
  });
  it('straightens a whole photo without changing its ratio', () => {
    expect(aspect(applyPatch({}, withAngle(full, {}, -6)))).toBeCloseTo(1.5, 2);
  });
  it('leaves nothing behind when it is undone', () => {
    const square = applyPatch({}, withRatio(full, {}, 1));
    expect(applyPatch(square, withRatio(full, square, null))).toEqual({});
    expect(applyPatch(applyPatch({}, withAngle(full, {}, 5)), withAngle(full, {}, 0))).toEqual({});
  });
  it('turns four times, or flips twice, to where it was', () => {
    let settings: DevelopSettings = applyPatch({}, withTurn({}, 'flip'));
    for (let i = 0; i < 4; i++) settings = applyPatch(settings, withTurn(settings, 'right'));
    expect(settings['Orientation']).toBe(2);
    expect(applyPatch(settings, withTurn(settings, 'flip'))).toEqual({});
    const right = applyPatch({}, withTurn({}, 'right'));
    expect(applyPatch(right, withTurn(right, 'left'))).toEqual({});
  });
});
