import { setTimeout as sleep } from 'node:timers/promises';
import { claimItem, endItem, leaveItem, nextJob, type Job } from '@/lib/store/batches';
import { newId } from '@/lib/store/ids';
import { endingOf, headMadeBy } from '@/lib/store/runs';
import type { Store } from '@/lib/store/store';
import { codeOf, explain } from '../errors';
import type { RunManager } from '../run-manager';

/** A run was started, or the work is done: `stepId` is the step that it made, if any was needed. */
export type Begun = { readonly by: 'run' } | { readonly by: 'step'; readonly stepId: string | null };
/** Begins a job: starts the run with the id that it is given, or does the work at once. */
export type BeginJob = (job: Job, runId: string) => Promise<Begun>;

/** How long a photo that somebody else's run works on is left alone before it is asked for again, ms. */
const HELD_MS = 1_000;

/**
 * Works off the batches of this server, some photos at a time. All that it needs is in the database: a restarted server goes on where the last one was,
 * with the runs that `RunManager` takes up again.
 */
export class BatchManager {
  /** Items at work. */
  readonly #active = new Map<string, { readonly batchId: string; readonly ended: Promise<void> }>();
  readonly #held = new Set<string>();
  #turn: Promise<void> = Promise.resolve();
  #begin: BeginJob | undefined;
  #down = false;

  /** @param places photos at a time; fewer than the run queue has, so that whoever talks need not wait for a batch */
  constructor(
    private readonly store: Pick<Store, 'db'>,
    private readonly runs: Pick<RunManager, 'finished' | 'stop'>,
    private readonly places: number,
  ) {}

  /** Takes up what the last server left. Call once, after the runs were taken up. */
  async open(begin: BeginJob): Promise<void> {
    this.#begin = begin;
    const left = await this.store.db.batchItem.findMany({ where: { status: 'running' }, include: { batch: true } });
    for (const job of left) {
      const run = job.runId === null ? null : await this.store.db.run.findUnique({ where: { id: job.runId }, select: { id: true } });
      if (run) this.#launch(job, () => this.#await(job, run.id));
      // Killed before it began.
      else await endItem(this.store.db, job.id, { status: 'waiting', runId: null });
    }
    this.pump();
  }

  /** Begins what can begin now. */
  pump(): void {
    this.#turn = this.#turn.then(() => this.#fill()).catch((error: unknown) => console.error('Batches cannot go on:', error));
  }

  /** Resolves when what is at work now of a batch has ended and is written down. */
  async settled(batchId: string): Promise<void> {
    await Promise.all([...this.#active.values()].filter((one) => one.batchId === batchId).map(({ ended }) => ended));
  }

  async shutdown(): Promise<void> {
    this.#down = true;
    await this.#turn;
  }

  async #fill(): Promise<void> {
    while (!this.#down && this.#begin && this.#active.size < this.places) {
      const job = await nextJob(this.store.db, [...this.#active.values()].map(({ batchId }) => batchId), [...this.#held, ...this.#active.keys()]);
      if (!job) return;
      const runId = newId(), begin = this.#begin;
      if (!(await claimItem(this.store.db, job.id, runId))) continue;
      this.#launch(job, async () => {
        const begun = await begin(job, runId);
        if (begun.by === 'run') {
          // Cancelled while it began.
          if (!(await this.store.db.batchItem.findFirst({ where: { id: job.id, status: 'running' }, select: { id: true } }))) await this.runs.stop(runId);
          await this.#await(job, runId);
          return;
        }
        if (begun.stepId !== null) await leaveItem(this.store.db, job.id, begun.stepId);
        await endItem(this.store.db, job.id, { status: 'done', runId: null });
      });
    }
  }

  #launch(job: Job, work: () => Promise<void>): void {
    const ended = work()
      .catch((error: unknown) => this.#fail(job, error))
      .catch((error: unknown) => console.error(`Item ${job.id} of a batch could not be written down:`, error))
      .finally(() => {
        this.#active.delete(job.id);
        if (!this.#down) this.pump();
      });
    this.#active.set(job.id, { batchId: job.batchId, ended });
  }

  /** Waits for a run's end and writes down how it ended. A run that a shutdown let go of is still running: the next server waits for it. */
  async #await(job: Job, runId: string): Promise<void> {
    const { db } = this.store;
    await this.runs.finished(runId);
    const run = await db.run.findUnique({ where: { id: runId }, select: { status: true } });
    if (!run || run.status === 'running') return;
    const leftAt = await headMadeBy(db, job.sessionId, runId);
    if (leftAt !== null) await leaveItem(db, job.id, leftAt);
    const last = await endingOf(db, runId);
    if (run.status === 'done') await endItem(db, job.id, { status: 'done', ...(last.question && { code: 'question', message: last.question.text }) });
    else if (run.status === 'stopped') await endItem(db, job.id, { status: 'cancelled' });
    else await endItem(db, job.id, { status: 'failed', code: last.error?.code ?? 'unexpected', message: last.error?.message ?? '' });
  }

  async #fail(job: Job, error: unknown): Promise<void> {
    if (this.#down || codeOf(error) === 'run-active') {
      // Somebody talks about this very photo: it waits its turn, and the others go on.
      this.#held.add(job.id);
      await endItem(this.store.db, job.id, { status: 'waiting', runId: null });
      void sleep(HELD_MS, undefined, { ref: false }).then(() => {
        this.#held.delete(job.id);
        if (!this.#down) this.pump();
      });
      return;
    }
    await endItem(this.store.db, job.id, { status: 'failed', runId: null, ...explain(error) });
  }
}
