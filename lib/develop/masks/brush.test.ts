import { describe, expect, it } from 'vitest';
import { chart, noise } from '../testing/charts';
import { analysisOf, at, decode, develop, engine, shrink, wasmBytes } from '../testing/harness';
import { fitLongEdge, loadEngine } from '../engine';
import type { PaintMask } from '../settings';
import type { DevelopSettings, JsonValue, Pixels } from '../types';
import { readDabs } from './brush';

const flat = chart(400, 200, () => [0.5, 0.5, 0.5], { depth: 16 });
const corrected = (masks: readonly JsonValue[]): DevelopSettings => ({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.25, CorrectionMasks: masks }] });
const reader = (masks: readonly JsonValue[], photo: Pixels = flat) => {
  const out = develop(photo, corrected(masks));
  return (x: number, y: number) => Math.log2(decode(at(photo, x, y)[1]) / decode(at(out, x, y)[1]));
};
const stroke = (fields: Record<string, JsonValue>): Record<string, JsonValue> => ({ What: 'Mask/Paint', MaskValue: 1, Radius: 0.05, Flow: 1, CenterWeight: 0.5, ...fields });
const line = (y: number, from = 0.2, to = 0.8, step = 0.015): readonly string[] => Array.from({ length: Math.round((to - from) / step) + 1 }, (_, k) => `d ${(from + k * step).toFixed(6)} ${y.toFixed(6)}`);

describe('dabs', () => {
  const mask = (Dabs: readonly string[]): PaintMask => ({ What: 'Mask/Paint', Dabs, Radius: 0.1, Flow: 0.8, CenterWeight: 0.2 });
  it('are read in order, with radius, flow and hardness changing between them', () => {
    expect(readDabs(mask(['d 0.1 0.2', 'M 0.3 0.3', 'r 0.02', 'f 0.5', 'h 1', 'd 0.4 0.5']))).toEqual([
      { x: 0.1, y: 0.2, radius: 0.1, flow: 0.8, hardness: 0.2 }, { x: 0.4, y: 0.5, radius: 0.02, flow: 0.5, hardness: 1 },
    ]);
  });
  it('that make no sense are passed over', () => {
    expect(readDabs(mask(['', 'd', 'd 1', 'd x y', 'q 1 2', 'r NaN', 'd 0.5 0.5']))).toHaveLength(1);
  });
});

