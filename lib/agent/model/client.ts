import OpenAI from 'openai';
import { Stream } from 'openai/streaming';
import { z } from 'zod';
import { Stopped } from '../abort';
import { AgentError } from '../errors';
import type { Endpoint } from '../profile';
import { GrowingAnswer } from './answer';
import { backOff, pause } from './back-off';
import { Clock } from './clock';
import { contentOf, usageOf } from './counting';
import { BrokenOff, failureOf } from './failure';
import { nextToRefuse, withoutFields, type Body } from './fields';
import { guardedLine, isEventStream, type Line } from './guard';
import { LIMITS } from './limits';
import { priceOf } from './prices';
import { Servers, type Server } from './servers';
import type { ChatAnswer, ChatPart, ChatRequest, ImageEditAnswer, ImageEditRequest, ModelClient, ModelLimits, ModelOptions } from './types';

/** One attempt at one server. */
type Attempt = { readonly server: Server; readonly clock: Clock; readonly line: Line; readonly api: OpenAI };

const broken = (what: string): AgentError => new AgentError('model-broken', `The model’s server ${what}. Check that the address is that of an OpenAI-compatible API; it mostly ends in /v1.`);

/** Statuses that servers refuse a field with. */
const REFUSING: ReadonlySet<number | undefined> = new Set([400, 422]);

/** A client for one model behind one or several addresses. */
export function createModelClient(endpoint: Endpoint, { apiKey, price = priceOf(endpoint.model), limits: given }: ModelOptions = {}): ModelClient {
  const limits: ModelLimits = { ...LIMITS, ...given };
  const servers = new Servers(endpoint.urls, endpoint.model);

  const open = (server: Server, fetch: Line['fetch']): OpenAI => new OpenAI({
    baseURL: server.url, fetch, maxRetries: 0, timeout: limits.totalMs,
    // A key or an account in the environment belongs to somebody else.
    apiKey: apiKey || 'none', adminAPIKey: null, organization: null, project: null, webhookSecret: null,
    logLevel: 'off', defaultHeaders: { 'User-Agent': 'Evoroom', ...(!apiKey && { Authorization: null }) },
  });

  /** Makes attempts until one is answered or trying again is of no use. Once a part was handed out, a failure is final. */
  async function* attempts<Part, Result>(once: (attempt: Attempt) => AsyncGenerator<Part, Result, undefined>, caps: { readonly firstMs: number; readonly bytes: number }, signal: AbortSignal): AsyncGenerator<Part, Result, undefined> {
    const end = Date.now() + limits.totalMs;
    for (let number = 0; ; number++) {
      if (signal.aborted) throw new Stopped();
      const server = servers.take();
      const clock = new Clock({ firstMs: caps.firstMs, idleMs: limits.idleMs }, end - Date.now(), signal);
      const line = guardedLine(clock, { bytes: caps.bytes, eventBytes: limits.eventBytes, events: limits.events });
      let heard = false;
      let wait: number;
      try {
        const parts = once({ server, clock, line, api: open(server, line.fetch) });
        for (;;) {
          const next = await parts.next();
          if (next.done) {
            servers.worked(server);
            return next.value;
          }
          heard = true;
          yield next.value;
        }
      } catch (thrown) {
        const failure = failureOf(thrown, clock, limits);
        if (failure.aside) servers.failed(server, failure.waitMs);
        const elsewhere = failure.aside && servers.ready();
        wait = elsewhere ? 0 : (failure.waitMs ?? backOff(number, limits.backOffMs));
        if (heard || number >= limits.retries || !(failure.again || elsewhere) || Date.now() + wait >= end) throw failure.error;
      } finally {
        clock.close();
        servers.release(server);
      }
      await pause(wait, signal);
    }
  }

  /** Sends a body without what the server is known to refuse, and again without what it refuses now. */
  async function send({ server, clock }: Attempt, body: Body, post: (body: Body) => Promise<Response>): Promise<Response> {
    const refused = new Set(server.refused);
    for (;;) {
      try {
        const response = await post(withoutFields(body, refused));
        for (const name of refused) server.refused.add(name);
        return response;
      } catch (thrown) {
        const { error, status, said } = failureOf(thrown, clock, limits);
        const mendable = REFUSING.has(status) && error instanceof AgentError && error.code === 'model-refused';
        const next = mendable ? nextToRefuse(body, refused, said ?? '') : undefined;
        if (next === undefined) throw thrown;
        refused.add(next);
      }
    }
  }

  async function* converse(request: ChatRequest, streamed: boolean, signal: AbortSignal): AsyncGenerator<ChatPart, ChatAnswer, undefined> {
    const body = chatBody(endpoint.model, request, streamed);
    const { text, images } = contentOf(request.messages);
    const sent = { images, text: `${text}${request.tools ? JSON.stringify(request.tools) : ''}` };
    const usedFor = (counted: unknown, { reasoning, text: said, calls }: Omit<ChatAnswer, 'usage'>) => usageOf(counted, sent, [reasoning, said, ...calls.map((call) => call.arguments)].join(''), price);
    let growing = new GrowingAnswer(limits);
    try {
      return yield* attempts(async function* (attempt) {
        const { api, clock, line } = attempt;
        const response = await send(attempt, body, (fitting) => api.chat.completions.create(fitting as unknown as OpenAI.ChatCompletionCreateParams, { signal: clock.signal }).asResponse());
        growing = new GrowingAnswer(limits);
        for await (const chunk of chunksOf(response, api)) {
          yield* growing.take(chunk);
          if (growing.full) break;
        }
        if (clock.reason) throw clock.reason;
        if (isEventStream(response) && !growing.full && !growing.finished && !line.done()) throw new AgentError('model-cut', 'The model’s server ended its answer before it was whole. Try again.');
        if (!growing.answered) throw broken('sent nothing that is an answer');
        return { ...growing.answer, usage: usedFor(growing.usage, growing.answer) };
      }, { firstMs: streamed ? limits.firstMs : limits.totalMs, bytes: limits.responseBytes }, signal);
    } catch (error) {
      if (growing.answered && error instanceof AgentError) throw new BrokenOff(error, usedFor(growing.usage, growing.answer));
      throw error;
    }
  }

  /** `attempts` for what is answered in one piece. */
  const answered = <Result>(once: (attempt: Attempt) => Promise<Result>, caps: { readonly firstMs: number; readonly bytes: number }, signal: AbortSignal): Promise<Result> =>
    whole(attempts((attempt) => inOnePiece(() => once(attempt)), caps, signal));

  function editImage(request: ImageEditRequest, signal: AbortSignal): Promise<ImageEditAnswer> {
    const { image, mask, prompt, size } = request;
    const file = (bytes: Uint8Array, name: string, type: string): File => new File([new Uint8Array(bytes)], name, { type });
    const body = {
      model: endpoint.model, prompt, n: 1, response_format: 'b64_json', ...(size && { size }),
      image: file(image.bytes, `image.${image.type.slice('image/'.length)}`, image.type), ...(mask && { mask: file(mask, 'mask.png', 'image/png') }),
    };
    return answered(async (attempt) => {
      const { api, clock, line, server } = attempt;
      const response = await send(attempt, body, (fitting) => api.images.edit(fitting as unknown as OpenAI.ImageEditParamsNonStreaming, { signal: clock.signal }).asResponse());
      const read = imagesSchema.safeParse(await jsonOf(response));
      const [first] = read.data?.data ?? [];
      const bytes = first?.b64_json ? Buffer.from(first.b64_json.replace(/^data:[^,]*,/, ''), 'base64') : first?.url ? await pictureAt(first.url, server.url, line, clock) : undefined;
      if (!bytes || bytes.length === 0) throw broken('sent no picture');
      return { bytes, usage: usageOf(read.data?.usage, { text: prompt, images: mask ? 2 : 1 }, '', price) };
    }, { firstMs: limits.totalMs, bytes: limits.imageBytes }, signal);
  }

  const models = (signal: AbortSignal): Promise<readonly string[]> => answered(async ({ api, clock }) => {
    const read = modelsSchema.safeParse(await jsonOf(await api.models.list({ signal: clock.signal }).asResponse()));
    if (!read.success) throw broken('does not list its models in the manner of the OpenAI API');
    return read.data.data.map(({ id }) => id);
  }, { firstMs: limits.firstMs, bytes: limits.responseBytes }, signal);

  return {
    model: endpoint.model,
    chat: (request, signal) => converse(request, true, signal),
    ask: (request, signal) => whole(converse(request, false, signal)),
    editImage,
    refused: () => servers.refused(),
    models,
  };
}

