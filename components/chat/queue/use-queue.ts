'use client';

import { useEffect, useRef } from 'react';
import type { SessionView } from '@/lib/studio/types';
import { ActionError } from '../../ui/result';
import { toast } from '../../ui/toast';
import { useErrorText } from '../../ui/use-error-text';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../../studio/context';
import type { ShownRun } from '../../studio/context';
import type { StudioStore } from '../../studio/store';
import type { QueuedMessage } from '../talk-slice';
import { load, storageKey } from '../talk-storage';

/** Why waiting messages are not sent by themselves after a run: it asks something they were not written for, or it failed and so might they. */
function holdsQueue(last: Pick<ShownRun, 'state'> | undefined): 'question' | 'failed' | undefined {
  if (!last) return undefined;
  if (last.state.status === 'failed' || last.state.status === 'interrupted') return 'failed';
  return last.state.entries.at(-1)?.kind === 'question' ? 'question' : undefined;
}

/** Takes a message out of the queue for whoever sends it; `undefined` when another window was faster. */
async function take(store: StudioStore, sessionId: string, id: string): Promise<QueuedMessage | undefined> {
  const work = () => {
    const found = (load(sessionId) ?? store.getState()).queue.find((message) => message.id === id);
    store.setState(({ queue }) => ({ queue: queue.filter((message) => message.id !== id) }));
    return found;
  };
  // Where a page is not served securely there are no locks, and two windows are on their own.
  return 'locks' in navigator ? navigator.locks.request(storageKey(sessionId), work) : work();
}

/** Sends what waits when a run has ended, one after the other. Answers how to send the first one now. */
export function useQueue(refresh: () => Promise<SessionView | undefined>): { readonly held: 'question' | 'failed' | 'refused' | undefined; readonly sendNext: () => void } {
  const store = useStudioStore();
  const { session: { id: sessionId }, runs, running, tree } = useStudioData();
  const { start } = useStudioActions();
  const errorText = useErrorText();
  const first = useStudio((state) => state.queue[0]);
  const refused = useStudio((state) => state.queueHeld);
  const busy = useRef(false);
  const last = runs.at(-1);
  const held = running ? undefined : refused ? 'refused' : holdsQueue(last);

  const sendNext = async () => {
    if (!first || busy.current) return;
    busy.current = true;
    const message = await take(store, sessionId, first.id);
    try {
      if (!message) return;
      const end = last?.state.result?.stepId;
      const from = message.fromStepId ?? (end !== undefined && tree.byId.has(end) ? end : undefined);
      await start({ ...message, ...(from !== undefined && { fromStepId: from }) });
      store.setState({ queueHeld: false });
    } catch (error) {
      const isBusy = error instanceof ActionError && error.code === 'run-active';
      // Held until it is known why: what is put back would otherwise be sent at once.
      if (message) store.setState(({ queue }) => ({ queue: [message, ...queue], queueHeld: true }));
      if (isBusy) {
        await refresh();
        store.setState({ queueHeld: false });
      } else toast(errorText(error), { tone: 'error' });
    } finally {
      busy.current = false;
    }
  };
  const ready = first !== undefined && !running && held === undefined;
  const latest = useRef(sendNext);
  useEffect(() => { latest.current = sendNext; });
  useEffect(() => {
    if (ready) void latest.current();
  }, [ready, first?.id]);
  return { held, sendNext: () => void sendNext() };
}
