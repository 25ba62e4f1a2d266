import { describe, expect, it } from 'vitest';
import { chart, scene } from '../testing/charts';
import { at, decode, develop } from '../testing/harness';
import type { DevelopSettings, JsonValue, Pixels } from '../types';

const WIDTH = 200, HEIGHT = 100;
const flat = chart(WIDTH, HEIGHT, () => [0.35, 0.35, 0.35], { depth: 16 });

const corrected = (masks: readonly JsonValue[], local: Record<string, JsonValue>, amount = 1): DevelopSettings => ({
  MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: amount, ...local, CorrectionMasks: masks }],
});
/** Coverage at a pixel, read from a local exposure of one stop on a flat mid-tone. */
const coverage = (masks: readonly JsonValue[], photo: Pixels = flat) => {
  const out = develop(photo, corrected(masks, { LocalExposure2012: 0.25 }));
  return (x: number, y: number) => Math.log2(decode(at(out, x, y)[1]) / decode(at(photo, x, y)[1]));
};

const left = { What: 'Mask/Gradient', ZeroX: 0.75, ZeroY: 0.5, FullX: 0.25, FullY: 0.5 };
const ellipse = { What: 'Mask/CircularGradient', Top: 0.2, Left: 0.3, Bottom: 0.8, Right: 0.7, Angle: 0, Midpoint: 50, Feather: 50, Roundness: 0 };
const subtract = { MaskBlendMode: 1, MaskInverted: false, MaskValue: 0 }, intersect = { MaskBlendMode: 1, MaskInverted: true, MaskValue: 0 };

describe('a linear gradient', () => {
  it('is nothing before its zero line, full behind its full line, half between', () => {
    const c = coverage([left]);
    expect(c(10, 50)).toBeCloseTo(1, 3);
    expect(c(190, 10)).toBeCloseTo(0, 4);
    expect(c(100, 80)).toBeCloseTo(0.5, 1);
    expect(c(70, 50)).toBeGreaterThan(c(90, 50));
  });
  it('runs at a right angle to its direction in pixels, also when slanted', () => {
    const c = coverage([{ What: 'Mask/Gradient', ZeroX: 0.25, ZeroY: 0.25, FullX: 0.5, FullY: 0.75 }]); // direction (50, 50) px
    expect(c(90, 40)).toBeCloseTo(c(60, 70), 2);
  });
});

describe('a radial gradient', () => {
  it('covers its inside, softly to its edge', () => {
    const c = coverage([ellipse]);
    expect(c(100, 50)).toBeCloseTo(1, 3);
    expect(c(145, 50)).toBeLessThan(0.01);
    expect(c(130, 50)).toBeGreaterThan(0.1);
    expect(c(130, 50)).toBeLessThan(0.9);
  });
  it('turns clockwise with its angle', () => {
    const c = coverage([{ ...ellipse, Angle: 45, Feather: 5 }]); // half axes 40 × 30 px
    const d = (r: number) => Math.round(r * Math.SQRT1_2);
    expect(c(100 + d(36), 50 + d(36))).toBeGreaterThan(0.9);
    expect(c(100 + d(36), 50 - d(36))).toBeLessThan(0.1);
  });
  it('inverted covers the outside', () => {
    const inside = coverage([ellipse]), outside = coverage([{ ...ellipse, MaskInverted: true }]);
    for (const [x, y] of [[100, 50], [130, 50], [5, 5]] as const) expect(inside(x, y) + outside(x, y)).toBeCloseTo(1, 2);
  });
  it('becomes a rectangle when its roundness is negative', () => {
    expect(coverage([{ ...ellipse, Feather: 5, Roundness: -100 }])(132, 74)).toBeGreaterThan(0.8);
    expect(coverage([{ ...ellipse, Feather: 5 }])(132, 74)).toBeLessThan(0.05);
  });
});

describe('combining', () => {
  const at2 = (masks: readonly JsonValue[]) => { const c = coverage(masks); return [c(100, 50), c(20, 50), c(180, 50)] as const; };
  it('adds, subtracts, intersects, in order', () => {
    const hard = { ...ellipse, Feather: 1 };
    expect(at2([left, hard]).map((v) => Math.round(v * 100) / 100)).toEqual([1, 1, 0]);
    expect(at2([left, { ...hard, ...subtract }])[0]).toBeCloseTo(0, 3);
    expect(at2([left, { ...hard, ...subtract }])[1]).toBeCloseTo(1, 3);
    const both = at2([left, { ...hard, ...intersect }]);
    expect(both[0]).toBeCloseTo(0.5, 1);
    expect(both[1]).toBeCloseTo(0, 3);
    expect(at2([hard, { ...left, ...subtract }, left])[1]).toBeCloseTo(1, 3);
  });
  it('MaskValue weakens an added mask, CorrectionAmount the whole correction, and an inactive mask counts for nothing', () => {
    expect(coverage([{ ...left, MaskValue: 0.5 }])(5, 50)).toBeCloseTo(0.5, 2);
    const out = develop(flat, corrected([left], { LocalExposure2012: 0.25 }, 0.5));
    expect(Math.log2(decode(at(out, 5, 50)[1]) / decode(0.35))).toBeCloseTo(0.5, 2);
    expect(coverage([left, { ...ellipse, MaskActive: false, MaskInverted: true }])(190, 50)).toBeCloseTo(0, 4);
  });
  it('masks that this version cannot compute never spread the correction over the picture', () => {
    expect(coverage([{ What: 'Mask/Image', MaskSubType: 1, MaskInverted: true }])(100, 50)).toBeCloseTo(0, 5);
    expect(coverage([left, { What: 'Mask/Image', MaskSubType: 1, ...subtract }])(5, 50)).toBeCloseTo(1, 3);
    expect(coverage([left, { What: 'Mask/Image', MaskSubType: 1, ...intersect }])(5, 50)).toBeCloseTo(0, 5);
  });
});

