import { patchBetween } from '@/lib/develop/settings';
import type { Locale } from '@/lib/develop/types';
import { DOUBTFUL } from '@/lib/imaging/vision/types';
import { BrokenOff, type ChatMessage, type ModelClient } from '../../model';
import { languageOf } from '../../sentences';
import type { Brain, BrainContext, BrainOutput, Darkroom } from '../../types';
import { orderOf, scoreIn, type Fields } from './call';
import { attemptOf, editing, groundOf, reflecting, withCall, type Manner, type Sending } from './conversation';
import { oneLine, type Photo } from './document';
import { planIn, titleOf } from './plan';
import { PROMPTS, type Prompts } from './prompts';
import { afterStep, AIGC_SENTENCE, assistantTurn, type State, type TaskType } from './protocol';
import { TagReader, type Tagged } from './tags';
import { WORDS } from './words';

export type JarvisEvoOptions = {
  /** Long edge of pictures, px; default 1024. */
  readonly edge?: number;
  /** Pictures of steps in a conversation, beside the original; default 4, with which the published server's limit of five holds. */
  readonly recentImages?: number;
  /** Default: `auto` where an image model is at hand, else `lightroom`. */
  readonly task?: TaskType;
  readonly prompts?: Prompts;
};

export const RECENT_IMAGES = 4;
/** Answers in one turn that could not be used before the turn is given up. */
const MENDINGS = 2;
/** Why an answer may break off in the middle and be whole when it is asked for again. */
const BREAKS: ReadonlySet<string> = new Set(['model-cut', 'model-timeout', 'model-failed', 'model-unreachable', 'model-busy']);
/** A thought is a few paragraphs; what goes on after that is not kept. */
const LONGEST_THOUGHT = 12_000;
const LONGEST_PLAN = 1000;

type Heard = Tagged & { readonly cut: boolean };

/** The published JarvisEvo checkpoint, or any model that speaks its text protocol. */
export function createJarvisEvoBrain(client: ModelClient, { edge = 1024, recentImages = RECENT_IMAGES, task, prompts = PROMPTS }: JarvisEvoOptions = {}): Brain {
  const sending: Sending = { edge, pictures: recentImages + 1 };

  /** One answer: its thought as it comes, then all of it. One that breaks off is asked for once more. */
  async function* hear(messages: readonly ChatMessage[], signal: AbortSignal): AsyncGenerator<BrainOutput, Heard> {
    try {
      return yield* answer(messages, signal);
    } catch (error) {
      // What failed before it began the client has tried as often as it makes sense.
      if (!(error instanceof BrokenOff) || !BREAKS.has(error.code)) throw error;
      yield { type: 'usage', usage: error.usage };
      yield { type: 'again' };
      return yield* answer(messages, signal);
    }
  }

  async function* answer(messages: readonly ChatMessage[], signal: AbortSignal): AsyncGenerator<BrainOutput, Heard> {
    const tags = new TagReader();
    let shown = 0;
    const show = function* (delta: string): Generator<BrainOutput, void> {
      const fitting = delta.slice(0, Math.max(0, LONGEST_THOUGHT - shown));
      if (fitting === '') return;
      yield { type: 'thought', delta: fitting };
      shown += fitting.length;
    };
    const parts = client.chat({ messages }, signal);
    for (;;) {
      const next = await parts.next();
      if (next.done) {
        yield* show(tags.end());
        yield { type: 'usage', usage: next.value.usage };
        const { finishReason, reasoning } = next.value;
        const read = tags.read;
        return { ...read, think: read.think || reasoning, cut: finishReason === 'limit' || finishReason === 'length' };
      }
      // A server that takes the thought out of the answer by itself sends it apart.
      yield* show(next.value.type === 'reasoning' ? next.value.delta : tags.take(next.value.delta));
    }
  }

  async function* next(context: BrainContext, darkroom: Darkroom, signal: AbortSignal): AsyncGenerator<BrainOutput, void> {
    const locale = languageOf(context.instruction, context.locale);
    const own = context.steps.filter(({ attempt }) => attempt === attemptOf(context));
    const last = own.at(-1);
    if (last && (last.call?.name === FINISHED || last.generate || context.reflectOn)) {
      yield* finishing(context, locale, WORDS[locale].done(own.map(({ title }) => title)));
      return;
    }
    const photo: Photo = { raw: darkroom.facts?.raw === true, ...(context.pointed && { pointed: context.pointed }) };
    const kind = task ?? (context.canGenerate ? 'auto' : 'lightroom');
    const manner: Manner = { prompts, sending, photo, missing: (keys) => notFound(keys, darkroom, signal) };
    const stepsSeen = context.reflectOn ? 0 : groundOf(context).steps.length;
    const messages = context.reflectOn ? await reflecting(context, manner) : await editing(context, kind, manner);
    if (context.problem) remark(messages, `The last tool call was not carried out: ${context.problem}`);
    for (let mended = 0; ; mended++) {
      if (mended > 0) yield { type: 'again' };
      const heard = yield* hear(messages, signal);
      const order = orderOf(heard);
      const problem = yield* carriedOut(order, heard, { context, darkroom, photo, locale, signal });
      if (problem === undefined) return;
      if (mended >= MENDINGS) {
        yield* gaveUp(order.kind, locale);
        return;
      }
      const call = order.kind === 'settings' ? oneLine(order.fields) : order.kind === 'aigc' ? AIGC_SENTENCE : heard.calls.at(-1)?.slice(0, 2000);
      messages.push({ role: 'assistant', content: assistantTurn({ ...(!context.reflectOn && { state: 'processing' as const }), think: heard.think.slice(0, LONGEST_THOUGHT), ...(call && { call }) }) });
      messages.push({ role: 'user', content: `${stepsSeen > 0 ? `${afterStep(stepsSeen)} ` : ''}${problem}` });
    }
  }

  return { id: 'jarvisevo', label: client.model, looksFor: [], next };
}

