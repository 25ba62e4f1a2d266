import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPatch } from '@/lib/develop/settings';
import { createEnvironment, type StudioEnvironment } from '../environment';
import { randomOf } from '../random';
import { inStyle, learnStyle } from './learn';
import { parseStyle } from './parse';
import { edited, PHOTOGRAPHERS } from './photographers';
import { ridge } from './ridge';
import { studyStyles } from './study';
import type { Edit } from './types';

let environment: StudioEnvironment;
beforeAll(async () => { environment = await createEnvironment({ seed: 1 }); }, 120_000);
afterAll(() => environment?.close());

const editsOf = (name: string, count: number): readonly Edit[] => {
  const photographer = PHOTOGRAPHERS.find((one) => one.name === name)!;
  return environment.photos.slice(0, count).map(({ id, surveyed: { evidence } }) => ({ id, evidence, starting: {}, base: {}, settings: { ...edited(photographer, id, evidence, 1), CameraProfile: 'Adobe Landscape', WhiteBalance: 'Custom', CropAngle: 3 } }));
};

describe('ridge regression', () => {
  it('leaves each example out as if it had not been there', () => {
    const random = randomOf(3);
    const rows = Array.from({ length: 14 }, () => [1, random.normal(), random.normal()]);
    const targets = rows.map(([, a = 0, b = 0]) => 2 + a - 0.5 * b + 0.3 * random.normal());
    const { weights, lambda, press } = ridge(rows, targets, [0.02, 1, 1]);
    expect(weights).toEqual([expect.closeTo(2, 0), expect.closeTo(1, 0), expect.closeTo(-0.5, 0)]);
    // The same penalty, each example really left out: solved by steepest descent, which shares nothing with the closed form.
    const without = (out: number): number => {
      let w = [0, 0, 0];
      const kept = rows.map((row, k) => ({ row, target: targets[k] ?? 0 })).filter((_, k) => k !== out);
      for (let turn = 0; turn < 20_000; turn++) {
        const gradient = w.map((weight, i) => lambda * ([0.02, 1, 1][i] ?? 0) * weight + kept.reduce((sum, { row, target }) => sum + (row[i] ?? 0) * (row.reduce((dot, x, j) => dot + x * (w[j] ?? 0), 0) - target), 0));
        w = w.map((weight, i) => weight - 0.01 * (gradient[i] ?? 0));
      }
      return ((targets[out] ?? 0) - (rows[out] ?? []).reduce((dot, x, j) => dot + x * (w[j] ?? 0), 0)) ** 2;
    };
    expect(press).toBeCloseTo(rows.reduce((sum, _, k) => sum + without(k), 0) / rows.length, 6);
  });
});

describe('a style', () => {
  it('is learnt of what a hand did, and of nothing that belongs to one photo', () => {
    const style = learnStyle(editsOf('film', 24), 'film');
    expect(style.habits).toEqual({ CameraProfile: 'Adobe Landscape' });
    expect(style.sliders.map(({ name }) => name)).not.toContain('CropAngle');
    const [{ surveyed: { evidence } }] = environment.photos.slice(-1) as [(typeof environment.photos)[number]];
    const patch = inStyle(style, { evidence, base: {}, starting: {} });
    expect(Math.abs(Number(patch['GrainAmount']) - 28)).toBeLessThanOrEqual(4);
    expect(Math.abs(Number(patch['Blacks2012']) - 24)).toBeLessThanOrEqual(6);
    expect(applyPatch({}, patch)).toMatchObject({ GrainAmount: patch['GrainAmount'] });
    expect(style.error.after).toBeLessThan(style.error.before / 2);
  });

  it('is the same again from its file, and one of other features is refused', () => {
    const style = learnStyle(editsOf('airy', 12), 'airy');
    expect(parseStyle(JSON.parse(JSON.stringify(style)))).toEqual(style);
    expect(() => parseStyle({ ...style, features: ['luma'] })).toThrow(/learn it again/);
  });

  it('keeps Kelvin beside the light that a RAW photo was taken in', () => {
    const edits = environment.photos.slice(0, 20).map(({ id, surveyed: { evidence } }, k): Edit => {
      const asShot = 3200 + 200 * k;
      return { id, evidence, starting: { Temperature: asShot }, base: { Temperature: asShot }, settings: { Temperature: Math.round(1e6 / (1e6 / asShot - 20)) } };
    });
    const style = learnStyle(edits, 'warm');
    const [{ surveyed: { evidence } }] = environment.photos as [(typeof environment.photos)[number]];
    for (const asShot of [3000, 5500, 7500]) {
      const { Temperature } = inStyle(style, { evidence, base: { Temperature: asShot }, starting: { Temperature: asShot } });
      expect(1e6 / asShot - 1e6 / Number(Temperature), String(asShot)).toBeCloseTo(20, -0.7);
    }
  });

  it('needs a few edits, and says how many', () => {
    expect(() => learnStyle(editsOf('film', 3), 'few')).toThrow(/at least 5 .* 3 were found/);
  });
});

it('thirty edits halve the error on photos that were not learnt from, for each of five photographers', async () => {
  const rows = await studyStyles(environment, { seed: 1 });
  expect(rows).toHaveLength(5);
  for (const { photographer, before, after } of rows) expect(after / before, photographer).toBeLessThan(0.5);
}, 300_000);