describe('a brush', () => {
  it('covers its stroke fully within the hard part, softly to its rim, and nothing else', () => {
    const c = reader([stroke({ Dabs: line(0.5) })]); // radius 20 px, hard to 10
    for (const x of [90, 200, 310]) { expect(c(x, 100)).toBeCloseTo(1, 2); expect(c(x, 108)).toBeCloseTo(1, 1); }
    expect(c(200, 115)).toBeGreaterThan(0.2);
    expect(c(200, 115)).toBeLessThan(0.8);
    expect(c(200, 122)).toBeCloseTo(0, 3);
    expect(c(40, 100)).toBeCloseTo(0, 3);
  });
  it('dabs are round, whatever the shape of the photo', () => {
    const c = reader([stroke({ Dabs: ['d 0.5 0.5'], CenterWeight: 0.9 })]);
    for (const [dx, dy] of [[17, 0], [0, 17], [12, 12]] as const) expect(c(200 + dx, 100 + dy)).toBeGreaterThan(0.9);
    for (const [dx, dy] of [[22, 0], [0, 22], [16, 16]] as const) expect(c(200 + dx, 100 + dy)).toBeLessThan(0.05);
  });
  it('builds up with a low flow, never beyond its tip, and its value caps it', () => {
    const once = reader([stroke({ Dabs: ['d 0.5 0.5'], Flow: 0.3 })])(200, 100), often = reader([stroke({ Dabs: Array.from({ length: 12 }, () => 'd 0.5 0.5'), Flow: 0.3 })])(200, 100);
    expect(once).toBeCloseTo(0.3, 2);
    expect(often).toBeGreaterThan(0.95);
    expect(reader([stroke({ Dabs: line(0.5), MaskValue: 0.6 })])(200, 100)).toBeCloseTo(0.6, 2);
  });
  it('strokes of a brush mask add, an eraser takes away, what follows covers again', () => {
    const aggregate = (...Masks: readonly JsonValue[]): JsonValue => ({ What: 'Mask/Aggregate', MaskValue: 1, Masks });
    const across = ['d 0.5 0.3', 'd 0.5 0.4', 'd 0.5 0.5', 'd 0.5 0.6', 'd 0.5 0.7'];
    const erased = reader([aggregate(stroke({ Dabs: line(0.5) }), stroke({ Dabs: across, MaskValue: 0 }))]);
    expect([erased(100, 100), erased(200, 100), erased(300, 100)].map((v) => Math.round(v * 100) / 100)).toEqual([1, 0, 1]);
    const again = reader([aggregate(stroke({ Dabs: line(0.5) }), stroke({ Dabs: across, MaskValue: 0 }), stroke({ Dabs: ['d 0.5 0.5'] }))]);
    expect(again(200, 100)).toBeCloseTo(1, 2);
    // The same strokes side by side in the correction itself, as older files have them.
    expect(reader([stroke({ Dabs: line(0.5) }), stroke({ Dabs: across, MaskValue: 0 })])(200, 100)).toBeCloseTo(0, 2);
  });
  it('mixes with other masks', () => {
    const left = { What: 'Mask/Gradient', ZeroX: 0.51, ZeroY: 0.5, FullX: 0.49, FullY: 0.5 };
    const c = reader([left, stroke({ Dabs: line(0.5), MaskBlendMode: 1, MaskInverted: false, MaskValue: 0 })]);
    expect([c(100, 40), c(100, 100), c(300, 100)].map((v) => Math.round(v * 100) / 100)).toEqual([1, 0, 0]);
    const both = reader([left, stroke({ Dabs: line(0.5), MaskBlendMode: 1, MaskInverted: true, MaskValue: 0 })]);
    expect([both(100, 40), both(100, 100), both(300, 100)].map((v) => Math.round(v * 100) / 100)).toEqual([0, 1, 0]);
  });
  it('shows no steps at full size: a soft stroke is smooth from pixel to pixel', () => {
    const photo = chart(3000, 200, () => [0.5, 0.5, 0.5], { depth: 16 });
    const out = develop(photo, corrected([stroke({ Dabs: ['d 0.5 0.5'], Radius: 0.03, CenterWeight: 0 })]));
    const values = Array.from({ length: 200 }, (_, k) => at(out, 1400 + k, 100)[1]);
    const slopes = values.slice(1).map((v, k) => v - (values[k] ?? 0));
    const bends = slopes.slice(1).map((v, k) => Math.abs(v - (slopes[k] ?? 0)));
    // Half an 8-bit level between neighbouring slopes is beyond what anyone sees.
    expect(Math.max(...bends) * 255).toBeLessThan(0.5);
    expect(Math.max(...slopes.map(Math.abs)) * 255).toBeGreaterThan(0.5);
  });
  it('of thousands of dabs is the same on strips, and a preview shows what the full picture shows', () => {
    const photo = chart(600, 334, (x, y) => [0.3 + 0.3 * noise(x >> 4, y >> 4, 1), 0.4, 0.5], { depth: 16 });
    const Dabs = Array.from({ length: 2500 }, (_, k) => (k % 50 === 0 ? `r ${(0.005 + 0.02 * noise(k, 0, 3)).toFixed(4)}` : `d ${noise(k, 1, 3).toFixed(6)} ${noise(k, 2, 3).toFixed(6)}`));
    const settings = corrected([stroke({ Dabs, Flow: 0.6 }), stroke({ Dabs: line(0.4), MaskValue: 0 })]);
    const whole = develop(photo, settings);
    expect(develop(photo, settings, { splits: [67, 222] }).data).toEqual(whole.data);
    const output = fitLongEdge(photo, 300), preview = develop(shrink(photo, output), settings, { full: photo, output, analysis: analysisOf(photo) }), reduced = shrink(whole, output);
    let sum = 0;
    preview.data.forEach((v, i) => { sum += Math.abs(v - (reduced.data[i] ?? 0)) / 257; });
    expect(sum / preview.data.length).toBeLessThan(0.6);
  });
});

describe('a painting that goes on', () => {
  const FULL_SIZE = { width: 900, height: 600 };
  const photo = chart(FULL_SIZE.width, FULL_SIZE.height, () => [0.5, 0.5, 0.5]);
  const lines = (y: number, count: number) => Array.from({ length: count }, (_, i) => `d ${(0.1 + 0.02 * i).toFixed(4)} ${y}`);
  const of = (y: number, count: number, more: Partial<PaintMask> = {}): PaintMask => ({ What: 'Mask/Paint', MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, Radius: 0.05, Flow: 0.6, CenterWeight: 0.3, Dabs: lines(y, count), ...more });
  const cover = async (masks: readonly PaintMask[], from = engine) => from.cover({ source: photo, full: FULL_SIZE, settings: {}, output: FULL_SIZE, masks: [{ What: 'Mask/Aggregate', MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, Masks: masks }] });
  it('is the same, bit for bit, as one that is painted at once', async () => {
    const states: readonly (readonly PaintMask[])[] = [
      [of(0.3, 3)], [of(0.3, 9)], [of(0.3, 20)], [of(0.3, 20), of(0.35, 4)], [of(0.3, 20), of(0.35, 30)],
      [of(0.3, 20), of(0.35, 30), of(0.32, 10, { MaskValue: 0 })], [of(0.3, 20), of(0.35, 30), of(0.32, 25, { MaskValue: 0 })],
      // Undone, done otherwise, finer, flowing by pressure, two strokes at once.
      [of(0.3, 20)], [of(0.4, 20)], [of(0.4, 20), of(0.5, 5, { Radius: 0.01 })], [of(0.4, 20, { Dabs: ['d 0.1 0.1', 'f 0.2', 'd 0.2 0.1'] })],
      [of(0.4, 20, { Dabs: ['d 0.1 0.1', 'f 0.2', 'd 0.2 0.1', 'd 0.3 0.1'] })], [of(0.2, 4), of(0.25, 5), of(0.3, 6)],
    ];
    for (const masks of states) {
      const going = await cover(masks), fresh = await cover(masks, await loadEngine(wasmBytes()));
      expect(Buffer.compare(going, fresh)).toBe(0);
    }
  });
});
