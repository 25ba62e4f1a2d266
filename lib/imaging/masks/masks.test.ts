import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DevelopSettings, Pixels } from '@/lib/develop/types';
import { encode } from '../encode';
import { PhotoError } from '../errors';
import { probe } from '../probe';
import { Renderer, type RenderPhoto } from '../renderer';
import { noisePixels, TestFolder } from '../testing/files';
import type { FoundMask, MaskMaker } from '../vision/types';
import { type KeptBytes, MaskFinder } from './finder';
import { pack, unpack } from './parcel';

const folder = new TestFolder();
const renderers: Renderer[] = [];
const rendererWith = (options: ConstructorParameters<typeof Renderer>[0]): Renderer => {
  const renderer = new Renderer({ workers: 2, ...options });
  renderers.push(renderer);
  return renderer;
};
afterAll(async () => {
  await Promise.all(renderers.map((renderer) => renderer.close()));
  folder.remove();
});
let photo: RenderPhoto;
beforeAll(async () => {
  const path = folder.write('photo', await encode(noisePixels(320, 200), { format: 'png' }));
  photo = { id: 'photo', path, info: await probe(path) };
});

/** The left half, or what a test says; counts what it is asked for. */
function maker(make: (key: string) => FoundMask | undefined = () => left, version = 'test 1') {
  const asked: (readonly string[])[] = [];
  const it: MaskMaker = {
    version,
    kinds: ['subject', 'sky', 'depth', 'object'],
    make: async (_, keys) => {
      asked.push(keys);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return Object.fromEntries(keys.flatMap((key) => { const mask = make(key); return mask ? [[key, mask]] : []; }));
    },
  };
  return { it, asked };
}
const left: FoundMask = { raster: { width: 32, height: 20, data: Uint8Array.from({ length: 640 }, (_, i) => (i % 32 < 16 ? 255 : 0)) }, confidence: 0.9 };
const shelf = (): KeptBytes & { readonly held: Map<string, Buffer> } => {
  const held = new Map<string, Buffer>();
  return { held, get: async (key) => held.get(key), put: async (key, data) => { held.set(key, Buffer.from(data)); } };
};

describe('finding masks', () => {
  it('asks for all that is missing in one go, once, whoever asks meanwhile', async () => {
    const { it: one, asked } = maker(), finder = new MaskFinder(one);
    const [a, b] = await Promise.all([finder.find(photo, ['sky', 'subject', 'sky']), finder.find(photo, ['subject', 'sky'])]);
    expect(Object.keys(a).sort()).toEqual(['sky', 'subject']);
    expect(b['sky']).toBe(a['sky']);
    await finder.find(photo, ['subject', 'object@0.5000,0.5000']);
    expect(asked).toEqual([['sky', 'subject'], ['object@0.5000,0.5000']]);
  });
  it('keeps them for the next process, but not for another version of the maker or another photo', async () => {
    const store = shelf(), { it: one, asked } = maker();
    await new MaskFinder(one, store).find(photo, ['sky']);
    const again = await new MaskFinder(one, store).find(photo, ['sky']);
    expect(again['sky']).toEqual(left);
    expect(asked).toHaveLength(1);
    const better = maker(() => left, 'test 2');
    await new MaskFinder(better.it, store).find(photo, ['sky']);
    await new MaskFinder(one, store).find({ ...photo, id: 'other' }, ['sky']);
    expect([better.asked.length, asked.length]).toEqual([1, 2]);
  });
  it('makes again what was kept damaged', async () => {
    const store = shelf(), { it: one, asked } = maker();
    await new MaskFinder(one, store).find(photo, ['sky']);
    for (const [key, bytes] of store.held) store.held.set(key, bytes.subarray(0, bytes.length - 3));
    await new MaskFinder(one, store).find(photo, ['sky']);
    expect(asked).toHaveLength(2);
  });
  it('gives them also when they cannot be kept', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const full = new Error('ENOSPC: no space left on device');
    const finder = new MaskFinder(maker().it, { get: async () => undefined, put: () => Promise.reject(full) });
    expect(await finder.find(photo, ['sky', 'subject'])).toEqual({ sky: left, subject: left });
    expect(said.mock.calls.map(([, error]: unknown[]) => error)).toEqual([full, full]);
    said.mockRestore();
  });
  it('leaves out what the maker does not know, without asking', async () => {
    const { it: one, asked } = maker();
    expect(await new MaskFinder(one).find(photo, ['landscape/water', 'people'])).toEqual({});
    expect(asked).toEqual([]);
  });
  it('a maker that fails is said for people, and asked again', async () => {
    let fails = true;
    const finder = new MaskFinder({ version: 'x', kinds: ['sky'], make: async () => { if (fails) throw new Error('out of memory'); return { sky: left }; } });
    await expect(finder.find(photo, ['sky'])).rejects.toThrow(PhotoError);
    await expect(finder.find(photo, ['sky'])).rejects.toThrow('could not be searched for sky: out of memory');
    fails = false;
    expect(await finder.find(photo, ['sky'])).toEqual({ sky: left });
  });
  it('whoever leaves stops the work, unless someone else waits', async () => {
    const stopped = new AbortController();
    let isAsked = false, aborted = false;
    const finder = new MaskFinder({ version: 'x', kinds: ['sky'], make: (_, __, signal) => new Promise((__, reject) => { isAsked = true; signal?.addEventListener('abort', () => { aborted = true; reject(signal.reason as Error); }); }) });
    const find = finder.find(photo, ['sky'], stopped.signal);
    await expect.poll(() => isAsked).toBe(true);
    stopped.abort();
    await expect(find).rejects.toThrow('abort');
    expect(aborted).toBe(true);
  });
});

