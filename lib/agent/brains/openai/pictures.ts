import type { ChatCompletionContentPart } from 'openai/resources/chat/completions';
import type { Pixels } from '@/lib/develop/types';
import { picturePart } from '../../model';
import type { Darkroom, Observation, Region } from '../../types';

export const WHOLE: Region = { x: 0, y: 0, width: 1, height: 1 };

/** Pictures of observations, encoded once for all the turns that show them. */
const encoded = new WeakMap<Observation, Map<number, Promise<ChatCompletionContentPart>>>();

export const pictureOf = (pixels: Pixels, edge: number): Promise<ChatCompletionContentPart> => picturePart(pixels, edge);

/**
 * What an observation looks like, `edge` px long. It is measured at one size and shown at another. `here`: its settings lie on the picture
 * that the darkroom works on now; what was seen before an image model changed that picture is shown as it was measured.
 */
export function observed(observation: Observation, darkroom: Darkroom, edge: number, here: boolean, signal: AbortSignal): Promise<ChatCompletionContentPart> {
  const sizes = encoded.get(observation) ?? new Map<number, Promise<ChatCompletionContentPart>>();
  encoded.set(observation, sizes);
  const larger = here && Math.max(observation.pixels.width, observation.pixels.height) < edge ? darkroom.closer : undefined;
  const made = sizes.get(edge) ?? (larger ? larger.call(darkroom, observation.settings, WHOLE, edge, signal) : Promise.resolve(observation.pixels)).then((pixels) => pictureOf(pixels, edge));
  sizes.set(edge, made);
  made.catch(() => sizes.delete(edge));
  return made;
}
