import { afterEach, describe, expect, test } from 'vitest';
import { batchesOf } from '@/lib/store/batches';
import { takeIn } from '../photos';
import type { RunAgent } from '../run-manager';
import { startRun, stopRun } from '../runs';
import type { OpenStudio } from '../server';
import { deleteSession, openSession } from '../sessions';
import { commitStep } from '../steps';
import { undo } from '../journal';
import { takeBackSteps } from '../take-back';
import { jpeg, script, someone, stream, testStudio, type TestStudio } from '../testing';
import type { BatchView } from '../types';
import { cancelBatch, forgetBatch, listBatches, pauseBatch, resumeBatch, retryBatch, startBatch, undoBatch } from './batches';

/** An agent that works one step per run when it is let, and tells how many work at once. */
class Gate {
  readonly begun: string[] = [];
  most = 0;
  #atWork = 0;
  #waiting: (() => void)[] = [];
  #open = false;
  readonly fails = new Set<string>();

  readonly agent: RunAgent = (job) => this.#work(job);

  async *#work({ sessionId, request, signal, past }: Parameters<RunAgent>[0]) {
    this.begun.push(sessionId);
    this.most = Math.max(this.most, ++this.#atWork);
    try {
      const events = script(request.runId, request.stepId, [0.4]).slice(past.length);
      const [plan, ...rest] = past.length === 0 ? events : [undefined, ...events];
      if (plan) yield plan;
      if (!this.#open) {
        await new Promise<void>((resolve, reject) => {
          this.#waiting.push(resolve);
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
      }
      signal.throwIfAborted();
      if (this.fails.delete(sessionId)) {
        yield { type: 'error' as const, code: 'model-busy', message: 'The model is busy.' };
        return;
      }
      for (const event of rest) if (event) yield event;
    } finally {
      this.#atWork--;
    }
  }

  letAll(): void {
    this.#open = true;
    for (const go of this.#waiting.splice(0)) go();
  }
}

const made: TestStudio[] = [];
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
});

async function begin(gate: Gate, photos: number, env: Record<string, string> = {}) {
  const test = await testStudio(gate.agent, { AGENT_RUNS: '3', ...env });
  made.push(test);
  const first = await someone(test.studio, 10);
  const ids = [first.sessionId];
  for (let i = 1; i < photos; i++) ids.push(await takeIn(test.studio, first.workspaceId, { source: stream(await jpeg(10 + i)), name: `photo ${i}.jpg`, locale: 'en' }));
  return { test, workspaceId: first.workspaceId, ids, rootId: first.rootId };
}

const words = { kind: 'instruction', text: 'brighter', locale: 'en' } as const;
const start = (studio: OpenStudio, workspaceId: string, sessionIds: readonly string[]) => startBatch(studio, workspaceId, { title: 'brighter', task: words, sessionIds });
const statuses = (batch: BatchView | undefined) => batch?.items.map(({ status }) => status);

async function until(studio: OpenStudio, workspaceId: string, holds: (batch: BatchView) => boolean): Promise<BatchView> {
  let batch: BatchView | undefined;
  await expect.poll(async () => ([batch] = await listBatches(studio, workspaceId))[0]).toSatisfy((one: BatchView | undefined) => one !== undefined && holds(one));
  return batch!;
}

/** An item is marked as running a moment before its agent begins. */
const twoAtWork = (gate: Gate) => (batch: BatchView) => batch.items.filter(({ status }) => status === 'running').length === 2 && gate.begun.length === 2;

describe('a batch', () => {
  test('works off its photos in order, leaves a place of the queue free, and tells each one’s progress', async () => {
    const gate = new Gate();
    const { test: { studio }, workspaceId, ids } = await begin(gate, 5);
    await start(studio, workspaceId, ids);
    const half = await until(studio, workspaceId, twoAtWork(gate));
    expect(half).toMatchObject({ title: 'brighter', kind: 'instruction', state: 'running' });
    expect(statuses(half)).toEqual(['running', 'running', 'waiting', 'waiting', 'waiting']);
    gate.letAll();
    const done = await until(studio, workspaceId, ({ state }) => state === 'done');
    expect(statuses(done)).toEqual(ids.map(() => 'done'));
    expect(gate.most).toBe(2);
    // Of two that begin at once either may be first.
    expect(gate.begun.toSorted()).toEqual(ids.toSorted());
    for (const id of ids) {
      const session = await openSession(studio, workspaceId, id);
      expect(session.runs.map(({ instruction }) => instruction)).toEqual(['brighter']);
      expect(session.steps).toHaveLength(2);
      expect(session.headId).toBe(session.steps[1]?.id);
    }
    // A list that is asked for every second reads no more of its photos than it shows.
    const read = (await batchesOf(studio.store.db, workspaceId, 20)).flatMap(({ items }) => items.map(({ session }) => Object.keys(session).toSorted()));
    expect(read).toEqual(ids.map(() => ['deletedAt', 'headId', 'name', 'photoId']));
  });

  test('survives a kill: runs at work are finished once, photos that waited follow', async () => {
    const gate = new Gate();
    const { test, workspaceId, ids } = await begin(gate, 4);
    const old = test.studio;
    await start(old, workspaceId, ids);
    await until(old, workspaceId, twoAtWork(gate));
    const next = new Gate();
    next.letAll();
    const studio = await test.reopen(next.agent);
    const done = await until(studio, workspaceId, ({ state }) => state === 'done');
    expect(statuses(done)).toEqual(ids.map(() => 'done'));
    for (const id of ids) expect((await openSession(studio, workspaceId, id)).runs).toHaveLength(1);
    await old.close();
  });

  test('that was claimed by a server which died before the run was there begins again', async () => {
    const gate = new Gate();
    const { test, workspaceId, ids } = await begin(gate, 1);
    await test.studio.store.db.batch.create({ data: { id: 'b', workspaceId, title: 'brighter', task: words, items: { create: [{ id: 'i', sessionId: ids[0]!, number: 0, status: 'running', runId: 'never-begun' }] } } });
    gate.letAll();
    const old = test.studio;
    const studio = await test.reopen(gate.agent);
    expect(statuses(await until(studio, workspaceId, ({ state }) => state === 'done'))).toEqual(['done']);
    await old.close();
  });

  test('pauses after the photos at work, goes on, and is cancelled with what it made kept', async () => {
    const gate = new Gate();
    const { test: { studio }, workspaceId, ids } = await begin(gate, 4, { AGENT_RUNS: '2' });
    const { batchId } = await start(studio, workspaceId, ids);
    await until(studio, workspaceId, (batch) => statuses(batch)?.[0] === 'running');
    await pauseBatch(studio, workspaceId, batchId);
    gate.letAll();
    const paused = await until(studio, workspaceId, (batch) => statuses(batch)?.[0] === 'done');
    expect(paused.state).toBe('paused');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(gate.begun).toEqual([ids[0]]);
    await resumeBatch(studio, workspaceId, batchId);
    await until(studio, workspaceId, ({ state }) => state === 'done');
    expect(gate.begun).toEqual(ids);
  });

  test('that is cancelled stops its runs and can be taken up again', async () => {
    const gate = new Gate();
    const { test: { studio }, workspaceId, ids } = await begin(gate, 3, { AGENT_RUNS: '2' });
    const { batchId } = await start(studio, workspaceId, ids);
    await until(studio, workspaceId, (batch) => statuses(batch)?.[0] === 'running');
    await expect(forgetBatch(studio, workspaceId, batchId)).rejects.toThrow(/still at work/);
    await cancelBatch(studio, workspaceId, batchId);
    const [cancelled] = await listBatches(studio, workspaceId);
    expect(cancelled?.state).toBe('cancelled');
    expect(statuses(cancelled)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    await expect.poll(() => studio.store.db.run.count({ where: { status: 'running' } })).toBe(0);
    gate.letAll();
    await retryBatch(studio, workspaceId, batchId);
    expect(statuses(await until(studio, workspaceId, ({ state }) => state === 'done'))).toEqual(['done', 'done', 'done']);
    await forgetBatch(studio, workspaceId, batchId);
    expect(await listBatches(studio, workspaceId)).toEqual([]);
    expect((await openSession(studio, workspaceId, ids[0]!)).steps.length).toBeGreaterThan(1);
  });

  test('says of each photo what went wrong, goes on with the others, and tries that one again', async () => {
    const gate = new Gate();
    const { test: { studio }, workspaceId, ids } = await begin(gate, 3);
    gate.fails.add(ids[1]!);
    gate.letAll();
    const { batchId } = await start(studio, workspaceId, ids);
    const failed = await until(studio, workspaceId, ({ state }) => state === 'done');
    expect(statuses(failed)).toEqual(['done', 'failed', 'done']);
    expect(failed.items[1]).toMatchObject({ code: 'model-busy', message: 'The model is busy.' });
    await retryBatch(studio, workspaceId, batchId, failed.items[1]!.id);
    const mended = await until(studio, workspaceId, ({ state }) => state === 'done');
    expect(mended.items[1]).toMatchObject({ status: 'done' });
    expect(mended.items[1]).not.toHaveProperty('code');
  });

  test('waits for the user’s own run on one of its photos and meanwhile does the others', async () => {
    const gate = new Gate();
    const { test: { studio }, workspaceId, ids, rootId } = await begin(gate, 2);
    const { runId } = await startRun(studio, workspaceId, ids[0]!, { text: 'warmer', fromStepId: rootId, locale: 'en' });
    await start(studio, workspaceId, ids);
    await until(studio, workspaceId, (batch) => statuses(batch)?.[1] === 'running');
    await stopRun(studio, workspaceId, runId);
    gate.letAll();
    expect(statuses(await until(studio, workspaceId, ({ state }) => state === 'done'))).toEqual(['done', 'done']);
  });

  test('of settings makes one step on each photo, and on no other’s', async () => {
    const gate = new Gate();
    const { test: { studio }, workspaceId, ids } = await begin(gate, 2);
    const stranger = await someone(studio, 90);
    await startBatch(studio, workspaceId, { title: 'Amber', task: { kind: 'settings', patch: { Vibrance: 20 }, locale: 'en' }, sessionIds: [...ids, stranger.sessionId] });
    const done = await until(studio, workspaceId, ({ state }) => state === 'done');
    expect(statuses(done)).toEqual(['done', 'done']);
    for (const id of ids) expect((await openSession(studio, workspaceId, id)).steps.at(-1)).toMatchObject({ title: 'Amber', author: 'user', settings: { Vibrance: 20 } });
    expect((await openSession(studio, stranger.workspaceId, stranger.sessionId)).steps).toHaveLength(1);
    expect(gate.begun).toEqual([]);
    for (const act of [pauseBatch, resumeBatch, cancelBatch, forgetBatch]) await expect(act(studio, stranger.workspaceId, done.id)).rejects.toThrow(/not here/);
  });

  test('leaves a photo alone that was deleted meanwhile, and says so', async () => {
    const gate = new Gate();
    const { test: { studio }, workspaceId, ids } = await begin(gate, 3, { AGENT_RUNS: '2' });
    await start(studio, workspaceId, ids);
    await until(studio, workspaceId, (batch) => statuses(batch)?.[0] === 'running');
    await deleteSession(studio, workspaceId, ids[1]!);
    gate.letAll();
    const done = await until(studio, workspaceId, ({ state }) => state === 'done');
    expect(statuses(done)).toEqual(['done', 'failed', 'done']);
    expect(done.items[1]).toMatchObject({ code: 'not-found', isDeleted: true });
  });

  test('lets a second batch begin before a long first one is through', async () => {
    const gate = new Gate();
    const { test: { studio }, workspaceId, ids } = await begin(gate, 4);
    await start(studio, workspaceId, ids.slice(0, 3));
    await until(studio, workspaceId, twoAtWork(gate));
    const { batchId } = await start(studio, workspaceId, ids.slice(3));
    const [first] = gate.begun;
    await studio.store.db.run.findFirstOrThrow({ where: { sessionId: first } }).then(({ id }) => stopRun(studio, workspaceId, id));
    await expect.poll(async () => (await listBatches(studio, workspaceId)).find(({ id }) => id === batchId)?.items[0]?.status).toBe('running');
    gate.letAll();
  });

  test('is taken back whole: each turn of the assistant but where the photo was changed since, which stays, and every step stays in the history', async () => {
    const gate = new Gate();
    gate.letAll();
    const { test: { studio }, workspaceId, ids } = await begin(gate, 3);
    const roots = await Promise.all(ids.map(async (id) => (await openSession(studio, workspaceId, id)).headId));
    const { batchId } = await start(studio, workspaceId, ids);
    await until(studio, workspaceId, ({ state }) => state === 'done');
    const changed = await openSession(studio, workspaceId, ids[1]!);
    await commitStep(studio, workspaceId, ids[1]!, { parentId: changed.headId, patch: { Contrast2012: 9 } }, 'en');
    expect((await listBatches(studio, workspaceId))[0]?.items.map(({ isLeft }) => isLeft)).toEqual([true, false, true]);
    expect(await undoBatch(studio, workspaceId, batchId)).toEqual({ taken: [ids[0], ids[2]], kept: [ids[1]] });
    const after = await Promise.all(ids.map((id) => openSession(studio, workspaceId, id)));
    expect(after.map(({ headId }) => headId)).toEqual([roots[0], after[1]!.steps.at(-1)!.id, roots[2]]);
    expect(after.map(({ steps }) => steps.length)).toEqual([2, 3, 2]);
    expect(statuses((await listBatches(studio, workspaceId))[0])).toEqual(['undone', 'done', 'undone']);
    // Twice is once, and the photo's own undo brings the step back.
    expect(await undoBatch(studio, workspaceId, batchId)).toEqual({ taken: [], kept: [ids[1]] });
    expect((await undo(studio, workspaceId, ids[0]!)).headId).toBe(after[0]!.steps[1]!.id);
    await retryBatch(studio, workspaceId, batchId);
    expect(statuses(await until(studio, workspaceId, ({ state }) => state === 'done'))).toEqual(['done', 'done', 'done']);
  });

  test('that is taken back while it works stops, and what it has made goes with it', async () => {
    const gate = new Gate();
    const { test: { studio }, workspaceId, ids } = await begin(gate, 3);
    const { batchId } = await startBatch(studio, workspaceId, { title: 'Amber', task: { kind: 'settings', patch: { Vibrance: 20 }, locale: 'en' }, sessionIds: ids.slice(0, 1) });
    await until(studio, workspaceId, ({ state }) => state === 'done');
    const { batchId: second } = await start(studio, workspaceId, ids);
    await until(studio, workspaceId, (batch) => statuses(batch)?.filter((one) => one === 'running').length === 2 && gate.begun.length === 2);
    await undoBatch(studio, workspaceId, second);
    expect(await studio.store.db.run.count({ where: { status: 'running' } })).toBe(0);
    expect(await undoBatch(studio, workspaceId, batchId)).toEqual({ taken: [ids[0]], kept: [] });
    for (const id of ids) {
      const { headId, steps } = await openSession(studio, workspaceId, id);
      expect(headId).toBe(steps[0]?.id);
    }
    const stranger = await someone(studio, 95);
    await expect(undoBatch(studio, stranger.workspaceId, batchId)).rejects.toThrow(/not here/);
    expect(await takeBackSteps(studio, stranger.workspaceId, [{ sessionId: ids[0]!, stepId: (await openSession(studio, workspaceId, ids[0]!)).steps[1]!.id }])).toEqual({ taken: [], kept: [ids[0]] });
  });
});
