import type { Interval } from '../metrics';
import type { Correction } from '../training/correction';
import type { Against, Summary } from '../training/evaluation';
import type { Point } from '../training/sepo';
import type { TutorAccount } from '../tutor';

/** One policy on the held-out tasks: the likeliest decisions, and sampled ones. `people`: mean of what annotators say, 1…5. */
export type PolicyRow = { readonly id: string; readonly title: string; readonly mode: Summary & { readonly people: number }; readonly sampled?: Summary; readonly evaluator?: { readonly srcc: number; readonly plcc: number; readonly error: number } };

export type ReflectionSample = { readonly instruction: string; readonly locale: string; readonly reflection: string; readonly badScore: number; readonly goodScore: number };

/** The same tasks done by two policies: by likeliest and by sampled decisions. */
export type Pairing = { readonly mode: Against; readonly sampled: Against };

/** All that a run measured: what `docs/EVOLVE.md` and its plots are made of. */
export type Results = {
  readonly seed: number;
  readonly on: 'test' | 'validation';
  readonly command: string;
  readonly date: string;
  readonly about: Readonly<Record<string, string | number>>;
  readonly data: { readonly tasks: number; readonly demonstrations: number; readonly decisions: number; readonly ratings: number; readonly heldOut: number; readonly originals: readonly string[] };
  readonly settings: Readonly<Record<string, number>>;
  readonly seconds: Readonly<Record<string, number>>;
  readonly losses: Readonly<Record<string, { readonly editor: readonly number[]; readonly evaluator: readonly number[] }>>;
  readonly curves: Readonly<Record<string, readonly Point[]>>;
  readonly rows: readonly PolicyRow[];
  /** SEPO with everything against where it started and each ablation. */
  readonly fullAgainst: Readonly<Record<string, Pairing>>;
  /** All stages, with reflection, against SFT, SFT with as many attempts, and SEPO. */
  readonly pipelineAgainst: Readonly<Record<string, Pairing>>;
  readonly correction: { readonly before: Correction; readonly after: Correction; readonly lessons: number };
  readonly reflections: readonly ReflectionSample[];
  /** Where a model was the tutor. */
  readonly tutor?: TutorAccount;
  readonly shipped: { readonly stage: string; readonly bytes: number; readonly sha256: string; readonly promoted: boolean; readonly loadMilliseconds: number; readonly decideMilliseconds: number };
};

export const span = ({ low, high }: Interval, digits: number, scale = 1): string => [low, high].map((value) => (scale * value).toFixed(digits).replace('-', '−')).join(low < 0 ? ' to ' : '–');
