import { stat } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { decodeApart } from './decoders';
import { PhotoError } from './errors';
import { cameraOf } from './exif';
import { planHeif } from './heif/decode';
import { RAW_SPACE } from './raw/decode';
import { formatAt, nameStranger } from './sniff';
import { planColour } from './source';
import { DEFAULT_LIMITS, type Limits, type Notice, type PhotoFormat, type PhotoInfo } from './types';
import { sharp } from './vips';

/**
 * Says what a file is, by its content and never by its name, and refuses what cannot be worked on before anything is decoded at full size.
 * A small decode at the end proves that the file is whole.
 * @throws {PhotoError} `missing`, `empty`, `too-large`, `too-many-pixels`, `not-a-photo`, `unsupported-format`, `truncated` or `damaged`
 */
export async function probe(path: string, limits: Limits = DEFAULT_LIMITS): Promise<PhotoInfo> {
  const bytes = await sizeOf(path);
  if (bytes === 0) throw new PhotoError('empty', 'The file is empty (0 bytes). Choose the photo again.');
  if (bytes > limits.bytes) throw new PhotoError('too-large', `The file is ${megabytes(bytes)} MB; the limit is ${megabytes(limits.bytes)} MB. Export it smaller and try again.`);
  const format = await identify(path);
  if (format === 'raw') return probeRaw(path, bytes, limits);
  const meta = await readHeader(path, format);
  if (meta === 'hevc') return probeHeif(path, bytes, limits);
  const { width, height } = meta.autoOrient;
  checkPixels(width, height, limits);
  if (meta.depth !== 'uchar' && meta.depth !== 'ushort') {
    throw new PhotoError('unsupported-format', `The file stores its colours as ${meta.depth}; 8 or 16 bits per channel are needed. Save it as 16-bit and try again.`);
  }
  await proveWhole(path, format);
  const plan = planColour(meta);
  const notices: Notice[] = [...plan.notices];
  if ((meta.pages ?? 1) > 1) notices.push('firstFrameOnly');
  const gainMap = format === 'jpeg' && meta.gainMap !== undefined;
  if (meta.gainMap) notices.push(gainMap ? 'hdrGainMapKept' : 'hdrGainMapIgnored');
  const camera = meta.exif && cameraOf(meta.exif);
  return {
    format, width, height, bytes, notices,
    orientation: meta.orientation ?? 1,
    space: plan.space,
    depth: plan.depth,
    hasAlpha: meta.hasAlpha,
    ...(gainMap && { gainMap }),
    ...(camera && { camera }),
  };
}

function checkPixels(width: number, height: number, limits: Limits): void {
  if (width * height <= limits.pixels) return;
  throw new PhotoError('too-many-pixels', `The picture is ${width} × ${height} (${megapixels(width * height)} megapixels); the limit is ${megapixels(limits.pixels)}. Export it smaller and try again.`);
}

async function probeRaw(path: string, bytes: number, limits: Limits): Promise<PhotoInfo> {
  const { width, height, orientation, raw, camera } = await decodeApart('rawHeader', { path });
  checkPixels(width, height, limits);
  return { format: 'raw', width, height, bytes, notices: [], orientation, space: RAW_SPACE, depth: 16, hasAlpha: false, raw, ...(camera && { camera }) };
}

async function probeHeif(path: string, bytes: number, limits: Limits): Promise<PhotoInfo> {
  const header = await decodeApart('heifHeader', { path });
  const { width, height, exif, pictures } = header;
  checkPixels(width, height, limits);
  const plan = planHeif(header);
  // Proves the file whole.
  await decodeApart('heifPixels', { path });
  const camera = exif && cameraOf(Buffer.from(exif));
  return {
    format: 'heic', width, height, bytes, orientation: 1, space: plan.space, depth: plan.depth, hasAlpha: header.channels === 4,
    notices: [...plan.notices, ...(pictures > 1 ? ['firstFrameOnly' as const] : []), ...(header.gainMap ? ['hdrGainMapIgnored' as const] : [])],
    ...(camera && { camera }),
  };
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0);
const megapixels = (pixels: number): string => (pixels / 1e6).toFixed(pixels < 10e6 ? 1 : 0);

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new PhotoError('not-a-photo', 'This is a folder, not a photo. Choose a file.');
    return found.size;
  } catch (cause) {
    if (cause instanceof PhotoError) throw cause;
    throw new PhotoError('missing', 'The file cannot be found or read. Check its path and permissions.', { cause });
  }
}

const ACCEPTED = 'JPEG, HEIC, PNG, WebP, AVIF, TIFF, GIF or camera RAW';

async function identify(path: string): Promise<PhotoFormat> {
  const { format, head } = await formatAt(path);
  if (format) return format;
  const stranger = nameStranger(head);
  throw new PhotoError('not-a-photo', stranger ? `The file is ${stranger}, whatever its name says; ${ACCEPTED} is needed.` : `The file is not a photo that can be read; ${ACCEPTED} is needed.`);
}

/** `hevc`: a HEIC photo, whose coding sharp's own libheif leaves out. */
async function readHeader(path: string, format: PhotoFormat): Promise<Metadata | 'hevc'> {
  try {
    // Our own limit speaks in megapixels; sharp's would only say no.
    const meta = await sharp(path, { limitInputPixels: false }).metadata();
    return meta.format === 'heif' && meta.compression === 'hevc' ? 'hevc' : meta;
  } catch (cause) {
    if (format === 'heic') return 'hevc';
    throw unreadableError(cause, format);
  }
}

/** Longest side of the decode that proves a file whole: JPEG reads it at an eighth of the work. */
const PROOF_EDGE = 64;

async function proveWhole(path: string, format: PhotoFormat): Promise<void> {
  try {
    // `error` refuses truncation and damage, and lets pass what every viewer shows (libjpeg's warnings).
    await sharp(path, { failOn: 'error', limitInputPixels: false, ignoreIcc: true, sequentialRead: true })
      .timeout({ seconds: 60 })
      .resize(PROOF_EDGE, PROOF_EDGE, { fit: 'fill', kernel: 'nearest' })
      .raw()
      .toBuffer();
  } catch (cause) {
    throw unreadableError(cause, format);
  }
}

const TRUNCATION = /premature|truncat|unexpected end|end of (file|stream|image|data)|incomplete|not enough|out of data|short read|read error|bad seek|insufficient/i;

/** A sharp error as a PhotoError that says whether the file ends too early or is damaged. */
export function unreadableError(cause: unknown, format: string): PhotoError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return TRUNCATION.test(detail)
    ? new PhotoError('truncated', `The ${format.toUpperCase()} file ends before the picture does: it was probably not copied completely. Copy it again and try again.`, { cause })
    : new PhotoError('damaged', `The ${format.toUpperCase()} file is damaged and cannot be decoded. Open it in another program and save it again.`, { cause });
}
