import { describe, expect, it } from 'vitest';
import { labOf, markClipped } from './pixels';

describe('clipped ends', () => {
  const pixels = () => Uint8ClampedArray.from([255, 120, 90, 255, 0, 1, 0, 255, 128, 128, 128, 255, 0, 40, 60, 255, 0, 0, 0, 0]);
  const marked = (wanted: Parameters<typeof markClipped>[1]) => {
    const rgba = pixels();
    markClipped(rgba, wanted);
    return Array.from({ length: 5 }, (_, i) => (rgba[i * 4 + 3] === 0 ? '-' : (rgba[i * 4] ?? 0) > (rgba[i * 4 + 2] ?? 0) ? 'red' : 'blue'));
  };
  it('are red where any channel is full and blue where all are empty; what is neither, and what is transparent, is left alone', () => {
    expect(marked({ shadows: true, highlights: true })).toEqual(['red', 'blue', '-', '-', '-']);
  });
  it('are shown one by one', () => {
    expect(marked({ shadows: false, highlights: true })).toEqual(['red', '-', '-', '-', '-']);
    expect(marked({ shadows: true, highlights: false })).toEqual(['-', 'blue', '-', '-', '-']);
  });
});

describe('L*a*b* of a pixel', () => {
  it('is neutral for greys, and tells the same numbers from both spaces apart', () => {
    for (const space of ['srgb', 'display-p3'] as const) {
      const [l, a, b] = labOf([119, 119, 119], space);
      expect(l).toBeCloseTo(50, 0);
      expect(Math.hypot(a, b)).toBeLessThan(0.05);
      expect(labOf([255, 255, 255], space)[0]).toBeCloseTo(100, 2);
      expect(labOf([0, 0, 0], space)[0]).toBeCloseTo(0, 6);
    }
    // sRGB's red under D50 (Lindbloom).
    const red = labOf([255, 0, 0], 'srgb');
    expect(red[0]).toBeCloseTo(54.29, 1);
    expect(red[1]).toBeCloseTo(80.81, 1);
    expect(red[2]).toBeCloseTo(69.89, 1);
    expect(labOf([255, 0, 0], 'display-p3')[1]).toBeGreaterThan(red[1] + 5);
  });
});
