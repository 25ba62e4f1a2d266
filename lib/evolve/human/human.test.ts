import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { glance } from '@/lib/agent/evidence';
import { encode, projectRoot } from '@/lib/imaging';
import type { Pixels } from '@/lib/develop/types';
import { psnr, srcc } from '../metrics';
import { directionOf, distorted, KINDS, strengthOf, type Level } from './distortions';
import { EvolveError } from '../errors';
import { comparePeople, fitOpinion, humanSamples, opinionOf, readOpinionModel, scatterOf, shippedOpinionModel, splitByPhoto, tableOf } from '.';
import { ridgeRegression } from './fit';
import { parseOpinions } from './scores';
import { ssim } from './ssim';

/** A colourful picture with shadows, lights and detail. */
const scene = (seed: number, width = 120, height = 80): Pixels => ({
  width, height, channels: 3, space: 'srgb', depth: 8,
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const [x, y, channel] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width), at % 3];
    const grain = ((x * 73 + y * 151 + seed * 31) % 17) - 8;
    const hue = Math.sin((x + seed * 13) / (7 + channel * 5)) + Math.cos((y - seed * 7) / (9 + channel * 3));
    return Math.min(250, Math.max(5, 128 + hue * 48 + grain));
  }),
});
const LEVELS: readonly Level[] = [1, 2, 3, 4, 5];
const made = (picture: Pixels, kind: (typeof KINDS)[number], level: Level, direction = directionOf(kind, level)): Pixels => distorted(picture, kind, direction, strengthOf(picture, kind, level, direction));

describe('distortions', () => {
  const picture = scene(1);
  it.each(KINDS)('come to the PSNR of their level: %s', (kind) => {
    for (const level of LEVELS) expect(psnr(made(picture, kind, level), picture), `level ${level}`).toBeCloseTo([33, 30, 27, 24, 21][level - 1] ?? 0, 0);
  });
  it('raise contrast at levels 2 and 4 and lower it at the others', () => {
    const spread = glance(picture).luma.std;
    for (const level of LEVELS) expect(Math.sign(glance(made(picture, 'contrast change', level)).luma.std - spread)).toBe(level % 2 === 0 ? 1 : -1);
  });
  it('lower chroma further with each level and leave luma', () => {
    const seen = LEVELS.map((level) => glance(made(picture, 'saturation change', level)));
    for (const [at, now] of seen.entries()) {
      expect(now.colour.meanChroma).toBeLessThan((seen[at - 1] ?? glance(picture)).colour.meanChroma - 0.2);
      expect(now.luma.mean).toBeCloseTo(glance(picture).luma.mean, -0.3);
    }
  });
  it('end at grey where a picture has not the colours to lose', () => {
    const pale: Pixels = { ...picture, depth: 8, data: Uint8Array.from(picture.data, (_, at) => 120 + ((Math.floor(at / 3) % 40) + (at % 3) * 2)) };
    const grey = made(pale, 'saturation change', 5);
    expect(glance(grey).colour.meanChroma).toBeLessThan(0.1);
  });
});

describe('SSIM', () => {
  it('is 1 for equal pictures and falls with noise', () => {
    const picture = scene(2);
    const noisy = (amount: number): Pixels => ({ ...picture, depth: 8, data: Uint8Array.from(picture.data, (value, at) => Math.min(255, Math.max(0, value + (((at * 7919) % 13) - 6) * amount))) });
    expect(ssim(picture, picture)).toBeCloseTo(1, 6);
    expect(ssim(noisy(1), picture)).toBeGreaterThan(ssim(noisy(4), picture));
  });
  it('is (2xy + C₁)/(x² + y² + C₁) between two flat greys', () => {
    const flat = (value: number): Pixels => ({ width: 16, height: 16, channels: 3, space: 'srgb', depth: 8, data: new Uint8Array(768).fill(value) });
    const [x, y] = [0.2, 0.6];
    expect(ssim(flat(51), flat(153))).toBeCloseTo((2 * x * y + 1e-4) / (x * x + y * y + 1e-4), 4);
  });
});

