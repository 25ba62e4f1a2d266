import type { Trajectory } from '@/lib/agent/trajectory';
import type { RunEvent, Score } from '@/lib/agent/types';
import type { DevelopSettings } from '@/lib/develop/types';
import { EvolveError } from '../errors';
import type { DataFolder } from './folder';
import { FORMAT_VERSION, type LrAttempt, type LrSample, type LrStep, type Rating } from './sample';

/** Renders settings of the trajectory’s photo as a JPEG. */
export type Develop = (settings: DevelopSettings) => Promise<Uint8Array>;

type Of<T extends RunEvent['type']> = Extract<RunEvent, { readonly type: T }>;
const is = <T extends RunEvent['type']>(type: T) => (event: RunEvent): event is Of<T> => event.type === type;

/**
 * A run of the studio as a sample: its attempts with their thoughts, calls and scores, the last of them the one that was kept. A correction that lost is left out:
 * what was kept did not grow from it. A run that an image model had a hand in, or that was stopped or never scored, is no sample.
 *
 * @param stars what its user said of the result
 * @throws {EvolveError} `trajectory-unfit`, with the reason
 */
export async function lrFromTrajectory({ request, events, photo }: Trajectory, develop: Develop, folder: DataFolder, stars: readonly Rating[] = []): Promise<LrSample> {
  const refuse = (why: string): never => { throw new EvolveError('trajectory-unfit', `The run “${request.instruction.slice(0, 80)}” ${why}`); };
  if (request.base !== undefined || events.some((event) => event.type === 'tool_call' && event.generate)) refuse('was carried out by an image model: its pictures are no function of settings.');
  const done = events.find(is('done')) ?? refuse('did not come to its end.');
  if (done.stopped) refuse('was stopped.');
  if (Object.keys(request.settings).length > 0) refuse('starts from settings that were made before: it is no trajectory from the photo.');
  const observations = new Map(events.filter(is('observation')).map((event) => [event.stepId, event]));
  const evaluations = events.filter(is('evaluation'));
  const kept = evaluations.find(({ stepId }) => stepId === done.stepId) ?? refuse('was never scored.');
  const path = (stepId: string): readonly Of<'tool_call'>[] => {
    const call = events.filter(is('tool_call')).find((event) => event.stepId === stepId);
    return call ? [...path(call.parentId), call] : [];
  };
  const source = await folder.put(await develop({}));
  const stepsOf = (calls: readonly Of<'tool_call'>[]): Promise<LrStep[]> => Promise.all(calls.map(async ({ step, stepId, patch }) => ({
    thought: thoughtOf(events, step), tool_call: patch, image: await folder.put(await develop(observations.get(stepId)?.settings ?? {})),
  })));
  const first = evaluations[0] as Of<'evaluation'>;
  const chosen = path(done.stepId);
  if (chosen.length === 0) refuse('changed nothing.');
  // Attempts that the kept one went on from, and before them a first one that it did not: what a reflection was about.
  const onPath = evaluations.map((evaluation) => ({ evaluation, upTo: chosen.findIndex(({ stepId }) => stepId === evaluation.stepId) + 1 })).filter(({ upTo }) => upTo > 0);
  const attempts: LrAttempt[] = [];
  if (onPath[0]?.evaluation !== first) attempts.push({ steps: await stepsOf(path(first.stepId)), evaluation: evaluationOf(first.score) });
  for (const [at, { evaluation, upTo }] of onPath.entries()) attempts.push({ steps: await stepsOf(chosen.slice(onPath[at - 1]?.upTo ?? 0, upTo)), evaluation: evaluationOf(evaluation.score) });
  const locale = /\p{Script=Han}/u.test(request.instruction) ? 'zh' : request.locale;
  return {
    format: 'artedit-lr', version: FORMAT_VERSION, id: `${request.runId}${photo.sha256 ? `-${photo.sha256.slice(0, 8)}` : ''}`, instruction: request.instruction, locale, source, attempts,
    ratings: stars.length > 0 ? stars : [{ aesthetics: kept.score.aesthetics, instruction: kept.score.instruction, by: 'self' }],
  };
}

const evaluationOf = (score: Score): LrAttempt['evaluation'] => ({ thought: score.reasons.join(' '), score: score.overall });

/** What was thought or reflected for a step; pieces before an `again` do not count. */
function thoughtOf(events: readonly RunEvent[], step: number): string {
  const until = events.findIndex((event) => event.type === 'tool_call' && event.step === step);
  const from = events.slice(0, until).findLastIndex((event) => event.type === 'observation' || (event.type === 'again' && event.step === step));
  return events.slice(from + 1, until).map((event) => (event.type === 'thought' || event.type === 'reflection' ? event.delta : '')).join('');
}
