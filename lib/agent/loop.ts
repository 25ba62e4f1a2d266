import type { DevelopSettings, Locale } from '@/lib/develop/types';
import { Stopped, orStop } from './abort';
import { attempt, type State, type Work } from './attempt';
import { Budget } from './budget';
import { AgentError, codeOf, messageOf } from './errors';
import { orderly } from './permission';
import { Replay } from './replay';
import { Rooms } from './rooms';
import { SENTENCES, languageOf } from './sentences';
import { Guard } from './shortfall';
import { thingsIn } from './things';
import type { BaseMaker, Brain, Darkroom, Evaluator, Finish, Observation, ReferencePhoto, Region, RunEvent, RunRequest, Shortfall } from './types';
import { evaluate, keep, type Judged } from './verdict';

export type RunDeps = {
  readonly brain: Brain;
  readonly evaluator: Evaluator;
  readonly darkroom: Darkroom;
  /** Has image models make new bases; absent: nothing is generated. */
  readonly bases?: BaseMaker;
  /** Looks at the photo that shows how it should look; absent: none can be shown. */
  readonly like?: (reference: ReferencePhoto, signal?: AbortSignal) => Promise<Observation>;
  readonly signal?: AbortSignal;
};

/** One correction, as published; every further one costs the user time for less. */
const ROUNDS = 1;

/**
 * One agent turn: plan → (think, tool call, observe)* → evaluate → reflect if the score is low or limits are broken → compare → keep the
 * better → done. Yields what happens as it happens and ends with `done`, or with `error` when the darkroom or the brain failed. Aborting
 * ends it at once with `done`, `stopped`.
 *
 * With the events of an interrupted run in `past`, only the events after them are yielded: what was decided is rendered again but not
 * decided again, and a turn that was cut off is taken anew (see `Replay`).
 */
export async function* run(request: RunRequest, deps: RunDeps, past: readonly RunEvent[] = []): AsyncGenerator<RunEvent, void> {
  const replay = new Replay(past);
  if (replay.ended) return;
  const budget = new Budget(request.limits, past);
  try {
    for await (const said of phases(request, deps, replay, budget)) for (const event of replay.heard(said)) {
      budget.note(event);
      yield event;
    }
  } finally {
    budget.close();
  }
}

/** Continues an interrupted run after the events it had logged. */
export const resume = (request: RunRequest, deps: RunDeps, past: readonly RunEvent[]): AsyncGenerator<RunEvent, void> => run(request, deps, past);

async function* phases(request: RunRequest, given: RunDeps, replay: Replay, budget: Budget): AsyncGenerator<RunEvent, void> {
  const locale = languageOf(request.instruction, request.locale);
  const say = SENTENCES[locale];
  const signal = given.signal ?? new AbortController().signal;
  let state: State | undefined;
  try {
    const { bases } = given;
    const darkroom = new Rooms(explained(given.darkroom, locale), bases && { make: bases.make.bind(bases), open: async (base) => explained(await bases.open(base), locale) }, request.base);
    const deps = { ...given, darkroom, ...(request.permission && { brain: orderly(request.permission, locale) }) };
    const pointed = request.pointed ?? [];
    deps.darkroom.see?.([...(deps.brain.looksFor ?? thingsIn(request)), ...(pointed.length > 0 ? (['pointed'] as const) : [])], pointed);
    const source = await observe(deps.darkroom, {}, signal);
    const begin = Object.keys(request.settings).length === 0 ? source : await observe(deps.darkroom, request.settings, signal);
    const like = await likeness(request, given, locale, signal);
    const start = like ? { ...begin, like } : begin;
    const origin = { stepId: request.stepId, observation: start, ...(request.base !== undefined && { base: request.base }) };
    state = { source, start, origin, steps: [], kept: origin, current: origin, ...(like && { like }) };
    const ending = yield* attempts({ ...deps, request, replay, budget, signal, locale, state });
    yield { type: 'done', stepId: state.kept.stepId, summary: ending.summary, suggestions: ending.suggestions };
  } catch (error) {
    if (error instanceof Stopped || signal.aborted) {
      yield { type: 'done', stepId: state?.kept.stepId ?? request.stepId, summary: say.stopped(state?.steps.length ?? 0), suggestions: [], stopped: true };
      return;
    }
    const code = codeOf(error) ?? 'unexpected';
    yield { type: 'error', code, message: error instanceof AgentError ? error.message : say.brainFailed(messageOf(error)) };
  }
}

