import { describe, expect, it } from 'vitest';
import { chart, noise, type Paint } from '../../testing/charts';
import { at, develop, luma, mean, photoFolder, readPhoto } from '../../testing/harness';
import type { DevelopSettings, Pixels } from '../../types';

/** Nearly normal noise of standard deviation 1: the sum of twelve even ones. */
const normal = (x: number, y: number, seed: number): number => Array.from({ length: 12 }, (_, k) => noise(x, y, seed * 12 + k)).reduce((a, b) => a + b) - 6;
type Speckle = 'grey' | 'coloured';
/** A painted chart with sensor noise: `height` is its standard deviation, the same in all channels or in each for itself. */
const grainy = (width: number, height: number, paint: Paint, deviation: number, speckle: Speckle = 'grey'): Pixels =>
  chart(width, height, (x, y) => paint(x, y).slice(0, 3).map((v, c) => Math.min(1, Math.max(0, (v ?? 0) + deviation * normal(x, y, speckle === 'grey' ? 1 : c! + 1)))) as unknown as [number, number, number], { depth: 16 });

const grey = (v: number) => [v, v, v] as const;
/** Standard deviation of a measure over the pixels that `where` picks. */
function deviation(pixels: Pixels, measure: (rgb: readonly [number, number, number]) => number, where: (x: number, y: number) => boolean): number {
  const average = mean(pixels, measure, where);
  return Math.sqrt(mean(pixels, (rgb) => (measure(rgb) - average) ** 2, where));
}
const chroma = ([r, , b]: readonly [number, number, number]): number => r - b;

describe('luminance noise reduction', () => {
  const flat = grainy(96, 96, () => grey(0.45), 0.04);
  const inner = (x: number, y: number) => x > 8 && x < 88 && y > 8 && y < 88;
  const left = (settings: DevelopSettings) => deviation(develop(flat, settings), luma, inner) / deviation(flat, luma, inner);

  it('takes at least nine tenths of the noise off a flat patch and keeps its brightness', () => {
    expect(left({ LuminanceSmoothing: 60 })).toBeLessThan(0.1);
    expect(mean(develop(flat, { LuminanceSmoothing: 60 }), luma, inner)).toBeCloseTo(mean(flat, luma, inner), 2);
  });
  it('falls with the slider, and Detail and Contrast give some back', () => {
    const falls = (values: readonly number[]) => values.slice(1).every((v, k) => v < values[k]!);
    expect(falls([0, 10, 20, 30, 45, 60].map((amount) => left({ LuminanceSmoothing: amount })))).toBe(true);
    expect(falls([100, 75, 50, 25, 0].map((amount) => left({ LuminanceSmoothing: 35, LuminanceNoiseReductionDetail: amount })))).toBe(true);
    expect(falls([100, 50, 0].map((amount) => left({ LuminanceSmoothing: 60, LuminanceNoiseReductionContrast: amount })))).toBe(true);
  });
  it('takes noise of every tone, the dark ones too', () => {
    for (const tone of [0.12, 0.3, 0.8]) {
      const patch = grainy(64, 64, () => grey(tone), 0.03);
      const where = (x: number, y: number) => x > 8 && x < 56 && y > 8 && y < 56;
      expect(deviation(develop(patch, { LuminanceSmoothing: 60 }), luma, where), `tone ${tone}`).toBeLessThan(0.2 * deviation(patch, luma, where));
    }
  });
  it('keeps the rise of an edge within half a pixel', () => {
    const edge = (x: number) => grey(0.25 + 0.45 / (1 + Math.exp(-(x - 48) / 0.6)));
    const rise = (pixels: Pixels): number => {
      const column = Array.from({ length: 96 }, (_, x) => mean(pixels, luma, (px, py) => px === x && py > 8 && py < 88));
      const cross = (share: number) => { const v = 0.25 + 0.45 * share, k = column.findIndex((c, i) => i > 30 && c > v); return k - (column[k]! - v) / (column[k]! - column[k - 1]!); };
      return cross(0.9) - cross(0.1);
    };
    const clean = chart(96, 96, edge, { depth: 16 }), noisy = grainy(96, 96, edge, 0.03);
    expect(rise(develop(noisy, { LuminanceSmoothing: 45 }))).toBeLessThan(rise(clean) + 0.5);
  });
  it('keeps fine lines: four fifths of their contrast where the noise is a third of it', () => {
    const lines: Paint = (x, y) => grey(0.4 + 0.09 * Math.sin((2 * Math.PI * (x + 0.4 * y)) / 4.5));
    const noisy = grainy(96, 96, lines, 0.03);
    const contrast = (pixels: Pixels) => mean(pixels, (rgb, x, y) => luma(rgb) * Math.sin((2 * Math.PI * (x + 0.4 * y)) / 4.5), inner);
    expect(contrast(develop(noisy, { LuminanceSmoothing: 45 }))).toBeGreaterThan(0.8 * contrast(noisy));
  });
  it('keeps colours', () => {
    const patch = grainy(64, 64, () => [0.7, 0.3, 0.2], 0.02);
    const out = develop(patch, { LuminanceSmoothing: 50 });
    for (const c of [0, 1, 2] as const) expect(mean(out, (rgb) => rgb[c])).toBeCloseTo(mean(patch, (rgb) => rgb[c]), 2);
  });
});

