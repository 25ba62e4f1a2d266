import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { JsonValue } from '@/lib/develop/types';
import type { Usage } from '../types';

export type ChatMessage = ChatCompletionMessageParam;

/** A function that the model may call; `parameters` is JSON Schema. */
export type ChatFunction = { readonly name: string; readonly description: string; readonly parameters: Readonly<Record<string, JsonValue>>; readonly strict?: boolean };

export type ChatRequest = {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ChatFunction[];
  readonly toolChoice?: 'auto' | 'none' | 'required' | { readonly name: string };
  /** `json`: any JSON object; a schema: JSON of that shape. Servers that cannot are asked without it, so read the text as if it were loose. */
  readonly responseFormat?: 'json' | { readonly name: string; readonly schema: Readonly<Record<string, JsonValue>>; readonly strict?: boolean };
  readonly maxTokens?: number;
  readonly temperature?: number;
};

/** What arrives while a model answers: what it says, and what it thinks where its server keeps that apart. */
export type ChatPart = { readonly type: 'text' | 'reasoning'; readonly delta: string };

/** A function call as the model wrote it; `arguments` should be JSON. */
export type ChatCall = { readonly id: string; readonly name: string; readonly arguments: string };

export type ChatAnswer = {
  readonly text: string;
  readonly reasoning: string;
  /** In the order in which they began. */
  readonly calls: readonly ChatCall[];
  /** `length`: the server's limit; `limit`: ours, the answer is cut; `filter`: the provider withheld it; `unknown`: not said. */
  readonly finishReason: 'stop' | 'calls' | 'length' | 'filter' | 'limit' | 'unknown';
  readonly usage: Usage;
};

/** A picture to change. `mask`: PNG of the same size, transparent where the picture may change. */
export type ImageEditRequest = {
  readonly image: { readonly bytes: Uint8Array; readonly type: 'image/png' | 'image/jpeg' | 'image/webp' };
  readonly prompt: string;
  readonly mask?: Uint8Array;
  /** As the API writes it: `1024x1024`, `auto`. */
  readonly size?: string;
};

/** An encoded picture as it came: nothing of it has been checked but its length. */
export type ImageEditAnswer = { readonly bytes: Uint8Array; readonly usage: Usage };

/** What one request may take. Milliseconds, bytes, characters. */
export type ModelLimits = {
  /** Until the first byte of a streamed answer; an answer in one piece may take `totalMs`. */
  readonly firstMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
  /** In all, with every retry. */
  readonly totalMs: number;
  /** Further attempts after the first. */
  readonly retries: number;
  /** The longest wait that a server may ask for with Retry-After. */
  readonly retryAfterMs: number;
  /** The longest first wait between attempts; it doubles, up to 8 s. */
  readonly backOffMs: number;
  readonly responseBytes: number;
  /** One event of a stream, and how many there may be: tiny ones cost time, not room. */
  readonly eventBytes: number;
  readonly events: number;
  readonly imageBytes: number;
  readonly textChars: number;
  readonly reasoningChars: number;
  readonly argumentChars: number;
  readonly calls: number;
};

export type ModelOptions = {
  readonly apiKey?: string;
  /** Instead of the price list. */
  readonly price?: { readonly input: number; readonly cached?: number; readonly output: number };
  readonly limits?: Partial<ModelLimits>;
};

/**
 * The one way to talk to a model server. Everything throws `AgentError` with a code that starts with `model-` and a message for people, or
 * `Stopped` as soon as the signal fires.
 */
export interface ModelClient {
  readonly model: string;
  /** Streams the answer and returns it whole. Lost connections are tried again until the first part has been handed out, not after. */
  chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatPart, ChatAnswer, undefined>;
  /** The answer in one piece. */
  ask(request: ChatRequest, signal: AbortSignal): Promise<ChatAnswer>;
  editImage(request: ImageEditRequest, signal: AbortSignal): Promise<ImageEditAnswer>;
  /** What its servers were found not to take, by the names of `fields.ts`. */
  refused(): ReadonlySet<string>;
  /** Names of the models that the server offers. */
  models(signal: AbortSignal): Promise<readonly string[]>;
}
