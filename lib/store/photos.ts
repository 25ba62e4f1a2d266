import type { Store } from './store';
import type { Tx } from './database';
import type { Photo } from './generated/client';

export type { Photo };

/** A photo of this workspace that still has a session out of the bin. */
export function findPhoto(tx: Tx, workspaceId: string, id: string): Promise<Photo | null> {
  return tx.photo.findFirst({ where: { id, workspaceId, sessions: { some: { deletedAt: null } } } });
}

/** Whether a step of some session of the photo has these settings. */
export async function photoHasSettings(tx: Tx, photoId: string, hash: string): Promise<boolean> {
  return (await tx.step.findFirst({ where: { settingsHash: hash, session: { photoId, deletedAt: null } }, select: { id: true } })) !== null;
}

/**
 * Removes blobs that no photo names: what a kill between file and row left, and what purging freed.
 * @param settled whether a blob cannot belong to an upload that is still on its way
 */
export async function removeOrphans(store: Pick<Store, 'db' | 'blobs'>, settled: (sha256: string) => Promise<boolean>): Promise<number> {
  let removed = 0;
  for await (const sha256 of store.blobs.list()) {
    if ((await store.db.photo.count({ where: { sha256 } })) > 0 || !(await settled(sha256))) continue;
    await store.blobs.remove(sha256);
    removed++;
  }
  return removed;
}
