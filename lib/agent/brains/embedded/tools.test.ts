import { afterAll, describe, expect, it } from 'vitest';
import { chart, noise } from '@/lib/develop/testing/charts';
import { correctionsOf, lensBlurOf, normalise, numberOf } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { FoundMask, MaskMaker } from '@/lib/imaging/vision/types';
import { Bench, type Retouched, SAMPLES } from '../../testing';

const [astronaut = ''] = SAMPLES;
const isSubject = (u: number, v: number): boolean => Math.hypot(u - 0.5, v - 0.55) < 0.25;
const mask = (confidence: number): FoundMask => ({ raster: { width: 96, height: 64, data: Uint8Array.from({ length: 96 * 64 }, (_, i) => (isSubject(((i % 96) + 0.5) / 96, (Math.floor(i / 96) + 0.5) / 64) ? 255 : 0)) }, confidence });
const maker = (confidence: number): MaskMaker => ({ version: `subject ${confidence}`, kinds: ['subject'], make: async (_, keys) => Object.fromEntries(keys.map((key) => [key, mask(confidence)])) });

const benches: Bench[] = [];
const bench = (masks?: MaskMaker): Bench => {
  const made = new Bench(masks);
  benches.push(made);
  return made;
};
const plain = bench();
afterAll(async () => { await Promise.all(benches.map((one) => one.close())); });
const settingsOf = ({ after }: Retouched) => normalise(after.settings).settings;

describe('words that mean a tool of their own', () => {
  it.each(['remove the noise', '去噪'])('"%s" reduces noise of brightness and of colour, and nothing else', async (instruction) => {
    const settings = settingsOf(await plain.retouch(astronaut, instruction));
    expect(Object.keys(settings).sort()).toEqual(['ColorNoiseReduction', 'LuminanceSmoothing']);
    expect(numberOf(settings, 'LuminanceSmoothing')).toBeGreaterThan(20);
  });

  it.each(['smooth the skin a little', '皮肤稍微磨皮'])('"%s" smooths the skin so that it shows, and no more than a little', async (instruction) => {
    const [smoothed] = correctionsOf(settingsOf(await plain.retouch(astronaut, instruction)));
    expect(smoothed?.LocalTexture).toBeLessThan(-0.1);
    expect(smoothed?.LocalTexture).toBeGreaterThan(-0.4);
  });

  it('takes grain away where grain was added, not noise', async () => {
    const settings = settingsOf(await plain.retouch(astronaut, 'less grain', { settings: { GrainAmount: 40 } }));
    expect(numberOf(settings, 'GrainAmount')).toBeLessThan(40);
    expect(settings['LuminanceSmoothing']).toBeUndefined();
  });

  it.each(['remove the purple fringing', '去掉紫边'])('"%s" defringes', async (instruction) => {
    expect(settingsOf(await plain.retouch(astronaut, instruction))).toMatchObject({ AutoLateralCA: true, DefringePurpleAmount: 8 });
  });

  it.each([['auto white balance', 'white-balance'], ['自动白平衡', 'white-balance'], ['auto tone', 'tone'], ['自动色调', 'tone']])('"%s" sets what Auto measures, and only that', async (instruction, aspect) => {
    const cast = await plain.photo('cast', chart(240, 160, (x, y) => {
      const v = 0.1 + 0.25 * (x / 240) + 0.05 * noise(x, y, 3);
      return [v * 0.8, v, v * 1.25];
    }));
    const { events } = await plain.retouch(cast, instruction);
    const first = events.find((event) => event.type === 'tool_call')?.patch ?? {};
    const families = new Set(Object.keys(first).map((name) => toolOf(name)?.family));
    expect(families.has(aspect === 'tone' ? 'tone' : 'white-balance')).toBe(true);
    expect(families.has(aspect === 'tone' ? 'white-balance' : 'tone')).toBe(false);
    if (aspect !== 'tone') expect(Number(first['IncrementalTemperature'])).toBeGreaterThan(0);
  });
});

describe('a building', () => {
  /** Windows in a wall whose verticals lean together, as seen from below. */
  const facade = chart(480, 360, (x, y) => {
    const u = (x - 240) / (0.72 + 0.28 * (y / 360)), v = y;
    const wall = Math.abs(u) < 210;
    const window = wall && ((u + 210) % 60) > 22 && (v % 52) > 20;
    return window ? [0.12, 0.14, 0.18] : wall ? [0.72, 0.66, 0.58] : [0.5, 0.65, 0.88];
  });

  it.each(['straighten the building', '拉直建筑'])('"%s" makes its verticals upright and keeps the crop inside', async (instruction) => {
    const photo = await plain.photo('facade', facade);
    const result = await plain.retouch(photo, instruction);
    expect(settingsOf(result)).toMatchObject({ PerspectiveUpright: 4, CropConstrainToWarp: true });
    expect(result.score?.instruction).toBeGreaterThan(4.5);
  });

  it('that shows no lines is left alone, and the answer says so', async () => {
    const photo = await plain.photo('blank', chart(240, 160, (x, y) => [0.4 + 0.1 * (x / 240), 0.4, 0.4 + 0.1 * (y / 160)]));
    const result = await plain.retouch(photo, 'straighten the building');
    expect(settingsOf(result)).toEqual({});
    expect(result.text).toContain('nothing to go by');
  });
});

describe('a background', () => {
  const photo = (one: Bench) => one.photo('thing', chart(480, 320, (x, y) => (isSubject(x / 480, y / 320) ? [0.8, 0.3, 0.2] : ((x >> 3) + (y >> 3)) % 2 ? [0.25, 0.35, 0.3] : [0.45, 0.6, 0.5])));

  it.each(['blur the background', '虚化背景'])('"%s" puts it out of focus behind a subject that was recognised', async (instruction) => {
    const one = bench(maker(0.95));
    const blur = lensBlurOf(settingsOf(await one.retouch(await photo(one), instruction)));
    expect(blur?.amount).toBeGreaterThan(0.3);
    expect(blur?.masks).toMatchObject([{ What: 'Mask/Image', MaskSubType: 1 }]);
  });

  it('is not put out of focus behind a subject that is doubtful', async () => {
    const one = bench(maker(0.3));
    expect(settingsOf(await one.retouch(await photo(one), 'blur the background'))['LensBlur']).toBeUndefined();
  });
});
