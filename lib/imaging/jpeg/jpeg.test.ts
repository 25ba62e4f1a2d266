import { afterAll, describe, expect, it } from 'vitest';
import type { Pixels } from '@/lib/develop/types';
import readExif from 'exif-reader';
import { photoFolder, readPhoto } from '@/lib/develop/testing/harness';
import { encode, type EncodeOptions } from '../encode';
import { classifyProfile } from '../icc';
import { RenderPool } from '../pool';
import { sharedBytes } from '../shared-memory';
import { noisePixels, rawOf, TestFolder } from '../testing/files';
import { sharp } from '../vips';
import { encodeJpegStrips, isWorthStrips, type StripSource } from './encode';
import { codesOf, optimalTable } from './format';
import { stripRows } from './strips';

const folder = new TestFolder();
const pool = new RenderPool({ workers: 3 });
afterAll(async () => {
  await pool.close();
  folder.remove();
});

const decoded = (file: Buffer): Promise<Buffer> => sharp(file, { failOn: 'warning' }).raw().toBuffer();

/** Noise and flat parts: long codes, end-of-block codes and runs of 16 zeros all come up. */
function mixed(width: number, height: number): Pixels {
  const pixels = noisePixels(width, height);
  const data = Uint8Array.from(pixels.data, (value, i) => (Math.floor(i / 3 / width) % 64 < 32 ? value : 128 + ((i % (width * 3)) % 97 === 0 ? 90 : 0)));
  return { ...pixels, depth: 8, data };
}

/** The strips of a picture that is there already. */
const stripsOf = ({ width, height, space, data }: Pixels, threads = pool): StripSource => ({ width, height, space, code: (top, rows, settings) => threads.codeStrip(sharedBytes(data.subarray(top * width * 3, (top + rows) * width * 3)), width, settings) });

/** Black, white and full colours in the finest patterns and beside flat parts: the largest coefficients, the longest codes. */
function extreme(width: number, height: number): Pixels {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y, channel] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3];
    const period = 1 + (Math.floor(x / 8) % 8);
    return (Math.floor(x / period) + (Math.floor(y / 8) % 3 === 0 ? y : 0) + (Math.floor(y / 16) % 2) * channel) % 2 === 0 ? 0 : 255;
  });
  return { width, height, channels: 3, depth: 8, space: 'srgb', data };
}

const both = (pixels: Pixels, options: Pick<EncodeOptions, 'quality' | 'chroma'>): Promise<readonly [Buffer, Buffer]> =>
  Promise.all([encodeJpegStrips(stripsOf(pixels), { format: 'jpeg', ...options }, pool), encode(pixels, { format: 'jpeg', ...options })]);

