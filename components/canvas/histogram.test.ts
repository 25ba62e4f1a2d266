import { describe, expect, it } from 'vitest';
import { histogramOf, HISTOGRAM_BINS, skyline } from './histogram';

const picture = (...pixels: readonly (readonly [number, number, number])[]) => new Uint8ClampedArray(pixels.flatMap(([r, g, b]) => [r, g, b, 255]));

describe('the histogram', () => {
  it('counts each channel where its value lies', () => {
    const { red, green, blue } = histogramOf(picture([0, 128, 255]));
    expect(red[0]).toBe(1);
    expect(green[HISTOGRAM_BINS / 2]).toBe(1);
    expect(blue.at(-1)).toBe(1);
  });
  it('tells which share of the pixels is clipped', () => {
    const { shadowClip, highlightClip } = histogramOf(picture([0, 0, 0], [0, 0, 1], [255, 10, 10], [40, 40, 40]));
    expect(shadowClip).toBe(0.25);
    expect(highlightClip).toBe(0.25);
  });
  it('draws a closed skyline', () => {
    expect(skyline([0, 1], 10, 4)).toBe('M0 4L0.0 4.0L10.0 0.0L10 4Z');
  });
});
