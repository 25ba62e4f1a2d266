import { afterEach, describe, expect, it } from 'vitest';
import { Stopped } from '../abort';
import { AgentError } from '../errors';
import { createModelClient } from './client';
import { closeStandIns, standIn, type Reply, type StandIn } from './testing';
import type { ChatAnswer, ChatRequest, ModelLimits, ModelOptions } from './types';

afterEach(closeStandIns);

const HELLO: ChatRequest = { messages: [{ role: 'user', content: 'Look.' }] };
const QUICK: Partial<ModelLimits> = { backOffMs: 5, retries: 3 };
const good: Reply = { text: 'Good.' };

type Outcome = { readonly said: string; readonly answer?: ChatAnswer; readonly error?: unknown; readonly server: StandIn };

/** Talks to a stand-in and tells how it went. */
async function outcome(replies: readonly Reply[] | (() => Reply), limits: Partial<ModelLimits> = {}, options: ModelOptions = {}, signal = new AbortController().signal): Promise<Outcome> {
  const server = await standIn(replies);
  let said = '';
  try {
    const parts = createModelClient(server.endpoint, { apiKey: 'sk-secret', ...options, limits: { ...QUICK, ...limits } }).chat(HELLO, signal);
    for (;;) {
      const next = await parts.next();
      if (next.done) return { said, answer: next.value, server };
      said += next.value.delta;
    }
  } catch (error) {
    return { said, error, server };
  }
}

const codeOf = ({ error }: Outcome): string | undefined => (error instanceof AgentError ? error.code : error instanceof Error ? error.name : undefined);
/** Until the other end has noticed that nobody listens any more. */
const hungUp = ({ server }: Outcome) => expect.poll(() => server.requests.at(-1)?.hungUp).toBe(true);

describe('a failure that may pass', () => {
  it.each([408, 409, 429, 500, 502, 503, 529])('is tried again: %i', async (status) => {
    const { said, server } = await outcome([{ fault: 'status', status }, { fault: 'status', status }, good]);
    expect(said).toBe('Good.');
    expect(server.requests).toHaveLength(3);
  });

  it.each([{ fault: 'reset' }, { fault: 'cut', text: '' }, { fault: 'end-early', text: '' }, { fault: 'error-chunk' }] as const)('is tried again while nothing was said: $fault', async (reply) => {
    expect(await outcome([reply, good])).toMatchObject({ said: 'Good.' });
  });

  it('is tried again when the server does not begin in time', async () => {
    // Half a second is no wait; a machine that is slower than that once is only asked once more.
    expect(await outcome([{ fault: 'hang' }, good], { firstMs: 500 })).toMatchObject({ said: 'Good.' });
  });

  it('is given up after as many attempts as were allowed', async () => {
    const result = await outcome([{ fault: 'status', status: 503 }]);
    expect(codeOf(result)).toBe('model-failed');
    expect(result.server.requests).toHaveLength(4);
  });

  it.each([
    ['seconds', { 'retry-after': '0.3' }],
    ['milliseconds', { 'retry-after-ms': '300' }],
  ])('waits as long as the server asks, in %s', async (_, headers) => {
    const { server, said } = await outcome([{ fault: 'status', status: 429, headers }, good]);
    expect(said).toBe('Good.');
    expect(server.requests[1]!.at - server.requests[0]!.at).toBeGreaterThan(280);
  });

  it('waits until the date that the server names', async () => {
    // HTTP dates have whole seconds.
    const until = Math.ceil(Date.now() / 1000 + 1) * 1000;
    const { said } = await outcome([{ fault: 'status', status: 503, headers: { 'retry-after': new Date(until).toUTCString() } }, good]);
    expect(said).toBe('Good.');
    expect(Date.now()).toBeGreaterThanOrEqual(until - 5);
  });

  it('does not wait for longer than is sensible, and says how long the server asks for', async () => {
    const result = await outcome([{ fault: 'status', status: 429, headers: { 'retry-after': '3600' } }, good]);
    expect(result.error).toMatchObject({ code: 'model-busy', message: expect.stringContaining('60 minutes') });
    expect(result.server.requests).toHaveLength(1);
  });

  it('is not tried again when the server says so', async () => {
    expect((await outcome([{ fault: 'status', status: 500, headers: { 'x-should-retry': 'false' } }, good])).server.requests).toHaveLength(1);
  });

  it('in the middle of an answer is told, not hidden', async () => {
    for (const reply of [{ fault: 'cut', text: 'The photo ' }, { fault: 'end-early', text: 'The photo ' }] as const) {
      const result = await outcome([reply, good]);
      expect(result.said).toBe('The photo ');
      expect(codeOf(result)).toBe('model-cut');
      expect(result.server.requests).toHaveLength(1);
      // Two tokens in, ten characters out: they are paid for all the same.
      expect(result.error).toMatchObject({ usage: { input: 2, output: 3, estimated: true } });
    }
  });
});

