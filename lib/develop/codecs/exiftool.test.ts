import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { combineFields, normalise } from '../settings';
import { TOOLS, type Tool } from '../tools';
import type { JsonValue } from '../types';
import { writeXmp } from './index';

const SCRIPT = resolve(import.meta.dirname, '../../../node_modules/exiftool-vendored.pl/bin/exiftool');
const usable = existsSync(SCRIPT) && spawnSync('perl', [SCRIPT, '-ver']).status === 0;

/** A value away from the default for every global tool that is written as one value or a curve. */
const value = (tool: Tool): JsonValue => {
  switch (tool.kind) {
    case 'number': return Math.round((tool.min + (tool.max - tool.min) * 0.31) / tool.step) * tool.step;
    case 'boolean': return true;
    case 'enum': return tool.options.at(-1)?.value ?? null;
    case 'curve': return [[0, 4], [120, 131], [255, 250]];
    default: return null;
  }
};

/** Names that exiftool shows otherwise than files have them. */
const RENAMED: Readonly<Record<string, string>> = { Temperature: 'ColorTemperature' };

describe.skipIf(!usable)('exiftool (skipped where perl is not installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evoroom-xmp-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const readBack = (settings: Parameters<typeof writeXmp>[0]): Readonly<Record<string, JsonValue>> => {
    const file = join(folder, 'photo.xmp');
    writeFileSync(file, writeXmp(settings));
    const [read] = JSON.parse(execFileSync('perl', [SCRIPT, '-j', '-struct', '-n', '-XMP-crs:all', '-warning', file], { encoding: 'utf8' })) as Record<string, JsonValue>[];
    if (!read) throw new Error('exiftool read nothing');
    return read;
  };

  it('agrees with every value that we write', () => {
    const tools = TOOLS.filter((tool) => tool.scope === 'global' && tool.kind !== 'list' && !/^(Crop|Parametric.*Split|ToneCurveName|WhiteBalance)/.test(tool.name));
    const settings = normalise({ ...Object.fromEntries(tools.map((tool) => [tool.name, value(tool)])), CropTop: 0.125, CropRight: 0.875, CropAngle: -1.5 }).settings;
    const read = readBack(settings);
    expect(read).not.toHaveProperty('Warning');
    expect(Object.keys(settings).length).toBeGreaterThan(110);
    for (const [name, ours] of Object.entries(settings)) {
      const theirs = read[RENAMED[name] ?? name] ?? null;
      if (Array.isArray(ours)) expect(theirs, name).toEqual(ours.map((point: readonly number[]) => point.join(', ')));
      else if (typeof ours === 'number') expect(Number(theirs), name).toBeCloseTo(ours, 6);
      else if (typeof ours === 'boolean') expect([ours, ours ? 1 : 0], name).toContain(theirs);
      else expect(theirs, name).toBe(ours);
    }
  });

  it('reads masks as the structures that they are', () => {
    const corrections = [{
      What: 'Correction', CorrectionName: 'Sky 天空', CorrectionAmount: 1, CorrectionActive: true, LocalExposure2012: -0.125, LocalDehaze: 0.2,
      CorrectionMasks: [
        { What: 'Mask/Gradient', MaskName: 'Top', ...combineFields('add'), ZeroX: 0.5, ZeroY: 0.6, FullX: 0.5, FullY: 0.2 },
        { What: 'Mask/RangeMask', ...combineFields('intersect'), CorrectionRangeMask: { Version: 3, Type: 1, ColorAmount: 0.5, PointModels: [[0.25, 0.5, 0.75, 0.4, 0.6, 0]] } },
      ],
    }];
    const { settings } = normalise({ MaskGroupBasedCorrections: corrections });
    expect(readBack(settings)['MaskGroupBasedCorrections']).toMatchObject([{
      CorrectionName: 'Sky 天空', LocalExposure2012: -0.125, LocalDehaze: 0.2,
      CorrectionMasks: [
        { What: 'Mask/Gradient', MaskName: 'Top', MaskBlendMode: 0, FullY: 0.2 },
        { What: 'Mask/RangeMask', MaskBlendMode: 1, MaskInverted: true, MaskValue: 0, CorrectionRangeMask: { Type: 1, PointModels: ['0.25 0.5 0.75 0.4 0.6 0'] } },
      ],
    }]);
  });

  it('reads retouching, looks, point colours and red eyes as the structures that they are', () => {
    const point = [1.52223, 0.818425, 0.090266, -0.38, -0.17, 0, 0.5, 0, 0.33, 0.67, 1, 0.09, 0.64, 1, 1, 0, 0.15, 0.51, 1];
    const { settings, issues } = normalise({
      PointColors: [point], ColorVariance: [0.25],
      RetouchAreas: [{ SpotType: 'clone', SourceState: 'sourceSetExplicitly', SourceX: 0.25, OffsetY: 0.5, Opacity: 0.8, Feather: 0.3, Seed: 3, Masks: [{ What: 'Mask/Ellipse', MaskValue: 1, X: 0.1, Y: 0.2, SizeX: 0.05, SizeY: 0.02, Alpha: 0.3, CenterValue: 1, PerimeterValue: 0 }] }],
      RedEyeInfo: [{ CenterX: 0.1, CenterY: 0.2, Radius: 0.01, Darken: 0.75 }],
      Look: { Name: 'Evening 夕', Amount: 0.5, UUID: 'AB12', Group: { 'x-default': 'Mine' }, Parameters: { Version: '15.4', ProcessVersion: '11.0', ToneCurvePV2012: ['0, 0', '22, 16', '255, 255'] } },
    });
    expect(issues.filter(({ kind }) => kind === 'invalid')).toEqual([]);
    const file = join(folder, 'retouched.xmp');
    writeFileSync(file, writeXmp(settings, { photo: { width: 3000, height: 2000, orientation: 1 } }));
    const [read] = JSON.parse(execFileSync('perl', [SCRIPT, '-j', '-struct', '-n', '-XMP-crs:all', '-warning', file], { encoding: 'utf8' })) as Record<string, JsonValue>[];
    expect(read).not.toHaveProperty('Warning');
    expect(read).toMatchObject({
      RetouchAreas: [{ SpotType: 'clone', SourceX: 0.25, OffsetY: 0.5, Opacity: 0.8, Feather: 0.3, Seed: 3, Masks: [{ What: 'Mask/Ellipse', X: 0.1, Y: 0.2, SizeX: 0.05, SizeY: 0.02, Alpha: 0.3 }] }],
      Look: { Name: 'Evening 夕', Amount: 0.5, UUID: 'AB12', Parameters: { ToneCurvePV2012: ['0, 0', '22, 16', '255, 255'] } },
    });
    const listed = (value: JsonValue | undefined): string => (Array.isArray(value) ? String(value[0]) : String(value));
    expect(listed(read?.['PointColors']).split(',').map(Number)).toEqual(point);
    expect(Number(listed(read?.['ColorVariance']))).toBe(0.25);
    expect(listed(read?.['RedEyeInfo'])).toMatch(/^x = 0\.100000, y = 0\.200000, width = 0\.010000, height = 0\.015000/);
  });

  it('reads a preset’s head', () => {
    const file = join(folder, 'preset.xmp');
    writeFileSync(file, writeXmp({ Texture: 5 }, { preset: { name: 'Evening 夕', group: 'Mine' } }));
    const [read] = JSON.parse(execFileSync('perl', [SCRIPT, '-j', '-struct', '-n', '-XMP-crs:all', '-warning', file], { encoding: 'utf8' })) as Record<string, JsonValue>[];
    expect(read).not.toHaveProperty('Warning');
    expect(read).toMatchObject({ PresetType: 'Normal', Name: 'Evening 夕', Group: 'Mine', Texture: '+5' });
  });
});
