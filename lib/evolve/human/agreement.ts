import { aesthetics } from '@/lib/agent/evaluator';
import { bootstrap, plcc, psnr, srcc, type Interval } from '../metrics';
import { foretold } from './fit';
import type { OpinionModel } from './model';
import type { HumanSample } from './samples';
import { ssim } from './ssim';

/** How well a way of scoring agrees with people. */
export type Agreement = {
  readonly name: string;
  readonly srcc: number;
  readonly plcc: number;
  /** 95 %, drawn by photo. */
  readonly srccInterval: Interval;
  readonly plccInterval: Interval;
  /** The mean of SRCC within each photo. */
  readonly within: number;
};

export type Scorer = { readonly name: string; readonly score: (sample: HumanSample) => number };

const over = ({ results }: HumanSample, read: (result: HumanSample['results'][number]) => number): number => results.reduce((sum, result) => sum + read(result), 0) / results.length;

/** What the model is compared with: measures that anybody has at hand, and the evaluator's own aesthetics before it learnt from people. */
export const scorers = (model: OpinionModel): readonly Scorer[] => [
  { name: 'opinion model, learnt from people', score: (sample) => foretold(model, sample) },
  { name: 'the studio’s evaluator (rules, nothing learnt)', score: (sample) => over(sample, ({ state }) => aesthetics(state.evidence, sample.source.evidence).score) },
  { name: 'PSNR to the original', score: (sample) => over(sample, ({ pixels }) => psnr(pixels, sample.sourcePixels)) },
  { name: 'SSIM to the original', score: (sample) => over(sample, ({ pixels }) => ssim(pixels, sample.sourcePixels)) },
  { name: 'contrast (spread of luma)', score: (sample) => over(sample, ({ state }) => state.evidence.luma.std) },
  { name: 'colourfulness (Hasler & Süsstrunk)', score: (sample) => over(sample, ({ state }) => state.evidence.colour.colourfulness) },
];

export type Scored = { readonly photo: string; readonly said: number; readonly people: number };

export function agreementOf({ name, score }: Scorer, samples: readonly HumanSample[], seed: number): Agreement {
  const scored = samples.map((sample): Scored => ({ photo: sample.photo, said: score(sample), people: sample.score }));
  const groups = [...new Set(scored.map(({ photo }) => photo))].map((photo) => scored.filter((one) => one.photo === photo));
  const by = (measure: typeof srcc) => (list: readonly Scored[]): number => measure(list.map(({ said }) => said), list.map(({ people }) => people));
  const interval = (measure: typeof srcc): Interval => bootstrap(groups, (drawn) => by(measure)(drawn.flat()), { seed, rounds: 1000 });
  return {
    name, srcc: by(srcc)(scored), plcc: by(plcc)(scored), srccInterval: interval(srcc), plccInterval: interval(plcc),
    within: groups.reduce((sum, group) => sum + by(srcc)(group), 0) / Math.max(1, groups.length),
  };
}
