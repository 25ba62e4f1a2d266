import { readLooseJson } from '@/lib/develop/codecs';
import type { JsonValue } from '@/lib/develop/types';
import type { ChatCall } from '../../model';

/** How models begin a call that they write into their text instead of making it. */
const MARKERS = ['<tool_call', '```', '{"name"', "{'name'", '{"function"'] as const;

/** Lets the words of a model through as they come and holds back what looks like a call written as text. */
export class Gate {
  #held = '';
  #shut = false;

  /** The part of the text so far that may be shown now. */
  take(delta: string): string {
    this.#held += delta;
    if (this.#shut) return '';
    const at = Math.min(...MARKERS.map((marker) => this.#held.indexOf(marker)).map((found) => (found < 0 ? Infinity : found)));
    this.#shut = at !== Infinity;
    const until = this.#shut ? at : this.#held.length - beginning(this.#held);
    const open = this.#held.slice(0, until);
    this.#held = this.#held.slice(until);
    return open;
  }

  /** What was held back. */
  get held(): string {
    return this.#held;
  }
}

/** Characters at the end of a text that may be the beginning of a marker. */
function beginning(text: string): number {
  const longest = Math.max(...MARKERS.map(({ length }) => length)) - 1;
  for (let length = Math.min(longest, text.length); length > 0; length--) if (MARKERS.some((marker) => marker.startsWith(text.slice(-length)))) return length;
  return 0;
}

type Fields = Readonly<Record<string, JsonValue>>;
const isFields = (value: JsonValue | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The call that a text holds, for models and servers that write calls instead of making them; undefined where it holds none that is offered. */
export function callInText(text: string, offered: ReadonlySet<string>): ChatCall | undefined {
  const at = text.indexOf('{');
  if (at < 0) return undefined;
  try {
    const { value } = readLooseJson(text.slice(at));
    if (!isFields(value)) return undefined;
    const inner = isFields(value['function']) ? value['function'] : value;
    const name = inner['name'] ?? value['function'];
    const args = inner['arguments'] ?? inner['parameters'] ?? {};
    if (typeof name !== 'string' || !offered.has(name)) return undefined;
    return { id: 'spoken', name, arguments: typeof args === 'string' ? args : JSON.stringify(args) };
  } catch {
    return undefined;
  }
}