describe('a failure that stays', () => {
  it.each([
    [401, 'model-key', {}], [403, 'model-key', {}], [402, 'model-credit', {}], [404, 'model-missing', {}], [413, 'model-context', {}], [400, 'model-refused', {}],
    [429, 'model-credit', { error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } }],
    [400, 'model-blind', { error: { message: 'This model does not support image input' } }],
    [400, 'model-tools', { error: { message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set' } }],
    [400, 'model-declined', { error: { message: 'rejected by our safety system' } }],
  ])('%i is %s, said at once and without a secret', async (status, code, body) => {
    const result = await outcome([{ fault: 'status', status, body: { ...body, echo: 'Bearer sk-secret' } }]);
    expect(codeOf(result)).toBe(code);
    // A refusal of unknown reason is asked about once more, without what is not necessary.
    expect(result.server.requests.length).toBe(code === 'model-refused' ? 2 : 1);
    expect(`${String(result.error)} ${JSON.stringify(result.error)} ${String((result.error as Error).cause)}`).not.toMatch(/sk-secret|Look\./);
  });

  it('is an address where nobody listens', async () => {
    const server = await standIn([good]);
    server.close();
    await expect(createModelClient(server.endpoint, { limits: QUICK }).ask(HELLO, new AbortController().signal)).rejects.toMatchObject({ code: 'model-unreachable', message: expect.stringContaining('Check the address') });
  });

  it('is a redirect, which is never followed', async () => {
    const elsewhere = await standIn([good]);
    const result = await outcome([{ fault: 'redirect', to: `${elsewhere.url}/chat/completions` }]);
    expect(codeOf(result)).toBe('model-redirect');
    expect(elsewhere.requests).toHaveLength(0);
  });

  it.each(['html', 'binary', 'not-an-answer', 'broken-chunk'] as const)('is an answer that is none: %s', async (fault) => {
    const result = await outcome([{ fault }]);
    expect(codeOf(result)).toBe('model-broken');
    expect((result.error as Error).message).toMatch(/Check/);
  });

  it('is an error page that never ends', async () => {
    const result = await outcome([{ fault: 'endless-error' }], { retries: 0 });
    expect(codeOf(result)).toBe('model-failed');
    await hungUp(result);
  });
});

describe('a server that does not stop', () => {
  it('talking is cut off at a length, and what it said is kept', async () => {
    const result = await outcome([{ fault: 'endless-text' }], { textChars: 5000 });
    expect(result.said).toHaveLength(5000);
    expect(result.answer).toMatchObject({ finishReason: 'limit', usage: { estimated: true } });
    await hungUp(result);
  });

  it('thinking 10 MB is cut off too', async () => {
    const result = await outcome([{ fault: 'long-thought', chars: 10_000_000 }]);
    expect(result.answer).toMatchObject({ finishReason: 'limit', text: '' });
    expect(result.answer?.reasoning).toHaveLength(200_000);
  });

  it('writing one call, or calls, is cut off', async () => {
    const huge = await outcome([{ fault: 'huge-call', chars: 10_000_000 }]);
    expect(huge.answer).toMatchObject({ finishReason: 'limit', calls: [{ name: 'adjust' }] });
    expect(huge.answer?.calls[0]?.arguments).toHaveLength(64_000);
    const many = await outcome([{ fault: 'many-calls', count: 100 }]);
    expect(many.answer?.calls).toHaveLength(32);
    expect(many.answer?.finishReason).toBe('limit');
  });

  it.each([['bytes', { responseBytes: 1 << 20 }], ['events', { events: 5000 }]] as const)('sending nothing of use is cut off after so many %s', async (_, cap) => {
    const result = await outcome([{ fault: 'endless-nothing' }], { ...cap, retries: 0 });
    expect(codeOf(result)).toBe('model-broken');
    await hungUp(result);
  });

  it('with a line of 10 MB is cut off before the line is kept', async () => {
    const result = await outcome([{ fault: 'long-line', bytes: 10 << 20 }]);
    expect(codeOf(result)).toBe('model-broken');
    await hungUp(result);
  });

  it('but falls silent is given up', async () => {
    const result = await outcome([{ fault: 'stall', text: 'Well' }], { idleMs: 500 });
    expect(result.said).toBe('Well');
    expect(codeOf(result)).toBe('model-timeout');
  });

  it('dripping byte by byte is understood, until its time is up', async () => {
    expect((await outcome([{ fault: 'drip', text: 'Slow.', bytes: 3, everyMs: 0 }])).said).toBe('Slow.');
    const result = await outcome([{ fault: 'drip', text: 'Slow.'.repeat(1000), bytes: 1, everyMs: 5 }], { totalMs: 300 });
    expect(codeOf(result)).toBe('model-timeout');
  });
});

describe('stopping', () => {
  const stopAfter = (ms: number): AbortSignal => { const stop = new AbortController(); setTimeout(() => stop.abort(), ms); return stop.signal; };
  it.each([
    ['before the answer', [{ fault: 'hang' }]],
    ['in the middle of it', [{ fault: 'stall', text: 'Well' }]],
    ['while waiting to try again', [{ fault: 'status', status: 429, headers: { 'retry-after': '30' } }]],
  ] as const)('is at once: %s', { timeout: 20_000 }, async (_, replies) => {
    const result = await outcome(replies, {}, {}, stopAfter(100));
    expect(result.error).toBeInstanceOf(Stopped);
  });

  it('by who listens closes the connection', async () => {
    const server = await standIn([{ fault: 'endless-text' }]);
    for await (const part of createModelClient(server.endpoint).chat(HELLO, new AbortController().signal)) if (part.delta) break;
    await hungUp({ said: '', server });
  });
});

describe('several addresses', () => {
  const endpoint = (...servers: readonly StandIn[]) => ({ urls: servers.map(({ url }) => url), model: 'm' });
  const ask = (urls: readonly StandIn[]) => createModelClient(endpoint(...urls), { limits: QUICK }).ask(HELLO, new AbortController().signal);

  it('take turns', async () => {
    const servers = await Promise.all([standIn([good]), standIn([good]), standIn([good])]);
    for (let i = 0; i < 6; i++) await ask(servers);
    expect(servers.map(({ requests }) => requests.length)).toEqual([2, 2, 2]);
  });

  it('share what comes at once, the least busy first', async () => {
    const slow = await standIn([{ text: 'slow', delayMs: 300 }]), fast = await standIn([good]);
    const first = ask([slow, fast]);
    for (let i = 0; i < 3; i++) await ask([slow, fast]);
    await first;
    expect([slow.requests.length, fast.requests.length]).toEqual([1, 3]);
  });

  it('stand in for one that fails, which is left alone for a while', async () => {
    const bad = await standIn([{ fault: 'status', status: 503 }]), fine = await standIn([good]);
    for (let i = 0; i < 4; i++) expect((await ask([bad, fine])).text).toBe('Good.');
    expect([bad.requests.length, fine.requests.length]).toEqual([1, 4]);
  });

  it('are not tried one by one with a key that is refused', async () => {
    const servers = await Promise.all([standIn([{ fault: 'status', status: 401 }]), standIn([{ fault: 'status', status: 401 }])]);
    await expect(ask(servers)).rejects.toMatchObject({ code: 'model-key' });
    expect(servers.flatMap(({ requests }) => requests)).toHaveLength(1);
  });
});
