import { afterAll, describe, expect, it } from 'vitest';
import { maskOf, measureWithin } from '../../evidence';
import { all, request } from '../../doubles';
import { createEmbeddedEvaluator } from '../../evaluator';
import { run } from '../../loop';
import { Bench, SAMPLES, extraPhotos } from '../../testing';
import type { RunEvent } from '../../types';
import { createEmbeddedBrain } from '.';

const bench = new Bench();
afterAll(() => bench.close());
const photos = [...SAMPLES, ...extraPhotos(['kodim23.png', 'kodim21.png'])];
const nameOf = (path: string): string => path.split('/').at(-1) ?? path;
const calls = (events: readonly RunEvent[]): number => events.filter((event) => event.type === 'tool_call').length;
const settingsOf = (events: readonly RunEvent[]): unknown => events.findLast((event) => event.type === 'observation')?.settings;

describe.each(photos.map((path) => [nameOf(path), path] as const))('on %s', (_, path) => {
  it.each(['brighter', '亮一点'])('"%s" makes it brighter and burns nothing', async (instruction) => {
    const { before, after } = await bench.retouch(path, instruction);
    expect(after.evidence.luma.mean).toBeGreaterThan(before.evidence.luma.mean + 2);
    expect(after.evidence.clipping.highlights - before.evidence.clipping.highlights).toBeLessThan(0.03);
  });

  it.each(['warmer', '暖一些'])('"%s" moves the balance toward yellow', async (instruction) => {
    const { before, after } = await bench.retouch(path, instruction);
    expect(after.evidence.colour.cast.b).toBeGreaterThan(before.evidence.colour.cast.b + 0.5);
  });
});

describe('what is asked is what moves', () => {
  const [, chelsea = ''] = SAMPLES;
  const green = extraPhotos(['kodim23.png'])[0];

  it.skipIf(!green)('muting the greens lowers their colour and little else (needs ../shared/photos)', async () => {
    for (const instruction of ['mute the greens', '绿色淡一点']) {
      const { before, after } = await bench.retouch(green ?? '', instruction);
      const chroma = (colour: 'Green' | 'Red' | 'Blue'): number => {
        const mask = maskOf(before.pixels, colour);
        return measureWithin(after.pixels, mask).chroma / measureWithin(before.pixels, mask).chroma;
      };
      expect(chroma('Green')).toBeLessThan(0.85);
      expect(Math.abs(chroma('Red') - 1)).toBeLessThan(0.05);
      expect(Math.abs(chroma('Blue') - 1)).toBeLessThan(0.08);
      expect(Math.abs(after.evidence.luma.mean - before.evidence.luma.mean)).toBeLessThan(1);
    }
  });

  it('means other numbers on a dark and on a bright print of the same photo', async () => {
    const darkroom = await bench.darkroom(chelsea);
    const exposures = await Promise.all([-1.2, 0.6].map(async (value) => {
      const printed = await bench.photo(`print${value}`, (await darkroom.observe({ Exposure2012: value })).pixels);
      const { events } = await bench.retouch(printed, 'brighter');
      const patch = events.find((event) => event.type === 'tool_call')?.patch;
      return Number(patch?.['Exposure2012'] ?? 0);
    }));
    expect(exposures[0]).not.toBe(exposures[1]);
  });

  it('gives the same settings and the same words for the same seed', async () => {
    const first = await bench.retouch(chelsea, 'cinematic, a bit warmer', { seed: 5 });
    const second = await bench.retouch(chelsea, 'cinematic, a bit warmer', { seed: 5 });
    expect(settingsOf(second.events)).toEqual(settingsOf(first.events));
    expect(second.text).toBe(first.text);
  });

  it('states only numbers that were measured: the first thought names the brightness of the picture', async () => {
    const { before, text } = await bench.retouch(chelsea, 'brighter');
    expect(text).toContain(before.evidence.luma.mean.toFixed(0));
    const zh = await bench.retouch(chelsea, '亮一点');
    expect(zh.text).toMatch(/\p{Script=Han}/u);
    expect(zh.text).not.toMatch(/[a-z]{4,}/i);
  });

  it('plans a style in a darkroom’s order and takes two to nine steps', async () => {
    const { events } = await bench.retouch(chelsea, 'cinematic');
    const order = ['white-balance', 'light', 'tone', 'presence', 'monochrome', 'colour', 'grading', 'local', 'effects', 'refine'];
    const items = events.find((event) => event.type === 'plan')?.items.map(({ id }) => order.indexOf(id)) ?? [];
    expect(items).toEqual([...items].sort((a, b) => a - b));
    expect(calls(events)).toBeGreaterThanOrEqual(3);
    expect(calls(events)).toBeLessThanOrEqual(9);
  });
});

