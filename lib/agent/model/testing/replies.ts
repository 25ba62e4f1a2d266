import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** What a stand-in answers with. `arguments` that are no string are sent as JSON. */
export type Answering = {
  readonly text?: string;
  readonly reasoning?: string;
  readonly calls?: readonly { readonly name: string; readonly arguments: string | object; readonly id?: string }[];
  readonly finish?: string;
  /** As the API writes it; null: none is sent. Default: 100 in, 10 out. */
  readonly usage?: object | null;
  readonly delayMs?: number;
  /** Ways of real servers that differ from the API. */
  readonly ways?: {
    /** Ignores `stream` and answers in one piece. */
    readonly onePiece?: true;
    readonly reasoningField?: 'reasoning' | 'reasoning_content';
    /** Calls come whole and without an index, or all with index 0. */
    readonly callIndex?: 'none' | 'zero';
    readonly lineEnd?: '\r\n';
  };
  /** Encoded pictures, for images edit. */
  readonly images?: readonly ({ readonly bytes: Uint8Array } | { readonly url: string })[];
};

/** What may go wrong at the other end. */
export type Fault =
  | { readonly fault: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | object }
  /** Refuses every request that has the field, answers the others. */
  | { readonly fault: 'refuse'; readonly field: RegExp; readonly message: string; readonly status?: number; readonly otherwise: Answering }
  | { readonly fault: 'hang' | 'reset' | 'broken-chunk' | 'error-chunk' | 'not-an-answer' | 'html' | 'binary' | 'endless-nothing' | 'endless-text' | 'endless-error' }
  | { readonly fault: 'cut' | 'end-early' | 'stall'; readonly text: string }
  | { readonly fault: 'redirect'; readonly to: string }
  | { readonly fault: 'long-line'; readonly bytes: number }
  | { readonly fault: 'long-thought' | 'huge-call'; readonly chars: number }
  | { readonly fault: 'many-calls'; readonly count: number }
  | { readonly fault: 'drip'; readonly text: string; readonly bytes: number; readonly everyMs: number };

export type Reply = Answering | Fault;

const STREAM = { 'content-type': 'text/event-stream; charset=utf-8' };
const chunk = (delta: object, rest: object = {}): string => JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', choices: [{ index: 0, delta, ...rest }] });
const pieces = (text: string, length: number): string[] => text.match(new RegExp(`[\\s\\S]{1,${length}}`, 'gu')) ?? [];
const written = (json: string | object): string => (typeof json === 'string' ? json : JSON.stringify(json));
const finishOf = ({ finish, calls }: Answering): string => finish ?? (calls && calls.length > 0 ? 'tool_calls' : 'stop');
const usageOf = ({ usage }: Answering): object | undefined => (usage === null ? undefined : (usage ?? { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 }));

/** Events of a streamed answer, in pieces of a few characters as models send them. */
function* events(reply: Answering, includeUsage: boolean): Generator<string> {
  const { text = '', reasoning = '', calls = [], ways = {} } = reply;
  yield chunk({ role: 'assistant', content: '' });
  for (const piece of pieces(reasoning, 7)) yield chunk({ [ways.reasoningField ?? 'reasoning_content']: piece });
  for (const piece of pieces(text, 5)) yield chunk({ content: piece });
  for (const [at, call] of calls.entries()) {
    const index = ways.callIndex === 'none' ? {} : { index: ways.callIndex === 'zero' ? 0 : at };
    const head = { ...index, id: call.id ?? `call_${at + 1}`, type: 'function' };
    if (ways.callIndex) {
      yield chunk({ tool_calls: [{ ...head, function: { name: call.name, arguments: written(call.arguments) } }] });
      continue;
    }
    yield chunk({ tool_calls: [{ ...head, function: { name: call.name, arguments: '' } }] });
    for (const piece of pieces(written(call.arguments), 7)) yield chunk({ tool_calls: [{ ...index, function: { arguments: piece } }] });
  }
  yield chunk({}, { finish_reason: finishOf(reply) });
  const usage = usageOf(reply);
  if (includeUsage && usage) yield JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', choices: [], usage });
  yield '[DONE]';
}

/** The answer in one piece. */
function completion(reply: Answering): object {
  const { text = null, reasoning, calls } = reply;
  const message = {
    role: 'assistant', content: text, ...(reasoning && { reasoning_content: reasoning }),
    ...(calls && { tool_calls: calls.map((call, at) => ({ id: call.id ?? `call_${at + 1}`, type: 'function', function: { name: call.name, arguments: written(call.arguments) } })) }),
  };
  return { id: 'chatcmpl-1', object: 'chat.completion', choices: [{ index: 0, message, finish_reason: finishOf(reply) }], usage: usageOf(reply) };
}

const json = (response: ServerResponse, status: number, body: string | object, headers: Readonly<Record<string, string>> = {}): void => {
  const text = typeof body === 'string';
  response.writeHead(status, { 'content-type': text ? 'text/html' : 'application/json', ...headers }).end(text ? body : JSON.stringify(body));
};

