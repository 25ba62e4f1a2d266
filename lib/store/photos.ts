import type { Store } from './store';
import type { Tx } from './database';
import type { Photo } from './generated/client';

export type { Photo };

/** A photo or base of this workspace that still has a session out of the bin, or a reference that still waits for a message or was sent with one in such a session. */
export function findPhoto(tx: Tx, workspaceId: string, id: string): Promise<Photo | null> {
  return tx.photo.findFirst({
    where: { id, workspaceId, OR: [{ sessions: { some: { deletedAt: null } } }, { madeIn: { deletedAt: null } }, { isReference: true, shownIn: { none: {} } }, { shownIn: { some: { session: { deletedAt: null } } } }] },
  });
}

/** Whether a step that lies on the photo or base has these settings. */
export async function photoHasSettings(tx: Tx, photoId: string, hash: string): Promise<boolean> {
  const step = await tx.step.findFirst({ where: { settingsHash: hash, OR: [{ baseId: photoId, session: { deletedAt: null } }, { baseId: null, session: { photoId, deletedAt: null } }] }, select: { id: true } });
  return step !== null;
}

/** Removes blobs that no photo names: what a kill between file and row left, and what purging freed. */
export async function removeOrphans({ db, blobs }: Pick<Store, 'db' | 'blobs'>): Promise<number> {
  const named = new Set((await db.photo.findMany({ select: { sha256: true }, distinct: ['sha256'] })).map((photo) => photo.sha256));
  let removed = 0;
  for await (const sha256 of blobs.list()) {
    if (named.has(sha256)) continue;
    await blobs.exclusive(async () => {
      // It may have come in again since the list was made.
      if ((await db.photo.count({ where: { sha256 } })) > 0) return;
      await blobs.remove(sha256);
      removed++;
    });
  }
  return removed;
}
