import type { DevelopSettings, Locale, SettingsPatch } from '@/lib/develop/types';
import { Stopped, orStop, untilStopped } from './abort';
import { judge, type Judged } from './calls';
import { AgentError, codeOf, messageOf } from './errors';
import { compare } from './evidence';
import { orderly, verdictOn } from './permission';
import { Replay } from './replay';
import { Rooms } from './rooms';
import { SENTENCES, languageOf, noteOn } from './sentences';
import { thingsIn } from './things';
import type { BaseMaker, Brain, BrainContext, Darkroom, Evaluator, FunctionCall, Generation, MadeBase, Observation, Plan, Region, RunEvent, RunRequest, Score, TakenStep } from './types';

export type RunDeps = {
  readonly brain: Brain;
  readonly evaluator: Evaluator;
  readonly darkroom: Darkroom;
  /** Has image models make new bases; absent: nothing is generated. */
  readonly bases?: BaseMaker;
  readonly signal?: AbortSignal;
};
type Deps = RunDeps & { readonly darkroom: Rooms };

/** Refused calls in a row that end an attempt. */
const REFUSALS = 3;
/** One correction, as published; every further one costs the user time for less. */
const ATTEMPTS = 2;

/** How an attempt came to its end. */
type Ending = { readonly summary: string; readonly suggestions: readonly string[]; /** It ended with a question: nothing to judge yet. */ readonly asked?: true };
type Attempt = { readonly ending: Ending; readonly stepId: string; readonly observation: Observation };

/** What a run has reached; changed in place as events are made, so that a stop anywhere finds it. */
type State = {
  readonly source: Observation;
  readonly start: Observation;
  readonly steps: TakenStep[];
  /** The result to keep if the run stopped now. */
  kept: { stepId: string; observation: Observation };
  plan?: Plan;
  /** Where the next step goes on from. */
  current: { stepId: string; observation: Observation };
};

/**
 * One agent turn: plan → (think, tool call, observe)* → evaluate → reflect if the score is low → keep the better → done. Yields what happens
 * as it happens and ends with `done`, or with `error` when the darkroom or the brain failed. Aborting ends it at once with `done`, `stopped`.
 *
 * With the events of an interrupted run in `past`, only the events after them are yielded: decided steps are rendered again but not
 * decided again, and a turn that was cut off is asked for again with the same context.
 */
export async function* run(request: RunRequest, deps: RunDeps, past: readonly RunEvent[] = []): AsyncGenerator<RunEvent, void> {
  const replay = new Replay(past);
  if (replay.ended) return;
  for await (const event of phases(request, deps, replay)) if (!replay.said(event)) yield event;
}

/** Continues an interrupted run after the events it had logged. */
export const resume = (request: RunRequest, deps: RunDeps, past: readonly RunEvent[]): AsyncGenerator<RunEvent, void> => run(request, deps, past);

async function* phases(request: RunRequest, given: RunDeps, replay: Replay): AsyncGenerator<RunEvent, void> {
  const locale = languageOf(request.instruction, request.locale);
  const say = SENTENCES[locale];
  const signal = given.signal ?? new AbortController().signal;
  let state: State | undefined;
  try {
    const { bases } = given;
    const darkroom = new Rooms(explained(given.darkroom, locale), bases && { make: bases.make.bind(bases), open: async (base) => explained(await bases.open(base), locale) }, request.base);
    const deps: Deps = { ...given, darkroom, ...(request.permission && { brain: orderly(request.permission, locale) }) };
    deps.darkroom.see?.(deps.brain.looksFor ?? thingsIn(request));
    const source = await observe(deps.darkroom, {}, signal);
    const start = Object.keys(request.settings).length === 0 ? source : await observe(deps.darkroom, request.settings, signal);
    const origin = { stepId: request.stepId, observation: start };
    state = { source, start, steps: [], kept: origin, current: origin };
    const ending = yield* attempts(request, deps, replay, state, signal, locale);
    yield { type: 'done', stepId: state.kept.stepId, summary: ending.summary, suggestions: ending.suggestions };
  } catch (error) {
    if (error instanceof Stopped) {
      yield { type: 'done', stepId: state?.kept.stepId ?? request.stepId, summary: say.stopped(state?.steps.length ?? 0), suggestions: [], stopped: true };
      return;
    }
    const code = codeOf(error) ?? 'unexpected';
    yield { type: 'error', code, message: error instanceof AgentError ? error.message : say.brainFailed(messageOf(error)) };
  }
}

