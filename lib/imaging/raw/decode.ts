import type { Pixels } from '@/lib/develop/types';
import { fitLongEdge } from '@/lib/develop/engine';
import { decodeApart } from '../decoders';
import { shrink } from '../shrink';

/** What RAW photos render to. */
export const RAW_SPACE = 'display-p3';

/** A RAW photo as the engine's scene, upright, at a long edge; never enlarged. */
export async function decodeRaw(path: string, longEdge?: number): Promise<Pixels> {
  const { width, height, full, data, scene } = await decodeApart('rawPixels', { path, ...(longEdge !== undefined && { longEdge }) });
  const size = longEdge === undefined ? full : fitLongEdge(full, longEdge);
  const pixels: Pixels = { width, height, channels: 3, space: RAW_SPACE, depth: 16, data, scene };
  return width === size.width && height === size.height ? pixels : shrink(pixels, size);
}
