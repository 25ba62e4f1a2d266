import type { Tx } from './database';
import type { Training, TrainingStatus } from './generated/client';
import { newId } from './ids';

export type { Training, TrainingStatus };

export function createTraining(tx: Tx, training: { readonly seed: number; readonly nightly: boolean }): Promise<Training> {
  return tx.training.create({ data: { ...training, id: newId() } });
}

/** The newest first. */
export function trainingsOf(tx: Tx, most: number): Promise<readonly Training[]> {
  return tx.training.findMany({ orderBy: { createdAt: 'desc' }, take: most });
}

export function runningTraining(tx: Tx): Promise<Training | null> {
  return tx.training.findFirst({ where: { status: 'running' }, orderBy: { createdAt: 'asc' } });
}

/** Ends a training that is still running; it ends once. */
export async function endTraining(tx: Tx, id: string, status: Exclude<TrainingStatus, 'running'>, error = ''): Promise<void> {
  await tx.training.updateMany({ where: { id, status: 'running' }, data: { status, error, endedAt: new Date() } });
}

const NIGHTLY = 'evolve-nightly';

/** When training starts by itself, HH:MM of the server's clock. */
export async function nightlyTime(tx: Tx): Promise<string | undefined> {
  return (await tx.choice.findUnique({ where: { key: NIGHTLY } }))?.value || undefined;
}

export async function setNightlyTime(tx: Tx, value: string | undefined): Promise<void> {
  await tx.choice.upsert({ where: { key: NIGHTLY }, create: { key: NIGHTLY, value: value ?? '' }, update: { value: value ?? '' } });
}

const CHECKPOINT = 'evolve-checkpoint';

/** The trainings whose checkpoints were put into use, the one in use first; empty: the one that ships. */
export async function checkpointChoice(tx: Tx): Promise<readonly string[]> {
  const row = await tx.choice.findUnique({ where: { key: CHECKPOINT } });
  return row ? (JSON.parse(row.value) as readonly string[]) : [];
}

export async function setCheckpointChoice(tx: Tx, ids: readonly string[]): Promise<void> {
  const value = JSON.stringify(ids);
  await tx.choice.upsert({ where: { key: CHECKPOINT }, create: { key: CHECKPOINT, value }, update: { value } });
}
