import type { QueuedMessage, TalkSlice } from './talk-slice';

/** What of a session's talking outlives a reload, in this browser: the words that were not sent yet, and the messages that wait. */
export type Unsent = { readonly words: string; readonly queue: readonly QueuedMessage[] };

const NOTHING: Unsent = { words: '', queue: [] };
const VERSION = 1;
export const storageKey = (sessionId: string): string => `evoroom-talk-${sessionId}`;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const SHAPES: readonly unknown[] = ['point', 'box', 'stroke'];

function isQueued(value: unknown): value is QueuedMessage {
  return isObject(value) && typeof value['id'] === 'string' && typeof value['text'] === 'string' && Array.isArray(value['marks']) && value['marks'].every((mark) => isObject(mark) && SHAPES.includes(mark['kind']));
}

/** Reads what `written` wrote; anything else is nothing. */
export function readUnsent(text: string | null): Unsent {
  if (text === null) return NOTHING;
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || value['version'] !== VERSION) return NOTHING;
    const { words, queue } = value;
    return { words: typeof words === 'string' ? words : '', queue: Array.isArray(queue) ? queue.filter(isQueued) : [] };
  } catch {
    return NOTHING;
  }
}

/** As text for the storage; `null` when there is nothing to keep. While an earlier message is edited, what stood there before it is what is kept. */
export function written({ words, editing, queue }: Pick<TalkSlice, 'words' | 'editing' | 'queue'>): string | null {
  const own = editing ? editing.kept.words : words;
  return own === '' && queue.length === 0 ? null : JSON.stringify({ version: VERSION, words: own, queue });
}

/** `undefined` where a browser refuses its storage (private windows): talking goes on without. */
export function load(sessionId: string): Unsent | undefined {
  try {
    return readUnsent(localStorage.getItem(storageKey(sessionId)));
  } catch {
    return undefined;
  }
}

export function keep(sessionId: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(storageKey(sessionId));
    else localStorage.setItem(storageKey(sessionId), text);
  } catch {
    // Nothing to be done: what is in the page stays.
  }
}
