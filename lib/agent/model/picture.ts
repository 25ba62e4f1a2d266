import type { ChatCompletionContentPartImage } from 'openai/resources/chat/completions';
import { fitLongEdge } from '@/lib/develop/engine';
import type { Pixels } from '@/lib/develop/types';
import { encode } from '@/lib/imaging/encode';
import { shrink } from '@/lib/imaging/shrink';

/** A picture as part of a message: JPEG in a data URL, at most `longEdge` px long. */
export async function picturePart(pixels: Pixels, longEdge: number): Promise<ChatCompletionContentPartImage> {
  const size = fitLongEdge(pixels, longEdge);
  const jpeg = await encode(size.width === pixels.width && size.height === pixels.height ? pixels : await shrink(pixels, size), { format: 'jpeg', quality: 85 });
  return { type: 'image_url', image_url: { url: `data:image/jpeg;base64,${jpeg.toString('base64')}` } };
}
