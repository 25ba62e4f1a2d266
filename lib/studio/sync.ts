import { z } from 'zod';
import type { Locale, SettingsPatch } from '@/lib/develop/types';
import { findSession } from '@/lib/store/sessions';
import { findStep } from '@/lib/store/steps';
import type { Studio } from './context';
import { explain, notFound } from './errors';
import { startRun } from './runs';
import { commitStep, settingsPatch } from './steps';
import type { MatchView, SyncView } from './types';

const MOST_SESSIONS = 500;
const sessionIds = z.array(z.string().min(1).max(200)).min(1, 'Expected at least one photo').max(MOST_SESSIONS).transform((ids) => [...new Set(ids)]);

const sync = z.object({ sessionIds, patch: settingsPatch, title: z.string().trim().max(200).optional() });
const match = z.object({ likeStepId: z.string().min(1).max(200), sessionIds });

export type Sync = { readonly sessionIds: readonly string[]; readonly patch: SettingsPatch; readonly title?: string };
export type Match = { readonly likeStepId: string; readonly sessionIds: readonly string[] };

/** Words that ask for what the reference shows and nothing else. */
export const LIKE_IT: Readonly<Record<Locale, string>> = { en: 'Make it look like the reference', zh: '调成和参考照片一样' };

/** One session after the other; where it cannot be done the others go on, and the reason is told. */
async function each<T>(ids: readonly string[], work: (sessionId: string) => Promise<T>): Promise<{ readonly done: readonly T[]; readonly failed: SyncView['failed'] }> {
  const done: T[] = [];
  const failed: { readonly sessionId: string; readonly message: string }[] = [];
  for (const sessionId of ids) {
    try {
      done.push(await work(sessionId));
    } catch (error) {
      failed.push({ sessionId, message: explain(error).message });
    }
  }
  return { done, failed };
}

/** Where work on a session goes on. */
async function headOf({ store }: Studio, workspaceId: string, sessionId: string): Promise<string> {
  const session = await findSession(store.db, workspaceId, sessionId);
  if (!session) throw notFound('session');
  return session.headId;
}

/** Lays a patch over the heads of sessions: a step of the user's own each, to be taken back like any other. */
export async function syncSettings(studio: Studio, workspaceId: string, input: Sync, locale: Locale): Promise<SyncView> {
  const { sessionIds: ids, patch, title } = sync.parse(input);
  const { done: steps, failed } = await each(ids, async (sessionId) => {
    const parentId = await headOf(studio, workspaceId, sessionId);
    const { id: stepId } = await commitStep(studio, workspaceId, sessionId, { parentId, patch, ...(title !== undefined && { title }) }, locale);
    return { sessionId, stepId };
  });
  return { steps, failed };
}

/**
 * Makes photos the same by looking at them: the agent brings each to the tones and colours of a step's picture by sliders of its own. One run each,
 * in the queue with all others.
 */
export async function matchSessions(studio: Studio, workspaceId: string, input: Match, locale: Locale): Promise<MatchView> {
  const { likeStepId, sessionIds: ids } = match.parse(input);
  const like = await findStep(studio.store.db, workspaceId, likeStepId);
  if (!like) throw notFound('step');
  const { done: runs, failed } = await each(ids.filter((id) => id !== like.sessionId), async (sessionId) => {
    const fromStepId = await headOf(studio, workspaceId, sessionId);
    const { runId } = await startRun(studio, workspaceId, sessionId, { text: LIKE_IT[locale], fromStepId, locale, likeStepId });
    return { sessionId, runId };
  });
  return { runs, failed };
}
