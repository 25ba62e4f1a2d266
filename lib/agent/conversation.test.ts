import { afterAll, describe, expect, it } from 'vitest';
import { correctionsOf } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue } from '@/lib/develop/types';
import { createEmbeddedBrain } from './brains/embedded';
import { all, request } from './doubles';
import { createEmbeddedEvaluator } from './evaluator';
import { run } from './loop';
import { Bench, SAMPLES } from './testing';
import type { EarlierStep, Observation, RunEvent, RunRequest } from './types';

const bench = new Bench();
afterAll(() => bench.close());

const photo = (name: string): string => SAMPLES.find((path) => path.includes(name)) ?? '';
/** A soft ellipse in the lower left of the frame. */
const ELLIPSE: JsonValue = { What: 'Mask/CircularGradient', MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, Top: 0.6, Left: 0.05, Bottom: 0.95, Right: 0.4, Angle: 0, Midpoint: 50, Feather: 20, Roundness: 0, Flipped: true };

type Told = { readonly events: readonly RunEvent[]; readonly settings: DevelopSettings; readonly text: string; readonly before: Observation; readonly after: Observation };

async function ask(path: string, changes: Partial<RunRequest>, reference?: string): Promise<Told> {
  const darkroom = await bench.darkroom(path);
  const like = reference === undefined ? undefined : await (await bench.darkroom(reference)).observe({});
  const events = await all(run(
    request({ ...changes, ...(like && { reference: { name: 'reference', photoId: 'reference' } }) }),
    { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom, ...(like && { like: () => Promise.resolve(like) }) },
  ));
  const end = events.at(-1);
  if (end?.type !== 'done') throw new Error(JSON.stringify(end));
  const kept = events.find((event) => event.type === 'observation' && event.stepId === end.stepId);
  const settings = kept?.type === 'observation' ? kept.settings : (changes.settings ?? {});
  const text = events.map((event) => ('delta' in event ? event.delta : 'text' in event ? event.text : '')).join('');
  return { events, settings, text, before: await darkroom.observe(changes.settings ?? {}), after: await darkroom.observe(settings) };
}

const meanLuma = ({ pixels }: Observation, where: (x: number, y: number) => boolean): number => {
  let [sum, count] = [0, 0];
  for (let y = 0; y < pixels.height; y++) for (let x = 0; x < pixels.width; x++) {
    if (!where(x / pixels.width, y / pixels.height)) continue;
    const at = (y * pixels.width + x) * pixels.channels;
    sum += 0.2126 * (pixels.data[at] ?? 0) + 0.7152 * (pixels.data[at + 1] ?? 0) + 0.0722 * (pixels.data[at + 2] ?? 0);
    count++;
  }
  return sum / count;
};

describe('a place the user points at', () => {
  it.each([['en', 'brighten this area'], ['en', 'much brighter please'], ['zh', '把这里提亮']] as const)('%s: "%s" is done there and nowhere else', async (locale, instruction) => {
    const { settings, before, after, events } = await ask(photo('coffee'), { instruction, locale, pointed: [ELLIPSE] });
    expect(correctionsOf(settings)).toHaveLength(1);
    expect(correctionsOf(settings)[0]?.CorrectionMasks).toMatchObject([{ What: 'Mask/CircularGradient', Left: 0.05, Bottom: 0.95 }]);
    const inside = (x: number, y: number) => Math.hypot((x - 0.225) / 0.1, (y - 0.775) / 0.1) < 1;
    const far = (x: number) => x > 0.5;
    expect(meanLuma(after, inside) - meanLuma(before, inside)).toBeGreaterThan(6);
    expect(Math.abs(meanLuma(after, far) - meanLuma(before, far))).toBeLessThan(0.5);
    // Judged by what was asked: the place, not the whole picture.
    const scored = events.find((event) => event.type === 'evaluation');
    expect(scored?.type === 'evaluation' && scored.score.instruction).toBeGreaterThan(3.5);
  });
  it('says so when words speak of a place and none was pointed at', async () => {
    const { settings, text } = await ask(photo('coffee'), { instruction: 'brighten this area' });
    expect(settings).toEqual({});
    expect(text).toContain('pointed at none');
  });
});

