import { describe, expect, it } from 'vitest';
import type { LensModel } from '../assets';
import { chart, noise, scene } from '../testing/charts';
import { at, decode, develop, luma, mean } from '../testing/harness';
import type { DevelopSettings } from '../types';

const WIDTH = 300, HEIGHT = 200;
const grey = chart(WIDTH, HEIGHT, () => [0.35, 0.35, 0.35], { depth: 16 });
const stopsAt = (settings: DevelopSettings, x: number, y: number, photo = grey) => Math.log2(decode(at(develop(photo, settings), x, y)[1]) / decode(at(photo, x, y)[1]));

describe('lens vignetting by hand', () => {
  it('lightens the corners to the right, darkens them to the left, and leaves the middle', () => {
    for (const amount of [-100, -40, 40, 100]) {
      const settings = { VignetteAmount: amount };
      expect(Math.sign(stopsAt(settings, 2, 2))).toBe(Math.sign(amount));
      expect(stopsAt(settings, 2, 2)).toBeCloseTo(stopsAt(settings, WIDTH - 3, HEIGHT - 3), 2);
      expect(Math.abs(stopsAt(settings, WIDTH / 2, HEIGHT / 2))).toBeLessThan(0.001);
    }
    const most = stopsAt({ VignetteAmount: -100 }, 0, 0);
    expect(most).toBeLessThan(-2);
    expect(most).toBeGreaterThan(-2.3);
    expect(stopsAt({ VignetteAmount: -50 }, 0, 0)).toBeCloseTo(most / 2, 2);
  });
  it('keeps to the rim the more, the higher its midpoint', () => {
    const half = [0, 30, 60, 100].map((VignetteMidpoint) => -stopsAt({ VignetteAmount: -100, VignetteMidpoint }, WIDTH / 4, HEIGHT / 4));
    for (let k = 1; k < half.length; k++) expect(half[k]).toBeLessThan(half[k - 1] ?? 0);
  });
  it('belongs to the photo: a crop neither moves nor resizes it', () => {
    const photo = chart(WIDTH, HEIGHT, (x, y) => { const v = 0.3 + 0.2 * noise(x, y); return [v, v, v]; }, { depth: 16 });
    const whole = develop(photo, { VignetteAmount: -80 }), cropped = develop(photo, { VignetteAmount: -80, CropLeft: 0.5, CropTop: 0.2 });
    for (let y = 0; y < cropped.height; y += 9) for (let x = 0; x < cropped.width; x += 7) expect(at(cropped, x, y)).toEqual(at(whole, x + WIDTH / 2, y + 40));
  });
  it('is the light that tone tools see: lifting dark corners and then their shadows is lifting bright ones', () => {
    const flat = chart(WIDTH, HEIGHT, scene(WIDTH, HEIGHT), { depth: 16 });
    const tone: DevelopSettings = { Shadows2012: 60, Highlights2012: -50, Contrast2012: 20, Clarity2012: 20, Texture: 20, Sharpness: 50 };
    const dark = develop(flat, { VignetteAmount: -70 });
    const mended = develop(dark, { VignetteAmount: 70, ...tone }), wanted = develop(flat, tone);
    expect(mean(mended, (rgb, x, y) => Math.abs(luma(rgb) - luma(at(wanted, x, y))))).toBeLessThan(0.006);
  });
  it('makes a flat field flat again, and does not depend on strips', () => {
    const dark = develop(grey, { VignetteAmount: -60, VignetteMidpoint: 30 });
    const mended = develop(dark, { VignetteAmount: 60, VignetteMidpoint: 30 });
    expect(mean(dark, ([, g]) => Math.abs(g - 0.35))).toBeGreaterThan(0.02);
    expect(Math.max(...Array.from({ length: WIDTH }, (_, x) => Math.abs(at(mended, x, Math.floor((x * 199) / WIDTH))[1] - 0.35)))).toBeLessThan(0.002);
    expect(develop(dark, { VignetteAmount: 60 }, { splits: [9, 80] }).data).toEqual(develop(dark, { VignetteAmount: 60 }).data);
  });
});

describe('a profile of the lens', () => {
  const lens: LensModel = { name: 'Test 35mm', unit: 1.8, vignettingUnit: 1, vignetting: [-0.6, 0.2, -0.05] };
  const shaded = chart(WIDTH, HEIGHT, (x, y) => {
    const s = ((x + 0.5 - WIDTH / 2) ** 2 + (y + 0.5 - HEIGHT / 2) ** 2) / ((WIDTH ** 2 + HEIGHT ** 2) / 4);
    const linear = 0.2 * (1 - 0.6 * s + 0.2 * s * s - 0.05 * s ** 3);
    const v = 1.055 * linear ** (1 / 2.4) - 0.055;
    return [v, v, v];
  }, { depth: 16 });
  const unevenness = (settings: DevelopSettings, assets = { lens }) => {
    const out = develop(shaded, settings, { assets });
    return Math.max(...Array.from({ length: WIDTH }, (_, x) => Math.abs(Math.log2(decode(at(out, x, Math.floor((x * 199) / WIDTH))[1]) / 0.2))));
  };
  it('gives back what the lens kept, as much as the scale says', () => {
    expect(unevenness({})).toBeGreaterThan(0.8);
    expect(unevenness({ LensProfileEnable: true })).toBeLessThan(0.02);
    expect(unevenness({ LensProfileEnable: true, LensProfileVignettingScale: 0 })).toBe(unevenness({}));
    expect(unevenness({ LensProfileEnable: true, LensProfileVignettingScale: 50 })).toBeGreaterThan(0.3);
    expect(unevenness({ LensProfileEnable: true, LensProfileVignettingScale: 200 })).toBeGreaterThan(0.8);
  });
  it('does nothing to a photo of another lens', () => {
    expect(develop(shaded, { LensProfileEnable: true }).data).toEqual(shaded.data);
  });
});
