import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identity, loadEngine } from '../../engine';
import { combineFields, normalise } from '../../settings';
import { chart, noise, type Paint, scene } from '../../testing/charts';
import { deltaE2000, labOf } from '../../testing/delta-e';
import { analysisOf, at, decode, develop, mean, photoFolder, preparedOf, readPhoto, shrink, wasmBytes } from '../../testing/harness';
import type { DevelopSettings, JsonValue, Pixels } from '../../types';

const W = 600, H = 400;
const blurred = (more: Readonly<Record<string, JsonValue>>): DevelopSettings => normalise({ LensBlur: { Active: true, BlurAmount: 100, ...more } }).settings;
const raster = (value: (x: number, y: number) => number, width = 120, height = 80) => ({ width, height, data: Uint8Array.from({ length: width * height }, (_, i) => Math.round(255 * value((i % width) / width, Math.floor(i / width) / height))) });
/** Focus on the nearest tenth: all else is behind it. */
const BEHIND = { FocalRange: '0 0 10 40' };
const far = { depth: raster(() => 1) };
const RADIUS = 0.02 * W;

const same = ({ data: a }: Pixels, { data: b }: Pixels): boolean => Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

/** Pixels in which two pictures differ, the second shifted. */
const differing = (a: Pixels, b: Pixels, where: (x: number, y: number) => boolean, dx = 0, dy = 0): number => mean(a, (rgb, x, y) => (at(b, x + dx, y + dy).every((v, c) => v === rgb[c]) ? 0 : 1), where);

const light = (pixels: Pixels, where: (x: number, y: number) => boolean): number => {
  let sum = 0;
  for (let y = 0; y < pixels.height; y++) for (let x = 0; x < pixels.width; x++) if (where(x, y)) sum += decode(at(pixels, x, y)[1]);
  return sum;
};

describe('a point of light', () => {
  const point = chart(W, H, (x, y) => (Math.abs(x - 300) < 3 && Math.abs(y - 200) < 3 ? [1, 1, 1] : [0.02, 0.02, 0.02]), { depth: 16 });
  it('becomes a disc of its radius, and keeps its energy', () => {
    const out = develop(point, blurred(BEHIND), { assets: far });
    const row = Array.from({ length: W }, (_, x) => decode(at(out, x, 200)[1]));
    const peak = Math.max(...row);
    const wide = row.filter((v) => v > peak / 2).length;
    expect(Math.abs(wide - 2 * RADIUS)).toBeLessThan(2.5);
    // A disc, not a hill: flat within.
    expect(Math.min(...row.slice(300 - 7, 300 + 8)) / peak).toBeGreaterThan(0.9);
    const round = (x: number, y: number) => Math.hypot(x - 300, y - 200) < 2 * RADIUS;
    const floor = decode(0.02) * Math.PI * (2 * RADIUS) ** 2;
    expect((light(out, round) - floor) / (light(point, round) - floor)).toBeGreaterThan(0.96);
    expect((light(out, round) - floor) / (light(point, round) - floor)).toBeLessThan(1.04);
  });
  it('takes the shape that is asked for', () => {
    const extent = (settings: DevelopSettings) => {
      const out = develop(point, settings, { assets: far });
      const peak = mean(out, ([, g]) => decode(g), (x, y) => Math.hypot(x - 300, y - 200) < 20) * 1.2;
      const on = (x: number, y: number) => decode(at(out, x, y)[1]) > peak / 2;
      const columns = Array.from({ length: 60 }, (_, k) => k + 270).filter((x) => on(x, 200)).length, rows = Array.from({ length: 60 }, (_, k) => k + 170).filter((y) => on(300, y)).length;
      return { columns, rows, centre: decode(at(out, 300, 200)[1]), rim: decode(at(out, 300, 200 - Math.round(RADIUS * 0.85))[1]) };
    };
    const oval = extent(blurred({ ...BEHIND, BokehShape: 4 }));
    expect(oval.rows / oval.columns).toBeGreaterThan(1.4);
    const ring = extent(blurred({ ...BEHIND, BokehShape: 3 }));
    expect(ring.centre).toBeLessThan(ring.rim / 4);
    const bubble = extent(blurred({ ...BEHIND, BokehShape: 1 }));
    expect(bubble.rim / bubble.centre).toBeGreaterThan(1.2);
  });
  it('in the corner is cut by the barrel where a cat’s eye is asked for', () => {
    const corner = chart(W, H, (x, y) => (Math.abs(x - 60) < 3 && Math.abs(y - 40) < 3 ? [1, 1, 1] : [0.02, 0.02, 0.02]), { depth: 16 });
    const area = (amount: number) => {
      const out = develop(corner, blurred({ ...BEHIND, CatEyeAmount: amount, CatEyeScale: 100 }), { assets: far });
      return mean(out, ([, g]) => (decode(g) > 0.01 ? 1 : 0), (x, y) => Math.hypot(x - 60, y - 40) < 30);
    };
    expect(area(100)).toBeLessThan(area(0) * 0.75);
  });
  it('shines brighter with a boost, while even light keeps its value', () => {
    const peak = (boost: number) => {
      const out = develop(point, blurred({ ...BEHIND, HighlightsBoost: boost, HighlightsThreshold: 40 }), { assets: far });
      return Math.max(...Array.from({ length: 40 }, (_, k) => decode(at(out, 280 + k, 200)[1])));
    };
    expect(peak(100)).toBeGreaterThan(peak(0) * 2);
    const even = chart(W, H, () => [0.95, 0.9, 0.85], { depth: 16 });
    const out = develop(even, blurred({ ...BEHIND, HighlightsBoost: 100 }), { assets: far });
    for (const [x, y] of [[10, 10], [300, 200], [590, 390]] as const) at(out, x, y).forEach((v, c) => expect(v).toBeCloseTo([0.95, 0.9, 0.85][c] ?? 0, 3));
  });
});

