import { PhotoError } from '../errors';
import { bytesIn, concat, LARGEST_PACKET, packetText, type ByteReader } from './bytes';

/** XMP in TIFF, DNG and the RAW formats built like them (XMP Part 3 §1.1.4): tag 700 of the first directory, as bytes. */
const XMP_TAG = 700;
const BYTE = 1;
const MAX_ENTRIES = 4096;

/** Classic TIFF (version 42, and the like of RAW) and BigTIFF (43): sizes of a count, an entry, an offset. */
type Layout = { readonly little: boolean; readonly big: boolean; readonly countSize: 2 | 8; readonly entrySize: 12 | 20; readonly offsetSize: 4 | 8; readonly first: number };

function layoutOf(head: DataView): Layout | undefined {
  if (head.byteLength < 16) return undefined;
  const order = head.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const little = order === 0x4949;
  const big = head.getUint16(2, little) === 43;
  const first = big ? Number(head.getBigUint64(8, little)) : head.getUint32(4, little);
  return { little, big, countSize: big ? 8 : 2, entrySize: big ? 20 : 12, offsetSize: big ? 8 : 4, first };
}

const uint = (view: DataView, at: number, size: 2 | 4 | 8, little: boolean): number => (size === 2 ? view.getUint16(at, little) : size === 4 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little)));
const put = (view: DataView, at: number, value: number, size: 2 | 4 | 8, little: boolean): void => {
  if (size === 2) view.setUint16(at, value, little);
  else if (size === 4) view.setUint32(at, value, little);
  else view.setBigUint64(at, BigInt(value), little);
};

export async function readTiffPacket(reader: ByteReader): Promise<string | undefined> {
  const layout = layoutOf(await reader.read(0, 16));
  if (!layout) return undefined;
  const { little, countSize, entrySize, offsetSize, first } = layout;
  const head = await reader.read(first, countSize);
  if (head.byteLength < countSize) return undefined;
  const count = Math.min(MAX_ENTRIES, uint(head, 0, countSize, little));
  const entries = await reader.read(first + countSize, count * entrySize);
  for (let at = 0; at + entrySize <= entries.byteLength; at += entrySize) {
    if (entries.getUint16(at, little) !== XMP_TAG) continue;
    const length = uint(entries, at + 4, offsetSize, little);
    const offset = uint(entries, at + 4 + offsetSize, offsetSize, little);
    if (length <= offsetSize || length > LARGEST_PACKET || offset + length > reader.size) return undefined;
    return packetText(bytesIn(await reader.read(offset, length)));
  }
  return undefined;
}

const evenly = (length: number): Uint8Array => new Uint8Array(length % 2);

/**
 * The file with this packet as its own. The packet and a new first directory are put at the end and the header is pointed at them: no other byte moves, so
 * that whatever a maker keeps at fixed places stays where it is.
 */
export function embedTiffPacket(file: Buffer, xmp: string): Buffer {
  const broken = (): PhotoError => new PhotoError('damaged', 'The TIFF file’s directory is damaged: settings cannot be put into it.');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const layout = layoutOf(view);
  if (!layout || layout.first + layout.countSize > file.length) throw broken();
  const { little, big, countSize, entrySize, offsetSize, first } = layout;
  const count = uint(view, first, countSize, little);
  const end = first + countSize + count * entrySize;
  if (count > MAX_ENTRIES || end + offsetSize > file.length) throw broken();

  const packet = new TextEncoder().encode(xmp);
  const start = file.length + (file.length % 2);
  const entry = new DataView(new ArrayBuffer(entrySize));
  put(entry, 0, XMP_TAG, 2, little);
  put(entry, 2, BYTE, 2, little);
  put(entry, 4, packet.length, offsetSize, little);
  put(entry, 4 + offsetSize, start, offsetSize, little);

  const others = Array.from({ length: count }, (_, i) => file.subarray(first + countSize + i * entrySize, first + countSize + (i + 1) * entrySize)).filter((bytes) => (little ? bytes.readUInt16LE(0) : bytes.readUInt16BE(0)) !== XMP_TAG);
  const tagOf = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset).getUint16(0, little);
  const entries = [...others, bytesIn(entry)].toSorted((a, b) => tagOf(a) - tagOf(b));
  const size = new DataView(new ArrayBuffer(countSize));
  put(size, 0, entries.length, countSize, little);

  const directory = start + packet.length + (packet.length % 2);
  if (!big && directory + entries.length * entrySize > 0xffff_ffff) throw new PhotoError('too-large', 'The TIFF file would grow beyond 4 GB, which its format cannot hold.');
  const head = Buffer.from(file.subarray(0, big ? 16 : 8));
  put(new DataView(head.buffer, head.byteOffset, head.byteLength), big ? 8 : 4, directory, offsetSize, little);
  return concat([head, file.subarray(head.length), evenly(file.length), packet, evenly(packet.length), bytesIn(size), ...entries, file.subarray(end, end + offsetSize)]);
}
