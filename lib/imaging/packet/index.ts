import { open } from 'node:fs/promises';
import { SettingsFileError, readXmp, type FilePhoto, type SettingsFile } from '@/lib/develop/codecs';
import { PhotoError } from '../errors';
import { sharp } from '../vips';
import { latin, LARGEST_PACKET, packetText, readerOf, type ByteReader } from './bytes';
import { embedJpegPacket, readJpegPacket } from './jpeg';
import { embedPngPacket, readPngPacket } from './png';
import { embedTiffPacket, readTiffPacket } from './tiff';

type Container = {
  readonly matches: (head: DataView) => boolean;
  readonly read: (reader: ByteReader) => Promise<string | undefined>;
  readonly embed: (file: Buffer, xmp: string) => Buffer;
};

const CONTAINERS: readonly Container[] = [
  { matches: (head) => head.getUint16(0) === 0xffd8, read: readJpegPacket, embed: embedJpegPacket },
  { matches: (head) => head.getUint32(0) === 0x8950_4e47, read: readPngPacket, embed: embedPngPacket },
  // Any version: RAW files built like TIFF have numbers of their own (Olympus, Panasonic).
  { matches: (head) => /^(II|MM)$/.test(latin(head, 0, 2)), read: readTiffPacket, embed: embedTiffPacket },
];

const HEAD = 16;

/** The XMP packet in a photo's file, undefined where there is none. Errors of the file itself are left to `probe`. */
export async function readPacket(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const reader = await readerOf(file);
    const head = await reader.read(0, HEAD);
    if (head.byteLength < HEAD) return undefined;
    const container = CONTAINERS.find(({ matches }) => matches(head));
    if (container) return await container.read(reader);
  } finally {
    await file.close();
  }
  // WebP, AVIF, HEIC, GIF: wherever libvips finds it.
  const { xmp } = await sharp(path, { limitInputPixels: false }).metadata().catch(() => ({ xmp: undefined }));
  return xmp && xmp.length <= LARGEST_PACKET ? packetText(xmp) : undefined;
}

/** A copy of a photo's file that carries this packet instead of its own; pixels and everything else are untouched. JPEG, PNG, TIFF and DNG. */
export function embedPacket(file: Buffer, xmp: string): Buffer {
  const head = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const container = file.length < HEAD ? undefined : CONTAINERS.find(({ matches }) => matches(head));
  if (!container) throw new PhotoError('unsupported-format', 'Settings can be put into JPEG, PNG, TIFF and DNG files. Write a sidecar (.xmp) beside this one.');
  return container.embed(file, wrapped(xmp));
}

/** Packets in files stand between these marks, by which programs find them that know nothing of the format. */
const wrapped = (xmp: string): string => (xmp.includes('<?xpacket begin=') ? xmp : `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n${xmp.trimEnd()}\n<?xpacket end="w"?>`);

/** Develop settings that a photo carries in itself, and the packet that they stand in. */
export type EmbeddedSettings = SettingsFile & { readonly packet: string };

/**
 * The develop settings in a photo's own file, undefined where it has none. A packet that cannot be read counts as none: a photo is no worse for it.
 * `meta.applied` says that they are already in the picture.
 */
export async function readEmbedded(path: string, photo?: FilePhoto): Promise<EmbeddedSettings | undefined> {
  const packet = await readPacket(path);
  if (packet === undefined || !packet.includes('camera-raw-settings')) return undefined;
  try {
    const file = readXmp(packet, photo);
    return Object.keys(file.stated).length === 0 ? undefined : { ...file, packet };
  } catch (error) {
    if (error instanceof SettingsFileError) return undefined;
    throw error;
  }
}
