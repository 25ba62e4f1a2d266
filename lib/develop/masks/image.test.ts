import { describe, expect, it } from 'vitest';
import type { Found, Raster } from '../assets';
import { chart, noise } from '../testing/charts';
import { analysisOf, at, decode, develop, engine, shrink } from '../testing/harness';
import { analysisSize, fitLongEdge } from '../engine';
import type { DevelopSettings, JsonValue, Pixels } from '../types';

const corrected = (masks: readonly JsonValue[]): DevelopSettings => ({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.25, CorrectionMasks: masks }] });
const subject = { What: 'Mask/Image', MaskSubType: 1 }, background = { What: 'Mask/Image', MaskSubType: 0, MaskSubCategoryID: 22 };
/** Coverage at a pixel, read from a local exposure of −1 stop. */
const reader = (photo: Pixels, masks: readonly JsonValue[], found: Found | undefined, how: Parameters<typeof develop>[2] = {}) => {
  const out = develop(photo, corrected(masks), { assets: found ? { masks: { subject: found } } : {}, ...how });
  const plain = how.output ? develop(photo, {}, how) : photo;
  return (x: number, y: number) => Math.log2(decode(at(plain, x, y)[1]) / decode(at(out, x, y)[1]));
};
const raster = (width: number, height: number, value: (u: number, v: number) => number): Raster => ({
  width, height, data: Uint8Array.from({ length: width * height }, (_, k) => Math.round(255 * value(((k % width) + 0.5) / width, (Math.floor(k / width) + 0.5) / height))),
});

const flat = chart(240, 120, () => [0.5, 0.5, 0.5], { depth: 16 });
const halves = raster(24, 12, (u) => (u < 0.5 ? 1 : 0));

describe('a mask that was found in the photo', () => {
  it('covers what its raster says', () => {
    const c = reader(flat, [subject], halves);
    expect([c(20, 10), c(220, 100)].map((v) => Math.round(v * 1000) / 1000)).toEqual([1, 0]);
    expect(c(119, 60)).toBeCloseTo(0.5, 1);
  });
  it('combines like any other: inverted, subtracted, intersected, weakened', () => {
    expect(reader(flat, [{ ...subject, MaskInverted: true }], halves)(220, 100)).toBeCloseTo(1, 3);
    expect(reader(flat, [{ ...subject, MaskValue: 0.4 }], halves)(20, 10)).toBeCloseTo(0.4, 3);
    const top = { What: 'Mask/Gradient', ZeroX: 0.5, ZeroY: 0.51, FullX: 0.5, FullY: 0.49 };
    const less = reader(flat, [top, { ...subject, MaskBlendMode: 1, MaskInverted: false, MaskValue: 0 }], halves), both = reader(flat, [top, { ...subject, MaskBlendMode: 1, MaskInverted: true, MaskValue: 0 }], halves);
    expect([less(20, 10), less(220, 10), both(20, 10), both(220, 10)].map((v) => Math.round(v * 100) / 100)).toEqual([0, 1, 1, 0]);
    const half = reader(flat, [top, { ...subject, MaskBlendMode: 1, MaskInverted: false, MaskValue: 0, MaskDensity: 0.5 }], halves);
    expect(half(20, 10)).toBeCloseTo(0.5, 2);
  });
  it('background is what the subject is not', () => {
    const a = reader(flat, [subject], halves), b = reader(flat, [background], halves);
    for (const [x, y] of [[20, 10], [119, 60], [124, 60], [220, 100]] as const) expect(a(x, y) + b(x, y)).toBeCloseTo(1, 3);
  });
  it('that is missing covers nothing, its background neither', () => {
    const exact = develop(flat, {});
    for (const mask of [subject, background, { ...subject, MaskInverted: true }]) {
      const out = develop(flat, corrected([mask]), { assets: {} });
      out.data.forEach((v, i) => expect(Math.abs(v - (exact.data[i] ?? 0))).toBeLessThanOrEqual(1));
    }
  });
  it('softens with its feather, more the higher it is, and keeps its amount', () => {
    const widths = [4, 9, 10, 30, 60, 100].map((MaskFeather) => {
      const c = reader(flat, [{ ...subject, MaskFeather }], halves);
      const values = Array.from({ length: 240 }, (_, x) => c(x, 60));
      expect(values.reduce((sum, v) => sum + v, 0)).toBeCloseTo(120, -0.5);
      return values.filter((v) => v > 0.05 && v < 0.95).length;
    });
    for (let k = 1; k < widths.length; k++) expect(widths[k]).toBeGreaterThanOrEqual(widths[k - 1] ?? 0);
    expect(widths.at(-1)).toBeGreaterThan(20);
  });
  it('stays on the photo when it is cropped, turned and straightened', () => {
    const photo = chart(240, 120, (x, y) => [0.3 + 0.2 * noise(x >> 3, y >> 3, 1), 0.5, 0.4], { depth: 16 });
    const spot = raster(60, 30, (u, v) => (Math.hypot(u - 0.25, (v - 0.5) / 2) < 0.1 ? 1 : 0));
    const crop = { ...corrected([subject]), HasCrop: true, CropLeft: 0.1, CropTop: 0.2, CropRight: 0.9, CropBottom: 0.9, Orientation: 6 };
    const assets = { masks: { subject: spot } };
    const out = develop(photo, crop, { assets }), plain = develop(photo, { ...crop, MaskGroupBasedCorrections: [] });
    let darkened = 0, sx = 0, sy = 0;
    for (let y = 0; y < out.height; y++) for (let x = 0; x < out.width; x++) if (at(out, x, y)[1] < at(plain, x, y)[1] - 0.02) { darkened++; sx += x; sy += y; }
    // The photo's (60, 60) lies at (36, 36) of a 192 × 84 crop, which a quarter turn clockwise brings to (84 − 36, 36).
    expect(darkened).toBeGreaterThan(100);
    expect(sx / darkened).toBeCloseTo(48, -0.5);
    expect(sy / darkened).toBeCloseTo(36, -0.5);
  });
});

