import { checkAddress } from '../address';
import { AgentError } from '../errors';
import type { Clock } from './clock';
import type { ModelLimits } from './types';

/** What a guarded connection may bring. `events`: also hold back every event of a stream until it is whole. */
type Caps = { readonly bytes: number } & Pick<ModelLimits, 'eventBytes' | 'events'>;

/** The beginning of an error page is enough to see what it says. */
const ERROR_BYTES = 64 << 10;
/** What a model server needs to know of a request; anything else that the environment or a library adds stays here. */
const HEADERS = ['accept', 'authorization', 'content-type', 'user-agent'];

const tooMuch = (what: string): AgentError => new AgentError('model-broken', `The model’s server sent ${what} than any answer needs, so the connection was closed. Check that the address belongs to a model server.`);

const LF = 10, CR = 13;
/** The library's reader moves everything it holds for every event that it takes out: it is given little at a time. */
const PIECE = 2048;

/**
 * Server-sent events in whole events only, so that no reader after this has to keep a piece of unknown length: bytes are held until a blank
 * line (WHATWG HTML §9.2.5) and refused when an event grows too long or there are too many.
 */
class WholeEvents {
  readonly #caps: Pick<ModelLimits, 'eventBytes' | 'events'>;
  #count = 0;
  #held = new Uint8Array(4096);
  #length = 0;
  /** The line that is being read is empty so far; after CR, a LF belongs to the same end of line. */
  #empty = false;
  #afterCr = false;

  constructor(caps: Pick<ModelLimits, 'eventBytes' | 'events'>) {
    this.#caps = caps;
  }

  /** Everything up to the last blank line, in pieces of a few events. */
  take(chunk: Uint8Array): readonly Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let from = 0, end = -1;
    const cut = (): void => {
      pieces.push(this.#join(chunk.subarray(from, end)));
      from = end;
    };
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === LF && this.#afterCr) this.#afterCr = false;
      else if (byte === LF || byte === CR) {
        if (this.#empty) {
          if (++this.#count > this.#caps.events) throw tooMuch('more pieces');
          end = at + 1;
        }
        this.#empty = true;
        this.#afterCr = byte === CR;
        if (end === at + 1 && end - from >= PIECE) cut();
      } else {
        this.#empty = false;
        this.#afterCr = false;
      }
    }
    if (end > from) cut();
    this.#hold(chunk.subarray(from));
    return pieces;
  }

  /** What came after the last blank line. */
  rest(): Uint8Array {
    return this.#join(new Uint8Array());
  }

  #join(chunk: Uint8Array): Uint8Array {
    const whole = new Uint8Array(this.#length + chunk.length);
    whole.set(this.#held.subarray(0, this.#length));
    whole.set(chunk, this.#length);
    this.#length = 0;
    return whole;
  }

  #hold(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    if (length > this.#caps.eventBytes) throw tooMuch('a longer piece');
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#held.length));
      larger.set(this.#held.subarray(0, this.#length));
      this.#held = larger;
    }
    this.#held.set(chunk, this.#length);
    this.#length = length;
  }
}

/** The end mark of a stream. */
const DONE = /^data: ?\[DONE\]/m;

/** A connection to a model server: what was seen of it beside the answer. */
export type Line = {
  readonly fetch: typeof fetch;
  /** The stream said that it was at its end. */
  readonly done: () => boolean;
};

/**
 * `fetch` for servers that are not trusted. Forbidden addresses and redirects are refused, only known headers are sent, every piece is counted and told to the
 * clock, events arrive whole, and errors keep their beginning only.
 */
export function guardedLine(clock: Clock, caps: Caps): Line {
  let done = false;
  const guarded: typeof fetch = async (input, init) => {
    const given = new Headers(init?.headers);
    const headers = Object.fromEntries(HEADERS.flatMap((name) => { const value = given.get(name); return value === null ? [] : [[name, value]]; }));
    await checkAddress(input instanceof Request ? input.url : String(input));
    const response = await fetch(input, { ...init, headers, redirect: 'manual' });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new AgentError('model-redirect', 'The model’s server wants to send the request elsewhere, which is not followed: it could carry your photo and key to a stranger. Enter the final address, with https where the server uses it.');
    }
    if (!response.body) return response;
    const events = response.ok && isEventStream(response) ? new WholeEvents(caps) : undefined;
    const decoder = new TextDecoder();
    const body = watched(response.body, {
      clock, most: response.ok ? caps.bytes : ERROR_BYTES, cutQuietly: !response.ok, events,
      seen: (bytes) => { if (!done && DONE.test(decoder.decode(bytes))) done = true; },
    });
    return new Response(body, { status: response.status, headers: response.headers });
  };
  // The library asks for a test page to see whose `Response` this is, unless it is told.
  return { fetch: Object.assign(guarded, { Response }), done: () => done };
}

export const isEventStream = (response: Response): boolean => /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '');

type Watch = { readonly clock: Clock; readonly most: number; readonly cutQuietly: boolean; readonly events: WholeEvents | undefined; readonly seen: (bytes: Uint8Array) => void };

function watched(body: ReadableStream<Uint8Array>, { clock, most, cutQuietly, events, seen }: Watch): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const waiting: Uint8Array[] = [];
  let total = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      // A stream that was pulled once is pulled again only after it was given something.
      while (waiting.length === 0) {
        const { done, value } = await reader.read();
        if (done) {
          const rest = events?.rest();
          if (rest && rest.length > 0) {
            seen(rest);
            controller.enqueue(rest);
          }
          controller.close();
          return;
        }
        clock.heard();
        total += value.length;
        if (total > most) {
          void reader.cancel().catch(() => undefined);
          if (!cutQuietly) throw tooMuch('more');
          controller.close();
          return;
        }
        waiting.push(...(events ? events.take(value) : [value]));
      }
      const piece = waiting.shift();
      if (!piece) return;
      if (events) seen(piece);
      controller.enqueue(piece);
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}