it('light above white in a RAW photo spreads whole', () => {
  const raw = { ...chart(W, H, (x, y) => (Math.abs(x - 300) < 3 && Math.abs(y - 200) < 3 ? [0.9, 0.9, 0.9] : [0.01, 0.01, 0.01]), { depth: 16 }), scene: { white: 8192 } } as Pixels;
  const { blur } = preparedOf(raw, raw, raw, blurred(BEHIND), far) ?? {};
  const [layer] = blur?.layers ?? [];
  let sum = 0;
  for (let i = 0; i < (layer?.data.length ?? 0); i += 4) sum += ((layer?.data[i] ?? 0) / 65535) ** 2 * (blur?.range ?? 0);
  const cells = ((layer?.width ?? 0) * (layer?.height ?? 0)) / (W * H);
  const given = [...raw.data].reduce((total, value, i) => total + (i % 3 === 0 ? value / 8192 : 0), 0);
  expect(blur?.range).toBeCloseTo(65535 / 8192, 5);
  expect(sum / cells / given).toBeCloseTo(1, 2);
});

describe('the focus', () => {
  const photo = chart(W, H, scene(W, H));
  const half = { depth: raster((u) => (u < 0.5 ? 0 : 1)) };
  it('keeps its bytes', () => {
    const out = develop(photo, blurred(BEHIND), { assets: half });
    expect(differing(out, photo, (x) => x < 290)).toBe(0);
    expect(same(out, photo)).toBe(false);
  });
  it('does not bleed into what is behind it: a red wall before a grey one', () => {
    const walls = chart(W, H, (x) => (x < 300 ? [0.9, 0.05, 0.05] : [0.4, 0.4, 0.4]), { depth: 16 });
    const out = develop(walls, blurred(BEHIND), { assets: { depth: raster((u) => (u < 0.5 ? 0 : 1), 600, 400) } });
    expect(Math.max(...Array.from({ length: 100 }, (_, k) => { const [r, g] = at(out, 303 + k, 200); return r - g; }))).toBeLessThan(0.012);
    expect(at(out, 290, 200)).toEqual(at(walls, 290, 200));
  });
  it('behind a foreground shows through its soft edge only', () => {
    const walls = chart(W, H, (x) => (x < 300 ? [0.05, 0.6, 0.05] : [0.5, 0.5, 0.5]), { depth: 16 });
    // The green wall lies before the focus.
    const out = develop(walls, blurred({ FocalRange: '0 60 100 100' }), { assets: { depth: raster((u) => (u < 0.5 ? 0 : 1), 600, 400) } });
    const green = (x: number) => { const [r, g] = at(out, x, 200); return g - r; };
    expect(green(300 + Math.round(RADIUS * 0.4))).toBeGreaterThan(0.03);
    expect(green(300 + Math.round(RADIUS * 1.5))).toBe(0);
    expect(green(100)).toBeCloseTo(0.55, 2);
    for (let x = 270; x < 330; x++) expect(green(x)).toBeLessThanOrEqual(green(x - 1) + 0.004);
  });
  it('follows masks where no depth is known, and nothing happens where neither is', () => {
    const FocusMasks = [{ What: 'Mask/CircularGradient', ...combineFields('add'), Left: 0.2, Top: 0.2, Right: 0.6, Bottom: 0.8, Angle: 0, Midpoint: 50, Feather: 30, Roundness: 0, Flipped: true }];
    const out = develop(photo, blurred({ FocusMasks }));
    for (let k = 0; k < 20; k++) expect(at(out, 230 + k, 190 + k)).toEqual(at(photo, 230 + k, 190 + k));
    const rough = (p: Pixels) => mean(p, ([, g], x, y) => Math.abs(g - at(p, x - 1, y)[1]), (x, y) => x > 450 && y > 260);
    expect(rough(out)).toBeLessThan(rough(photo) / 4);
    expect(same(develop(photo, blurred(BEHIND)), photo)).toBe(true);
    expect(same(develop(photo, blurred({}), { assets: far }), photo)).toBe(true);
    expect(identity(blurred(BEHIND))).toBe(false);
    expect(identity(normalise({ LensBlur: { Active: false, BlurAmount: 50 } }).settings)).toBe(true);
  });
  it('blurs further with the amount and with the distance', () => {
    const rough = (amount: number, depth: number) => {
      const out = develop(photo, blurred({ ...BEHIND, BlurAmount: amount }), { assets: { depth: raster(() => depth) } });
      return mean(out, ([, g], x, y) => Math.abs(g - at(out, x - 1, y)[1]), (x, y) => x > 5 && y > 260);
    };
    const steps = [rough(10, 1), rough(30, 1), rough(60, 1), rough(100, 1)];
    for (let k = 1; k < steps.length; k++) expect(steps[k]).toBeLessThan(steps[k - 1] ?? 0);
    expect(rough(60, 0.2)).toBeGreaterThan(rough(60, 0.4));
  });
});