async function* attempts(request: RunRequest, deps: Deps, replay: Replay, state: State, signal: AbortSignal, locale: Locale): AsyncGenerator<RunEvent, Ending> {
  const first = yield* attempt(request, deps, replay, state, signal, locale, undefined);
  // What a picture shows now is beyond an evaluator that only measures.
  const unjudged = request.permission && deps.evaluator.id === 'embedded';
  if (state.steps.length === 0 || first.ending.asked || unjudged) return first.ending;
  let best = { ...first, score: yield* evaluate(1, first, request, deps, replay, state, signal) };

  for (let number = 2; number <= ATTEMPTS && best.score.overall < request.reflectBelow && state.steps.length < request.maxSteps; number++) {
    const taken = state.steps.length;
    const again = yield* attempt(request, deps, replay, state, signal, locale, { attempt: number, score: best.score });
    if (state.steps.length === taken) break;
    const score = yield* evaluate(number, again, request, deps, replay, state, signal);
    const better = score.overall > best.score.overall;
    const [winner, loser] = better ? [{ ...again, score }, best] : [best, { ...again, score }];
    state.kept = { stepId: winner.stepId, observation: winner.observation };
    yield { type: 'kept', stepId: winner.stepId, rejectedStepId: loser.stepId, reason: SENTENCES[locale].kept(winner.score, loser.score, better ? 'new' : 'old') };
    best = winner;
  }
  return best.ending;
}

/** Turns until the brain finishes, the steps run out or the brain leads nowhere. */
async function* attempt(
  request: RunRequest, deps: Deps, replay: Replay, state: State, signal: AbortSignal, locale: Locale, reflectOn: BrainContext['reflectOn'],
): AsyncGenerator<RunEvent, Attempt> {
  const say = SENTENCES[locale];
  const taken = new Set<string>();
  let refusals = 0;
  let problem: string | undefined;
  let reflecting = reflectOn !== undefined;
  let ending: Ending | undefined;
  while (!ending) {
    if (state.steps.length >= request.maxSteps) {
      yield { type: 'message', text: say.limit(request.maxSteps) };
      ending = { summary: say.limit(request.maxSteps), suggestions: [] };
      break;
    }
    const number = state.steps.length + 1;
    const replayed = replay.turn(number);
    const context: BrainContext = { ...request, source: state.source, start: state.start, steps: [...state.steps], ...(state.plan && { plan: state.plan }), ...(reflectOn && { reflectOn }), ...(problem && { problem }), canGenerate: deps.bases !== undefined && request.generation !== 'forbid' };
    const turn = replayed ?? (yield* decide(deps.brain.next(context, deps.darkroom, signal), number, reflecting ? reflectOn?.attempt : undefined, signal));
    if (replayed) yield* replayed.events;
    state.plan = turn.plan ?? state.plan;
    if (turn.finish) {
      ending = turn.finish;
      break;
    }
    const order = turn.call?.generate;
    const verdict = order && verdictOn(order, request, deps.bases !== undefined, locale);
    if (verdict?.kind === 'ask') {
      yield { type: 'question', question: verdict.question };
      ending = { summary: '', suggestions: verdict.question.options, asked: true };
      break;
    }
    const judged = verdict ? granted(verdict, state.current.observation.settings) : turn.call ? judge(state.current.observation.settings, turn.call.patch, taken, locale) : { ok: false as const, problem: say.endedWithoutCall };
    if (!judged.ok || !turn.call) {
      problem = judged.ok ? say.endedWithoutCall : judged.problem;
      refusals++;
      yield { type: 'message', text: refusals < REFUSALS ? problem : say.gaveUp };
      if (refusals >= REFUSALS) ending = { summary: state.steps.length === 0 ? say.nothingDone : say.gaveUp, suggestions: [] };
      continue;
    }
    problem = undefined;
    reflecting = false;
    taken.add(judged.key);
    const { title, planItem, call } = turn.call;
    const stepId = `${request.runId}.${number}`;
    if (!replayed)
      yield { type: 'tool_call', step: number, stepId, parentId: state.current.stepId, title, ...(planItem && { planItem }), patch: judged.patch, changes: judged.changes, ...(order && { generate: order }), ...(call && { call }) };
    const before = state.current.observation;
    const started = performance.now();
    let made: MadeBase | undefined;
    if (order && deps.bases) {
      const failed = replay.problem();
      const answer = failed === undefined ? await generated(deps.bases, order, before.settings, deps.darkroom.base, stepId, locale, signal) : { problem: failed };
      if ('problem' in answer) {
        ({ problem } = answer);
        refusals++;
        yield { type: 'message', text: problem };
        if (refusals >= REFUSALS) ending = { summary: problem, suggestions: [] };
        continue;
      }
      made = answer;
      if (made.usage) yield { type: 'usage', step: number, by: 'generator', usage: made.usage };
      await orStop(deps.darkroom.enter(made.base), signal);
    }
    refusals = 0;
    const observation = await observe(deps.darkroom, made?.settings ?? judged.settings, signal);
    const note = made?.note ?? noteOn(before.evidence, observation.evidence, compare(before.evidence, observation.evidence), judged.clamped, locale);
    state.steps.push({ step: number, stepId, attempt: reflectOn?.attempt ?? 1, thought: turn.thought, title, ...(planItem && { planItem }), patch: judged.patch, ...(order && { generate: order }), ...(call && { call }), observation, note });
    state.current = { stepId, observation };
    // Until a correction has been scored, the result that it corrects is the one to keep.
    if (!reflectOn) state.kept = state.current;
    yield replay.observation(number) ?? { type: 'observation', step: number, stepId, settings: observation.settings, evidence: observation.evidence, note, milliseconds: Math.round(performance.now() - started), ...(deps.darkroom.base !== request.base && { base: deps.darkroom.base }) };
  }
  return { ending, ...state.current };
}

