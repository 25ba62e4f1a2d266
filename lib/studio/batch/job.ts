import type { Job } from '@/lib/store/batches';
import type { Locale } from '@/lib/develop/types';
import { findSession } from '@/lib/store/sessions';
import type { Studio } from '../context';
import { notFound } from '../errors';
import { startRun } from '../runs';
import { commitStep } from '../steps';
import { styleSettings } from '../styles';
import type { Begun } from './manager';
import { batchTask } from './task';

/** Words that ask for what the reference shows and nothing else. */
const LIKE_IT: Readonly<Record<Locale, string>> = { en: 'Make it look like the reference', zh: '调成和参考照片一样' };

/** Does a batch's task to one photo, from its head on: settings and styles at once, anything else by starting a run. */
export async function beginJob(studio: Studio, { batch, sessionId }: Job, runId: string): Promise<Begun> {
  const { workspaceId } = batch;
  const session = await findSession(studio.store.db, workspaceId, sessionId);
  if (!session) throw notFound('session');
  const task = batchTask.parse(batch.task);
  const { headId } = session;
  const made = ({ id }: { readonly id: string }): Begun => ({ by: 'step', stepId: id === headId ? null : id });
  const start = { fromStepId: headId, locale: task.locale };
  switch (task.kind) {
    case 'settings':
      // Twice is once: a patch that changes nothing makes no step.
      return made(await commitStep(studio, workspaceId, sessionId, { parentId: headId, patch: task.patch, title: batch.title }, task.locale));
    case 'style':
      return made(await commitStep(studio, workspaceId, sessionId, { parentId: headId, patch: await styleSettings(studio, workspaceId, task.styleId, sessionId, headId), title: batch.title }, task.locale));
    case 'instruction':
      await startRun(studio, workspaceId, sessionId, { ...start, text: task.text, profileId: task.profileId }, runId);
      return { by: 'run' };
    case 'like':
      await startRun(studio, workspaceId, sessionId, { ...start, text: LIKE_IT[task.locale], likeStepId: task.stepId, profileId: task.profileId }, runId);
      return { by: 'run' };
    default:
      return task satisfies never;
  }
}
