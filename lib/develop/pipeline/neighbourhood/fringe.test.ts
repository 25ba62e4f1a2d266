import { describe, expect, it } from 'vitest';
import { chart, noise, type Paint } from '../../testing/charts';
import { at, develop, mean } from '../../testing/harness';
import type { DevelopSettings, JsonValue, Pixels } from '../../types';

type Rgb = readonly [number, number, number];
const colourfulness = ([r, g, b]: Rgb): number => Math.max(r, g, b) - Math.min(r, g, b);
const SKY: Rgb = [0.85, 0.88, 0.9], BRANCH: Rgb = [0.1, 0.09, 0.08];
const PURPLE: Rgb = [0.5, 0.3, 0.75], GREEN: Rgb = [0.35, 0.65, 0.4], ORANGE: Rgb = [0.8, 0.5, 0.2];

/** Branches against a bright sky with seams of 3 px: purple, green, orange; and a wide purple wall against the sky. */
const seams: Paint = (x, y) => {
  const seam = [PURPLE, GREEN, ORANGE][Math.floor(y / 32)] ?? SKY;
  if (x >= 200) return PURPLE;
  if (x % 64 >= 30 && x % 64 < 40) return BRANCH;
  if (x % 64 >= 27 && x % 64 < 30) return seam;
  return SKY;
};
const photo = chart(280, 96, seams, { depth: 16 });
const inSeam = (band: number) => (x: number, y: number) => x < 192 && x % 64 === 28 && y > band * 32 + 12 && y < band * 32 + 20;
const seamColour = (pixels: Pixels, band: number): number => mean(pixels, colourfulness, inSeam(band));
const wall = (x: number, y: number) => x > 214 && x < 270 && y > 10 && y < 86;

const masked = (amounts: DevelopSettings): DevelopSettings => ({
  MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, ...amounts, CorrectionMasks: [{ What: 'Mask/Gradient', ZeroX: 0.5, ZeroY: 0.5, FullX: 0.4, FullY: 0.5, MaskBlendMode: 0 }] } as JsonValue],
});

describe('defringe', () => {
  it('takes the fringes of its hues off, further with every amount', () => {
    for (const [name, band] of [['Purple', 0], ['Green', 1]] as const) {
      const left = [0, 2, 5, 10, 20].map((amount) => seamColour(develop(photo, { [`Defringe${name}Amount`]: amount }), band));
      for (let k = 1; k < left.length; k++) expect(left[k], `${name} ${left.join(' ')}`).toBeLessThan(left[k - 1]!);
      expect(left[4]).toBeLessThan(0.12 * left[0]!);
    }
  });
  it('leaves other hues, areas of the same hue and everything far from edges alone', () => {
    const out = develop(photo, { DefringePurpleAmount: 20 });
    expect(seamColour(out, 1)).toBeCloseTo(seamColour(photo, 1), 2);
    expect(seamColour(out, 2)).toBeCloseTo(seamColour(photo, 2), 2);
    expect(mean(out, colourfulness, wall)).toBeCloseTo(mean(photo, colourfulness, wall), 3);
    const flat = chart(60, 60, (x, y) => (x > 20 && x < 24 && y > 20 ? [0.52, 0.4, 0.6] : [0.45, 0.45, 0.45]), { depth: 16 });
    const kept = develop(flat, { DefringePurpleAmount: 20 });
    expect(mean(kept, colourfulness, (x, y) => x === 22 && y > 40)).toBeCloseTo(mean(flat, colourfulness, (x, y) => x === 22 && y > 40), 2);
  });
  it('the ends of its range of hues say what goes', () => {
    const blue: Paint = (x, y) => (seams(x, y % 32) === PURPLE && x < 192 ? [0.25, 0.35, 0.75] : seams(x, y % 32));
    const chartOf = chart(192, 32, blue, { depth: 16 });
    const left = (settings: DevelopSettings) => mean(develop(chartOf, { DefringePurpleAmount: 20, ...settings }), colourfulness, inSeam(0));
    expect(left({})).toBeGreaterThan(0.9 * mean(chartOf, colourfulness, inSeam(0)));
    expect(left({ DefringePurpleHueLo: 0 })).toBeLessThan(0.3 * left({}));
    expect(seamColour(develop(photo, { DefringePurpleAmount: 20, DefringePurpleHueLo: 60, DefringePurpleHueHi: 100 }), 0)).toBeGreaterThan(0.8 * seamColour(photo, 0));
    expect(seamColour(develop(photo, { DefringeGreenAmount: 20, DefringeGreenHueLo: 0, DefringeGreenHueHi: 20 }), 1)).toBeGreaterThan(0.8 * seamColour(photo, 1));
  });
  it('locally it takes every hue, inside its mask only, and to the left it spares', () => {
    const out = develop(photo, masked({ LocalDefringe: 1 }));
    const column = (x: number, band: number) => (px: number, y: number) => px === x && inSeam(band)(28, y);
    for (const band of [0, 1, 2]) {
      expect(mean(out, colourfulness, column(28, band))).toBeLessThan(0.25 * mean(photo, colourfulness, column(28, band)));
      expect(mean(out, colourfulness, column(156, band))).toBeCloseTo(mean(photo, colourfulness, column(156, band)), 3);
    }
    const spared = develop(photo, { DefringePurpleAmount: 20, ...masked({ LocalDefringe: -1 }) });
    expect(mean(spared, colourfulness, column(28, 0))).toBeCloseTo(mean(photo, colourfulness, column(28, 0)), 2);
    expect(mean(spared, colourfulness, column(156, 0))).toBeLessThan(0.2 * mean(photo, colourfulness, column(156, 0)));
  });
});

