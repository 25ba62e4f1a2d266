import { writeFile } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import type { Pixels } from '@/lib/develop/types';
import { PhotoError } from './errors';
import { exifToCarryFrom } from './carry';
import { embedPacket } from './packet';
import { tiffWithExif } from './tiff-exif';
import type { CameraInfo } from './types';
import { sharp } from './vips';

export type EncodeFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff';

export type EncodeOptions = {
  readonly format: EncodeFormat;
  /** 1..100, for the lossy formats. Default 90; AVIF reaches the same look lower, default 60. */
  readonly quality?: number;
  /** WebP without loss. */
  readonly lossless?: boolean;
  /** The original, whose camera fields are copied. Its location, thumbnail and serial numbers never are. */
  readonly metadataFrom?: string;
  /** Its camera fields where they are known already. */
  readonly camera?: CameraInfo;
  /** An XMP packet to embed, for instance the develop settings. */
  readonly xmp?: string;
  /** Chroma subsampling of JPEG. Default: none from quality 90 on, where it would be the first thing seen. */
  readonly chroma?: '4:4:4' | '4:2:0';
};

export const CONTENT_TYPES: Readonly<Record<EncodeFormat, string>> = {
  jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', avif: 'image/avif', tiff: 'image/tiff',
};

/** Longest side each format can hold (JPEG: ITU-T T.81 §B.2.2; WebP: RFC 9649 §2.7; AVIF: libvips' limit). */
const LONGEST_SIDE: Readonly<Record<EncodeFormat, number>> = { jpeg: 65_535, png: 2 ** 31 - 1, webp: 16_383, avif: 16_384, tiff: 2 ** 31 - 1 };

const HOLDS_16_BIT: ReadonlySet<EncodeFormat> = new Set(['png', 'tiff']);
/** libvips leaves out an XMP packet that does not fit into one segment of a JPEG file. */
const EMBEDDED_BY_US: ReadonlySet<EncodeFormat> = new Set(['jpeg', 'png', 'tiff']);
const HOLDS_ALPHA: ReadonlySet<EncodeFormat> = new Set(['png', 'webp', 'avif', 'tiff']);

/** Quality and chroma subsampling of a JPEG, with the defaults of `EncodeOptions`. */
export function jpegSettings({ quality = 90, chroma = quality >= 90 ? '4:4:4' : '4:2:0' }: Pick<EncodeOptions, 'quality' | 'chroma'>): { readonly quality: number; readonly chromaSubsampling: '4:4:4' | '4:2:0' } {
  return { quality, chromaSubsampling: chroma };
}

const WRITERS: Readonly<Record<EncodeFormat, (image: Sharp, options: EncodeOptions) => Sharp>> = {
  jpeg: (image, options) => image.jpeg(jpegSettings(options)),
  // Level 3 is within a few percent of the default's size in a third of the time.
  png: (image) => image.png({ compressionLevel: 3, adaptiveFiltering: true }),
  // Lossy effort 2 takes half as long again for 6 % of the size; lossless beyond 0 takes seconds per megapixel.
  webp: (image, { quality = 90, lossless = false }) => image.webp(lossless ? { lossless, effort: 0, exact: true } : { quality, effort: 1, smartSubsample: quality >= 90 }),
  avif: (image, { quality = 60 }) => image.avif({ quality, effort: 2, chromaSubsampling: quality >= 90 ? '4:4:4' : '4:2:0' }),
  tiff: (image) => image.tiff({ compression: 'deflate', predictor: 'horizontal' }),
};

/**
 * Encodes a picture, tagged with the profile of its space. 16-bit pixels stay so in PNG and TIFF; alpha is kept where the format can and
 * flattened on white in JPEG.
 * @throws {PhotoError} `encode-failed`
 */
export async function encode(pixels: Pixels, options: EncodeOptions): Promise<Buffer> {
  const longest = Math.max(pixels.width, pixels.height);
  if (longest > LONGEST_SIDE[options.format]) {
    throw new PhotoError('encode-failed', `${options.format.toUpperCase()} holds at most ${LONGEST_SIDE[options.format]} px per side and the picture has ${longest}. Choose a shorter long edge or another format.`);
  }
  try {
    const image = tagged(pixels, HOLDS_16_BIT.has(options.format));
    if (pixels.channels === 4 && !HOLDS_ALPHA.has(options.format)) image.flatten({ background: '#ffffff' });
    const exif = options.metadataFrom === undefined ? undefined : await exifToCarryFrom(options.metadataFrom, options.camera);
    if (exif) image.withExif(exif);
    const ours = options.xmp !== undefined && EMBEDDED_BY_US.has(options.format);
    if (options.xmp !== undefined && !ours) image.withXmp(options.xmp);
    const written = await WRITERS[options.format](image, options).toBuffer();
    const file = exif && options.format === 'tiff' ? tiffWithExif(written, exif) : written;
    return options.xmp !== undefined && ours ? embedPacket(file, options.xmp) : file;
  } catch (cause) {
    throw cause instanceof PhotoError ? cause : new PhotoError('encode-failed', `The ${options.format.toUpperCase()} file could not be written: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}

/** `encode` into a file. */
export async function encodeToFile(pixels: Pixels, path: string, options: EncodeOptions): Promise<void> {
  await writeFile(path, await encode(pixels, options));
}

/**
 * The pixels as a sharp image that carries the profile of their space and not one changed number. sharp can only attach a profile by a
 * transform to it; each branch picks the pipeline space whose assumed profile is that very one, and the transform becomes the identity
 * (a test holds it to the bit; only 16-bit sRGB alpha may lose its last bit).
 */
function tagged(pixels: Pixels, keep16: boolean): Sharp {
  const { data, width, height, channels, space, depth } = pixels;
  const image = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  const deep = depth === 16 && keep16;
  if (deep) image.toColourspace('rgb16');
  if (space === 'display-p3') {
    // 16-bit pipelines assume Display P3 already.
    return (depth === 16 ? image : image.pipelineColourspace('rgb16')).withIccProfile('p3');
  }
  return (depth === 16 ? image.pipelineColourspace(deep ? 'scrgb' : 'srgb') : image).withIccProfile('srgb');
}
