import { afterAll, describe, expect, it } from 'vitest';
import { chart, noise } from '@/lib/develop/testing/charts';
import { Bench } from './testing';

const picture = chart(480, 320, (x, y) => [noise(x, y, 1), x / 480, y / 320]);
const bench = new Bench({ version: 'sure', kinds: ['sky'], make: async (_, keys) => Object.fromEntries(keys.map((key) => [key, { raster: { width: 1, height: 1, data: new Uint8Array([255]) }, confidence: 0.8 }])) });
afterAll(() => bench.close());
const opened = bench.photo('field', picture).then((path) => bench.darkroom(path, 240));

describe('a darkroom', () => {
  it('shows a part of the picture at full resolution', async () => {
    const { closer, observe } = await opened;
    expect((await observe({})).pixels.width).toBe(240);
    const part = await closer?.({}, { x: 0.5, y: 0.25, width: 0.25, height: 0.5 }, 1000);
    expect(part).toMatchObject({ width: 120, height: 160 });
    for (let y = 0; y < 160; y += 13) for (let x = 0; x < 120; x += 7) {
      const there = ((y + 80) * 480 + x + 240) * 3;
      expect(part?.data.slice((y * 120 + x) * 3, (y * 120 + x) * 3 + 3)).toEqual(picture.data.slice(there, there + 3));
    }
  });
  it('reduces a part that is too large to send, and the whole picture', async () => {
    const { closer } = await opened;
    expect(await closer?.({}, { x: 0, y: 0, width: 0.5, height: 1 }, 160)).toMatchObject({ width: 120, height: 160 });
    expect(await closer?.({ CropRight: 0.5 }, { x: 0, y: 0, width: 1, height: 1 }, 200)).toMatchObject({ width: 150, height: 200 });
  });
  it('a part at the edge, however thin, is at least a pixel of the picture', async () => {
    const { closer } = await opened;
    expect(await closer?.({}, { x: 1, y: 1, width: 0.0001, height: 0.0001 }, 100)).toMatchObject({ width: 1, height: 1 });
  });
  it('says how surely something was found', async () => {
    expect(await (await opened).find?.(['sky', 'people/teeth'])).toEqual({ sky: 0.8 });
  });
});
