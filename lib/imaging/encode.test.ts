import { readFileSync } from 'node:fs';
import readExif from 'exif-reader';
import { afterAll, describe, expect, it } from 'vitest';
import type { Pixels } from '@/lib/develop/types';
import { decode } from './decode';
import { encode, encodeToFile } from './encode';
import { classifyProfile } from './icc';
import { noisePixels, rawOf, TestFolder } from './testing/files';
import { sharp } from './vips';

const folder = new TestFolder();
afterAll(() => folder.remove());

const LOSSLESS = [
  ['png', {}], ['tiff', {}], ['webp', { lossless: true }],
] as const;

describe('encode', () => {
  it('changes no number in lossless formats and tags each space with its profile', async () => {
    for (const space of ['srgb', 'display-p3'] as const) {
      for (const channels of [3, 4] as const) {
        for (const depth of [8, 16] as const) {
          for (const [format, options] of LOSSLESS) {
            if (format === 'webp' && depth === 16) continue;
            const pixels = noisePixels(67, 43, { space, channels, depth });
            const bytes = await encode(pixels, { format, ...options });
            const { icc } = await sharp(bytes).metadata();
            const label = `${format} ${space} ${channels}×${depth}`;
            expect(icc && classifyProfile(icc), label).toBe(space);
            const back = await decode(folder.write('x', bytes));
            expect(back, label).toMatchObject({ space, channels, depth });
            // 16-bit sRGB passes through floats, which costs alpha at most its last bit and colours nothing.
            const worst = [0, 0, 0, 0];
            back.data.forEach((value, i) => (worst[i % channels] = Math.max(worst[i % channels]!, Math.abs(value - pixels.data[i]!))));
            expect(worst, label).toEqual([0, 0, 0, depth === 16 && channels === 4 && space === 'srgb' ? expect.toSatisfy((v: number) => v <= 1) : 0]);
          }
        }
      }
    }
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'tiff'] as const)('%s is what it says, from 8 and 16 bits, with alpha or flattened', async (format) => {
    for (const depth of [8, 16] as const) {
      const bytes = await encode(noisePixels(64, 48, { channels: 4, depth, space: 'display-p3' }), { format });
      const meta = await sharp(bytes).metadata();
      expect(meta).toMatchObject({ format: format === 'avif' ? 'heif' : format, width: 64, height: 48, hasAlpha: format !== 'jpeg' });
      expect(meta.icc && classifyProfile(meta.icc)).toBe('display-p3');
      expect(meta.depth).toBe(depth === 16 && (format === 'png' || format === 'tiff') ? 'ushort' : 'uchar');
    }
  });

  it('flattens alpha on white in JPEG', async () => {
    const clear: Pixels = { width: 16, height: 16, channels: 4, depth: 8, space: 'srgb', data: new Uint8Array(16 * 16 * 4) };
    const back = await decode(folder.write('f.jpg', await encode(clear, { format: 'jpeg' })));
    expect([...back.data.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  it('JPEG keeps full chroma from quality 90 on', async () => {
    const photo = noisePixels(64, 64);
    const chroma = async (quality: number) => (await sharp(await encode(photo, { format: 'jpeg', quality })).metadata()).chromaSubsampling;
    expect(await chroma(89)).toBe('4:2:0');
    expect(await chroma(90)).toBe('4:4:4');
  });

  it('accepts pixels in shared memory', async () => {
    const photo = noisePixels(64, 64);
    const shared = new Uint8Array(new SharedArrayBuffer(photo.data.length));
    shared.set(photo.data);
    expect(await encode({ ...photo, depth: 8, data: shared }, { format: 'png' })).toEqual(await encode(photo, { format: 'png' }));
  });

  it.each(['jpeg', 'webp', 'png', 'avif', 'tiff'] as const)('carries camera fields into %s, never the location, the thumbnail or the orientation', async (format) => {
    const photo = noisePixels(64, 48);
    const original = folder.write('o.jpg', await sharp(photo.data, rawOf(photo)).withExif({
      IFD0: { Make: 'Evocam', Model: 'X1', Orientation: '6', Copyright: 'Ann Example' },
      IFD2: { ExposureTime: '1/250', FNumber: '28/10', ISOSpeedRatings: '400', DateTimeOriginal: '2024:05:06 07:08:09', LensModel: 'Evo 35mm', BodySerialNumber: 'S-777' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' },
    }).jpeg().toBuffer());
    expect(readExif((await sharp(original).metadata()).exif!).GPSInfo).toMatchObject({ GPSLatitudeRef: 'N' });

    const path = `${folder.path}/out.${format}`;
    await encodeToFile(photo, path, { format, metadataFrom: original, xmp: '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>' });
    const meta = await sharp(path).metadata();
    // libvips reads no EXIF from TIFF; the file is a TIFF of EXIF's own kind.
    const exif = readExif(format === 'tiff' ? readFileSync(path) : meta.exif!);
    expect(exif.Image).toMatchObject({ Make: 'Evocam', Model: 'X1', Copyright: 'Ann Example', Software: 'Evoroom' });
    expect(exif.Photo).toMatchObject({ FNumber: 2.8, ISOSpeedRatings: 400, LensModel: 'Evo 35mm' });
    expect(exif.Photo?.ExposureTime).toBeCloseTo(1 / 250, 6);
    expect(exif.GPSInfo).toBeUndefined();
    expect(exif.Thumbnail).toBeUndefined();
    expect(JSON.stringify(exif)).not.toContain('S-777');
    expect(meta.orientation ?? 1).toBe(1);
    expect(meta.xmp?.toString()).toContain('xmpmeta');
  });

  it('a TIFF with camera fields has the same pixels, to the bit', async () => {
    const photo = noisePixels(61, 43, { depth: 16, channels: 4, space: 'display-p3' });
    const original = folder.write('c.jpg', await sharp(noisePixels(8, 8).data, rawOf(noisePixels(8, 8))).withExif({ IFD0: { Make: 'Evocam' }, IFD2: { FNumber: '28/10' } }).jpeg().toBuffer());
    const back = await decode(folder.write('c.tif', await encode(photo, { format: 'tiff', metadataFrom: original })));
    expect(back).toMatchObject({ depth: 16, channels: 4, space: 'display-p3' });
    expect(back.data).toEqual(photo.data);
  });

  it.each(['png', 'tiff'] as const)('16-bit grey in is every grey out, in and out of %s', async (format) => {
    const greys = Uint16Array.from({ length: 256 * 256 }, (_, i) => i);
    const file = await sharp(greys, { raw: { width: 256, height: 256, channels: 1 } }).toColourspace('grey16').toFormat(format, format === 'tiff' ? { compression: 'lzw' } : {}).toBuffer();
    const once = await decode(folder.write('g', file));
    expect(once).toMatchObject({ depth: 16, channels: 3 });
    for (let i = 0; i < greys.length; i++) for (let c = 0; c < 3; c++) if (once.data[i * 3 + c] !== i) throw new Error(`grey ${i} came as ${once.data[i * 3 + c]}`);
    expect((await decode(folder.write('h', await encode(once, { format })))).data).toEqual(once.data);
  });

  it('says how far a format reaches', async () => {
    const long: Pixels = { width: 17_000, height: 1, channels: 3, depth: 8, space: 'srgb', data: new Uint8Array(51_000) };
    await expect(encode(long, { format: 'webp' })).rejects.toMatchObject({ code: 'encode-failed', message: expect.stringMatching(/16383/) });
  });
});
