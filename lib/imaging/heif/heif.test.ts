import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Pixels } from '@/lib/develop/types';
import { decode } from '../decode';
import { probe } from '../probe';
import { TestFolder } from '../testing/files';
import { auxC, codedPicture, gridOf, imir, irot, ispe, nclx, writeHeif, type HeifItem } from '../testing/heif';

const folder = new TestFolder();
afterAll(() => folder.remove());

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}.heic`, import.meta.url));
/** 96 × 64: red and green above blue and white. */
const { data, hvcC } = codedPicture(fixture('tile'));
const tile = (id: number, { properties = [], ...more }: Partial<HeifItem> = {}): HeifItem => ({ id, type: 'hvc1', data, properties: [hvcC, ispe(96, 64), ...properties], ...more });

const NAMES: Readonly<Record<string, string>> = { '1,0,0': 'r', '0,1,0': 'g', '0,0,1': 'b', '1,1,1': 'w' };
const top = ({ depth }: Pixels): number => (depth === 8 ? 255 : 65535);
const at = (pixels: Pixels, x: number, y: number): readonly number[] => [...pixels.data.subarray((y * pixels.width + x) * pixels.channels).subarray(0, pixels.channels)];
const corners = (p: Pixels): string =>
  [[6, 6], [p.width - 7, 6], [6, p.height - 7], [p.width - 7, p.height - 7]].map(([x = 0, y = 0]) => NAMES[at(p, x, y).slice(0, 3).map((v) => Math.round(v / top(p))).join(',')] ?? '?').join('');

describe('a HEIC photo', () => {
  it('opens like any other, with its camera fields and without its location', async () => {
    const path = folder.write('IMG_0001.HEIC', fixture('phone'));
    const info = await probe(path);
    expect(info).toMatchObject({
      format: 'heic', width: 96, height: 64, depth: 8, space: 'srgb', orientation: 1, hasAlpha: false, notices: [],
      camera: { make: 'Evocam', model: 'Phone 1', iso: 64, shutter: '1/120', aperture: 'f/1.8', focal: '4 mm' },
    });
    expect(JSON.stringify(info)).not.toMatch(/GPS|51/);
    const pixels = await decode(path);
    expect(corners(pixels)).toBe('rgbw');
    [[220, 40, 40], [40, 200, 60], [40, 60, 220], [240, 240, 240]].forEach((wanted, k) => at(pixels, k % 2 ? 80 : 15, k > 1 ? 50 : 12).forEach((v, c) => expect(Math.abs(v - wanted[c]!)).toBeLessThanOrEqual(2)));
  });

  it('keeps its 10 bits', async () => {
    const path = folder.write('t.heic', fixture('ten'));
    expect(await probe(path)).toMatchObject({ depth: 16 });
    const pixels = await decode(path);
    const row = Array.from({ length: 96 }, (_, x) => at(pixels, x, 32)[1]!);
    row.forEach((v, x) => expect(Math.abs(v - (65535 * x) / 95)).toBeLessThan(500));
    // 8 bits would give steps of 257 only.
    expect(new Set(row.map((v) => v % 257)).size).toBeGreaterThan(10);
    expect((await decode(path, { depth: 8 })).depth).toBe(8);
  });

  it('keeps its transparency and its Display P3', async () => {
    const alpha = folder.write('a.heic', fixture('alpha'));
    expect(await probe(alpha)).toMatchObject({ hasAlpha: true });
    expect(at(await decode(alpha), 10, 10)[3]).toBeCloseTo(127, -0.5);
    const wide = folder.write('p.heic', fixture('p3'));
    expect(await probe(wide)).toMatchObject({ space: 'display-p3' });
    // sRGB's (220, 40, 40) is (202, 60, 50) there.
    at(await decode(wide), 15, 12).forEach((v, c) => expect(Math.abs(v - [202, 60, 50][c]!)).toBeLessThanOrEqual(3));
  });

  it('shrinks to the long edge asked for', async () => {
    expect(await decode(folder.write('s.heic', fixture('phone')), { longEdge: 24 })).toMatchObject({ width: 24, height: 16 });
  });
});

describe('the container', () => {
  // Counter-clockwise, then mirrored: `rgbw` names the corners top left, top right, bottom left, bottom right.
  it.each([
    ['as stored', [], 'rgbw', [96, 64]], ['a quarter turned', [irot(1)], 'gwrb', [64, 96]], ['half turned', [irot(2)], 'wbgr', [96, 64]], ['three quarters turned', [irot(3)], 'brwg', [64, 96]],
    ['mirrored left to right', [imir(1)], 'grwb', [96, 64]], ['mirrored top to bottom', [imir(0)], 'bwrg', [96, 64]], ['turned and mirrored', [irot(1), imir(1)], 'wgbr', [64, 96]],
  ] as const)('%s comes upright', async (_, properties, wanted, size) => {
    const path = folder.write('o.heic', writeHeif([tile(1, { properties })], 1));
    const info = await probe(path);
    expect([info.width, info.height]).toEqual(size);
    const pixels = await decode(path);
    expect([pixels.width, pixels.height]).toEqual(size);
    expect(corners(pixels)).toBe(wanted);
  });

  it('a picture of many tiles is one picture, and depth and gain maps beside it are not taken for it', async () => {
    const grid: HeifItem = { id: 9, type: 'grid', data: gridOf(2, 2, 180, 120), properties: [ispe(180, 120)], references: [{ type: 'dimg', to: [1, 2, 3, 4] }] };
    const tiles = [1, 2, 3, 4].map((id) => tile(id, { hidden: true }));
    const depth = tile(5, { hidden: true, properties: [auxC('urn:mpeg:hevc:2015:auxid:2')], references: [{ type: 'auxl', to: [9] }] });
    const gain = tile(6, { hidden: true, properties: [auxC('urn:com:apple:photo:2020:aux:hdrgainmap')], references: [{ type: 'auxl', to: [9] }] });
    const path = folder.write('g.heic', writeHeif([depth, gain, ...tiles, grid], 9));
    expect(await probe(path)).toMatchObject({ width: 180, height: 120, hasAlpha: false, notices: ['hdrGainMapIgnored'] });
    const pixels = await decode(path);
    expect([pixels.width, pixels.height]).toEqual([180, 120]);
    // Each tile is the four colours again; the last ones are cut by the picture's edge.
    expect(at(pixels, 100, 6).slice(0, 3).map((v) => Math.round(v / 255))).toEqual([1, 0, 0]);
    expect(at(pixels, 90, 6).slice(0, 3).map((v) => Math.round(v / 255))).toEqual([0, 1, 0]);
    expect(at(pixels, 6, 70).slice(0, 3).map((v) => Math.round(v / 255))).toEqual([1, 0, 0]);
  });

  it('of two pictures the primary is used, and that is said', async () => {
    const path = folder.write('2.heic', writeHeif([tile(1), tile(2, { properties: [irot(2)] })], 2));
    expect(await probe(path)).toMatchObject({ notices: ['firstFrameOnly'] });
    expect(corners(await decode(path))).toBe('wbgr');
  });

  it('colour by code points is P3 where it says P3; HDR curves are refused in words', async () => {
    expect(await probe(folder.write('n.heic', writeHeif([tile(1, { properties: [nclx(12, 13)] })], 1)))).toMatchObject({ space: 'display-p3' });
    expect(await probe(folder.write('m.heic', writeHeif([tile(1, { properties: [nclx(1, 13)] })], 1)))).toMatchObject({ space: 'srgb' });
    await expect(probe(folder.write('h.heic', writeHeif([tile(1, { properties: [nclx(9, 16, 9)] })], 1)))).rejects.toMatchObject({ code: 'unsupported-format', message: expect.stringMatching(/HDR/) });
  });
});

describe('a HEIC file that cannot be used', () => {
  it.each([0.3, 0.6, 0.95])('cut at %d of its length is refused', async (share) => {
    const whole = fixture('phone');
    await expect(probe(folder.write('t.heic', whole.subarray(0, Math.floor(whole.length * share))))).rejects.toMatchObject({ name: 'PhotoError', code: expect.stringMatching(/^(truncated|damaged)$/), message: expect.stringMatching(/HEIC/) });
  });
  it('that claims more pixels than the limit is refused before they are decoded', async () => {
    const huge: HeifItem = { id: 1, type: 'hvc1', data, properties: [hvcC, ispe(19200, 12800)] };
    await expect(probe(folder.write('b.heic', writeHeif([huge], 1)))).rejects.toMatchObject({ code: 'too-many-pixels', message: expect.stringMatching(/19200 × 12800/) });
  });
});
