import { createDarkroom } from '@/lib/agent';
import type { Observation, ReferencePhoto } from '@/lib/agent/types';
import { startingSettings } from '@/lib/develop/settings';
import type { Renderer } from '@/lib/imaging';
import { newId } from '@/lib/store/ids';
import { toJson } from '@/lib/store/json';
import { findPhoto } from '@/lib/store/photos';
import type { Studio } from './context';
import { notFound } from './errors';
import { cleanName, receive, type Upload } from './photos';
import { renderable } from './renders';
import type { ReferenceView } from './types';
import { infoOf, referenceView } from './views';

/** Takes in a photo that shows how another one should look: an original like any other, without a session. */
export async function takeReference(studio: Studio, workspaceId: string, upload: Upload): Promise<ReferenceView> {
  return receive(studio, workspaceId, upload, async (tx, { sha256, bytes }, { info }) => {
    const data = { id: newId(), workspaceId, sha256, name: cleanName(upload.name), bytes, info: toJson(info), isReference: true };
    return referenceView(await tx.photo.create({ data }));
  });
}

/** A photo of the workspace that a message names as its reference. */
export async function referenceOf({ store }: Pick<Studio, 'store'>, workspaceId: string, photoId: string): Promise<ReferencePhoto> {
  const photo = await findPhoto(store.db, workspaceId, photoId);
  if (!photo) throw notFound('photo');
  return { name: photo.name, photoId };
}

/** The reference as the agent sees it: as it is, upright. */
export async function lookAtReference(room: Pick<Studio, 'store'>, renderer: Renderer, workspaceId: string, { photoId }: ReferencePhoto, signal?: AbortSignal): Promise<Observation> {
  const photo = await room.store.db.photo.findFirst({ where: { id: photoId, workspaceId } });
  if (!photo) throw notFound('photo');
  return createDarkroom(renderer, renderable(room, photo), undefined, photo.name).observe(startingSettings(infoOf(photo)), signal);
}
