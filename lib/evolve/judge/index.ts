import { intentOf } from '@/lib/agent/intent';
import type { Observation } from '@/lib/agent/types';
import type { Locale } from '@/lib/develop/types';
import type { Judge } from '../types';
import { artefactsOf } from './artefacts';
import { consistency } from './consistency';
import { observed } from './observed';
import { quality } from './quality';

export { type Artefacts, artefactsOf } from './artefacts';
export { type Defect, type DefectKind, defectsOf } from './quality';
export { observed } from './observed';

/**
 * The independent judge: for evaluation only, its marks are never trained on. It measures what the words of the instruction name, before and after, and what is
 * wrong with the picture. It is told the words and shown two pictures; who made the result is not among what it is given. It shares the definitions of
 * words (`lib/agent/aims`) with the teacher and with synthetic people, and no weight and no label with the policy.
 */

export type Verdict = {
  /** How the instruction was carried out and how little else was changed, 0..10. */
  readonly sc: number;
  /** How good the picture looks by itself, 0..10. */
  readonly pq: number;
  /** √(SC · PQ). */
  readonly overall: number;
};

export const overallOf = ({ sc, pq }: Pick<Verdict, 'sc' | 'pq'>): number => Math.sqrt(Math.max(0, sc) * Math.max(0, pq));

type Words = { readonly instruction: string; readonly locale: Locale };

/** Black and white as it is seen, however it was made. */
const mono = ({ evidence }: Observation): boolean => evidence.colour.meanChroma < 0.9;

function verdictOf({ instruction, locale }: Words, source: Observation, result: Observation, pixels: boolean): Verdict {
  const intent = intentOf({ instruction, locale, history: [] }, source);
  const sc = consistency(intent, source, result, pixels ? 'hidden' : 'seen');
  const seen = (picture: Observation) => ({ evidence: picture.evidence, ...(pixels && { artefacts: artefactsOf(picture.pixels, source.pixels) }) });
  const pq = quality(intent, seen(source), seen(result), mono(result));
  return { sc, pq, overall: overallOf({ sc, pq }) };
}

/** Judges two pictures by their pixels and nothing else: with banding and halos, and with regions as fine as the pictures are. */
export const judgePictures = (words: Words, source: Observation, result: Observation): Verdict => verdictOf(words, source, result, true);

/** Judges the small states of the environment: what shows only in pixels is not looked for. */
export function createIndependentJudge(): Judge {
  return {
    name: 'independent',
    judge: ({ instruction, locale }, source, result) => {
      const { sc, pq } = verdictOf({ instruction, locale }, observed(source), observed(result), false);
      return { sc, pq };
    },
  };
}
