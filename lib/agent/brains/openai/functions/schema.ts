import type { JsonValue } from '@/lib/develop/types';

export type Schema = Readonly<Record<string, JsonValue>>;

/** A function that the model may call, as the chat-completions API describes it. */
export type BrainFunction = { readonly name: string; readonly description: string; readonly parameters: Schema; readonly strict?: true };

export const number: Schema = { type: 'number' };
export const text: Schema = { type: 'string' };
export const within = (minimum: number, maximum: number): Schema => ({ type: 'number', minimum, maximum });
export const list = (items: Schema, description?: string): Schema => ({ type: 'array', items, ...(description && { description }) });
export const choice = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const noted = (schema: Schema, description: string): Schema => ({ ...schema, description });
/** [x, y] */
export const point: Schema = list(number);

/** What every step says of itself; the system prompt explains both. */
const STEP: Schema = { title: text, plan_step: { type: 'integer' } };

/** A function that makes a step: what is left out stays as it is, so that its schema cannot be a strict one. */
export const step = (name: string, description: string, properties: Schema, required: readonly string[] = []): BrainFunction =>
  ({ name, description, parameters: { type: 'object', properties: { ...STEP, ...properties }, required: ['title', ...required] } });

/** A function whose every argument is wanted: a strict schema, where the server knows them. */
export const strict = (name: string, description: string, properties: Readonly<Record<string, Schema>>): BrainFunction =>
  ({ name, description, strict: true, parameters: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false } });
