import type { ColourSpace, Pixels, Size } from '@/lib/develop/types';
import { encode, type EncodeOptions, jpegSettings } from '../encode';
import { PhotoError } from '../errors';
import { inLanes, type RenderPool } from '../pool';
import { sharp } from '../vips';
import { joinStrips, metadataOf, readStrip, sharedTables, stripRows } from './strips';

/** Smaller pictures are encoded in less time than handing them around takes. */
const WORTHWHILE_PIXELS = 4_000_000;

/** Strips of a picture, whatever the machine: the file must not depend on the number of its cores. */
const STRIPS = 16;

/** An 8-bit RGB picture that is made strip by strip: `read` fills the shared memory with the rows from `top` on. */
export type StripSource = Size & { readonly space: ColourSpace; readonly read: (top: number, rows: number, into: Uint8Array<SharedArrayBuffer>) => Promise<void> };

export const isWorthStrips = ({ width, height }: Size): boolean => width * height >= WORTHWHILE_PIXELS;

/**
 * Encodes a large RGB picture as JPEG on all cores: libjpeg turns strips into coefficients with its ready-made Huffman tables, which it does
 * fast and apart; the strips' symbols are then written again with tables made for the whole picture. Pixels and file size are those of
 * encoding the picture in one piece, which never exists: a few strips are in memory, each written over when it is encoded.
 * @throws {PhotoError}, or the signal's reason
 */
export async function encodeJpegStrips({ width, height, space, read }: StripSource, options: EncodeOptions, pool: RenderPool, signal?: AbortSignal): Promise<Buffer> {
  const settings = jpegSettings(options);
  const mcu = settings.chromaSubsampling === '4:2:0' ? 16 : 8;
  const rows = stripRows(width, height, mcu, STRIPS);
  const starts = Array.from({ length: Math.ceil(height / rows) }, (_, i) => i * rows);

  // Whatever libvips would write beside the picture (profile, EXIF, XMP) it writes beside one MCU.
  const speck: Pixels = { width: mcu, height: mcu, channels: 3, depth: 8, space, data: new Uint8Array(mcu * mcu * 3) };
  const metadata = encode(speck, options).then((file) => metadataOf(file, width, height));

  const strips: Uint8Array[] = [];
  const histograms: Uint32Array[] = [];
  const free: Uint8Array<SharedArrayBuffer>[] = [];
  // One lane more than there are threads: while libjpeg has one strip, every thread renders another.
  await inLanes(pool.workers + 1, starts.entries(), async ([i, top]) => {
    const count = Math.min(rows, height - top);
    const memory = free.pop() ?? new Uint8Array(new SharedArrayBuffer(rows * width * 3));
    const part = memory.subarray(0, count * width * 3);
    await read(top, count, part);
    const strip = await sharp(part, { raw: { width, height: count, channels: 3 }, limitInputPixels: false }).jpeg({ ...settings, optimiseCoding: false }).toBuffer();
    free.push(memory);
    // Two threads read it, one after the other.
    const shared = new Uint8Array(new SharedArrayBuffer(strip.length));
    shared.set(strip);
    strips[i] = shared;
    histograms[i] = await pool.countStrip(shared);
  }, signal);

  const tables = sharedTables(histograms);
  const scans: Uint8Array[] = [];
  await inLanes(pool.workers, strips.entries(), async ([i, strip]) => {
    scans[i] = await pool.recodeStrip(strip, tables);
  }, signal);
  const [first] = strips;
  if (!first) throw new PhotoError('encode-failed', 'The picture has no rows.');
  return joinStrips(readStrip(first), scans, height, tables, await metadata);
}
