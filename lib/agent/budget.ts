import type { Locale } from '@/lib/develop/types';
import { SENTENCES } from './sentences';
import type { RunEvent, RunLimits, Usage } from './types';
import { addUsage } from './usage';

/** What a run may still use: tokens and money as its usage events tell, time by the clock. */
export class Budget {
  readonly #limits: RunLimits;
  readonly #deadline = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  #used: Usage | undefined;

  /** @param past what was used before the run was interrupted */
  constructor(limits: RunLimits = {}, past: readonly RunEvent[] = []) {
    this.#limits = limits;
    for (const event of past) this.note(event);
    if (limits.seconds === undefined) return;
    // Node counts milliseconds in 31 bits.
    this.#timer = setTimeout(() => this.#deadline.abort(), Math.min(limits.seconds * 1000, 2 ** 31 - 1));
    this.#timer.unref();
  }

  note(event: RunEvent): void {
    if (event.type === 'usage') this.#used = addUsage(this.#used, event.usage);
  }

  /** Fires when the time is over. */
  get deadline(): AbortSignal {
    return this.#deadline.signal;
  }

  /** The limit that is reached, said in the user's language. */
  reached(locale: Locale): string | undefined {
    const { tokens, dollars, seconds } = this.#limits;
    const say = SENTENCES[locale];
    const used = (this.#used?.input ?? 0) + (this.#used?.output ?? 0);
    if (tokens !== undefined && used >= tokens) return say.tokenLimit(tokens, used);
    if (dollars !== undefined && (this.#used?.dollars ?? 0) >= dollars) return say.moneyLimit(dollars);
    if (seconds !== undefined && this.#deadline.signal.aborted) return say.timeLimit(seconds);
    return undefined;
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
