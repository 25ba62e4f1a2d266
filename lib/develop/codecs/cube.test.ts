import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identity } from '../engine';
import { applyPatch, normalise } from '../settings';
import { deltaE, oklab, type Rgb } from '../pipeline/colour/testing';
import { at as pixelAt, develop, engine } from '../testing/harness';
import type { DevelopSettings, Pixels } from '../types';
import { readXmp, writeXmp } from './xmp';
import { applyCube, parseCube, readCube } from './cube';
import { writeCube } from './cube-out';
import { SettingsFileError } from './errors';

type F = (r: number, g: number, b: number) => readonly number[];
const cubeText = (n: number, f: F, head = `LUT_3D_SIZE ${n}`): string => {
  const rows: string[] = [];
  for (let b = 0; b < n; b++) for (let g = 0; g < n; g++) for (let r = 0; r < n; r++) rows.push(f(r / (n - 1), g / (n - 1), b / (n - 1)).map((x) => x.toFixed(6)).join(' '));
  return `TITLE "Test, with spaces"\n# a comment\n${head}\n\n${rows.join('\n')}\n`;
};
const fade: F = (r, g, b) => [0.05 + 0.85 * Math.sqrt(r) * Math.sqrt(r), 0.04 + 0.8 * g ** 1.1 + 0.1 * r * (1 - g), 0.1 + 0.7 * b + 0.05 * g];

/** A fixed spread of colours as a 16-bit picture, and its colours. */
const chart = ((): { readonly pixels: Extract<Pixels, { depth: 16 }>; readonly colours: readonly Rgb[] } => {
  let state = 7;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 16;
  const data = Uint16Array.from({ length: 3 * 64 * 24 }, next);
  const pixels = { width: 64, height: 24, channels: 3, depth: 16, space: 'srgb', data } as const;
  return { pixels, colours: Array.from({ length: 64 * 24 }, (_, i) => pixelAt(pixels, i % 64, Math.floor(i / 64))) };
})();
const through = (settings: DevelopSettings): readonly Rgb[] => {
  const out = develop(chart.pixels, settings);
  return chart.colours.map((_, i) => pixelAt(out, i % 64, Math.floor(i / 64)));
};
const errorsOf = (a: readonly Rgb[], b: readonly Rgb[]) => a.map((colour, i) => deltaE(colour, b[i] ?? [0, 0, 0])).sort((x, y) => x - y);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a .cube file', () => {
  it('is a look with the name of its title, which renders as the table says', () => {
    const text = cubeText(33, fade);
    const { settings, issues, meta } = readCube(text);
    expect(issues).toEqual([]);
    expect(meta).toEqual({ format: 'cube', preset: true, name: 'Test, with spaces' });
    expect(normalise(settings)).toEqual({ settings, issues: [] });
    const cube = parseCube(text);
    const errors = errorsOf(through(settings), chart.colours.map((colour) => applyCube(cube, colour) as Rgb));
    expect(mean(errors)).toBeLessThan(0.02);
    expect(errors.at(-1)).toBeLessThan(0.3);
  });

  it('of any size, domain or dimension comes close to what it says', () => {
    const curves = Array.from({ length: 100 }, (_, i) => [Math.sqrt(i / 99), i / 99, (i / 99) ** 2].join(' ')).join('\n');
    const cases: Readonly<Record<string, string>> = {
      '17 nodes': cubeText(17, fade),
      '41 nodes': cubeText(41, fade),
      'a domain': cubeText(20, fade, 'LUT_3D_SIZE 20\nDOMAIN_MIN -0.1 0 0\nDOMAIN_MAX 1.2 1 1.1'),
      curves: `LUT_1D_SIZE 100\n${curves}`,
      'a shaper before the lattice': `LUT_1D_SIZE 100\nLUT_1D_INPUT_RANGE 0 1\nLUT_3D_SIZE 9\n${curves}\n${cubeText(9, fade, '').split('\n\n')[1]}`,
    };
    for (const [name, text] of Object.entries(cases)) {
      const cube = parseCube(text);
      const errors = errorsOf(through(readCube(text).settings), chart.colours.map((colour) => applyCube(cube, colour) as Rgb));
      expect(mean(errors), name).toBeLessThan(0.35);
      expect(errors[Math.floor(errors.length * 0.99)], name).toBeLessThan(2.5);
    }
    expect(readCube(cases['41 nodes'] ?? '').issues.map(({ kind }) => kind)).toEqual(['translated']);
    expect(readCube(cubeText(5, (r) => [2 * r, 0, -1])).issues.map(({ message }) => message)).toContainEqual(expect.stringMatching(/outside/));
  });

  it('changes nothing at amount 0, bit for bit, and little when it says nothing', () => {
    const { settings } = readCube(cubeText(33, fade));
    const off = applyPatch(settings, { Look: { ...(settings['Look'] as object), Amount: 0 } });
    expect(identity(off)).toBe(true);
    expect(develop(chart.pixels, off)).toEqual(chart.pixels);
    expect(errorsOf(through(readCube(cubeText(33, (r, g, b) => [r, g, b])).settings), chart.colours).at(-1)).toBeLessThan(0.1);
  });

  it('grows with its amount and stays in the gamut at 2', () => {
    const { settings } = readCube(cubeText(33, (r, g, b) => [Math.min(1, 1.3 * r), g, 0.5 * b]));
    const distances = [0, 0.5, 1, 1.5, 2].map((Amount) => {
      const colours = through(applyPatch(settings, { Look: { ...(settings['Look'] as object), Amount } }));
      for (const value of colours.flat()) expect(value >= 0 && value <= 1).toBe(true);
      return mean(colours.map((colour, i) => { const [a, b] = [oklab(colour), oklab(chart.colours[i] ?? [0, 0, 0])]; return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]); }));
    });
    distances.slice(1).forEach((distance, i) => expect(distance).toBeGreaterThan((distances[i] ?? 0) + 0.005));
  });

  it('keeps its table through a sidecar', () => {
    const { settings } = readCube(cubeText(9, fade));
    expect(readXmp(writeXmp(settings)).settings).toEqual(settings);
    expect(readXmp(writeXmp(settings)).issues).toEqual([]);
  });
});

