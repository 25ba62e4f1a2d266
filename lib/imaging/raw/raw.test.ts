import { existsSync, readFileSync } from 'node:fs';
import readExif from 'exif-reader';
import { afterAll, describe, expect, it } from 'vitest';
import { chromaticityOf } from '@/lib/develop/camera';
import { REC2020_FROM_XYZ, times, type Matrix, type Vector } from '@/lib/develop/pipeline/primaries';
import { deltaE2000, labOf } from '@/lib/develop/testing/delta-e';
import type { Pixels } from '@/lib/develop/types';
import { decode } from '../decode';
import { probe } from '../probe';
import { embeddedPreview } from './embedded';
import { RawLibrary } from './libraw';
import { pictureAtOnce, pictureInStrips } from './picture';
import { Renderer } from '../renderer';
import { writeDng, type TestCamera } from '../testing/dng';
import { noisePixels, rawOf, TestFolder } from '../testing/files';
import { sharp } from '../vips';

const folder = new TestFolder();
const renderer = new Renderer({ workers: 2 });
afterAll(async () => {
  await renderer.close();
  folder.remove();
});

const MATRIX: Matrix = [0.5733, -0.0911, -0.0629, -0.7967, 1.5987, 0.2055, -0.305, 0.4013, 0.7048];
const D65 = 21;
const whiteXyz = ([x, y]: readonly [number, number]): Vector => [x / y, 1, (1 - x - y) / y];
const DAYLIGHT = [0.3127, 0.329] as const;
const seenBy = (xyz: Vector, matrix: Matrix = MATRIX): Vector => times(matrix, xyz);
const neutral = (light: readonly [number, number], matrix: Matrix = MATRIX): Vector => {
  const seen = seenBy(whiteXyz(light), matrix);
  const most = Math.max(...seen);
  return seen.map((v) => v / most) as unknown as Vector;
};
const plain: TestCamera = { matrices: [{ illuminant: D65, fromXyz: MATRIX }], neutral: neutral(DAYLIGHT) };

/** XYZ of six patches, white at Y = 1: three of paint, three greys. */
const PATCHES: readonly Vector[] = [[0.12, 0.1, 0.06], [0.14, 0.22, 0.09], [0.08, 0.06, 0.28], [0.855, 0.9, 0.98], [0.171, 0.18, 0.196], [0.0095, 0.01, 0.0109]];
const SIDE = 40;
const patchAt = (x: number): Vector => PATCHES[Math.min(PATCHES.length - 1, Math.floor(x / SIDE))]!;
const most = Math.max(...seenBy(whiteXyz(DAYLIGHT)));
/** The sensor is full at a white of Y = 1 in its most sensitive channel, times `exposure`. */
const chart = (camera: TestCamera, exposure = 1) => writeDng(PATCHES.length * SIDE, SIDE, (x) => seenBy(patchAt(x)).map((v) => (v / most) * exposure) as unknown as Vector, camera);
const middle = (pixels: Pixels, patch: number): Vector => {
  const scale = pixels.width / (PATCHES.length * SIDE);
  const at = (Math.floor(pixels.height / 2) * pixels.width + Math.floor((patch + 0.5) * SIDE * scale)) * 3;
  return [pixels.data[at]! / pixels.scene!.white, pixels.data[at + 1]! / pixels.scene!.white, pixels.data[at + 2]! / pixels.scene!.white];
};

