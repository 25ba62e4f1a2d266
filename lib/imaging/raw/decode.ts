import type { Pixels, Size } from '@/lib/develop/types';
import { fitLongEdge } from '@/lib/develop/engine';
import { decodeApart } from '../decoders';
import { sharp } from '../vips';

/** What RAW photos render to. */
export const RAW_SPACE = 'display-p3';

/** A RAW photo as the engine's scene, upright, at a long edge; never enlarged. */
export async function decodeRaw(path: string, longEdge?: number): Promise<Pixels> {
  const { width, height, full, data, scene } = await decodeApart('rawPixels', { path, ...(longEdge !== undefined && { longEdge }) });
  const size = longEdge === undefined ? full : fitLongEdge(full, longEdge);
  const pixels: Pixels = { width, height, channels: 3, space: RAW_SPACE, depth: 16, data, scene };
  return width === size.width && height === size.height ? pixels : shrinkScene(pixels, size);
}

/** Smaller, in linear light, without the ringing that a sharper kernel leaves around the sun. */
export async function shrinkScene(pixels: Pixels, size: Size): Promise<Pixels> {
  const { width, height, channels, data } = pixels;
  const { data: small, info } = await sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
    .pipelineColourspace('rgb16')
    .resize(size.width, size.height, { fit: 'fill', kernel: 'mitchell' })
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  return { ...pixels, width: info.width, height: info.height, depth: 16, data: new Uint16Array(small.buffer, small.byteOffset, small.byteLength / 2) };
}
