import { isDeepStrictEqual } from 'node:util';
import type { Finish, FunctionCall, Generation, RunEvent } from './types';
import type { SettingsPatch } from '@/lib/develop/types';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { readonly type: T }>;

export type Call = { readonly title: string; readonly planItem?: string; readonly patch: SettingsPatch; readonly generate?: Generation; readonly unknown?: SettingsPatch; readonly call?: FunctionCall };

/** How a turn of the brain came out. */
export type Outcome =
  | { readonly kind: 'call'; readonly thought: string; readonly call: Call }
  | { readonly kind: 'finish'; readonly finish: Finish }
  | { readonly kind: 'question'; readonly finish: Finish }
  /** A call that was not carried out; `problem` says why. */
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'limit'; readonly text: string };

/** What a run asked and thought before it came to a decision may be said by the evaluator too. */
const BESIDES: ReadonlySet<RunEvent['type']> = new Set(['usage', 'message']);

/**
 * The events that a run had logged before it was interrupted, read as decisions that need not be taken again. Whatever is decided in the log
 * holds; a turn that the log does not see the end of is taken anew, and what was thought in it is void unless the brain says the same again.
 */
export class Replay {
  /** How many of the past events the running generator has said again. */
  #position = 0;
  /** Where the turn begins that the log breaks off in. */
  #cutOff: { readonly from: number; readonly step: number; readonly attempt: number | undefined } | undefined;
  readonly #past: readonly RunEvent[];

  constructor(past: readonly RunEvent[]) {
    this.#past = past;
  }

  get ended(): boolean {
    const last = this.#past.at(-1);
    return last?.type === 'done' || last?.type === 'error';
  }

  /** Whether the log has more than the run has said again. */
  get going(): boolean {
    return this.#position < this.#past.length;
  }

  /** What to log and show now that the run says `event`: nothing while it says what the log has. */
  heard(event: RunEvent): readonly RunEvent[] {
    if (this.#position >= this.#past.length) return [event];
    if (isDeepStrictEqual(this.#past[this.#position], event)) {
      this.#position++;
      return [];
    }
    const { from, step, attempt } = this.#cutOff ?? { from: this.#past.length, step: 0, attempt: undefined };
    const said = this.#past.slice(from);
    const repeated = said.slice(0, Math.max(0, this.#position - from));
    this.#position = this.#past.length;
    if (event.type === 'done' || event.type === 'error' || !said.some(({ type }) => type === 'thought' || type === 'reflection')) return [event];
    // What it used is used, once.
    return [{ type: 'again', step, ...(attempt !== undefined && { attempt }) }, ...repeated.filter(({ type }) => type !== 'usage'), event];
  }

  /** The turn before tool call `step`, of correction `attempt` if it is one, when the log knows how it came out. */
  turn(step: number, attempt?: number): { readonly events: readonly RunEvent[]; readonly outcome: Outcome } | undefined {
    for (let at = this.#position; at < this.#past.length; at++) {
      const event = this.#past[at];
      if (!event) break;
      const outcome = this.#outcomeOf(event, at);
      // A log of before has evaluations that do not tell how the turn ended: the brain is asked.
      if (!outcome && event.type === 'evaluation') break;
      if (!outcome) continue;
      // The evaluation itself is said by whoever evaluates.
      return { events: this.#past.slice(this.#position, outcome.kind === 'finish' ? at : at + 1), outcome };
    }
    this.#cutOff = this.#position < this.#past.length ? { from: this.#position, step, attempt } : undefined;
    return undefined;
  }

  #outcomeOf(event: RunEvent, at: number): Outcome | undefined {
    switch (event.type) {
      case 'tool_call': return { kind: 'call', thought: this.#thoughtUpTo(at), call: event };
      case 'evaluation': return event.finish && { kind: 'finish', finish: event.finish };
      case 'question': return { kind: 'question', finish: { summary: '', suggestions: event.question.options } };
      case 'message': return event.about === 'problem' ? { kind: 'refused', problem: event.text } : event.about === 'limit' ? { kind: 'limit', text: event.text } : undefined;
      default: return undefined;
    }
  }

  #thoughtUpTo(end: number): string {
    const events = this.#past.slice(this.#position, end);
    return events.slice(events.findLastIndex(({ type }) => type === 'again') + 1).map((event) => (event.type === 'thought' || event.type === 'reflection' ? event.delta : '')).join('');
  }

  /** What was told instead of a result of the call that was just said again. */
  problem(): string | undefined {
    const next = this.#past[this.#position];
    return next?.type === 'message' ? next.text : undefined;
  }

  observation(step: number): EventOf<'observation'> | undefined {
    return this.#past.find((event): event is EventOf<'observation'> => event.type === 'observation' && event.step === step);
  }

  /** The events up to the next one of `type`, if that is what the log goes on with. */
  next<T extends 'evaluation' | 'kept'>(type: T): { readonly events: readonly RunEvent[]; readonly last: EventOf<T> } | undefined {
    const at = this.#past.findIndex((event, index) => index >= this.#position && !BESIDES.has(event.type));
    const last = this.#past[at];
    return last?.type === type ? { events: this.#past.slice(this.#position, at + 1), last: last as EventOf<T> } : undefined;
  }
}
