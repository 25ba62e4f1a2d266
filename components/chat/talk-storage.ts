import type { ReferenceView } from '@/lib/studio/types';
import type { Mark } from '../pointing/marks';
import type { ReferenceDraft } from '../studio/store';
import type { QueuedMessage, TalkSlice } from './talk-slice';

/** What of a session's talking outlives a reload, in this browser: the message that was not sent yet with all that goes with it, and the messages that wait. */
export type Unsent = { readonly words: string; readonly marks: readonly Mark[]; readonly reference: ReferenceView | null; readonly queue: readonly QueuedMessage[] };

/** What is kept of: a message as it stands in the composer. */
type Draft = Pick<TalkSlice, 'words' | 'editing' | 'queue'> & { readonly marks: readonly Mark[]; readonly reference: ReferenceDraft | null };

const NOTHING: Unsent = { words: '', marks: [], reference: null, queue: [] };
const VERSION = 1;
export const storageKey = (sessionId: string): string => `evoroom-talk-${sessionId}`;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isPlace = (value: unknown): boolean => isList(value) && value.length === 2 && value.every((part) => typeof part === 'number');

function isMark(value: unknown): value is Mark {
  if (!isObject(value) || typeof value['id'] !== 'number') return false;
  const { kind, at, corners, points, radius } = value;
  if (kind === 'point') return isPlace(at);
  if (kind === 'box') return isList(corners) && corners.length === 4 && corners.every(isPlace);
  return kind === 'stroke' && typeof radius === 'number' && isList(points) && points.every(isPlace);
}

const isReference = (value: unknown): value is ReferenceView => isObject(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string';
const isQueued = (value: unknown): value is QueuedMessage => isObject(value) && typeof value['id'] === 'string' && typeof value['text'] === 'string' && isList(value['marks']) && value['marks'].every(isMark);

/** Reads what `written` wrote; anything else is nothing. */
export function readUnsent(text: string | null): Unsent {
  if (text === null) return NOTHING;
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || value['version'] !== VERSION) return NOTHING;
    const { words, marks, reference, queue } = value;
    return {
      words: typeof words === 'string' ? words : '', marks: isList(marks) ? marks.filter(isMark) : [], reference: isReference(reference) ? reference : null, queue: isList(queue) ? queue.filter(isQueued) : [],
    };
  } catch {
    return NOTHING;
  }
}

/** As text for the storage; `null` when there is nothing to keep. While an earlier message is edited, what stood there before it is what is kept. */
export function written({ editing, queue, ...now }: Draft): string | null {
  const { words, marks, reference } = editing?.kept ?? now;
  // A reference that is still on its way to the server is not there to come back to.
  const sent = reference?.view ?? null;
  return words === '' && marks.length === 0 && sent === null && queue.length === 0 ? null : JSON.stringify({ version: VERSION, words, marks, reference: sent, queue });
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
