import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '@/lib/store/store';
import { createTraining, endTraining, nightlyTime, runningTraining, type Training } from '@/lib/store/trainings';
import { StudioError } from '../../errors';
import { startChild, type Command } from './child';
import { isDue } from './nightly';

/** How a training is carried out: a program that is resumable, works in a folder, and writes there what it makes. */
export type TrainingProgram = (job: { readonly folder: string; readonly seed: number }) => Promise<Command>;

const EVERY_MINUTE_MS = 60_000;

/** Trainings of this server, one at a time, in a process of their own. A server that is killed takes its training along; the next one goes on with it. */
export class Trainer {
  #active: { readonly id: string; readonly stop: () => void; readonly finished: Promise<void> } | undefined;
  #clock: NodeJS.Timeout | undefined;
  #down = false;

  /** @param folder where trainings keep their files, one folder each */
  constructor(private readonly store: Pick<Store, 'db'>, readonly folder: string, private readonly program: TrainingProgram) {}

  /** Takes up what the last server left, and minds the hour from now on. */
  async open(): Promise<void> {
    const left = await runningTraining(this.store.db);
    if (left) this.#launch(left);
    this.#clock = setInterval(() => void this.tick(new Date()).catch(console.error), EVERY_MINUTE_MS);
    this.#clock.unref();
  }

  folderOf(id: string): string {
    return join(this.folder, id);
  }

  async start({ seed, nightly = false }: { readonly seed: number; readonly nightly?: boolean }): Promise<string> {
    if (this.#down) throw new StudioError('shutting-down', 'The server is shutting down. Try again in a moment.');
    const training = await this.store.db.$transaction(async (tx) => {
      if (await runningTraining(tx)) throw new StudioError('training-active', 'A training is under way. Wait for it, or cancel it first.');
      return createTraining(tx, { seed, nightly });
    });
    this.#launch(training);
    return training.id;
  }

  /** Ends a training; what it made is thrown away. */
  async cancel(id: string): Promise<void> {
    await endTraining(this.store.db, id, 'cancelled');
    if (this.#active?.id === id) {
      this.#active.stop();
      await this.#active.finished;
    }
    await rm(this.folderOf(id), { recursive: true, force: true });
  }

  /** Starts the nightly training where it is due. */
  async tick(now: Date): Promise<void> {
    const { db } = this.store;
    const time = await nightlyTime(db);
    if (time === undefined || this.#down || (await runningTraining(db))) return;
    const last = await db.training.findFirst({ where: { nightly: true }, orderBy: { createdAt: 'desc' }, select: { createdAt: true } });
    // Another seed each night: what one draw of rollouts did not find another may.
    if (isDue(time, last?.createdAt, now)) await this.start({ seed: Math.floor(now.getTime() / 86_400_000), nightly: true });
  }

  async finished(id: string): Promise<void> {
    if (this.#active?.id === id) await this.#active.finished;
  }

  /** Lets the training go; the next server takes it up. */
  async shutdown(): Promise<void> {
    this.#down = true;
    clearInterval(this.#clock);
    this.#active?.stop();
    await this.#active?.finished;
  }

  #launch({ id, seed }: Training): void {
    let stop = () => { isStopped = true; };
    let isStopped = false;
    const work = async () => {
      const command = await this.program({ folder: this.folderOf(id), seed });
      const child = startChild(command);
      stop = child.stop;
      if (isStopped) child.stop();
      const ending = await child.ended;
      // Kept for whoever takes it up; when it has ended nobody's judgements are kept twice.
      if (ending.kind !== 'killed' && !this.#down) await Promise.all((command.scratch ?? []).map((file) => rm(file, { force: true })));
      if (ending.kind === 'done') await endTraining(this.store.db, id, 'done');
      // Killed without anyone having cancelled it: by a shutdown, and not at its end.
      else if (ending.kind === 'failed' && !this.#down) await endTraining(this.store.db, id, 'failed', ending.words);
    };
    const finished = work()
      .catch((error: unknown) => endTraining(this.store.db, id, 'failed', error instanceof Error ? error.message : String(error)))
      .catch((error: unknown) => console.error(`Training ${id} could not be written down:`, error))
      .finally(() => { if (this.#active?.id === id) this.#active = undefined; });
    this.#active = { id, stop: () => stop(), finished };
  }
}
