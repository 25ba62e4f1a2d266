import { z } from 'zod';
import type { Locale, SettingsPatch } from '@/lib/develop/types';
import { findSession } from '@/lib/store/sessions';
import type { Studio } from './context';
import { explain, notFound } from './errors';
import { photosInput } from './input';
import { commitStep, settingsPatch } from './steps';
import type { SyncView } from './types';

const MOST_SESSIONS = 500;
const sessionIds = photosInput(MOST_SESSIONS);

const sync = z.object({ sessionIds, patch: settingsPatch, title: z.string().trim().max(200).optional() });

export type Sync = { readonly sessionIds: readonly string[]; readonly patch: SettingsPatch; readonly title?: string };

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
    // A patch that changes nothing makes no step.
    return { sessionId, stepId, isNew: stepId !== parentId };
  });
  return { steps, failed };
}
