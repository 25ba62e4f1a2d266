import { z } from 'zod';
import { normalise } from '@/lib/develop/settings';
import type { JsonValue, Locale, SettingsPatch } from '@/lib/develop/types';
import { CATEGORIES } from '../types';

/**
 * ArtEdit-Lr and ArtEdit-Eval as files: a line of JSON a sample, pictures in `images/` beside it. Their shape follows the paper (arXiv 2511.23002):
 * photo, instruction, then thought, tool call and picture a step, a score; the field names are ours. docs/DATA-FORMATS.md.
 */
export const FORMAT_VERSION = 1;

/** What one sample may be at most: enough for any edit, too little to fill a memory. */
export const LIMITS = { line: 4 * 1024 * 1024, steps: 64, attempts: 8, text: 20_000, imageBytes: 32 * 1024 * 1024 } as const;

const text = z.string().max(LIMITS.text);
/** A picture in the folder: `images/` and a name without any path in it. */
const picture = z.string().regex(/^images\/[A-Za-z0-9][A-Za-z0-9._-]{0,127}\.(jpg|png|webp)$/, 'Expected images/NAME.jpg, .png or .webp');
const score = z.number().min(1).max(5);
const json: z.ZodType<JsonValue> = z.json();
const locale = z.enum(['en', 'zh']);
const split = z.enum(['train', 'test']);
const by = z.enum(['synthetic', 'human', 'teacher', 'self']);
const about = {
  id: z.string().min(1).max(200), instruction: text.min(1), locale, category: z.enum(CATEGORIES).optional(), subcategory: z.string().max(64).optional(), split: split.optional(),
};

const step = z.looseObject({
  thought: text,
  /** Absolute values by Lightroom’s names; `null` is back to the default. */
  tool_call: z.record(z.string().max(128), json),
  /** The picture after it. */
  image: picture,
});
const rating = z.looseObject({ aesthetics: score, instruction: score, by, annotator: z.string().max(128).optional() });
const attempt = z.looseObject({
  steps: z.array(step).max(LIMITS.steps),
  /** What was thought when it was done, and the score that was given. */
  evaluation: z.looseObject({ thought: text, score }),
});

/** One sample of ArtEdit-Lr. More than one attempt: each later one begins with the reflection on the one before, as the thought of its first step. */
export const lrSchema = z.looseObject({ format: z.literal('artedit-lr'), version: z.literal(FORMAT_VERSION), ...about, source: picture, attempts: z.array(attempt).min(1).max(LIMITS.attempts), ratings: z.array(rating).max(100) });
/** One sample of ArtEdit-Eval: a result, and what people said of it. */
export const evalSchema = z.looseObject({ format: z.literal('artedit-eval'), version: z.literal(FORMAT_VERSION), ...about, source: picture, result: picture, ratings: z.array(rating).min(1).max(100) });

export type Rating = { readonly aesthetics: number; readonly instruction: number; readonly by: 'synthetic' | 'human' | 'teacher' | 'self'; readonly annotator?: string };
type About = { readonly id: string; readonly instruction: string; readonly locale: Locale; readonly category?: (typeof CATEGORIES)[number]; readonly subcategory?: string; readonly split?: 'train' | 'test' };
export type LrStep = { readonly thought: string; readonly tool_call: SettingsPatch; readonly image: string };
export type LrAttempt = { readonly steps: readonly LrStep[]; readonly evaluation: { readonly thought: string; readonly score: number } };
export type LrSample = About & { readonly format: 'artedit-lr'; readonly version: typeof FORMAT_VERSION; readonly source: string; readonly attempts: readonly LrAttempt[]; readonly ratings: readonly Rating[] };
export type EvalSample = About & { readonly format: 'artedit-eval'; readonly version: typeof FORMAT_VERSION; readonly source: string; readonly result: string; readonly ratings: readonly Rating[] };

/** Aesthetics and instruction as the one number that the published evaluator gives, two decimals; weights of the embedded evaluator. */
export const overall = ({ aesthetics, instruction }: Pick<Rating, 'aesthetics' | 'instruction'>): number => Math.round(100 * (0.45 * aesthetics + 0.55 * instruction)) / 100;

/** What a sample's last result is worth, 1…5: what people say of it, else its own score. */
export const scoreOf = ({ ratings, attempts }: LrSample): number => (ratings[0] ? overall(ratings[0]) : (attempts.at(-1)?.evaluation.score ?? 1));

/** Samples of one photo and one instruction are a group. */
export const groupOf = ({ source, instruction }: Pick<LrSample, 'source' | 'instruction'>): string => `${source} ${instruction}`;

/** Of each group the sample that people like best: the expert. */
export function bestOf(samples: readonly LrSample[]): ReadonlyMap<string, LrSample> {
  const best = new Map<string, LrSample>();
  for (const sample of samples) {
    const known = best.get(groupOf(sample));
    if (!known || scoreOf(sample) > scoreOf(known)) best.set(groupOf(sample), sample);
  }
  return best;
}

export const ofSplit = <Sample extends { readonly split?: 'train' | 'test' }>(samples: readonly Sample[], split: 'train' | 'test'): readonly Sample[] => samples.filter((sample) => (sample.split ?? 'train') === split);

/** All that a sample's calls set, the later over the earlier. */
export const patchOfSample = ({ attempts }: Pick<LrSample, 'attempts'>): SettingsPatch => Object.assign({}, ...attempts.flatMap(({ steps }) => steps.map(({ tool_call }) => tool_call))) as SettingsPatch;

/** Names of the parameters that a document moves. */
export const namesMoved = (document: unknown): ReadonlySet<string> => new Set(Object.keys(normalise(document).settings));
