import { createHash } from 'node:crypto';
import { joinExtendedXmp, splitXmp } from '@/lib/develop/codecs';
import { PhotoError } from '../errors';
import { ascii, bytesIn, concat, latin, LARGEST_PACKET, packetText, type ByteReader } from './bytes';

/**
 * XMP in JPEG (XMP Part 3 §1.1.3): one APP1 segment, and where the packet is larger than a segment holds, further ones with the rest, known by the MD5
 * of the whole rest.
 */
const MAIN = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENSION = 'http://ns.adobe.com/xmp/extension/\0';
const APP1 = 0xe1;
/** After its name, an extension segment has the MD5 (32 hex digits), the length of the whole and the place of this part. */
const EXTENSION_HEAD = EXTENSION.length + 32 + 4 + 4;
const MAX_SEGMENT = 65_533;
/** What XMP Part 3 allows the main packet, a little less than there is room for. */
const MAX_MAIN = 65_502;
const MAX_SEGMENTS = 4096;

type Segment = { readonly marker: number; readonly at: number; /** Of the payload, without marker and length. */ readonly length: number };

/** Markers without a payload: TEM, RSTn, SOI. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** The segments before the picture's data. Stops where the file is not as it should be. */
async function segmentsOf(reader: ByteReader): Promise<readonly Segment[]> {
  const segments: Segment[] = [];
  for (let at = 2; at + 4 <= reader.size && segments.length < MAX_SEGMENTS; ) {
    const head = await reader.read(at, 4);
    if (head.byteLength < 4 || head.getUint8(0) !== 0xff) break;
    const marker = head.getUint8(1);
    if (marker === 0xff) { at += 1; continue; }
    if (isBare(marker)) { at += 2; continue; }
    if (marker === 0xda || marker === 0xd9) break;
    const length = head.getUint16(2) - 2;
    if (length < 0) break;
    segments.push({ marker, at: at + 4, length });
    at += 4 + length;
  }
  return segments;
}

export async function readJpegPacket(reader: ByteReader): Promise<string | undefined> {
  let main: string | undefined;
  const parts = new Map<string, { readonly whole: number; readonly chunks: { readonly at: number; readonly bytes: Uint8Array }[] }>();
  let total = 0;
  for (const { marker, at, length } of await segmentsOf(reader)) {
    if (marker !== APP1) continue;
    const payload = await reader.read(at, length);
    if (latin(payload, 0, MAIN.length) === MAIN) main ??= packetText(bytesIn(payload, MAIN.length));
    else if (latin(payload, 0, EXTENSION.length) === EXTENSION && payload.byteLength >= EXTENSION_HEAD) {
      const digest = latin(payload, EXTENSION.length, EXTENSION.length + 32);
      const known = parts.get(digest) ?? { whole: payload.getUint32(EXTENSION.length + 32), chunks: [] };
      known.chunks.push({ at: payload.getUint32(EXTENSION.length + 36), bytes: bytesIn(payload, EXTENSION_HEAD) });
      parts.set(digest, known);
      total += payload.byteLength;
      if (total > LARGEST_PACKET) break;
    }
  }
  if (main === undefined) return undefined;
  const digest = /HasExtendedXMP\s*(?:=\s*["']|>)\s*([0-9A-Fa-f]{32})/.exec(main)?.[1]?.toUpperCase();
  const extension = [...parts].find(([name]) => name.toUpperCase() === digest)?.[1];
  if (!extension) return main;
  const whole = assemble(extension.whole, extension.chunks);
  return whole ? joinExtendedXmp(main, packetText(whole)) : main;
}

/** The parts in their places; undefined unless they fill the whole exactly. */
function assemble(whole: number, chunks: readonly { readonly at: number; readonly bytes: Uint8Array }[]): Uint8Array | undefined {
  const sorted = chunks.toSorted((a, b) => a.at - b.at);
  let end = 0;
  for (const { at, bytes } of sorted) {
    if (at !== end) return undefined;
    end += bytes.length;
  }
  return end === whole ? concat(sorted.map(({ bytes }) => bytes)) : undefined;
}

const segment = (...parts: readonly Uint8Array[]): Uint8Array => {
  const body = concat(parts);
  return concat([Uint8Array.of(0xff, APP1, (body.length + 2) >> 8, (body.length + 2) & 255), body]);
};

const uint32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);

function packetSegments(xmp: string): readonly Uint8Array[] {
  const encoder = new TextEncoder();
  const digestOf = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex').toUpperCase();
  const { main, extension } = splitXmp(xmp, MAX_MAIN, digestOf, (text) => Buffer.byteLength(text, 'utf8'));
  const first = segment(ascii(MAIN), encoder.encode(main));
  if (extension === undefined) return [first];
  const rest = encoder.encode(extension);
  const digest = ascii(digestOf(extension));
  const room = MAX_SEGMENT - EXTENSION_HEAD;
  const parts = Array.from({ length: Math.ceil(rest.length / room) }, (_, i) => segment(ascii(EXTENSION), digest, uint32(rest.length), uint32(i * room), rest.subarray(i * room, (i + 1) * room)));
  return [first, ...parts];
}

/** The file with this packet instead of its own; every other byte stays. */
export function embedJpegPacket(file: Buffer, xmp: string): Buffer {
  const kept: Buffer[] = [];
  let insertAt = 1;
  let at = 2;
  kept.push(file.subarray(0, 2));
  while (at + 4 <= file.length && file[at] === 0xff) {
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) { at += 1; continue; }
    if (marker === 0xda || marker === 0xd9) break;
    const end = isBare(marker) ? at + 2 : at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length) break;
    const bytes = file.subarray(at, end);
    const name = bytes.toString('latin1', 4, 4 + EXTENSION.length);
    const isPacket = marker === APP1 && (name.startsWith(MAIN) || name === EXTENSION);
    if (!isPacket) kept.push(bytes);
    // After JFIF and Exif, which readers want first.
    if (marker === 0xe0 || (marker === APP1 && name.startsWith('Exif\0'))) insertAt = kept.length;
    at = end;
  }
  if (file[at] !== 0xff) throw new PhotoError('damaged', 'The JPEG file is damaged before its picture: settings cannot be put into it.');
  return concat([...kept.slice(0, insertAt), ...packetSegments(xmp), ...kept.slice(insertAt), file.subarray(at)]);
}