async function* attempts(work: Work): AsyncGenerator<RunEvent, Finish> {
  const { request, brain, evaluator, darkroom, budget, signal, locale, state } = work;
  const first = yield* attempt(work, undefined);
  // What a picture shows now is beyond an evaluator that only measures.
  const unjudged = request.permission && evaluator.id === 'embedded';
  if (state.steps.length === 0 || first.asked || unjudged) return first.finish;
  const guard = new Guard(request, state.start, darkroom, signal);
  let best = yield* evaluate(work, 1, first, await orStop(guard.broken(first.observation.settings), signal));

  const rounds = request.rounds ?? ROUNDS;
  const wanting = ({ score, broken }: Judged): boolean => score.overall < request.reflectBelow || broken.length > 0;
  for (let number = 2; number <= rounds + 1 && wanting(best); number++) {
    if (state.steps.length >= request.maxSteps || (!work.replay.going && budget.reached(locale) !== undefined)) break;
    const taken = state.steps.length;
    await orStop(darkroom.enter(best.base), signal);
    const gap = await orStop(shortfall(guard, number, best, request, locale), signal);
    state.current = brain.correctsFrom === 'start' ? state.origin : best;
    await orStop(darkroom.enter(state.current.base), signal);
    const again = yield* attempt(work, gap);
    if (again.asked) return again.finish;
    if (state.steps.length === taken) break;
    const later = yield* evaluate(work, number, again, await orStop(guard.broken(again.observation.settings), signal), gap);
    const winner = yield* keep(work, best, later);
    const [kept, lost] = winner === 'later' ? [later, best] : [best, later];
    reject(state, lost.stepId, kept.stepId);
    state.kept = best = kept;
  }
  return best.finish;
}

const shortfall = async (guard: Guard, attempt: number, { score, broken, stepId, observation }: Judged, request: RunRequest, locale: Locale): Promise<Shortfall> => ({
  attempt, score, broken,
  best: { stepId, observation },
  objections: broken.map(({ kind, measured }) => SENTENCES[locale].broken[kind](measured)),
  blame: request.textOnly ? [] : await guard.blame(observation.settings),
});

/** Marks the steps that led to the lost result but not to the kept one, for the brain to see. */
function reject({ steps }: State, lostId: string, keptId: string): void {
  const line = (stepId: string): readonly string[] => {
    const step = steps.find((one) => one.stepId === stepId);
    return step ? [stepId, ...line(step.parentId)] : [];
  };
  const kept = line(keptId);
  const lost = line(lostId).filter((stepId) => !kept.includes(stepId));
  steps.forEach((step, index) => {
    if (lost.includes(step.stepId)) steps[index] = { ...step, rejected: true };
  });
}

const observe = (darkroom: Darkroom, settings: DevelopSettings, signal: AbortSignal): Promise<Observation> => orStop(darkroom.observe(settings, signal), signal);

/** The reference, when the request has one. */
async function likeness({ reference }: RunRequest, { like }: RunDeps, locale: Locale, signal: AbortSignal): Promise<Observation | undefined> {
  if (!reference || !like) return undefined;
  try {
    return await orStop(like(reference, signal), signal);
  } catch (error) {
    if (error instanceof Stopped || signal.aborted) throw error;
    throw new AgentError(codeOf(error) ?? 'reference', SENTENCES[locale].referenceFailed(reference.name, messageOf(error)), error);
  }
}

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
  const { closer, cover, facts, find, probe, see, spots } = darkroom;
  return {
    photo: darkroom.photo,
    ...(facts && { facts }),
    ...(see && { see: see.bind(darkroom) }),
    ...(find && { find: find.bind(darkroom) }),
    ...(cover && { cover: cover.bind(darkroom) }),
    ...(spots && { spots: spots.bind(darkroom) }),
    ...(closer && { closer: (settings: DevelopSettings, region: Region, longEdge: number, signal?: AbortSignal) => explain(closer.call(darkroom, settings, region, longEdge, signal), signal) }),
    observe: (settings, signal) => explain(darkroom.observe(settings, signal), signal),
    ...(probe && { probe: (settings: DevelopSettings, signal?: AbortSignal) => explain(probe.call(darkroom, settings, signal), signal) }),
  };
}
