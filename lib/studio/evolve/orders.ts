import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { newId } from '@/lib/store/ids';
import { consentOf } from '@/lib/store/labels';
import { openOrders, orderOf, putPair, type Pair, type PairOrder } from '@/lib/store/pairs';
import { endingOf } from '@/lib/store/runs';
import { findSession } from '@/lib/store/sessions';
import { findStep } from '@/lib/store/steps';
import type { Studio } from '../context';
import { codeOf, explain, notFound, StudioError } from '../errors';
import { modelFor } from '../models';
import { startRun } from '../runs';
import { resultOf } from './candidates';
import { drawSide } from './pairs';

const newOrder = z.object({
  sessionId: z.string().max(200),
  text: z.string().trim().min(1, 'Expected an instruction').max(4000, 'Expected at most 4000 characters'),
  /** Absent: the untouched photo. */
  fromStepId: z.string().max(200).optional(),
  locale: z.enum(['en', 'zh']),
  profileIds: z.tuple([z.string().max(200), z.string().max(200)]).refine(([a, b]) => a !== b, 'Expected two different models'),
});
/** A profile, or one of its checkpoints: `evolved@1a2b3c4d`. */
function makerOf(maker: string): { readonly profileId: string; readonly checkpoint?: string } {
  const [profileId = '', checkpoint] = maker.split('@');
  return { profileId, ...(checkpoint !== undefined && { checkpoint }) };
}

/** Between two looks at whether a photo is free, ms. */
const PAUSE = 250;

export type NewOrder = z.input<typeof newOrder>;

/** Pairs made on purpose: the same words for two models, one after the other on the same picture. Orders are rows, and the runs outlive the server: so do they. */
export class PairOrders {
  #studio: Studio | undefined;
  #down = false;
  readonly #active = new Set<Promise<void>>();

  /** Takes up what the last server left. Call once, after the runs were taken up. */
  async open(studio: Studio): Promise<void> {
    this.#studio = studio;
    for (const pair of await openOrders(studio.store.db)) this.#drive(pair);
  }

  async place(workspaceId: string, input: NewOrder): Promise<string> {
    const studio = this.#open();
    const { sessionId, text, fromStepId, locale, profileIds } = newOrder.parse(input);
    const { db } = studio.store;
    if ((await consentOf(db, workspaceId)).keeps !== true) throw new StudioError('no-consent', 'Answers are kept only when you agree to it. Switch it on first.');
    if (!(await findSession(db, workspaceId, sessionId))) throw notFound('session');
    const from = fromStepId === undefined ? await db.step.findFirst({ where: { sessionId, parentId: null } }) : await findStep(db, workspaceId, fromStepId, sessionId);
    if (!from) throw notFound('step');
    for (const maker of profileIds) await modelFor(studio, makerOf(maker).profileId);
    const id = newId();
    // Who goes first is drawn as well: the first run's steps are the ones in sight for longer.
    const ids = drawSide(newId(), studio.config.secret) ? profileIds : ([profileIds[1], profileIds[0]] as const);
    const order: PairOrder = { text, locale, fromStepId: from.id, profileIds: ids, runIds: [newId(), newId()] };
    const pair = await putPair(db, { id, workspaceId, sessionId, source: 'ordered', firstIsLeft: drawSide(id, studio.config.secret), order });
    if (pair) this.#drive(pair);
    return id;
  }

  async shutdown(): Promise<void> {
    this.#down = true;
    await Promise.allSettled(this.#active);
  }

  #open(): Studio {
    if (!this.#studio || this.#down) throw new StudioError('shutting-down', 'The server is shutting down. Try again in a moment.');
    return this.#studio;
  }

  #drive(pair: Pair): void {
    const work: Promise<void> = this.#make(pair)
      .catch(async (error: unknown) => { if (!this.#down) await this.#fail(pair.id, explain(error).code); })
      .catch((error: unknown) => console.error(`Pair ${pair.id} could not be written down:`, error))
      .finally(() => this.#active.delete(work));
    this.#active.add(work);
  }

  async #fail(id: string, failure: string): Promise<void> {
    await this.#studio?.store.db.pair.updateMany({ where: { id }, data: { failure } });
  }

  async #make(pair: Pair): Promise<void> {
    const order = orderOf(pair);
    if (!order) return;
    const { db } = this.#open().store;
    const results: string[] = [], looks: string[] = [];
    for (const [index, runId] of order.runIds.entries()) {
      const maker = order.profileIds[index];
      if (maker === undefined || !(await this.#run(pair, order, runId, maker))) return;
      const { error } = await endingOf(db, runId);
      if (error) return this.#fail(pair.id, error.code);
      const steps = await db.step.findMany({ where: { runId }, orderBy: { number: 'asc' }, select: { id: true, rejected: true, settingsHash: true, baseId: true } });
      const result = resultOf(steps);
      if (!result) return this.#fail(pair.id, 'nothing-changed');
      results.push(result.id);
      looks.push(`${result.baseId} ${result.settingsHash}`);
    }
    if (looks[0] === looks[1]) return this.#fail(pair.id, 'same-picture');
    await db.pair.update({ where: { id: pair.id }, data: { firstId: results[0], secondId: results[1] } });
  }

  /** Runs one of the two, or waits for it where it is at work already. Whether it ended; one that a shutdown let go of has not. */
  async #run(pair: Pair, order: PairOrder, runId: string, maker: string): Promise<boolean> {
    const studio = this.#open();
    const { db } = studio.store;
    const known = await db.run.findUnique({ where: { id: runId }, select: { id: true } });
    for (let started = known !== null; !started;) {
      try {
        await startRun(studio, pair.workspaceId, pair.sessionId, { text: order.text, fromStepId: order.fromStepId, locale: order.locale, ...makerOf(maker) }, runId);
        started = true;
      } catch (error) {
        if (codeOf(error) !== 'run-active') throw error;
        // Somebody talks about this very photo: it waits its turn.
        const other = await db.run.findFirst({ where: { sessionId: pair.sessionId, status: 'running' }, select: { id: true } });
        if (other) await studio.runs.finished(other.id);
        // Its end may be a moment from being written, or wait for the next start of the server.
        await setTimeout(PAUSE);
        this.#open();
      }
    }
    await studio.runs.finished(runId);
    const run = await db.run.findUnique({ where: { id: runId }, select: { status: true } });
    return run !== null && run.status !== 'running';
  }
}
