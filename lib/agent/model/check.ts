import { randomInt } from 'node:crypto';
import sharp from 'sharp';
import { readLooseJson } from '@/lib/develop/codecs';
import type { JsonValue } from '@/lib/develop/types';
import { Stopped } from '../abort';
import { codeOf, messageOf } from '../errors';
import type { Usage } from '../types';
import type { ChatAnswer, ChatFunction, ChatRequest, ModelClient } from './types';

/** What can be found out about a model's server. */
export type CheckId = 'reach' | 'model' | 'stream' | 'usage' | 'picture' | 'call' | 'schema' | 'json' | 'edit';

export type Check = {
  readonly id: CheckId;
  readonly state: 'ok' | 'warning' | 'failed';
  /** Why it is not simply fine: a note of ours, or the code of the error that `message` is of. */
  readonly code?: CheckNote | string;
  readonly message?: string;
  /** What was seen, and what there was to see. */
  readonly value?: string;
  readonly expected?: string;
  readonly milliseconds: number;
  readonly usage?: Usage;
};

export type CheckNote = 'not-listed' | 'no-list' | 'one-piece' | 'not-counted' | 'wrong-colours' | 'no-call' | 'wrong-call' | 'loose-call' | 'not-strict' | 'no-json' | 'no-picture';

/** What a profile needs of a model: function calls to edit, scores in JSON to judge. */
export type Needs = { readonly functions: boolean; readonly scores: boolean };

const COLOURS = { red: '#e01010', green: '#10a020', blue: '#1030e0', yellow: '#f0e010', black: '#000000', white: '#ffffff' } as const;
const NAMES = Object.keys(COLOURS) as readonly (keyof typeof COLOURS)[];
type Halves = { readonly left: string; readonly right: string };

const SHAPE: Readonly<Record<string, JsonValue>> = {
  type: 'object', additionalProperties: false, required: ['left', 'right'],
  properties: { left: { type: 'string', enum: [...NAMES] }, right: { type: 'string', enum: [...NAMES] } },
};
const REPORT: ChatFunction = { name: 'report', description: 'Reports the colours of the two halves of the picture.', parameters: SHAPE, strict: true };

/** A picture that nobody has seen before: two halves, each of one colour. JPEG in a data URL. */
async function fresh(): Promise<{ readonly halves: Halves; readonly url: string }> {
  const left = randomInt(NAMES.length);
  const right = (left + 1 + randomInt(NAMES.length - 1)) % NAMES.length;
  const [a = 'red', b = 'blue'] = [NAMES[left], NAMES[right]];
  const half = { width: 160, height: 160, channels: 3 } as const;
  const jpeg = await sharp({ create: { ...half, width: 320, background: COLOURS[a] } })
    .composite([{ input: { create: { ...half, background: COLOURS[b] } }, left: 160, top: 0 }]).jpeg({ quality: 90 }).toBuffer();
  return { halves: { left: a, right: b }, url: `data:image/jpeg;base64,${jpeg.toString('base64')}` };
}

const looking = (url: string, text: string): ChatRequest => ({ messages: [{ role: 'user', content: [{ type: 'text', text: `The picture has two halves, each of one plain colour (${NAMES.join(', ')}). ${text}` }, { type: 'image_url', image_url: { url } }] }] });

const colour = (value: unknown): string => (typeof value === 'string' && (NAMES as readonly string[]).includes(value) ? value : 'other');
const halvesIn = (value: unknown): Halves | undefined => (typeof value === 'object' && value !== null && 'left' in value && 'right' in value ? { left: colour(value.left), right: colour(value.right) } : undefined);
const halvesSaid = (text: string): Halves => {
  const [left = 'other', right = 'other'] = text.toLowerCase().match(new RegExp(NAMES.join('|'), 'g')) ?? [];
  return { left, right };
};
const pair = ({ left, right }: Halves): string => `${left} ${right}`;

type Finding = Omit<Check, 'milliseconds'>;
const sight = (seen: Halves, { halves }: { readonly halves: Halves }): Finding =>
  (pair(seen) === pair(halves) ? { id: 'picture', state: 'ok', value: pair(seen) } : { id: 'picture', state: 'failed', code: 'wrong-colours', value: pair(seen), expected: pair(halves) });

function failed(id: CheckId, error: unknown): Finding {
  if (error instanceof Stopped) throw error;
  return { id, state: 'failed', code: codeOf(error) ?? 'unexpected', message: messageOf(error) };
}

const parsed = (text: string): { readonly value: unknown; readonly sound: boolean } => {
  try {
    return { value: JSON.parse(text) as unknown, sound: true };
  } catch {
    try {
      return { value: readLooseJson(text).value, sound: false };
    } catch {
      return { value: undefined, sound: false };
    }
  }
};

const since = (start: number): number => Math.round(performance.now() - start);

/** Findings with the time since the one before. */
async function* timed(findings: AsyncGenerator<Finding>): AsyncGenerator<Check, void, undefined> {
  let start = performance.now();
  for await (const finding of findings) {
    yield { ...finding, milliseconds: since(start) };
    start = performance.now();
  }
}

/** Asks a model's server for everything that its profile needs, with a picture made on the spot, and tells what works as it finds out. */
export const checkModel = (client: ModelClient, needs: Needs, signal: AbortSignal): AsyncGenerator<Check, void, undefined> => timed(checks(client, needs, signal));

