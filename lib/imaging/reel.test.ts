import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Pixels } from '@/lib/develop/types';
import { CARD, cardOf } from './card';
import { lettering, letteringWithin } from './lettering';
import { frameFor, frameOf, reelOf } from './reel';

function picture(width: number, height: number, at: (x: number, y: number) => readonly [number, number, number], space: Pixels['space'] = 'srgb'): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(at(x, y), 3 * (y * width + x));
  return { width, height, channels: 3, space, data } as Pixels;
}
const plain = (width: number, height: number, colour: readonly [number, number, number], space?: Pixels['space']) => picture(width, height, () => colour, space);
/** Nothing compresses it. */
function noise(width: number, height: number, seed: number): Pixels {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
  return picture(width, height, () => [next(), next(), next()]);
}
const at = async (file: Buffer, x: number, y: number, page = 0) => [...await sharp(file, { page }).extract({ left: x, top: y, width: 1, height: 1 }).removeAlpha().raw().toBuffer()];
const near = (found: readonly number[], wanted: readonly number[], within = 12) => expect(Math.max(...found.map((value, index) => Math.abs(value - (wanted[index] ?? 0))))).toBeLessThanOrEqual(within);

describe('a reel', () => {
  const colours = [[200, 40, 40], [40, 160, 60], [50, 70, 190]] as const;
  const size = { width: 96, height: 64 };
  const frames = () => Promise.all(colours.map((colour) => frameOf(plain(size.width, size.height, colour), size)));

  test('shows each picture in turn, the last the longest, and loops for ever', async () => {
    for (const format of ['webp', 'gif'] as const) {
      const { data } = await reelOf(await frames(), format, 1e6);
      const { pages = 0, delay = [], loop, pageHeight, width } = await sharp(data, { animated: true }).metadata();
      expect({ loop, pageHeight, width }).toEqual({ loop: 0, pageHeight: 64, width: 96 });
      expect(pages).toBe(format === 'webp' ? 9 : 3);
      expect(delay.at(-1)).toBe(Math.max(...delay));
      const step = (pages - 1) / 2;
      for (const [index, colour] of colours.entries()) near(await at(data, 40, 30, index * step), colour);
    }
  });

  test('stays below its limit, giving up quality and then size', async () => {
    const pictures = await Promise.all([1, 2, 3].map((seed) => frameOf(noise(120, 90, seed), { width: 120, height: 90 })));
    for (const format of ['webp', 'gif'] as const) {
      const large = await reelOf(pictures, format, 1e7);
      const small = await reelOf(pictures, format, Math.round(large.data.length / 6));
      expect(large).toMatchObject({ width: 120, height: 90 });
      expect(small.data.length).toBeLessThanOrEqual(large.data.length / 6);
      expect(small.width).toBeLessThan(120);
    }
    await expect(reelOf(pictures, 'gif', 100)).rejects.toThrow(RangeError);
  });

  test('holds pictures of another shape whole on a neutral wall', async () => {
    const frame = frameFor([{ width: 90, height: 60 }, { width: 40, height: 60 }]);
    expect(frame).toEqual({ width: 90, height: 60 });
    const { data } = await frameOf(plain(40, 60, [250, 250, 250]), frame);
    expect([...data.subarray(0, 3)]).toEqual([0x16, 0x16, 0x16]);
    expect([...data.subarray(3 * (30 * 90 + 45), 3 * (30 * 90 + 45) + 3)]).toEqual([250, 250, 250]);
  });

  test('is in sRGB whatever the photo was in', async () => {
    const { data } = await frameOf(plain(8, 8, [200, 80, 80], 'display-p3'), { width: 8, height: 8 });
    // A wide-gamut red is a redder red in sRGB's numbers.
    expect(data[0]).toBeGreaterThan(206);
    expect(data[1]).toBeLessThan(76);
  });

  test('carries a caption at its foot, in Latin and Chinese where there is a font', async () => {
    const bright = async (caption: string) => {
      const { data } = await frameOf(plain(400, 300, [120, 120, 120]), { width: 400, height: 300 }, caption);
      return data.subarray(3 * 400 * 230).filter((value) => value > 230).length;
    };
    expect(await bright('')).toBe(0);
    expect(await bright('Lifted shadows <+28> & more')).toBeGreaterThan(300);
    expect((await bright('提亮阴影')) > 60).toBe((await lettering('影', 20)) !== undefined);
  });
});

test('a line that is too long ends in an ellipsis', async () => {
  const whole = await letteringWithin('A caption that goes on and on and on', 20, 10_000);
  const cut = await letteringWithin('A caption that goes on and on and on', 20, 120);
  expect(cut?.width).toBeLessThanOrEqual(120);
  expect(whole?.width).toBeGreaterThan(200);
  expect(await lettering('  ', 20)).toBeUndefined();
});

describe('a link card', () => {
  test('is the left half of before and the right half of after, seam between', async () => {
    const gradient = (offset: number) => picture(600, 315, (x) => [Math.round((x / 600) * 200), offset, 40]);
    const card = await cardOf(gradient(20), gradient(180), { before: 'Before', after: 'After' });
    const { width, height, format } = await sharp(card).metadata();
    expect({ width, height, format }).toEqual({ ...CARD, format: 'jpeg' });
    near(await at(card, 300, 400), [50, 20, 40]);
    near(await at(card, 900, 400), [150, 180, 40]);
    near(await at(card, 600, 400), [255, 255, 255], 40);
  });

  test('shows a portrait twice, side by side', async () => {
    const portrait = (blue: number) => picture(300, 450, (x) => [Math.round((x / 300) * 200), 60, blue]);
    const card = await cardOf(portrait(0), portrait(200), { before: 'Before', after: 'After' });
    near(await at(card, 300, 400), [100, 60, 0], 16);
    near(await at(card, 900, 400), [100, 60, 200], 16);
  });

  test('holds nothing but pixels', async () => {
    const { exif, xmp, iptc } = await sharp(await cardOf(plain(60, 40, [9, 9, 9]), plain(60, 40, [99, 99, 99]), { before: '修图前', after: '修图后' })).metadata();
    expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
  });
});
