import { applyPatch, describeChange, diff } from '@/lib/develop/settings';
import type { DevelopSettings, Locale, SettingsPatch } from '@/lib/develop/types';
import { clipped, currentOf, entriesOf } from '../../context';
import { BrokenOff, type ChatAnswer, type ChatCall, type ChatMessage, type ModelClient } from '../../model';
import { codeOf } from '../../errors';
import { languageOf, SENTENCES } from '../../sentences';
import { THINGS } from '../../things';
import type { Brain, BrainContext, BrainOutput, Darkroom, Plan } from '../../types';
import { argumentsOf, readCall, type Read, type Scene } from './calls';
import { placingOf } from './calls/placing';
import { functionsFor, type BrainFunction } from './functions';
import { look } from './looks';
import { messagesOf, type Shape } from './messages';
import { callInText, Gate } from './spoken';
import { objection } from './verdict';

export type OpenAiBrainOptions = Partial<Shape>;

/** Wrong calls in a row that end the run with what was achieved. */
const WRONG = 3;
/** Looks in one turn. */
const LOOKS = 4;
/** Calls of one answer that are heard. */
const HEARD = 6;
/** What a model thinks before it speaks is shown up to here; some think for pages. */
const LONGEST_REASONING = 4000;
const LONGEST_SAID = 8000;
const LONGEST_SUMMARY = 600;

/** Answers that were cut off in the middle and are asked for again. */
const CUTS = 2;
const CUT_OFF: ReadonlySet<string> = new Set(['model-cut', 'model-timeout', 'model-failed', 'model-unreachable', 'model-busy']);

/** The room of one turn. */
type Turn = { readonly context: BrainContext; readonly darkroom: Darkroom; readonly signal: AbortSignal; readonly functions: readonly BrainFunction[]; readonly scene: Scene; readonly messages: ChatMessage[] };

/** What was thought in a turn; changed in place as it is. */
type Said = { text: string };

/** What became of one call of an answer: an answer to it and on we go, or the end of the turn. */
type Reply = { readonly text: string; readonly picture?: Extract<ChatMessage, { role: 'user' }>; readonly wrong?: true } | 'over';

