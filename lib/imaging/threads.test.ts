import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { TestFolder } from './testing/files';
import { Threads, type ThreadOptions } from './threads';

const folder = new TestFolder();
afterAll(() => folder.remove());

/** Answers as `serve` does: a thread's script cannot be TypeScript here. */
const script = folder.write('thread.mjs', Buffer.from(`
  import { parentPort, threadId, workerData } from 'node:worker_threads';
  let last = Promise.resolve();
  parentPort.on('message', (question) => { last = last.then(() => answer(question)); });
  const answer = async ({ name, argument }) => {
    if (name === 'wait') { await new Promise((resolve) => setTimeout(resolve, argument)); parentPort.postMessage({ value: threadId }); }
    else if (name === 'break') process.exit(1);
    else if (name === 'crash') setTimeout(() => { throw new RangeError('crashed'); });
    else if (name === 'count') parentPort.postMessage({ value: Atomics.add(workerData.begun, 0, 1) });
    else if (name === 'data') parentPort.postMessage({ value: workerData });
    else parentPort.postMessage({ error: new TypeError('unknown ' + name) });
  };
`));

let threads: Threads;
const open = (options: Partial<ThreadOptions> = {}): Threads => (threads = new Threads(script, { most: 2, idleMilliseconds: 10_000, data: { seven: 7 }, ...options }));
afterEach(() => threads.close());

describe('threads', () => {
  it('start when there is work, each with the data, and no more than allowed', async () => {
    expect(open().alive).toBe(0);
    expect(await threads.run('data')).toEqual({ seven: 7 });
    expect(threads.alive).toBe(1);
    const ids = await Promise.all([80, 80, 10, 10].map((milliseconds) => threads.run('wait', milliseconds)));
    expect(new Set(ids).size).toBe(2);
    expect(threads.alive).toBe(2);
  });

  it('hand on what a task throws, and go on', async () => {
    await expect(open({ most: 1 }).run('nothing')).rejects.toThrow(new TypeError('unknown nothing'));
    expect(await threads.run('data')).toEqual({ seven: 7 });
    expect(threads.alive).toBe(1);
  });

  it.each(['break', 'crash'])('that %s fail their own task and are replaced for those that wait', async (how) => {
    const [broken, next] = await Promise.allSettled([open({ most: 1 }).run(how), threads.run('data')]);
    expect(broken.status).toBe('rejected');
    expect(next).toEqual({ status: 'fulfilled', value: { seven: 7 } });
  });

  it('end when idle, and not before', async () => {
    await open({ idleMilliseconds: 60 }).run('wait', 200);
    expect(threads.alive).toBe(1);
    await expect.poll(() => threads.alive).toBe(0);
    expect(await threads.run('data')).toEqual({ seven: 7 });
  });

  it('drop what is aborted, under way or waiting, and go on with what waits behind it', async () => {
    open({ most: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = Promise.allSettled([threads.run('wait', 60_000, first.signal), threads.run('wait', 60_000, second.signal), threads.run('data')]);
    second.abort(new Error('not this'));
    first.abort(new Error('nor that'));
    const [aborted, dropped, last] = await running;
    expect([aborted, dropped].map((one) => (one?.status === 'rejected' ? one.reason.message : one))).toEqual(['nor that', 'not this']);
    expect(last).toEqual({ status: 'fulfilled', value: { seven: 7 } });
    await expect(threads.run('data', undefined, first.signal)).rejects.toThrow('nor that');
  });

  it('are sent more than one task where they may be, do them in their order, and hand on what was not begun when one breaks', async () => {
    open({ most: 1, ahead: 3 });
    const ids = await Promise.all([20, 10, 1, 1].map((milliseconds) => threads.run('wait', milliseconds)));
    expect(new Set(ids).size).toBe(1);
    const given = new AbortController();
    const breaks = threads.run('break');
    const running = Promise.allSettled([threads.run('data'), threads.run('wait', 60_000, given.signal), threads.run('data')]);
    await expect(breaks).rejects.toThrow('ended');
    given.abort(new Error('not this'));
    const [next, dropped, last] = await running;
    expect([next, last]).toEqual([0, 1].map(() => ({ status: 'fulfilled', value: { seven: 7 } })));
    expect(dropped.status === 'rejected' && dropped.reason.message).toBe('not this');
  });

  it('do not begin what was dropped after it was sent, and a task that cannot be sent fails alone', async () => {
    const begun = new Int32Array(new SharedArrayBuffer(4));
    open({ most: 1, ahead: 4, data: { begun } });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = Promise.allSettled([threads.run('wait', 60_000, first.signal), threads.run('count', undefined, second.signal), threads.run('count', () => undefined), threads.run('wait', 1)]);
    second.abort(new Error('not this'));
    first.abort(new Error('nor that'));
    expect((await running).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
    expect(begun[0]).toBe(0);
    expect(await threads.run('count')).toBe(0);
  });

  it('reject everything when they are closed', async () => {
    const running = Promise.allSettled([open({ most: 1 }).run('wait', 10_000), threads.run('wait', 1)]);
    await threads.close();
    expect((await running).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect.poll(() => threads.alive).toBe(0);
  });

  it('of a script that does not load fail each task', async () => {
    open();
    threads = new Threads(folder.write('broken.mjs', Buffer.from('throw new Error("no such module")')), { most: 2, idleMilliseconds: 1000, data: undefined });
    const all = await Promise.allSettled([1, 2, 3].map(() => threads.run('data')));
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});
