/** `evolve improve`: what a studio does by night. From a checkpoint on: SEPO with what its users said and did among the annotators' ratings, their corrections as demonstrations, RFT, and whether the new one wins. */
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../checkpoint/files';
import { cardOf, writeCheckpoint, type Checkpoint } from '../checkpoint/policy-file';
import { Sandbox, type StudioEnvironment } from '../environment';
import { plcc, srcc } from '../metrics';
import { batchThinking } from '../policy/network';
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
import type { RatedState, State } from '../types';
import { asRated, corrected, correctionsOf, countsOf, expectationOf, keysOf, openOwn, ownStanding, scoresOf, type Judgement, type Own } from '../own';
import type { Improvement, ProgressLine, ReflectionCard, Standing } from './improvement';

export type ImproveOptions = {
  readonly world: World & { readonly environment: StudioEnvironment };
  readonly from: Checkpoint & { readonly sha256: string };
  /** What its users said and did. */
  readonly own: Own;
  readonly seed: number;
  readonly settings: TrainingSettings;
  readonly folder: string;
  /** A model that explains mistakes in the embedded tutor's place. */
  readonly tutor?: ModelTutor;
};

/** Held-out results that the curves of the evaluator are drawn from. */
const WATCHED = 90;
const CARDS = 6;
/** Long edge of the pictures of lessons, px. */
const CARD_EDGE = 480;

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export async function improve({ world, from, own, seed, settings: asked, folder, tutor }: ImproveOptions): Promise<Improvement> {
  // What comes out of a training was cooled when the first one began: each time anew would leave nothing to try.
  const settings: TrainingSettings = { ...asked, 'sepo.temperature': 1 };
  const begun = performance.now();
  await mkdir(folder, { recursive: true });
  const log = (line: ProgressLine): void => appendFileSync(join(folder, 'progress.jsonl'), `${JSON.stringify(line)}\n`);
  const report = (stage: string, done: number, of: number): void => log({ type: 'stage', at: Date.now(), stage, done, of });
  const { environment, judge } = world;
  const tf = await openTensors();

  const { learned } = withValidation(world, environment.tasks('train'), settings['data.validation'], seed);
  const data = await gather(world, learned.slice(0, settings['data.tasks']), settings, seed, (done, of) => report('data', done, of));
  const held = (await world.demonstrate(environment.tasks('test').slice(0, settings['data.heldOut']), (done, of) => report('held-out', done, of)))
    .flatMap((demonstration) => { const [source, expert] = [demonstration?.states[0], demonstration?.states.at(-1)]; return source && expert ? [{ source, expert }] : []; });
  const judged = await judgedOf(world, held, seed);
  const room = await openOwn(environment.sandbox, own.pictures);
  // A photo that the checkpoint is promoted on is not learned from, whoever uploaded it.
  const tested = new Set(environment.photos.filter(({ split }) => split === 'test').map(({ recipe }) => recipe.sha256));
  const readable = own.judgements.filter((judgement) => keysOf(judgement).every((key) => { const result = room.results.get(key); return result !== undefined && !tested.has(result.state.task.photo); }));
  const isKeptOut = (judgement: Judgement): boolean => keysOf(judgement).some((key) => room.results.get(key)?.isHeldOut === true);
  const learnedFrom = readable.filter((judgement) => !isKeptOut(judgement)), keptOut = readable.filter(isKeptOut);
  const ownRated = asRated(scoresOf(learnedFrom, (key) => { const result = room.results.get(key); return result && expectationOf(from.weights, result); }), room.results, data.rated.length);

  const watched = judged.filter((_, index) => index % Math.max(1, Math.ceil(judged.length / WATCHED)) === 0);
  const watch = (_: string, state: SepoState): void => {
    const point = state.curve.at(-1);
    if (!point) return;
    const { reward, kl, self, judged: marks } = point;
    log({ type: 'round', at: Date.now(), round: state.round, reward, kl, self, judged: marks, ...correlations(watched, state.weights) });
  };
  const training: Training = { tf, world, data: { ...data, rated: [...data.rated, ...ownRated] }, settings, seed, folder, report, watch };
  const sepo = await synergistic(training, 'sepo', from.weights, FULL);
  const decisions = await correctionsOf(room, learnedFrom, sepo.average);
  const byHand = await corrected(training, 'own', sepo.average, decisions);
  // Lessons are made of the environment's photos alone: their pictures are seen by everybody, and by a tutor elsewhere.
  const rft = await reflective(training, 'rft', { weights: byHand.learner.weights, contrasts: sepo.contrasts }, tutor);
  const { weights } = rft.learner;

  report('evaluation', 0, 2);
  const sources = held.map(({ source }) => source);
  const manner = { by: 'mode', tries: settings['reflect.tries'], below: settings['reflect.below'], seed } as const;
  const rows = async (policy: Float32Array) => rowsOfResults(judge, sources, await performed(environment, batchThinking(tf, policy), sources, manner));
  const old = await rows(from.weights);
  report('evaluation', 1, 2);
  const fresh = await rows(weights);
  report('evaluation', 2, 2);
  const standing = (done: typeof old, policy: Float32Array): Standing => {
    const { overall, sc, pq, self } = summarise('', done);
    return { overall, sc, pq, self, evaluator: { count: judged.length, ...correlations(judged, policy) }, ...ownStanding(keptOut, room.results, policy) };
  };
  const [before, after, wins] = [standing(old, from.weights), standing(fresh, weights), against(fresh, old, seed)];
  const card = cardOf('evoroom-policy', 'studio', seed, settings, { ...world.about, from: from.sha256, ownJudgements: learnedFrom.length, ...Object.fromEntries(Object.entries(countsOf(learnedFrom)).map(([kind, count]) => [`own ${kind}`, count])) }, { overall: after.overall, sc: after.sc, pq: after.pq, self: after.self, srcc: after.evaluator.srcc, plcc: after.evaluator.plcc, wins: wins.rate });
  const bytes = writeCheckpoint({ weights, card });
  const reflections = await cardsOf(environment, rft.lessons, folder, tutor ?? embeddedTutor);
  await writeAtomically(join(folder, 'policy.safetensors'), bytes);
  const improvement: Improvement = {
    seed, from: from.sha256, made: sha256Of(bytes), heldOut: held.length, photos: new Set(sources.map(({ task }) => world.originalOf(task))).size,
    ratings: { learned: learnedFrom.length, heldOut: keptOut.length }, learned: countsOf(learnedFrom), demonstrated: decisions.length, before, after, against: wins, reflections, ...(tutor && { tutor: tutor.account() }), seconds: Math.round((performance.now() - begun) / 1000),
  };
  // Last: whoever finds it finds everything that it speaks of.
  await writeAtomically(join(folder, 'improvement.json'), `${JSON.stringify(improvement, null, 1)}\n`);
  return improvement;
}

/** Held-out results, good and bad, with what the annotators say of them. */
async function judgedOf(world: World, held: readonly { readonly source: State; readonly expert: State }[], seed: number): Promise<readonly RatedState[]> {
  const spoiled = await world.environment.render(held.map(({ source }) => source.task), held.map(({ source, expert }) => spoiledSettings(source.settings, expert.settings, prngOf(seed, 'held', source.task.id))), held.map(() => 0));
  return held.flatMap(({ source, expert }, index) => [source, expert, spoiled[index]].flatMap((state, kind): RatedState[] => (state ? [{ state, ratings: world.annotate(state, expert, `held/${source.task.id}/${kind}`) }] : [])));
}

/** Of the mean of both scores, as in the tables of `evolve all`. */
function correlations(results: readonly RatedState[], weights: Float32Array): { readonly srcc: number; readonly plcc: number } {
  const [own, said] = [results.map((result) => expectationOf(weights, result).overall), results.map(({ ratings: { aesthetics, instruction } }) => (aesthetics + instruction) / 2)];
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
