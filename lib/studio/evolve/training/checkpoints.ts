import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint, type ModelCard } from '@/lib/evolve/checkpoint/policy-file';
import type { Improvement } from '@/lib/evolve/program/improvement';
import { checkpointChoice, setCheckpointChoice } from '@/lib/store/trainings';
import type { Studio } from '../../context';
import { notFound, StudioError } from '../../errors';
import type { Operator } from '../../operator';
import type { CheckpointView } from '../types';
import { improvementIn } from './run-folder';

/** Which checkpoint of the embedded policy the studio works with: the one that ships, or one that was trained here and won. */

type Room = Pick<Studio, 'store' | 'config'>;

export const SHIPPED = 'shipped';

/** Where trainings keep their files, one folder each. */
export const trainingsIn = ({ dataDir }: Studio['config']): string => join(dataDir, 'evolve');
const folderOf = (config: Studio['config'], id: string): string => join(trainingsIn(config), id);

const fileOf = (config: Studio['config'], id: string): string => join(...(id === SHIPPED ? [config.root, 'lib', 'evolve', 'weights'] : [folderOf(config, id)]), 'policy.safetensors');

/** How a checkpoint is called in runs and labels: the beginning of its hash. */
export const shortOf = ({ sha256 }: { readonly sha256: string }): string => sha256.slice(0, 8);

type Found = { readonly id: string; readonly path: string; readonly sha256: string; readonly bytes: number; readonly card: ModelCard };

/** A checkpoint that this version can read; undefined where there is none, or one of other features. */
async function find({ config }: Pick<Room, 'config'>, id: string): Promise<Found | undefined> {
  const path = fileOf(config, id);
  try {
    const bytes = await readFile(path);
    return { id, path, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, card: readCheckpoint(bytes).card };
  } catch {
    return undefined;
  }
}

/** The one that is in use; the shipped one where the chosen one cannot be read (any more). */
export async function currentCheckpoint(room: Room): Promise<Found | undefined> {
  const [chosen = SHIPPED] = await checkpointChoice(room.store.db);
  return (await find(room, chosen)) ?? (await find(room, SHIPPED));
}

type Verdict = 'wins' | 'loses' | 'undecided' | 'other-base';

/** Whether a checkpoint beats the one in use: by its held-out cases, beyond chance, and against that very one. */
export function verdictOf({ from, against }: Pick<Improvement, 'from' | 'against'>, current: Pick<Found, 'sha256'>): Verdict {
  if (from !== current.sha256) return 'other-base';
  if (against.interval.low > 0.5) return 'wins';
  return against.interval.high < 0.5 ? 'loses' : 'undecided';
}

/** The checkpoint that a run names; the one in use where it names none, or one that is gone. */
export async function checkpointNamed(room: Room, short: string): Promise<Found | undefined> {
  const current = await currentCheckpoint(room);
  if (short === '' || (current && shortOf(current) === short)) return current;
  const trainings = await room.store.db.training.findMany({ where: { status: 'done' }, orderBy: { createdAt: 'desc' }, take: MOST, select: { id: true } });
  for (const id of [SHIPPED, ...trainings.map((training) => training.id)]) {
    const found = await find(room, id);
    if (found && shortOf(found) === short) return found;
  }
  return current;
}

/** The shipped checkpoint and those that were trained here, the newest first. */
export async function listCheckpoints(room: Room): Promise<readonly CheckpointView[]> {
  const current = await currentCheckpoint(room);
  const trainings = await room.store.db.training.findMany({ where: { status: 'done' }, orderBy: { createdAt: 'desc' }, take: MOST });
  const own = await Promise.all(trainings.map(async ({ id, endedAt }): Promise<readonly CheckpointView[]> => {
    const [found, improvement] = await Promise.all([find(room, id), improvementIn(folderOf(room.config, id))]);
    if (!found || !improvement || !current) return [];
    const { from, heldOut, photos, ratings, learned, demonstrated, before, after, against } = improvement;
    return [{ ...viewOf(found), isCurrent: found.id === current.id, madeAt: endedAt?.toISOString() ?? null, verdict: found.id === current.id ? null : verdictOf(improvement, current), trial: { from, heldOut, photos, ratings, ...(learned && { learned }), ...(demonstrated !== undefined && { demonstrated }), before, after, against } }];
  }));
  const shipped = await find(room, SHIPPED);
  return [...own.flat(), ...(shipped ? [{ ...viewOf(shipped), isCurrent: current?.id === SHIPPED, madeAt: null, verdict: null }] : [])];
}

/** Trainings that are looked through. */
const MOST = 60;

const viewOf = ({ id, sha256, bytes, card: { stage, seed, parameters, metrics, data } }: Found): Pick<CheckpointView, 'id' | 'sha256' | 'bytes' | 'card'> => ({ id, sha256, bytes, card: { stage, seed, parameters, metrics, data } });

const REFUSALS = {
  'other-base': ['other-base', 'It was compared with another checkpoint than the one in use. Train again from the one in use.'],
  loses: ['not-better', 'It loses on held-out cases against the checkpoint in use, and stays where it is.'],
  undecided: ['not-better', 'It does not win on held-out cases beyond chance: the interval of its win rate reaches across 50 %.'],
} as const;

/** Puts a checkpoint into use, only when it wins on held-out cases. */
export async function promote(room: Room, _operator: Operator, id: string): Promise<void> {
  const [found, improvement, current] = await Promise.all([find(room, id), improvementIn(folderOf(room.config, id)), currentCheckpoint(room)]);
  if (!found || !improvement || !current || id === current.id) throw notFound('checkpoint');
  const verdict = verdictOf(improvement, current);
  if (verdict !== 'wins') {
    const [code, message] = REFUSALS[verdict];
    throw new StudioError(code, message);
  }
  await setCheckpointChoice(room.store.db, [id, ...(await checkpointChoice(room.store.db))]);
}

/** Back to the checkpoint that was in use before. */
export async function rollBack(room: Room, _operator: Operator): Promise<void> {
  const [, ...before] = await checkpointChoice(room.store.db);
  await setCheckpointChoice(room.store.db, before);
}
