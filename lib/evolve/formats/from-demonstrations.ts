import { describeChange, diff, patchBetween } from '@/lib/develop/settings';
import type { StudioEnvironment } from '../environment';
import type { Imperfect } from '../environment';
import type { Demonstration, State } from '../types';
import type { DataFolder } from './folder';
import { type EvalSample, FORMAT_VERSION, type LrAttempt, type LrSample, overall, type Rating } from './sample';
import { evaluationThought, reflectionThought } from './wording';

/** Quality of the pictures. */
const JPEG = 92;

/** Pictures of states, as names in the folder; rendered at the environment’s size. */
export async function pictures(environment: StudioEnvironment, states: readonly State[], folder: DataFolder): Promise<readonly string[]> {
  const rendered = await environment.sandbox.render(states.map(({ task, settings }) => ({ recipe: environment.photoOf(task).recipe, settings, jpeg: JPEG })));
  return Promise.all(rendered.map(({ jpeg }) => folder.put(jpeg ?? new Uint8Array())));
}

const aboutOf = ({ task: { id, instruction, locale, category, subcategory, split } }: Demonstration, kind: string) => ({ version: FORMAT_VERSION, id: kind ? `${id}-${kind}` : id, instruction, locale, category, subcategory, split });

async function attemptOf(environment: StudioEnvironment, { task, states, patches, thoughts, ratings }: Demonstration, folder: DataFolder): Promise<{ readonly source: string; readonly attempt: LrAttempt }> {
  const [source = '', ...images] = await pictures(environment, states, folder);
  const [start, result] = [states[0] as State, states.at(-1) as State];
  const steps = patches.map((tool_call, at) => ({ thought: thoughts[at] ?? '', tool_call, image: images[at] ?? source }));
  return { source, attempt: { steps, evaluation: { thought: evaluationThought(start.evidence, result.evidence, ratings, task.locale), score: overall(ratings) } } };
}

/** A trajectory as a sample of ArtEdit-Lr. `kind` tells samples of one task apart. */
export async function lrOf(environment: StudioEnvironment, demonstration: Demonstration, folder: DataFolder, kind = ''): Promise<LrSample> {
  const { source, attempt } = await attemptOf(environment, demonstration, folder);
  return { format: 'artedit-lr', ...aboutOf(demonstration, kind), version: FORMAT_VERSION, source, attempts: [attempt], ratings: [demonstration.ratings] };
}

/** A poor attempt and its correction. `reflection` is what a tutor wrote; without one the settings that stand elsewhere are named. */
export async function reflectionOf(environment: StudioEnvironment, wrong: Demonstration, right: Demonstration, folder: DataFolder, reflection?: string): Promise<LrSample> {
  const first = await attemptOf(environment, wrong, folder);
  const [bad, good] = [wrong.states.at(-1) as State, right.states.at(-1) as State];
  const { locale } = wrong.task;
  const changes = diff(bad.settings, good.settings).map(({ name, from, to }) => describeChange(name, from, to, locale));
  const [image = ''] = await pictures(environment, [good], folder);
  const thought = reflection ?? reflectionThought(changes, first.attempt.evaluation.score, locale);
  const start = right.states[0] as State;
  const corrected: LrAttempt = { steps: [{ thought, tool_call: patchBetween(bad.settings, good.settings), image }], evaluation: { thought: evaluationThought(start.evidence, good.evidence, right.ratings, locale), score: overall(right.ratings) } };
  return { format: 'artedit-lr', ...aboutOf(wrong, 'reflection'), version: FORMAT_VERSION, source: first.source, attempts: [first.attempt, corrected], ratings: [right.ratings] };
}

/** Results with what people said of them, as samples of ArtEdit-Eval. */
export async function evalOf(environment: StudioEnvironment, { task, states, ratings }: Demonstration | Imperfect, folder: DataFolder, kind: string, by?: readonly Rating[]): Promise<EvalSample> {
  const [source = '', result = ''] = await pictures(environment, [states[0] as State, states.at(-1) as State], folder);
  return { format: 'artedit-eval', ...aboutOf({ task, states, ratings, patches: [], thoughts: [] }, kind), version: FORMAT_VERSION, source, result, ratings: by ?? [ratings] };
}
