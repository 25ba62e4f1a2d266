import { DOUBTFUL } from '@/lib/imaging/vision/types';
import { sharp } from '@/lib/imaging/vips';
import { CONTENT_TYPES } from '@/lib/imaging/encode';
import type { Studio } from './context';
import { notFound } from './errors';
import { photoOf, renderable, type Picture } from './renders';
import type { MaskView } from './types';

/** A key as `maskKey` makes them. */
const KEY = /^[a-z]+(\/[a-z-]+)?(@[01]\.\d{4}(,[01]\.\d{4}){1,3})?$/;
/** Keys that one request may name. */
const MOST_KEYS = 24;

/** What was found in a photo for keys of `lib/develop/masks/needs.ts`, in their order, and how sure it is. Waits until it is found. */
export async function masksOf(studio: Studio, workspaceId: string, photoId: string, keys: readonly string[], signal?: AbortSignal): Promise<readonly MaskView[]> {
  const photo = await photoOf(studio, workspaceId, photoId);
  const asked = [...new Set(keys)].filter((key) => KEY.test(key)).slice(0, MOST_KEYS);
  const found = await studio.renderer.masks(renderable(studio, photo), asked, signal);
  return asked.map((key): MaskView => {
    const mask = found[key];
    return mask ? { key, known: true, confidence: mask.confidence, doubtful: mask.confidence < DOUBTFUL, ...(mask.reason && { reason: mask.reason }) } : { key, known: false, confidence: 0, doubtful: true };
  });
}

/** One mask as a grey PNG over the whole upright photo, for the engine in the browser. */
export async function maskPicture(studio: Studio, workspaceId: string, photoId: string, key: string, signal?: AbortSignal): Promise<Picture> {
  const photo = await photoOf(studio, workspaceId, photoId);
  if (!KEY.test(key)) throw notFound('mask');
  const mask = (await studio.renderer.masks(renderable(studio, photo), [key], signal))[key];
  if (!mask) throw notFound('mask');
  const { width, height, data } = mask.raster;
  const png = await sharp(data, { raw: { width, height, channels: 1 } }).png({ compressionLevel: 6 }).toBuffer();
  return { data: png, type: CONTENT_TYPES.png, etag: `"${photo.sha256.slice(0, 32)}-${encodeURIComponent(studio.renderer.maskVersion ?? '')}-${encodeURIComponent(key)}"` };
}
