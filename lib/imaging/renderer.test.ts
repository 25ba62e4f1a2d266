import { renameSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retouchSpot } from '@/lib/develop/settings';
import type { Pixels } from '@/lib/develop/types';
import { decode } from './decode';
import { encode } from './encode';
import { RenderPool } from './pool';
import { probe } from './probe';
import { Renderer, type RenderPhoto } from './renderer';
import { claimProfile, noisePixels, TestFolder } from './testing/files';
import { PRIMARIES, rgbProfile } from './testing/profiles';
import { sharp } from './vips';

const folder = new TestFolder();
const renderer = new Renderer({ workers: 2 });
afterAll(async () => {
  await renderer.close();
  folder.remove();
});

const SETTINGS = { Exposure2012: 0.5, Contrast2012: 20, Highlights2012: -40, Shadows2012: 35, Clarity2012: 25, Texture: 20, Vibrance: 15, PostCropVignetteAmount: -20, GrainAmount: 20 };

let serial = 0;
async function photoOf(pixels: Pixels, format: 'png' | 'jpeg' | 'tiff' = 'png'): Promise<RenderPhoto> {
  const path = folder.write(`photo-${++serial}`, await encode(pixels, { format }));
  return { id: `photo-${serial}`, path, info: await probe(path) };
}
const bytes = (pixels: Pixels): Buffer => Buffer.from(pixels.data.buffer, pixels.data.byteOffset, pixels.data.byteLength);
const same = (a: Pixels, b: Pixels): boolean => a.width === b.width && a.height === b.height && a.channels === b.channels && Buffer.compare(bytes(a), bytes(b)) === 0;

let photo: RenderPhoto;
/** Large enough for an export in strips. */
let large: Promise<RenderPhoto> | undefined;
const largePhoto = () => (large ??= photoOf(noisePixels(2600, 1700), 'jpeg'));
beforeAll(async () => {
  photo = await photoOf(noisePixels(640, 427), 'jpeg');
});

describe('identity settings', () => {
  it.each([
    ['a JPEG', () => photoOf(noisePixels(200, 130), 'jpeg'), 8],
    ['alpha', () => photoOf(noisePixels(200, 130, { channels: 4 })), 8],
    ['Display P3', () => photoOf(noisePixels(200, 130, { space: 'display-p3' })), 8],
    ['a 16-bit TIFF', () => photoOf(noisePixels(200, 130, { depth: 16 }), 'tiff'), 16],
  ] as const)('%s comes out as it went in, end to end, at full size and small', async (_, make, depth) => {
    const given = await make();
    const options = { depth } as const;
    expect(same(await renderer.render(given, {}, options), await decode(given.path))).toBe(true);
    expect(same(await renderer.render(given, { Exposure2012: 0, Contrast2012: 0 }, { ...options, longEdge: 90 }), await decode(given.path, { longEdge: 90 }))).toBe(true);
  });

  it('also through the engine, by region', async () => {
    const whole = await decode(photo.path);
    const region = { x: 37, y: 21, width: 301, height: 203 };
    const part = await renderer.render(photo, {}, { region });
    const { data } = await sharp(whole.data, { raw: { width: whole.width, height: whole.height, channels: 3 } })
      .extract({ left: region.x, top: region.y, width: region.width, height: region.height }).raw().toBuffer({ resolveWithObject: true });
    expect(Buffer.compare(bytes(part), data)).toBe(0);
  });

  it('a large JPEG export is the same file whatever the number of workers', async () => {
    const large = await largePhoto();
    const one = new Renderer({ workers: 1 });
    try {
      const options = { format: 'jpeg', quality: 90, metadata: true } as const;
      expect(Buffer.compare(await one.renderToBuffer(large, SETTINGS, options), await renderer.renderToBuffer(large, SETTINGS, options))).toBe(0);
    } finally {
      await one.close();
    }
  });

  it.each([['cropped', { CropTop: 0.05, CropRight: 0.97, HasCrop: true, LuminanceSmoothing: 20 }], ['turned', { CropAngle: 1.5 }], ['retouched', { RetouchAreas: [retouchSpot({ method: 'clone', x: 0.4, y: 0.5, radius: 0.05, source: { x: 0.7, y: 0.3 } })] }]])('a large JPEG export has the pixels of the %s picture rendered in one piece', async (_, settings) => {
    const large = await largePhoto();
    const pixelsOf = (file: Buffer) => sharp(file).raw().toBuffer();
    const strips = await renderer.renderToBuffer(large, { ...SETTINGS, ...settings }, { format: 'jpeg', quality: 92 });
    const whole = await encode(await renderer.render(large, { ...SETTINGS, ...settings }), { format: 'jpeg', quality: 92 });
    expect(Buffer.compare(await pixelsOf(strips), await pixelsOf(whole))).toBe(0);
  });

  it('a lossless export holds the decoded photo', async () => {
    const back = await decode(folder.write('x.png', await renderer.renderToBuffer(photo, {}, { format: 'png' })));
    expect(same(back, await decode(photo.path))).toBe(true);
  });
});

