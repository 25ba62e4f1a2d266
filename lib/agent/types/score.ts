/** How a result is judged. */
import type { Locale } from '@/lib/develop/types';
import type { BrainContext } from './brain';
import type { Observation } from './darkroom';
import type { Turn, Usage } from './request';

export type Score = {
  /** 1..5, two decimals. */
  readonly aesthetics: number;
  readonly instruction: number;
  readonly overall: number;
  /** How much of what the photo shows is still there, 1..5: where a model judged it. */
  readonly preservation?: number;
  /** In the user's language; each states what was measured or seen. */
  readonly reasons: readonly string[];
};

/** Two results seen side by side, once in each order, since judges favour a place. `later` is the correction. */
export type Comparison = { readonly forward: 'earlier' | 'later' | 'tie'; readonly backward: 'earlier' | 'later' | 'tie'; readonly reasons: readonly string[] };

/** What an evaluator has to tell beside its answer. */
export type EvaluatorReport = { usage(usage: Usage): void };

/** What was asked of which photo. */
export type Asked = {
  readonly instruction: string; readonly locale: Locale; readonly source: Observation; readonly start: Observation; readonly history: readonly Turn[];
  /** The reference photo, when one shows how it should look. */
  readonly like?: Observation;
};

/** Scores results. One that fails throws; the loop then scores by the embedded evaluator and says so. */
export interface Evaluator {
  readonly id: string;
  /** `context`: what the brain that made the result knew when it was done, for an evaluator that goes on with the brain's own conversation; `current` is the result. */
  evaluate(input: Asked & { readonly result: Observation; readonly context?: BrainContext }, signal: AbortSignal, report?: EvaluatorReport): Promise<Score>;
  /** Which of two results answers the request better, `a` shown first. Which one was made later is not told. */
  compare?(input: Asked & { readonly a: Observation; readonly b: Observation }, signal: AbortSignal, report?: EvaluatorReport): Promise<{ readonly winner: 'a' | 'b' | 'tie'; readonly reasons: readonly string[] }>;
}
