import { z } from 'zod';
import type { Evidence } from '@/lib/agent/types';
import { EvolveError } from '../errors';
import { FEATURE_NAMES, readFeatures, type FeatureName } from './features';
import shipped from './opinion.json' with { type: 'json' };

const name = z.enum(FEATURE_NAMES as readonly [FeatureName, ...FeatureName[]]);

/** A linear model of features: score = bias + Σ weight · feature. How it came to be stands in it. */
const model = z.object({
  format: z.literal('evoroom-opinion-1'),
  bias: z.number(),
  weights: z.array(z.object({ feature: name, weight: z.number() })).min(1).max(FEATURE_NAMES.length),
  trained: z.object({
    /** What the scores are. */
    data: z.string().max(400),
    /** Photos whose scores it was fitted to: it is never tested on them. */
    photos: z.array(z.string().max(64)).max(10_000),
    samples: z.number().int(),
    ridge: z.number(),
    seed: z.number().int(),
    /** What a reader has to know of how it came about, beside the numbers: how often the test photos were looked at, and for what. */
    notes: z.string().max(2000).optional(),
    /** Leave-one-photo-out, inside the training photos. */
    crossValidation: z.object({ srcc: z.number(), plcc: z.number(), rmse: z.number() }),
  }),
});

export type OpinionModel = z.infer<typeof model>;

export function readOpinionModel(value: unknown): OpinionModel {
  const read = model.safeParse(value);
  if (!read.success) throw new EvolveError('model-unreadable', `This is no opinion model: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}. Train it again with "people --train".`);
  return read.data;
}

let kept: OpinionModel | undefined;

/** The one in the repository. */
export const shippedOpinionModel = (): OpinionModel => (kept ??= readOpinionModel(shipped));

/** What people would say of a result beside its source, 1..5. */
export function opinionOf({ bias, weights }: OpinionModel, source: Evidence, result: Evidence): number {
  const values = readFeatures(weights.map(({ feature }) => feature), source, result);
  return Math.min(5, Math.max(1, weights.reduce((sum, { weight }, at) => sum + weight * (values[at] ?? 0), bias)));
}
