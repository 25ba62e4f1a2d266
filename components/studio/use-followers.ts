'use client';

import { useEffect } from 'react';
import { followRun } from '@/app/actions';
import type { SessionView, StudioEvent } from '@/lib/studio/types';
import { followToEnd, pauseUntilOnline } from '../chat/follow';
import { applyEvent, startOf, stateOf } from '../chat/run-state';
import type { StudioData } from './context';
import type { StudioStore } from './store';

/** Events of a run in batches, one state change per frame: thoughts stream in faster than anyone reads. */
function batched(apply: (events: readonly StudioEvent[]) => void): { push(event: StudioEvent): void; flush(): void } {
  let waiting: StudioEvent[] = [];
  let scheduled = false;
  const flush = () => {
    scheduled = false;
    const events = waiting;
    waiting = [];
    if (events.length > 0) apply(events);
  };
  return {
    push(event) {
      waiting.push(event);
      if (scheduled) return;
      scheduled = true;
      // Frames stand still in a hidden tab; the run does not.
      if (document.hidden) setTimeout(flush, 100);
      else requestAnimationFrame(flush);
    },
    flush,
  };
}

/** Follows every running run of the session, from the last event known, until it ends. */
export function useFollowers(data: StudioData, store: StudioStore, refresh: () => Promise<SessionView | undefined>): void {
  const runningId = data.running?.id;
  const { session } = data;

  useEffect(() => {
    if (runningId === undefined) return;
    const stop = new AbortController();
    const view = session.runs.find((run) => run.id === runningId);
    const known = store.getState().runs[runningId];
    const start = known ?? (view ? stateOf(view) : startOf(runningId));
    const inbox = batched((events) =>
      store.setState(({ runs }) => ({ runs: { ...runs, [runningId]: events.reduce(applyEvent, runs[runningId] ?? start) } })),
    );
    void followToEnd({
      connect: (afterSeq) => followRun(runningId, afterSeq),
      onEvent: inbox.push,
      onConnection: (connection) => store.getState().connection !== connection && store.setState({ connection }),
      stillRunning: async () => {
        const fresh = await refresh();
        return fresh === undefined || fresh.runs.some((run) => run.id === runningId && run.status === 'running');
      },
      pause: pauseUntilOnline,
      signal: stop.signal,
    }, start.lastSeq).then(() => {
      inbox.flush();
      if (!stop.signal.aborted) void refresh();
    });
    return () => stop.abort();
    // One follower a run: the session object changes with every refresh and must not restart it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [runningId, store, refresh]);

  // Keeps the view on the newest picture of the run while the user watches it.
  const { running, tree, runs } = data;
  const watched = running ?? runs.at(-1);
  const target = watched && newestPicture(watched.state);
  useEffect(() => {
    if (target === undefined || !tree.byId.has(target) || !store.getState().following) return;
    store.setState({ selectedId: target, tipId: target, ...(runningId === undefined ? { following: false } : {}) });
  }, [target, tree, store, runningId]);
}

type Watched = StudioData['runs'][number]['state'];

/** The step whose picture tells where the run stands: its result, else the attempt that was kept, else the last one rendered. */
function newestPicture(state: Watched): string | undefined {
  if (state.result) return state.result.stepId;
  const last = state.entries.findLast((entry) => entry.kind === 'kept' || (entry.kind === 'step' && entry.settings !== undefined));
  return last?.kind === 'kept' || last?.kind === 'step' ? last.stepId : undefined;
}