describe('an earlier step', () => {
  const earlier: readonly EarlierStep[] = [{ number: 0, stepId: 'a', title: '', settings: {} }, { number: 1, stepId: 'b', title: 'x', settings: { Contrast2012: 20 } }, { number: 2, stepId: 'c', title: 'y', settings: { Contrast2012: 20, Exposure2012: 0.4 } }];
  const settings: DevelopSettings = { Contrast2012: 60, Exposure2012: -1, Saturation: -40 };
  it.each([['en', 'like step 2 but cooler', -1], ['zh', '回到第二步,再暖一点', 1]] as const)('%s: "%s"', async (locale, instruction, sign) => {
    const told = await ask(photo('mountain'), { instruction, locale, settings, earlier });
    expect(told.settings).toMatchObject({ Contrast2012: 20, Exposure2012: 0.4 });
    expect(told.settings['Saturation']).toBeUndefined();
    expect(Number(told.settings['IncrementalTemperature']) * sign).toBeGreaterThan(1);
  });
  it('that is not there is said', async () => {
    expect((await ask(photo('mountain'), { instruction: 'go back to step 9', settings, earlier })).settings).toEqual(settings);
  });
});

describe('undoing a region', () => {
  const sky = { What: 'Correction', CorrectionName: 'Anything', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.2, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2, MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1 }] };
  const centre = { ...sky, CorrectionName: 'Centre', CorrectionMasks: [ELLIPSE] };
  it.each([['en', 'undo the sky'], ['zh', '取消天空的调整']] as const)('%s: "%s" takes its corrections away and no other', async (locale, instruction) => {
    const settings = { Exposure2012: 0.3, MaskGroupBasedCorrections: [sky, centre] };
    const told = await ask(photo('mountain'), { instruction, locale, settings, history: [{ instruction: 'darken the sky', before: { Exposure2012: 0.3 }, after: settings }] });
    expect(told.settings['Exposure2012']).toBe(0.3);
    expect(correctionsOf(told.settings).map(({ CorrectionName }) => CorrectionName)).toEqual(['Centre']);
  });
});

describe('a reference photo', () => {
  /** How far two pictures are apart in what makes a look, each in steps that anyone sees. */
  const apart = (a: Observation, b: Observation): number => {
    const [x, y] = [a.evidence, b.evidence];
    return Math.hypot(
      (x.luma.mean - y.luma.mean) / 6, (x.luma.std - y.luma.std) / 4, (x.colour.cast.a - y.colour.cast.a) / 2, (x.colour.cast.b - y.colour.cast.b) / 3, (x.colour.meanChroma - y.colour.meanChroma) / 3, (x.luma.p1 - y.luma.p1) / 4, (x.luma.p99 - y.luma.p99) / 6);
  };
  it.each([['mountain', 'coffee', 'make it look like this one', 'en'], ['chelsea', 'mountain', '照着这张的感觉修', 'zh'], ['astronaut', 'chelsea', 'match the reference', 'en']] as const)('%s like %s', async (name, reference, instruction, locale) => {
    const like = await (await bench.darkroom(photo(reference))).observe({});
    const { before, after, text, events } = await ask(photo(name), { instruction, locale }, photo(reference));
    expect(apart(after, like)).toBeLessThan(0.8 * apart(before, like));
    expect(text).not.toMatch(/not understood|没有听懂|没听懂/);
    expect(events.filter((event) => event.type === 'observation').length).toBeGreaterThan(1);
  });
  it('and a wish beside it: warmer than the reference', async () => {
    const plain = await ask(photo('mountain'), { instruction: 'like this one' }, photo('chelsea'));
    const warmer = await ask(photo('mountain'), { instruction: 'like this one but warmer' }, photo('chelsea'));
    expect(warmer.after.evidence.colour.cast.b).toBeGreaterThan(plain.after.evidence.colour.cast.b + 0.3);
  });
});
