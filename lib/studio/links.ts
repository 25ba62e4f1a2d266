import { z } from 'zod';
import type { Locale } from '@/lib/develop/types';
import { newToken } from '@/lib/store/ids';
import { addKept } from './evolve/kept';
import { findStep } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound } from './errors';
import { hashPassword } from './password';
import type { LinkInput, LinkView } from './types';
import { linkView } from './views';

/** What an owner does with edit links. What a visitor sees of them: `shared.ts`. */

const LONGEST_NAME = 80;

const linkInput = z.object({
  picture: z.boolean().optional(),
  settings: z.boolean().optional(),
  remix: z.boolean().optional(),
  original: z.enum(['none', 'clean', 'whole']).optional(),
  byline: z.string().trim().max(LONGEST_NAME, `Expected at most ${LONGEST_NAME} characters`).optional(),
  expiresAt: z.iso.datetime().nullable().optional(),
  password: z.string().min(4, 'Expected a password of at least 4 characters').max(200, 'Expected a password of at most 200 characters').nullable().optional(),
});

/** Columns of a link that an owner may set; what is left out stays. */
async function columnsOf(input: LinkInput) {
  const { picture, settings, remix, original, byline, expiresAt, password } = linkInput.parse(input);
  return {
    allowPicture: picture,
    allowSettings: settings,
    allowRemix: remix,
    original,
    byline,
    expiresAt: typeof expiresAt === 'string' ? new Date(expiresAt) : expiresAt,
    passwordHash: typeof password === 'string' ? await hashPassword(password) : password,
  };
}

/** An edit link to the branch that ends in a step. Without options it is the one that the step has already, if it has one. */
export async function createLink({ store }: Studio, workspaceId: string, sessionId: string, stepId: string, input?: LinkInput, locale: Locale = 'en'): Promise<LinkView> {
  const columns = await columnsOf(input ?? {});
  return store.db.$transaction(async (tx) => {
    if (!(await findStep(tx, workspaceId, stepId, sessionId))) throw notFound('step');
    await addKept(tx, workspaceId, stepId, 'shared');
    const open = input ? null : await tx.link.findFirst({ where: { sessionId, stepId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] } });
    return linkView(open ?? (await tx.link.create({ data: { token: newToken(), sessionId, stepId, locale, ...columns } })));
  });
}

/** The links of a session that are not revoked, oldest first. */
export async function listLinks({ store }: Studio, workspaceId: string, sessionId: string): Promise<readonly LinkView[]> {
  const rows = await store.db.link.findMany({ where: { sessionId, revokedAt: null, session: { workspaceId, deletedAt: null } }, orderBy: { createdAt: 'asc' } });
  return rows.map(linkView);
}

/** Changes what a link allows, until when and for whom; it holds from the next request on. */
export async function updateLink({ store }: Studio, workspaceId: string, token: string, input: LinkInput): Promise<LinkView> {
  const columns = await columnsOf(input);
  return store.db.$transaction(async (tx) => {
    const { count } = await tx.link.updateMany({ where: { token, revokedAt: null, session: { workspaceId, deletedAt: null } }, data: columns });
    if (count === 0) throw notFound('link');
    return linkView(await tx.link.findUniqueOrThrow({ where: { token } }));
  });
}

/** Closes a link at once: the page and its pictures are gone with the next request. */
export async function revokeLink({ store }: Studio, workspaceId: string, token: string): Promise<void> {
  const { count } = await store.db.link.updateMany({ where: { token, revokedAt: null, session: { workspaceId } }, data: { revokedAt: new Date() } });
  if (count === 0) throw notFound('link');
}
