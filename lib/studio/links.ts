import type { RunRequest } from '@/lib/agent/types';
import { findOpenLink, type OpenLink } from '@/lib/store/links';
import { basesOf } from '@/lib/store/bases';
import { newToken } from '@/lib/store/ids';
import { branchTo, findStep, patchOf, scoreOf, settingsOf, stepsOf, type StepRow } from '@/lib/store/steps';
import { fromJson } from '@/lib/store/json';
import type { Studio } from './context';
import { notFound } from './errors';
import type { LinkView, MadeView, SharedView } from './types';
import { infoOf, linkView, madeView } from './views';

/** An edit link to the branch that ends in a step. Sharing the same step again gives the same link. */
export async function createLink({ store }: Studio, workspaceId: string, sessionId: string, stepId: string): Promise<LinkView> {
  return store.db.$transaction(async (tx) => {
    if (!(await findStep(tx, workspaceId, stepId, sessionId))) throw notFound('step');
    const open = await tx.link.findFirst({ where: { sessionId, stepId, revokedAt: null } });
    return linkView(open ?? (await tx.link.create({ data: { token: newToken(), sessionId, stepId } })));
  });
}

/** Closes a link at once: the page and its pictures are gone with the next request. */
export async function revokeLink({ store }: Studio, workspaceId: string, token: string): Promise<void> {
  const { count } = await store.db.link.updateMany({ where: { token, revokedAt: null, session: { workspaceId } }, data: { revokedAt: new Date() } });
  if (count === 0) throw notFound('link');
}

/** Link and branch (root first) of a token that works. */
export async function openLink({ store }: Studio, token: string): Promise<{ readonly link: OpenLink; readonly branch: readonly StepRow[] }> {
  const link = await findOpenLink(store.db, token);
  const branch = link ? branchTo(await stepsOf(store.db, link.sessionId), link.stepId) : [];
  if (!link || branch.length === 0) throw notFound('link');
  return { link, branch };
}

/** What a step of a branch lies on, by the number of the step that made it; null: the photo. */
export function baseIn(branch: readonly StepRow[], { baseId }: Pick<StepRow, 'baseId'>): string | null {
  return baseId === null ? null : String(branch.find((step) => step.baseId === baseId)?.number ?? '');
}

/** What it cost is the workspace's own matter. */
function withoutCost(made: MadeView | undefined): MadeView | undefined {
  if (!made) return undefined;
  const { dollars: _, ...shown } = made;
  return shown;
}

/** What a visitor sees. Steps are numbered anew: no id of the workspace leaves it. Counts the visit. */
export async function sharedView(studio: Studio, token: string): Promise<SharedView> {
  const { link, branch } = await openLink(studio, token);
  await studio.store.db.link.update({ where: { token }, data: { views: { increment: 1 } } });
  const { width, height, space, format } = infoOf(link.session.photo);
  const runIds = [...new Set(branch.flatMap((step) => step.runId ?? []))];
  const runs = await studio.store.db.run.findMany({ where: { id: { in: runIds } }, orderBy: { createdAt: 'asc' }, select: { instruction: true, request: true } });
  const bases = new Map((await basesOf(studio.store.db, link.sessionId)).map((base) => [base.id, base]));
  return {
    name: link.session.name,
    photo: { width, height, space, format },
    steps: branch.map((step, index) => ({
      id: String(step.number),
      baseId: baseIn(branch, step),
      made: step.baseId === branch[index - 1]?.baseId ? undefined : withoutCost(madeView(bases.get(step.baseId ?? ''))),
      author: step.author,
      title: step.title,
      patch: patchOf(step),
      settings: settingsOf(step),
      hash: step.settingsHash,
      score: scoreOf(step),
      thought: step.thought,
    })),
    // “Yes” says nothing without the question.
    instructions: runs.map(({ instruction, request }) => fromJson<Pick<RunRequest, 'permission'>>(request).permission?.order.prompt ?? instruction),
  };
}
