import { describe, expect, it } from 'vitest';
import { tileRegion, tilesIn, TILE_EDGE } from '@/lib/develop/pyramid';
import { applyPatch } from '@/lib/develop/settings';
import { analysisOf, engine } from '@/lib/develop/testing/harness';
import { chart } from '@/lib/develop/testing/charts';
import type { DevelopSettings, Pixels } from '@/lib/develop/types';
import { Hands } from './hands';
import { closeRegion } from './looked-at';
import { contains, grown, joined, SourceWindows } from './source-window';

const full = { width: 1300, height: 900 };
const photo8 = (): Pixels => {
  const { data, depth } = chart(full.width, full.height, (x, y) => [x / full.width, y / full.height, ((x * 7 + y * 13) % 97) / 97]);
  return { ...full, channels: 4, depth: 8, space: 'srgb', data: Uint8Array.from({ length: full.width * full.height * 4 }, (_, i) => (i % 4 === 3 ? 255 : Math.round((data[(i >> 2) * 3 + (i % 4)]! / (depth === 8 ? 255 : 65535)) * 255))) };
};
const cut = ({ width, channels, data, ...rest }: Pixels, { x, y, width: w, height: h }: { x: number; y: number; width: number; height: number }): Pixels => {
  const out = new Uint8Array(w * h * channels);
  for (let row = 0; row < h; row++) out.set(data.subarray(((y + row) * width + x) * channels, ((y + row) * width + x + w) * channels), row * w * channels);
  return { ...rest, width: w, height: h, channels, depth: 8, data: out };
};

describe('a part of a photo at full size', () => {
  it.each<DevelopSettings>([
    {},
    { HasCrop: true, CropLeft: 0.1, CropTop: 0.15, CropRight: 0.95, CropBottom: 0.9 },
  ])('renders to the pixels of the whole, from what is around it alone: %j', async (crop) => {
    const whole = photo8();
    const settings = applyPatch({}, { ...crop, Exposure2012: 0.4, Clarity2012: 40, Sharpness: 80, LuminanceSmoothing: 30 });
    const size = 'HasCrop' in crop ? { width: 1105, height: 675 } : full;
    const region = { x: 300, y: 210, width: 400, height: 260 };
    const at = 'HasCrop' in crop ? { ...region, x: region.x + 130, y: region.y + 135 } : region;
    const fetched: string[] = [];
    const windows = new SourceWindows(full, async (name) => {
      fetched.push(name);
      const [level = 0, column = 0, row = 0] = name.split(',').map(Number);
      return cut(whole, tileRegion(full, { level, column, row })!);
    });
    const picture = { full, settings, analysis: analysisOf(whole), output: size };
    const around = engine.reading({ ...picture, source: whole })?.around ?? 0;
    expect(around).toBeGreaterThan(0);
    expect(windows.holding(at)).toBeUndefined();
    expect(await windows.look(grown(at, around + 2, full))).toBe(true);
    const held = windows.holding(grown(at, around + 2, full))!;
    expect(held.pixels.data.length).toBeLessThan(whole.data.length * 0.75);
    expect(await windows.look(at)).toBe(false);

    const expected = new Uint8Array(region.width * region.height * 4);
    engine.render({ ...picture, source: whole, region, target: expected, depth: 8, rows: [0, region.height] });
    const hands = new Hands(new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])));
    const got = await hands.render(engine, { ...picture, source: held.pixels, sourceFrom: held.from }, region);
    expect(Buffer.compare(got, expected)).toBe(0);
    expect(new Set(fetched).size).toBe(fetched.length);
  });
  it('is put together from tiles, and holds what it says', () => {
    const whole = photo8();
    const part = grown({ x: 500, y: 500, width: 100, height: 100 }, 20, full);
    const window = joined(full, part, tilesIn(full, 0, part).map((tile) => [tile, cut(whole, tileRegion(full, tile)!)] as const))!;
    for (let y = part.y; y < part.y + part.height; y += 7) for (let x = part.x; x < part.x + part.width; x += 5) expect(window.pixels.data[((y - window.from) * full.width + x) * 4 + 2]).toBe(whole.data[(y * full.width + x) * 4 + 2]);
    expect(contains(window.part, { x: 490, y: 490, width: 100, height: 100 })).toBe(true);
    expect(TILE_EDGE).toBe(512);
  });
});

describe('what is looked at closely', () => {
  const picture = { width: 6000, height: 4000 }, viewport = { width: 1000, height: 800 };
  it('is the visible part at 100 % and above, in whole pixels, and nothing where a preview does', () => {
    expect(closeRegion(picture, { scale: 1, x: -2000.4, y: -1000 }, viewport, 1)).toEqual({ x: 2000, y: 1000, width: 1001, height: 800 });
    expect(closeRegion(picture, { scale: 2, x: -4000, y: -2000 }, viewport, 1)).toEqual({ x: 2000, y: 1000, width: 500, height: 400 });
    expect(closeRegion(picture, { scale: 0.4, x: 0, y: 0 }, viewport, 1)).toBeUndefined();
    expect(closeRegion(picture, null, viewport, 1)).toBeUndefined();
    expect(closeRegion({ width: 1500, height: 1000 }, { scale: 1, x: 0, y: 0 }, viewport, 1)).toBeUndefined();
  });
});
