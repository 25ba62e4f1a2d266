/** The three stages, each resumable, each a file in the run's folder. */
import { join } from 'node:path';
import { freshWeights } from '../policy/layout';
import type { Tensors } from '../policy/network';
import type { Moments } from './adam';
import type { Rated, TrainingData } from './data';
import { learnerOf, type Learner } from './learner';
import { rftEpoch } from './rft';
import { freshSepo, poolOf, sepoRound, type Ablation, type SepoState } from './sepo';
import { sftEpoch } from './sft';
import type { TrainingSettings } from './settings';
import { runStage } from './stage';
import { atTemperature } from './temperature';
import { embeddedTutor, teach, type Lesson, type Tutor } from './tutor';
import type { World } from './world';
import type { Decision } from './rollouts';

export type Training = { readonly tf: Tensors; readonly world: World; readonly data: TrainingData; readonly settings: TrainingSettings; readonly seed: number; readonly folder: string; report?(stage: string, done: number, of: number): void; /** Looks at SEPO after each round; changes nothing. */ watch?(name: string, state: SepoState): void };

type Losses = { editor: number[]; evaluator: number[] };
export type Fitted = { readonly learner: Learner; readonly losses: Losses };

const zero = (size: number): Float32Array => new Float32Array(size);
const vector = (vectors: Readonly<Record<string, Float32Array>>, name: string): Float32Array => vectors[name] ?? zero(0);
const packMoments = (name: string, { first, second }: Moments): Record<string, Float32Array> => ({ [`${name}.first`]: first, [`${name}.second`]: second });
const unpackMoments = (vectors: Readonly<Record<string, Float32Array>>, name: string, count: number): Moments => ({ first: vector(vectors, `${name}.first`), second: vector(vectors, `${name}.second`), count });

export const fittedAsProgress = {
  pack: ({ learner: { weights, moments }, losses }: Fitted) => ({ vectors: { weights, ...packMoments('adam', moments) }, rest: { updates: moments.count, losses } }),
  unpack: ({ vectors, rest }: { readonly vectors: Readonly<Record<string, Float32Array>>; readonly rest: unknown }): Fitted => {
    const { updates, losses } = rest as { readonly updates: number; readonly losses: Losses };
    return { learner: { weights: vector(vectors, 'weights'), moments: unpackMoments(vectors, 'adam', updates) }, losses };
  },
};

/** Stage 1. `blind`: the text-only ablation. */
export function supervised({ tf, data, settings, seed, folder, report }: Training, name: string, decisions: readonly Decision[]): Promise<Fitted> {
  return runStage<Fitted>({
    path: join(folder, `${name}.safetensors`), count: settings['sft.epochs'], every: settings['run.save'], ...fittedAsProgress,
    fresh: () => ({ learner: learnerOf(freshWeights(seed)), losses: { editor: [], evaluator: [] } }),
    step: ({ learner, losses }, epoch) => {
      const { editor, evaluator } = sftEpoch(tf, learner, decisions, data.rated, epoch, settings, seed);
      losses.editor.push(editor);
      losses.evaluator.push(evaluator);
    },
    progress: (done, of) => report?.(name, done, of),
  });
}

/** Stage 2, from the weights of stage 1, cooled, which stay its reference. */
export async function synergistic({ tf, world, data, settings, seed, folder, report, watch }: Training, name: string, start: Float32Array, ablation: Ablation): Promise<SepoState> {
  const reference = atTemperature(start, settings['sepo.temperature']);
  const context = { tf, world, experts: data.experts, rated: data.rated, reference, settings, seed, ablation };
  let pool: Rated[] = [];
  return runStage<SepoState>({
    path: join(folder, `${name}.safetensors`), count: settings['sepo.rounds'], every: settings['run.save'],
    fresh: () => freshSepo(reference),
    pack: ({ weights, average, editor, evaluator, ...rest }) => ({ vectors: { weights, average, ...packMoments('editor', editor), ...packMoments('evaluator', evaluator) }, rest: { ...rest, updates: [editor.count, evaluator.count] } }),
    unpack: async ({ vectors, rest }) => {
      const { updates, ...state } = rest as Omit<SepoState, 'weights' | 'average' | 'editor' | 'evaluator'> & { readonly updates: readonly [number, number] };
      pool = await poolOf(context, state.shown);
      return { ...state, weights: vector(vectors, 'weights'), average: vector(vectors, 'average'), editor: unpackMoments(vectors, 'editor', updates[0]), evaluator: unpackMoments(vectors, 'evaluator', updates[1]) };
    },
    step: async (state) => {
      await sepoRound(context, state, pool);
      watch?.(name, state);
    },
    progress: (done, of) => report?.(name, done, of),
  });
}

/** Stage 3, on lessons made inside stage 2. */
export async function reflective(training: Training, name: string, { weights, contrasts }: { readonly weights: Float32Array; readonly contrasts: SepoState['contrasts'] }, tutor: Tutor = training.world.tutor ?? embeddedTutor): Promise<Fitted & { readonly lessons: readonly Lesson[] }> {
  const { tf, world, data, settings, seed, folder, report } = training;
  const most = settings['reflect.most'];
  // Evenly over the rounds, the newest always among them.
  const chosen = contrasts.length <= most ? contrasts : Array.from({ length: most }, (_, k) => contrasts[Math.floor(((k + 1) * contrasts.length) / most) - 1] as (typeof contrasts)[number]);
  const lessons = await teach(world, weights, new Map(data.experts.map(({ task }) => [task.id, task])), chosen, tutor);
  const decisions = lessons.flatMap((lesson) => lesson.decisions);
  const ordinary = data.decisions.map(({ input }) => input);
  const fitted = await runStage<Fitted>({
    path: join(folder, `${name}.safetensors`), count: decisions.length === 0 ? 0 : settings['rft.epochs'], every: settings['run.save'], ...fittedAsProgress,
    fresh: () => ({ learner: learnerOf(weights), losses: { editor: [], evaluator: [] } }),
    step: ({ learner, losses }, epoch) => { losses.editor.push(rftEpoch(tf, learner, weights, decisions, ordinary, epoch, settings, seed)); },
    progress: (done, of) => report?.(name, done, of),
  });
  return { ...fitted, lessons };
}
