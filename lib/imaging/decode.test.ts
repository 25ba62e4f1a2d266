import { afterAll, describe, expect, it } from 'vitest';
import type { Pixels } from '@/lib/develop/types';
import { decode } from './decode';
import { encode } from './encode';
import { claimProfile, flatPng, noisePixels, rawOf, TestFolder } from './testing/files';
import { between, type Curve, greyProfile, multiply, PRIMARIES, type Primaries, rgbProfile, srgbDecode, srgbEncode } from './testing/profiles';
import { sharp } from './vips';

const folder = new TestFolder();
afterAll(() => folder.remove());

const linear = (value: number, curve: Curve): number => (curve === 'srgb' ? srgbDecode(value) : value ** curve.gamma);

/** The published arithmetic: decode the curve, change primaries through D50, encode with sRGB's curve. Result 0..1 per channel. */
function expected(colour: readonly [number, number, number], from: Primaries, curve: Curve, to: Primaries): number[] {
  const light = multiply(between(from, to), colour.map((v) => linear(v, curve)) as unknown as [number, number, number]);
  return light.map((v) => srgbEncode(Math.min(1, Math.max(0, v))));
}

const firstPixel = (pixels: Pixels): number[] => [...pixels.data.subarray(0, pixels.channels)].map((v) => v / (pixels.depth === 16 ? 65535 : 255));

const close = (actual: readonly number[], wanted: readonly number[], tolerance: number): void => {
  // Near black the curve is steep: profiles' 16-bit fixed-point primaries alone move encoded values there, though not the light.
  wanted.forEach((value, i) => {
    const light = Math.abs(srgbDecode(actual[i]!) - srgbDecode(value));
    expect(light < 0.002 || Math.abs(actual[i]! - value) <= tolerance, `channel ${i}: ${actual[i]} for ${value}`).toBe(true);
  });
};

const CASES: readonly [string, Primaries, Curve][] = [
  ['Adobe RGB', PRIMARIES.adobeRgb, { gamma: 2.19921875 }],
  ['ProPhoto', PRIMARIES.proPhoto, { gamma: 1.80078125 }],
  ['Rec. 2020', PRIMARIES.rec2020, 'srgb'],
];
const COLOURS: readonly [number, number, number][] = [[0, 255, 0], [255, 255, 255], [40, 200, 60], [128, 128, 128], [200, 90, 30], [20, 40, 180]];

describe('colour', () => {
  it.each(CASES)('%s lands where the published matrices put it in Display P3, at 8 and 16 bits', async (_, primaries, curve) => {
    for (const colour of COLOURS) {
      const wanted = expected(colour.map((v) => v / 255) as unknown as [number, number, number], primaries, curve, PRIMARIES.displayP3);
      const path = folder.write('c.png', claimProfile(await flatPng(colour), rgbProfile(primaries, curve)));
      const eight = await decode(path, { depth: 8 });
      expect(eight.space).toBe('display-p3');
      close(firstPixel(eight), wanted, 2.5 / 255);
      close(firstPixel(await decode(path, { depth: 16 })), wanted, 0.003);
      const deepPath = folder.write('d.png', claimProfile(await flatPng(colour.map((v) => v * 257), 16), rgbProfile(primaries, curve)));
      close(firstPixel(await decode(deepPath)), wanted, 0.003);
    }
  });

  it('an Adobe RGB green keeps what sRGB would clip', async () => {
    const path = folder.write('g.png', claimProfile(await flatPng([0, 255, 0]), rgbProfile(PRIMARIES.adobeRgb, { gamma: 2.2 })));
    const [, , blue] = firstPixel(await decode(path));
    // sRGB's own green in Display P3 is (117, 251, 76); Adobe's has no red and less blue.
    expect(firstPixel(await decode(path))[0]).toBe(0);
    expect(blue).toBeLessThan(60 / 255);
  });

  it('Display P3 and sRGB numbers are used untouched', async () => {
    for (const [primaries, space] of [[PRIMARIES.displayP3, 'display-p3'], [PRIMARIES.srgb, 'srgb']] as const) {
      const path = folder.write('p.png', claimProfile(await flatPng([255, 3, 17]), rgbProfile(primaries, 'srgb')));
      const pixels = await decode(path);
      expect(pixels).toMatchObject({ space, depth: 8 });
      expect([...pixels.data.subarray(0, 3)]).toEqual([255, 3, 17]);
    }
  });

  it('a profile within sRGB becomes sRGB', async () => {
    const path = folder.write('n.png', claimProfile(await flatPng([60, 120, 200]), rgbProfile(PRIMARIES.smpteC, { gamma: 1.80078125 })));
    const pixels = await decode(path);
    expect(pixels.space).toBe('srgb');
    close(firstPixel(pixels), expected([60 / 255, 120 / 255, 200 / 255], PRIMARIES.smpteC, { gamma: 1.80078125 }, PRIMARIES.srgb), 1.5 / 255);
  });

  it('grey photos come as three equal channels, through their own curve', async () => {
    const grey = sharp(Buffer.alloc(64, 128), { raw: { width: 8, height: 8, channels: 1 } }).toColourspace('b-w');
    const plain = await decode(folder.write('g.png', await grey.clone().png().toBuffer()));
    expect([...plain.data.subarray(0, 3)]).toEqual([128, 128, 128]);
    const curved = await decode(folder.write('h.png', claimProfile(await grey.png().toBuffer(), greyProfile(1.80078125))));
    const wanted = srgbEncode((128 / 255) ** 1.8);
    close(firstPixel(curved), [wanted, wanted, wanted], 1.5 / 255);
  });

  it('print colours come as sRGB of about the same look', async () => {
    const path = folder.write('k.jpg', await sharp(await flatPng([200, 60, 40])).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer());
    const pixels = await decode(path);
    expect(pixels).toMatchObject({ space: 'srgb', channels: 3 });
    close(firstPixel(pixels), [200 / 255, 60 / 255, 40 / 255], 0.12);
  });

  it('alpha survives a profile, at both depths', async () => {
    for (const depth of [8, 16] as const) {
      const path = folder.write('a.png', claimProfile(await flatPng([40, 200, 60, 100]), rgbProfile(PRIMARIES.adobeRgb, { gamma: 2.2 })));
      const pixels = await decode(path, { depth });
      expect(pixels).toMatchObject({ channels: 4, depth });
      expect(firstPixel(pixels)[3]).toBeCloseTo(100 / 255, 3);
    }
  });
});

