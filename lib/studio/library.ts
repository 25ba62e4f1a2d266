import { z } from 'zod';
import { removeOrphans } from '@/lib/store/photos';
import { purge } from '@/lib/store/sessions';
import type { Studio } from './context';
import { deleteSession, restoreSession, UNSENT_MS } from './sessions';
import { isNotFound, notFound } from './errors';
import { photosInput } from './input';
import type { BinView, StorageView } from './types';
import { infoOf } from './views';

/** What is done to several sessions at once. Ids that are not there (any more) are passed over: another tab may have been faster. */

const MOST = 5_000;
const many = photosInput(MOST);

/** Runs `work` for each; a session that is not there is passed over, unless none is. Anything else that goes wrong is told, after all were tried. */
async function each(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
  const outcomes = await Promise.allSettled(ids.map(work));
  const failed: readonly unknown[] = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  const wrong = failed.find((error) => !isNotFound(error)) ?? (failed.length === ids.length ? failed[0] : undefined);
  if (wrong !== undefined) throw wrong;
}

export const deleteSessions = (studio: Studio, workspaceId: string, ids: readonly string[]): Promise<void> => each(many.parse(ids), (id) => deleteSession(studio, workspaceId, id));
export const restoreSessions = (studio: Studio, workspaceId: string, ids: readonly string[]): Promise<void> => each(many.parse(ids), (id) => restoreSession(studio, workspaceId, id));

/** What lies in the bin, latest first. */
export async function listBin({ store, config }: Pick<Studio, 'store' | 'config'>, workspaceId: string): Promise<BinView> {
  const rows = await store.db.session.findMany({ where: { workspaceId, deletedAt: { not: null } }, orderBy: { deletedAt: 'desc' }, include: { photo: true } });
  return rows.flatMap(({ id, name, photo, deletedAt }) => {
    const { width, height } = infoOf(photo);
    return deletedAt ? [{ id, name, width, height, bytes: photo.bytes, deletedAt: deletedAt.toISOString(), purgedAt: new Date(deletedAt.getTime() + config.purgeAfterMs).toISOString() }] : [];
  });
}

/** Forgets sessions that lie in the bin, with the originals that nothing else needs. There is no way back. */
export async function purgeSessions({ store }: Pick<Studio, 'store'>, workspaceId: string, ids: readonly string[]): Promise<void> {
  const now = Date.now();
  await store.db.$transaction((tx) => purge(tx, new Date(now + 1), new Date(now - UNSENT_MS), { workspaceId, ids: many.parse(ids) }));
  await removeOrphans(store);
}

const starsOf = z.number().int().min(0).max(5);

/** The user's judgement of photos, 1..5; 0 takes it back. Judging is no edit: the order by last change stays. */
export async function rateSessions({ store }: Pick<Studio, 'store'>, workspaceId: string, ids: readonly string[], stars: number): Promise<void> {
  const wanted = many.parse(ids), value = starsOf.parse(stars);
  const { count } = await store.db.session.updateMany({ where: { id: { in: wanted }, workspaceId, deletedAt: null }, data: { stars: value } });
  if (count === 0 && wanted.length > 0) throw notFound('session');
}

/** What a workspace's originals take, each file once: sessions of the same photo, references and pictures of image models included. */
export async function storageUsed({ store }: Pick<Studio, 'store'>, workspaceId: string): Promise<StorageView> {
  const rows = await store.db.photo.findMany({
    where: { workspaceId },
    select: { sha256: true, bytes: true, isReference: true, sessions: { select: { deletedAt: true } }, madeIn: { select: { deletedAt: true } } },
  });
  const files = new Map<string, { readonly bytes: number; readonly live: boolean }>();
  for (const { sha256, bytes, isReference, sessions, madeIn } of rows) {
    const live = isReference || sessions.some(({ deletedAt }) => deletedAt === null) || madeIn?.deletedAt === null;
    files.set(sha256, { bytes, live: live || files.get(sha256)?.live === true });
  }
  const all = [...files.values()];
  const sum = (some: typeof all) => some.reduce((total, { bytes }) => total + bytes, 0);
  return { bytes: sum(all), binned: sum(all.filter(({ live }) => !live)), photos: all.length };
}