describe('a RAW photo', () => {
  it('is known by its content, with its size, camera and light', async () => {
    const info = await probe(folder.write('picture.jpg', chart(plain)));
    expect(info).toMatchObject({ format: 'raw', width: 240, height: 40, depth: 16, space: 'display-p3', orientation: 1, hasAlpha: false, camera: { make: 'Evocam', model: 'RAW 1' } });
    expect(info.raw?.asShot?.temperature).toBeGreaterThan(6450);
    expect(info.raw?.asShot?.temperature).toBeLessThan(6560);
  });

  it.each([['full', undefined], ['half', 120]] as const)('comes with the colours that the scene had, at %s size', async (_, longEdge) => {
    const pixels = await decode(folder.write('c.dng', chart(plain)), { longEdge });
    // Where the green channel is full, the scene is half a stop above 1.
    const scale = 2 ** 0.5;
    PATCHES.forEach((xyz, k) => {
      const wanted = times(REC2020_FROM_XYZ, xyz);
      middle(pixels, k).forEach((v, c) => expect(Math.abs(v / scale - wanted[c]!)).toBeLessThan(0.0006 + 0.004 * wanted[c]!));
    });
  });

  it('is balanced for its own light, whichever that was, by two matrices', async () => {
    const warm: Matrix = [0.65, -0.12, -0.05, -0.72, 1.52, 0.21, -0.27, 0.39, 0.62];
    const light = chromaticityOf({ temperature: 3600, tint: -8 });
    const share = (1 / 3600 - 1 / 2850) / (1 / 6500 - 1 / 2850);
    const mixed = warm.map((v, k) => v + (MATRIX[k]! - v) * share) as unknown as Matrix;
    const camera: TestCamera = { matrices: [{ illuminant: 17, fromXyz: warm }, { illuminant: D65, fromXyz: MATRIX }], neutral: neutral(light, mixed) };
    const path = folder.write('w.dng', writeDng(64, 64, () => neutral(light, mixed).map((v) => v * 0.4) as unknown as Vector, camera));
    const { raw } = await probe(path);
    expect(Math.abs(raw!.asShot!.temperature - 3600)).toBeLessThan(8);
    expect(raw!.asShot!.tint).toBeCloseTo(-8, 0);
    const { data } = await decode(path);
    const at = (32 * 64 + 32) * 3;
    expect(Math.abs(data[at]! / data[at + 1]! - 1)).toBeLessThan(0.003);
    expect(Math.abs(data[at + 2]! / data[at + 1]! - 1)).toBeLessThan(0.003);
  });

  it('is brightened by the baseline exposure that its maker asks for', async () => {
    const [a, b] = await Promise.all([0, 1].map(async (baselineExposure) => decode(folder.write(`b${baselineExposure}.dng`, chart({ ...plain, baselineExposure })))));
    expect(a!.scene!.white / b!.scene!.white).toBeCloseTo(2, 6);
  });

  it.each([[1, [240, 40]], [3, [240, 40]], [6, [40, 240]], [8, [40, 240]]] as const)('lies upright for EXIF orientation %i', async (orientation, size) => {
    const path = folder.write('o.dng', chart({ ...plain, orientation }));
    const info = await probe(path);
    const pixels = await decode(path);
    expect([info.width, info.height]).toEqual(size);
    expect([pixels.width, pixels.height]).toEqual(size);
    expect(info.orientation).toBe(orientation);
    // The first patch is the darkest of the outer two.
    const end = pixels.data.length - 3 * Math.floor(pixels.width / 2) - 3 * 4;
    const first = pixels.data[3 * 5 * pixels.width + 15]!, last = pixels.data[end]!;
    if (orientation === 1) expect(first).toBeGreaterThan(last);
    if (orientation === 3) expect(first).toBeLessThan(last);
  });
});

describe('a large RAW photo', () => {
  it.each([0, 3, 5, 6])('is the same from strips as in one piece, turned by LibRaw\'s flip %i', async (flip) => {
    const orientation = { 0: 1, 3: 3, 5: 8, 6: 6 }[flip] ?? 1;
    const noise = noisePixels(120, 96, { depth: 16 });
    const path = folder.write('l.dng', writeDng(120, 96, (x, y) => [0, 1, 2].map((c) => noise.data[(y * 120 + x) * 3 + c]! / 65535) as unknown as Vector, { ...plain, orientation }));
    const library = await RawLibrary.load(path);
    const { metadata } = library.open();
    expect(metadata.flip).toBe(flip);
    const settings = { outputColor: 0, outputBps: 16, gamm: [1, 1, 0, 0, 0, 0], noAutoBright: true, highlight: 1, userMul: [2, 1, 1.4, 1], userQual: 3, adjustMaximumThr: 0 };
    expect(pictureInStrips(library, metadata, settings, 3000)).toEqual(pictureAtOnce(library, settings));
  });
});

