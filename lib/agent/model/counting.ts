import { z } from 'zod';
import type { Usage } from '../types';
import type { ChatMessage, ModelOptions } from './types';

type Price = NonNullable<ModelOptions['price']>;

const count = z.number().min(0).nullish().catch(undefined);
const details = z.looseObject({ cached_tokens: count }).nullish().catch(undefined);
/** Chat completions, images (`input_tokens` …) and DeepSeek's name for what was cached. */
const usageSchema = z.looseObject({
  prompt_tokens: count, completion_tokens: count, prompt_tokens_details: details, prompt_cache_hit_tokens: count,
  input_tokens: count, output_tokens: count, input_tokens_details: details,
});

/**
 * Tokens of one picture where the server does not count: what a picture of 1024 × 768 px comes to, give or take a third, with OpenAI (765),
 * Gemini (1032) and Qwen-VL (768).
 */
const IMAGE_TOKENS = 800;

/** Characters as tokens: four of Latin script, one of any other, roughly what tokenisers make of English and Chinese. */
const tokensOf = (text: string): number => {
  const other = text.match(/[\u0250-\uFFFF]/g)?.length ?? 0;
  return Math.ceil((text.length - other) / 4 + other);
};

/** Text and pictures of a conversation. */
export function contentOf(messages: readonly ChatMessage[]): { readonly text: string; readonly images: number } {
  let images = 0;
  const texts: string[] = [];
  for (const message of messages) {
    if (typeof message.content === 'string') texts.push(message.content);
    else for (const part of message.content ?? []) {
      if (part.type === 'text') texts.push(part.text);
      if (part.type === 'image_url') images++;
    }
    if ('tool_calls' in message) texts.push(JSON.stringify(message.tool_calls));
  }
  return { text: texts.join('\n'), images };
}

/** What one request used: as the server counts it, else estimated from characters and pictures, and marked so. */
export function usageOf(said: unknown, sent: { readonly text: string; readonly images: number }, got: string, price: Price | undefined): Usage {
  const read = usageSchema.safeParse(said);
  const input = read.data?.prompt_tokens ?? read.data?.input_tokens, output = read.data?.completion_tokens ?? read.data?.output_tokens;
  const counted = typeof input === 'number' && typeof output === 'number' && input > 0;
  const tokens = counted
    ? { input, output, cached: Math.min(input, read.data?.prompt_tokens_details?.cached_tokens ?? read.data?.input_tokens_details?.cached_tokens ?? read.data?.prompt_cache_hit_tokens ?? 0) }
    : { input: tokensOf(sent.text) + sent.images * IMAGE_TOKENS, output: tokensOf(got), cached: 0 };
  return { requests: 1, ...tokens, images: sent.images, ...(price && { dollars: dollarsOf(tokens, price) }), ...(!counted && { estimated: true as const }) };
}

function dollarsOf({ input, cached, output }: { readonly input: number; readonly cached: number; readonly output: number }, price: Price): number {
  return ((input - cached) * price.input + cached * (price.cached ?? price.input) + output * price.output) / 1e6;
}
