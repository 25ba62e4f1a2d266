import { openTensors } from '../training/tensors';
import { agreementOf, scorers, type Scorer } from './agreement';
import { EvolveError } from '../errors';
import { fitOpinion, foretold, splitByPhoto } from './fit';
import { expectedOf, taughtByPeople, TEACHING } from './head';
import { shippedOpinionModel, type OpinionModel } from './model';
import { APPROXIMATION, type PeopleReport } from './report';
import { humanSamples, type HumanSample, type SampleOptions } from './samples';
import { readOpinions } from './scores';

const DATA = 'TID2013 mean opinion scores (Ponomarenko et al. 2015) of contrast, saturation and mean-shift changes of Kodak photos, pictures made again; scaled to 1–5';

export type PeopleOptions = SampleOptions & {
  /** CSV with the columns photo, distortion, level, mos. */
  readonly scores: string;
  /** Folder of the original photos. */
  readonly photos: string;
  readonly seed?: number;
  /** Learn anew from half of the photos; absent: the shipped model on all photos that it never saw. */
  readonly train?: boolean;
  /** Weights of a policy (any: fresh ones, too) whose own evaluator is taught by the training photos' scores and tested beside the model. */
  readonly policy?: Float32Array;
};

/**
 * Compares the evaluator with people, on photos whose scores it was not fitted to.
 *
 * @throws {EvolveError} scores or photos that are not there, or no photo left to test on
 */
export async function comparePeople({ scores, photos, seed = 1, train = false, policy, ...options }: PeopleOptions): Promise<PeopleReport> {
  const samples = await humanSamples(await readOpinions(scores), photos, options);
  const names = [...new Set(samples.map(({ photo }) => photo))];
  if (train && names.length < 4) throw new EvolveError('photos-missing', `Expected scores of at least 4 photos to learn from but found ${names.length}.`);
  const learnt = train ? splitByPhoto(names, seed).train : shippedOpinionModel().trained.photos;
  const [shown, unseen] = [samples.filter(({ photo }) => learnt.includes(photo)), samples.filter(({ photo }) => !learnt.includes(photo))];
  const model = train ? fitOpinion(shown, DATA, seed) : shippedOpinionModel();
  const head = policy && shown.length > 0 ? taughtByPeople(await openTensors(), policy, shown, { ...TEACHING, seed }) : undefined;
  return reportOf(model, unseen, seed, head ? [{ name: 'a policy’s evaluator, taught by loop 2', score: (sample) => expectedOf(head, sample) }] : []);
}

function reportOf(model: OpinionModel, samples: readonly HumanSample[], seed: number, others: readonly Scorer[]): PeopleReport {
  const testedOn = [...new Set(samples.map(({ photo }) => photo))];
  if (testedOn.length === 0) throw new EvolveError('photos-missing', 'The model was fitted to the scores of all of these photos, so none is left to test it on. Bring others, or learn anew from half of them (--train).');
  return {
    format: 'evoroom-people-1', seed, approximation: APPROXIMATION, trainedOn: model.trained.photos, testedOn, samples: samples.length, model,
    agreements: inOrder(scorers(model), others).map((scorer) => agreementOf(scorer, samples, seed)),
    points: samples.map((sample) => ({ photo: sample.photo, kind: sample.kind, level: sample.level, said: Number(foretold(model, sample).toFixed(4)), people: Number(sample.score.toFixed(4)) })),
  };
}

/** The model, what else was taught by people, then baselines. */
const inOrder = ([model, ...baselines]: readonly Scorer[], others: readonly Scorer[]): readonly Scorer[] => [...(model ? [model] : []), ...others, ...baselines];