describe('blown highlights', () => {
  /** Grey that rises from half to 3 times what fills the green channel. */
  const path = folder.write('h.dng', writeDng(512, 32, (x) => neutral(DAYLIGHT).map((v) => v * (0.5 + (2.5 * x) / 511)) as unknown as Vector, plain));

  it('stay neutral and rise as long as any channel tells, then end white', async () => {
    const { width, data } = await decode(path);
    const [r, , b] = neutral(DAYLIGHT);
    let before = 0;
    for (let x = 4; x < 508; x++) {
      const at = (16 * width + x) * 3;
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      expect(Math.max(red, green, blue) / Math.min(red, green, blue)).toBeLessThan(1.02);
      expect(green).toBeGreaterThan(before * 0.985);
      before = green;
    }
    // The red channel, the least sensitive, is full at 1/r times the green one's limit.
    expect(r).toBeLessThan(b);
    expect(before / 65535).toBeGreaterThan(0.97);
  });

  it('stay neutral beside strong colours', async () => {
    // The lower half is green and nearly clipped all over; the upper half is grey and clips in green.
    const beside = folder.write('n.dng', writeDng(128, 128, (_, y) => neutral(DAYLIGHT).map((v, c) => v * (y < 64 ? 1.6 : [0.5, 0.9, 0.5][c]!)) as unknown as Vector, plain));
    const { data } = await decode(beside);
    const [r = 0, g = 0, b = 0] = data.subarray((32 * 128 + 64) * 3).subarray(0, 3);
    expect(Math.max(r, g, b) / Math.min(r, g, b)).toBeLessThan(1.01);
  });

  it('come back under negative Exposure with the detail that the clipped channel lost', async () => {
    const info = await probe(path);
    const out = await renderer.render({ id: 'h', path, info }, { Exposure2012: -2 }, { depth: 16 });
    const at = (x: number) => out.data[(16 * out.width + x) * 3 + 1]!;
    // Green is full at x = 102; red tells until 1/r ≈ 2.6 times that.
    expect(at(250)).toBeGreaterThan(at(150) * 1.1);
    expect(at(350)).toBeGreaterThan(at(250) * 1.05);
  });
});

describe('rendered', () => {
  const path = folder.write('r.dng', chart(plain, 0.7));
  const render = async (settings = {}, longEdge?: number) => renderer.render({ id: 'r', path, info: await probe(path) }, settings, { depth: 16, longEdge });
  const at = ({ width, height, data }: Pixels, patch: number): readonly number[] => [...data.subarray((Math.floor(height / 2) * width + Math.floor(((patch + 0.5) * width) / 6)) * 3).subarray(0, 3)];

  it('it is a finished picture: mid-grey where displays have it, neutral, white bright and not clipped', async () => {
    const out = await render();
    const grey = at(out, 4), white = at(out, 3), black = at(out, 5);
    expect(Math.max(...grey) - Math.min(...grey)).toBeLessThan(200);
    // 18 % grey at 0.7 of a full sensor's white is 12.6 % of it: cameras' own mid-grey, which is sRGB 118 of 255.
    expect(grey[1]! / 257).toBeGreaterThan(112);
    expect(grey[1]! / 257).toBeLessThan(125);
    expect(white[1]! / 257).toBeGreaterThan(205);
    expect(white[1]! / 257).toBeLessThan(245);
    expect(black[1]! / 257).toBeLessThan(20);
  });

  it('Temperature and Tint do what the camera\'s matrices say, and As Shot is the photo itself', async () => {
    const own = await render();
    expect((await render({ WhiteBalance: 'As Shot', Temperature: 4000, Tint: 3 })).data).toEqual(own.data);
    const warm = at(await render({ Temperature: 9000 }), 4), cool = at(await render({ Temperature: 4500 }), 4), magenta = at(await render({ Tint: 60 }), 4);
    expect(warm[0]!).toBeGreaterThan(warm[2]! * 1.05);
    expect(cool[2]!).toBeGreaterThan(cool[0]! * 1.1);
    expect(magenta[0]! + magenta[2]!).toBeGreaterThan(2.1 * magenta[1]!);
    // Balanced for the light it was taken in, by number, grey is grey.
    const { raw } = await probe(path);
    const numbers = at(await render({ Temperature: Math.round(raw!.asShot!.temperature), Tint: Math.round(raw!.asShot!.tint) }), 4);
    expect(Math.max(...numbers) - Math.min(...numbers)).toBeLessThan(400);
    expect((await render({ WhiteBalance: 'Cloudy' })).data).toEqual((await render({ Temperature: 6500, Tint: 10 })).data);
  });

  it.each(['jpeg', 'tiff'] as const)('carries its camera fields into a %s', async (format) => {
    const info = await probe(path);
    const file = await renderer.renderToBuffer({ id: 'r', path, info: { ...info, camera: { ...info.camera, iso: 200, shutter: '1/250', aperture: 'f/2.8', focal: '35 mm', takenAt: '2024-05-06T07:08:09' } } }, {}, { format, metadata: true });
    const exif = readExif(format === 'tiff' ? file : (await sharp(file).metadata()).exif!);
    expect(exif.Image).toMatchObject({ Make: 'Evocam', Model: 'RAW 1', Software: 'Evoroom' });
    expect(exif.Photo).toMatchObject({ FNumber: 2.8, ISOSpeedRatings: 200, FocalLength: 35 });
    expect(exif.Photo?.ExposureTime).toBeCloseTo(1 / 250, 6);
    expect(exif.Photo?.DateTimeOriginal).toEqual(new Date('2024-05-06T07:08:09Z'));
  });

  it('a small preview is the full render, smaller', async () => {
    const [big, small] = [await render({ Shadows2012: 30 }), await render({ Shadows2012: 30 }, 120)];
    for (let k = 0; k < 6; k++) at(small, k).forEach((v, c) => expect(Math.abs(v - at(big, k)[c]!)).toBeLessThan(450));
  });
});

