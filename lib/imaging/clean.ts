import { crc32 } from 'node:zlib';

/**
 * Copies of photo files that say nothing of camera, time and place. Compressed pixels and colour profile stay byte for byte; everything
 * that is not needed to show the picture goes, also what follows its end (a motion photo's film, a gain map with metadata of its own).
 */

/** A TIFF structure whose only entry is the orientation (Exif 2.32 §4.6.4, tag 0x0112). */
function orientationExif(orientation: number): Buffer {
  const block = Buffer.alloc(26);
  block.write('II*\0', 0, 'latin1');
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(1, 8);
  block.writeUInt16LE(0x0112, 10);
  block.writeUInt16LE(3, 12);
  block.writeUInt32LE(1, 14);
  block.writeUInt16LE(orientation, 18);
  return block;
}

/** Segments of a JPEG that show the picture: JFIF without its thumbnail, the ICC profile, Adobe's colour transform, and tables. */
function keepsSegment(marker: number, content: Buffer): boolean {
  if (marker === 0xe0) return content.subarray(0, 5).toString('latin1') === 'JFIF\0';
  if (marker === 0xe2) return content.subarray(0, 12).toString('latin1') === 'ICC_PROFILE\0';
  if (marker === 0xee) return content.subarray(0, 5).toString('latin1') === 'Adobe';
  return !(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe;
}

/** ITU-T T.81 annex B: segments until the end of the image, entropy-coded data between them as it is. */
function cleanJpeg(file: Buffer, orientation: number): Buffer | undefined {
  const parts = [file.subarray(0, 2)];
  if (orientation !== 1) {
    const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), orientationExif(orientation)]);
    parts.push(Buffer.of(0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 0xff), exif);
  }
  for (let at = 2; at + 4 <= file.length;) {
    if (file[at] !== 0xff) return undefined;
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) { at++; continue; }
    if (marker === 0xd9) break;
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length) return undefined;
    if (keepsSegment(marker, file.subarray(at + 4, end))) parts.push(file.subarray(at, end));
    at = end;
    if (marker !== 0xda) continue;
    // Coded data: a marker in it is stuffed (FF00) or a restart (FFD0–FFD7); any other ends it.
    for (let next = file[at + 1] ?? 0xd9; at + 1 < file.length; next = file[++at + 1] ?? 0xd9) {
      if (file[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) break;
    }
    parts.push(file.subarray(end, at));
  }
  parts.push(Buffer.of(0xff, 0xd9));
  return Buffer.concat(parts);
}

const PNG_SHOWS = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'mDCV', 'cLLI', 'sBIT', 'bKGD', 'pHYs', 'acTL', 'fcTL', 'fdAT']);

function pngChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** PNG, third edition §5: chunks by name. */
function cleanPng(file: Buffer, orientation: number): Buffer | undefined {
  const parts = [file.subarray(0, 8)];
  for (let at = 8; at + 12 <= file.length;) {
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) return undefined;
    const type = file.toString('latin1', at + 4, at + 8);
    if (PNG_SHOWS.has(type)) parts.push(file.subarray(at, end));
    if (type === 'IHDR' && orientation !== 1) parts.push(pngChunk('eXIf', orientationExif(orientation)));
    if (type === 'IEND') return Buffer.concat(parts);
    at = end;
  }
  return undefined;
}

const WEBP_SHOWS = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** RFC 9649 §2.7.1: bits of VP8X that announce Exif and XMP. */
const WEBP_EXIF = 0x08;
const WEBP_XMP = 0x04;

/** RFC 9649 §2.3: RIFF chunks by name, each padded to an even length. */
function cleanWebp(file: Buffer, orientation: number): Buffer | undefined {
  const parts: Buffer[] = [];
  const end = Math.min(file.length, 8 + file.readUInt32LE(4));
  for (let at = 12; at + 8 <= end;) {
    const type = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const next = at + 8 + length + (length % 2);
    if (at + 8 + length > file.length) return undefined;
    if (WEBP_SHOWS.has(type)) {
      const chunk = Buffer.from(file.subarray(at, next));
      if (type === 'VP8X') chunk[8] = ((chunk[8] ?? 0) & ~(WEBP_EXIF | WEBP_XMP)) | (orientation === 1 ? 0 : WEBP_EXIF);
      parts.push(chunk);
    }
    at = next;
  }
  if (orientation !== 1) {
    const exif = orientationExif(orientation);
    const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
    head.writeUInt32LE(exif.length, 4);
    parts.push(head, exif);
  }
  const body = Buffer.concat(parts);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

const CLEANERS: Readonly<Record<string, (file: Buffer, orientation: number) => Buffer | undefined>> = { jpeg: cleanJpeg, png: cleanPng, webp: cleanWebp };

/** A photo's file without its metadata; undefined for formats (RAW, HEIC, TIFF, AVIF, GIF) and files where that would mean making another picture. */
export function cleanFile(file: Buffer, photo: { readonly format: string; readonly orientation: number }): Buffer | undefined {
  return CLEANERS[photo.format]?.(file, photo.orientation);
}
