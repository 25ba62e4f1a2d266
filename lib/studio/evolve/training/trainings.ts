import { access, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '@/lib/store/files';
import { checkpointChoice, nightlyTime, setNightlyTime, trainingsOf, type Training } from '@/lib/store/trainings';
import type { Studio } from '../../context';
import { notFound, StudioError } from '../../errors';
import { modelFor } from '../../models';
import type { Operator } from '../../operator';
import type { TutorAccount } from '@/lib/evolve/tutor/account';
import type { TrainingRunView, TrainingView, TutorView } from '../types';
import { currentCheckpoint, listCheckpoints } from './checkpoints';
import { judgementCounts, judgementsFor } from './judgements';
import { improvementIn, progressIn } from './run-folder';
import type { TrainingProgram } from './trainer';

type Room = Pick<Studio, 'store' | 'config' | 'trainer'>;

/** A training in the studio is smaller than the one that made the shipped weights and goes on from them, in minutes; in small steps, so that what its evaluator knows is kept. */
const SMALLER = { 'data.tasks': 400, 'data.heldOut': 100, 'sepo.rounds': 60, 'sepo.rate': 0.0002, 'align.rate': 0.0015, 'reflect.most': 300, 'rft.epochs': 6 } as const;
/** Photos are rendered by one thread: the other cores belong to whoever edits. */
const THREADS = '1';

const fileExists = (path: string): Promise<boolean> => access(path).then(() => true, () => false);

/** `evolve improve`, with what its folder needs. What its users said and did is written down once: a training that is taken up learns from the same. */
export function improveProgram(room: () => Room): TrainingProgram {
  return async ({ folder, seed }) => {
    const { config, trainer } = room();
    await mkdir(folder, { recursive: true });
    const [own, base] = [join(folder, 'own.json'), join(folder, 'from.safetensors')];
    if (!(await fileExists(base))) {
      const current = await currentCheckpoint(room());
      if (!current) throw new StudioError('no-checkpoint', 'There is no checkpoint to go on from. Make one with npm run evolve.');
      await writeAtomically(own, Buffer.from(JSON.stringify(await judgementsFor(room()))));
      // Last: where it is, all is.
      await writeAtomically(base, await readFile(current.path));
    }
    const set = Object.entries(SMALLER).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
    return { file: join(config.root, 'dist', 'evolve', 'main.mjs'), args: ['improve', '--from', base, '--own', own, '--out', folder, '--cache', join(trainer.folder, 'cache'), '--seed', String(seed), '--threads', THREADS, ...set], env: { EVOROOM_ROOT: config.root, ...(await tutorOf(room())) }, scratch: [own] };
  };
}

/**
 * The studio's own model as tutor, where it is one that talks: by the environment, as the program reads it. A key stands nowhere else, on no command line
 * and in no file. What the server's own environment says is taken out where the operator chose a brain without a model.
 */
async function tutorOf(room: Room): Promise<Readonly<Record<string, string>>> {
  // A model whose keys are lost is no reason not to train.
  const chosen = await modelFor(room).catch(() => undefined);
  const endpoint = chosen?.profile.brain === 'openai' ? chosen.profile.endpoint : undefined;
  const [url] = endpoint?.urls ?? [];
  return endpoint && url !== undefined ? { OPENAI_MODEL: endpoint.model, OPENAI_BASE_URL: url, OPENAI_API_KEY: chosen?.keys.endpoint ?? '' } : { OPENAI_MODEL: '', OPENAI_API_KEY: '' };
}

/** Starts a training with everything that was judged until now. */
export async function trainNow(room: Room, _operator: Operator, seed = Math.floor(Date.now() / 1000) % 1_000_000): Promise<string> {
  if (!(await currentCheckpoint(room))) throw new StudioError('no-checkpoint', 'There is no checkpoint to go on from. Make one with npm run evolve.');
  return room.trainer.start({ seed });
}

export async function cancelTraining({ store, trainer }: Room, _operator: Operator, id: string): Promise<void> {
  if (!(await store.db.training.findFirst({ where: { id, status: 'running' }, select: { id: true } }))) throw notFound('training');
  await trainer.cancel(id);
}

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Expected a time such as 03:00').nullable();

/** When training starts by itself; null: never. */
export async function setNightly({ store }: Room, _operator: Operator, at: string | null): Promise<void> {
  await setNightlyTime(store.db, time.parse(at) ?? undefined);
}

/** Without what it cost: that is the operator's affair. */
const tutorView = ({ model, written, embedded, fallbacks }: TutorAccount): TutorView => ({ model, written, embedded, fallbacks });

async function runView(room: Room, training: Training, isOperator: boolean): Promise<TrainingRunView> {
  const folder = room.trainer.folderOf(training.id);
  const [{ stage, curve }, improvement] = await Promise.all([progressIn(folder), improvementIn(folder)]);
  const { id, status, nightly, createdAt, endedAt, error } = training;
  return { id, status, nightly, startedAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null, ...(isOperator && error !== '' && { error }), ...(stage && { stage }), curve, reflections: improvement?.reflections ?? [], ...(improvement?.tutor && { tutor: tutorView(improvement.tutor) }) };
}

/** What everyone may see of training; what only the operator may do needs an `Operator`. */
export async function openTraining(room: Room, isOperator: boolean): Promise<TrainingView> {
  const { db } = room.store;
  const [checkpoints, nightly, judgements, trainings, trail] = await Promise.all([listCheckpoints(room), nightlyTime(db), judgementCounts(room), trainingsOf(db, 10), checkpointChoice(db)]);
  // One that was cancelled left nothing to look at.
  const latest = trainings.find(({ status }) => status !== 'cancelled');
  return { isOperator, isAvailable: checkpoints.length > 0, nightly: nightly ?? null, judgements, latest: latest ? await runView(room, latest, isOperator) : null, checkpoints, canRollBack: trail.length > 0 };
}

/** A picture of a lesson of a training: photos that ship with the studio, nobody's own. */
export async function reflectionPicture(room: Room, trainingId: string, name: string): Promise<Buffer> {
  const known = await room.store.db.training.findUnique({ where: { id: trainingId }, select: { id: true } });
  if (!known || !/^\d{1,2}-(bad|good)$/.test(name)) throw notFound('picture');
  return readFile(join(room.trainer.folderOf(known.id), 'reflections', `${name}.jpg`)).catch(() => { throw notFound('picture'); });
}
