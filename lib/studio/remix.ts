import type { Provenance } from '@/lib/agent/types';
import { baseIdOf, basesOf, provenanceOf } from '@/lib/store/bases';
import { newId } from '@/lib/store/ids';
import type { Photo } from '@/lib/store/photos';
import { patchOf, scoreOf } from '@/lib/store/steps';
import { toJson } from '@/lib/store/json';
import type { Studio } from './context';
import { notFound } from './errors';
import { openLink } from './shared';
import { infoOf } from './views';

/** How a base came to be, without what it cost; `ids` are the new ones of the bases before it. */
function passedOn(made: Provenance | undefined, ids: ReadonlyMap<string, string>): object {
  if (!made) return {};
  const { usage: _, parent, ...rest } = made;
  return { ...rest, ...(parent !== undefined && { parent: ids.get(parent) }) };
}

/** What is known of a photo, without what its file says of itself. Lens and perspective are corrected by a part of that, so it is kept: the picture stays as it was passed on. */
function bareOf(photo: Photo): object {
  const { camera, carriesSettings: _offer, ...info } = infoOf(photo);
  const { make, model, lens, focal, aperture, focal35 } = camera ?? {};
  return { ...info, ...(camera && { camera: { make, model, lens, focal, aperture, focal35 } }), bare: true };
}

/**
 * Copies a link's branch into a visitor's workspace, where it goes on as a session of theirs. The photo's file is shared, not copied;
 * what it says of camera, time and place is told nobody (`PhotoInfo.bare`). Returns the session's id.
 */
export async function remix(studio: Pick<Studio, 'store' | 'config'>, token: string, workspaceId: string, pass?: string): Promise<string> {
  const { store } = studio;
  // Whoever holds the lock on the originals keeps the file from being cleared away meanwhile.
  return store.blobs.exclusive(async () => {
    const { link, branch } = await openLink(studio, token, pass);
    if (!link.allowRemix) throw notFound('link');
    const { session } = link;
    const ids = new Map(branch.map((step) => [step.id, newId()]));
    const idOf = (id: string) => ids.get(id) ?? newId();
    const last = branch.at(-1);
    const root = branch[0];
    if (!last || !root) throw notFound('link');
    const [photoId, sessionId] = [newId(), newId()];
    return store.db.$transaction(async (tx) => {
      await tx.workspace.upsert({ where: { id: workspaceId }, create: { id: workspaceId }, update: {} });
      const { sha256, bytes } = session.photo;
      await tx.photo.create({ data: { id: photoId, workspaceId, sha256, bytes, name: session.name, info: toJson(bareOf(session.photo)) } });
      await tx.session.create({ data: { id: sessionId, workspaceId, photoId, name: session.name, headId: idOf(last.id), suggestions: [] } });
      const bases = await basesOf(tx, session.id);
      const baseIds = new Map<string, string>();
      for (const base of bases) {
        const maker = branch.find((step) => baseIdOf(step.id) === base.id);
        if (!maker) continue;
        const id = baseIdOf(idOf(maker.id));
        baseIds.set(base.id, id);
        await tx.photo.create({ data: { id, workspaceId, madeInId: sessionId, sha256: base.sha256, bytes: base.bytes, name: session.name, info: toJson(bareOf(base)), provenance: toJson(passedOn(provenanceOf(base), baseIds)) } });
      }
      for (const [number, step] of branch.entries()) {
        const scored = scoreOf(step);
        await tx.step.create({
          data: {
            id: idOf(step.id), sessionId, number, parentId: step.parentId === null ? null : idOf(step.parentId), author: step.author, title: step.title,
            patch: toJson(patchOf(step)), baseId: step.baseId === null ? null : baseIds.get(step.baseId), settingsHash: step.settingsHash, thought: step.thought,
            ...(scored && { score: toJson(scored) }),
          },
        });
      }
      if (session.workspaceId !== workspaceId) await tx.link.update({ where: { token }, data: { remixes: { increment: 1 } } });
      return sessionId;
    });
  });
}
