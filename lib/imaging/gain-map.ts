import { needsLens, needsSurvey, outputSize } from '@/lib/develop/engine';
import { photoMap } from '@/lib/develop/pipeline/geometry';
import type { DevelopSettings, Size } from '@/lib/develop/types';
import { MARKER, parseJpeg } from './jpeg/format';
import type { Region } from './renderer';
import { sharp } from './vips';

/**
 * Ultra HDR JPEG (ISO 21496-1): a standard picture with a map of how much brighter an HDR display shows each place, as a second JPEG behind it. Both are
 * found through a multi-picture directory (CIPA DC-007) in the first one's APP2.
 */

const APP2 = 0xe2;
const ISO_MAP = 'urn:iso:std:iso:ts:21496:-1\0';
const MULTI_PICTURE = 'MPF\0';
/** In the directory that libultrahdr writes, from its byte-order mark: size of the first picture, size and place of the second. */
const AT = { firstSize: 54, secondSize: 70, secondPlace: 74 } as const;

const isApp2 = (bytes: Uint8Array, name: string): boolean => bytes[1] === APP2 && Buffer.from(bytes.subarray(4, 4 + name.length)).toString('latin1') === name;

/** The part of the photo that a picture shows, where it is neither turned nor bent; undefined otherwise. */
export function uprightRegion(full: Size, settings: DevelopSettings): Region | undefined {
  if (needsLens(settings) || needsSurvey(settings)) return undefined;
  const { width, height } = outputSize(full, settings);
  const { frame: { xx, xy, x0, yx, yy, y0 }, warp } = photoMap(full, settings, { width, height });
  const upright = !warp && Math.abs(xx - 1) + Math.abs(xy) + Math.abs(yx) + Math.abs(yy - 1) < 1e-9;
  return upright ? { x: Math.round(x0 - 0.5), y: Math.round(y0 - 0.5), width, height } : undefined;
}

/** Length of the JPEG that a file begins with: to the end of its scans. */
function firstPicture(file: Buffer): number {
  let at = 2;
  for (;;) {
    const marker = file[at + 1] ?? MARKER.EOI;
    if (marker === MARKER.EOI) return at + 2;
    at += 2 + file.readUInt16BE(at + 2);
    if (marker !== MARKER.SOS) continue;
    // Within a scan 0xff is followed by 0 or a restart marker; anything else ends it.
    while (at < file.length - 1 && !(file[at] === 0xff && file[at + 1] !== 0 && ((file[at + 1] ?? 0) < 0xd0 || (file[at + 1] ?? 0) > 0xd7))) at++;
  }
}

/**
 * `edited` with the gain map of the photo at `original`: the `region` (px of the upright photo) of it at the picture's size. What was brighter than white
 * stays so by as much. The picture itself keeps every byte of its coding.
 * @returns `edited` as it is when the original has no gain map that can be carried
 */
export async function withGainMapOf(edited: Buffer, original: string, region: Region, size: Size): Promise<Buffer> {
  const carrier = await sharp(original, { limitInputPixels: false })
    .autoOrient()
    .extract({ left: region.x, top: region.y, width: region.width, height: region.height })
    .resize(size.width, size.height, { fit: 'fill' })
    .keepGainMap()
    .jpeg({ quality: 90 })
    .toBuffer();
  const end = firstPicture(carrier);
  const second = carrier.subarray(end);
  const segments = parseJpeg(carrier.subarray(0, end)).segments.map(({ bytes }) => bytes);
  const map = segments.find((bytes) => isApp2(bytes, ISO_MAP)), directory = segments.find((bytes) => isApp2(bytes, MULTI_PICTURE));
  if (second.length < 4 || !map || !directory) return edited;

  let at = 2;
  while (edited[at] === 0xff && (edited[at + 1] ?? 0) >= MARKER.APP0 && (edited[at + 1] ?? 0) <= MARKER.APP15) at += 2 + edited.readUInt16BE(at + 2);
  const first = Buffer.concat([edited.subarray(0, at), map, directory, edited.subarray(at)]);
  const tiff = at + map.length + 8;
  first.writeUInt32BE(first.length, tiff + AT.firstSize);
  first.writeUInt32BE(second.length, tiff + AT.secondSize);
  first.writeUInt32BE(first.length - tiff, tiff + AT.secondPlace);
  return Buffer.concat([first, second]);
}
