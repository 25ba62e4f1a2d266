import { z } from 'zod';
import { AgentError } from '../errors';
import type { ChatAnswer, ChatPart, ModelLimits } from './types';

/* Servers differ in what they leave out, so that everything but the frame may be missing or odd. */
const said = z.union([
  z.string(),
  // Some answer with a list of parts.
  z.array(z.looseObject({ text: z.string().optional().catch(undefined) })).transform((parts) => parts.map(({ text }) => text ?? '').join('')),
]).nullish().catch(undefined);
const call = z.looseObject({
  index: z.int().min(0).nullish().catch(undefined),
  id: z.string().nullish().catch(undefined),
  function: z.looseObject({
    name: z.string().nullish().catch(undefined),
    // Should be a string that holds JSON; some send the JSON itself.
    arguments: z.union([z.string(), z.record(z.string(), z.unknown()).transform((value) => JSON.stringify(value))]).nullish().catch(undefined),
  }).nullish().catch(undefined),
});
const message = z.looseObject({
  content: said, refusal: said, reasoning_content: said, reasoning: said,
  tool_calls: z.array(call).nullish().catch(undefined),
}).nullish().catch(undefined);
const choice = z.looseObject({ index: z.number().nullish().catch(undefined), delta: message, message, finish_reason: z.string().nullish().catch(undefined) });
/** A piece of a streamed completion, or a completion in one piece. */
const completion = z.looseObject({ choices: z.array(choice).nullish(), usage: z.unknown().optional() });

const REASONS: Readonly<Record<string, ChatAnswer['finishReason']>> = { tool_calls: 'calls', function_call: 'calls', length: 'length', max_tokens: 'length', content_filter: 'filter' };

type Growing = { readonly index: number | undefined; id: string; name: string; json: string };
type Caps = Pick<ModelLimits, 'textChars' | 'reasoningChars' | 'argumentChars' | 'calls'>;

/** An answer as it grows. What is beyond the caps is left out, and the answer says that it was cut. */
export class GrowingAnswer {
  readonly #caps: Caps;
  readonly #calls: Growing[] = [];
  #text = '';
  #reasoning = '';
  #finish: string | undefined;
  #cut = false;
  #answered = false;
  usage: unknown;

  constructor(caps: Caps) {
    this.#caps = caps;
  }

  /** Nothing more is taken: a cap was reached. */
  get full(): boolean {
    return this.#cut;
  }

  /** The server said why it ended. */
  get finished(): boolean {
    return this.#finish !== undefined;
  }

  /** It looks like an answer at all. */
  get answered(): boolean {
    return this.#answered;
  }

  /** Takes a chunk, or a whole completion; gives what it adds. */
  take(chunk: unknown): readonly ChatPart[] {
    const read = completion.safeParse(chunk);
    if (!read.success) throw new AgentError('model-broken', 'The model’s server answered in a way that is not the OpenAI API. Check the address.');
    const { choices, usage } = read.data;
    if (usage !== undefined && usage !== null) this.usage = usage;
    if (choices) this.#answered = true;
    const parts: ChatPart[] = [];
    // Only one answer was asked for.
    for (const { delta, message: whole, finish_reason: finish } of (choices ?? []).filter(({ index }) => !index).slice(0, 1)) {
      const added = delta ?? whole;
      // Either name, and where a server fills both, the same text.
      const reasoning = this.#grow('reasoning', added?.reasoning_content || added?.reasoning || '');
      const text = this.#grow('text', `${added?.content ?? ''}${added?.refusal ?? ''}`);
      if (reasoning) parts.push({ type: 'reasoning', delta: reasoning });
      if (text) parts.push({ type: 'text', delta: text });
      for (const one of added?.tool_calls ?? []) this.#call(one);
      if (finish) this.#finish = finish;
    }
    return parts;
  }

  /** The answer as far as it came, but for its cost. */
  get answer(): Omit<ChatAnswer, 'usage'> {
    const calls = this.#calls.filter(({ name }) => name !== '').map(({ id, name, json }, at) => ({ id: id || `call_${at + 1}`, name, arguments: json }));
    const reason = this.#cut ? 'limit' : this.#finish === undefined ? 'unknown' : (REASONS[this.#finish] ?? (calls.length > 0 ? 'calls' : 'stop'));
    return { text: this.#text, reasoning: this.#reasoning, calls, finishReason: reason };
  }

  #grow(what: 'text' | 'reasoning', added: string): string {
    const room = what === 'text' ? this.#caps.textChars - this.#text.length : this.#caps.reasoningChars - this.#reasoning.length;
    if (added.length > room) this.#cut = true;
    const fitting = added.slice(0, Math.max(0, room));
    if (what === 'text') this.#text += fitting;
    else this.#reasoning += fitting;
    return fitting;
  }

  #call({ index, id, function: called }: z.infer<typeof call>): void {
    const growing = this.#growing(index ?? undefined, id ?? '');
    if (!growing) return;
    growing.id ||= (id ?? '').slice(0, 200);
    growing.name = `${growing.name}${called?.name ?? ''}`.slice(0, 200);
    growing.json += called?.arguments ?? '';
    if (growing.json.length > this.#caps.argumentChars) {
      growing.json = growing.json.slice(0, this.#caps.argumentChars);
      this.#cut = true;
    }
  }

  /** The call that a piece belongs to: by index, but another id begins another call, since some servers number all of them 0 or none. */
  #growing(index: number | undefined, id: string): Growing | undefined {
    const same = index === undefined ? this.#calls.at(-1) : this.#calls.findLast((one) => one.index === index);
    if (same && !(id && same.id && id !== same.id)) return same;
    if (this.#calls.length >= this.#caps.calls) {
      this.#cut = true;
      return undefined;
    }
    const next: Growing = { index, id: '', name: '', json: '' };
    this.#calls.push(next);
    return next;
  }
}