async function* checks(client: ModelClient, { functions, scores }: Needs, signal: AbortSignal): AsyncGenerator<Finding, void, undefined> {
  let listed: Finding | undefined;
  try {
    const names = await client.models(signal);
    yield { id: 'reach', state: 'ok' };
    if (!names.includes(client.model)) listed = { id: 'model', state: 'warning', code: 'not-listed', value: names.slice(0, 8).join(', ') || '–' };
  } catch (error) {
    // Not every server has a list; one that refuses the key or is not there at all will not do better when it is asked more.
    if (codeOf(error) !== 'model-missing') {
      yield failed('reach', error);
      return;
    }
    yield { id: 'reach', state: 'ok', code: 'no-list' };
  }

  try {
    const { pieces, answer } = await counted(client, signal);
    yield { id: 'model', state: 'ok', ...listed };
    yield pieces > 1 ? { id: 'stream', state: 'ok' } : { id: 'stream', state: 'warning', code: 'one-piece' };
    yield { id: 'usage', ...(answer.usage.estimated ? { state: 'warning', code: 'not-counted' } : { state: 'ok' }), usage: answer.usage };
  } catch (error) {
    yield failed('model', error);
    return;
  }

  if (functions) yield* callChecks(client, signal);
  else yield* sightCheck(client, signal);
  if (scores) yield* scoreCheck(client, signal);
}

/** A few words, to see whether they stream. */
async function counted(client: ModelClient, signal: AbortSignal): Promise<{ readonly pieces: number; readonly answer: ChatAnswer }> {
  const parts = client.chat({ messages: [{ role: 'user', content: 'Count from one to twenty, in words, separated by commas.' }] }, signal);
  for (let pieces = 0; ; pieces++) {
    const next = await parts.next();
    if (next.done) return { pieces, answer: next.value };
  }
}

async function* callChecks(client: ModelClient, signal: AbortSignal): AsyncGenerator<Finding, void, undefined> {
  const picture = await fresh();
  let answer: ChatAnswer;
  try {
    answer = await client.ask({ ...looking(picture.url, 'Call the function report with what you see.'), tools: [REPORT], toolChoice: 'auto' }, signal);
  } catch (error) {
    const blind = codeOf(error) === 'model-blind';
    yield failed(blind ? 'picture' : 'call', error);
    if (codeOf(error) === 'model-tools') yield* sightCheck(client, signal);
    return;
  }
  const { usage } = answer;
  const call = answer.calls.find(({ name }) => name === REPORT.name);
  if (!call) {
    yield { ...sight(halvesSaid(answer.text), picture), usage };
    yield { id: 'call', state: 'failed', code: 'no-call' };
    return;
  }
  const { value, sound } = parsed(call.arguments);
  const seen = halvesIn(value);
  if (seen) yield { ...sight(seen, picture), usage };
  const fits = seen !== undefined && pair(seen).split(' ').every((one) => one !== 'other');
  yield fits ? { id: 'call', ...(sound ? { state: 'ok' } : { state: 'warning', code: 'loose-call' }) } : { id: 'call', state: 'failed', code: 'wrong-call', ...(!seen && { usage }) };
  if (fits) yield { id: 'schema', ...(client.refused().has('strict') || !sound ? { state: 'warning', code: 'not-strict' } : { state: 'ok' }) };
}

async function* sightCheck(client: ModelClient, signal: AbortSignal): AsyncGenerator<Finding, void, undefined> {
  const picture = await fresh();
  try {
    const { text, usage } = await client.ask(looking(picture.url, 'Answer with two words: the colour of the left half, then that of the right half.'), signal);
    yield { ...sight(halvesSaid(text), picture), usage };
  } catch (error) {
    yield failed('picture', error);
  }
}

async function* scoreCheck(client: ModelClient, signal: AbortSignal): AsyncGenerator<Finding, void, undefined> {
  const picture = await fresh();
  try {
    const { text, usage } = await client.ask({ ...looking(picture.url, 'Answer with JSON only: {"left": colour, "right": colour}.'), responseFormat: { name: 'report', schema: SHAPE, strict: true } }, signal);
    const seen = halvesIn(parsed(text).value);
    if (!seen) yield { id: 'json', state: 'failed', code: 'no-json', usage };
    else if (pair(seen) === pair(picture.halves)) yield { id: 'json', state: 'ok', usage };
    else yield { ...sight(seen, picture), id: 'json', usage };
  } catch (error) {
    yield failed('json', error);
  }
}

/** Asks an image model to change a picture made on the spot. */
export const checkImageModel = (client: ModelClient, signal: AbortSignal): AsyncGenerator<Check, void, undefined> => timed(editCheck(client, signal));

async function* editCheck(client: ModelClient, signal: AbortSignal): AsyncGenerator<Finding, void, undefined> {
  const bytes = await sharp({ create: { width: 1024, height: 1024, channels: 3, background: COLOURS.blue } }).png().toBuffer();
  try {
    const answer = await client.editImage({ image: { bytes, type: 'image/png' }, prompt: 'Paint a large yellow circle in the middle of the picture.', size: '1024x1024' }, signal);
    const size = await sharp(answer.bytes, { limitInputPixels: 64e6 }).metadata().catch(() => undefined);
    yield size ? { id: 'edit', state: 'ok', value: `${size.width} × ${size.height}`, usage: answer.usage } : { id: 'edit', state: 'failed', code: 'no-picture', usage: answer.usage };
  } catch (error) {
    yield failed('edit', error);
  }
}
