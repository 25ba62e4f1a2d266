import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings, writeSettings } from '../../codecs';
import { identity, loadEngine } from '../../engine';
import { applyPatch, addRetouch, normalise, redEye, retouchSpot, retouchStroke } from '../../settings';
import { chart, noise, type Paint } from '../../testing/charts';
import { deltaE2000, labOf } from '../../testing/delta-e';
import { at, develop, mean, photoFolder, preparedOf, readPhoto, shrink, wasmBytes } from '../../testing/harness';
import type { DevelopSettings, JsonValue, Pixels } from '../../types';
import { retouchIssues } from './limit';

const W = 240, H = 160;
const settingsOf = (...areas: readonly JsonValue[]): DevelopSettings => applyPatch({}, addRetouch({}, ...areas));

/** A slope of light with fine texture, and a black blot with a hard edge where `blot` says. */
const textured = (blot: (x: number, y: number) => boolean): Paint => (x, y) => {
  if (blot(x, y)) return [0.02, 0.02, 0.03];
  const v = 0.25 + (0.45 * x) / W + (0.1 * y) / H + 0.1 * (noise(x, y, 3) - 0.5);
  return [v, v * 0.92, v * 0.85];
};
const disc = (cx: number, cy: number, r: number) => (x: number, y: number) => (x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2 < r * r;
const spot = (method: 'heal' | 'clone' | 'remove', cx: number, cy: number, r: number, more: object = {}) => retouchSpot({ method, x: cx / W, y: cy / H, radius: r / W, feather: 0, ...more });

const same = ({ data: a }: Pixels, { data: b }: Pixels): boolean => Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

/** Pixels in which two pictures differ, the second shifted. */
const differing = (a: Pixels, b: Pixels, where: (x: number, y: number) => boolean, dx = 0, dy = 0): number => mean(a, (rgb, x, y) => (at(b, x + dx, y + dy).every((v, c) => v === rgb[c]) ? 0 : 1), where);

const spread = (pixels: Pixels, where: (x: number, y: number) => boolean): number => {
  // Against the slope: differences of horizontal neighbours, whose variance is that of the texture.
  const d = mean(pixels, ([, g], x, y) => (g - at(pixels, x + 1, y)[1]) ** 2, where);
  return Math.sqrt(d);
};

describe('heal', () => {
  const photo = chart(W, H, textured(disc(120, 80, 14)));
  const clean = chart(W, H, textured(() => false));
  it.each([['from a source of its own', { source: { x: 74 / W, y: 90 / H } }], ['from a source that is found', {}]] as const)('covers a blot %s: no seam, the texture stays', (_, more) => {
    const out = develop(photo, settingsOf(spot('heal', 120, 80, 20, more)));
    const inside = disc(120, 80, 18);
    expect(Math.abs(mean(out, ([r]) => r, inside) - mean(clean, ([r]) => r, inside))).toBeLessThan(0.012);
    // The slope goes on: neither end of the disc is flat or off.
    for (const [cx, cy] of [[106, 80], [134, 80], [120, 66], [120, 94]] as const) {
      const near = disc(cx, cy, 5);
      expect(Math.abs(mean(out, ([r]) => r, near) - mean(clean, ([r]) => r, near))).toBeLessThan(0.02);
    }
    expect(spread(out, inside) / spread(clean, inside)).toBeGreaterThan(0.85);
    expect(spread(out, inside) / spread(clean, inside)).toBeLessThan(1.25);
    const outside = (x: number, y: number) => !disc(120, 80, 21.5)(x, y);
    expect(differing(out, photo, outside)).toBe(0);
  });

  it('says where it takes its pixels from, and takes them from there when it is told so', async () => {
    const engine = await loadEngine(wasmBytes());
    const found = settingsOf(spot('heal', 120, 80, 20), spot('heal', 40, 40, 10, { source: { x: 0.5, y: 0.2 } }), spot('remove', 200, 120, 10));
    const [first, told, removed] = engine.sources(photo, found);
    expect(told).toBeUndefined();
    expect(removed).toBeUndefined();
    const [x, y] = first!;
    expect(Math.hypot(x * W - 120, y * H - 80)).toBeGreaterThan(40);
    const explicit = settingsOf(spot('heal', 120, 80, 20, { source: { x, y } }), spot('heal', 40, 40, 10, { source: { x: 0.5, y: 0.2 } }), spot('remove', 200, 120, 10));
    expect(differing(develop(photo, found), develop(photo, explicit), disc(120, 80, 18))).toBeLessThan(0.02);
  });

  it('matches light that the source does not have, by ratios', () => {
    // The source lies in the dark third: ratios carry its ripple to the bright target in proportion.
    const bright = chart(W, H, (x, y) => { const v = x < 120 ? 0.3 : 0.7; const k = 1 + 0.08 * Math.sin(x * 0.9 + y * 0.5); return disc(180, 80, 10)(x, y) ? [0, 0, 0] : [v * k, v * k, v * k]; }, { depth: 16 });
    const out = develop(bright, settingsOf(spot('heal', 180, 80, 16, { source: { x: 60 / W, y: 80 / H } })));
    expect(mean(out, ([r]) => r, disc(180, 80, 12))).toBeGreaterThan(0.67);
    expect(mean(out, ([r]) => r, disc(180, 80, 12))).toBeLessThan(0.73);
    expect(Math.max(...[0, 1, 2, 3].map((k) => at(out, 178 + k, 80)[0]))).toBeLessThan(0.8);
  });

  it('is the same whichever rows, region or engine render it, at 8 and 16 bits, turned and cropped', async () => {
    const other = await loadEngine(wasmBytes());
    for (const depth of [8, 16] as const) {
      const source = chart(W, H, textured(disc(120, 80, 14)), { depth });
      const settings = { ...settingsOf(spot('heal', 120, 80, 20), spot('remove', 60, 50, 13), spot('clone', 200, 40, 9, { source: { x: 0.3, y: 0.8 }, feather: 0.5 })), Exposure2012: 0.3, CropAngle: 4, Orientation: 6 };
      const whole = develop(source, settings);
      expect(same(develop(source, settings, { splits: [7, 41, 90], engine: other }), whole)).toBe(true);
      const region = { x: 20, y: 31, width: 71, height: 66 };
      const part = develop(source, settings, { region });
      expect(differing(part, whole, () => true, region.x, region.y)).toBe(0);
    }
  });
});

it('a RAW photo is healed in the light of its scene', () => {
  const scene = { ...chart(W, H, (x, y) => { const v = disc(120, 80, 12)(x, y) ? 0.001 : 0.05 + (0.2 * x) / W; return [v, v, v]; }, { depth: 16 }), scene: { white: 16384 } } as Pixels;
  const { patches = [] } = preparedOf(scene, scene, scene, settingsOf(spot('heal', 120, 80, 18))) ?? {};
  const healed = patches.flatMap(({ x, y, width, data }) => [[120, 80], [126, 84], [113, 74]].flatMap(([px = 0, py = 0]) => (px >= x && py >= y && px < x + width ? [[px, (data[((py - y) * width + px - x) * 3] ?? 0) / 65535] as const] : [])));
  expect(healed.length).toBeGreaterThanOrEqual(3);
  for (const [x, value] of healed) expect(Math.abs(value / (0.05 + (0.2 * x) / W) - 1)).toBeLessThan(0.06);
});

describe('clone', () => {
  const photo = chart(W, H, textured(disc(120, 80, 14)));
  it('copies its source to the byte within the feather and nothing beyond the edge', () => {
    const out = develop(photo, settingsOf(spot('clone', 120, 80, 20, { source: { x: 60 / W, y: 90 / H }, feather: 0.5 })));
    expect(differing(out, photo, disc(120, 80, 9), -60, 10)).toBe(0);
    expect(differing(out, photo, (x, y) => !disc(120, 80, 21)(x, y))).toBe(0);
    expect(identity(settingsOf(spot('clone', 120, 80, 20)))).toBe(false);
  });
  it('counts by its opacity', () => {
    const flat = chart(W, H, (x) => (x < 120 ? [0.2, 0.2, 0.2] : [0.8, 0.8, 0.8]));
    const out = develop(flat, settingsOf(spot('clone', 180, 80, 20, { source: { x: 60 / W, y: 0.5 }, opacity: 0.5 })));
    expect(at(out, 180, 80)[0]).toBeCloseTo(0.5, 2);
  });
});

describe('remove', () => {
  it('goes on with a pattern: stripes meet through the hole', () => {
    const stripes: Paint = (x, y) => { const v = Math.floor(x / 6) % 2 === 0 ? 0.35 : 0.65; const n = 0.03 * (noise(x, y) - 0.5); return [v + n, v + n, v + n]; };
    const photo = chart(W, H, (x, y) => (disc(120, 80, 22)(x, y) ? [0.9, 0.1, 0.1] : stripes(x, y)));
    const clean = chart(W, H, stripes);
    const out = develop(photo, settingsOf(spot('remove', 120, 80, 24)));
    const wrong = mean(out, ([r], x, y) => (Math.abs(r - at(clean, x, y)[0]) > 0.15 ? 1 : 0), disc(120, 80, 20));
    expect(wrong).toBeLessThan(0.08);
    expect(mean(out, ([r, g]) => Math.abs(r - g), disc(120, 80, 24))).toBeLessThan(0.02);
  });
  it('of two regions keeps their border', () => {
    const sides: Paint = (x, y) => { const n = 0.04 * (noise(x, y) - 0.5); return x + 0.2 * y < 140 ? [0.2 + n, 0.3 + n, 0.5 + n] : [0.7 + n, 0.6 + n, 0.3 + n]; };
    const photo = chart(W, H, (x, y) => (disc(120, 90, 20)(x, y) ? [0, 0, 0] : sides(x, y)));
    const clean = chart(W, H, sides);
    const out = develop(photo, settingsOf(spot('remove', 120, 90, 23)));
    expect(mean(out, (rgb, x, y) => deltaE2000(labOf(rgb), labOf(at(clean, x, y))), disc(120, 90, 22))).toBeLessThan(6);
  });
  it('another seed gives another filling, the same seed the same', () => {
    const photo = chart(W, H, textured(disc(120, 80, 14)));
    const [a, b, again] = [1, 2, 1].map((seed) => develop(photo, settingsOf(spot('remove', 120, 80, 20, { seed }))));
    expect(again?.data).toEqual(a?.data);
    expect(b?.data).not.toEqual(a?.data);
  });
});

describe('strokes', () => {
  it('cover what the brush passed, and nothing else', () => {
    const line = (x: number, y: number) => Math.abs(y - 40 - 0.3 * x) < 2 && x > 30 && x < 210;
    const photo = chart(W, H, textured(line)), clean = chart(W, H, textured(() => false));
    const out = develop(photo, settingsOf(retouchStroke({ method: 'heal', points: [[26 / W, 48 / H], [120 / W, 76 / H], [214 / W, 104 / H]], radius: 5 / W, feather: 0.2 })));
    expect(mean(out, (rgb, x, y) => Math.abs(rgb[0] - at(clean, x, y)[0]), line)).toBeLessThan(0.06);
    expect(mean(out, ([r]) => (r < 0.1 ? 1 : 0))).toBeLessThan(0.0005);
    expect(mean(out, (rgb, x, y) => (rgb[0] === at(photo, x, y)[0] ? 0 : 1), (x, y) => Math.abs(y - 40 - 0.3 * x) > 7)).toBe(0);
  });
});

describe('red eye', () => {
  const eye: Paint = (x, y) => (disc(100, 80, 10)(x, y) ? (disc(97, 77, 2)(x, y) ? [0.95, 0.95, 0.95] : [0.75, 0.15, 0.18]) : disc(100, 80, 16)(x, y) ? [0.35, 0.45, 0.55] : [0.85, 0.65, 0.55]);
  const photo = chart(W, H, eye);
  const fixed = (more: object = {}) => develop(photo, applyPatch({}, { RedEyeInfo: [redEye({ x: 100 / W, y: 80 / H, radius: 15 / W, ...more })] }));
  it('takes the red out of the pupil and leaves iris, skin and the catchlight', () => {
    const out = fixed();
    const [r, g, b] = at(out, 103, 83);
    expect(Math.max(r, g, b)).toBeLessThan(0.2);
    expect(Math.abs(r - g)).toBeLessThan(0.03);
    expect(differing(out, photo, (x, y) => !disc(100, 80, 10)(x, y) || disc(97, 77, 2)(x, y))).toBe(0);
  });
  it('darkens further with its amount', () => {
    const [low, high] = [fixed({ darken: 0.1 }), fixed({ darken: 1 })].map((out) => mean(out, ([r]) => r, disc(103, 83, 4)));
    expect(high).toBeLessThan(low ?? 0);
  });
  it('reads what Lightroom writes', () => {
    const out = develop(photo, normalise({ RedEyeInfo: [`x = ${100 / W}, y = 0.5, width = ${15 / W}, height = ${15 / H}, alpha = 0, pupilSize = 0.5, pupilDarkenAmount = 0.5`] }).settings);
    expect(out.data).toEqual(fixed().data);
  });
});

describe('sizes', () => {
  it.skipIf(!photoFolder)('a preview shows what the full picture shows (skipped without photos)', async () => {
    const full = await readPhoto('kodim02.png', 768);
    const half = { width: 384, height: 256 };
    const settings = applyPatch({}, addRetouch({}, retouchSpot({ method: 'remove', x: 0.345, y: 0.46, radius: 0.064, feather: 0.1 }), retouchSpot({ method: 'heal', x: 0.8, y: 0.75, radius: 0.03 })));
    const large = shrink(develop(full, settings), half), small = develop(full, settings, { source: shrink(full, half), full, output: half });
    const inside = (x: number, y: number) => Math.hypot(x - 132, y - 118) < 26;
    const error = mean(small, (rgb, x, y) => deltaE2000(labOf(rgb), labOf(at(large, x, y))), inside);
    expect(error).toBeLessThan(4);
    expect(mean(small, (rgb, x, y) => deltaE2000(labOf(rgb), labOf(at(large, x, y))))).toBeLessThan(0.3);
  });
});

describe('hostile documents', () => {
  const photo = chart(64, 48, textured(() => false));
  const any = fc.oneof(fc.double(), fc.constantFrom(0, 1, -1, 10, -10, 0.5, 1e9), fc.string(), fc.constant(null));
  const area = fc.record({
    SpotType: fc.constantFrom('heal', 'clone', 'heal_patchmatch', 'other', 3), SourceX: any, OffsetY: any, Opacity: any, Feather: any, Seed: any,
    Masks: fc.array(fc.oneof(
      fc.record({ What: fc.constant('Mask/Ellipse'), X: any, Y: any, SizeX: any, SizeY: any, Alpha: any }),
      fc.record({ What: fc.constant('Mask/Paint'), Radius: any, Dabs: fc.array(fc.oneof(fc.string(), fc.tuple(fc.constantFrom('d', 'M', 'r'), any, any).map((part) => part.join(' '))), { maxLength: 6 }) }),
    ), { maxLength: 3 }),
  }, { requiredKeys: [] });
  const eye = fc.oneof(fc.string(), fc.record({ CenterX: any, CenterY: any, Radius: any, Darken: any, Pet: fc.boolean() }, { requiredKeys: [] }), fc.tuple(any, any, any, any, any).map(([x, y, w, h, a]) => `x = ${x}, y = ${y}, width = ${w}, height = ${h}, alpha = ${a}`));
  it('never crash', () => {
    fc.assert(fc.property(fc.array(area, { maxLength: 4 }), fc.array(eye, { maxLength: 3 }), (RetouchAreas, RedEyeInfo) => {
      const { settings } = normalise(JSON.parse(JSON.stringify({ RetouchAreas, RedEyeInfo })));
      const out = develop(photo, settings);
      expect(out.data.length).toBe(64 * 48 * 3);
      expect(same(develop(photo, settings), out)).toBe(true);
    }), { numRuns: 60 });
  });
  it('with thousands of areas end in time', () => {
    const settings = normalise({ RetouchAreas: Array.from({ length: 5000 }, (_, i) => retouchSpot({ method: i % 2 ? 'heal' : 'clone', x: (i % 71) / 70, y: (i % 53) / 52, radius: 0.004 + (i % 40) / 80, source: i % 3 ? { x: 0.5, y: 0.5 } : undefined })) });
    expect(settings.issues).toMatchObject([{ kind: 'unrendered', name: 'RetouchAreas' }]);
    expect(develop(photo, settings.settings).data.length).toBe(64 * 48 * 3);
  });
});

describe('areas that cover more than three photos together', () => {
  // Each covers 0.4 of the photo: seven fit.
  const many = (n: number) => Array.from({ length: n }, (_, i) => retouchSpot({ method: 'clone', x: 0.4 + i / 100, y: 0.5, radius: 0.29, feather: 0, source: { x: 0.5 + i / 100, y: 0.55 } }));
  const photo = chart(W, H, textured(disc(120, 80, 14)));
  it('are left out, and whoever reads the settings for a photo is told, in every format', () => {
    expect(same(develop(photo, settingsOf(...many(12))), develop(photo, settingsOf(...many(7))))).toBe(true);
    expect(same(develop(photo, settingsOf(...many(7))), develop(photo, settingsOf(...many(6))))).toBe(false);
    const file = { width: W * 20, height: H * 20, orientation: 6 };
    for (const format of ['json', 'xmp', 'lua'] as const) {
      const issues = (n: number) => readSettings(writeSettings(settingsOf(...many(n)), format, { photo: file }).text, file).issues;
      expect(issues(7), format).toEqual([]);
      expect(issues(12), format).toEqual([{ name: 'RetouchAreas', kind: 'unrendered', message: expect.stringContaining('only the first 7') }]);
    }
  });
  it('are the same at every size', () => {
    const full = { width: 3000, height: 2000 };
    expect(retouchIssues(settingsOf(...many(12)), full)).toEqual(retouchIssues(settingsOf(...many(12)), { width: 1024, height: 683 }));
  });
});