describe('refined edges', () => {
  // Strands of one colour before another, slanted, some px wide: far finer than the raster of 40 × 20.
  const inside = (x: number, y: number) => x + y * 0.4 + 14 * Math.sin(y / 9) + (Math.floor(y / 5) % 2 ? 16 : 0) < 420;
  const photo = chart(800, 400, (x, y) => (inside(x, y) ? [0.55 + 0.05 * noise(x, y, 3), 0.35, 0.2] : [0.4, 0.6 + 0.05 * noise(x, y, 4), 0.8]), { depth: 16 });
  const small = shrink(photo, analysisSize(photo));
  const coarse = raster(40, 20, (u, v) => (inside(u * 800, v * 400) ? 1 : 0));
  const fine: Found = { ...coarse, id: 'fine', refinement: engine.refine(small, coarse) };
  const error = (found: Found) => {
    const c = reader(photo, [subject], found);
    let sum = 0, count = 0;
    for (let y = 20; y < 380; y += 3) for (let x = 150; x < 560; x += 3) { sum += Math.abs(c(x, y) - (inside(x, y) ? 1 : 0)); count++; }
    return sum / count;
  };
  it('follow the photo where the raster is too coarse to', () => {
    const before = error(coarse), after = error(fine);
    expect(before).toBeGreaterThan(0.03);
    expect(after).toBeLessThan(before / 4);
  });
  it('leave what is far from an edge exactly covered or not, whatever its texture', () => {
    const c = reader(photo, [subject], fine);
    for (let y = 5; y < 400; y += 31) { expect(c(30, y)).toBeCloseTo(1, 3); expect(c(760, y)).toBeCloseTo(0, 3); }
  });
  it('are the same on strips, in regions and in another engine memory', () => {
    const assets = { masks: { subject: fine } }, settings = corrected([{ ...subject, MaskFeather: 6 }, { ...background, MaskBlendMode: 1, MaskInverted: false, MaskValue: 0 }]);
    const whole = develop(photo, settings, { assets, depth: 8 });
    expect(develop(photo, settings, { assets, depth: 8, splits: [37, 160, 161, 302] }).data).toEqual(whole.data);
    const region = { x: 333, y: 101, width: 131, height: 57 }, part = develop(photo, settings, { assets, depth: 8, region });
    for (let y = 0; y < region.height; y++) expect(part.data.slice(y * 131 * 3, (y + 1) * 131 * 3)).toEqual(whole.data.slice(((y + 101) * 800 + 333) * 3, ((y + 101) * 800 + 333 + 131) * 3));
  });
  it('two finds under one name never stand for each other', () => {
    const other: Found = { ...fine, id: 'other', refinement: engine.refine(small, raster(40, 20, () => 0)) };
    const first = reader(photo, [subject], fine)(30, 200), second = reader(photo, [subject], other)(30, 200), again = reader(photo, [subject], fine)(30, 200);
    expect([first, second, again].map((v) => Math.round(v))).toEqual([1, 0, 1]);
  });
  it('a preview shows what the full picture shows', () => {
    const output = fitLongEdge(photo, 400), source = shrink(photo, output);
    const small400 = develop(source, corrected([subject]), { assets: { masks: { subject: fine } }, full: photo, output, analysis: analysisOf(photo) });
    const full = shrink(develop(photo, corrected([subject]), { assets: { masks: { subject: fine } } }), output);
    let sum = 0;
    full.data.forEach((v, i) => { sum += Math.abs(v - (small400.data[i] ?? 0)) / 257; });
    expect(sum / full.data.length).toBeLessThan(0.6);
  });
});

describe('a range of depth', () => {
  const range = (DepthRange: readonly number[], Invert = false): JsonValue => ({ What: 'Mask/RangeMask', CorrectionRangeMask: { Type: 3, DepthRange, Invert } });
  const assets = { depth: raster(60, 30, (u) => u) };
  const coverage = (mask: JsonValue) => {
    const out = develop(flat, corrected([mask]), { assets });
    return (x: number) => Math.log2(decode(at(flat, x, 60)[1]) / decode(at(out, x, 60)[1]));
  };
  it('covers what lies within it, ramps and all', () => {
    const c = coverage(range([0.3, 0.4, 0.6, 0.7]));
    expect([c(48), c(120), c(216)].map((v) => Math.round(v * 100) / 100)).toEqual([0, 1, 0]);
    expect(c(84)).toBeCloseTo(0.5, 1);
  });
  it('inverted covers the rest, and without depth nothing is covered', () => {
    const c = coverage(range([0.3, 0.4, 0.6, 0.7], true));
    expect([c(48), c(120), c(216)].map((v) => Math.round(v * 100) / 100)).toEqual([1, 0, 1]);
    const none = develop(flat, corrected([range([0, 0, 1, 1])]), { assets: {} });
    expect(Math.abs((none.data[0] ?? 0) - (flat.data[0] ?? 0))).toBeLessThanOrEqual(1);
  });
});
