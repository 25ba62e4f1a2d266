import type { Locale } from '@/lib/develop/types';
import { Stopped, orStop } from './abort';
import { contextOf, type Attempt, type Work } from './attempt';
import { AgentError, messageOf } from './errors';
import { createEmbeddedEvaluator } from './evaluator';
import { penaltyFor } from './guards';
import { SENTENCES } from './sentences';
import type { Broken, Comparison, Evaluator, RunEvent, Score, Shortfall, Usage } from './types';

/** A result that has been judged. */
export type Judged = Attempt & { readonly score: Score; readonly by: string; readonly broken: readonly Broken[] };

const embedded = createEmbeddedEvaluator();

/**
 * Calls an evaluator within what the run has left, and tells what it used. Undefined where it failed or there is nothing left:
 * then the embedded evaluator, which needs nothing, goes on.
 */
async function* ask<T>({ budget, signal, locale, state, evaluator }: Work, question: (evaluator: Evaluator, signal: AbortSignal, report: { usage(usage: Usage): void }) => Promise<T>, failed: (reason: string) => string): AsyncGenerator<RunEvent, T | undefined> {
  if (evaluator.id !== embedded.id && budget.reached(locale) !== undefined) return undefined;
  const either = AbortSignal.any([signal, budget.deadline]);
  const used: Usage[] = [];
  let answer: T | undefined;
  let trouble: string | undefined;
  try {
    answer = await orStop(question(evaluator, either, { usage: (usage) => used.push(usage) }), evaluator.id === embedded.id ? signal : either);
  } catch (error) {
    if (signal.aborted || evaluator.id === embedded.id) throw error;
    trouble = error instanceof Stopped ? undefined : error instanceof AgentError ? error.message : messageOf(error);
  }
  for (const usage of used) yield { type: 'usage', step: state.steps.length, by: 'evaluator', usage };
  if (trouble !== undefined) yield { type: 'message', text: failed(trouble.replace(/[.。]$/, '')) };
  return answer;
}

/** Scores attempt `number`, which was to mend `reflectedOn` if it is a correction, and says which limits it breaks. */
export async function* evaluate(work: Work, number: number, result: Attempt, broken: readonly Broken[], reflectedOn?: Shortfall): AsyncGenerator<RunEvent, Judged> {
  const { replay, locale, evaluator } = work;
  const known = replay.next('evaluation');
  if (known) {
    yield* known.events;
    return { ...result, score: known.last.score, by: known.last.by ?? evaluator.id, broken };
  }
  const input = { ...asked(work), result: result.observation };
  const context = { ...contextOf(work, reflectedOn), current: result };
  const given = yield* ask(work, (one, signal, report) => one.evaluate({ ...input, context }, signal, report), SENTENCES[locale].scoredInstead);
  const score = given ?? (await embedded.evaluate(input, work.signal));
  const by = given ? evaluator.id : embedded.id;
  const objections = broken.map(({ kind, measured }) => SENTENCES[locale].broken[kind](measured));
  yield { type: 'evaluation', attempt: number, stepId: result.stepId, score, by, ...(objections.length > 0 && { objections }), finish: result.finish };
  return { ...result, score, by, broken };
}

const asked = ({ request: { instruction, locale, history }, state: { source, start, like } }: Work) => ({ instruction, locale, history, source, start, ...(like && { like }) });

/**
 * Decides between the best result so far and its correction. Seen side by side in both orders one of them must win both times, since judges
 * favour a place; else the higher score less what broken limits cost wins, else the earlier result stays.
 */
export async function* keep(work: Work, earlier: Judged, later: Judged): AsyncGenerator<RunEvent, 'earlier' | 'later'> {
  const known = work.replay.next('kept');
  if (known) {
    yield* known.events;
    return known.last.stepId === later.stepId ? 'later' : 'earlier';
  }
  const comparison = yield* compared(work, earlier, later);
  const { winner, reason } = await decide(work, earlier, later, comparison);
  const [kept, lost] = winner === 'later' ? [later, earlier] : [earlier, later];
  yield { type: 'kept', stepId: kept.stepId, rejectedStepId: lost.stepId, reason, ...(comparison && { comparison }) };
  return winner;
}

async function* compared(work: Work, earlier: Judged, later: Judged): AsyncGenerator<RunEvent, Comparison | undefined> {
  if (!work.evaluator.compare) return undefined;
  const place = (winner: 'a' | 'b' | 'tie', first: 'earlier' | 'later') => (winner === 'tie' ? 'tie' : (winner === 'a') === (first === 'earlier') ? 'earlier' : 'later');
  const pair = asked(work);
  const seen = yield* ask(work, async (evaluator, signal, report) => {
    // Both at once: neither order knows of the other.
    const [forward, backward] = await Promise.all([
      evaluator.compare?.({ ...pair, a: earlier.observation, b: later.observation }, signal, report),
      evaluator.compare?.({ ...pair, a: later.observation, b: earlier.observation }, signal, report),
    ]);
    return forward && backward && { forward, backward };
  }, SENTENCES[work.locale].comparisonFailed);
  return seen && { forward: place(seen.forward.winner, 'earlier'), backward: place(seen.backward.winner, 'later'), reasons: [...seen.forward.reasons.map(calling('earlier', work.locale)), ...seen.backward.reasons.map(calling('later', work.locale))] };
}

/** A judge's words with the results called what they are: it knew them as A and B, in one order and in the other. */
const calling = (first: 'earlier' | 'later', locale: Locale) => (reason: string): string =>
  reason.replace(/\b(?:the )?(?:result|image|version) ([AB])\b|(?:结果|图像|图片|版本|图)\s*([AB])(?![A-Za-z])/gi, (_, en: string | undefined, zh: string | undefined) => {
    const isFirst = (en ?? zh ?? '').toUpperCase() === 'A';
    return SENTENCES[locale].called[isFirst === (first === 'earlier') ? 'earlier' : 'later'];
  }).replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

async function decide(work: Work, earlier: Judged, later: Judged, comparison: Comparison | undefined): Promise<{ readonly winner: 'earlier' | 'later'; readonly reason: string }> {
  const say = SENTENCES[work.locale];
  const which = (winner: 'earlier' | 'later') => (winner === 'later' ? 'new' : 'old');
  if (comparison && comparison.forward === comparison.backward && comparison.forward !== 'tie') return { winner: comparison.forward, reason: say.preferred(which(comparison.forward)) };
  const [old, young]: readonly [Score, Score] = earlier.by === later.by ? [earlier.score, later.score] : await bothEmbedded(work, earlier, later);
  const winner = young.overall - penaltyFor(later.broken) > old.overall - penaltyFor(earlier.broken) ? 'later' : 'earlier';
  const byScore = young.overall > old.overall ? 'later' : 'earlier';
  const reason = winner !== byScore ? say.keptForLimits(which(winner)) : winner === 'later' ? say.kept(young, old, 'new') : say.kept(old, young, 'old');
  const undecided = comparison && (comparison.forward === 'tie' && comparison.backward === 'tie' ? say.even : say.undecided);
  return { winner, reason: undecided === undefined ? reason : `${undecided} ${reason}` };
}

/** Scores of two evaluators do not compare. */
const bothEmbedded = async (work: Work, earlier: Judged, later: Judged): Promise<readonly [Score, Score]> =>
  [await embedded.evaluate({ ...asked(work), result: earlier.observation }, work.signal), await embedded.evaluate({ ...asked(work), result: later.observation }, work.signal)];
