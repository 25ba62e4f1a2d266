/** `evolve improve`: what a studio does by night. From a checkpoint on: SEPO with the user's own ratings among the annotators', RFT, and whether the new one wins. */
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../checkpoint/files';
import { cardOf, writeCheckpoint, type Checkpoint } from '../checkpoint/policy-file';
import { Sandbox, type StudioEnvironment } from '../environment';
import { plcc, srcc } from '../metrics';
import { prngOf } from '../prng';
import { against, performed, rowsOfResults, summarise } from '../training/evaluation';
import { gather, spoiledSettings, withValidation } from '../training/data';
import { FULL, type SepoState } from '../training/sepo';
import type { TrainingSettings } from '../training/settings';
import { reflective, synergistic, type Training } from '../training/stages';
import { openTensors } from '../training/tensors';
import { embeddedTutor, type Lesson, type Tutor } from '../training/tutor';
import type { World } from '../training/world';
import type { ModelTutor } from '../tutor';
import type { State } from '../types';
import type { Goes, Improvement, OwnRating, ProgressLine, ReflectionCard, Standing } from './improvement';
import { asRated, ownResults, pairsOf, type OwnResult } from './own';

export type ImproveOptions = {
  readonly world: World & { readonly environment: StudioEnvironment };
  readonly from: Checkpoint & { readonly sha256: string };
  readonly ratings: readonly OwnRating[];
  readonly seed: number;
  readonly settings: TrainingSettings;
  readonly folder: string;
  /** A model that explains mistakes in the embedded tutor's place. */
  readonly tutor?: ModelTutor;
};

/** The user's own ratings among all that are learned from: as many as the annotators', if need be by saying them again. */
const OWN_SHARE = 0.5;
/** Held-out results that the curves of the evaluator are drawn from. */
const WATCHED = 90;
/** Ratings of the user's own below which nothing is told of them. */
const ENOUGH = 10;
const CARDS = 6;
/** Long edge of the pictures of lessons, px. */
const CARD_EDGE = 480;

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function goes(results: readonly OwnResult[], weights: Float32Array): Goes {
  const pairs = pairsOf(results, weights);
  const [own, said] = [pairs.map(([value]) => value), pairs.map(([, value]) => value)];
  return { count: pairs.length, srcc: srcc(own, said), plcc: plcc(own, said) };
}

export async function improve({ world, from, ratings, seed, settings, folder, tutor }: ImproveOptions): Promise<Improvement> {
  const begun = performance.now();
  await mkdir(folder, { recursive: true });
  const log = (line: ProgressLine): void => appendFileSync(join(folder, 'progress.jsonl'), `${JSON.stringify(line)}\n`);
  const report = (stage: string, done: number, of: number): void => log({ type: 'stage', at: Date.now(), stage, done, of });
  const { environment, judge } = world;
  const tf = await openTensors();

  const { learned } = withValidation(world, environment.tasks('train'), settings['data.validation'], seed);
  const data = await gather(world, learned.slice(0, settings['data.demonstrations']), settings, seed, (done, of) => report('data', done, of));
  const held = (await world.demonstrate(environment.tasks('test').slice(0, settings['data.heldOut']), (done, of) => report('held-out', done, of)))
    .flatMap((demonstration) => { const [source, expert] = [demonstration?.states[0], demonstration?.states.at(-1)]; return source && expert ? [{ source, expert }] : []; });
  const judged = await judgedOf(world, held, seed);
  const own = await ownResults(environment.sandbox, ratings);
  const learnedFrom = own.filter(({ isHeldOut }) => !isHeldOut), keptOut = own.filter(({ isHeldOut }) => isHeldOut);

  // Said again until they are their share: a user gives tens of ratings, annotators thousands.
  const ownRated = asRated(learnedFrom, from.weights);
  const times = ownRated.length === 0 ? 0 : Math.max(1, Math.round((OWN_SHARE / (1 - OWN_SHARE)) * (data.rated.length / ownRated.length)));
  const watched = judged.filter((_, index) => index % Math.max(1, Math.ceil(judged.length / WATCHED)) === 0);
  const watch = (_: string, state: SepoState): void => {
    const point = state.curve.at(-1);
    if (!point) return;
    const { reward, kl, self, judged: marks } = point;
    log({ type: 'round', at: Date.now(), round: state.round, reward, kl, self, judged: marks, ...correlations(watched, state.weights) });
  };
  const training: Training = { tf, world, data: { ...data, rated: [...data.rated, ...Array.from({ length: times }, () => ownRated).flat()] }, settings, seed, folder, report, watch };
  const sepo = await synergistic(training, 'sepo', from.weights, FULL);
  const rft = await reflective(training, 'rft', sepo, tutor);
  const { weights } = rft.learner;

  report('evaluation', 0, 2);
  const sources = held.map(({ source }) => source);
  const manner = { by: 'mode', tries: 2, below: settings['reflect.below'], seed } as const;
  const rows = async (policy: Float32Array) => rowsOfResults(judge, sources, await performed(environment, policy, sources, manner));
  const old = await rows(from.weights);
  report('evaluation', 1, 2);
  const fresh = await rows(weights);
  report('evaluation', 2, 2);
  const standing = (done: typeof old, policy: Float32Array): Standing => {
    const { overall, sc, pq, self } = summarise('', done);
    return { overall, sc, pq, self, evaluator: { count: judged.length, ...correlations(judged, policy) }, ...(pairsOf(keptOut, policy).length >= ENOUGH && { own: goes(keptOut, policy) }) };
  };
  const [before, after, wins] = [standing(old, from.weights), standing(fresh, weights), against(fresh, old, seed)];
  const card = cardOf('evoroom-policy', 'studio', seed, settings, { ...world.about, from: from.sha256, ownRatings: learnedFrom.length }, { overall: after.overall, sc: after.sc, pq: after.pq, self: after.self, srcc: after.evaluator.srcc, plcc: after.evaluator.plcc, wins: wins.rate });
  const bytes = writeCheckpoint({ weights, card });
  const reflections = await cardsOf(environment, rft.lessons, folder, tutor ?? embeddedTutor);
  await writeAtomically(join(folder, 'policy.safetensors'), bytes);
  const improvement: Improvement = {
    seed, from: from.sha256, made: sha256Of(bytes), heldOut: held.length, photos: new Set(sources.map(({ task }) => world.originalOf(task))).size,
    ratings: { learned: learnedFrom.length, heldOut: keptOut.length }, before, after, against: wins, reflections, ...(tutor && { tutor: tutor.account() }), seconds: Math.round((performance.now() - begun) / 1000),
  };
  // Last: whoever finds it finds everything that it speaks of.
  await writeAtomically(join(folder, 'improvement.json'), `${JSON.stringify(improvement, null, 1)}\n`);
  return improvement;
}