describe('scores', () => {
  it('are read with their columns in any order; other distortions are left out', () => {
    expect(parseOpinions('\uFEFFmos,photo,level,distortion\r\n5.5,kodim01.png,2,contrast change\r\n1,kodim01,1,JPEG compression\r\n')).toEqual([{ photo: 'kodim01', kind: 'contrast change', level: 2, mos: 5.5 }]);
  });
  it.each(['photo,level,mos\na,1,2', 'photo,distortion,level,mos\n../../etc/passwd,mean shift,1,5', 'photo,distortion,level,mos\na,mean shift,6,5', 'photo,distortion,level,mos\na,mean shift,1,99', 'photo,distortion,level,mos\na,mean shift,1,NaN'])('are refused with a reason: %j', (text) => {
    expect(() => parseOpinions(text)).toThrow(EvolveError);
  });
});

it('fits by ridge what was put in: the plane exactly without a ridge, less steep with one', () => {
  const rows = Array.from({ length: 30 }, (_, at) => {
    const x = [Math.sin(at), Math.cos(at * 1.7), at / 30];
    return { x, y: 2 + 3 * (x[0] ?? 0) - 0.5 * (x[1] ?? 0) + 4 * (x[2] ?? 0), weight: at % 2 === 0 ? 1 : 0.5 };
  });
  const { bias, weights } = ridgeRegression(rows, 0);
  expect([bias, ...weights].map((value) => Number(value.toFixed(8)))).toEqual([2, 3, -0.5, 4]);
  expect(Math.abs(ridgeRegression(rows, 50).weights[0] ?? 0)).toBeLessThan(2.5);
});

it('splits by photo, the same way for the same seed', () => {
  const photos = Array.from({ length: 12 }, (_, at) => `p${at}`);
  const { train, test } = splitByPhoto([...photos, ...photos], 3);
  expect([train.length, test.length]).toEqual([6, 6]);
  expect([...train, ...test].sort()).toEqual([...photos].sort());
  expect(splitByPhoto(photos, 3)).toEqual({ train, test });
  expect(splitByPhoto(photos, 4)).not.toEqual({ train, test });
});

describe('the model that ships', () => {
  const model = shippedOpinionModel();
  const picture = scene(3);
  const source = glance(picture);
  const said = (result: Pixels): number => opinionOf(model, source, glance(result));

  it('prefers a little more contrast to less, and the more is lost the worse', () => {
    const at = (level: Level): number => said(made(picture, 'contrast change', level));
    expect(at(2)).toBeGreaterThan(at(1));
    expect(at(1)).toBeGreaterThan(at(3));
    expect(at(3)).toBeGreaterThan(at(5));
  });
  it('minds paler colours more with each level', () => {
    const falling = LEVELS.map((level) => said(made(picture, 'saturation change', level)));
    expect(falling).toEqual(falling.toSorted((a, b) => b - a));
    expect(falling[4]).toBeLessThan((falling[0] ?? 0) - 0.3);
  });
  it('minds a shift more the larger it is, brighter and darker alike', () => {
    for (const direction of [1, -1] as const) {
      const falling = LEVELS.map((level) => said(made(picture, 'mean shift', level, direction)));
      expect(falling[4]).toBeLessThan((falling[0] ?? 0) - 0.2);
      expect(falling[3]).toBeLessThan((falling[1] ?? 0) + 1e-9);
    }
  });
  it('says nothing wild of what was never rated', () => {
    for (const extreme of [0, 255]) {
      const flat: Pixels = { ...picture, depth: 8, data: new Uint8Array(picture.data.length).fill(extreme) };
      expect(said(flat)).toBeGreaterThanOrEqual(1);
      expect(said(flat)).toBeLessThanOrEqual(said(picture));
    }
  });
  it('is read strictly', () => {
    expect(() => readOpinionModel({ ...model, weights: [{ feature: '__proto__', weight: 1 }] })).toThrow(EvolveError);
    expect(() => readOpinionModel(null)).toThrow(EvolveError);
  });
});

