import type { Tx } from './database';
import type { Link, Prisma } from './generated/client';

export type { Link };
export type OpenLink = Prisma.LinkGetPayload<{ include: { session: { include: { photo: true } } } }>;

/** A link that still works: not revoked, its session not in the bin. */
export function findOpenLink(tx: Tx, token: string): Promise<OpenLink | null> {
  return tx.link.findFirst({ where: { token, revokedAt: null, session: { deletedAt: null } }, include: { session: { include: { photo: true } } } });
}
