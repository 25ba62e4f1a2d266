import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Pixels } from '@/lib/develop/types';
import { noisePixels } from '@/lib/imaging/testing/files';
import { evidenceWasmPath } from '@/lib/imaging/paths';
import { Counter, findSkin, maskWhere, measure } from './index';
import { once, planesOf } from './planes';

/** Every colour there is, and both ends of the scale. */
const wheel = (width: number, height: number): Pixels => ({
  width, height, channels: 3, depth: 8, space: 'srgb',
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => { const [x, y, c] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3]; return 128 + 160 * (y / height) * Math.cos((2 * Math.PI * x) / width + (c * 2 * Math.PI) / 3); }),
}) as Pixels;

const counter = new Counter(new WebAssembly.Module(readFileSync(evidenceWasmPath())));

describe('a picture measured in one pass', () => {
  it('has the numbers of a picture measured as always, to the last bit', () => {
    for (const pixels of [noisePixels(192, 128), noisePixels(191, 127), wheel(192, 108), wheel(63, 200), noisePixels(40, 30, { space: 'display-p3' })]) {
      const skin = maskWhere(pixels, 'skin', (luma) => luma > 40 && luma < 60);
      expect(counter.measure(pixels, skin)).toEqual(measure({ ...pixels }, skin));
      expect(counter.measure(pixels, findSkin(pixels))).toEqual(measure({ ...pixels }, findSkin(pixels)));
    }
    expect(Object.keys(counter.measure(wheel(192, 108), findSkin(wheel(192, 108))).regions).length).toBeGreaterThan(12);
  });

  it('goes the usual way with alpha and 16 bits', () => {
    for (const pixels of [noisePixels(60, 40, { channels: 4 }), noisePixels(60, 40, { depth: 16 })]) expect(counter.measure(pixels, findSkin(pixels))).toEqual(measure({ ...pixels }, findSkin(pixels)));
  });
});

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
