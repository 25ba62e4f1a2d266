import { open } from 'node:fs/promises';
import { isRawHead, isRawTiff } from './raw/sniff';
import type { PhotoFormat } from './types';

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** Brands of ISO base media files (ISO/IEC 23008-12 Annex B, AVIF spec §6) that hold a still picture. */
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
const AVIF_BRANDS = new Set(['avif', 'avis']);

function mediaFormat(head: Uint8Array): PhotoFormat | undefined {
  if (ascii(head, 4, 8) !== 'ftyp') return undefined;
  const size = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);
  const brands = [ascii(head, 8, 12)];
  for (let at = 16; at + 4 <= Math.min(size, head.length); at += 4) brands.push(ascii(head, at, at + 4));
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return 'avif';
  if (brands.some((brand) => HEIC_BRANDS.has(brand))) return 'heic';
  return undefined;
}

const SIGNATURES: readonly { readonly format: PhotoFormat; readonly matches: (head: Uint8Array) => boolean }[] = [
  { format: 'raw', matches: isRawHead },
  { format: 'jpeg', matches: (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff },
  { format: 'png', matches: (head) => ascii(head, 0, 8) === '\x89PNG\r\n\x1a\n' },
  { format: 'webp', matches: (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP' },
  { format: 'gif', matches: (head) => /^GIF8[79]a$/.test(ascii(head, 0, 6)) },
  // Classic TIFF is version 42, BigTIFF 43, in either byte order.
  { format: 'tiff', matches: (head) => /^(II[*+]\0|MM\0[*+])$/.test(ascii(head, 0, 4)) },
];

/** The photo format that the first bytes of a file announce, or undefined. 64 bytes are enough. Many RAW files say `tiff` here: `formatAt` looks further. */
export function sniffFormat(head: Uint8Array): PhotoFormat | undefined {
  return SIGNATURES.find((signature) => signature.matches(head))?.format ?? (head.length >= 12 ? mediaFormat(head) : undefined);
}

/** The format of a file by its content, with its first kilobyte. */
export async function formatAt(path: string): Promise<{ readonly format: PhotoFormat | undefined; readonly head: Uint8Array }> {
  const file = await open(path);
  try {
    const buffer = new Uint8Array(1024);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    const head = buffer.subarray(0, bytesRead);
    const format = sniffFormat(head);
    return { format: format === 'tiff' && (await isRawTiff(file, head)) ? 'raw' : format, head };
  } finally {
    await file.close();
  }
}

const KNOWN_STRANGERS: readonly { readonly name: string; readonly matches: (head: Uint8Array, text: string) => boolean }[] = [
  { name: 'an SVG drawing', matches: (_, text) => /^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(text) },
  { name: 'a web page', matches: (_, text) => /^(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body)\b/i.test(text) },
  { name: 'an XML document', matches: (_, text) => text.startsWith('<?xml') },
  { name: 'a PDF document', matches: (_, text) => text.startsWith('%PDF-') },
  { name: 'a ZIP archive', matches: (head) => ascii(head, 0, 4) === 'PK\x03\x04' },
  { name: 'a Photoshop document', matches: (head) => ascii(head, 0, 4) === '8BPS' },
  { name: 'a JPEG XL picture', matches: (head) => (head[0] === 0xff && head[1] === 0x0a) || ascii(head, 4, 8) === 'JXL ' },
  { name: 'a bitmap (BMP)', matches: (head) => ascii(head, 0, 2) === 'BM' },
  { name: 'a video', matches: (head) => ascii(head, 4, 8) === 'ftyp' || head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf },
];

/** A name for people of a file that is not a photo ("a PDF document"), or undefined when its first bytes say nothing. */
export function nameStranger(head: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8').decode(head).replace(/^\uFEFF/, '').trimStart();
  return KNOWN_STRANGERS.find((stranger) => stranger.matches(head, text))?.name;
}