describe('the preview in a RAW file', () => {
  it.each([[1, [120, 80]], [6, [80, 120]], [8, [80, 120]]] as const)('is found and stands upright for orientation %i', async (orientation, [width, height]) => {
    const jpeg = await sharp({ create: { width: 120, height: 80, channels: 3, background: '#c02020' } }).jpeg().toBuffer();
    const path = folder.write('p.dng', writeDng(64, 64, () => [0.2, 0.2, 0.2], { ...plain, orientation, preview: jpeg, previewSize: [120, 80] }));
    expect(await probe(path)).toMatchObject({ format: 'raw', width: 64, height: 64 });
    const preview = await embeddedPreview(path, 400);
    expect(preview).toMatchObject({ width, height, depth: 8, space: 'srgb' });
    expect(preview!.data[0]).toBeGreaterThan(180);
  });
  it('may be missing', async () => {
    expect(await embeddedPreview(folder.write('n.dng', chart(plain)), 400)).toBeUndefined();
  });
});

describe('a RAW file that cannot be used', () => {
  const whole = chart(plain);
  it.each([0.5, 0.95])('cut at %d of its length is called truncated', async (share) => {
    await expect(probe(folder.write('t.dng', whole.subarray(0, Math.floor(whole.length * share))))).rejects.toMatchObject({ name: 'PhotoError', code: 'truncated', message: expect.stringMatching(/not copied completely/) });
  });
  it('of no known camera says what to do', async () => {
    const junk = Buffer.concat([Buffer.from('FUJIFILMCCD-RAW 0201FF', 'latin1'), Buffer.alloc(5000, 7)]);
    await expect(probe(folder.write('j.raf', junk))).rejects.toMatchObject({ code: 'unsupported-format', message: expect.stringMatching(/Convert it to DNG/) });
  });
  it('with more pixels than the limit is refused', async () => {
    await expect(probe(folder.write('m.dng', whole), { bytes: 1e9, pixels: 1000 })).rejects.toMatchObject({ code: 'too-many-pixels', message: expect.stringMatching(/240 × 40/) });
  });
  it('a TIFF that is no RAW stays a TIFF', async () => {
    const photo = noisePixels(64, 40);
    expect(await probe(folder.write('p.tif', await sharp(photo.data, rawOf(photo)).withMetadata().tiff().toBuffer()))).toMatchObject({ format: 'tiff' });
  });
});

const NEF = new URL('../../../../shared/raw/nikon-d2h.nef', import.meta.url);
describe.skipIf(!existsSync(NEF))('a camera\'s own file', () => {
  it('opens, with as-shot numbers, and its default rendering is near the camera\'s', async () => {
    const path = folder.write('photo.nef', readFileSync(NEF));
    const info = await probe(path);
    expect(info).toMatchObject({ format: 'raw', width: 2482, height: 1648, camera: { make: 'Nikon', model: 'D2H', iso: 200, shutter: '1/500', aperture: 'f/8' } });
    const out = await renderer.render({ id: 'nef', path, info }, {}, { longEdge: 570 });
    expect([out.width, out.height]).toEqual([570, 378]);
    const preview = await embeddedPreview(path, 570);
    const camera = await sharp(preview!.data, rawOf(preview!)).resize(570, 378, { fit: 'fill' }).raw().toBuffer();
    const own = await sharp(out.data, rawOf(out)).withIccProfile('p3').png().toBuffer().then(async (png) => sharp(png).toColourspace('srgb').raw().toBuffer());
    let sum = 0, count = 0;
    for (let i = 0; i < own.length; i += 21, count++) {
      const lab = (data: Buffer) => labOf([data[i]! / 255, data[i + 1]! / 255, data[i + 2]! / 255]);
      sum += deltaE2000(lab(own), lab(camera));
    }
    // A look of its own, like every converter's; not another picture.
    expect(sum / count).toBeLessThan(9);
  });
});