/** The name of a call that the model made as its last. */
const FINISHED: State = 'finished';

type Scene = { readonly context: BrainContext; readonly darkroom: Darkroom; readonly photo: Photo; readonly locale: Locale; readonly signal: AbortSignal };

/** Ends the turn as the answer asks; or says what is wrong with the answer. */
async function* carriedOut(order: ReturnType<typeof orderOf>, heard: Heard, { context, darkroom, photo, locale, signal }: Scene): AsyncGenerator<BrainOutput, string | undefined> {
  const ground = groundOf(context);
  const finished = /finish|完成/i.test(heard.state ?? '');
  const say = WORDS[locale];
  switch (order.kind) {
    case 'none': {
      const score = scoreIn(heard);
      if (score === undefined && !finished) return heard.cut ? 'The answer was too long and was cut off. Think in a few sentences, then answer with one tool_call.' : 'There was no tool call. Answer with <think> and one <tool_call>.';
      const taken = ground.steps.map(({ title }) => title);
      yield* finishing(context, locale, [taken.length > 0 ? say.done(taken) : say.nothing, score !== undefined && say.judged(score)].filter(Boolean).join(' '));
      return undefined;
    }
    case 'problem':
      return `${order.text} Answer with one JSON object in <tool_call>.`;
    case 'aigc':
      if (!context.canGenerate) return 'No image model may be used here. Do what can be done with Lightroom parameters.';
      yield { type: 'tool_call', title: say.generated, patch: {}, generate: { prompt: context.instruction, ...(context.pointed && { masks: context.pointed }) } };
      return undefined;
    case 'settings': {
      const { settings, unknown, remarks, looksFor } = withCall(ground, order.fields, photo);
      const missing = await notFound(looksFor, darkroom, signal);
      const patch = patchBetween(context.current.observation.settings, settings);
      if (Object.keys(patch).length === 0) return ['That changes nothing.', ...remarks].join(' ');
      const empty = missing.length > 0 && looksFor.length === missing.length && Object.keys(order.fields).length === 1;
      if (empty) return `Nothing was recognised in this photo for the masks: ${missing.join(', ')}. Use other masks, or parameters of the whole picture.`;
      yield {
        type: 'tool_call', ...(yield* planned(order.fields, heard.think, context, locale)), patch, ...(Object.keys(unknown).length > 0 && { unknown }),
        call: { name: finished ? FINISHED : 'processing', arguments: JSON.stringify(order.fields) },
      };
      return undefined;
    }
  }
}

/** The plan with the first step, where in it the run is, and what the step is called. A correction has no plan. */
function* planned(fields: Fields, think: string, { plan, steps, reflectOn }: BrainContext, locale: Locale): Generator<BrainOutput, { readonly title: string; readonly planItem?: string }> {
  if (reflectOn) return { title: titleOf(fields, WORDS[locale].correction) };
  const items = plan?.items ?? planIn(steps.length === 0 ? think : '', locale);
  if (steps.length === 0) yield { type: 'plan', text: think.slice(0, LONGEST_PLAN), items, notUnderstood: [] };
  const before = items[steps.length - 1], item = items[steps.length];
  if (before) yield { type: 'plan_item', id: before.id, state: 'done' };
  if (item) yield { type: 'plan_item', id: item.id, state: 'active' };
  const part = item ?? items.at(-1);
  return { title: titleOf(fields, part?.title ?? ''), ...(part && { planItem: part.id }) };
}

/** Closes the plan and ends the attempt. */
function* finishing(context: BrainContext, locale: Locale, summary: string): Generator<BrainOutput, void> {
  const items = context.reflectOn ? [] : (context.plan?.items ?? []);
  for (const [at, { id }] of items.entries()) if (at >= context.steps.length - 1) yield { type: 'plan_item', id, state: at < context.steps.length ? 'done' : 'skipped' };
  yield { type: 'finish', summary, suggestions: [] };
}

/** Nothing came of the turn: with an image model missing that is an end, else the loop decides. */
function* gaveUp(kind: ReturnType<typeof orderOf>['kind'], locale: Locale): Generator<BrainOutput, void> {
  if (kind === 'aigc') yield { type: 'finish', summary: WORDS[locale].cannotGenerate, suggestions: [] };
}

/** Keys of masks that would select nothing here. */
async function notFound(keys: readonly string[], darkroom: Darkroom, signal: AbortSignal): Promise<readonly string[]> {
  if (keys.length === 0 || !darkroom.find) return [];
  const sure: Readonly<Record<string, number>> = await darkroom.find(keys, signal);
  return keys.filter((key) => (sure[key] ?? 0) < DOUBTFUL);
}

/** Adds to what the user turn says that stands last. */
function remark(messages: ChatMessage[], text: string): void {
  const last = messages.at(-1);
  if (last?.role !== 'user') return;
  messages[messages.length - 1] = { ...last, content: typeof last.content === 'string' ? `${last.content} ${text}` : [...last.content, { type: 'text', text }] };
}

