import { settingsHash } from '@/lib/develop/settings';
import type { Evidence } from '@/lib/agent/types';
import type { Ratings, State } from '../../types';
import { randomOf, seedOf } from '../../random';
import { askedBy, doneOf, intentOfTask } from '../../asked';
import { pictureDistance } from './distance';

/** A synthetic person: sees as all do, and answers with an own bias, an own taste, and not always the same. */
export type Annotator = {
  readonly id: string;
  /** Points added to everything. */
  readonly bias: { readonly aesthetics: number; readonly instruction: number };
  /** How far apart good and bad are put. */
  readonly spread: number;
  /** Standard deviation of one answer, points. */
  readonly noise: number;
  /** Points for a picture that is clearly warmer, brighter, more contrasty, more colourful than the photo was. */
  readonly taste: { readonly warm: number; readonly bright: number; readonly contrast: number; readonly colour: number };
};

export type Rated = { readonly source: State; readonly result: State; /** What the person has in mind: the expert's picture, which nobody else is shown. */ readonly expert: State };

/** People by a seed. */
export function annotators(count: number, seed: number): readonly Annotator[] {
  return Array.from({ length: count }, (_, at) => {
    const random = randomOf(seedOf('annotator', seed, at));
    const points = (deviation: number): number => deviation * random.normal();
    return {
      id: `synthetic-${seed}-${at + 1}`, bias: { aesthetics: points(0.25), instruction: points(0.2) }, spread: random.between(0.85, 1.15), noise: random.between(0.2, 0.45),
      taste: { warm: points(0.15), bright: points(0.15), contrast: points(0.15), colour: points(0.15) },
    };
  });
}

/** Points that a picture loses for what looks processed, beyond what the expert did to the same photo. */
export function overdone(result: Evidence, expert: Evidence): number {
  const beyond = (read: (evidence: Evidence) => number, free: number, unit: number, most: number): number => Math.min(most, Math.max(0, read(result) - read(expert) - free) / unit);
  return (
    beyond(({ clipping }) => 100 * clipping.highlights, 1, 6, 1.2) + beyond(({ clipping }) => 100 * clipping.shadows, 1, 8, 0.8)
    + beyond(({ colour }) => colour.p95Chroma, 2, 8, 1) + beyond(({ colour }) => Math.hypot(colour.cast.a, colour.cast.b), 1.5, 4, 1)
    + beyond(({ sharpness }) => 100 * Math.log(Math.max(0.05, sharpness)), 25, 60, 0.8) + beyond(({ noise }) => noise, 0.8, 3, 0.7)
  );
}

/** A ΔE that nobody minds, and one at which nothing is left of the expert's picture. */
const [SAME, LOST] = [0.8, 14];

/** Asked movements are forgiven to go this much farther than words usually mean. */
const BOLD = 1.5;

/** How far what the words name went, −1 (as far the other way) … 1 (there, or somewhat beyond); nothing where nothing can be seen of what they name. */
export function carriedOut(source: State, result: State): number | undefined {
  const marks = intentOfTask(result.task).goals.flatMap((goal) => {
    const asked = askedBy(goal, source.evidence);
    if (!asked) return [];
    const part = doneOf(asked, result.evidence);
    return [Math.max(-1, part <= 1 ? part : Math.min(1, 1 + BOLD - part))];
  });
  return marks.length === 0 ? undefined : marks.reduce((sum, mark) => sum + mark, 0) / marks.length;
}

/** How much of whether an instruction was followed people tell by its words; the rest is likeness to the expert's picture, which has in it what words do not say. */
const BY_WORDS = 0.75;

/** What all agree on, before anybody's own share: 1..5 each. */
export function verdict({ source, result, expert }: Rated): { readonly aesthetics: number; readonly instruction: number } {
  const left = pictureDistance(result, expert), way = pictureDistance(source, expert);
  const processed = overdone(result.evidence, expert.evidence);
  const aesthetics = 4.7 - 3.2 * Math.min(1, Math.max(0, left - SAME) / (LOST - SAME)) ** 0.8 - processed;
  // Doing nothing leaves the whole way; going as far again beyond the aim is no better.
  const like = Math.max(-1, 1 - Math.max(0, left - SAME / 2) / Math.max(1.2, way));
  const reach = BY_WORDS * (carriedOut(source, result) ?? like) + (1 - BY_WORDS) * like;
  const instruction = reach >= 0 ? 1.7 + 3 * reach ** 0.9 : 1.7 + 0.7 * reach;
  return { aesthetics: within(aesthetics), instruction: within(instruction - 0.4 * processed) };
}

const within = (points: number): number => Math.min(5, Math.max(1, points));

/** One person's stars, 1..5 whole. The same person rates the same picture of the same task the same. */
export function rate({ id, bias, spread, noise, taste }: Annotator, rated: Rated): Ratings {
  const { source, result } = rated;
  const { aesthetics, instruction } = verdict(rated);
  const random = randomOf(seedOf('rating', id, result.task.id, settingsHash(result.settings)));
  const moved = (read: (evidence: Evidence) => number, unit: number): number => Math.tanh((read(result.evidence) - read(source.evidence)) / unit);
  const liked = taste.warm * moved(({ colour }) => colour.cast.b, 2) + taste.bright * moved(({ luma }) => luma.mean, 10) + taste.contrast * moved(({ luma }) => luma.std, 5) + taste.colour * moved(({ colour }) => colour.meanChroma, 3);
  const stars = (points: number): number => Math.round(within(3 + spread * (points - 3) + noise * random.normal()));
  return { aesthetics: stars(aesthetics + bias.aesthetics + liked), instruction: stars(instruction + bias.instruction), by: 'synthetic' };
}

/** The mean of several people's stars. */
export function panel(people: readonly Annotator[], rated: Rated): Ratings {
  const all = people.map((person) => rate(person, rated));
  const mean = (read: (ratings: Ratings) => number): number => Math.round((100 * all.reduce((sum, ratings) => sum + read(ratings), 0)) / Math.max(1, all.length)) / 100;
  return { aesthetics: mean(({ aesthetics }) => aesthetics), instruction: mean(({ instruction }) => instruction), by: 'synthetic' };
}