type Turn = {
  readonly thought: string;
  readonly plan?: Plan;
  readonly call?: { readonly title: string; readonly planItem?: string; readonly patch: SettingsPatch; readonly generate?: Generation; readonly call?: FunctionCall };
  readonly finish?: Ending;
};

/** Streams one turn of the brain. While `reflecting`, its thoughts are reflection. */
async function* decide(outputs: ReturnType<Brain['next']>, step: number, reflecting: number | undefined, signal: AbortSignal): AsyncGenerator<RunEvent, Turn> {
  let thought = '';
  let plan: Plan | undefined;
  for await (const output of untilStopped(outputs, signal)) {
    switch (output.type) {
      case 'thought':
        thought += output.delta;
        yield reflecting === undefined ? { type: 'thought', step, delta: output.delta } : { type: 'reflection', attempt: reflecting, delta: output.delta };
        break;
      case 'tool_call':
        return { thought, plan, call: output };
      case 'finish':
        return { thought, plan, finish: output };
      case 'ask':
        yield { type: 'question', question: output.question };
        return { thought, finish: { summary: '', suggestions: output.question.options, asked: true } };
      case 'plan':
        plan = output;
        yield output;
        break;
      case 'look':
        yield { ...output, step };
        break;
      case 'usage':
        yield { ...output, step, by: 'brain' };
        break;
      default:
        yield output;
    }
  }
  return { thought, plan };
}

/** An order as a call that changes no setting. */
function granted(verdict: Exclude<ReturnType<typeof verdictOn>, { readonly kind: 'ask' }>, settings: DevelopSettings): Judged {
  return verdict.kind === 'refuse' ? { ok: false, problem: verdict.problem } : { ok: true, patch: {}, settings, changes: [], clamped: [], key: '' };
}

/** Has an order carried out. What keeps the image model from it is for the brain and the user to know, and no end of the run. */
async function generated(bases: BaseMaker, order: Generation, settings: DevelopSettings, base: string | undefined, stepId: string, locale: Locale, signal: AbortSignal): Promise<MadeBase | { readonly problem: string }> {
  try {
    return await orStop(bases.make(order, { settings, ...(base !== undefined && { base }) }, stepId, locale, signal), signal);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    return { problem: SENTENCES[locale].generation.failed(messageOf(error)) };
  }
}

async function* evaluate(number: number, result: Attempt, request: RunRequest, deps: RunDeps, replay: Replay, state: State, signal: AbortSignal): AsyncGenerator<RunEvent, Score> {
  const known = replay.evaluation(number);
  const { instruction, locale, history } = request;
  const score = known?.score ?? (await orStop(deps.evaluator.evaluate({ instruction, locale, history, source: state.source, start: state.start, result: result.observation }, signal), signal));
  yield { type: 'evaluation', attempt: number, stepId: result.stepId, score };
  return score;
}

const observe = (darkroom: Darkroom, settings: DevelopSettings, signal: AbortSignal): Promise<Observation> => orStop(darkroom.observe(settings, signal), signal);

/** The darkroom with failures that say what happened and what to do, whoever asked for the picture: the loop or the brain. */
function explained(darkroom: Darkroom, locale: Locale): Darkroom {
  const explain = async <T>(picture: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
    try {
      return await picture;
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new AgentError(codeOf(error) ?? 'render-failed', SENTENCES[locale].renderFailed(messageOf(error)), error);
    }
  };
  const { closer, facts, find, probe, see } = darkroom;
  return {
    photo: darkroom.photo,
    ...(facts && { facts }),
    ...(see && { see: see.bind(darkroom) }),
    ...(find && { find: find.bind(darkroom) }),
    ...(closer && { closer: (settings: DevelopSettings, region: Region, longEdge: number, signal?: AbortSignal) => explain(closer.call(darkroom, settings, region, longEdge, signal), signal) }),
    observe: (settings, signal) => explain(darkroom.observe(settings, signal), signal),
    ...(probe && { probe: (settings: DevelopSettings, signal?: AbortSignal) => explain(probe.call(darkroom, settings, signal), signal) }),
  };
}
