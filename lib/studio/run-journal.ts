import type { RunEvent } from '@/lib/agent/types';
import type { Database } from '@/lib/store/database';
import { appendEvents, type LoggedEvent } from '@/lib/store/runs';
import { Channel } from './channel';
import type { RunEffects } from './run-effects';
import type { StudioEvent } from './types';
import { studioEvent } from './views';

/** What is said word by word: it may wait for the next write. */
const isDelta = (event: RunEvent) => event.type === 'thought' || event.type === 'reflection';

/** Writes a run's events, in order and with their effects, and publishes each only after it is in the log. */
export class RunJournal {
  #pending: RunEvent[] = [];
  #writing: Promise<void> | undefined;
  #closed = false;
  #failure: unknown;
  readonly #followers = new Set<Channel<StudioEvent>>();

  /** @param seq number of the last event that is in the log */
  constructor(
    private readonly db: Database,
    private readonly runId: string,
    private readonly effects: RunEffects,
    private seq = 0,
  ) {}

  /** Deltas are written in the background; everything else is in the log when this resolves. */
  async append(event: RunEvent): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#closed) return;
    this.#pending.push(event);
    const written = this.#flush();
    if (isDelta(event)) written.catch(() => {}); // the next event that waits meets the same error
    else await written;
  }

  async #flush(): Promise<void> {
    while (this.#pending.length > 0) {
      this.#writing ??= this.#write().finally(() => { this.#writing = undefined; });
      await this.#writing;
    }
    await this.#writing;
  }

  async #write(): Promise<void> {
    const events = this.#pending;
    this.#pending = [];
    const logged: readonly LoggedEvent[] = events.map((event, index) => ({ seq: this.seq + 1 + index, event }));
    for (const event of events) this.effects.note(event);
    try {
      if (events.every(isDelta)) await appendEvents(this.db, this.runId, logged);
      else {
        await this.db.$transaction(async (tx) => {
          await appendEvents(tx, this.runId, logged);
          for (const event of events) await this.effects.apply(tx, event);
        });
      }
    } catch (error) {
      this.#failure = error;
      throw error;
    }
    this.seq += events.length;
    for (const { seq, event } of logged) for (const follower of this.#followers) follower.push(studioEvent(this.runId, seq, event));
  }

  /** From now on; what came before is in the log. Close the channel to unsubscribe. */
  subscribe(): { readonly events: Channel<StudioEvent>; readonly end: () => void } {
    const events = new Channel<StudioEvent>();
    if (this.#closed) events.close();
    this.#followers.add(events);
    return { events, end: () => this.#followers.delete(events) };
  }

  /** Takes no more events, waits for what is on its way, and lets the followers go. */
  async close(): Promise<void> {
    await this.#flush().catch(() => {});
    this.#closed = true;
    for (const follower of this.#followers) follower.close();
    this.#followers.clear();
  }

  /** Like `close`, but drops what was not yet written: the run will be taken up again from the log. */
  async suspend(): Promise<void> {
    this.#closed = true;
    this.#pending = [];
    await this.#writing?.catch(() => {});
    for (const follower of this.#followers) follower.close();
    this.#followers.clear();
  }
}
