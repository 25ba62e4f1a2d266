import { describe, expect, it } from 'vitest';
import { lightRangeOf, withKnob } from './light-range';
import { boxAround, colourMask, lightMask, partsOf } from './pick';

const FULL = { width: 600, height: 400 };

describe('what is picked', () => {
  it('is a box along the picture’s rows, however it was dragged', () => {
    expect(boxAround([300, 200], [100, 100], 0)).toEqual([[100, 100], [300, 100], [300, 200], [100, 200]].map((corner) => corner.map((side) => expect.closeTo(side, 6))));
    const turned = boxAround([0, 0], [0, Math.SQRT2], Math.PI / 4);
    expect(turned[1]).toEqual([expect.closeTo(Math.SQRT1_2, 6), expect.closeTo(Math.SQRT1_2, 6)]);
  });
  it('is looked at around a click, and in parts of a box', () => {
    const [place] = partsOf([[0.5, 0.5]], FULL, 2);
    expect((place?.width ?? 0) * FULL.width).toBeCloseTo((place?.height ?? 0) * FULL.height, 6);
    expect(partsOf([[0.2, 0.2], [0.6, 0.2], [0.6, 0.4], [0.2, 0.4]], FULL, 2)[3]).toEqual({ x: expect.closeTo(0.4), y: expect.closeTo(0.3), width: expect.closeTo(0.2), height: expect.closeTo(0.1) });
  });
  it('becomes samples, nearly the same ones once', () => {
    const parts = partsOf([[0.2, 0.2], [0.6, 0.2], [0.6, 0.4], [0.2, 0.4]], FULL, 2);
    const { PointModels } = colourMask(parts, [[0.2, 0.4, 0.6], [0.21, 0.41, 0.59], [0.9, 0.1, 0.1], [0.2, 0.42, 0.6]]);
    expect(PointModels?.map(([r]) => r)).toEqual([0.2, 0.9]);
  });
  it('becomes a range of light around the samples', () => {
    const [start = 0, from = 0, to = 0, end = 0] = lightMask([[0.5, 0.5, 0.5], [0.7, 0.7, 0.7]], 'srgb').LumRange ?? [];
    expect([from, to]).toEqual([expect.closeTo(0.42, 2), expect.closeTo(0.78, 2)]);
    expect(start < from && end > to).toBe(true);
    expect(lightMask([[1, 1, 1]], 'srgb').LumRange?.[3]).toBe(1);
  });
});

describe('a range of light', () => {
  it('takes a ramp along with its end, and stays in order', () => {
    expect(withKnob([0.2, 0.3, 0.6, 0.7], 1, 0.4)).toEqual([0.3, 0.4, 0.6, 0.7]);
    expect(withKnob([0.2, 0.3, 0.6, 0.7], 2, 0.95)).toEqual([0.2, 0.3, 0.95, 1]);
    expect(withKnob([0.2, 0.3, 0.6, 0.7], 1, 2)).toEqual([0.5, 0.6, 0.6, 0.7]);
    for (const index of [0, 1, 2, 3] as const) for (const value of [-1, 0, 0.25, 0.5, 1, 2]) {
      const range = withKnob([0.2, 0.3, 0.6, 0.7], index, value);
      expect([...range].sort((a, b) => a - b)).toEqual([...range]);
    }
    expect(lightRangeOf()).toEqual([0, 0, 1, 1]);
  });
});