describe('orientation', () => {
  // Red, green, blue, white quarters, upright.
  const quarters = sharp(Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]), { raw: { width: 2, height: 2, channels: 3 } }).resize(64, 32, { kernel: 'nearest', fit: 'fill' });
  const NAMES: Readonly<Record<string, string>> = { '1,0,0': 'r', '0,1,0': 'g', '0,0,1': 'b', '1,1,1': 'w' };
  const corners = (p: Pixels): string =>
    [[0, 0], [p.width - 1, 0], [0, p.height - 1], [p.width - 1, p.height - 1]]
      .map(([x = 0, y = 0]) => NAMES[[0, 1, 2].map((c) => Math.round(p.data[(y * p.width + x) * p.channels + c]! / 255)).join(',')] ?? '?')
      .join('');
  // What the stored picture "r g / b w" looks like upright, per EXIF 2.32 §4.6.4 A Orientation.
  const UPRIGHT = ['rgbw', 'grwb', 'wbgr', 'bwrg', 'rbgw', 'brwg', 'wgbr', 'gwrb'];

  it.each(UPRIGHT.map((wanted, i) => [i + 1, wanted] as const))('%i is applied, at full size and small', async (orientation, wanted) => {
    const path = folder.write('o.jpg', await quarters.clone().withMetadata({ orientation }).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer());
    const full = await decode(path);
    expect(corners(full)).toBe(wanted);
    expect([full.width, full.height]).toEqual(orientation > 4 ? [32, 64] : [64, 32]);
    const small = await decode(path, { longEdge: 16 });
    expect(corners(small)).toBe(wanted);
    expect(Math.max(small.width, small.height)).toBe(16);
  });
});

describe('depth and size', () => {
  it('a 16-bit TIFF keeps every bit through decode, encode and decode', async () => {
    const photo = noisePixels(97, 61, { depth: 16 });
    const path = folder.write('t.tif', await encode(photo, { format: 'tiff' }));
    const once = await decode(path);
    expect(once).toMatchObject({ depth: 16, space: 'srgb' });
    expect(once.data).toEqual(photo.data);
    expect((await decode(folder.write('u.tif', await encode(once, { format: 'tiff' })))).data).toEqual(photo.data);
  });

  it('8 bits asked at 16 are the same values over the whole range', async () => {
    const photo = noisePixels(64, 64);
    const wide = await decode(folder.write('e.png', await encode(photo, { format: 'png' })), { depth: 16 });
    expect([...wide.data]).toEqual([...photo.data].map((v) => v * 257));
  });

  it('decodes to the long edge asked and never enlarges', async () => {
    const path = folder.write('s.jpg', await encode(noisePixels(300, 200), { format: 'jpeg' }));
    expect(await decode(path, { longEdge: 90 })).toMatchObject({ width: 90, height: 60 });
    expect(await decode(path, { longEdge: 900 })).toMatchObject({ width: 300, height: 200 });
  });

  it('says what is wrong when the file breaks under its hands', async () => {
    const whole = await sharp(noisePixels(300, 200).data, rawOf(noisePixels(300, 200))).jpeg().toBuffer();
    await expect(decode(folder.write('b.jpg', whole.subarray(0, whole.length >> 1)))).rejects.toMatchObject({ code: 'truncated' });
  });
});
