import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cleanFile } from './clean';

const SECRET = 'Geheimnis';
const noisy = () => {
  const data = Buffer.alloc(60 * 40 * 3);
  for (let at = 0; at < data.length; at++) data[at] = (at * 7919) % 251;
  return sharp(data, { raw: { width: 60, height: 40, channels: 3 } });
};
const exif = { IFD0: { Make: SECRET, ImageDescription: SECRET }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } };
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="${SECRET}"/></rdf:RDF></x:xmpmeta>`;
const write = {
  jpeg: () => noisy().withIccProfile('p3').withExif(exif).withXmp(xmp).jpeg({ quality: 95 }).toBuffer(),
  'progressive jpeg': () => noisy().withIccProfile('p3').withExif(exif).withXmp(xmp).jpeg({ quality: 80, progressive: true }).toBuffer(),
  png: () => noisy().withIccProfile('p3').withExif(exif).withXmp(xmp).png().toBuffer(),
  webp: () => noisy().withIccProfile('p3').withExif(exif).withXmp(xmp).webp({ lossless: true }).toBuffer(),
} as const;
const formatOf = (name: string) => name.split(' ').at(-1) ?? '';

describe('a cleaned file', () => {
  test.each(Object.entries(write))('keeps pixels and profile of a %s and nothing that it says', async (name, make) => {
    const file = await make();
    expect(file.includes(SECRET)).toBe(true);
    // What a motion photo or a gain map puts behind the end.
    const clean = cleanFile(Buffer.concat([file, Buffer.from(name.endsWith('webp') ? '' : SECRET)]), { format: formatOf(name), orientation: 1 });
    expect(clean).toBeDefined();
    expect(clean!.includes(SECRET)).toBe(false);
    const { exif: left, xmp: packet, icc } = await sharp(clean).metadata();
    expect([left, packet]).toEqual([undefined, undefined]);
    expect(icc).toEqual((await sharp(file).metadata()).icc);
    expect(await sharp(clean).raw().toBuffer()).toEqual(await sharp(file).raw().toBuffer());
  });

  test.each(Object.entries(write))('of a %s still knows which way is up', async (name, make) => {
    const clean = cleanFile(await make(), { format: formatOf(name), orientation: 6 });
    const { orientation, exif: left } = await sharp(clean).metadata();
    expect(orientation).toBe(6);
    expect(left?.includes(SECRET)).toBe(false);
  });

  test('of a file that says nothing is the same picture', async () => {
    const plain = await noisy().jpeg({ quality: 90 }).toBuffer();
    const clean = cleanFile(plain, { format: 'jpeg', orientation: 1 });
    expect(await sharp(clean).raw().toBuffer()).toEqual(await sharp(plain).raw().toBuffer());
  });

  test('is not made of formats that would need other pixels, nor of a file that is cut off', async () => {
    expect(cleanFile(await noisy().tiff().toBuffer(), { format: 'tiff', orientation: 1 })).toBeUndefined();
    const file = await write.png();
    expect(cleanFile(file.subarray(0, file.length - 20), { format: 'png', orientation: 1 })).toBeUndefined();
    expect(cleanFile((await write.jpeg()).subarray(0, 40), { format: 'jpeg', orientation: 1 })).toBeUndefined();
  });
});