/** Held-out results, good and bad, with what the annotators say of them. */
async function judgedOf(world: World, held: readonly { readonly source: State; readonly expert: State }[], seed: number): Promise<readonly OwnResult[]> {
  const spoiled = await world.environment.render(held.map(({ source }) => source.task), held.map(({ source, expert }) => spoiledSettings(source.settings, expert.settings, prngOf(seed, 'held', source.task.id))), held.map(() => 0));
  return held.flatMap(({ source, expert }, index) => [source, expert, spoiled[index]].flatMap((state, kind): OwnResult[] => {
    if (!state) return [];
    const { aesthetics, instruction } = world.annotate(state, expert, `held/${source.task.id}/${kind}`);
    return [{ state, stars: { aesthetics, instruction }, isHeldOut: true }];
  }));
}

/** Of the mean of both scores, as in the tables of `evolve all`. */
function correlations(results: readonly OwnResult[], weights: Float32Array): { readonly srcc: number; readonly plcc: number } {
  const pairs = results.map((result) => { const both = pairsOf([result], weights); return [both.reduce((sum, [value]) => sum + value, 0) / both.length, both.reduce((sum, [, value]) => sum + value, 0) / both.length] as const; });
  const [own, said] = [pairs.map(([value]) => value), pairs.map(([, value]) => value)];
  return { srcc: srcc(own, said), plcc: plcc(own, said) };
}

/** Some lessons with their pictures, told in both languages. */
async function cardsOf(environment: StudioEnvironment, lessons: readonly Lesson[], folder: string, tutor: Tutor): Promise<readonly ReflectionCard[]> {
  const chosen = lessons.filter((_, index) => index % Math.max(1, Math.floor(lessons.length / CARDS)) === 0).slice(0, CARDS);
  if (chosen.length === 0) return [];
  await mkdir(join(folder, 'reflections'), { recursive: true });
  const sandbox = new Sandbox({ edge: CARD_EDGE, workers: 1 });
  try {
    return await Promise.all(chosen.map(async (lesson, n): Promise<ReflectionCard> => {
      const { task, bad, good, badScore, goodScore, attributions } = lesson;
      const { recipe } = environment.photoOf(task);
      const pictures = await sandbox.render([bad, good].map((settings) => ({ recipe, settings, jpeg: 85 })));
      await Promise.all((['bad', 'good'] as const).map(async (name, index) => { const jpeg = pictures[index]?.jpeg; if (jpeg) await writeAtomically(join(folder, 'reflections', `${n}-${name}.jpg`), jpeg); }));
      const [worse, better] = await environment.render([task, task], [bad, good], [0, 0]);
      const told = async (locale: 'en' | 'zh') => (worse && better ? tutor.explain({ ...task, locale }, worse, better, { bad: badScore, good: goodScore }, attributions) : lesson.reflection);
      return { n, instruction: task.instruction, badScore, goodScore, text: { en: await told('en'), zh: await told('zh') } };
    }));
  } finally {
    await sandbox.close();
  }
}