describe('a profile in a file of its own', () => {
  const { settings } = readCube(cubeText(17, fade));
  const { Parameters } = settings['Look'] as { Parameters: Readonly<Record<string, string>> };
  const tables = Object.entries(Parameters).map(([name, value]) => `crs:${name}="${value}"`).join(' ');
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" crs:PresetType="Look" crs:UUID="ABC" crs:SupportsAmount="True" crs:Version="14.0" crs:ProcessVersion="11.0" crs:Contrast2012="+15" ${tables} crs:RGBTableAmount="0.5"><crs:Name><rdf:Alt><rdf:li xml:lang="x-default">Faded</rdf:li></rdf:Alt></crs:Name></rdf:Description></rdf:RDF></x:xmpmeta>`;

  it('is a look with its parameters and its table', () => {
    const file = readXmp(xmp);
    expect(file.issues).toEqual([]);
    expect(file.meta).toMatchObject({ preset: true, name: 'Faded' });
    expect(Object.keys(file.settings)).toEqual(['Look']);
    expect(writeXmp(file.settings, { previous: xmp })).toBe(xmp);
    const plain = applyPatch(settings, { Look: { ...(settings['Look'] as object), Parameters: { ...Parameters, RGBTableAmount: 0.5 } }, Contrast2012: 15 });
    expect(mean(errorsOf(through(file.settings), through(plain)))).toBeLessThan(0.01);
    expect(mean(errorsOf(through(file.settings), through(settings)))).toBeGreaterThan(0.5);
  });
});

