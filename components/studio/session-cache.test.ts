import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import type { SessionView } from '@/lib/studio/types';
import { changeSession, hasOpened, openingView, readSession, sessionKey, writing } from './session-cache';

const viewOf = (id: string, name: string): SessionView => ({
  id, name, headId: 'root', steps: [], bases: [], runs: [], links: [], suggestions: [], journal: { undo: null, redo: null },
  photo: { id: 'photo', name: 'a.jpg', format: 'jpeg', width: 3, height: 2, bytes: 1, space: 'srgb', hasAlpha: false, notices: [], carriesSettings: false },
});

/** A window in which session `id` was opened once and left; `show` opens it again. */
function visited(id: string) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, gcTime: Infinity } } });
  openingView(client, viewOf(id, 'first'), 1);
  hasOpened(id, 1);
  const queryKey = sessionKey(id);
  return {
    client,
    shown: () => client.getQueryData<SessionView>(queryKey)?.name,
    /** Whether the page asks the server when it begins to show the session. */
    willAsk: () => {
      let asks = false;
      const read = () => {
        asks = true;
        return new Promise<SessionView>(() => {});
      };
      new QueryObserver(client, { queryKey, queryFn: read }).subscribe(() => {})();
      return asks;
    },
    rename: (name: string) => changeSession(client, id, (session) => ({ ...session, name })),
    show: () => new QueryObserver(client, { queryKey, enabled: false }).subscribe(() => {}),
  };
}

/** A server whose answers are given by hand, in the order they were asked for. */
function slow() {
  const waiting: ((view: SessionView) => void)[] = [];
  return {
    asked: () => waiting.length,
    read: () => new Promise<SessionView>((resolve) => waiting.push(resolve)),
    answer: (at: number, view: SessionView) => waiting[at]?.(view),
  };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a session that is opened again', () => {
  it('shows what the server has just rendered, and asks for nothing', () => {
    const { client, shown, willAsk } = visited('fresh');
    expect(openingView(client, viewOf('fresh', 'synced'), 2).name).toBe('synced');
    expect(shown()).toBe('synced');
    expect(willAsk()).toBe(false);
  });
  it('shows what is known and asks again where the page is an old one', () => {
    const { client, shown, willAsk, rename, show } = visited('back');
    const leave = show();
    rename('mine');
    leave();
    expect(openingView(client, viewOf('back', 'first'), 1).name).toBe('mine');
    expect(shown()).toBe('mine');
    expect(willAsk()).toBe(true);
  });
  it('begins with an old page where nothing is known any more, and asks again', () => {
    const { client, shown, willAsk } = visited('forgotten');
    client.clear();
    expect(openingView(client, viewOf('forgotten', 'first'), 1).name).toBe('first');
    expect(shown()).toBe('first');
    expect(willAsk()).toBe(true);
  });
  it('does not believe a page that may have been rendered before what was answered meanwhile', async () => {
    const { client, willAsk, rename } = visited('meanwhile');
    rename('mine');
    expect(openingView(client, viewOf('meanwhile', 'first'), 2).name).toBe('mine');
    expect(willAsk()).toBe(true);
    await readSession('meanwhile', async () => viewOf('meanwhile', 'mine'));
    expect(openingView(client, viewOf('meanwhile', 'later'), 3).name).toBe('later');
  });
  it('does not believe a page while something is being written', async () => {
    const { client, rename, show } = visited('writing');
    let written = () => {};
    const leave = show();
    rename('mine');
    const work = writing(client, 'writing', new Promise<void>((resolve) => { written = resolve; }));
    expect(openingView(client, viewOf('writing', 'first'), 2).name).toBe('mine');
    written();
    await work;
    expect(openingView(client, viewOf('writing', 'later'), 3).name).toBe('later');
    leave();
  });
});

describe('reading a session', () => {
  it('asks again for what a change has overtaken', async () => {
    const { rename } = visited('overtaken');
    const server = slow();
    const reading = readSession('overtaken', server.read);
    await turn();
    rename('mine');
    server.answer(0, viewOf('overtaken', 'old'));
    await turn();
    expect(server.asked()).toBe(2);
    server.answer(1, viewOf('overtaken', 'mine'));
    expect((await reading).name).toBe('mine');
  });
  it('waits for what is being written, also where it fails', async () => {
    const { client } = visited('waits');
    const server = slow();
    let fail: (error: Error) => void = () => {};
    const work = writing(client, 'waits', new Promise<void>((_, reject) => { fail = reject; }));
    const reading = readSession('waits', server.read);
    await turn();
    expect(server.asked()).toBe(0);
    fail(new Error('refused'));
    await expect(work).rejects.toThrow('refused');
    await turn();
    expect(server.asked()).toBe(1);
    server.answer(0, viewOf('waits', 'as it is'));
    expect((await reading).name).toBe('as it is');
  });
  it('takes no answer from before a page brought a newer one', async () => {
    const { client } = visited('two pages');
    const server = slow();
    const reading = readSession('two pages', server.read);
    await turn();
    openingView(client, viewOf('two pages', 'second'), 2);
    server.answer(0, viewOf('two pages', 'first'));
    await turn();
    server.answer(1, viewOf('two pages', 'second'));
    expect((await reading).name).toBe('second');
  });
});