describe('its layers', () => {
  const photo = chart(W, H, scene(W, H));
  const depth = raster((u, v) => 0.2 + 0.8 * u * v);
  const settings = { ...blurred({ FocalRange: '0 30 50 90', BokehShape: 2, CatEyeAmount: 50, HighlightsBoost: 50 }), Exposure2012: 0.4, Texture: 30, Sharpness: 50, CropAngle: 3 };
  it('are the same to strips, regions and other engines', async () => {
    const other = await loadEngine(wasmBytes());
    const whole = develop(photo, settings, { assets: { depth } });
    expect(same(develop(photo, settings, { assets: { depth }, splits: [31, 130, 277], engine: other }), whole)).toBe(true);
    const region = { x: 101, y: 53, width: 203, height: 150 };
    const part = develop(photo, settings, { assets: { depth }, region });
    expect(differing(part, whole, () => true, region.x, region.y)).toBe(0);
  });
  it('hold no more than the analysis size asks', () => {
    const prepared = preparedOf(photo, photo, photo, settings, { depth });
    const bytes = [...(prepared?.blur?.layers ?? []), ...Object.values(prepared?.blur?.front ?? {})].reduce((sum, { data }) => sum + data.byteLength, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(W * H * 8 * 10);
  });
  it.skipIf(!photoFolder)('make previews that show what the full picture shows (skipped without photos)', async () => {
    const full = await readPhoto('cc0-sunset-pier.jpg', 2000);
    const half = { width: Math.round(full.width / 2), height: Math.round(full.height / 2) };
    const analysis = analysisOf(full);
    for (const more of [BEHIND, { FocalRange: '0 0 10 120' }]) {
      const doc = blurred({ ...more, BlurAmount: 60 }), assets = { depth: raster((_, v) => 1 - v) };
      const large = shrink(develop(full, doc, { assets, analysis }), half);
      const small = develop(full, doc, { assets, analysis, source: shrink(full, half), full, output: half });
      expect(mean(small, (rgb, x, y) => deltaE2000(labOf(rgb), labOf(at(large, x, y))))).toBeLessThan(1);
    }
  });
});

it('hostile documents never crash and never leave what is not a colour', () => {
  const photo = chart(64, 48, ((x, y) => [noise(x, y), noise(x, y, 2), noise(x, y, 3)]) satisfies Paint);
  const any = fc.oneof(fc.double(), fc.constantFrom(0, 1, -1, 100, -100, 1e9, 50), fc.string(), fc.constant(null), fc.constantFrom('0 0 10 20', '50 20 10 0', '10 10 10 10'));
  const names = ['Active', 'BlurAmount', 'FocalRange', 'BokehShape', 'BokehAspect', 'BokehRotation', 'SphericalAberration', 'HighlightsBoost', 'HighlightsThreshold', 'CatEyeAmount', 'CatEyeScale', 'FocusMasks'];
  fc.assert(fc.property(fc.record(Object.fromEntries(names.map((name) => [name, any])), { requiredKeys: [] }), fc.integer({ min: 0, max: 255 }), (record, near) => {
    const { settings } = normalise(JSON.parse(JSON.stringify({ LensBlur: { BlurAmount: 80, FocalRange: '0 40 60 100', ...record } })));
    const assets = { depth: { width: 2, height: 2, data: Uint8Array.of(near, 0, 255, 128) } };
    const out = develop(photo, settings, { assets });
    expect(same(develop(photo, settings, { assets }), out)).toBe(true);
    expect(Math.abs(mean(out, ([r, g, b]) => r + g + b) - mean(photo, ([r, g, b]) => r + g + b))).toBeLessThan(0.6);
  }), { numRuns: 60 });
});
