import { describe, expect, it } from 'vitest';
import type { StudioEvent } from '@/lib/studio/types';
import { backOff, followToEnd } from './follow';

const thought = (seq: number): StudioEvent => ({ type: 'thought', step: 1, delta: `${seq}`, runId: 'r', seq });
const done = (seq: number): StudioEvent => ({ type: 'done', stepId: 's', summary: '', suggestions: [], runId: 'r', seq });

async function* stream(events: readonly (StudioEvent | Error)[]) {
  for (const event of events) {
    if (event instanceof Error) throw event;
    yield event;
  }
}

async function follow(streams: readonly (readonly (StudioEvent | Error)[])[], running: readonly boolean[] = []) {
  const asked: number[] = [];
  const pauses: number[] = [];
  const events: number[] = [];
  const connection: string[] = [];
  let left = 0;
  await followToEnd({
    connect: async (afterSeq) => {
      const next = streams[asked.push(afterSeq) - 1];
      if (!next) throw new Error('no more connections expected');
      return stream(next);
    },
    onEvent: (event) => events.push(event.seq),
    onConnection: (state) => connection.push(state),
    stillRunning: async () => running[left++] ?? true,
    pause: async (ms) => void pauses.push(ms),
    signal: new AbortController().signal,
  }, 0);
  return { asked, pauses, events, connection };
}

describe('following a run', () => {
  it('ends with the last event', async () => {
    expect((await follow([[thought(1), done(2), thought(3)]])).events).toEqual([1, 2]);
  });
  it('asks again from the last event seen when the network drops', async () => {
    const seen = await follow([[thought(1), thought(2), new Error('network')], [thought(3), done(4)]]);
    expect(seen.asked).toEqual([0, 2]);
    expect(seen.events).toEqual([1, 2, 3, 4]);
    expect(seen.connection).toContain('lost');
    expect(seen.connection.at(-1)).toBe('open');
  });
  it('knows that the connection is back before anything is told', async () => {
    const seen: string[] = [];
    let tell = () => {};
    const silence = new Promise<void>((resolve) => { tell = resolve; });
    async function* silent() {
      await silence;
      yield done(1);
    }
    let attempts = 0;
    let connected = () => {};
    const back = new Promise<void>((resolve) => { connected = resolve; });
    const following = followToEnd({
      connect: async () => {
        if (attempts++ === 0) throw new Error('refused');
        return silent();
      },
      onEvent: () => seen.push('event'),
      onConnection: (state) => {
        seen.push(state);
        if (state === 'open') connected();
      },
      stillRunning: async () => true,
      pause: async () => {},
      signal: new AbortController().signal,
    }, 0);
    await back;
    expect(seen).toEqual(['lost', 'open']);
    tell();
    await following;
    expect(seen).toEqual(['lost', 'open', 'event']);
  });
  it('leaves the connection open when the run is over without a word', async () => {
    expect((await follow([[new Error('network')], []], [false])).connection).toEqual(['open', 'lost', 'open']);
  });
  it('drops what is replayed', async () => {
    expect((await follow([[thought(1), new Error('x')], [thought(1), thought(2), done(3)]])).events).toEqual([1, 2, 3]);
  });
  it('waits longer after each failure and starts short again after success', async () => {
    const fail = [new Error('refused')];
    const seen = await follow([fail, fail, fail, [thought(1), new Error('x')], [done(2)]]);
    expect(seen.pauses).toEqual([500, 1000, 2000, 500]);
    expect(backOff(20)).toBe(10_000);
  });
  it('stops when the server says that the run is over', async () => {
    expect((await follow([[thought(1)], [thought(2)]], [true, false])).events).toEqual([1, 2]);
  });
  it('does not connect when it is already aborted', async () => {
    const gone = AbortSignal.abort();
    let connected = false;
    await followToEnd({ connect: async () => { connected = true; return stream([]); }, onEvent: () => {}, onConnection: () => {}, stillRunning: async () => true, pause: async () => {}, signal: gone }, 0);
    expect(connected).toBe(false);
  });
});