describe('with photos and scores', () => {
  let folder = '';
  const names = ['red', 'green', 'blue', 'grey'];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evoroom-people-'));
    for (const [at, name] of names.entries()) await writeFile(join(folder, `${name}.png`), await encode(scene(at + 1), { format: 'png' }));
    // People who mind every kind of change by its level, and like contrast: a rule that can be learnt.
    const rows = names.flatMap((photo) => KINDS.flatMap((kind) => LEVELS.map((level) => `${photo},${kind},${level},${kind === 'contrast change' && level % 2 === 0 ? 6.5 : 6 - level * 0.5}`)));
    await writeFile(join(folder, 'scores.csv'), `photo,distortion,level,mos\n${rows.join('\n')}\n`);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives loop 2 states with people’s scores', async () => {
    const samples = await humanSamples([{ photo: 'red', kind: 'mean shift', level: 3, mos: 4.5 }, { photo: 'elsewhere', kind: 'mean shift', level: 3, mos: 1 }], folder, { edge: 64 });
    expect(samples).toHaveLength(1);
    const [sample] = samples;
    expect(sample).toMatchObject({ photo: 'red', score: 3, source: { step: 0, task: { photo: 'red' } } });
    expect(sample?.results.map(({ state }) => Math.sign(state.evidence.luma.mean - state.source.luma.mean))).toEqual([1, -1]);
    expect(sample?.results[0]?.state.view).toHaveLength(768);
  });
  it('learns from half of the photos, never tests on them, and says the same again', async () => {
    const once = await comparePeople({ scores: join(folder, 'scores.csv'), photos: folder, train: true, seed: 2, edge: 64 });
    expect(once.trainedOn.filter((photo) => once.testedOn.includes(photo))).toEqual([]);
    expect([...once.trainedOn, ...once.testedOn].sort()).toEqual([...names].sort());
    expect(once.agreements[0]?.srcc).toBeGreaterThan(0.85);
    expect(await comparePeople({ scores: join(folder, 'scores.csv'), photos: folder, train: true, seed: 2, edge: 64 })).toEqual(once);
    expect(tableOf(once).split('\n')).toHaveLength(2 + once.agreements.length);
    expect(scatterOf(once)).not.toMatch(/NaN|undefined/);
  });
  it('does not look at the test photos: other scores of theirs give the same model', async () => {
    const opinions = names.flatMap((photo) => KINDS.flatMap((kind) => LEVELS.map((level) => ({ photo, kind, level, mos: 6 - level * 0.5 }))));
    const { train } = splitByPhoto(names, 2);
    const fit = async (of: typeof opinions) => fitOpinion((await humanSamples(of, folder, { edge: 48 })).filter(({ photo }) => train.includes(photo)), 'made', 2);
    expect(await fit(opinions)).toEqual(await fit(opinions.map((one) => (train.includes(one.photo) ? one : { ...one, mos: 9 - one.mos }))));
  });
  it('says what is missing', async () => {
    await expect(comparePeople({ scores: join(folder, 'none.csv'), photos: folder })).rejects.toMatchObject({ code: 'scores-missing' });
    await expect(comparePeople({ scores: join(folder, 'scores.csv'), photos: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'photos-missing' });
  });
});

const shared = join(projectRoot(), '../shared');
it.skipIf(!existsSync(join(shared, 'human-scores/tid2013-tone-colour.csv')))('agrees with people on photos that it never saw, better than the paper’s 0.7243 and than every baseline', async () => {
  const report = await comparePeople({ scores: join(shared, 'human-scores/tid2013-tone-colour.csv'), photos: join(shared, 'photos') });
  const [own, ...baselines] = report.agreements;
  expect(own?.srcc).toBeGreaterThan(0.7243);
  expect(own?.plcc).toBeGreaterThan(0.7116);
  for (const baseline of baselines) expect(own?.srcc).toBeGreaterThan(baseline.srcc + 0.1);
  expect(srcc(report.points.map(({ said }) => said), report.points.map(({ people }) => people))).toBeCloseTo(own?.srcc ?? 0, 2);
}, 60_000);