/** A fine grid with rainbow bands over it, beside a plain area that has the same colours in it. */
const fabric = chart(240, 120, (x, y) => {
  const rainbow = 0.05 * Math.sin((2 * Math.PI * (x + y)) / 14), grid = 0.5 + 0.14 * (((x >> 1) + (y >> 1)) % 2 === 0 ? 1 : -1);
  const level = x < 120 ? grid : 0.5;
  return [level + rainbow, level, level - rainbow];
}, { depth: 16 });
const onFabric = (x: number, y: number) => x > 20 && x < 90 && y > 20 && y < 100, onPlain = (x: number, y: number) => x > 165 && x < 220 && y > 20 && y < 100;
const rainbow = (pixels: Pixels, where: typeof onFabric) => mean(pixels, ([r, , b]) => Math.abs(r - b), where);

describe('moiré reduction', () => {
  it('takes rainbow bands off a fine pattern, further with every amount, and keeps the pattern', () => {
    const left = [0, 25, 50, 100].map((amount) => rainbow(develop(fabric, { MoireFilter: amount }), onFabric));
    for (let k = 1; k < left.length; k++) expect(left[k]).toBeLessThan(left[k - 1]!);
    expect(left[3]).toBeLessThan(0.2 * left[0]!);
    const contrast = (pixels: Pixels) => mean(pixels, ([, g]) => Math.abs(g - 0.5), onFabric);
    expect(contrast(develop(fabric, { MoireFilter: 100 }))).toBeGreaterThan(0.95 * contrast(fabric));
  });
  it('leaves colours where nothing is fine, and a pattern’s own strong colours', () => {
    expect(rainbow(develop(fabric, { MoireFilter: 100 }), onPlain)).toBeCloseTo(rainbow(fabric, onPlain), 3);
    const flags = chart(120, 80, (x, y) => { const grid = 0.12 * (((x >> 1) + (y >> 1)) % 2 === 0 ? 1 : -1); return x < 60 ? [0.75 + grid, 0.2, 0.2] : [0.2, 0.25, 0.7 + grid]; }, { depth: 16 });
    const out = develop(flags, { MoireFilter: 100 });
    for (const x of [54, 65]) {
      const difference = (pixels: Pixels) => Math.abs(mean(pixels, ([r, , b]) => r - b, (px) => px === x));
      expect(difference(out)).toBeGreaterThan(0.85 * difference(flags));
    }
  });
  it('locally works inside its mask only, and to the left it spares', () => {
    const inside = (x: number, y: number) => onFabric(x, y) && x < 60, mask = { ZeroX: 0.34, ZeroY: 0.5, FullX: 0.26, FullY: 0.5 };
    const local = (amount: number) => ({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalMoire: amount, CorrectionMasks: [{ What: 'Mask/Gradient', ...mask, MaskBlendMode: 0 }] }] });
    const outside = (x: number, y: number) => onFabric(x, y) && x > 84;
    const out = develop(fabric, local(1));
    expect(rainbow(out, inside)).toBeLessThan(0.3 * rainbow(fabric, inside));
    expect(rainbow(out, outside)).toBeCloseTo(rainbow(fabric, outside), 4);
    const spared = develop(fabric, { MoireFilter: 100, ...local(-1) });
    expect(rainbow(spared, inside)).toBeCloseTo(rainbow(fabric, inside), 3);
    expect(rainbow(spared, outside)).toBeLessThan(0.3 * rainbow(fabric, outside));
  });
});

describe('local sharpness to the left', () => {
  const speckled = chart(200, 80, (x, y) => { const v = 0.3 + 0.4 * noise(x, y); return [v, v, v]; }, { depth: 16 });
  const local = (amount: number) => ({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalSharpness: amount, CorrectionMasks: [{ What: 'Mask/Gradient', ZeroX: 0.5, ZeroY: 0.5, FullX: 0.4, FullY: 0.5, MaskBlendMode: 0 }] }] });
  const roughness = (pixels: Pixels, from: number, to: number) => mean(pixels, ([, g], x, y) => Math.abs(g - at(pixels, x + 1, y)[1]), (x) => x >= from && x < to);
  it('softens, then blurs, further with every amount, inside its mask only', () => {
    const left = [0, -0.25, -0.5, -0.7, -0.85, -1].map((amount) => develop(speckled, local(amount)));
    const inside = left.map((pixels) => roughness(pixels, 10, 60));
    for (let k = 1; k < inside.length; k++) expect(inside[k], inside.join(' ')).toBeLessThan(inside[k - 1]!);
    expect(inside[5]).toBeLessThan(0.1 * inside[0]!);
    for (const pixels of left) expect(roughness(pixels, 120, 190)).toBeCloseTo(roughness(speckled, 120, 190), 4);
  });
  it('keeps light: a blurred edge has the mean light of its sides half-way', () => {
    const edge = chart(120, 20, (x) => (x < 60 ? [0.1, 0.1, 0.1] : [0.9, 0.9, 0.9]), { depth: 16 });
    const out = develop(edge, { MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalSharpness: -1, CorrectionMasks: [{ What: 'Mask/Gradient', ZeroX: 2, ZeroY: 0.5, FullX: 1, FullY: 0.5, MaskBlendMode: 0 }] }] });
    const light = (x: number) => { const v = at(out, x, 10)[1]; return ((v + 0.055) / 1.055) ** 2.4; };
    expect((light(59) + light(60)) / 2).toBeCloseTo((((0.155 / 1.055) ** 2.4) + ((0.955 / 1.055) ** 2.4)) / 2, 1);
  });
});
