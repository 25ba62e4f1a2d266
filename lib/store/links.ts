import type { Tx } from './database';
import type { Link, Prisma } from './generated/client';

export type { Link };
export type OpenLink = Prisma.LinkGetPayload<{ include: { session: { include: { photo: true } } } }>;

/** A link that still works: neither revoked nor expired, its session not in the bin. */
export function findOpenLink(tx: Tx, token: string, now = new Date()): Promise<OpenLink | null> {
  return tx.link.findFirst({
    where: { token, revokedAt: null, session: { deletedAt: null }, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    include: { session: { include: { photo: true } } },
  });
}
