import { describe, expect, it } from 'vitest';
import { uprightName } from '@/lib/develop/engine';
import { applyPatch, normalise } from '@/lib/develop/settings';
import { placingOf } from '../pointing/placing';
import { guidesOf, isLong, withGuides, WITHOUT_LENS, type Guide } from './guides';

const full = { width: 6000, height: 4000 };
const left: Guide = [[0.2, 0.1], [0.25, 0.9]], right: Guide = [[0.8, 0.1], [0.75, 0.9]];

describe('guides', () => {
  it('are read as they were written, and leave nothing behind', () => {
    const settings = normalise(applyPatch({ UprightTransform_5: '1,0,0,0,1,0,0,0,1' }, withGuides([left, right]))).settings;
    expect(guidesOf(settings)).toEqual([left, right]);
    expect(settings['UprightTransform_5']).toBeUndefined();
    expect(applyPatch(settings, withGuides([]))).toEqual({});
    expect(guidesOf(applyPatch(settings, withGuides([right])))).toEqual([right]);
  });
  it('two of them stand upright on the picture', () => {
    const settings = applyPatch({}, withGuides([left, right]));
    expect(uprightName(settings)).toBeUndefined();
    const { toPicture } = placingOf(full, applyPatch(settings, WITHOUT_LENS));
    for (const [from, to] of [left, right]) expect(Math.abs(toPicture(from)[0] - toPicture(to)[0])).toBeLessThan(0.001);
    expect(Math.abs(left[0][0] - left[1][0])).toBeGreaterThan(0.04);
  });
  it('one says too little, and so does a short one', () => {
    expect(uprightName(applyPatch({}, withGuides([left])))).toBe('guided');
    expect(isLong(left, full)).toBe(true);
    expect(isLong([[0.2, 0.2], [0.21, 0.2]], full)).toBe(false);
  });
});
