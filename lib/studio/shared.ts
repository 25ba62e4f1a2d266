import type { RunRequest } from '@/lib/agent/types';
import { basesOf } from '@/lib/store/bases';
import { fromJson } from '@/lib/store/json';
import { findOpenLink, type OpenLink } from '@/lib/store/links';
import { branchTo, patchOf, scoreOf, settingsOf, stepsOf, type StepRow } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound, StudioError } from './errors';
import { signPass, verifyPass, verifyPassword } from './password';
import type { MadeView, SharedView } from './types';
import { infoOf, madeView } from './views';

/** What a visitor may do with an edit link. `pass` is the cookie of whoever gave its password. */

export type OpenedLink = { readonly link: OpenLink; /** Root first. */ readonly branch: readonly StepRow[] };

/** Link and branch of a token that works for this visitor. */
export async function openLink({ store, config }: Pick<Studio, 'store' | 'config'>, token: string, pass?: string): Promise<OpenedLink> {
  const link = await findOpenLink(store.db, token);
  if (link?.passwordHash && !verifyPass(pass, { token, passwordHash: link.passwordHash }, config.secret)) {
    throw new StudioError('locked', 'This link has a password. Open its page and enter it.');
  }
  const branch = link ? branchTo(await stepsOf(store.db, link.sessionId), link.stepId) : [];
  if (!link || branch.length === 0) throw notFound('link');
  return { link, branch };
}

/** Compares a password with the link's; returns the pass. @param who the address that tries */
export async function unlock({ store, config, unlocks }: Pick<Studio, 'store' | 'config' | 'unlocks'>, token: string, password: string, who: string): Promise<string> {
  const link = await findOpenLink(store.db, token);
  if (!link?.passwordHash) throw notFound('link');
  // An address is easily changed, so a link's guesses are also counted together.
  const tries = [{ attempts: unlocks.each, who: `${token} ${who}` }, { attempts: unlocks.link, who: token }];
  if (!tries.every((one) => one.attempts.allowed(one.who))) throw new StudioError('too-many-attempts', 'Too many wrong passwords. Wait ten minutes and try again.');
  // Counted before it is known to be wrong: guesses at the same moment count too.
  for (const one of tries) one.attempts.failed(one.who);
  if (!(await verifyPassword(password.slice(0, 200), link.passwordHash))) throw new StudioError('wrong-password', 'This is not the password of this link.');
  // Many guests may share an address: those who know the password use up none of its tries.
  for (const one of tries) one.attempts.passed(one.who);
  return signPass({ token, passwordHash: link.passwordHash }, config.secret);
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

/** What a visitor sees. Steps are numbered anew: no id of the workspace leaves it. */
export async function sharedView(studio: Pick<Studio, 'store' | 'config'>, token: string, pass?: string): Promise<SharedView> {
  const { link, branch } = await openLink(studio, token, pass);
  const { width, height, space, format } = infoOf(link.session.photo);
  const runIds = [...new Set(branch.flatMap((step) => step.runId ?? []))];
  const runs = await studio.store.db.run.findMany({ where: { id: { in: runIds } }, orderBy: { createdAt: 'asc' }, select: { id: true, instruction: true, request: true } });
  const bases = new Map((await basesOf(studio.store.db, link.sessionId)).map((base) => [base.id, base]));
  // “Yes” says nothing without the question.
  const asked = new Map(runs.map(({ id, instruction, request }) => [id, fromJson<Pick<RunRequest, 'permission'>>(request).permission?.order.prompt ?? instruction]));
  return {
    name: link.session.name,
    byline: link.byline,
    locale: link.locale === 'zh' ? 'zh' : 'en',
    allows: { picture: link.allowPicture, settings: link.allowSettings, remix: link.allowRemix, original: link.original !== 'none' },
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
      asked: step.runId !== null && step.runId !== branch[index - 1]?.runId ? asked.get(step.runId) : undefined,
    })),
    instructions: [...asked.values()],
  };
}

/** Counts a visit; the owner's own are none. */
export async function countView(studio: Pick<Studio, 'store' | 'config'>, token: string, workspaceId: string | undefined, pass?: string): Promise<void> {
  const { link } = await openLink(studio, token, pass);
  if (link.session.workspaceId !== workspaceId) await studio.store.db.link.update({ where: { token }, data: { views: { increment: 1 } } });
}
