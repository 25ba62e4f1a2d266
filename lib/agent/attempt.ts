import { createHash } from 'node:crypto';
import type { Locale } from '@/lib/develop/types';
import { Stopped, orStop, untilStopped } from './abort';
import type { Budget } from './budget';
import { callKey, judge, type Judged } from './calls';
import { messageOf } from './errors';
import { compare } from './evidence';
import { verdictOn } from './permission';
import type { Call, Outcome, Replay } from './replay';
import type { Rooms } from './rooms';
import { SENTENCES, noteOn } from './sentences';
import type { BaseMaker, Brain, BrainContext, Evaluator, Finish, Generation, MadeBase, Observation, Plan, Question, RunEvent, RunRequest, Shortfall, Standing, TakenStep } from './types';

/** What every part of a run works with. */
export type Work = {
  readonly request: RunRequest;
  readonly brain: Brain;
  readonly evaluator: Evaluator;
  readonly darkroom: Rooms;
  readonly bases?: BaseMaker;
  readonly replay: Replay;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  readonly locale: Locale;
  readonly state: State;
};

/** What a run has reached; changed in place as events are made, so that a stop anywhere finds it. */
export type State = {
  readonly source: Observation;
  readonly start: Observation;
  /** The photo that shows how it should look. */
  readonly like?: Observation;
  /** Where the run started. */
  readonly origin: Standing;
  readonly steps: TakenStep[];
  /** The result to keep if the run stopped now. */
  kept: Standing;
  /** Where the next step goes on from. */
  current: Standing;
  plan?: Plan;
};

export type Attempt = Standing & { readonly finish: Finish; /** It ended with a question: nothing to judge yet. */ readonly asked?: true };

/** Refused calls in a row that end an attempt. */
const REFUSALS = 3;

/** Turns until the brain finishes, a limit is reached or the brain leads nowhere. A correction starts at `state.current`. */
export async function* attempt(work: Work, reflectOn: Shortfall | undefined): AsyncGenerator<RunEvent, Attempt> {
  const { request, replay, budget, state, locale } = work;
  const say = SENTENCES[locale];
  const number = reflectOn?.attempt ?? 1;
  const taken = new Set(reflectOn ? lostFrom(state) : []);
  let refusals = 0;
  let problem: string | undefined;
  let reflecting = reflectOn !== undefined;
  const over = (finish: Finish): Attempt => ({ ...state.current, finish });
  for (;;) {
    const step = state.steps.length + 1;
    const past = replay.turn(step, reflecting ? number : undefined);
    for (const event of past?.events ?? []) {
      if (event.type === 'plan') state.plan = event;
      yield event;
    }
    const limit = past ? undefined : state.steps.length >= request.maxSteps ? say.limit(request.maxSteps) : budget.reached(locale);
    const outcome: Outcome = past?.outcome ?? (limit !== undefined ? { kind: 'limit', text: limit } : yield* turn(work, { step, reflectOn, reflecting, problem }));
    switch (outcome.kind) {
      case 'finish':
        return over(outcome.finish);
      case 'question':
        return { ...over(outcome.finish), asked: true };
      case 'limit':
        if (!past) yield { type: 'message', text: outcome.text, about: 'limit' };
        return over({ summary: outcome.text, suggestions: [] });
      case 'refused':
      case 'call': {
        const judged = outcome.kind === 'call' ? judgedCall(work, outcome.call, taken) : { ok: false as const, problem: outcome.problem };
        if ('question' in judged) {
          yield { type: 'question', question: judged.question };
          return { ...over({ summary: '', suggestions: judged.question.options }), asked: true };
        }
        if (outcome.kind === 'refused' || !judged.ok) {
          problem = judged.ok ? undefined : judged.problem;
          refusals++;
          if (!past) yield { type: 'message', text: refusals < REFUSALS ? (problem ?? '') : say.gaveUp, about: 'problem' };
          if (refusals >= REFUSALS) return over({ summary: state.steps.length === 0 ? say.nothingDone : say.gaveUp, suggestions: [] });
          continue;
        }
        reflecting = false;
        taken.add(judged.key);
        problem = yield* take(work, { step, attempt: number, thought: outcome.thought, call: outcome.call, judged, decided: past !== undefined });
        refusals = problem === undefined ? 0 : refusals + 1;
        if (problem !== undefined && refusals >= REFUSALS) return over({ summary: problem, suggestions: [] });
        break;
      }
      default:
        return outcome satisfies never;
    }
  }
}

/** The calls that, from where the run stands, made up a whole attempt and lost: the same call again would give the same result. */
const lostFrom = ({ steps, current }: State): readonly string[] => {
  const parents = new Set(steps.map(({ parentId }) => parentId));
  return steps.filter(({ rejected, parentId, stepId }) => rejected && parentId === current.stepId && !parents.has(stepId)).map(({ patch }) => callKey(patch, current.observation.settings));
};

/** A call as the run would carry it out; an order to an image model changes no setting and may need the user's word. */
function judgedCall({ request, bases, locale, state }: Work, { patch, generate }: Call, taken: ReadonlySet<string>): Judged | { readonly question: Question } {
  const { settings } = state.current.observation;
  if (!generate) return judge(settings, patch, taken, locale);
  const verdict = verdictOn(generate, request, bases !== undefined, locale);
  switch (verdict.kind) {
    case 'ask': return verdict;
    case 'refuse': return { ok: false, problem: verdict.problem };
    case 'go': return { ok: true, patch: {}, settings, changes: [], clamped: [], key: '' };
  }
}

type Step = { readonly step: number; readonly attempt: number; readonly thought: string; readonly call: Call; readonly judged: Extract<Judged, { ok: true }>; readonly decided: boolean };