describe('local noise reduction', () => {
  const flat = grainy(160, 64, () => grey(0.45), 0.03);
  const local = (amount: number): DevelopSettings => ({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalLuminanceNoise: amount, CorrectionMasks: [{ What: 'Mask/Gradient', ZeroX: 0.55, ZeroY: 0.5, FullX: 0.45, FullY: 0.5, MaskBlendMode: 0 }] }] });
  const inside = (x: number, y: number) => x > 6 && x < 66 && y > 6 && y < 58, outside = (x: number, y: number) => x > 94 && x < 154 && y > 6 && y < 58;
  const left = (settings: DevelopSettings, where: typeof inside) => deviation(develop(flat, settings), luma, where) / deviation(flat, luma, where);
  it('smooths inside its mask, further with every amount, and nothing outside', () => {
    const shares = [0, 0.15, 0.3, 0.6, 1].map((amount) => left(local(amount), inside));
    for (let k = 1; k < shares.length; k++) expect(shares[k]).toBeLessThan(shares[k - 1]!);
    expect(shares[4]).toBeLessThan(0.1);
    const out = develop(flat, local(1));
    for (let x = 90; x < 160; x++) for (let y = 0; y < 64; y++) expect(Math.abs(out.data[(y * 160 + x) * 3]! - flat.data[(y * 160 + x) * 3]!)).toBeLessThanOrEqual(4);
  });
  it('to the left spares its mask from the photo’s', () => {
    expect(left({ LuminanceSmoothing: 60, ...local(-1) }, inside)).toBeGreaterThan(0.99);
    expect(left({ LuminanceSmoothing: 60, ...local(-1) }, outside)).toBeLessThan(0.15);
  });
});

