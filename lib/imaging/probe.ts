import { open, stat } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { PhotoError } from './errors';
import { cameraOf } from './exif';
import { nameStranger, sniffFormat } from './sniff';
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
  const format = identify(await readHead(path));
  const meta = await readHeader(path, format);
  const { width, height } = meta.autoOrient;
  if (width * height > limits.pixels) {
    throw new PhotoError('too-many-pixels', `The picture is ${width} × ${height} (${megapixels(width * height)} megapixels); the limit is ${megapixels(limits.pixels)}. Export it smaller and try again.`);
  }
  if (meta.depth !== 'uchar' && meta.depth !== 'ushort') {
    throw new PhotoError('unsupported-format', `The file stores its colours as ${meta.depth}; 8 or 16 bits per channel are needed. Save it as 16-bit and try again.`);
  }
  await proveWhole(path, format);
  const plan = planColour(meta);
  const notices: Notice[] = [...plan.notices];
  if ((meta.pages ?? 1) > 1) notices.push('firstFrameOnly');
  if (meta.gainMap) notices.push('hdrGainMapIgnored');
  const camera = meta.exif && cameraOf(meta.exif);
  return {
    format, width, height, bytes, notices,
    orientation: meta.orientation ?? 1,
    space: plan.space,
    depth: plan.depth,
    hasAlpha: meta.hasAlpha,
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

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const head = new Uint8Array(1024);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const ACCEPTED = 'JPEG, PNG, WebP, AVIF, TIFF or GIF';

function identify(head: Uint8Array): PhotoFormat {
  const format = sniffFormat(head);
  if (format) return format;
  const stranger = nameStranger(head);
  throw new PhotoError('not-a-photo', stranger ? `The file is ${stranger}, whatever its name says; ${ACCEPTED} is needed.` : `The file is not a photo that can be read; ${ACCEPTED} is needed.`);
}

async function readHeader(path: string, format: PhotoFormat): Promise<Metadata> {
  let meta: Metadata;
  try {
    // Our own limit speaks in megapixels; sharp's would only say no.
    meta = await sharp(path, { limitInputPixels: false }).metadata();
  } catch (cause) {
    if (format === 'heic') throw heicError(cause);
    throw unreadableError(cause, format);
  }
  if (meta.format === 'heif' && meta.compression === 'hevc') throw heicError();
  return meta;
}

const heicError = (cause?: unknown): PhotoError =>
  new PhotoError('unsupported-format', 'This is a HEIC photo (HEVC), which this installation cannot decode. Export it as JPEG or AVIF, or set the phone to “Most compatible”.', { cause });

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
