import type { Provenance } from '@/lib/agent/types';
import { baseIdOf, basesOf, provenanceOf } from '@/lib/store/bases';
import { newId } from '@/lib/store/ids';
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

/**
 * Copies a link's branch into a visitor's workspace, where it goes on as a session of theirs. The photo's file is shared, not copied;
 * what it says of camera and time stays behind. Returns the session's id.
 */
export async function remix(studio: Pick<Studio, 'store' | 'config'>, token: string, workspaceId: string, pass?: string): Promise<string> {
  const { store } = studio;
  // Whoever holds the lock on the originals keeps the file from being cleared away meanwhile.
  return store.blobs.exclusive(async () => {
    const { link, branch } = await openLink(studio, token, pass);
    if (!link.allowRemix) throw notFound('link');
    const { session } = link;
    const { camera: _camera, carriesSettings: _offer, ...info } = infoOf(session.photo);
    const ids = new Map(branch.map((step) => [step.id, newId()]));
    const idOf = (id: string) => ids.get(id) ?? newId();
    const last = branch.at(-1);
    const root = branch[0];
    if (!last || !root) throw notFound('link');
    const [photoId, sessionId] = [newId(), newId()];
    const bare = toJson({ ...info, bare: true });
    return store.db.$transaction(async (tx) => {
      await tx.workspace.upsert({ where: { id: workspaceId }, create: { id: workspaceId }, update: {} });
      const { sha256, bytes } = session.photo;
      await tx.photo.create({ data: { id: photoId, workspaceId, sha256, bytes, name: session.name, info: bare } });
      await tx.session.create({ data: { id: sessionId, workspaceId, photoId, name: session.name, headId: idOf(last.id), suggestions: [] } });
      const bases = await basesOf(tx, session.id);
      const baseIds = new Map<string, string>();
      for (const base of bases) {
        const maker = branch.find((step) => baseIdOf(step.id) === base.id);
        if (!maker) continue;
        const id = baseIdOf(idOf(maker.id));
        baseIds.set(base.id, id);
        const { camera: _, ...made } = infoOf(base);
        await tx.photo.create({ data: { id, workspaceId, madeInId: sessionId, sha256: base.sha256, bytes: base.bytes, name: session.name, info: toJson(made), provenance: toJson(passedOn(provenanceOf(base), baseIds)) } });
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
