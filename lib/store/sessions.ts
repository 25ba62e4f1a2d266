import type { Tx } from './database';
import type { Prisma } from './generated/client';

export type SessionRow = Prisma.SessionGetPayload<{ include: { photo: true } }>;

/** A session of this workspace that is not in the bin. */
export function findSession(tx: Tx, workspaceId: string, id: string): Promise<SessionRow | null> {
  return tx.session.findFirst({ where: { id, workspaceId, deletedAt: null }, include: { photo: true } });
}

/** Puts a session into the bin or takes it out; says whether there was one to move. */
export async function setDeleted(tx: Tx, workspaceId: string, id: string, deleted: boolean): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { id, workspaceId, deletedAt: deleted ? null : { not: null } },
    data: { deletedAt: deleted ? new Date() : null },
  });
  return count > 0;
}

/**
 * Removes sessions binned before `before` (of those, only `ids` of a workspace where that is given) with the bases made in them, then the photos and settings
 * nothing needs any more. A reference may wait for its message until `unsent`.
 */
export async function purge(tx: Tx, before: Date, unsent: Date, only?: { readonly workspaceId: string; readonly ids: readonly string[] }): Promise<number> {
  const { count } = await tx.session.deleteMany({ where: { deletedAt: { lt: before }, ...(only && { workspaceId: only.workspaceId, id: { in: [...only.ids] } }) } });
  await tx.photo.deleteMany({ where: { sessions: { none: {} }, madeInId: null, shownIn: { none: {} }, OR: [{ isReference: false }, { createdAt: { lt: unsent } }] } });
  await tx.settings.deleteMany({ where: { steps: { none: {} } } });
  return count;
}
