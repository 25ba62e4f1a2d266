import { afterAll, describe, expect, it } from 'vitest';
import { classifyProfile } from './icc';
import { probe } from './probe';
import { bombPng, claimProfile, flatPng, noisePixels, rawOf, TestFolder } from './testing/files';
import { greyProfile, PRIMARIES, rgbProfile } from './testing/profiles';
import { sharp } from './vips';

const folder = new TestFolder();
afterAll(() => folder.remove());

const photo = noisePixels(320, 200);
const make = () => sharp(photo.data, rawOf(photo));
/** Decoders cannot always tell a file cut short from one damaged inside. */
const TORN: string = expect.stringMatching(/^(truncated|damaged)$/);
const refused = (path: string, code: string, words: RegExp, limits?: Parameters<typeof probe>[1]) =>
  expect(probe(path, limits)).rejects.toMatchObject({ name: 'PhotoError', code, message: expect.stringMatching(words) });

describe('a photo is known by its content', () => {
  it.each([
    ['jpeg', () => make().jpeg().toBuffer(), 8],
    ['png', () => make().png().toBuffer(), 8],
    ['webp', () => make().webp().toBuffer(), 8],
    ['avif', () => make().avif({ effort: 0 }).toBuffer(), 8],
    ['tiff', () => make().tiff({ compression: 'lzw' }).toBuffer(), 8],
    ['tiff', () => make().toColourspace('rgb16').tiff({ compression: 'deflate' }).toBuffer(), 16],
    ['png', () => make().toColourspace('rgb16').png().toBuffer(), 16],
    ['gif', () => make().gif().toBuffer(), 8],
  ] as const)('%s under a name that lies', async (format, bytes, depth) => {
    const content = await bytes();
    const info = await probe(folder.write('holiday.svg', content));
    expect(info).toMatchObject({ format, width: 320, height: 200, depth, space: 'srgb', orientation: 1, bytes: content.length, notices: [] });
  });

  it('says that only the first frame of an animation is used', async () => {
    const frames = await sharp([await make().png().toBuffer(), await make().negate().png().toBuffer()], { join: { animated: true } }).gif().toBuffer();
    expect((await probe(folder.write('a.gif', frames))).notices).toContain('firstFrameOnly');
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives the upright size for EXIF orientation %i', async (orientation) => {
    const info = await probe(folder.write('o.jpg', await make().withMetadata({ orientation }).jpeg().toBuffer()));
    expect(info).toMatchObject({ orientation, width: orientation > 4 ? 200 : 320, height: orientation > 4 ? 320 : 200 });
  });

  it('reads the camera fields and never the location', async () => {
    const exif = {
      IFD0: { Make: 'Evocam', Model: 'X1' },
      IFD2: { ExposureTime: '1/250', FNumber: '28/10', ISOSpeedRatings: '400', FocalLength: '35/1', LensModel: 'Evo 35mm', DateTimeOriginal: '2024:05:06 07:08:09' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
    };
    const info = await probe(folder.write('e.jpg', await make().withExif(exif).jpeg().toBuffer()));
    expect(info.camera).toEqual({ make: 'Evocam', model: 'X1', lens: 'Evo 35mm', iso: 400, shutter: '1/250', aperture: 'f/2.8', focal: '35 mm', takenAt: '2024-05-06T07:08:09' });
    expect(JSON.stringify(info)).not.toMatch(/GPS|51/);
  });
});

describe('bad input gets a message that names the problem', () => {
  it('an empty file', () => refused(folder.write('x.jpg', ''), 'empty', /empty/));
  it('a missing file', () => refused(`${folder.path}/nothing.jpg`, 'missing', /cannot be found/));
  it.each([
    ['HTML', '<!DOCTYPE html><html><body>no</body></html>', /web page/],
    ['SVG', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', /SVG/],
    ['SVG after a comment', '\uFEFF  <!-- hi --><svg xmlns="http://www.w3.org/2000/svg"/>', /SVG/],
    ['PDF', '%PDF-1.7 …', /PDF/],
    ['text', 'once upon a time', /not a photo/],
  ])('%s renamed .jpg', (_, content, words) => refused(folder.write('x.jpg', content), 'not-a-photo', words));

  it('a HEIC photo with nothing in it', () =>
    refused(folder.write('x.jpg', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08meta', 'latin1')), TORN, /HEIC/));

  it('a decompression bomb, before anything is decoded', async () => {
    await refused(folder.write('x.png', bombPng(60_000, 60_000)), 'too-many-pixels', /60000 × 60000 \(3600 megapixels\); the limit is 150/);
  });

  it('too many bytes and too many pixels for the limits set', async () => {
    const path = folder.write('x.jpg', await make().jpeg().toBuffer());
    await refused(path, 'too-large', /the limit is 0\.0 MB/, { bytes: 1000, pixels: 1e9 });
    await refused(path, 'too-many-pixels', /320 × 200/, { bytes: 1e9, pixels: 1000 });
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)('a truncated %s', async (format) => {
    const whole = await (format === 'tiff' ? make().tiff({ compression: 'deflate' }) : make().toFormat(format)).toBuffer();
    for (const share of [0.5, 0.9]) await refused(folder.write('t', whole.subarray(0, Math.floor(whole.length * share))), TORN, /ends before the picture|damaged/);
  });

  it('a JPEG cut in the middle of its picture is called truncated', async () => {
    const whole = await make().jpeg().toBuffer();
    await refused(folder.write('t.jpg', whole.subarray(0, whole.length >> 1)), 'truncated', /not copied completely/);
  });

  it('a photo with noise for a header', () => refused(folder.write('x.jpg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(4000, 0x5a)])), TORN, /ends before the picture|damaged/));
});

describe('profiles', () => {
  it('are told apart by primaries and curve', () => {
    expect(classifyProfile(rgbProfile(PRIMARIES.srgb, 'srgb'))).toBe('srgb');
    expect(classifyProfile(rgbProfile(PRIMARIES.displayP3, 'srgb'))).toBe('display-p3');
    expect(classifyProfile(rgbProfile(PRIMARIES.srgb, { gamma: 1.8 }))).toBe('narrow');
    expect(classifyProfile(rgbProfile(PRIMARIES.adobeRgb, { gamma: 2.2 }))).toBe('wide');
    expect(classifyProfile(rgbProfile(PRIMARIES.proPhoto, { gamma: 1.8 }))).toBe('ultra-wide');
    expect(classifyProfile(rgbProfile(PRIMARIES.rec2020, 'srgb'))).toBe('ultra-wide');
    expect(classifyProfile(greyProfile(2.2))).toBe('grey');
    expect(classifyProfile(rgbProfile(PRIMARIES.srgb, 'srgb').subarray(0, 200))).toBe('unreadable');
    expect(classifyProfile(Buffer.from('nonsense'))).toBe('unreadable');
  });

  it('the profiles sharp writes are recognised', async () => {
    for (const [name, kind] of [['srgb', 'srgb'], ['p3', 'display-p3']] as const) {
      const { icc } = await sharp(await make().withIccProfile(name).png().toBuffer()).metadata();
      expect(icc && classifyProfile(icc)).toBe(kind);
    }
  });

  it('an unreadable one is said and read as sRGB', async () => {
    const broken = rgbProfile(PRIMARIES.adobeRgb, { gamma: 2.2 });
    broken.write('XXXX', 36, 'latin1');
    const info = await probe(folder.write('p.jpg', withJpegProfile(await make().jpeg().toBuffer(), broken)));
    expect(info).toMatchObject({ space: 'srgb', notices: ['profileUnreadable'] });
  });

  it('wide gamuts are worked in Display P3', async () => {
    const info = await probe(folder.write('w.png', claimProfile(await flatPng([0, 255, 0]), rgbProfile(PRIMARIES.adobeRgb, { gamma: 2.2 }))));
    expect(info).toMatchObject({ space: 'display-p3', notices: [] });
  });

  it('print colours are converted, with a notice', async () => {
    const info = await probe(folder.write('c.jpg', await make().toColourspace('cmyk').jpeg().toBuffer()));
    expect(info).toMatchObject({ space: 'srgb', notices: ['cmykConverted'] });
  });
});

/** APP2 ICC_PROFILE segment (ICC.1 Annex B.4) right after SOI. libpng drops broken iCCP chunks itself; JPEG carries anything. */
function withJpegProfile(jpeg: Buffer, icc: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), icc]);
  const head = Buffer.from([0xff, 0xe2, (body.length + 2) >> 8, (body.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}
