import { createDarkroom } from '@/lib/agent';
import type { Observation, ReferencePhoto } from '@/lib/agent/types';
import { startingSettings } from '@/lib/develop/settings';
import type { Renderer } from '@/lib/imaging';
import { newId } from '@/lib/store/ids';
import { toJson } from '@/lib/store/json';
import { findPhoto } from '@/lib/store/photos';
import { findSession } from '@/lib/store/sessions';
import { findStep, settingsOf } from '@/lib/store/steps';
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

/** A step of any session of the workspace, as a reference: the photo as it looks there. */
export async function stepAsReference({ store: { db } }: Pick<Studio, 'store'>, workspaceId: string, stepId: string): Promise<ReferencePhoto> {
  const step = await findStep(db, workspaceId, stepId);
  const session = step && (await findSession(db, workspaceId, step.sessionId));
  if (!session || !step) throw notFound('step');
  return { name: session.name, photoId: step.baseId ?? session.photoId, settings: settingsOf(step) };
}

/** The reference as the agent sees it: upright, and developed where it is a step's picture. */
export async function lookAtReference(room: Pick<Studio, 'store'>, renderer: Renderer, workspaceId: string, { photoId, settings }: ReferencePhoto, signal?: AbortSignal): Promise<Observation> {
  const photo = await room.store.db.photo.findFirst({ where: { id: photoId, workspaceId } });
  if (!photo) throw notFound('photo');
  return createDarkroom(renderer, renderable(room, photo), undefined, photo.name).observe(settings ?? startingSettings(infoOf(photo)), signal);
}
