import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { termsOf } from '@/lib/agent/assemble';
import { permissionIn } from '@/lib/agent/permission';
import type { RunRequest, Turn } from '@/lib/agent/types';
import type { Locale } from '@/lib/develop/types';
import { newId } from '@/lib/store/ids';
import { eventsOf, findRun } from '@/lib/store/runs';
import { branchTo, settingsOf, stepsOf, type StepRow } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound } from './errors';
import { modelFor } from './models';
import type { ModelChoice, StudioEvent } from './types';

const newRun = z.object({
  text: z.string().trim().min(1, 'Expected an instruction').max(4000, 'Expected at most 4000 characters'),
  fromStepId: z.string(),
  locale: z.enum(['en', 'zh']),
  profileId: z.string().max(200).optional(),
});

/** Without a profile the studio's default works. */
export type NewRun = { readonly text: string; readonly fromStepId: string; readonly locale: Locale; readonly profileId?: string };

/** The earlier turns that led to a step, oldest first: what each run on its branch was asked, and the settings before and after it. */
function turnsTo(branch: readonly StepRow[], instructions: ReadonlyMap<string, string>): readonly Turn[] {
  const turns: Turn[] = [];
  branch.forEach((step, index) => {
    const before = branch[index - 1];
    const { runId } = step;
    if (runId === null || before === undefined || before.runId === runId) return;
    const after = branch.findLast((other) => other.runId === runId) ?? step;
    turns.push({ instruction: instructions.get(runId) ?? '', before: settingsOf(before), after: settingsOf(after) });
  });
  return turns;
}

/** Whether the words answer the question that the last run on this photo ended with, where it ended. */
async function permissionFor({ db }: Studio['store'], sessionId: string, stepId: string, text: string): Promise<RunRequest['permission']> {
  const last = await db.run.findFirst({ where: { sessionId }, orderBy: { createdAt: 'desc' }, select: { id: true } });
  const events = last ? (await eventsOf(db, last.id)).map(({ event }) => event) : [];
  const [asked, end] = [events.findLast((event) => event.type === 'question'), events.at(-1)];
  return asked && end?.type === 'done' && end.stepId === stepId ? permissionIn(text, asked.question) : undefined;
}

/** Starts the agent on a step of a session. It works on whether or not anyone follows. */
export async function startRun(studio: Studio, workspaceId: string, sessionId: string, input: NewRun): Promise<{ readonly runId: string; readonly model: ModelChoice }> {
  const { store, runs } = studio;
  const { text, fromStepId, locale, profileId } = newRun.parse(input);
  const session = await store.db.session.findFirst({ where: { id: sessionId, workspaceId, deletedAt: null }, select: { id: true } });
  const branch = session ? branchTo(await stepsOf(store.db, sessionId), fromStepId) : [];
  const from = branch.at(-1);
  if (!from) throw notFound(session ? 'step' : 'session');
  const earlier = await store.db.run.findMany({ where: { sessionId }, select: { id: true, instruction: true } });
  const { id, profile } = await modelFor(studio, profileId);
  const model = { id, name: profile.name, brain: profile.brain };
  const permission = await permissionFor(store, sessionId, from.id, text);
  const runId = newId();
  await runs.start(sessionId, {
    runId,
    instruction: text,
    locale,
    settings: settingsOf(from),
    stepId: from.id,
    ...(from.baseId !== null && { base: from.baseId }),
    ...(permission && { permission }),
    history: turnsTo(branch, new Map(earlier.map((run) => [run.id, run.instruction]))),
    seed: randomInt(2 ** 31),
    ...termsOf(profile),
  }, model);
  return { runId, model };
}

const place = z.number().int().min(0);

/** The events of a run after `afterSeq`, first from the log and then live. A run that is not here ends at once with an error. */
export async function* followRun({ store, runs }: Studio, workspaceId: string | undefined, runId: string, afterSeq: number): AsyncGenerator<StudioEvent> {
  const after = place.catch(0).parse(afterSeq);
  const run = workspaceId === undefined ? null : await findRun(store.db, workspaceId, runId);
  if (run) yield* runs.follow(run.id, after);
  else yield { type: 'error', code: 'not-found', message: notFound('run').message, runId, seq: after + 1 };
}

export async function stopRun({ store, runs }: Studio, workspaceId: string, runId: string): Promise<void> {
  const run = await findRun(store.db, workspaceId, runId);
  if (!run) throw notFound('run');
  await runs.stop(run.id);
}