describe('hostile or broken .cube files', () => {
  it.each([
    ['', 'empty'], ['hello', 'malformed-cube'], ['LUT_3D_SIZE 2', 'malformed-cube'], ['0 0 0\nLUT_3D_SIZE 2', 'malformed-cube'], ['LUT_3D_SIZE 1', 'malformed-cube'], ['LUT_3D_SIZE 2.5', 'malformed-cube'],
    ['LUT_3D_SIZE 100000', 'too-large'], ['LUT_3D_SIZE 1e300', 'too-large'], ['LUT_3D_SIZE -4', 'malformed-cube'], ['LUT_1D_SIZE 2\n0 0 0\n1 1', 'malformed-cube'], ['LUT_1D_SIZE 2\n0 0 0\n1 1 NaN', 'malformed-cube'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 1 1e999', 'malformed-cube'], ['LUT_1D_SIZE 2\n0 0 0\n1 1 1\n1 1 1', 'malformed-cube'], ['LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\n0 0 0\n1 1 1', 'malformed-cube'],
    ['LUT_1D_SIZE 2\nLUT_1D_SIZE 3\n0 0 0', 'malformed-cube'], ['LUT_1D_SIZE 2\n0 0 0\nWHAT 1\n1 1 1', 'malformed-cube'], ['x'.repeat(25 * 1024 * 1024), 'too-large'],
  ])('are refused with a reason (%#)', (text, code) => {
    expect(() => readCube(text)).toThrow(expect.objectContaining({ code }));
  });

  it('name the line', () => {
    expect(() => readCube('LUT_1D_SIZE 2\n# fine\n0 0 0\n1 x 1\n')).toThrow(/line 4.*1 x 1/);
  });

  it('throw nothing else, whatever the text', () => {
    const line = fc.oneof(fc.constantFrom('LUT_3D_SIZE 2', 'LUT_1D_SIZE 3', 'DOMAIN_MIN 0 0 0', 'DOMAIN_MAX 1 1', '0 0 0', '1 1 1', '#', 'TITLE "a'), fc.string({ maxLength: 12 }));
    fc.assert(fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
      try {
        readCube(lines.join('\n'));
      } catch (error) {
        expect(error).toBeInstanceOf(SettingsFileError);
      }
    }), { numRuns: 300 });
  });
});

describe('settings as a .cube file', () => {
  const graded = normalise({ Exposure2012: 0.3, Contrast2012: 20, IncrementalTemperature: 15, Vibrance: 30, ToneCurvePV2012: [[0, 10], [128, 135], [255, 250]], HueAdjustmentBlue: -20, SplitToningShadowHue: 210, SplitToningShadowSaturation: 20, RedHue: 15, CameraProfile: 'Camera Vivid' }).settings;

  it('render through any program as they do here', () => {
    const { text, issues } = writeCube(engine, graded, { title: 'My "grade"' });
    expect(issues).toEqual([]);
    expect(text).toMatch(/^TITLE "My  grade "\n/);
    const cube = parseCube(text);
    expect(cube.lattice?.size).toBe(33);
    const errors = errorsOf(chart.colours.map((colour) => applyCube(cube, colour) as Rgb), through(graded));
    expect(mean(errors)).toBeLessThan(0.35);
    expect(errors[Math.floor(errors.length * 0.99)]).toBeLessThan(2.5);
  });

  it('come back as a look that renders the same', () => {
    const back = readCube(writeCube(engine, graded).text).settings;
    expect(mean(errorsOf(through(back), through(graded)))).toBeLessThan(0.35);
  });

  it('leave out what looks around itself, and say so', () => {
    const { text, issues } = writeCube(engine, normalise({ Vibrance: 20, Highlights2012: -40, Clarity2012: 30, CropAngle: 3, PostCropVignetteAmount: -20, MaskGroupBasedCorrections: [{ CorrectionMasks: [], LocalTint: 0.2 }] }).settings, { size: 5 });
    expect(issues.map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual(['Clarity2012 unrendered', 'CropAngle unrendered', 'Highlights2012 translated', 'MaskGroupBasedCorrections unrendered', 'PostCropVignetteAmount unrendered']);
    const cube = parseCube(text);
    // The light tones are held back, and nothing depends on where a node lies.
    expect(applyCube(cube, [0.9, 0.9, 0.9])[0]).toBeLessThan(0.9);
    const [r, g, b] = applyCube(cube, [0.5, 0.5, 0.5]);
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(0.002);
  });

  it('with nothing to do change nothing', () => {
    const cube = parseCube(writeCube(engine, {}, { size: 9 }).text);
    for (const colour of chart.colours.slice(0, 50)) applyCube(cube, colour).forEach((value, c) => expect(value).toBeCloseTo(colour[c as 0], 4));
  });
});
