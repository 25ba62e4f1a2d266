import type { RunEvent, RunRequest } from '@/lib/agent/types';
import type { Store } from '@/lib/store/store';
import { createRun, eventsOf, orderOf, type LoggedEvent, type Run, type RunOrder, type RunProfile } from '@/lib/store/runs';
import { explain, StudioError } from './errors';
import { goTo } from './journal';
import { pastOf } from './past';
import { RunEffects } from './run-effects';
import { RunJournal } from './run-journal';
import { RunQueue } from './run-queue';
import type { StudioEvent } from './types';
import { studioEvent } from './views';

/** Runs the agent on a session's photo with a profile. `past` is what the run log has when a run is taken up again. */
export type RunAgent = (job: { readonly sessionId: string; readonly profileId: string; readonly request: RunRequest; readonly past: readonly RunEvent[]; readonly signal: AbortSignal }) => AsyncIterable<RunEvent>;

export type RunLimits = { readonly concurrent: number; readonly timeoutMs: number };

type Active = { readonly journal: RunJournal; readonly controller: AbortController; readonly finished: Promise<void> };

/** How often a run is taken up after servers that died: it may be what they died of. */
const MOST_RESUMES = 3;

/** Why a run's signal was aborted. */
type StopReason = 'stopped' | 'timeout' | 'shutdown';

const MESSAGES = {
  timeout: 'The run took too long and was ended. What it made is kept.',
  interrupted: 'The server stopped during this run and could not take it up again. What it made is kept.',
  givenUp: 'The server stopped each time it took this run up, so the run was ended. What it made is kept. Say it again; if the server stops once more, its log says why.',
  unfinished: 'The agent ended without a result. What it made is kept; try other words.',
} as const;

const ended = (event: RunEvent) => event.type === 'done' || event.type === 'error';

/** The runs of this server: they go on without anyone watching, and outlive it in the run log. */
export class RunManager {
  readonly #active = new Map<string, Active>();
  readonly #queue: RunQueue;
  #down = false;

  constructor(
    private readonly store: Pick<Store, 'db'>,
    private readonly agent: RunAgent,
    private readonly limits: RunLimits,
  ) {
    this.#queue = new RunQueue(limits.concurrent);
  }

  /** Writes the run down, goes to the step that it starts from, and starts it. One run per session at a time. */
  async start(sessionId: string, order: RunOrder, profile: RunProfile): Promise<Run> {
    if (this.#down) throw new StudioError('shutting-down', 'The server is shutting down. Try again in a moment.');
    const run = await this.store.db.$transaction(async (tx) => {
      if (await tx.run.findFirst({ where: { sessionId, status: 'running' }, select: { id: true } })) {
        throw new StudioError('run-active', 'The agent is still at work on this photo. Wait for it, or stop it first.');
      }
      await goTo(tx, sessionId, order.stepId);
      return createRun(tx, sessionId, order, profile);
    });
    this.#launch(run, [], false);
    return run;
  }

  /** Ends a run where it is; its steps stay. */
  async stop(runId: string): Promise<void> {
    const active = this.#active.get(runId);
    if (!active) return;
    active.controller.abort('stopped' satisfies StopReason);
    await active.finished;
  }

  /** Resolves when a run has ended, or when the server lets go of it. */
  async finished(runId: string): Promise<void> {
    await this.#active.get(runId)?.finished;
  }

  /** The run log after `afterSeq`, then what happens, until the run ends. Ends early only when the server goes down. */
  async *follow(runId: string, afterSeq: number): AsyncGenerator<StudioEvent> {
    const live = this.#active.get(runId)?.journal.subscribe();
    try {
      let last = afterSeq;
      for (const { seq, event } of await eventsOf(this.store.db, runId, afterSeq)) {
        last = seq;
        yield studioEvent(runId, seq, event);
        if (ended(event)) return;
      }
      if (!live) return;
      for await (const event of live.events) {
        if (event.seq <= last) continue;
        yield event;
        if (ended(event)) return;
      }
    } finally {
      live?.end();
    }
  }

  /** Takes up the runs that the last server left. Call once, at start. */
  async resumeAll(): Promise<number> {
    const runs = await this.store.db.run.findMany({ where: { status: 'running' }, orderBy: { createdAt: 'asc' } });
    for (const run of runs) {
      const past = await eventsOf(this.store.db, run.id);
      if (run.resumes < MOST_RESUMES) this.#launch(run, past, true);
      else await this.#giveUp(run, past);
    }
    return runs.length;
  }

  /** Lets go of all runs so that the next server can take them up from the log. */
  async shutdown(): Promise<void> {
    this.#down = true;
    const ids = [...this.#active.keys()];
    const active = [...this.#active.values()];
    await Promise.all(active.map(({ journal }) => journal.suspend()));
    for (const { controller } of active) controller.abort('shutdown' satisfies StopReason);
    await Promise.allSettled(active.map(({ finished }) => finished));
    // None of them is what this server ends of.
    await this.store.db.run.updateMany({ where: { id: { in: ids }, status: 'running' }, data: { resumes: 0 } });
  }

  #journalOf(run: Run, past: readonly LoggedEvent[]): RunJournal {
    const effects = new RunEffects(run);
    for (const { event } of past) effects.note(event);
    return new RunJournal(this.store.db, run.id, effects, past.at(-1)?.seq ?? 0);
  }

  async #giveUp(run: Run, past: readonly LoggedEvent[]): Promise<void> {
    const journal = this.#journalOf(run, past);
    await journal.append({ type: 'error', code: 'interrupted', message: MESSAGES.givenUp }).catch((error: unknown) => console.error(`Run ${run.id} could not be ended:`, error));
    await journal.close();
  }

  #launch(run: Run, past: readonly LoggedEvent[], isResumed: boolean): void {
    const journal = this.#journalOf(run, past);
    const controller = new AbortController();
    const finished = this.#drive(run, past.map(({ event }) => event), isResumed, journal, controller)
      .catch((error: unknown) => console.error(`Run ${run.id} could not be written down:`, error))
      .finally(async () => {
        await journal.close();
        this.#active.delete(run.id);
      });
    this.#active.set(run.id, { journal, controller, finished });
  }

