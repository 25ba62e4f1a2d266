import { beforeAll, describe, expect, it } from 'vitest';
import { displayOf, normalise, pointColours, pointColoursPatch, samplePoint, type PointColour } from '../../settings';
import type { DevelopSettings } from '../../types';
import { colourStage, localColour } from './index';
import { anyColours, at, chroma, type ColourBench, correctionWith, deltaE, fromOklab, greys, hue, lch, oklab, openColourBench, type Rgb, turn, wheel } from './testing';

let bench: ColourBench;
beforeAll(async () => {
  bench = await openColourBench();
});

const ORANGE = fromOklab(lch(0.7, 0.1, 55));
const BLUE = fromOklab(lch(0.6, 0.12, 255));
const documentOf = (...points: readonly PointColour[]): DevelopSettings => normalise(pointColoursPatch(points)).settings;
const moved = (rgb: Rgb, shift: PointColour['shift'], rest: Partial<PointColour> = {}) => documentOf({ ...samplePoint(rgb), shift, ...rest });
const one = (rgb: Rgb, settings: DevelopSettings) => oklab(at(bench.evaluate([rgb], settings), 0));

describe('a point colour', () => {
  it('moves its sample as its sliders say, monotonically', () => {
    const along = [-1, -0.5, 0, 0.5, 1];
    const rises = (values: readonly number[]) => values.slice(1).every((value, i) => value > at(values, i));
    for (const sample of [ORANGE, BLUE]) {
      const base = hue(oklab(sample));
      expect(rises(along.map((x) => turn(base, hue(one(sample, moved(sample, [x, 0, 0]))))))).toBe(true);
      expect(rises(along.map((x) => chroma(one(sample, moved(sample, [0, x, 0])))))).toBe(true);
      expect(rises(along.map((x) => one(sample, moved(sample, [0, 0, x]))[0]))).toBe(true);
      expect(turn(base, hue(one(sample, moved(sample, [1, 0, 0]))))).toBeGreaterThan(30);
      expect(chroma(one(sample, moved(sample, [0, -1, 0])))).toBeLessThan(0.1 * chroma(oklab(sample)));
    }
  });

  it('leaves greys and far colours alone', () => {
    const settings = moved(ORANGE, [0.8, 0.6, -0.7]);
    bench.develop(greys, settings).forEach(([r, g, b], i) => { for (const value of [r, g, b]) expect(Math.abs(value - i / 255)).toBeLessThan(0.1 / 255); });
    for (const far of [BLUE, fromOklab(lch(0.6, 0.1, 195)), fromOklab(lch(0.6, 0.1, 300))]) expect(deltaE(far, at(bench.develop([far], settings), 0))).toBeLessThan(0.2);
  });

  it('reaches as far as its range', () => {
    const touched = [0, 0.25, 0.5, 1].map((range) => bench.evaluate(wheel, moved(ORANGE, [0, -1, 0], { range })).filter((colour, i) => deltaE(colour, at(wheel, i)) > 0.5).length);
    touched.slice(1).forEach((count, i) => expect(count).toBeGreaterThan(at(touched, i)));
    expect(at(touched, 3)).toBeLessThan(200);
  });

  it('makes colours alike or different by its variance, around the sample', () => {
    const skin = Array.from({ length: 9 }, (_, i) => fromOklab(lch(0.55 + 0.03 * i, 0.08 + 0.004 * i, 45 + 2 * i)));
    const spread = (variance: number) => {
      const hues = bench.evaluate(skin, documentOf({ ...samplePoint(at(skin, 4)), variance })).map((colour) => hue(oklab(colour)));
      return Math.max(...hues) - Math.min(...hues);
    };
    const [alike, half, plain, different] = [-1, -0.5, 0, 1].map(spread) as [number, number, number, number];
    expect(alike).toBeLessThan(0.4 * plain);
    expect(half).toBeLessThan(plain);
    expect(different).toBeGreaterThan(1.4 * plain);
  });

  it('has smooth edges: no jump around the wheel, along chroma or along lightness', () => {
    const ways = [wheel, Array.from({ length: 200 }, (_, i) => fromOklab(lch(0.7, 0.0006 * i, 55))), Array.from({ length: 200 }, (_, i) => fromOklab(lch(0.35 + 0.003 * i, 0.05, 55)))];
    for (const shift of [[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]] as const) for (const range of [0.1, 0.5, 1]) for (const way of ways) {
      const after = bench.develop(way, moved(ORANGE, shift, { range }));
      const jump = Math.max(...way.slice(1).map((colour, i) => deltaE(at(after, i), at(after, i + 1)) - deltaE(at(way, i), colour)));
      expect(jump, `${shift.join(' ')} at ${range}`).toBeLessThan(way === wheel ? 4 : 2.2);
    }
  });

  it('through the 3D LUT is what it is evaluated directly', () => {
    const cases: Readonly<Record<string, DevelopSettings>> = {
      hue: moved(ORANGE, [1, 0, 0]), chroma: moved(BLUE, [0, 1, 0]), luminance: moved(BLUE, [0, 0, -1]), variance: documentOf({ ...samplePoint(ORANGE), variance: 1 }),
      eight: documentOf(...Array.from({ length: 8 }, (_, i) => ({ ...samplePoint(fromOklab(lch(0.65, 0.1, 45 * i))), shift: [i % 2 ? 0.5 : -0.5, 0.4, 0.3] as const }))),
    };
    for (const [name, settings] of Object.entries(cases)) {
      const exact = bench.evaluate(anyColours, settings);
      const errors = bench.develop(anyColours, settings).map((colour, i) => deltaE(colour, at(exact, i))).sort((a, b) => a - b);
      expect(errors.reduce((sum, error) => sum + error, 0) / errors.length, `${name}: mean ΔE2000`).toBeLessThan(0.2);
      expect(at(errors, Math.floor(errors.length * 0.99)), `${name}: 99th percentile`).toBeLessThan(2);
    }
  });

  it('without shifts is the identity, and locally works through the mask', () => {
    expect(colourStage.isIdentity(documentOf(samplePoint(ORANGE)))).toBe(true);
    const { PointColors } = pointColoursPatch([{ ...samplePoint(ORANGE), shift: [0, -1, 0] }]);
    expect(localColour.isIdentity(correctionWith({ LocalPointColors: PointColors }))).toBe(false);
    const [none, half, full] = bench.local([ORANGE, ORANGE, ORANGE, ORANGE], { LocalPointColors: PointColors }, [0, 0.5, 1, 1]) as [Rgb, Rgb, Rgb];
    expect(deltaE(none, ORANGE)).toBeLessThan(0.05);
    expect(chroma(oklab(full))).toBeLessThan(0.2 * chroma(oklab(ORANGE)));
    expect(chroma(oklab(half))).toBeGreaterThan(chroma(oklab(full)));
  });
});

