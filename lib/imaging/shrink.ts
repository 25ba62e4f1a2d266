import type { Pixels, Size } from '@/lib/develop/types';
import { sharp } from './vips';

/** Smaller; a scene in linear light, without the ringing that a sharper kernel leaves around the sun. */
export async function shrink(pixels: Pixels, size: Size): Promise<Pixels> {
  const { width, height, channels, data, depth, scene } = pixels;
  const kernel = scene ? 'mitchell' : 'lanczos3';
  if (depth === 8) {
    const small = await sharp(data, { raw: { width, height, channels }, limitInputPixels: false }).resize(size.width, size.height, { fit: 'fill', kernel }).raw().toBuffer();
    return { ...pixels, ...size, depth, data: new Uint8Array(small.buffer, small.byteOffset, small.byteLength) };
  }
  const { data: small, info } = await sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
    .pipelineColourspace('rgb16')
    .resize(size.width, size.height, { fit: 'fill', kernel })
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  return { ...pixels, width: info.width, height: info.height, depth: 16, data: new Uint16Array(small.buffer, small.byteOffset, small.byteLength / 2) };
}