describe('a parcel', () => {
  it('brings back what was put in, reason included', () => {
    const doubtful: FoundMask = { ...left, confidence: 0.25, reason: { en: 'No sky was found.', zh: '没有找到天空。' } };
    expect(unpack(pack(doubtful))).toEqual(doubtful);
  });
  it.each([['nothing', Buffer.alloc(0)], ['noise', Buffer.from('hello, this is not a parcel')], ['a raster too large for its head', Buffer.concat([pack(left).subarray(0, -20), Buffer.alloc(20)])]])('%s is no parcel', (_, bytes) => {
    expect(unpack(bytes)).toBeUndefined();
  });
});

describe('rendering with masks', () => {
  const settings: DevelopSettings = { MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.5, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2 }] }] };
  const meanOf = (pixels: Pixels, from: number, to: number): number => {
    let sum = 0, count = 0;
    for (let y = 0; y < pixels.height; y++) for (let x = Math.round(from * pixels.width); x < Math.round(to * pixels.width); x++) { sum += pixels.data[(y * pixels.width + x) * pixels.channels + 1] ?? 0; count++; }
    return sum / count;
  };
  it('waits for the mask, and changes only where it lies', async () => {
    const renderer = rendererWith({ maskMaker: maker().it });
    const [before, after] = [await renderer.render(photo, {}), await renderer.render(photo, settings)];
    expect(meanOf(after, 0, 0.45)).toBeLessThan(meanOf(before, 0, 0.45) * 0.7);
    expect(meanOf(after, 0.56, 1)).toBeCloseTo(meanOf(before, 0.56, 1), 0);
  });
  it('is the same on any number of workers and asks for a mask once for all sizes', async () => {
    const { it: one, asked } = maker(), many = rendererWith({ maskMaker: one, workers: 4 }), few = rendererWith({ maskMaker: maker().it, workers: 1 });
    const [a, b] = [await many.render(photo, settings), await few.render(photo, settings)];
    expect(Buffer.compare(Buffer.from(a.data), Buffer.from(b.data))).toBe(0);
    await many.render(photo, settings, { longEdge: 160 });
    expect(asked).toEqual([['sky']]);
  });
  it('without a maker a mask covers nothing', async () => {
    const renderer = rendererWith({});
    const [before, after] = [await renderer.render(photo, {}), await renderer.render(photo, settings)];
    expect(Math.abs(meanOf(after, 0, 0.45) - meanOf(before, 0, 0.45))).toBeLessThan(0.6);
    expect(await renderer.masks(photo, ['sky'])).toEqual({});
  });
  it('depth comes the same way', async () => {
    const renderer = rendererWith({ maskMaker: maker((key) => (key === 'depth' ? left : undefined)).it });
    const far = { ...settings, MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.5, CorrectionMasks: [{ What: 'Mask/RangeMask', CorrectionRangeMask: { Type: 3, DepthRange: [0.5, 0.7, 1, 1] } }] }] };
    const [before, after] = [await renderer.render(photo, {}), await renderer.render(photo, far)];
    expect(meanOf(after, 0, 0.4)).toBeLessThan(meanOf(before, 0, 0.4) * 0.7);
    expect(meanOf(after, 0.6, 1)).toBeCloseTo(meanOf(before, 0.6, 1), 0);
  });
  it('coverage says where masks lie in the frame of the settings', async () => {
    const renderer = rendererWith({ maskMaker: maker().it });
    const masks = [{ What: 'Mask/Image', MaskSubType: 2 }] as const;
    const whole = await renderer.coverage(photo, masks, {}, 80);
    expect([whole.width, whole.height]).toEqual([80, 50]);
    expect([whole.data[25 * 80 + 5], whole.data[25 * 80 + 75]]).toEqual([255, 0]);
    const turned = await renderer.coverage(photo, masks, { Orientation: 3 }, 80);
    expect([turned.data[25 * 80 + 5], turned.data[25 * 80 + 75]]).toEqual([0, 255]);
  });
});
