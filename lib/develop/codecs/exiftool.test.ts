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
});
