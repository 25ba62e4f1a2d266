import { afterAll, describe, expect, it } from 'vitest';
import type { DevelopSettings } from '@/lib/develop/types';
import { Bench, SAMPLES } from '../testing';
import type { Score } from '../types';
import { aesthetics, createEmbeddedEvaluator, scoreOfShare } from '.';

const bench = new Bench();
afterAll(() => bench.close());
const evaluator = createEmbeddedEvaluator();
const [astronaut = '', chelsea = '', coffee = ''] = SAMPLES;

async function judge(path: string, instruction: string, settings: DevelopSettings): Promise<Score> {
  const darkroom = await bench.darkroom(path);
  const start = await darkroom.observe({});
  return evaluator.evaluate({ instruction, locale: 'en', source: start, start, result: await darkroom.observe(settings), history: [] }, new AbortController().signal);
}

const WRECKS: Readonly<Record<string, DevelopSettings>> = {
  'three stops under': { Exposure2012: -3 },
  'burnt out': { Exposure2012: 3, Whites2012: 60 },
  'grey soup': { Contrast2012: -100, Blacks2012: 100, Whites2012: -100, Dehaze: -60 },
};

describe('aesthetics', () => {
  it.each(SAMPLES.map((path) => [path.split('/').at(-1) ?? '', path] as const))('finds the untouched %s decent', async (_, path) => {
    const { evidence } = await (await bench.darkroom(path)).observe({});
    const { score } = aesthetics(evidence, evidence);
    expect(score).toBeGreaterThan(3);
    expect(score).toBeLessThanOrEqual(4.2);
  });

  it.each(Object.entries(WRECKS))('finds a photo that is %s poor', async (_, settings) => {
    for (const path of [astronaut, chelsea, coffee]) expect((await judge(path, 'improve it', settings)).aesthetics, path).toBeLessThan(2.6);
  });

  it('charges for colours that ran away', async () => {
    const plain = await judge(coffee, 'auto', {});
    expect((await judge(coffee, 'auto', { Saturation: 90, Vibrance: 60 })).aesthetics).toBeLessThan(plain.aesthetics - 0.4);
    expect((await judge(coffee, 'auto', { IncrementalTint: -100, IncrementalTemperature: -60 })).aesthetics).toBeLessThan(plain.aesthetics - 0.3);
  });
});

describe('following the instruction', () => {
  it('disagrees with an editor that went the wrong way, did nothing, or did far too much', async () => {
    const right = await judge(chelsea, 'brighter', { Exposure2012: 0.7 });
    expect(right.instruction).toBeGreaterThan(4);
    expect((await judge(chelsea, 'brighter', { Exposure2012: -0.7 })).instruction).toBeLessThan(1.5);
    expect((await judge(chelsea, 'brighter', { Vibrance: 3 })).instruction).toBeLessThan(2);
    expect((await judge(chelsea, 'a touch brighter', { Exposure2012: 2 })).instruction).toBeLessThan(right.instruction - 1);
  });

  it('lowers the score for a part that was ignored and for a limit that was broken', async () => {
    const both = await judge(chelsea, 'brighter and warmer', { Exposure2012: 0.7, IncrementalTemperature: 40 });
    expect((await judge(chelsea, 'brighter and warmer', { Exposure2012: 0.7 })).instruction).toBeLessThan(both.instruction - 0.8);
    const held = await judge(coffee, "brighter, don't blow the highlights", { Exposure2012: 0.9, Highlights2012: -60, Whites2012: -30 });
    const blown = await judge(coffee, "brighter, don't blow the highlights", { Exposure2012: 0.9, Whites2012: 60 });
    expect(blown.instruction).toBeLessThan(held.instruction);
  });

  it('gives reasons with numbers in the language of the instruction', async () => {
    const { reasons } = await judge(chelsea, '亮一点', { Exposure2012: 0.7 });
    expect(reasons.length).toBeGreaterThan(1);
    for (const reason of reasons) expect(reason).toMatch(/\p{Script=Han}/u);
    expect(reasons.join()).toMatch(/\d/);
    expect((await judge(chelsea, 'brighter', { Exposure2012: 0.7 })).reasons.join(' ')).toMatch(/Brightness (went from \d.* to \d|is (lower|higher) than asked: \d.* instead of about \d)/);
  });

  it('grows with the share reached and falls again beyond it', () => {
    const shares = [-0.5, 0, 0.2, 0.5, 0.8, 1];
    const scores = shares.map(scoreOfShare);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(scoreOfShare(2.5)).toBeLessThan(scoreOfShare(1.2));
    for (const share of [-3, 0, 1, 9]) {
      expect(scoreOfShare(share)).toBeGreaterThanOrEqual(1);
      expect(scoreOfShare(share)).toBeLessThanOrEqual(5);
    }
  });
});

it('never gives a score outside 1…5 or without a reason', async () => {
  const results: readonly DevelopSettings[] = [{}, { Exposure2012: 5 }, { ConvertToGrayscale: true }, { HasCrop: true, CropRight: 0.5 }];
  for (const settings of results) for (const instruction of ['cinematic', '港风', 'asdf', 'crop to a square']) {
    const score = await judge(astronaut, instruction, settings);
    for (const value of [score.aesthetics, score.instruction, score.overall]) {
      expect(value).toBeGreaterThanOrEqual(1);
      expect(value).toBeLessThanOrEqual(5);
    }
    expect(score.reasons.length).toBeGreaterThan(0);
  }
});
