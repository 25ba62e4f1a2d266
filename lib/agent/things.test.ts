import { afterAll, describe, expect, it } from 'vitest';
import { chart, noise } from '@/lib/develop/testing/charts';
import { correctionsOf, normalise } from '@/lib/develop/settings';
import type { FoundMask, MaskMaker } from '@/lib/imaging/vision/types';
import { measureWithin, type RegionMask } from './evidence';
import { find } from './aims';
import { Bench, type Retouched } from './testing';
import { thingsIn } from './things';

/** Blue above a wavy line, green below; the blue goes on as a lake in the lower right, which a sky's colour alone cannot tell apart. */
const isSky = (u: number, v: number): boolean => v < 0.45 + 0.05 * Math.sin(u * 9);
const isLake = (u: number, v: number): boolean => u > 0.6 && v > 0.55 && v < 0.68;
const picture = chart(480, 320, (x, y) => {
  const [u, v, n] = [x / 480, y / 320, 0.03 * noise(x, y, 2)];
  return isSky(u, v) || isLake(u, v) ? [0.45 + n, 0.62 + n, 0.86 + n] : [0.3 + n, 0.42 + n, 0.22 + n];
});
const skyMask = (confidence: number): FoundMask => ({ raster: { width: 96, height: 64, data: Uint8Array.from({ length: 96 * 64 }, (_, i) => (isSky(((i % 96) + 0.5) / 96, (Math.floor(i / 96) + 0.5) / 64) ? 255 : 0)) }, confidence });
const maker = (confidence: number): MaskMaker => ({ version: `sky ${confidence}`, kinds: ['sky'], make: async (_, keys) => Object.fromEntries(keys.map((key) => [key, skyMask(confidence)])) });

const benches: Bench[] = [];
const retouched = async (instruction: string, masks?: MaskMaker): Promise<Retouched> => {
  const bench = new Bench(masks);
  benches.push(bench);
  return bench.retouch(await bench.photo('meadow', picture), instruction);
};
afterAll(async () => { await Promise.all(benches.map((bench) => bench.close())); });
const masksOf = ({ after }: Retouched) => correctionsOf(normalise(after.settings).settings).flatMap(({ CorrectionMasks }) => CorrectionMasks.map((mask) => mask.What));

describe('things that an instruction speaks of', () => {
  it.each([
    ['darken the sky and warm the skin', ['sky', 'skin']], ['天空压暗一点', ['sky']], ['make it brighter', []],
  ] as const)('%s', (instruction, things) => {
    expect(thingsIn({ instruction, locale: 'en', history: [] })).toEqual(things);
  });
});

describe('a sky that was recognised', () => {
  it('is corrected through its mask: the sky darkens, the lake of the same colour does not, and the thought says so', async () => {
    const result = await retouched('darken the sky a lot', maker(0.9));
    expect(masksOf(result)).toEqual(['Mask/Image']);
    expect(result.text).toContain('recognised in the photo (90 % sure)');
    const sky = find({ kind: 'thing', thing: 'sky' }, result.before);
    expect(sky?.seen?.confidence).toBe(0.9);
    if (!sky) throw new Error('expected a sky');
    const inside = new Uint8Array(sky.mask.inside.length), { width, height } = sky.mask;
    for (let i = 0; i < inside.length; i++) inside[i] = isLake((i % width) / width - 0.02, Math.floor(i / width) / height) && isLake((i % width) / width, Math.floor(i / width) / height) ? 1 : 0;
    const lake = { width, height, name: 'lake', inside, share: 0.05 };
    const change = (mask: RegionMask) => measureWithin(result.after.pixels, mask).luma.mean - measureWithin(result.before.pixels, mask).luma.mean;
    expect(change(sky.mask)).toBeLessThan(-5);
    expect(Math.abs(change(lake))).toBeLessThan(1.5);
  });
  it('but doubtfully is not used, and the thought says that too', async () => {
    const result = await retouched('darken the sky a lot', maker(0.3));
    expect(masksOf(result)).not.toContain('Mask/Image');
    expect(masksOf(result)).toContain('Mask/Gradient');
    expect(result.text).toContain('doubtful (30 %)');
  });
  it('in Chinese as well', async () => {
    expect((await retouched('天空压暗很多', maker(0.8))).text).toContain('识别出的天空来定（把握 80 %）');
  });
  it('not at all leaves things as they were: a gradient held to its colour', async () => {
    const result = await retouched('darken the sky a lot');
    expect(masksOf(result)).toEqual(['Mask/Gradient', 'Mask/RangeMask']);
    expect(result.text).toContain('Without a sure sky mask');
  });
  it('is not looked for when nothing speaks of it', async () => {
    let asked = 0;
    await retouched('make it brighter', { ...maker(0.9), make: async () => { asked++; return {}; } });
    expect(asked).toBe(0);
  });
  it('a recogniser that fails does not end the run', async () => {
    const result = await retouched('darken the sky a lot', { version: 'x', kinds: ['sky'], make: async () => { throw new Error('no memory'); } });
    expect(masksOf(result)).toContain('Mask/Gradient');
  });
});
