import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { termsOf } from '@/lib/agent/assemble';
import { permissionIn } from '@/lib/agent/permission';
import type { RunRequest } from '@/lib/agent/types';
import type { JsonValue, Locale } from '@/lib/develop/types';
import { newId } from '@/lib/store/ids';
import { endingOf, findRun } from '@/lib/store/runs';
import { findSession } from '@/lib/store/sessions';
import { findStep, settingsOf } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound } from './errors';
import { checkpointNamed, shortOf } from './evolve/training/checkpoints';
import { idInput } from './input';
import { modelFor } from './models';
import { pointedMasks } from './pointed';
import { referenceOf, stepAsReference } from './references';
import type { ModelChoice, StudioEvent } from './types';

const newRun = z.object({
  text: z.string().trim().min(1, 'Expected an instruction').max(4000, 'Expected at most 4000 characters'),
  fromStepId: idInput,
  locale: z.enum(['en', 'zh']),
  profileId: idInput.optional(),
  pointed: pointedMasks.optional(),
  referenceId: idInput.optional(),
  likeStepId: idInput.optional(),
  checkpoint: z.string().regex(/^[0-9a-f]{8}$/).optional(),
});

export type NewRun = {
  readonly text: string;
  readonly fromStepId: string;
  readonly locale: Locale;
  /** Absent: the studio's default works. */
  readonly profileId?: string;
  /** Masks of a correction that hold what the user pointed at. */
  readonly pointed?: readonly JsonValue[];
  /** The photo that shows how it should look. */
  readonly referenceId?: string;
  /** In place of a reference photo: a step whose picture shows it, of this or another session. */
  readonly likeStepId?: string;
  /** Of the evolved brain: the beginning of a checkpoint's hash; absent: the one in use. */
  readonly checkpoint?: string;
};

/** `createdAt` is the server's: the conversation is ordered by it. */
export type StartedRun = { readonly runId: string; readonly model: ModelChoice; readonly createdAt: string };

/** Whether the words answer the question that the last run on this photo ended with, where it ended. */
async function permissionFor({ db }: Studio['store'], sessionId: string, stepId: string, text: string): Promise<RunRequest['permission']> {
  const last = await db.run.findFirst({ where: { sessionId }, orderBy: { createdAt: 'desc' }, select: { id: true } });
  const { question, done } = last ? await endingOf(db, last.id) : {};
  return question && done?.stepId === stepId ? permissionIn(text, question) : undefined;
}

/** Starts the agent on a step of a session. It works on whether or not anyone follows. `runId` is a new id that the caller has written down before. */
export async function startRun(studio: Studio, workspaceId: string, sessionId: string, input: NewRun, runId = newId()): Promise<StartedRun> {
  const { store, runs } = studio;
  const { text, fromStepId, locale, profileId, pointed, referenceId, likeStepId, checkpoint: asked } = newRun.parse(input);
  const [session, from] = await Promise.all([findSession(store.db, workspaceId, sessionId), findStep(store.db, workspaceId, fromStepId, sessionId)]);
  if (!from) throw notFound(session ? 'step' : 'session');
  const reference = likeStepId !== undefined ? await stepAsReference(studio, workspaceId, likeStepId) : referenceId === undefined ? undefined : await referenceOf(studio, workspaceId, referenceId);
  const { id, profile } = await modelFor(studio, profileId);
  const model = { id, name: profile.name, brain: profile.brain };
  const checkpoint = profile.brain === 'evolved' ? await checkpointNamed(studio, asked ?? '') : undefined;
  const permission = await permissionFor(store, sessionId, from.id, text);
  const { createdAt } = await runs.start(sessionId, {
    runId,
    instruction: text,
    locale,
    settings: settingsOf(from),
    stepId: from.id,
    ...(from.baseId !== null && { base: from.baseId }),
    ...(permission && { permission }),
    ...(pointed && pointed.length > 0 && { pointed }),
    ...(reference && { reference }),
    seed: randomInt(2 ** 31),
    ...termsOf(profile),
  }, { ...model, ...(profile.endpoint && { model: profile.endpoint.model }), ...(checkpoint && { checkpoint: shortOf(checkpoint) }) });
  return { runId, model, createdAt: createdAt.toISOString() };
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
