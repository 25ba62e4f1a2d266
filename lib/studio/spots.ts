import type { Spot } from '@/lib/develop/spots';
import { spotsOf } from '@/lib/imaging/spots';
import type { Studio } from './context';
import { photoOf, renderable } from './renders';

/** Dust and blemishes found in a photo, surest first. */
export async function photoSpots(studio: Studio, workspaceId: string, photoId: string, signal?: AbortSignal): Promise<readonly Spot[]> {
  const photo = await photoOf(studio, workspaceId, photoId);
  return spotsOf(studio.renderer, renderable(studio, photo), ['dust', 'blemish'], signal);
}
