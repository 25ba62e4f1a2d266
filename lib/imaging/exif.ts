import readExif from 'exif-reader';
import type { CameraInfo } from './types';

/** EXIF as sharp writes it: values as text, by image file directory. */
export type ExifToWrite = { IFD0: Record<string, string>; IFD2: Record<string, string> };

const text = (value: unknown): string | undefined => {
  const trimmed = typeof value === 'string' ? value.replace(/\0.*$/s, '').trim() : '';
  return trimmed === '' ? undefined : trimmed;
};

const number = (value: unknown): number | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'number' && Number.isFinite(first) && first > 0 ? first : undefined;
};

const rounded = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

const shutterText = (seconds: number): string => (seconds < 0.4 ? `1/${Math.round(1 / seconds)}` : rounded(seconds, 1));

function parse(block: Buffer): ReturnType<typeof readExif> | undefined {
  try {
    return readExif(block);
  } catch {
    // Many cameras and editors write broken EXIF; the picture is none the worse for it.
    return undefined;
  }
}

/** The camera fields of a raw EXIF block, or undefined when it has none. The location is never read. */
export function cameraOf(block: Buffer): CameraInfo | undefined {
  const exif = parse(block);
  if (!exif) return undefined;
  const { Image: image, Photo: photo } = exif;
  // EXIF times have no zone; exif-reader reads them as UTC, which keeps the digits.
  return cameraInfo({
    make: image?.Make, model: image?.Model, lens: photo?.LensModel, iso: photo?.ISOSpeedRatings, shutter: photo?.ExposureTime,
    aperture: photo?.FNumber, focal: photo?.FocalLength, focal35: photo?.FocalLengthIn35mmFilm, taken: photo?.DateTimeOriginal ?? image?.DateTime,
  });
}

/** Values of EXIF's fields as people read them; what makes no sense is left out, and undefined when nothing is left. */
export function cameraInfo(values: Readonly<Record<keyof Omit<CameraInfo, 'takenAt' | 'focal35'> | 'taken', unknown>> & { readonly focal35?: unknown }): CameraInfo | undefined {
  const shutter = number(values.shutter), aperture = number(values.aperture), focal = number(values.focal);
  const { taken } = values;
  const fields: CameraInfo = {
    make: text(values.make),
    model: text(values.model),
    lens: text(values.lens),
    iso: number(values.iso),
    shutter: shutter === undefined ? undefined : shutterText(shutter),
    aperture: aperture === undefined ? undefined : `f/${rounded(aperture, 1)}`,
    focal: focal === undefined ? undefined : `${rounded(focal, 1)} mm`,
    focal35: number(values.focal35),
    takenAt: taken instanceof Date && Number.isFinite(taken.getTime()) ? taken.toISOString().slice(0, 19) : undefined,
  };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

const rational = (value: number): string => (value < 1 ? `1/${Math.round(1 / value)}` : `${Math.round(value * 1000)}/1000`);
const exifTime = (value: unknown): string | undefined =>
  value instanceof Date && Number.isFinite(value.getTime()) ? value.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ') : undefined;

/** How each field that travels is written; whatever is not in these tables (location, thumbnail, serial numbers, maker notes) stays behind. */
const IMAGE_FIELDS: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  Make: text, Model: text, Artist: text, Copyright: text, ImageDescription: text, DateTime: exifTime,
};
const asRational = (value: unknown): string | undefined => {
  const n = number(value);
  return n === undefined ? undefined : rational(n);
};
const asInteger = (value: unknown): string | undefined => {
  const n = number(value);
  return n === undefined ? undefined : String(Math.round(n));
};
const PHOTO_FIELDS: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  ExposureTime: asRational, FNumber: asRational, FocalLength: asRational, ISOSpeedRatings: asInteger, FocalLengthIn35mmFilm: asInteger,
  ExposureProgram: asInteger, MeteringMode: asInteger, DateTimeOriginal: exifTime, LensMake: text, LensModel: text,
};

const pick = (from: Readonly<Record<string, unknown>> | undefined, fields: typeof IMAGE_FIELDS): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, write]) => {
      const value = write(from?.[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** The camera fields of a raw EXIF block, ready to be written to an export. Orientation is 1: exported pixels are upright. */
export function exifToCarry(block: Buffer | undefined): ExifToWrite {
  const exif = block && parse(block);
  return { IFD0: { Software: 'Evoroom', Orientation: '1', ...pick(exif?.Image, IMAGE_FIELDS) }, IFD2: pick(exif?.Photo, PHOTO_FIELDS) };
}

const digitsOf = (text: string | undefined): number | undefined => {
  const [top, bottom] = (text ?? '').replace(/[^0-9./]/g, '').replace(/^\//, '').split('/').map(Number);
  return number(top === undefined ? undefined : top / (bottom ?? 1));
};

/** The same from fields that were made for people, of files that have no EXIF block. */
export function exifOfCamera({ make, model, lens, iso, shutter, aperture, focal, takenAt }: CameraInfo): ExifToWrite {
  const taken = takenAt === undefined ? undefined : new Date(`${takenAt}Z`);
  return {
    IFD0: { Software: 'Evoroom', Orientation: '1', ...pick({ Make: make, Model: model, DateTime: taken }, IMAGE_FIELDS) },
    IFD2: pick({ ExposureTime: digitsOf(shutter), FNumber: digitsOf(aperture), FocalLength: digitsOf(focal), ISOSpeedRatings: iso, DateTimeOriginal: taken, LensModel: lens }, PHOTO_FIELDS),
  };
}
