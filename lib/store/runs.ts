import type { RunEvent, RunRequest } from '@/lib/agent/types';
import type { Tx } from './database';
import type { Run, RunStatus } from './generated/client';
import { fromJson, toJson } from './json';

export type { Run };
export type LoggedEvent = { readonly seq: number; readonly event: RunEvent };

export const requestOf = (run: Run): RunRequest => fromJson(run.request);

export function findRun(tx: Tx, workspaceId: string, id: string): Promise<Run | null> {
  return tx.run.findFirst({ where: { id, session: { workspaceId, deletedAt: null } } });
}

/** The profile that a run works with, as it was when the run began. */
export type RunProfile = { readonly id: string; readonly name: string; readonly brain: string };

export function createRun(tx: Tx, sessionId: string, request: RunRequest, profile: RunProfile): Promise<Run> {
  return tx.run.create({
    data: {
      id: request.runId, sessionId, instruction: request.instruction, fromStepId: request.stepId, status: 'running', request: toJson(request),
      profileId: profile.id, profileName: profile.name, brain: profile.brain,
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

/** Ends a run that is still running; a run ends once. */
export async function endRun(tx: Tx, id: string, status: Exclude<RunStatus, 'running'>): Promise<void> {
  await tx.run.updateMany({ where: { id, status: 'running' }, data: { status, endedAt: new Date() } });
}