const imagesSchema = z.looseObject({ data: z.array(z.looseObject({ b64_json: z.string().nullish(), url: z.string().nullish() })), usage: z.unknown().optional() });
const modelsSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

/** A generator without parts. */
async function* inOnePiece<Result>(answer: () => Promise<Result>): AsyncGenerator<never, Result, undefined> {
  yield* [];
  return answer();
}

/** What a generator returns, whatever it yields before. */
async function whole<Result>(parts: AsyncGenerator<unknown, Result, undefined>): Promise<Result> {
  for (;;) {
    const next = await parts.next();
    if (next.done) return next.value;
  }
}

function chatBody(model: string, { messages, tools, toolChoice, responseFormat, maxTokens, temperature }: ChatRequest, stream: boolean): Body {
  return {
    model, messages, stream,
    ...(stream && { stream_options: { include_usage: true } }),
    ...(tools && tools.length > 0 && { tools: tools.map((definition) => ({ type: 'function', function: definition })) }),
    ...(toolChoice && { tool_choice: typeof toolChoice === 'string' ? toolChoice : { type: 'function', function: toolChoice } }),
    ...(responseFormat && { response_format: responseFormat === 'json' ? { type: 'json_object' } : { type: 'json_schema', json_schema: responseFormat } }),
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
  };
}

/** The JSON of an answer that says that it is JSON. */
async function jsonOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (/\bhtml\b/i.test(type)) throw broken('answered with a web page');
  if (!/^application\/([\w.+-]*\+)?json\b/i.test(type)) throw broken('answered with something that is neither JSON nor a stream of events');
  return response.json();
}

/** The pieces of an answer; one that came in one piece, although a stream was asked for, is one. */
async function* chunksOf(response: Response, api: OpenAI): AsyncGenerator<unknown, void> {
  if (isEventStream(response)) yield* Stream.fromSSEResponse<unknown>(response, new AbortController(), api);
  else yield await jsonOf(response);
}

/** A picture that a server left at an address of its own; nobody else's is fetched. */
async function pictureAt(url: string, base: string, line: Line, clock: Clock): Promise<Buffer> {
  const address = URL.canParse(url, base) ? new URL(url, base) : undefined;
  if (address?.origin !== new URL(base).origin) throw broken('answered with the address of a picture elsewhere, which is not fetched; it should send the picture itself (b64_json)');
  const response = await line.fetch(address, { signal: clock.signal });
  if (!response.ok || !/^image\//i.test(response.headers.get('content-type') ?? '')) throw broken('answered with an address where there is no picture');
  return Buffer.from(await response.arrayBuffer());
}