describe('conversation', () => {
  const [astronaut = '', chelsea = ''] = SAMPLES;

  it('asks one question and changes nothing when nothing was understood', async () => {
    const { events } = await bench.retouch(chelsea, 'flibber the gloop');
    expect(calls(events)).toBe(0);
    expect(events.filter((event) => event.type === 'message').at(0)?.text).toMatch(/\?/);
  });

  it('does the rest when part of a request is out of reach, and says which part', async () => {
    const { events, text } = await bench.retouch(chelsea, 'brighter, and remove the tourist');
    expect(calls(events)).toBeGreaterThan(0);
    expect(text).toMatch(/remove the tourist/);
  });

  it('brightens a person that is there, by skin, and leaves a photo without one alone, saying so', async () => {
    const there = await bench.retouch(astronaut, 'brighten the person');
    const face = there.before.skin;
    expect(face?.share).toBeGreaterThan(0.01);
    if (face) expect(measureWithin(there.after.pixels, face).luma.mean).toBeGreaterThan(measureWithin(there.before.pixels, face).luma.mean + 1);
    expect(Math.abs(there.after.evidence.luma.mean - there.before.evidence.luma.mean)).toBeLessThan(2);
    const none = await bench.retouch(chelsea, '人物提亮');
    expect(calls(none.events)).toBe(0);
    expect(none.text).toMatch(/没有找到人物/);
  });

  it('scales the last change down, takes it back and goes on from it', async () => {
    const first = await bench.retouch(astronaut, 'much warmer');
    const before = {};
    const after = first.after.settings;
    const history = [{ instruction: 'much warmer', before, after }];
    const warmth = (settings: object): number => Number((settings as Record<string, unknown>)['IncrementalTemperature'] ?? 0);
    const less = await bench.retouch(astronaut, 'a bit less', { settings: after, history });
    expect(warmth(less.after.settings)).toBeGreaterThan(0);
    expect(warmth(less.after.settings)).toBeLessThan(warmth(after));
    const undone = await bench.retouch(astronaut, '撤销', { settings: after, history });
    expect(undone.after.settings).toEqual({});
    const more = await bench.retouch(astronaut, 'warmer still', { settings: less.after.settings, history });
    expect(more.after.evidence.colour.cast.b).toBeGreaterThan(more.before.evidence.colour.cast.b);
  });

  it('crops to a ratio and says so', async () => {
    const { after } = await bench.retouch(astronaut, 'crop to 16:9');
    expect(after.pixels.width / after.pixels.height).toBeCloseTo(16 / 9, 1);
  });
});

it('reflects on a low score from its own renders and never ends on the worse of two results', async () => {
  for (const [path, instruction] of [[SAMPLES[0], 'much much warmer, keep the skin natural'], [SAMPLES[2], '港风']] as const) {
    const { events } = await bench.retouch(path ?? '', instruction, { reflectBelow: 5 });
    expect(events.filter((event) => event.type === 'reflection').map((event) => event.delta).join('')).toMatch(/\d\.\d\d/);
    const scores = events.filter((event) => event.type === 'evaluation');
    const end = events.at(-1);
    const final = scores.find((event) => event.stepId === (end?.type === 'done' ? end.stepId : ''))?.score.overall;
    expect(final).toBe(Math.max(...scores.map(({ score }) => score.overall)));
  }
});

it('resumes a real run anywhere with the same outcome', async () => {
  const [, chelsea = ''] = SAMPLES;
  const darkroom = await bench.darkroom(chelsea);
  const deps = { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom };
  const whole = await all(run(request({ instruction: 'moody' }), deps));
  const timeless = (events: readonly RunEvent[]): readonly RunEvent[] => events.map((event) => (event.type === 'observation' ? { ...event, milliseconds: 0 } : event));
  const cuts = [1, Math.floor(whole.length / 3), Math.floor(whole.length / 2), whole.findIndex((event) => event.type === 'tool_call') + 1, whole.length - 1];
  for (const cut of cuts) expect(timeless([...whole.slice(0, cut), ...(await all(run(request({ instruction: 'moody' }), deps, whole.slice(0, cut))))])).toEqual(timeless(whole));
}, 120_000);
