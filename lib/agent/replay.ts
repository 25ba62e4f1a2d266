import { isDeepStrictEqual } from 'node:util';
import type { SettingsPatch } from '@/lib/develop/types';
import type { FunctionCall, Generation, Plan, RunEvent } from './types';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { readonly type: T }>;

/** The events that a run had logged before it was interrupted, read as decisions that need not be taken again. */
export class Replay {
  /** How many of the past events the running generator has said again. */
  #position = 0;
  readonly #past: readonly RunEvent[];

  constructor(past: readonly RunEvent[]) {
    this.#past = past;
  }

  get ended(): boolean {
    const last = this.#past.at(-1);
    return last?.type === 'done' || last?.type === 'error';
  }

  /** Whether this event is in the log already. A brain that now says something else is heard from where it differs. */
  said(event: RunEvent): boolean {
    if (this.#position >= this.#past.length) return false;
    if (isDeepStrictEqual(this.#past[this.#position], event)) {
      this.#position++;
      return true;
    }
    this.#position = this.#past.length;
    return false;
  }

  /** The turn that led to tool call `step`, when it was decided: its events up to the call, and the call. */
  turn(step: number): { readonly events: readonly RunEvent[]; readonly thought: string; readonly plan?: Plan; readonly call: { readonly title: string; readonly planItem?: string; readonly patch: SettingsPatch; readonly generate?: Generation; readonly call?: FunctionCall }; readonly finish?: undefined } | undefined {
    // An evaluation closes an attempt: a call behind it belongs to the correction, not to the turn that finished.
    const end = this.#past.findIndex((event, at) => at >= this.#position && (event.type === 'evaluation' || (event.type === 'tool_call' && event.step === step)));
    const call = this.#past[end];
    if (call?.type !== 'tool_call') return undefined;
    const events = this.#past.slice(this.#position, end + 1);
    const thought = events.map((event) => (event.type === 'thought' || event.type === 'reflection' ? event.delta : '')).join('');
    const plan = events.findLast((event) => event.type === 'plan');
    return { events, thought, ...(plan && { plan }), call };
  }

  /** What was told instead of a result of the call that was just said again. */
  problem(): string | undefined {
    const next = this.#past[this.#position];
    return next?.type === 'message' ? next.text : undefined;
  }

  observation(step: number): EventOf<'observation'> | undefined {
    return this.#past.find((event): event is EventOf<'observation'> => event.type === 'observation' && event.step === step);
  }

  evaluation(attempt: number): EventOf<'evaluation'> | undefined {
    return this.#past.find((event): event is EventOf<'evaluation'> => event.type === 'evaluation' && event.attempt === attempt);
  }
}
