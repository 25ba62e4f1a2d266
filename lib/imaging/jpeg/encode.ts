import type { ColourSpace, Pixels, Size } from '@/lib/develop/types';
import { encode, type EncodeOptions, jpegSettings } from '../encode';
import { inLanes, type RenderPool } from '../pool';
import { type CodedStrip, type JpegSettings, MCU } from './coder';
import { joinStrips, metadataOf, sharedTables, stripRows } from './strips';

/** Smaller pictures are encoded in less time than handing them around takes. */
const WORTHWHILE_PIXELS = 4_000_000;

/** Strips of a picture, whatever the machine: the file must not depend on the number of its cores. */
const STRIPS = 16;

/** An 8-bit RGB picture that is made strip by strip: `code` has a thread of the pool make and code the rows from `top` on. */
export type StripSource = Size & { readonly space: ColourSpace; readonly code: (top: number, rows: number, settings: JpegSettings) => Promise<CodedStrip> };

export const isWorthStrips = ({ width, height }: Size): boolean => width * height >= WORTHWHILE_PIXELS;

/**
 * Encodes a large RGB picture as JPEG on all cores: strips are rendered and turned into coefficients where they are rendered, then written with Huffman tables made
 * for the whole picture. Pixels and file size are those of libjpeg encoding the picture in one piece, which never exists.
 * @throws {PhotoError}, or the signal's reason
 */
export async function encodeJpegStrips({ width, height, space, code }: StripSource, options: EncodeOptions, pool: RenderPool, signal?: AbortSignal): Promise<Buffer> {
  const settings = jpegSettings(options);
  const mcu = MCU[settings.chromaSubsampling].size;
  const rows = stripRows(width, height, mcu, STRIPS);
  const starts = Array.from({ length: Math.ceil(height / rows) }, (_, i) => i * rows);

  // Whatever libvips would write beside the picture (profile, EXIF, XMP) it writes beside one MCU.
  const speck: Pixels = { width: mcu, height: mcu, channels: 3, depth: 8, space, data: new Uint8Array(mcu * mcu * 3) };
  const metadata = encode(speck, options).then((file) => metadataOf(file, width, height));

  const strips: CodedStrip[] = [];
  // One lane more than there are threads: the next strip's pixels are there when a thread is free.
  await inLanes(pool.workers + 1, starts.entries(), async ([i, top]) => {
    strips[i] = await code(top, Math.min(rows, height - top), settings);
  }, signal);

  const tables = sharedTables(strips.map(({ histograms }) => histograms));
  const scans: Uint8Array[] = [];
  await inLanes(pool.workers, strips.entries(), async ([i, { blocks }]) => {
    scans[i] = await pool.writeStrip(blocks, tables, settings.chromaSubsampling);
  }, signal);
  return joinStrips(scans, { width, height }, rows, settings, tables, await metadata);
}
