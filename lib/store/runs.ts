import type { Question, RunEvent, RunRequest } from '@/lib/agent/types';
import type { Tx } from './database';
import type { Run, RunStatus } from './generated/client';
import { fromJson, toJson } from './json';

export type { Run };
export type LoggedEvent = { readonly seq: number; readonly event: RunEvent };

/** What a run is told to do: its request without what went before it, which steps and logs tell. */
export type RunOrder = Omit<RunRequest, 'history' | 'earlier'>;

export const orderOf = (run: Pick<Run, 'request'>): RunOrder => fromJson(run.request);

export function findRun(tx: Tx, workspaceId: string, id: string): Promise<Run | null> {
  return tx.run.findFirst({ where: { id, session: { workspaceId, deletedAt: null } } });
}

/** The profile that a run works with, as it was when the run began. */
export type RunProfile = { readonly id: string; readonly name: string; readonly brain: string; /** What its server is asked for. */ readonly model?: string; /** Of the embedded policy. */ readonly checkpoint?: string };

export function createRun(tx: Tx, sessionId: string, order: RunOrder, profile: RunProfile): Promise<Run> {
  return tx.run.create({
    data: {
      id: order.runId, sessionId, instruction: order.instruction, fromStepId: order.stepId, status: 'running', request: toJson(order), referenceId: order.reference?.photoId,
      profileId: profile.id, profileName: profile.name, brain: profile.brain, model: profile.model, checkpoint: profile.checkpoint,
    },
  });
}

/** Appends to the run log. `(runId, seq)` is unique: two writers can never both take a place. */
export async function appendEvents(tx: Tx, runId: string, events: readonly LoggedEvent[]): Promise<void> {
  await tx.runEvent.createMany({ data: events.map(({ seq, event }) => ({ runId, seq, event: toJson(event) })) });
}

/** The run log after `afterSeq`, in order. */
export async function eventsOf(tx: Tx, runId: string, afterSeq = 0): Promise<readonly LoggedEvent[]> {
  const rows = await tx.runEvent.findMany({ where: { runId, seq: { gt: afterSeq } }, orderBy: { seq: 'asc' } });
  return rows.map((row) => ({ seq: row.seq, event: fromJson<RunEvent>(row.event) }));
}

type Ending = { readonly done?: Extract<RunEvent, { type: 'done' }>; readonly question?: Question; readonly error?: Extract<RunEvent, { type: 'error' }> };

/** A question is followed by the end of its run, but for what was used. */
const LAST_WORDS = 4;

/** How a run ended: its last word, and the question that it ended with. */
export async function endingOf(tx: Tx, runId: string): Promise<Ending> {
  const rows = await tx.runEvent.findMany({ where: { runId }, orderBy: { seq: 'desc' }, take: LAST_WORDS });
  const events = rows.map((row) => fromJson<RunEvent>(row.event));
  const [done] = events;
  if (done?.type === 'error') return { error: done };
  if (done?.type !== 'done') return {};
  const asked = events.find((event) => event.type === 'question');
  return { done, ...(asked && { question: asked.question }) };
}

/** The session's head, if the run made it. */
export async function headMadeBy(tx: Tx, sessionId: string, runId: string): Promise<string | null> {
  const session = await tx.session.findUnique({ where: { id: sessionId }, select: { headId: true } });
  const head = session && (await tx.step.findFirst({ where: { id: session.headId, runId }, select: { id: true } }));
  return head?.id ?? null;
}

/** Ends a run that is still running; a run ends once. */
export async function endRun(tx: Tx, id: string, status: Exclude<RunStatus, 'running'>): Promise<void> {
  await tx.run.updateMany({ where: { id, status: 'running' }, data: { status, endedAt: new Date() } });
}