describe('ranges', () => {
  const greys = chart(256, 8, (x) => [x / 255, x / 255, x / 255], { depth: 16 });
  it('of luminance are a trapezoid over display values', () => {
    const c = coverage([{ What: 'Mask/RangeMask', CorrectionRangeMask: { Type: 2, LumRange: [0.2, 0.3, 0.4, 0.5] } }], greys);
    expect(c(45, 4)).toBeCloseTo(0, 3);
    expect(c(64, 4)).toBeCloseTo(0.5, 1);
    expect(c(90, 4)).toBeCloseTo(1, 2);
    expect(c(135, 4)).toBeCloseTo(0, 3);
  });
  it('inverted select what lies outside', () => {
    const c = coverage([{ What: 'Mask/RangeMask', CorrectionRangeMask: { Type: 2, Invert: true, LumRange: [0.2, 0.3, 0.4, 0.5] } }], greys);
    expect(c(90, 4)).toBeCloseTo(0, 2);
    expect(c(135, 4)).toBeCloseTo(1, 2);
  });
  it('of colour select near the sample, wider with their amount', () => {
    const colours = chart(90, 8, (x) => (x < 30 ? [0.6, 0.2, 0.2] : x < 60 ? [0.5, 0.25, 0.2] : [0.2, 0.3, 0.6]), { depth: 16 });
    const c = (amount: number) => coverage([{ What: 'Mask/RangeMask', CorrectionRangeMask: { Type: 1, ColorAmount: amount, PointModels: [[0.6, 0.2, 0.2, 0.1, 0.5, 0]] } }], colours);
    expect(c(0.2)(10, 4)).toBeCloseTo(1, 2);
    expect(c(0)(45, 4)).toBeLessThan(c(0.3)(45, 4));
    expect(c(0.5)(75, 4)).toBeCloseTo(0, 3);
  });
  it('look at the untouched photo: they do not move with the edit', () => {
    const range = { What: 'Mask/RangeMask', CorrectionRangeMask: { Type: 2, LumRange: [0.5, 0.6, 1, 1] } };
    const dark = develop(greys, { Exposure2012: -2, ...corrected([range], { LocalExposure2012: 0.25 }) }), plain = develop(greys, { Exposure2012: -2 });
    expect(Math.log2(decode(at(dark, 200, 4)[1]) / decode(at(plain, 200, 4)[1]))).toBeGreaterThan(0.9);
    expect(Math.log2(decode(at(dark, 100, 4)[1]) / decode(at(plain, 100, 4)[1]))).toBeCloseTo(0, 3);
  });
});

describe('local tools', () => {
  const photo = chart(WIDTH, HEIGHT, scene(WIDTH, HEIGHT), { depth: 16 });
  const tools: readonly (readonly [string, number])[] = [
    ['LocalExposure2012', 0.2], ['LocalContrast2012', 0.5], ['LocalHighlights2012', -0.6], ['LocalShadows2012', 0.6], ['LocalWhites2012', 0.5], ['LocalBlacks2012', 0.5], ['LocalTexture', 0.7],
    ['LocalClarity2012', 0.6], ['LocalDehaze', 0.5], ['LocalHue', 0.2], ['LocalSaturation', 0.5], ['LocalToningSaturation', 0.5], ['LocalSharpness', 0.8], ['LocalTemperature', 0.4], ['LocalTint', 0.4],
  ];
  it.each(tools)('%s changes the masked half and leaves the other exactly as it was', (name, value) => {
    const out = develop(photo, corrected([{ What: 'Mask/Gradient', ZeroX: 0.5, ZeroY: 0.5, FullX: 0.4, FullY: 0.5 }], { [name]: value, ...(name === 'LocalToningSaturation' && { LocalToningHue: 200 }) }));
    let changed = 0, leaked = 0;
    for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) for (let c = 0; c < 3; c++) {
      const difference = Math.abs((out.data[(y * WIDTH + x) * 3 + c] ?? 0) - (photo.data[(y * WIDTH + x) * 3 + c] ?? 0));
      if (x < 80) changed += difference;
      // One part in 65535 is the rounding of the way through the working space and back.
      if (x > 101) leaked = Math.max(leaked, difference);
    }
    expect(changed / (80 * HEIGHT * 3)).toBeGreaterThan(40);
    expect(leaked).toBeLessThanOrEqual(2);
  });
  it('at full coverage equal the global tool', () => {
    const everywhere = { What: 'Mask/Gradient', ZeroX: 3, ZeroY: 0, FullX: 2, FullY: 0 };
    for (const [local, global, value] of [['LocalShadows2012', 'Shadows2012', 0.5], ['LocalClarity2012', 'Clarity2012', 0.5], ['LocalTemperature', 'IncrementalTemperature', 0.3], ['LocalDehaze', 'Dehaze', 0.4]] as const) {
      const a = develop(photo, corrected([everywhere], { [local]: value })), b = develop(photo, { [global]: value * 100 });
      a.data.forEach((v, i) => expect(Math.abs(v - (b.data[i] ?? 0))).toBeLessThanOrEqual(3));
    }
  });
  it('stay with the photo under crop and turn', () => {
    const settings = corrected([ellipse], { LocalExposure2012: -0.3, LocalSaturation: -0.5 });
    const whole = develop(photo, settings), part = develop(photo, { ...settings, CropLeft: 0.25, CropTop: 0.3 });
    for (let y = 0; y < part.height; y += 9) for (let x = 0; x < part.width; x += 9) expect(at(part, x, y)[0]).toBeCloseTo(at(whole, x + 50, y + 30)[0], 4);
  });
});
