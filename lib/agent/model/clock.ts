import { Stopped } from '../abort';
import { AgentError } from '../errors';
import type { ModelLimits } from './types';

const seconds = (milliseconds: number): string => `${Math.max(1, Math.round(milliseconds / 1000))} s`;

/** Watches one attempt. Its signal fires when the user stops, or when the server takes too long to begin, to go on or to end. */
export class Clock {
  readonly #controller = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #unhook: () => void;
  readonly #idleMs: number;
  #idle: NodeJS.Timeout;
  #reason: Stopped | AgentError | undefined;

  /** `remainingMs`: what is left of the time in all. */
  constructor({ firstMs, idleMs }: Pick<ModelLimits, 'firstMs' | 'idleMs'>, remainingMs: number, signal: AbortSignal) {
    const stop = (): void => this.#end(new Stopped());
    signal.addEventListener('abort', stop, { once: true });
    this.#unhook = () => signal.removeEventListener('abort', stop);
    this.#idleMs = idleMs;
    this.#timers.push(setTimeout(() => this.#end(new AgentError('model-timeout', 'The model’s server was not done in the time it has. Choose a faster model, ask for less, or try again.')), Math.max(0, remainingMs)));
    this.#idle = this.#late(firstMs, `The model’s server did not begin to answer within ${seconds(firstMs)}. Check that it is not overloaded, then try again.`);
    if (signal.aborted) stop();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why the signal fired. */
  get reason(): Stopped | AgentError | undefined {
    return this.#reason;
  }

  /** Something arrived. */
  heard(): void {
    if (this.signal.aborted) return;
    clearTimeout(this.#idle);
    this.#idle = this.#late(this.#idleMs, `The model’s server fell silent for ${seconds(this.#idleMs)} in the middle of its answer. Try again; if it happens often, check the server’s log.`);
  }

  /** Ends the attempt: closes the connection if it is still open. */
  close(): void {
    this.#unhook();
    clearTimeout(this.#idle);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#controller.abort();
  }

  #late(milliseconds: number, message: string): NodeJS.Timeout {
    return setTimeout(() => this.#end(new AgentError('model-timeout', message)), milliseconds);
  }

  #end(reason: Stopped | AgentError): void {
    this.#reason ??= reason;
    this.close();
  }
}