/** A vision-language model behind an OpenAI-compatible chat-completions endpoint. */
export function createOpenAiBrain(model: ModelClient, { imageEdge = 1024, recentImages = 3 }: OpenAiBrainOptions = {}): Brain {
  const shape: Shape = { imageEdge, recentImages };

  async function open(context: BrainContext, darkroom: Darkroom, signal: AbortSignal): Promise<Turn> {
    const entries = entriesOf(context);
    const raw = darkroom.facts?.raw === true;
    const functions = functionsFor({
      planning: !context.plan && context.steps.length === 0, raw, canLook: darkroom.closer !== undefined && !context.textOnly, hasSteps: entries.length > 1,
      canGenerate: context.canGenerate === true && context.generation !== 'forbid', canAsk: context.history.at(-1)?.question === undefined,
    });
    const now = context.current.observation;
    const scene: Scene = {
      settings: now.settings, picture: now.pixels, entries, madeBy: currentOf(context, entries)?.madeBy, raw, offered: new Set(functions.map(({ name }) => name)),
      ground: { placing: placingOf(darkroom.photo, now.settings), source: context.source, ...(now.things && { things: now.things }), ...(context.pointed && { pointed: context.pointed }), ...(darkroom.find && { find: (keys) => darkroom.find?.(keys, signal) ?? Promise.resolve({}) }) },
    };
    return { context, darkroom, signal, functions, scene, messages: await messagesOf(context, darkroom, entries, shape, signal) };
  }

  /** Streams what the model says; returns its answer with the calls that it made or wrote. `said`: what it thought in this turn before. */
  async function* ask(turn: Turn, withPlan: boolean, said: Said): AsyncGenerator<BrainOutput, ChatAnswer> {
    for (let cut = 0; ; cut++) {
      const before = said.text;
      try {
        return yield* answered(turn, withPlan, said);
      } catch (error) {
        // Before the first word the client has tried as often as it makes sense.
        if (turn.signal.aborted || cut >= CUTS || said.text === before || !CUT_OFF.has(codeOf(error) ?? '')) throw error;
        if (error instanceof BrokenOff) yield { type: 'usage', usage: error.usage };
        yield { type: 'again' };
        said.text = before;
        if (before) yield { type: 'thought', delta: before };
      }
    }
  }

  async function* answered({ messages, functions, scene, signal }: Turn, withPlan: boolean, said: Said): AsyncGenerator<BrainOutput, ChatAnswer> {
    const gate = new Gate();
    let reasoned = 0, begun = false;
    const think = (delta: string): BrainOutput => {
      const apart = !begun && said.text !== '' && !/\s$/.test(said.text) ? '\n' : '';
      begun = true;
      said.text += apart + delta;
      return { type: 'thought', delta: apart + delta };
    };
    const parts = model.chat({ messages, tools: functions.filter(({ name }) => withPlan || name !== 'plan') }, signal);
    for (;;) {
      const next = await parts.next();
      if (!next.done) {
        const { type, delta } = next.value;
        const shown = type === 'text' ? gate.take(delta) : delta.slice(0, Math.max(0, LONGEST_REASONING - reasoned));
        if (type === 'reasoning') reasoned += shown.length;
        if (shown) yield think(shown);
        continue;
      }
      const answer = next.value;
      yield { type: 'usage', usage: answer.usage };
      const spoken = answer.calls.length === 0 ? callInText(gate.held, scene.offered) : undefined;
      if (!spoken && gate.held) yield think(gate.held);
      return spoken ? { ...answer, text: answer.text.slice(0, answer.text.length - gate.held.length), calls: [spoken] } : answer;
    }
  }

  /** Carries out one call. */
  async function* act(turn: Turn, call: ChatCall, read: Read, plan: Plan | undefined, looks: number, said: Said): AsyncGenerator<BrainOutput, Reply> {
    const { context, darkroom, signal, scene } = turn;
    const last = context.steps.at(-1)?.planItem;
    switch (read.kind) {
      case 'problem': return { text: read.text, wrong: true };
      case 'plan':
        if (plan) return { text: 'The plan is stated already. Take its next step.', wrong: true };
        yield { type: 'plan', text: read.text, items: read.steps.map((title, at) => ({ id: String(at + 1), title })), notUnderstood: [] };
        return { text: 'Plan noted. Take the first step.' };
      case 'closer':
      case 'difference':
      case 'ledger':
      case 'evaluate': {
        if (looks >= LOOKS) return { text: `You looked ${LOOKS} times. Take a step now, or finish.`, wrong: true };
        const shown = await look(read, context, darkroom, scene.entries, imageEdge, signal);
        if (shown.event) yield shown.event;
        return { text: shown.text, ...(shown.picture && { picture: { role: 'user', content: [{ type: 'text', text: `The picture that ${call.name} shows:` }, shown.picture] } }) };
      }
      case 'step': {
        const { title, patch, generate } = read;
        const against = generate ? undefined : objection(scene.settings, patch, scene.entries.filter(({ taken }) => taken?.attempt === (context.reflectOn?.attempt ?? 1)));
        if (against) return { text: against, wrong: true };
        const planItem = plan?.items.find(({ id }) => id === String(read.planStep))?.id ?? last;
        if (planItem !== undefined && planItem !== last) {
          if (last !== undefined) yield { type: 'plan_item', id: last, state: 'done' };
          yield { type: 'plan_item', id: planItem, state: 'active' };
        }
        if (generate) yield { type: 'thought', delta: `\n${generate.why}` };
        const order = generate && { prompt: generate.prompt, ...(generate.masks && { masks: generate.masks }) };
        yield { type: 'tool_call', title: title || titleOf(scene.settings, patch, languageOf(context.instruction, context.locale)) || call.name, patch, ...(planItem !== undefined && { planItem }), ...(order && { generate: order }), call: { name: call.name, arguments: clippedJson(call.arguments) } };
        return 'over';
      }
      case 'ask':
        yield { type: 'ask', question: { text: read.question, options: read.options, about: 'request' } };
        return 'over';
      case 'finish':
        if (last !== undefined) yield { type: 'plan_item', id: last, state: 'done' };
        yield { type: 'finish', summary: read.summary || clipped(said.text.trim(), LONGEST_SUMMARY), suggestions: read.suggestions };
        return 'over';
    }
  }

  async function* next(context: BrainContext, darkroom: Darkroom, signal: AbortSignal): AsyncGenerator<BrainOutput, void> {
    const turn = await open(context, darkroom, signal);
    const say = SENTENCES[languageOf(context.instruction, context.locale)];
    let { plan } = context;
    let wrong = 0, looks = 0;
    const said: Said = { text: '' };
    while (wrong < WRONG) {
      const answer = yield* ask(turn, !plan, said);
      const calls = answer.calls.slice(0, HEARD);
      const words = clipped(answer.text, LONGEST_SAID);
      if (calls.length === 0) {
        wrong++;
        if (words) turn.messages.push({ role: 'assistant', content: words });
        turn.messages.push({ role: 'user', content: 'You called no function. Words alone change nothing: make one call now, or call finish.' });
        continue;
      }
      const ids = calls.map((_, at) => `call_${turn.messages.length}_${at}`);
      turn.messages.push({ role: 'assistant', content: words || null, tool_calls: calls.map((call, at) => ({ id: ids[at] ?? '', type: 'function', function: { name: plainName(call.name), arguments: clippedJson(call.arguments) } })) });
      const pictures: ChatMessage[] = [];
      let held = false;
      for (const [at, call] of calls.entries()) {
        let reply: Reply = { text: 'Not carried out: the call before it was wrong.' };
        if (!held) {
          const read = await readCall(call.name, call.arguments, turn.scene);
          reply = yield* act(turn, call, read, plan, looks, said);
          if (reply === 'over') return;
          if (read.kind === 'plan') plan = { text: read.text, items: read.steps.map((title, item) => ({ id: String(item + 1), title })) };
          if (read.kind === 'closer' || read.kind === 'difference' || read.kind === 'ledger' || read.kind === 'evaluate') looks++;
          held = reply.wrong === true;
          wrong = held ? wrong + 1 : 0;
        }
        turn.messages.push({ role: 'tool', tool_call_id: ids[at] ?? '', content: reply.text });
        if (reply.picture) pictures.push(reply.picture);
      }
      turn.messages.push(...pictures);
    }
    yield { type: 'finish', summary: context.steps.length === 0 ? say.nothingDone : say.gaveUp, suggestions: [] };
  }

  return {
    id: 'openai',
    label: model.model,
    // What it will want to hold a correction to is not in the instruction alone: it sees the picture.
    looksFor: THINGS,
    next,
  };
}

/** What a step is called whose model gave it no name: its first change. */
function titleOf(current: DevelopSettings, patch: SettingsPatch, locale: Locale): string {
  const [first] = diff(current, applyPatch(current, patch));
  return first ? describeChange(first.name, first.from, first.to, locale) : '';
}

/** A name that servers take back: some refuse a conversation with another. */
const plainName = (name: string): string => name.replace(/[^\w-]/g, '_').slice(0, 64) || 'unknown';

/** Arguments that are JSON, for servers that read what they are sent back; what was not is left out, and the answer to it says so. */
function clippedJson(text: string): string {
  const value = argumentsOf(text);
  const json = JSON.stringify(value ?? {});
  return json.length > LONGEST_SAID ? JSON.stringify({ title: typeof value?.['title'] === 'string' ? value['title'].slice(0, 200) : '' }) : json;
}