describe('point colours in documents', () => {
  const TEXT = '0.234680, 0.497424, 0.215041, 0.180000, 0.080000, 0.260000, 0.500000, 0.000000, 0.330000, 0.670000, 1.000000, 0.000000, 0.320000, 0.680000, 1.000000, 0.000000, 0.320000, 0.680000, 1.000000';

  it('are read as Camera Raw writes them', () => {
    const { settings, issues } = normalise({ PointColors: [TEXT], ColorVariance: ['0.250000'] });
    expect(issues).toEqual([]);
    expect(pointColours(settings['PointColors'], settings['ColorVariance'])).toEqual([
      { source: [0.23468, 0.497424, 0.215041], shift: [0.18, 0.08, 0.26], range: 0.5, hues: [0, 0.33, 0.67, 1], saturations: [0, 0.32, 0.68, 1], values: [0, 0.32, 0.68, 1], variance: 0.25 },
    ]);
  });

  it('come back from a sample of a displayed colour', () => {
    const red = samplePoint([1, 0, 0]).source;
    expect(red[0]).toBeCloseTo(0.17, 1);
    expect(samplePoint([0.5, 0.5, 0.5]).source[1]).toBeLessThan(0.001);
    for (const rgb of anyColours.slice(0, 100)) displayOf(samplePoint(rgb)).forEach((value, c) => expect(value).toBeCloseTo(rgb[c as 0], 3));
    expect(normalise(pointColoursPatch([samplePoint(ORANGE), samplePoint([1, 1, 1]), samplePoint([0, 0, 0])])).issues).toEqual([]);
  });

  it('without a sample are none; what cannot be used is said', () => {
    expect(normalise({ PointColors: [Array(19).fill('-1.000000').join(', ')], ColorVariance: ['-50.000000'] })).toEqual({ settings: {}, issues: [] });
    for (const bad of [['1, 2'], [TEXT.replace('0.497424', '7')], [TEXT.replace('0.330000', '0.9')], 'x', [{ a: 1 }], Array(9).fill(TEXT)]) {
      const { settings, issues } = normalise({ PointColors: bad });
      expect(issues.map(({ kind }) => kind)).toEqual(['invalid']);
      expect(pointColours(settings['PointColors'], undefined).length).toBeLessThanOrEqual(8);
    }
  });
});
