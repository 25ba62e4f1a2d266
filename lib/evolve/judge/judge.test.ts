import { afterAll, describe, expect, it } from 'vitest';
import { Bench, SAMPLES } from '@/lib/agent/testing';
import type { Observation } from '@/lib/agent/types';
import type { DevelopSettings, Locale, Pixels } from '@/lib/develop/types';
import type { State, Task } from '../types';
import { viewOf } from '../view';
import { artefactsOf, createIndependentJudge, judgePictures, overallOf, type Verdict } from '.';

const bench = new Bench();
afterAll(() => bench.close());

const task = (instruction: string, locale: Locale = 'en'): Task => ({ id: 't', photo: 'p', instruction, locale, category: 'travel', subcategory: 'scenery', split: 'test' });
const stateOf = (asked: Task, source: Observation, seen: Observation): State => ({ task: asked, step: 1, settings: seen.settings, evidence: seen.evidence, source: source.evidence, view: viewOf(seen.pixels), sourceView: viewOf(source.pixels) });

const judge = createIndependentJudge();
async function judged(photo: string, instruction: string, settings: DevelopSettings, locale: Locale = 'en'): Promise<{ readonly pictures: Verdict; readonly states: Verdict }> {
  const darkroom = await bench.darkroom(photo, 384);
  const [source, result] = [await darkroom.observe({}), await darkroom.observe(settings)];
  const asked = task(instruction, locale);
  const marks = judge.judge(asked, stateOf(asked, source, source), stateOf(asked, source, result));
  return { pictures: judgePictures(asked, source, result), states: { ...marks, overall: overallOf(marks) } };
}

const path = SAMPLES.find((name) => name.includes('mountain-path')) ?? '';
const coffee = SAMPLES.find((name) => name.includes('coffee')) ?? '';
const cat = SAMPLES.find((name) => name.includes('chelsea')) ?? '';

const CASES: readonly { readonly name: string; readonly photo: string; readonly words: string; readonly locale?: Locale; readonly right: DevelopSettings; readonly wrong: DevelopSettings; readonly far: DevelopSettings; readonly beside: DevelopSettings }[] = [
  { name: 'brightness', photo: cat, words: 'make it brighter', right: { Exposure2012: 0.55 }, wrong: { Exposure2012: -0.6 }, far: { Exposure2012: 2.6 }, beside: { Exposure2012: 0.55, Saturation: 80, Temperature: 60 } },
  { name: 'brightness in Chinese', photo: cat, words: '调亮一些', locale: 'zh', right: { Exposure2012: 0.5 }, wrong: { Exposure2012: -0.6 }, far: { Exposure2012: 2.6 }, beside: { Exposure2012: 0.5, Saturation: -90 } },
  { name: 'warmth', photo: path, words: 'warmer please', right: { IncrementalTemperature: 18 }, wrong: { IncrementalTemperature: -20 }, far: { IncrementalTemperature: 100 }, beside: { IncrementalTemperature: 18, Exposure2012: 1.6 } },
  { name: 'colour', photo: coffee, words: 'less saturated', right: { Saturation: -35 }, wrong: { Saturation: 40 }, far: { Saturation: -100 }, beside: { Saturation: -35, Exposure2012: -2 } },
  { name: 'contrast', photo: cat, words: 'more contrast', right: { Contrast2012: 50 }, wrong: { Contrast2012: -50 }, far: { Contrast2012: 100, Whites2012: 100, Blacks2012: -100, Exposure2012: 0.4 }, beside: { Contrast2012: 50, IncrementalTint: 80 } },
];

