import type { ExifToWrite } from './exif';
import { tiffDirectory, type TiffField } from './tiff-directory';

/** TIFF 6.0 §2 field types; tags of TIFF 6.0 and EXIF 2.32 by the names that `exif.ts` carries. */
const ASCII = 2, SHORT = 3, LONG = 4, RATIONAL = 5;
const EXIF_IFD = 34665;
type Kind = 'text' | 'short' | 'rational';
const IMAGE: Readonly<Record<string, readonly [tag: number, kind: Kind]>> = {
  ImageDescription: [270, 'text'], Make: [271, 'text'], Model: [272, 'text'], Orientation: [274, 'short'], Software: [305, 'text'], DateTime: [306, 'text'], Artist: [315, 'text'], Copyright: [33432, 'text'],
};
const PHOTO: Readonly<Record<string, readonly [tag: number, kind: Kind]>> = {
  ExposureTime: [33434, 'rational'], FNumber: [33437, 'rational'], ExposureProgram: [34850, 'short'], ISOSpeedRatings: [34855, 'short'], DateTimeOriginal: [36867, 'text'],
  MeteringMode: [37383, 'short'], FocalLength: [37386, 'rational'], FocalLengthIn35mmFilm: [41989, 'short'], LensMake: [42035, 'text'], LensModel: [42036, 'text'],
};

function entryOf(tag: number, kind: Kind, value: string): TiffField {
  if (kind === 'text') {
    const text = Buffer.from(`${value}\0`, 'utf8');
    return { tag, type: ASCII, count: text.length, data: text };
  }
  const data = Buffer.alloc(kind === 'short' ? 2 : 8);
  if (kind === 'short') data.writeUInt16LE(Math.min(65535, Number(value) || 0));
  else value.split('/').forEach((part, k) => data.writeUInt32LE(Number(part) || 0, k * 4));
  return { tag, type: kind === 'short' ? SHORT : RATIONAL, count: 1, data };
}

const entriesOf = (fields: Readonly<Record<string, string>>, table: typeof IMAGE): readonly TiffField[] =>
  Object.entries(fields).flatMap(([name, value]) => { const known = table[name]; return known ? [entryOf(known[0], known[1], value)] : []; });

/**
 * A little-endian TIFF with camera fields, which libvips leaves out: its first directory is written anew behind the file with them, and the header
 * points there. Pixels and all offsets stay where they were. Other files (BigTIFF) come back unchanged.
 */
export function tiffWithExif(tiff: Buffer, { IFD0, IFD2 }: ExifToWrite): Buffer {
  if (tiff.toString('latin1', 0, 4) !== 'II*\0') return tiff;
  const old = tiff.readUInt32LE(4);
  const count = tiff.readUInt16LE(old);
  const kept = Array.from({ length: count }, (_, k): TiffField => {
    const at = old + 2 + k * 12;
    // Its value or its offset: four bytes either way.
    return { tag: tiff.readUInt16LE(at), type: tiff.readUInt16LE(at + 2), count: tiff.readUInt32LE(at + 4), data: tiff.subarray(at + 8, at + 12) };
  });
  const image = entriesOf(IFD0, IMAGE), photo = entriesOf(IFD2, PHOTO);
  const replaced = new Set([...image.map(({ tag }) => tag), EXIF_IFD]);
  const start = Math.ceil(tiff.length / 2) * 2;
  const pointer = (to: number): readonly TiffField[] => {
    const data = Buffer.alloc(4);
    data.writeUInt32LE(to);
    return photo.length > 0 ? [{ tag: EXIF_IFD, type: LONG, count: 1, data }] : [];
  };
  const first = (exifAt: number): Buffer => tiffDirectory(start, [...kept.filter(({ tag }) => !replaced.has(tag)), ...image, ...pointer(exifAt)]);
  const exifAt = start + first(0).length;
  const parts = [tiff, Buffer.alloc(start - tiff.length), first(exifAt), ...(photo.length > 0 ? [tiffDirectory(exifAt, photo)] : [])];
  const out = Buffer.concat(parts);
  out.writeUInt32LE(start, 4);
  return out;
}
