import { crc32, inflateSync } from 'node:zlib';
import { PhotoError } from '../errors';
import { ascii, bytesIn, concat, latin, LARGEST_PACKET, packetText, type ByteReader } from './bytes';

/** XMP in PNG (XMP Part 3 §1.1.5): an `iTXt` chunk with this keyword. */
const KEYWORD = 'XML:com.adobe.xmp';
const SIGNATURE = 8;
const MAX_CHUNKS = 200_000;

/** The text of an `iTXt` chunk (PNG §11.3.3.4) if it is the packet. */
function packetOf(chunk: Uint8Array): string | undefined {
  const zero = (from: number): number => { const at = chunk.indexOf(0, from); return at < 0 ? chunk.length : at; };
  const end = zero(0);
  if (String.fromCharCode(...chunk.subarray(0, Math.min(end, 80))) !== KEYWORD) return undefined;
  const compressed = chunk[end + 1] === 1;
  const text = chunk.subarray(zero(zero(end + 3) + 1) + 1);
  return packetText(compressed ? inflateSync(text, { maxOutputLength: LARGEST_PACKET }) : text);
}

export async function readPngPacket(reader: ByteReader): Promise<string | undefined> {
  for (let at = SIGNATURE, chunks = 0; at + 12 <= reader.size && chunks < MAX_CHUNKS; chunks++) {
    const head = await reader.read(at, 8);
    const length = head.getUint32(0);
    const kind = latin(head, 4, 8);
    if (kind === 'IEND') return undefined;
    if (kind === 'iTXt' && length <= LARGEST_PACKET) {
      const packet = packetOf(bytesIn(await reader.read(at + 8, length)));
      if (packet !== undefined) return packet;
    }
    at += 12 + length;
  }
  return undefined;
}

function chunkOf(kind: string, data: Uint8Array): Uint8Array {
  const body = concat([ascii(kind), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** The file with this packet instead of its own; every other byte stays. */
export function embedPngPacket(file: Buffer, xmp: string): Buffer {
  const parts: Uint8Array[] = [file.subarray(0, SIGNATURE)];
  const packet = chunkOf('iTXt', concat([ascii(`${KEYWORD}\0\0\0\0\0`), new TextEncoder().encode(xmp)]));
  for (let at = SIGNATURE; at < file.length; ) {
    if (at + 12 > file.length || at + 12 + file.readUInt32BE(at) > file.length) throw new PhotoError('damaged', 'The PNG file is damaged: settings cannot be put into it.');
    const end = at + 12 + file.readUInt32BE(at);
    const kind = file.toString('latin1', at + 4, at + 8);
    const isPacket = kind === 'iTXt' && file.toString('latin1', at + 8, at + 9 + KEYWORD.length) === `${KEYWORD}\0`;
    if (!isPacket) parts.push(file.subarray(at, end));
    if (kind === 'IHDR') parts.push(packet);
    at = end;
    if (kind === 'IEND') { parts.push(file.subarray(end)); break; }
  }
  return concat(parts);
}