describe('a JPEG joined from strips', () => {
  // Equal pixels after decoding are equal coefficients: there is nothing left in which quality could differ.
  it.each([1, 2, 10, 30, 49, 50, 51, 75, 85, 95, 99, 100])('is libjpeg’s to the bit at quality %i', async (quality) => {
    for (const chroma of ['4:2:0', '4:4:4'] as const) {
      for (const pixels of [extreme(203, 117), noisePixels(203, 117)]) {
        const [ours, theirs] = await both(pixels, { quality, chroma });
        expect(Buffer.compare(await decoded(ours), await decoded(theirs))).toBe(0);
      }
    }
  });

  it('is libjpeg’s to the bit at every way of ending within an MCU', async () => {
    for (let size = 1; size <= 34; size++) {
      for (const chroma of ['4:2:0', '4:4:4'] as const) {
        for (const pixels of [noisePixels(size, 35 - size), noisePixels(size, size)]) {
          const [ours, theirs] = await both(pixels, { quality: 90, chroma });
          expect(await sharp(ours).metadata()).toMatchObject({ width: pixels.width, height: pixels.height });
          expect(Buffer.compare(await decoded(ours), await decoded(theirs))).toBe(0);
        }
      }
    }
  });

  it.skipIf(!photoFolder).each([
    ['cc0-sunset-pier.jpg', '4:2:0', 88], ['jon-tyson-FKkK1hnTe-Q-unsplash.jpg', '4:4:4', 92], ['kodim08.png', '4:2:0', 75], ['pd-nasa-astronaut.png', '4:2:0', 95], ['cc0-ashim-dsilva-valley.jpg', '4:4:4', 60],
  ] as const)('of a photo is libjpeg’s to the bit and as large within a hundredth (%s, %s, quality %i)', async (name, chroma, quality) => {
    const [ours, theirs] = await both(await readPhoto(name, 1600), { quality, chroma });
    expect(Buffer.compare(await decoded(ours), await decoded(theirs))).toBe(0);
    expect(ours.length / theirs.length).toBeGreaterThan(0.99);
    expect(ours.length / theirs.length).toBeLessThan(1.01);
  });

  it.each([
    ['4:2:0', 88, 640, 427], ['4:4:4', 92, 640, 427], ['4:2:0', 100, 333, 256], ['4:4:4', 30, 17, 999], ['4:2:0', 75, 1200, 15],
  ] as const)('has the pixels of one encoded whole, and its size (%s, quality %i, %i × %i)', async (chroma, quality, width, height) => {
    const pixels = mixed(width, height);
    const [joined, whole] = await Promise.all([encodeJpegStrips(stripsOf(pixels), { format: 'jpeg', quality, chroma }, pool), encode(pixels, { format: 'jpeg', quality, chroma })]);
    const meta = await sharp(joined).metadata();
    expect(meta).toMatchObject({ format: 'jpeg', width, height, chromaSubsampling: chroma });
    expect(Buffer.compare(await decoded(joined), await decoded(whole))).toBe(0);
    expect(joined.length).toBeLessThan(whole.length * 1.02 + 700);
  });

  it('carries profile, camera fields and XMP, and no location', async () => {
    const pixels = noisePixels(320, 200, { space: 'display-p3' });
    const original = folder.write('o.jpg', await sharp(pixels.data, rawOf(pixels)).withExif({ IFD0: { Make: 'Evocam' }, IFD3: { GPSLatitudeRef: 'N' } }).jpeg().toBuffer());
    const options = { format: 'jpeg', metadataFrom: original, xmp: '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>' } as const;
    const joined = await encodeJpegStrips(stripsOf(pixels), options, pool);
    const meta = await sharp(joined).metadata();
    const whole = await sharp(await encode(pixels, options)).metadata();
    expect(meta.icc && classifyProfile(meta.icc)).toBe('display-p3');
    expect(readExif(meta.exif!)).toEqual(readExif(whole.exif!));
    expect(readExif(meta.exif!).GPSInfo).toBeUndefined();
    expect(meta.xmp?.toString()).toContain('xmpmeta');
  });

  it('is the same file whatever the threads do and however many they are', async () => {
    const pixels = mixed(640, 427);
    const alone = new RenderPool({ workers: 1 });
    try {
      const files = await Promise.all([pool, pool, alone].map((threads) => encodeJpegStrips(stripsOf(pixels, threads), { format: 'jpeg' }, threads)));
      expect(new Set(files.map((file) => file.toString('base64'))).size).toBe(1);
    } finally {
      await alone.close();
    }
  });

  it('stops when aborted', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(encodeJpegStrips(stripsOf(mixed(640, 427)), { format: 'jpeg' }, pool, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is for large pictures only', () => {
    expect(isWorthStrips({ width: 2500, height: 1600 })).toBe(true);
    expect(isWorthStrips({ width: 1600, height: 1600 })).toBe(false);
  });
});

describe('its parts', () => {
  it('strips are whole MCUs and fit a restart interval', () => {
    for (const [width, height, mcu] of [[6000, 4000, 16], [12_000, 12_500, 8], [65_500, 100, 8], [5, 5, 16]] as const) {
      const rows = stripRows(width, height, mcu, 4);
      expect(rows % mcu).toBe(0);
      expect(Math.ceil(width / mcu) * (rows / mcu)).toBeLessThanOrEqual(65_535);
    }
  });

  it('the best table is a prefix code of at most 16 bits without a code of all ones, even for extreme counts', () => {
    const counts = new Uint32Array(257);
    for (let symbol = 0; symbol < 40; symbol++) counts[symbol] = Math.min(2 ** symbol, 2 ** 31);
    const table = optimalTable(counts);
    expect([...table.symbols].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    const codes = [...table.symbols].map((symbol) => codesOf(table)[symbol]!).map((entry) => (entry & 0xffff).toString(2).padStart(entry >>> 16, '0'));
    expect(Math.max(...codes.map((code) => code.length))).toBeLessThanOrEqual(16);
    for (const a of codes) {
      expect(a).toContain('0');
      for (const b of codes) expect(a !== b && b.startsWith(a)).toBe(false);
    }
  });
});
