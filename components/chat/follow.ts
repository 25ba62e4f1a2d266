import type { StudioEvent } from '@/lib/studio/types';

export type FollowDeps = {
  /** Opens the stream of events after `afterSeq`. */
  readonly connect: (afterSeq: number) => Promise<AsyncIterable<StudioEvent>>;
  readonly onEvent: (event: StudioEvent) => void;
  readonly onConnection: (state: 'open' | 'lost') => void;
  /** Asked when a stream ends without a last event: is there anything left to wait for? */
  readonly stillRunning: () => Promise<boolean>;
  /** Resolves after the delay, or sooner when it makes sense to try again (the network is back). */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
};

/** Waiting time before attempt `n` (from 0): doubles from half a second to ten seconds. */
export function backOff(attempt: number): number {
  return Math.min(10_000, 500 * 2 ** attempt);
}

/**
 * Follows one run to its last event, through lost connections: every new connection asks for what comes after the last event seen.
 * Resolves when the run has ended or the signal aborts.
 */
export async function followToEnd(deps: FollowDeps, afterSeq: number): Promise<void> {
  let seen = afterSeq;
  for (let attempt = 0; !deps.signal.aborted; attempt++) {
    try {
      const events = await deps.connect(seen);
      // A run that thinks may have nothing to tell for minutes.
      deps.onConnection('open');
      for await (const event of events) {
        if (deps.signal.aborted) return;
        attempt = 0;
        if (event.seq <= seen) continue;
        seen = event.seq;
        deps.onEvent(event);
        if (event.type === 'done' || event.type === 'error') return;
      }
      if (deps.signal.aborted || !(await deps.stillRunning())) return;
    } catch {
      // A dropped stream and a refused connection look alike here; both are answered by trying again.
      if (deps.signal.aborted) return;
      deps.onConnection('lost');
    }
    await deps.pause(backOff(attempt), deps.signal);
  }
}

/** A pause that the browser's `online` event cuts short. */
export function pauseUntilOnline(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
