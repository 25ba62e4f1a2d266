import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pixels } from '@/lib/develop/types';
import { compare, hueTurn, maskOf, measure, measureWithin, oklab } from '.';

type Rgb = readonly [number, number, number];

function chart(width: number, height: number, colour: (x: number, y: number) => Rgb): Pixels & { readonly depth: 8 } {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(colour(x, y), (y * width + x) * 3);
  return { width, height, channels: 3, space: 'srgb', depth: 8, data };
}

/** Small deterministic generator, so that noise charts are the same every run. */
function noise(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** A shaded ellipse of a colour, a warm and a cool side as in daylight, on grey; about an eighth of the frame. */
const face = (rgb: Rgb, texture: () => number = () => 0): Pixels & { readonly depth: 8 } => chart(480, 320, (x, y) => {
  const [u, v] = [(x - 240) / 72, (y - 120) / 84];
  if (u * u + v * v > 1) return [120, 124, 130];
  const light = 1 - 0.22 * u - 0.25 * v * v + 0.01 * texture();
  const clip = (value: number): number => Math.round(Math.min(255, Math.max(0, value)));
  return [clip(rgb[0] * light), clip(rgb[1] * light + 5 * v), clip(rgb[2] * light - 5 * u)];
});

describe('measuring charts with known numbers', () => {
  it('reads a flat grey as its own luma at every percentile, without colour, haze-high and without detail', () => {
    const evidence = measure(chart(96, 64, () => [128, 128, 128]));
    for (const value of Object.values({ ...evidence.luma, std: 50.2 })) expect(value).toBeCloseTo(50.2, 0);
    expect(evidence.luma.std).toBeLessThan(0.01);
    expect(evidence.colour.meanChroma).toBeLessThan(0.1);
    expect(evidence.haze).toBeCloseTo(50.2, 1);
    expect(evidence.sharpness).toBeLessThan(1e-4);
    expect(evidence.noise).toBeLessThan(1e-4);
    expect(evidence.regions.midtones?.share).toBe(1);
    expect(evidence.regions.shadows).toBeUndefined();
  });

  it('reads the percentiles of a linear ramp', () => {
    const { luma } = measure(chart(256, 30, (x) => [x, x, x]));
    expect(luma.p1).toBeCloseTo(1, 0);
    expect(luma.p25).toBeCloseTo(25, 0);
    expect(luma.median).toBeCloseTo(50, 0);
    expect(luma.p95).toBeCloseTo(95, 0);
    expect(luma.std).toBeCloseTo(100 / Math.sqrt(12), 0);
  });

  it('counts clipping: all channels at the floor, any channel at the ceiling', () => {
    const { clipping } = measure(chart(100, 20, (x) => (x < 10 ? [0, 0, 0] : x < 30 ? [255, 90, 20] : x < 40 ? [0, 0, 200] : [120, 120, 120])));
    expect(clipping.shadows).toBeCloseTo(0.1, 6);
    expect(clipping.highlights).toBeCloseTo(0.2, 6);
  });

  it('gives the mean Oklab a and b ×100 as the cast', () => {
    const { a, b } = oklab(200 / 255, 150 / 255, 100 / 255);
    const { colour } = measure(chart(40, 40, () => [200, 150, 100]));
    expect(colour.cast.a).toBeCloseTo(100 * a, 1);
    expect(colour.cast.b).toBeCloseTo(100 * b, 1);
    expect(colour.meanChroma).toBeCloseTo(100 * Math.hypot(a, b), 1);
  });

  it('agrees with exact Oklab for any colour to 0.1 of a chroma unit', () => {
    fc.assert(fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), ([r, g, b]) => {
      const exact = oklab(r / 255, g / 255, b / 255);
      const { cast } = measure(chart(3, 3, () => [r, g, b])).colour;
      expect(Math.abs(cast.a - 100 * exact.a)).toBeLessThan(0.1);
      expect(Math.abs(cast.b - 100 * exact.b)).toBeLessThan(0.1);
    }));
  });

  it('matches published Oklab values for the sRGB primaries', () => {
    expect(oklab(1, 0, 0)).toMatchObject({ L: expect.closeTo(0.628, 3), a: expect.closeTo(0.2249, 3), b: expect.closeTo(0.1258, 3) });
    expect(oklab(0, 0, 1)).toMatchObject({ L: expect.closeTo(0.452, 3), a: expect.closeTo(-0.0325, 3), b: expect.closeTo(-0.3115, 3) });
    const white = oklab(1, 1, 1, 'display-p3');
    expect(Math.hypot(white.a, white.b)).toBeLessThan(1e-3);
  });

  it('files each primary under its own name', () => {
    const primaries: Record<string, Rgb> = { Red: [255, 0, 0], Orange: [255, 128, 0], Yellow: [255, 255, 0], Green: [0, 255, 0], Aqua: [0, 255, 255], Blue: [0, 0, 255], Purple: [128, 0, 255], Magenta: [255, 0, 255] };
    for (const [name, rgb] of Object.entries(primaries)) {
      const { regions } = measure(chart(12, 12, () => rgb));
      expect(regions[name as 'Red']?.share, name).toBe(1);
    }
    expect(measure(chart(12, 12, () => [96, 118, 60])).regions.Green?.share).toBe(1); // foliage
  });

  it('splits places by thirds and the centre from the edges', () => {
    const { regions } = measure(chart(60, 60, (_, y) => (y < 20 ? [230, 230, 230] : [40, 40, 40])));
    expect(regions.top?.luma.mean).toBeCloseTo(90.2, 0);
    expect(regions.bottom?.luma.mean).toBeCloseTo(15.7, 0);
    expect((regions.centre?.share ?? 0) + (regions.edges?.share ?? 0)).toBeCloseTo(1, 6);
    expect(regions.highlights?.share).toBeCloseTo(1 / 3, 3);
  });

  it('takes a shaded face of light or dark skin for skin, where it is and nothing else', () => {
    const skins: Rgb[] = [[241, 194, 167], [224, 172, 140], [198, 134, 96], [141, 85, 56], [110, 72, 50]];
    for (const rgb of skins) {
      const { share, inside } = maskOf(face(rgb), 'skin');
      expect(share, rgb.join()).toBeGreaterThan(0.09);
      expect(share, rgb.join()).toBeLessThan(0.15);
      expect(inside[120 * 480 + 240], rgb.join()).toBe(1);
      expect(inside[40 * 480 + 40], rgb.join()).toBe(0);
    }
    for (const rgb of [[90, 130, 50], [110, 160, 220], [128, 128, 128], [250, 40, 20]] as Rgb[]) expect(measure(face(rgb)).regions.skin, rgb.join()).toBeUndefined();
  });

  it('takes textured, evenly painted or sky-like areas of the same colour for something else', () => {
    const gauss = noise(11);
    const shade = (value: number): Rgb => [198 + value, 134 + value, 96 + value];
    expect(maskOf(face([198, 134, 96], () => 14 * gauss()), 'skin').share, 'bark').toBe(0);
    expect(maskOf(chart(480, 320, () => [198, 134, 96]), 'skin').share, 'paint').toBe(0);
    expect(maskOf(chart(480, 320, (x, y) => (y < 120 ? shade(y / 4 + x / 40) : [40, 60, 90])), 'skin').share, 'evening sky').toBe(0);
  });

  it('estimates added noise within 10 % and sees nothing in a smooth ramp', () => {
    const gauss = noise(7);
    const noisy = measure(chart(300, 200, () => { const v = Math.round(128 + 8 * gauss()); return [v, v, v]; }));
    expect(noisy.noise).toBeGreaterThan(0.9 * (800 / 255));
    expect(noisy.noise).toBeLessThan(1.1 * (800 / 255));
    expect(measure(chart(256, 40, (x) => [x, x, x])).noise).toBeLessThan(0.2);
  });

  it('reads a veil: adding white raises the dark channel', () => {
    const clear = chart(480, 96, (x, y) => ((x + y) % 9 === 0 ? [10, 10, 10] : [140, 90, 60]));
    const veiled = chart(480, 96, (x, y) => ((x + y) % 9 === 0 ? [132, 132, 132] : [198, 172, 158]));
    expect(measure(clear).haze).toBeLessThan(6);
    expect(measure(veiled).haze).toBeGreaterThan(50);
  });

  it('gives the same numbers for 16 bit and for an alpha channel, and leaves transparent pixels out', () => {
    const plain = chart(64, 48, (x, y) => [x * 3, y * 4, (x + y) % 200]);
    const wide: Pixels = { ...plain, depth: 16, data: Uint16Array.from(plain.data, (v) => v * 257) };
    const rgba = new Uint8Array(64 * 96 * 4);
    for (let i = 0; i < 64 * 48; i++) rgba.set([...plain.data.subarray(i * 3, i * 3 + 3), 255], i * 4);
    rgba.fill(0, 64 * 48 * 4);
    const reference = measure(plain);
    expect(measure(wide).colour.meanChroma).toBeCloseTo(reference.colour.meanChroma, 2);
    expect(measure(wide).clipping).toEqual(reference.clipping);
    const { luma } = measure({ ...plain, height: 96, channels: 4, data: rgba });
    expect(luma.median).toBeCloseTo(reference.luma.median, 6);
  });
});

describe('comparing and fixed regions', () => {
  it('subtracts, and turns hue the short way', () => {
    expect(hueTurn(350, 10)).toBe(20);
    const change = compare(measure(chart(30, 30, () => [100, 100, 100])), measure(chart(30, 30, () => [151, 151, 151])));
    expect(change.luma.median).toBeCloseTo(20, 0);
    expect(change.regions.whole?.luma.mean).toBeCloseTo(20, 0);
  });

  it('follows the pixels that were green even after they stop being green', () => {
    const before = chart(40, 40, (x) => (x < 20 ? [80, 140, 50] : [150, 150, 150]));
    const after = chart(40, 40, (x) => (x < 20 ? [112, 113, 111] : [150, 150, 150]));
    const greens = maskOf(before, 'Green');
    expect(greens.share).toBeCloseTo(0.5, 6);
    expect(measureWithin(before, greens).chroma).toBeCloseTo(measure(before).regions.Green?.chroma ?? 0, 3);
    expect(measureWithin(after, greens).chroma).toBeLessThan(1);
    expect(() => measureWithin(chart(10, 10, () => [0, 0, 0]), greens)).toThrow(RangeError);
  });
});