describe('a render', () => {
  it('does not depend on the number of workers', async () => {
    const one = new Renderer({ workers: 1 });
    const many = new Renderer({ workers: 5 });
    try {
      for (const longEdge of [undefined, 333]) {
        const reference = await one.render(photo, SETTINGS, { longEdge });
        expect(same(reference, await decode(photo.path, { longEdge }))).toBe(false);
        expect(same(await many.render(photo, SETTINGS, { longEdge }), reference)).toBe(true);
      }
    } finally {
      await Promise.all([one.close(), many.close()]);
    }
  });

  it('of a region is the same part of the whole', async () => {
    const whole = await renderer.render(photo, SETTINGS);
    const region = { x: 101, y: 53, width: 222, height: 190 };
    const part = await renderer.render(photo, SETTINGS, { region });
    for (let y = 0; y < region.height; y++) {
      const from = ((region.y + y) * whole.width + region.x) * 3;
      expect(Buffer.compare(bytes(part).subarray(y * region.width * 3, (y + 1) * region.width * 3), bytes(whole).subarray(from, from + region.width * 3))).toBe(0);
    }
  });

  it('has the size of the crop, and 16 bits when asked', async () => {
    const crop = { HasCrop: true, CropLeft: 0.25, CropRight: 0.75, CropTop: 0, CropBottom: 1 };
    expect(await renderer.render(photo, crop)).toMatchObject({ width: 320, height: 427, depth: 8 });
    expect(await renderer.render(photo, crop, { longEdge: 200, depth: 16 })).toMatchObject({ width: 150, height: 200, depth: 16 });
  });

  it('works in the space of the photo', async () => {
    const png = await encode(noisePixels(120, 80), { format: 'png' });
    const path = folder.write('adobe.png', claimProfile(await sharp(png).png().toBuffer(), rgbProfile(PRIMARIES.adobeRgb, { gamma: 2.2 })));
    const adobe = { id: 'adobe', path, info: await probe(path) };
    expect(await renderer.render(adobe, { Exposure2012: 0.3 })).toMatchObject({ space: 'display-p3' });
    expect((await decode(folder.write('adobe.jpg', await renderer.renderToBuffer(adobe, { Exposure2012: 0.3 }, { format: 'jpeg' })))).space).toBe('display-p3');
  });

  it.each([[1, 1], [1, 70], [90, 1], [3, 2]])('of %i × %i px is made too', async (width, height) => {
    expect(await renderer.render(await photoOf(noisePixels(width, height)), SETTINGS)).toMatchObject({ width, height });
    expect(await renderer.render(await photoOf(noisePixels(width, height)), { ...SETTINGS, CropLeft: 0.4, CropRight: 0.6, HasCrop: true }, { longEdge: 1 })).toMatchObject({ width: 1, height: 1 });
  });

  it('asked twice at once is made once', async () => {
    const [a, b] = await Promise.all([renderer.render(photo, SETTINGS, { longEdge: 300 }), renderer.render(photo, { ...SETTINGS }, { longEdge: 300 })]);
    expect(a.data).toBe(b.data);
    expect((await renderer.render(photo, SETTINGS, { longEdge: 300 })).data).not.toBe(a.data);
  });

  it('stops when aborted, and the next one is whole', async () => {
    const controller = new AbortController();
    const big = await photoOf(noisePixels(2400, 1600), 'jpeg');
    await renderer.analysis(big);
    const running = renderer.render(big, SETTINGS, { signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await expect(renderer.render(big, SETTINGS, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
    const after = await renderer.render(big, SETTINGS);
    expect(same(after, await renderer.render(big, SETTINGS))).toBe(true);
  });

  it('says what went wrong inside a worker', async () => {
    await expect(renderer.render(photo, SETTINGS, { region: { x: 600, y: 0, width: 400, height: 10 } })).rejects.toMatchObject({ name: 'PhotoError', code: 'render-failed', message: expect.stringMatching(/region/) });
  });
});

describe('what is kept', () => {
  it('a decoded photo serves the next settings without its file, until it is forgotten', async () => {
    const kept = await photoOf(noisePixels(300, 200), 'jpeg');
    await renderer.render(kept, SETTINGS, { longEdge: 200 });
    renameSync(kept.path, `${kept.path}.gone`);
    await renderer.render(kept, { ...SETTINGS, Exposure2012: 1 }, { longEdge: 200 });
    renderer.forget(kept.id);
    await expect(renderer.render(kept, SETTINGS, { longEdge: 200 })).rejects.toMatchObject({ name: 'PhotoError' });
  });

  it('stays within the budget', async () => {
    const small = new Renderer({ workers: 1, cacheBytes: 250_000 });
    try {
      for (let i = 0; i < 4; i++) await small.render(await photoOf(noisePixels(300, 200, { seed: i })), {});
      expect(small.cachedBytes).toBeLessThanOrEqual(250_000);
      expect(small.cachedBytes).toBeGreaterThan(150_000);
    } finally {
      await small.close();
    }
  });

  it('idle threads end and come back when needed', async () => {
    const pool = new RenderPool({ workers: 2, idleMilliseconds: 50 });
    try {
      const pixels = noisePixels(64, 48);
      await pool.analyse(pixels);
      expect(pool.threads).toBeGreaterThan(0);
      await expect.poll(() => pool.threads).toBe(0);
      await pool.analyse(pixels);
    } finally {
      await pool.close();
    }
  });
});

it('retouching is the same by parts and by the number of workers, and kept for the next settings', async () => {
  const settings = { RetouchAreas: [retouchSpot({ method: 'heal', x: 0.4, y: 0.5, radius: 0.05 }), retouchSpot({ method: 'clone', x: 0.7, y: 0.3, radius: 0.06, source: { x: 0.2, y: 0.7 } })] };
  const one = new Renderer({ workers: 1 });
  try {
    const whole = await renderer.render(photo, settings);
    expect(same(await one.render(photo, settings), whole)).toBe(true);
    expect(same(whole, await renderer.render(photo, {}))).toBe(false);
    const kept = renderer.cachedBytes;
    await renderer.render(photo, { ...settings, Exposure2012: 1 });
    expect(renderer.cachedBytes).toBe(kept);
  } finally {
    await one.close();
  }
});

it('lens blur is the same by regions and by the number of workers', async () => {
  const settings = { LensBlur: { Active: true, BlurAmount: 70, FocusMasks: [{ What: 'Mask/CircularGradient', MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, Left: 0.2, Top: 0.2, Right: 0.5, Bottom: 0.7, Angle: 0, Midpoint: 50, Feather: 60, Roundness: 0, Flipped: true }] } };
  const one = new Renderer({ workers: 1 });
  try {
    const whole = await renderer.render(photo, settings);
    expect(same(await one.render(photo, settings), whole)).toBe(true);
    const region = { x: 101, y: 77, width: 211, height: 130 };
    const { data } = await sharp(whole.data, { raw: { width: whole.width, height: whole.height, channels: 3 } })
      .extract({ left: region.x, top: region.y, width: region.width, height: region.height }).raw().toBuffer({ resolveWithObject: true });
    expect(Buffer.compare(bytes(await renderer.render(photo, settings, { region })), data)).toBe(0);
    expect(same(whole, await renderer.render(photo, {}))).toBe(false);
  } finally {
    await one.close();
  }
});
