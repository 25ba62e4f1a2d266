import { describe, expect, it } from 'vitest';
import { noisePixels } from '@/lib/imaging/testing/files';
import { findSkin, measure, once } from './index';
import { planesOf } from './planes';

describe('a picture measured once', () => {
  it('has the numbers that it has otherwise, one after the other and of any size', () => {
    for (const [width, height] of [[192, 128], [64, 200], [191, 127]] as const) {
      const pixels = noisePixels(width, height), skin = findSkin({ ...pixels });
      expect(once(pixels, () => measure(pixels, skin))).toEqual(measure({ ...pixels }, skin));
    }
  });

  it('leaves nothing behind that the next one overwrites', () => {
    const [first, second] = [noisePixels(96, 64), noisePixels(96, 64, { channels: 4 })];
    once(first, () => measure(first));
    const kept = planesOf(first).luma.slice();
    once(second, () => measure(second));
    expect(planesOf(first).luma).toEqual(kept);
    expect(() => once(first, () => { throw new Error('in between'); })).toThrow('in between');
    expect(planesOf(first).luma).toEqual(kept);
  });
});