  async #drive(run: Run, past: readonly RunEvent[], isResumed: boolean, journal: RunJournal, controller: AbortController): Promise<void> {
    const { signal } = controller;
    const order = orderOf(run);
    let timer: NodeJS.Timeout | undefined;
    let over = false;
    try {
      await this.#queue.run(async () => {
        // Waiting for a place is not the run's fault, nor what a server may die of.
        if (isResumed) await this.store.db.run.updateMany({ where: { id: run.id }, data: { resumes: { increment: 1 } } });
        timer = setTimeout(() => controller.abort('timeout' satisfies StopReason), this.limits.timeoutMs);
        timer.unref();
        const request = { ...order, ...(await pastOf(this.store.db, run.sessionId, order)) };
        for await (const event of this.agent({ sessionId: run.sessionId, profileId: run.profileId, request, past, signal })) {
          await journal.append(event);
          over ||= ended(event);
        }
      }, signal);
      if (!over) await journal.append(await this.#lastWord(run, signal, undefined));
    } catch (error) {
      // The next server takes it up; there is nothing to say.
      if (signal.reason === ('shutdown' satisfies StopReason)) return;
      if (!over) await journal.append(await this.#lastWord(run, signal, { error, resumed: past.length > 0 }));
    } finally {
      clearTimeout(timer);
    }
  }

  /** How a run ends that did not say so itself. */
  async #lastWord(run: Run, signal: AbortSignal, failure: { readonly error: unknown; readonly resumed: boolean } | undefined): Promise<RunEvent> {
    const reason: unknown = signal.aborted ? signal.reason : undefined;
    if (reason === 'stopped') {
      const last = await this.store.db.step.findFirst({ where: { runId: run.id, rejected: false }, orderBy: { number: 'desc' }, select: { id: true } });
      return { type: 'done', stepId: last?.id ?? run.fromStepId, summary: '', suggestions: [], stopped: true };
    }
    if (reason === 'timeout') return { type: 'error', code: 'timeout', message: MESSAGES.timeout };
    if (!failure) return { type: 'error', code: 'unfinished', message: MESSAGES.unfinished };
    const why = explain(failure.error);
    // What has a reason of its own says it; else the reason is the restart.
    return failure.resumed && why.code === 'unexpected' ? { type: 'error', code: 'interrupted', message: MESSAGES.interrupted } : { type: 'error', ...why };
  }
}