/** Writes as fast as the other side reads, until it hangs up. */
async function endlessly(response: ServerResponse, piece: string): Promise<void> {
  const closed = new Promise((resolve) => response.once('close', resolve));
  while (!response.destroyed) if (!response.write(piece)) await Promise.race([new Promise((drained) => response.once('drain', drained)), closed]);
}

async function answer(response: ServerResponse, reply: Answering, sent: Readonly<Record<string, unknown>>): Promise<void> {
  if (reply.delayMs) await wait(reply.delayMs);
  if (reply.images) {
    const data = reply.images.map((image) => ('url' in image ? image : { b64_json: Buffer.from(image.bytes).toString('base64') }));
    json(response, 200, { created: 1, data, usage: reply.usage === null ? undefined : (reply.usage ?? { input_tokens: 300, output_tokens: 1000, total_tokens: 1300 }) });
  } else if (sent['stream'] !== true || reply.ways?.onePiece) json(response, 200, completion(reply));
  else {
    const end = reply.ways?.lineEnd ?? '\n';
    response.writeHead(200, STREAM);
    // A comment, as some send to keep the line open.
    response.write(`: waiting${end}${end}`);
    for (const event of events(reply, typeof sent['stream_options'] === 'object')) response.write(`data: ${event}${end}${end}`);
    response.end();
  }
}

/** Answers one request with `reply`. Never ends for some faults: the other side has to. */
export async function send(response: ServerResponse, reply: Reply, sent: Readonly<Record<string, unknown>>): Promise<void> {
  if (!('fault' in reply)) return answer(response, reply, sent);
  const start = (...deltas: object[]): void => {
    response.writeHead(200, STREAM);
    for (const delta of deltas) response.write(`data: ${chunk(delta)}\n\n`);
  };
  switch (reply.fault) {
    case 'status': return json(response, reply.status, reply.body ?? { error: { message: 'something of the server’s own', code: reply.status } }, reply.headers);
    case 'refuse': return reply.field.test(JSON.stringify(sent)) ? json(response, reply.status ?? 400, { error: { message: reply.message } }) : answer(response, reply.otherwise, sent);
    case 'hang': return;
    case 'reset': response.destroy(); return;
    case 'redirect': return json(response, 307, {}, { location: reply.to });
    case 'html': return json(response, 200, '<!doctype html><title>Welcome</title>');
    case 'binary': response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(Buffer.alloc(64)); return;
    case 'not-an-answer': return json(response, 200, { hello: 'world' });
    case 'cut':
      start({ content: reply.text });
      await wait(20);
      response.destroy();
      return;
    case 'end-early': start({ content: reply.text }); response.end(); return;
    case 'stall': start({ content: reply.text }); return;
    case 'broken-chunk': start({ content: 'a' }); response.end('data: {"choices": [{"delta": \n\n'); return;
    case 'error-chunk': start(); response.end(`data: ${JSON.stringify({ error: { message: 'out of memory at sk-secret', code: 500 } })}\n\n`); return;
    case 'endless-nothing': start(); return endlessly(response, ': still here\n\n'.repeat(500));
    case 'endless-text': start(); return endlessly(response, `data: ${chunk({ content: 'and then '.repeat(20) })}\n\n`);
    case 'endless-error': response.writeHead(500, { 'content-type': 'application/json' }); return endlessly(response, '{"error": "'.repeat(500));
    case 'long-line': start(); response.write('data: '); for (let left = reply.bytes; left > 0 && !response.destroyed; left -= 65_536) response.write('x'.repeat(Math.min(left, 65_536))); return;
    case 'long-thought': start(); for (let left = reply.chars; left > 0 && !response.destroyed; left -= 10_000) response.write(`data: ${chunk({ reasoning_content: 'hm, '.repeat(2500) })}\n\n`); response.end('data: [DONE]\n\n'); return;
    case 'huge-call': start({ tool_calls: [{ index: 0, id: 'c', function: { name: 'adjust', arguments: '{"a": "' } }] }); for (let left = reply.chars; left > 0 && !response.destroyed; left -= 10_000) response.write(`data: ${chunk({ tool_calls: [{ index: 0, function: { arguments: 'x'.repeat(10_000) } }] })}\n\n`); response.end('data: [DONE]\n\n'); return;
    case 'many-calls': start(); for (let at = 0; at < reply.count; at++) response.write(`data: ${chunk({ tool_calls: [{ index: at, id: `c${at}`, function: { name: 'adjust', arguments: '{}' } }] })}\n\n`); response.end('data: [DONE]\n\n'); return;
    case 'drip': {
      response.writeHead(200, STREAM);
      const all = Buffer.from([...events({ text: reply.text }, true)].map((event) => `data: ${event}\n\n`).join(''));
      for (let at = 0; at < all.length && !response.destroyed; at += reply.bytes) {
        response.write(all.subarray(at, at + reply.bytes));
        await wait(reply.everyMs);
      }
      response.end();
    }
  }
}