/** Carries a call out and looks at what came of it. Answers what kept an image model from it. */
async function* take(work: Work, { step, attempt: number, thought, call: { title, planItem, generate, unknown, call }, judged, decided }: Step): AsyncGenerator<RunEvent, string | undefined> {
  const { request, darkroom, replay, signal, locale, state } = work;
  const { patch, changes } = judged;
  const stepId = `${request.runId}.${step}`;
  const parentId = state.current.stepId;
  const told = { title, ...(planItem && { planItem }), patch, ...(generate && { generate }), ...(call && { call }) };
  if (!decided) yield { type: 'tool_call', step, stepId, parentId, ...told, changes, ...(unknown && { unknown }) };
  const before = state.current.observation;
  const started = performance.now();
  const failed = generate && replay.problem();
  const made = failed !== undefined ? { problem: failed } : generate && (await generated(work, generate, stepId));
  if (made && 'problem' in made) {
    yield { type: 'message', text: made.problem, about: 'problem' };
    return made.problem;
  }
  if (made) {
    if (made.usage) yield { type: 'usage', step, by: 'generator', usage: made.usage };
    await orStop(darkroom.enter(made.base), signal);
  }
  const observation = await orStop(darkroom.observe(made?.settings ?? judged.settings, signal), signal);
  const milliseconds = Math.round(performance.now() - started);
  const { settings, evidence } = observation;
  const note = made?.note ?? noteOn(before.evidence, evidence, compare(before.evidence, evidence), judged.clamped, locale);
  const { base } = darkroom;
  state.steps.push({ step, stepId, parentId, attempt: number, thought, ...told, observation, note });
  state.current = { stepId, observation, ...(base !== undefined && { base }) };
  // Until a correction has been scored, the result that it corrects is the one to keep.
  if (number === 1) state.kept = state.current;
  yield replay.observation(step) ?? { type: 'observation', step, stepId, settings, evidence, note, milliseconds, sha256: pixelHash(observation), ...(base !== undefined && base !== request.base && { base }) };
  return undefined;
}

/** Has an order carried out. What keeps the image model from it is for the brain and the user to know, and no end of the run. */
async function generated({ bases, darkroom: { base }, state, signal, locale }: Work, order: Generation, stepId: string): Promise<MadeBase | { readonly problem: string } | undefined> {
  try {
    return await (bases && orStop(bases.make(order, { settings: state.current.observation.settings, ...(base !== undefined && { base }) }, stepId, locale, signal), signal));
  } catch (error) {
    if (error instanceof Stopped) throw error;
    return { problem: SENTENCES[locale].generation.failed(messageOf(error)) };
  }
}

/** SHA-256 of what was seen: the same settings must give the same bytes on every machine. */
export const pixelHash = ({ pixels: { data } }: Observation): string => createHash('sha256').update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)).digest('hex');

type Asking = { readonly step: number; readonly reflectOn: Shortfall | undefined; readonly reflecting: boolean; readonly problem: string | undefined };

/** What a brain may look at now. */
export const contextOf = ({ request, bases, state: { source, start, like, steps, current, plan } }: Work, reflectOn: Shortfall | undefined): BrainContext =>
  ({ ...request, source, start, ...(like && { like }), steps: [...steps], current, ...(plan && { plan }), canGenerate: bases !== undefined && request.generation !== 'forbid', ...(reflectOn && { reflectOn }) });

/** One turn of the brain, streamed. While `reflecting`, its thoughts are reflection. It is cut off when the run has no time, or no means for another request, left. */
async function* turn(work: Work, { step, reflectOn, reflecting, problem }: Asking): AsyncGenerator<RunEvent, Outcome> {
  const context: BrainContext = { ...contextOf(work, reflectOn), ...(problem && { problem }) };
  const { request, brain, darkroom, budget, signal, locale, state } = work;
  const either = AbortSignal.any([signal, budget.deadline]);
  let thought = '';
  try {
    for await (const output of untilStopped(brain.next(context, darkroom, either), either)) {
      switch (output.type) {
        case 'thought':
          thought += output.delta;
          yield reflecting && reflectOn ? { type: 'reflection', attempt: reflectOn.attempt, delta: output.delta } : { type: 'thought', step, delta: output.delta };
          break;
        case 'again':
          thought = '';
          yield { type: 'again', step, ...(reflecting && reflectOn && { attempt: reflectOn.attempt }) };
          break;
        case 'tool_call':
          return { kind: 'call', thought, call: output };
        case 'finish':
          return { kind: 'finish', finish: { summary: output.summary, suggestions: output.suggestions } };
        case 'ask':
          // Whoever has just answered is not asked again: the brain decides now.
          if (output.question.about === 'request' && request.history.at(-1)?.question?.about === 'request') return { kind: 'refused', problem: SENTENCES[locale].askedAlready(output.question.text) };
          yield { type: 'question', question: output.question };
          return { kind: 'question', finish: { summary: '', suggestions: output.question.options } };
        case 'look': {
          yield { ...output, step };
          // Looking closer leads to another request.
          const limit = budget.reached(locale);
          if (limit !== undefined) return { kind: 'limit', text: limit };
          break;
        }
        case 'usage': {
          const limit = budget.reached(locale);
          yield { ...output, step, by: 'brain' };
          // It was over before this request: a brain that goes on by itself is held.
          if (limit !== undefined) return { kind: 'limit', text: limit };
          break;
        }
        case 'plan':
          state.plan = output;
          yield output;
          break;
        default:
          yield output;
      }
    }
  } catch (error) {
    const limit = budget.reached(locale);
    if (error instanceof Stopped && !signal.aborted && limit !== undefined) return { kind: 'limit', text: limit };
    throw error;
  }
  return { kind: 'refused', problem: SENTENCES[locale].endedWithoutCall };
}
