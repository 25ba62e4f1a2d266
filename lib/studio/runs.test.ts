import { afterEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '@/lib/agent/types';
import { undo } from './journal';
import { setHead } from './steps';
import { followRun, startRun, stopRun } from './runs';
import type { RunAgent } from './run-manager';
import { openSession } from './sessions';
import { script, someone, testStudio, type TestStudio } from './testing';
import type { StudioEvent } from './types';

const open: TestStudio[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.remove();
});
async function studioWith(agent: RunAgent, env?: Record<string, string>) {
  const made = await testStudio(agent, env);
  open.push(made);
  return made;
}

/** Says the script's events that the log does not have yet. `until` holds it back before an event. */
const scripted = (exposures: readonly number[], until?: (event: RunEvent, signal: AbortSignal) => Promise<void> | undefined): RunAgent =>
  async function* ({ request, past, signal }) {
    for (const event of script(request.runId, request.stepId, exposures).slice(past.length)) {
      await until?.(event, signal);
      yield event;
    }
  };

const never = (signal: AbortSignal) => new Promise<void>((_, reject) => signal.aborted ? reject(signal.reason) : signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

async function collect(events: AsyncIterable<StudioEvent>): Promise<StudioEvent[]> {
  const all: StudioEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** An event as the agent said it. */
function bare(event: StudioEvent): unknown {
  const { seq, runId, ...said } = event;
  expect(seq).toBeGreaterThan(0);
  expect(runId).not.toBe('');
  return said;
}

const input = (fromStepId: string) => ({ text: 'brighter', fromStepId, locale: 'en' as const });

describe('a run', () => {
  test('is logged in order without gaps, and replays the same for everyone at any time', async () => {
    const { studio } = await studioWith(scripted([0.5, 1]));
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const { runId } = await startRun(studio, workspaceId, sessionId, input(rootId));
    const [live, also] = await Promise.all([collect(followRun(studio, workspaceId, runId, 0)), collect(followRun(studio, workspaceId, runId, 0))]);
    expect(live.map((event) => event.seq)).toEqual(live.map((_, index) => index + 1));
    expect(live.map(bare)).toEqual(script(runId, rootId, [0.5, 1]));
    expect(also).toEqual(live);
    expect(await collect(followRun(studio, workspaceId, runId, 0))).toEqual(live);
    expect(await collect(followRun(studio, workspaceId, runId, 5))).toEqual(live.slice(5));
  });

  test('is in the log before anyone sees it', async () => {
    const { studio } = await studioWith(scripted([0.5, 1, 1.5]));
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const { runId } = await startRun(studio, workspaceId, sessionId, input(rootId));
    for await (const event of followRun(studio, workspaceId, runId, 0)) {
      expect(await studio.store.db.runEvent.findUnique({ where: { runId_seq: { runId, seq: event.seq } } })).not.toBeNull();
      if (event.type === 'observation') expect(await studio.store.db.step.findUnique({ where: { id: event.stepId } })).not.toBeNull();
    }
  });

  test('makes steps with their thought and score, moves the head and leaves suggestions', async () => {
    const { studio } = await studioWith(scripted([0.5, 1]));
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const { runId } = await startRun(studio, workspaceId, sessionId, input(rootId));
    await collect(followRun(studio, workspaceId, runId, 0));
    const view = await openSession(studio, workspaceId, sessionId);
    expect(view.steps.map(({ author, parentId, settings, score }) => ({ author, parentId, settings, overall: score?.overall }))).toEqual([
      { author: 'root', parentId: null, settings: {}, overall: undefined },
      { author: 'agent', parentId: rootId, settings: { Exposure2012: 0.5 }, overall: undefined },
      { author: 'agent', parentId: `${runId}.1`, settings: { Exposure2012: 1 }, overall: 4 },
    ]);
    expect(view).toMatchObject({ headId: `${runId}.2`, suggestions: ['warmer'], runs: [{ id: runId, status: 'done', instruction: 'brighter' }] });
    expect((await studio.store.db.step.findUniqueOrThrow({ where: { id: `${runId}.1` } })).thought).toBe('Thought 1, measured.');
  });

  test('marks the steps of an attempt that lost, and goes back to the one that won', async () => {
    const { studio } = await studioWith(async function* ({ request }) {
      const events = script(request.runId, request.stepId, [0.5, 1, 2]);
      yield* events.slice(0, -1);
      yield { type: 'kept', stepId: `${request.runId}.1`, rejectedStepId: `${request.runId}.3`, reason: 'better' };
      yield { type: 'done', stepId: `${request.runId}.1`, summary: '', suggestions: [] };
    });
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const { runId } = await startRun(studio, workspaceId, sessionId, input(rootId));
    await collect(followRun(studio, workspaceId, runId, 0));
    const view = await openSession(studio, workspaceId, sessionId);
    expect(view.headId).toBe(`${runId}.1`);
    expect(view.steps.map((step) => step.rejected)).toEqual([false, false, true, true]);
  });

  test('from another step than the head: the head goes along, the old branch stays, undo comes back to it, and the conversation keeps its order', async () => {
    const { studio } = await studioWith(scripted([0.5]));
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const first = await startRun(studio, workspaceId, sessionId, input(rootId));
    await collect(followRun(studio, workspaceId, first.runId, 0));
    const again = await startRun(studio, workspaceId, sessionId, input(rootId));
    await collect(followRun(studio, workspaceId, again.runId, 0));
    const view = await openSession(studio, workspaceId, sessionId);
    expect(view.headId).toBe(`${again.runId}.1`);
    expect(view.steps.filter(({ parentId }) => parentId === rootId).map(({ id }) => id)).toEqual([`${first.runId}.1`, `${again.runId}.1`]);
    expect(view.runs.map(({ id, createdAt }) => [id, createdAt])).toEqual([[first.runId, first.createdAt], [again.runId, again.createdAt]]);
    await undo(studio, workspaceId, sessionId);
    expect((await undo(studio, workspaceId, sessionId)).headId).toBe(`${first.runId}.1`);
  });

  test('leaves the head alone when the user has gone elsewhere meanwhile', async () => {
    let hold: Promise<void> | undefined;
    const { studio } = await studioWith(scripted([0.5, 1], (event) => (event.type === 'tool_call' && event.step === 2 ? hold : undefined)));
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const first = await startRun(studio, workspaceId, sessionId, input(rootId));
    await collect(followRun(studio, workspaceId, first.runId, 0));
    let release = () => {};
    hold = new Promise<void>((resolve) => { release = resolve; });
    const second = await startRun(studio, workspaceId, sessionId, input(rootId));
    await expect.poll(() => studio.store.db.step.count({ where: { runId: second.runId } })).toBe(1);
    await setHead(studio, workspaceId, sessionId, `${first.runId}.1`);
    release();
    await collect(followRun(studio, workspaceId, second.runId, 0));
    expect((await openSession(studio, workspaceId, sessionId)).headId).toBe(`${first.runId}.1`);
  });

  test('is one per session at a time', async () => {
    const { studio } = await studioWith(scripted([0.5], (event, signal) => (event.type === 'done' ? never(signal) : undefined)));
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const starts = await Promise.allSettled([1, 2, 3].map(() => startRun(studio, workspaceId, sessionId, input(rootId))));
    expect(starts.filter((start) => start.status === 'fulfilled')).toHaveLength(1);
    expect(starts.find((start) => start.status === 'rejected')).toMatchObject({ reason: { code: 'run-active' } });
  });

  test('waits for a place when the server is at work on others', async () => {
    let working = 0;
    let most = 0;
    let letAll = () => {};
    const gate = new Promise<void>((resolve) => { letAll = resolve; });
    const { studio } = await studioWith(async function* ({ request }) {
      most = Math.max(most, ++working);
      await gate;
      yield* script(request.runId, request.stepId, [1]);
      working--;
    });
    const people = await Promise.all([1, 2, 3, 4, 5].map((seed) => someone(studio, seed)));
    const runs = await Promise.all(people.map(async ({ workspaceId, sessionId, rootId }) => ({ workspaceId, ...(await startRun(studio, workspaceId, sessionId, input(rootId))) })));
    await expect.poll(() => working).toBe(2);
    letAll();
    const logs = await Promise.all(runs.map(({ workspaceId, runId }) => collect(followRun(studio, workspaceId, runId, 0))));
    expect(logs.map((log) => log.at(-1)?.type)).toEqual(Array(5).fill('done'));
    expect(most).toBe(2);
  });

  test('stops when asked, keeps what it made, and lets its followers go', async () => {
    const { studio } = await studioWith(scripted([0.5, 1], (event, signal) => (event.type === 'tool_call' && event.step === 2 ? never(signal) : undefined)));
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const { runId } = await startRun(studio, workspaceId, sessionId, input(rootId));
    const followed = collect(followRun(studio, workspaceId, runId, 0));
    await expect.poll(() => studio.store.db.step.count({ where: { runId } })).toBe(1);
    await stopRun(studio, workspaceId, runId);
    expect((await followed).at(-1)).toMatchObject({ type: 'done', stopped: true, stepId: `${runId}.1` });
    expect((await openSession(studio, workspaceId, sessionId)).runs[0]?.status).toBe('stopped');
    await startRun(studio, workspaceId, sessionId, input(rootId));
  });

  test('ends with an error that people can read when the agent fails', async () => {
    const { studio } = await studioWith(async function* ({ request }) {
      yield* script(request.runId, request.stepId, [1]).slice(0, 5);
      throw Object.assign(new Error('The model does not answer. Check its address.'), { name: 'AgentError', code: 'no-answer' });
    });
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const { runId } = await startRun(studio, workspaceId, sessionId, input(rootId));
    const log = await collect(followRun(studio, workspaceId, runId, 0));
    expect(log.at(-1)).toMatchObject({ type: 'error', code: 'no-answer', message: 'The model does not answer. Check its address.' });
    expect((await openSession(studio, workspaceId, sessionId)).runs[0]?.status).toBe('failed');
  });

  test('tells the agent the earlier turns of its branch, and only those', async () => {
    const seen: unknown[] = [];
    const { studio } = await studioWith(async function* ({ request }) {
      seen.push(request.history);
      yield* script(request.runId, request.stepId, [seen.length / 2]);
    });
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const go = async (text: string, fromStepId: string) => {
      const { runId } = await startRun(studio, workspaceId, sessionId, { text, fromStepId, locale: 'en' });
      await collect(followRun(studio, workspaceId, runId, 0));
      return `${runId}.1`;
    };
    const a = await go('first', rootId);
    await go('aside', rootId);
    await go('second', a);
    expect(seen).toEqual([[], [], [{ instruction: 'first', before: {}, after: { Exposure2012: 0.5 }, reply: 'Done' }]]);
  });
});

describe('a server that is killed', () => {
  const hold = (event: RunEvent, signal: AbortSignal) => (event.type === 'tool_call' && event.step === 2 ? never(signal) : undefined);

  const broken: AsyncIterable<RunEvent> = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the photo is gone')) }) };

  /** A run in the middle of its second step, and a server that comes up over the same files. */
  async function killed(next: RunAgent) {
    const test = await studioWith(scripted([0.5, 1], hold));
    const old = test.studio;
    const { workspaceId, sessionId, rootId } = await someone(old, 1);
    const { runId } = await startRun(old, workspaceId, sessionId, input(rootId));
    await expect.poll(() => old.store.db.runEvent.count({ where: { runId } })).toBe(7);
    const before = await old.store.db.runEvent.findMany({ where: { runId }, orderBy: { seq: 'asc' } });
    // The old process is gone: it writes nothing more.
    await old.close();
    const studio = await test.reopen(next);
    return { studio, workspaceId, sessionId, runId, rootId, before };
  }

  test('takes its runs up from the log: followers get the whole story once', async () => {
    const { studio, workspaceId, sessionId, runId, rootId, before } = await killed(scripted([0.5, 1]));
    const log = await collect(followRun(studio, workspaceId, runId, 0));
    expect(log.map(bare)).toEqual(script(runId, rootId, [0.5, 1]));
    expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1));
    expect(before.length).toBe(7);
    const view = await openSession(studio, workspaceId, sessionId);
    expect(view.runs[0]?.status).toBe('done');
    expect(view.steps.map((step) => step.id)).toEqual([rootId, `${runId}.1`, `${runId}.2`]);
    expect((await studio.store.db.step.findUniqueOrThrow({ where: { id: `${runId}.2` } })).thought).toBe('Thought 2, measured.');
  });

  test('ends a run cleanly that cannot be taken up', async () => {
    const { studio, workspaceId, sessionId, runId, rootId } = await killed(() => broken);
    const log = await collect(followRun(studio, workspaceId, runId, 0));
    expect(log.at(-1)).toMatchObject({ type: 'error', code: 'interrupted', seq: 8 });
    const view = await openSession(studio, workspaceId, sessionId);
    expect(view.runs[0]?.status).toBe('interrupted');
    expect(view.headId).toBe(`${runId}.1`);
    expect(view.steps.map((step) => step.id)).toEqual([rootId, `${runId}.1`]);
    await startRun(studio, workspaceId, sessionId, input(rootId));
  });

  test('takes a run up three times, then ends it: it may be what kills the server', async () => {
    const test = await studioWith(scripted([0.5, 1], hold));
    const dead = [test.studio];
    const { workspaceId, sessionId, rootId } = await someone(test.studio, 1);
    const { runId } = await startRun(test.studio, workspaceId, sessionId, input(rootId));
    const { db } = test.studio.store;
    await expect.poll(() => db.runEvent.count({ where: { runId } })).toBe(7);
    for (const resumes of [1, 2, 3]) {
      // The last one neither writes nor ends in order.
      dead.push(await test.reopen(scripted([0.5, 1], hold)));
      await expect.poll(() => db.run.findUnique({ where: { id: runId }, select: { status: true, resumes: true } })).toEqual({ status: 'running', resumes });
    }
    const studio = await test.reopen(scripted([0.5, 1]));
    const view = await openSession(studio, workspaceId, sessionId);
    expect(view).toMatchObject({ headId: `${runId}.1`, runs: [{ status: 'interrupted' }] });
    expect(view.runs[0]?.events.at(-1)).toMatchObject({ type: 'error', code: 'interrupted', message: expect.stringContaining('each time'), seq: 8 });
    expect((await collect(followRun(studio, workspaceId, runId, 0))).at(-1)).toMatchObject({ code: 'interrupted' });
    await Promise.all(dead.map((one) => one.close()));
  });

  test('counts only those that died', async () => {
    const test = await studioWith(scripted([0.5, 1], hold));
    const dead = test.studio;
    const { workspaceId, sessionId, rootId } = await someone(dead, 1);
    const { runId } = await startRun(dead, workspaceId, sessionId, input(rootId));
    const next = await test.reopen(scripted([0.5, 1], hold));
    const resumes = async () => (await dead.store.db.run.findUniqueOrThrow({ where: { id: runId } })).resumes;
    await expect.poll(resumes).toBe(1);
    await next.close();
    expect(await resumes()).toBe(0);
    await dead.close();
    await test.reopen(scripted([0.5, 1]));
  });
});
