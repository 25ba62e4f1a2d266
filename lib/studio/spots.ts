import type { Spot } from '@/lib/develop/spots';
import { spotsOf } from '@/lib/imaging/spots';
import { findPhoto } from '@/lib/store/photos';
import type { Studio } from './context';
import { notFound } from './errors';
import { renderable } from './renders';

/** Dust and blemishes found in a photo, surest first. */
export async function photoSpots(studio: Studio, workspaceId: string, photoId: string, signal?: AbortSignal): Promise<readonly Spot[]> {
  const photo = await findPhoto(studio.store.db, workspaceId, photoId);
  if (!photo) throw notFound('photo');
  return spotsOf(studio.renderer, renderable(studio, photo), ['dust', 'blemish'], signal);
}
