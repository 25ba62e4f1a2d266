import type { Pixels } from '@/lib/develop/types';
import { encode, type EncodeOptions, jpegSettings } from '../encode';
import { inLanes, type RenderPool } from '../pool';
import { sharp } from '../vips';
import { joinStrips, metadataOf, readStrip, sharedTables, stripRows } from './strips';

/** Smaller pictures are encoded in less time than handing them around takes. */
const WORTHWHILE_PIXELS = 4_000_000;

/** Strips of a picture, whatever the machine: the file must not depend on the number of its cores. */
const STRIPS = 8;

export const isWorthStrips = (pixels: Pixels): boolean => pixels.depth === 8 && pixels.channels === 3 && pixels.width * pixels.height >= WORTHWHILE_PIXELS;

/**
 * Encodes a large RGB picture as JPEG on all cores: libjpeg turns strips into coefficients with its ready-made Huffman tables, which it does
 * fast and apart; the strips' symbols are then written again with tables made for the whole picture. Pixels and file size are those of
 * encoding the picture in one piece.
 * @throws {PhotoError}, or the signal's reason
 */
export async function encodeJpegStrips(pixels: Pixels, options: EncodeOptions, pool: RenderPool, signal?: AbortSignal): Promise<Buffer> {
  const { width, height, channels, space, data } = pixels;
  const settings = jpegSettings(options);
  const mcu = settings.chromaSubsampling === '4:2:0' ? 16 : 8;
  const rows = stripRows(width, height, mcu, STRIPS);
  const starts = Array.from({ length: Math.ceil(height / rows) }, (_, i) => i * rows);

  // Whatever libvips would write beside the picture (profile, EXIF, XMP) it writes beside one MCU.
  const speck: Pixels = { width: mcu, height: mcu, channels: 3, depth: 8, space, data: new Uint8Array(mcu * mcu * 3) };
  const metadata = encode(speck, options).then((file) => metadataOf(file, width, height));

  const strips: Buffer[] = [];
  const histograms: Uint32Array[] = [];
  await inLanes(pool.workers, starts.entries(), async ([i, top]) => {
    const part = data.subarray(top * width * channels, Math.min(height, top + rows) * width * channels);
    const strip = await sharp(part, { raw: { width, height: Math.min(rows, height - top), channels }, limitInputPixels: false }).jpeg({ ...settings, optimiseCoding: false }).toBuffer();
    strips[i] = strip;
    histograms[i] = await pool.countStrip(strip);
  }, signal);

  const tables = sharedTables(histograms);
  const scans: Uint8Array[] = [];
  await inLanes(pool.workers, strips.entries(), async ([i, strip]) => {
    scans[i] = await pool.recodeStrip(strip, tables);
  }, signal);
  const [first] = strips;
  return first ? joinStrips(readStrip(first), scans, height, tables, await metadata) : encode(pixels, options);
}
