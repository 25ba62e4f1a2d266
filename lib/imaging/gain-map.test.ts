import { afterAll, describe, expect, it } from 'vitest';
import { decode } from './decode';
import { probe } from './probe';
import { Renderer } from './renderer';
import { TestFolder } from './testing/files';
import { sharp } from './vips';

const folder = new TestFolder();
const renderer = new Renderer({ workers: 2 });
afterAll(async () => {
  await renderer.close();
  folder.remove();
});

/** A ramp of light as a phone would save it: its standard picture is darker than an HDR display shows it, the more so the brighter. */
const WIDTH = 256, HEIGHT = 128;
const light = Uint16Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => (65535 * (Math.floor(i / 3) % WIDTH)) / (WIDTH - 1));
const ultraHdr = await sharp(light, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).withGainMap().jpeg().toBuffer();
const path = folder.write('hdr.jpg', ultraHdr);
const photo = { id: 'hdr', path, info: await probe(path) };

const linear = (v: number): number => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);

/** How much brighter an HDR display shows a pixel than a standard one. */
async function boost(file: Buffer, x: number, y: number): Promise<number> {
  const { data, info } = await sharp(file).withGainMap().raw({ depth: 'float' }).toBuffer({ resolveWithObject: true });
  const hdr = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4)[(y * info.width + x) * info.channels + 1] ?? 0;
  const standard = await sharp(file).raw().toBuffer();
  return hdr / linear((standard[(y * info.width + x) * 3 + 1] ?? 0) / 255);
}

describe('an Ultra HDR photo', () => {
  it('opens as its standard picture, with a word about the rest', async () => {
    expect(photo.info).toMatchObject({ format: 'jpeg', width: WIDTH, height: HEIGHT, gainMap: true, notices: ['hdrGainMapKept'] });
    expect(await decode(path)).toMatchObject({ width: WIDTH, height: HEIGHT, channels: 3, depth: 8 });
    expect(await boost(ultraHdr, 250, 64)).toBeGreaterThan(1.8);
  });

  it('leaves as one: the edited picture byte for byte, and highlights as much above white as they were', async () => {
    const settings = { Saturation: 20, Shadows2012: 30 };
    const file = await renderer.renderToBuffer(photo, settings, { format: 'jpeg', quality: 92 });
    const plain = await renderer.renderToBuffer({ ...photo, id: 'sdr', info: { ...photo.info, gainMap: undefined } }, settings, { format: 'jpeg', quality: 92 });
    expect((await sharp(plain).metadata()).gainMap).toBeUndefined();
    expect((await sharp(file).metadata()).gainMap).toBeDefined();
    expect(await sharp(file).raw().toBuffer()).toEqual(await sharp(plain).raw().toBuffer());
    const standard = await sharp(file).raw().toBuffer();
    const before = await sharp(ultraHdr).raw().toBuffer();
    expect(standard.equals(before)).toBe(false);
    expect(await boost(file, 250, 64)).toBeCloseTo(await boost(ultraHdr, 250, 64), 0.7);
    expect(await probe(folder.write('out.jpg', file))).toMatchObject({ gainMap: true });
  });

  it('keeps the part of the map that a crop keeps, at the size asked for', async () => {
    const file = await renderer.renderToBuffer(photo, { CropLeft: 0.5 }, { format: 'jpeg', longEdge: 64 });
    const { width, height, gainMap } = await sharp(file).metadata();
    expect([width, height]).toEqual([64, 64]);
    const map = await sharp(gainMap!.image).raw().toBuffer({ resolveWithObject: true });
    expect(map.info.width / map.info.height).toBeCloseTo(1, 1);
    expect(await boost(file, 60, 32)).toBeGreaterThan(1.8);
  });

  it('whose map is cut off or garbled is still its standard picture, or refused in words', async () => {
    const garbled = Buffer.from(ultraHdr);
    garbled.fill(0x55, ultraHdr.length - 400);
    for (const file of [ultraHdr.subarray(0, ultraHdr.length - 300), garbled]) {
      const opened = await probe(folder.write('broken.jpg', file)).catch((error: unknown) => error);
      expect(opened).toMatchObject(opened instanceof Error ? { name: 'PhotoError', code: expect.stringMatching(/^(truncated|damaged)$/) } : { width: WIDTH, height: HEIGHT });
    }
  });

  it('turned or bent, or in another format, it is a standard picture', async () => {
    for (const [settings, format] of [[{ CropAngle: 3 }, 'jpeg'], [{ LensManualDistortionAmount: 20 }, 'jpeg'], [{}, 'webp']] as const) {
      const file = await renderer.renderToBuffer(photo, settings, { format });
      expect((await sharp(file).metadata()).gainMap).toBeUndefined();
    }
  });
});
