import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { AgentError } from '../../errors';
import type { Brain, BrainContext, BrainOutput, Darkroom } from '../../types';
import { THINGS } from '../../things';
import { readCall } from './calls';
import { functionsFor } from './functions';
import { messagesOf } from './messages';

export type OpenAiBrainConfig = {
  readonly baseUrl: string;
  /** Servers on one's own machine often need none. */
  readonly apiKey?: string;
  readonly model: string;
  /** Milliseconds before a request counts as lost; default 120 000. */
  readonly timeout?: number;
};

/** Calls in one turn that could not be read, or plans after the first, before the turn is given up. */
const MENDINGS = 3;
/** A thought is a few sentences; more is a model that does not stop. */
const LONGEST_THOUGHT = 8000;
const LONGEST_CALL = 32_000;

type Answer = { readonly thought: string; readonly call?: { readonly id: string; readonly name: string; readonly json: string } };

/** A vision-language model behind an OpenAI-compatible chat-completions endpoint. */
export function createOpenAiBrain(config: OpenAiBrainConfig): Brain {
  const client = new OpenAI({ baseURL: config.baseUrl, apiKey: config.apiKey || 'none', timeout: config.timeout ?? 120_000, maxRetries: 3 });

  async function* ask(messages: ChatCompletionMessageParam[], firstTurn: boolean, signal: AbortSignal): AsyncGenerator<BrainOutput, Answer> {
    const stream = await client.chat.completions.create({
      model: config.model,
      messages,
      stream: true,
      tools: functionsFor(firstTurn).map((definition) => ({ type: 'function', function: { ...definition, parameters: { ...definition.parameters } } })),
    }, { signal });
    let thought = '';
    let call: { id: string; name: string; json: string } | undefined;
    for await (const chunk of stream) {
      const delta = chunk.choices[0]?.delta;
      if (delta?.content && thought.length < LONGEST_THOUGHT) {
        thought += delta.content;
        yield { type: 'thought', delta: delta.content };
      }
      // One step at a time: only the first call of an answer counts.
      const part = delta?.tool_calls?.find((candidate) => candidate.index === 0);
      if (part) {
        call ??= { id: '', name: '', json: '' };
        call.id ||= part.id ?? '';
        call.name += part.function?.name ?? '';
        call.json += part.function?.arguments ?? '';
      }
      if (thought.length >= LONGEST_THOUGHT || (call?.json.length ?? 0) > LONGEST_CALL) {
        stream.controller.abort();
        break;
      }
    }
    return { thought, ...(call && { call }) };
  }

  async function* next(context: BrainContext, _darkroom: Darkroom, signal: AbortSignal): AsyncGenerator<BrainOutput, void> {
    const messages = await messagesOf(context);
    const current = context.current.observation.settings;
    let planning = context.steps.length === 0 && !context.reflectOn && !context.problem;
    for (let mended = 0; mended < MENDINGS; mended++) {
      const { thought, call } = yield* ask(messages, planning, signal);
      if (!call) {
        if (thought === '') return;
        yield { type: 'finish', summary: thought, suggestions: [] };
        return;
      }
      const read = readCall(call.name, call.json, current, context.start.things);
      switch (read.kind) {
        case 'patch':
          yield { type: 'tool_call', title: read.title, patch: read.patch };
          return;
        case 'finish':
          yield { type: 'finish', summary: read.summary, suggestions: read.suggestions };
          return;
        case 'plan':
          yield { type: 'plan', text: read.text, items: read.steps.map((title, i) => ({ id: String(i + 1), title })), notUnderstood: [] };
          planning = false;
          break;
        case 'problem':
          break;
      }
      messages.push(
        { role: 'assistant', content: thought || null, tool_calls: [{ id: call.id || 'call', type: 'function', function: { name: call.name, arguments: call.json } }] },
        { role: 'tool', tool_call_id: call.id || 'call', content: read.kind === 'problem' ? read.text : 'Plan noted. Take the first step.' },
      );
    }
  }

  return {
    id: 'openai',
    label: config.model,
    // What it will want to hold a correction to is not in the instruction alone: it sees the picture.
    looksFor: THINGS,
    async *next(context, darkroom, signal) {
      try {
        yield* next(context, darkroom, signal);
      } catch (error) {
        if (error instanceof OpenAI.APIUserAbortError) throw error;
        if (error instanceof OpenAI.APIError) throw new AgentError('model-failed', explain(error), error);
        throw error;
      }
    },
  };
}

/** Status codes in words that say what to do; never the request, which holds the key. */
function explain(error: InstanceType<typeof OpenAI.APIError>): string {
  switch (error.status) {
    case 401:
    case 403: return 'The model’s server refused the key. Check OPENAI_API_KEY and start again.';
    case 404: return 'The model’s server knows no such model or address. Check OPENAI_MODEL and OPENAI_BASE_URL.';
    case 429: return 'The model’s server is busy or the account has no credit left. Wait a little and try again.';
    case undefined: return 'The model’s server cannot be reached. Check OPENAI_BASE_URL and that the server runs.';
    default: return `The model’s server answered with an error (${error.status}). Try again, or choose another brain.`;
  }
}
