import type { QueryClient } from '@tanstack/react-query';
import type { SessionView } from '@/lib/studio/types';

export const sessionKey = (id: string) => ['session', id] as const;

/** What this window has to do with a session, as far as it tells which of two views of it is the newer. */
type Ledger = {
  /** What the server was asked to change and has not answered yet. */
  readonly writes: Set<Promise<unknown>>;
  /** Counts what changed the cached view other than the server's own telling of it. */
  changes: number;
  /** The server's clock when it read the newest view that a page brought, ms. */
  readAt: number;
  /** Something was answered while no page showed the session: a page on its way may have been rendered before. */
  isDoubtful: boolean;
};

const ledgers = new Map<string, Ledger>();

function ledgerOf(id: string): Ledger {
  const ledger = ledgers.get(id) ?? { writes: new Set(), changes: 0, readAt: -Infinity, isDoubtful: false };
  ledgers.set(id, ledger);
  return ledger;
}

const isShown = (client: QueryClient, id: string): boolean => (client.getQueryCache().find({ queryKey: sessionKey(id), exact: true })?.getObserversCount() ?? 0) > 0;

/** Changes the cached view of a session, where there is one. */
export function changeSession(client: QueryClient, id: string, update: (session: SessionView) => SessionView): void {
  const ledger = ledgerOf(id);
  ledger.changes += 1;
  if (!isShown(client, id)) ledger.isDoubtful = true;
  client.setQueryData<SessionView>(sessionKey(id), (old) => old && update(old));
}

/** Tells that the server is being asked to change a session: until `work` ends, what it says of the session may be older than what is shown. */
export function writing<T>(client: QueryClient, id: string, work: Promise<T>): Promise<T> {
  const ledger = ledgerOf(id);
  const end = () => {
    ledger.writes.delete(work);
    ledger.changes += 1;
    if (!isShown(client, id)) ledger.isDoubtful = true;
  };
  ledger.writes.add(work);
  work.then(end, end);
  return work;
}

/** The session as `read` brings it from the server, with all that was changed here: an answer that a change has overtaken is asked for again. */
export async function readSession(id: string, read: () => Promise<SessionView>): Promise<SessionView> {
  const ledger = ledgerOf(id);
  for (;;) {
    await Promise.allSettled(ledger.writes);
    const before = ledger.changes;
    const session = await read();
    if (ledger.writes.size > 0 || ledger.changes !== before) continue;
    ledger.isDoubtful = false;
    return session;
  }
}

/**
 * The view that a page opens with, which it leaves in the cache: `initial`, rendered by the server just now (`readAt`, its clock, ms), needs no request. A page
 * that comes again out of the browser's history brings an old one, and what is written meanwhile may be missing in any: then what is known here is shown, and
 * asked for again.
 */
export function openingView(client: QueryClient, initial: SessionView, readAt: number): SessionView {
  const queryKey = sessionKey(initial.id);
  const cached = client.getQueryData<SessionView>(queryKey);
  // Looked up and not made: the server renders this too, and keeps nothing.
  const ledger = ledgers.get(initial.id);
  const isNew = readAt > (ledger?.readAt ?? -Infinity) && !ledger?.isDoubtful && !ledger?.writes.size;
  if (isNew) {
    // Whatever is still on its way was read before.
    if (ledger) ledger.changes += 1;
    return client.setQueryData<SessionView>(queryKey, initial) ?? initial;
  }
  const view = cached ?? client.setQueryData<SessionView>(queryKey, initial) ?? initial;
  void client.invalidateQueries({ queryKey, exact: true, refetchType: 'none' });
  return view;
}

/** Tells that a page has opened with what the server read at `readAt`. */
export function hasOpened(id: string, readAt: number): void {
  const ledger = ledgerOf(id);
  ledger.readAt = Math.max(ledger.readAt, readAt);
}