describe.each(CASES)('asked for $name', ({ photo, words, locale, right, wrong, far, beside }) => {
  it.skipIf(!photo)('ranks what was asked for above nothing, the contrary, too much, and more than was asked', async () => {
    const [good, nothing, contrary, much, more] = await Promise.all([right, {}, wrong, far, beside].map((settings) => judged(photo, words, settings, locale)));
    for (const kind of ['pictures', 'states'] as const) {
      const marks = [good, nothing, contrary, much, more].map((one) => one?.[kind].overall ?? Number.NaN);
      expect(marks[0], `${kind} ${marks.map((mark) => mark.toFixed(2)).join(' ')}`).toBeGreaterThan(6.5);
      for (const other of marks.slice(1)) expect(other, `${kind} ${marks.map((mark) => mark.toFixed(2)).join(' ')}`).toBeLessThan((marks[0] ?? 0) - 1);
    }
  });
});

it.skipIf(!path)('says of pictures and of their small states much the same', async () => {
  for (const settings of [{ Exposure2012: 0.5 }, { Exposure2012: -0.8 }, { Exposure2012: 1.8 }]) {
    const { pictures, states } = await judged(path, 'brighten it', settings);
    expect(Math.abs(pictures.overall - states.overall)).toBeLessThan(0.8);
  }
});

it.skipIf(!path)('finds quality falling the further a picture is pushed', async () => {
  const marks: number[] = [];
  for (const push of [0, 40, 70, 100]) marks.push((await judged(path, 'polish it', { Saturation: push, Contrast2012: push, Clarity2012: push })).pictures.pq);
  for (const [at, mark] of marks.entries()) if (at > 0) expect(mark).toBeLessThan((marks[at - 1] ?? 0) + 1e-9);
  expect(marks[3]).toBeLessThan((marks[0] ?? 0) - 3);
});

it.skipIf(!path)('thinks better of a photo put right than of one left dark, when asked to make it better', async () => {
  const source: DevelopSettings = { Exposure2012: -1.6 };
  const darkroom = await bench.darkroom(path, 384);
  const asked = task('improve it');
  const [dark, mended] = [await darkroom.observe(source), await darkroom.observe({ Exposure2012: -0.2 })];
  expect(judgePictures(asked, dark, mended).overall).toBeGreaterThan(judgePictures(asked, dark, dark).overall + 1.5);
});

it.skipIf(!path)('does not see who made a result: a state carries no name, and other ids change no mark', async () => {
  const darkroom = await bench.darkroom(path, 384);
  const [source, result] = [await darkroom.observe({}), await darkroom.observe({ Exposure2012: 0.4 })];
  const [one, two] = [task('brighter'), { ...task('brighter'), id: 'checkpoint-9', photo: 'other', split: 'train' as const }];
  expect(judge.judge(one, stateOf(one, source, source), stateOf(one, source, result))).toEqual(judge.judge(two, stateOf(two, source, source), { ...stateOf(two, source, result), step: 7 }));
});

describe('artefacts', () => {
  const made = (width: number, height: number, grey: (x: number, y: number) => number): Pixels => ({ width, height, channels: 3, space: 'srgb', depth: 8, data: Uint8Array.from({ length: width * height * 3 }, (_, at) => grey(Math.floor(at / 3) % width, Math.floor(at / 3 / width))) });
  const ramp = made(256, 16, (x) => x);

  it('finds the gaps of a picture that was stretched', () => {
    expect(artefactsOf(ramp).gaps).toBe(0);
    expect(artefactsOf(made(256, 16, (x) => Math.round(x / 3) * 3)).gaps).toBeGreaterThan(0.3);
  });
  it('finds overshoot beside an edge, and none where a tone curve did it', () => {
    const edge = made(128, 32, (x) => (x < 64 ? 80 : 160));
    const curved = made(128, 32, (x) => (x < 64 ? 50 : 200));
    // Clear on the bright side and dark on the dark side of the edge, as clarity overdone.
    const haloed = made(128, 32, (x) => (x < 62 ? 80 : x < 64 ? 50 : x < 66 ? 190 : 160));
    expect(artefactsOf(curved, edge).halo).toBeCloseTo(0, 6);
    expect(artefactsOf(haloed, edge).halo).toBeGreaterThan(3);
  });
});