describe('colour noise reduction', () => {
  const inner = (x: number, y: number) => x > 8 && x < 88 && y > 8 && y < 88;
  const speckled = grainy(96, 96, () => [0.5, 0.45, 0.4], 0.04, 'coloured');
  const left = (settings: DevelopSettings) => deviation(develop(speckled, settings), chroma, inner) / deviation(speckled, chroma, inner);
  it('removes speckle, more with every amount, and keeps the mean colour', () => {
    const shares = [0, 10, 25, 50].map((amount) => left({ ColorNoiseReduction: amount }));
    for (let k = 1; k < shares.length; k++) expect(shares[k]).toBeLessThan(shares[k - 1]!);
    expect(left({ ColorNoiseReduction: 50 })).toBeLessThan(0.08);
    const out = develop(speckled, { ColorNoiseReduction: 50 });
    for (const c of [0, 1, 2] as const) expect(mean(out, (rgb) => rgb[c])).toBeCloseTo(mean(speckled, (rgb) => rgb[c]), 2);
  });
  it('leaves brightness to the other slider', () => {
    const out = develop(speckled, { ColorNoiseReduction: 50 });
    expect(deviation(out, luma, inner)).toBeGreaterThan(0.85 * deviation(speckled, luma, inner));
  });
  it('keeps a coloured edge where brightness has none', () => {
    // Red and teal of the same luma.
    const paint: Paint = (x) => (x < 48 ? [0.62, 0.36, 0.4] : [0.3, 0.46, 0.42]);
    const noisy = grainy(96, 96, paint, 0.03, 'coloured');
    const out = develop(noisy, { ColorNoiseReduction: 40 });
    const column = (x: number) => mean(out, ([r, g]) => r - g, (px, py) => px === x && py > 8 && py < 88);
    const span = column(30) - column(66);
    expect(span).toBeGreaterThan(0.4);
    expect(column(46) - column(49)).toBeGreaterThan(0.85 * span);
  });
  it('Detail keeps thin coloured lines, Smoothness evens out blotches', () => {
    const thin = grainy(96, 96, (x) => (x % 12 === 5 ? [0.55, 0.42, 0.4] : [0.45, 0.45, 0.45]), 0.02, 'coloured');
    const kept = [0, 50, 100].map((detail) => mean(develop(thin, { ColorNoiseReduction: 40, ColorNoiseReductionDetail: detail }), ([r, g]) => r - g, (x) => x % 12 === 5));
    expect(kept[1]).toBeGreaterThan(kept[0]!);
    expect(kept[2]).toBeGreaterThan(kept[1]!);
    const blotches = chart(192, 192, (x, y) => { const b = 0.012 * Math.sin((2 * Math.PI * x) / 48) * Math.sin((2 * Math.PI * y) / 48); return [0.4 + b, 0.4, 0.4 - b]; }, { depth: 16 });
    const spread = [0, 50, 100].map((smooth) => deviation(develop(blotches, { ColorNoiseReduction: 40, ColorNoiseReductionSmoothness: smooth }), chroma, (x, y) => x > 16 && x < 176 && y > 16 && y < 176));
    expect(spread[1]).toBeLessThan(spread[0]!);
    expect(spread[2]).toBeLessThan(0.5 * spread[0]!);
  });
});

describe.skipIf(!photoFolder)('on photos with the noise of a sensor', () => {
  const signal = (clean: Pixels, other: Pixels): number => {
    let sum = 0;
    for (let i = 0; i < clean.data.length; i++) sum += ((clean.data[i] ?? 0) - (other.data[i] ?? 0)) ** 2;
    return 10 * Math.log10(255 ** 2 / (sum / clean.data.length));
  };
  /** Photon noise, variance in proportion to light, and a little read noise; red and blue noisier, as after white balance. */
  const exposed = (photo: Pixels, iso: number): Pixels => chart(photo.width, photo.height, (x, y) =>
    at(photo, x, y).map((v, c) => {
      const light = v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92;
      const noisy = Math.max(0, light + normal(x, y, c + 1) * [1.5, 1, 1.3][c]! * Math.sqrt(4 * iso * iso * light + (0.06 * iso) ** 2));
      return Math.min(1, noisy > 0.0031308 ? 1.055 * noisy ** (1 / 2.4) - 0.055 : noisy * 12.92);
    }) as unknown as [number, number, number]);
  const blurred = async (photo: Pixels, sigma: number): Promise<Pixels> => {
    const { default: sharp } = await import('sharp');
    const { width, height } = photo;
    return { ...photo, data: new Uint8Array(await sharp(photo.data, { raw: { width, height, channels: 3 } }).blur(sigma).raw().toBuffer()) } as Pixels;
  };
  it.each(['kodim08.png', 'kodim23.png'])('%s comes at least 3 dB nearer to the clean photo than any Gaussian blur brings it', async (name) => {
    const clean = await readPhoto(name, 400), noisy = exposed(clean, 0.04);
    const best = Math.max(...(await Promise.all([0.4, 0.5, 0.7, 0.9, 1.2].map((sigma) => blurred(noisy, sigma)))).map((photo) => signal(clean, photo)), signal(clean, noisy));
    expect(signal(clean, develop(noisy, { LuminanceSmoothing: 45, ColorNoiseReduction: 45 }))).toBeGreaterThan(best + 3);
  });
});
