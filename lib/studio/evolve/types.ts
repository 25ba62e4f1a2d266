import type { Improvement, ReflectionCard } from '@/lib/evolve/program/improvement';
import type { TutorAccount } from '@/lib/evolve/tutor/account';
import type { Counts } from '@/lib/evolve/own/kinds';
import type { Interval, WinRate } from '@/lib/evolve/metrics';
import type { Judged } from '@/lib/store/journal';
import type { LabelKind } from '@/lib/store/labels';

/** What the evolve page and the chat see of labels. Plain data: it crosses the wire. */

export type { LabelKind };

/** Whether judgements are kept; `unasked`: nobody was asked yet, and nothing is kept. */
export type ConsentView = { readonly state: 'unasked' | 'yes' | 'no'; /** When that was said. */ readonly at: string | null };

/** The labels of one photo, however many sessions it has. */
export type LabelledPhoto = { readonly sha256: string; readonly name: string; readonly count: number; /** How it looks at the head of its latest session. */ readonly photoId: string; readonly hash: string; readonly baseId: string | null };

export type LabelsView = { readonly consent: ConsentView; readonly counts: Readonly<Partial<Record<LabelKind, number>>>; readonly total: number; readonly photos: readonly LabelledPhoto[] };

/** Two results to be told apart. Nothing in it says which is which. */
export type PairView = { readonly id: string; /** Of the session. */ readonly name: string; readonly instruction: string };

export type Answer = 'left' | 'right' | 'same' | 'skip';

/** Who made a result; empty where nothing is known. */
export type MakerView = { readonly profileId: string; readonly name: string; readonly brain: string; readonly model: string; readonly checkpoint: string; /** It lost the comparison within its run. */ readonly rejected: boolean };

/** After the answer: who had made which. */
export type RevealView = { readonly sessionId: string; readonly source: 'attempts' | 'rerun' | 'ordered'; readonly answer: Answer; readonly left: RevealedSide; readonly right: RevealedSide };
export type RevealedSide = { readonly stepId: string; readonly maker: MakerView };

/** How often `a` was chosen over `b`. */
export type BlindResult = WinRate & { readonly a: MakerView; readonly b: MakerView };

export type PairsView = { readonly waiting: number; readonly making: readonly { readonly id: string; readonly name: string }[]; readonly results: readonly BlindResult[]; /** A code: why the last pair that was ordered could not be made. */ readonly failure?: string };

/** How far an evaluator agrees with the user. Without `srcc` there are too few ratings, of too few photos, or all alike. */
export type Agreement = { readonly about: Judged; readonly count: number; readonly photos: number; readonly srcc?: number; readonly plcc?: number; /** Of `srcc`, 95 %. */ readonly interval?: Interval };
export type TrustView = { /** Ratings below which nothing is told. */ readonly enough: number; readonly evaluators: readonly { readonly by: string; readonly rows: readonly Agreement[]; readonly points: readonly { readonly about: Judged; readonly user: number; readonly evaluator: number }[] }[] };

export type StageView = { readonly stage: string; readonly done: number; readonly of: number; /** Of this stage. */ readonly secondsLeft?: number };
/** Means of each round. */
export type CurveView = readonly { readonly round: number; readonly reward: number; readonly kl: number; readonly srcc: number; readonly plcc: number }[];

/** A checkpoint of the embedded policy with its model card. `trial`: how it did against the one that it was trained from. */
export type CheckpointView = {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly card: { readonly stage: string; readonly seed: number; readonly parameters: number; readonly metrics: Readonly<Record<string, number>>; readonly data: Readonly<Record<string, string | number>> };
  readonly isCurrent: boolean;
  readonly madeAt: string | null;
  /** Whether it may be put into use; null: it is, or it ships. */
  readonly verdict: 'wins' | 'loses' | 'undecided' | 'other-base' | null;
  readonly trial?: Pick<Improvement, 'from' | 'heldOut' | 'photos' | 'ratings' | 'learned' | 'demonstrated' | 'before' | 'after' | 'against'>;
};

export type TrainingStatusView = 'running' | 'done' | 'failed' | 'cancelled';

/** Who explained its mistakes, where a model was to: how many lessons it wrote, and why the embedded tutor wrote the others. */
export type TutorView = Omit<TutorAccount, 'usage'>;

/** A training with what it has told so far. */
export type TrainingRunView = {
  readonly id: string;
  readonly status: TrainingStatusView;
  readonly nightly: boolean;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** What a failed one said last; the operator alone is told. */
  readonly error?: string;
  readonly stage?: StageView;
  readonly curve: CurveView;
  readonly reflections: readonly ReflectionCard[];
  readonly tutor?: TutorView;
};

export type TrainingView = {
  readonly isOperator: boolean;
  /** There is a checkpoint to go on from. */
  readonly isAvailable: boolean;
  /** HH:MM of the server's clock; null: never by itself. */
  readonly nightly: string | null;
  /** Judgements that a training would learn from now, by kind, of everybody who agreed. */
  readonly judgements: Counts;
  readonly latest: TrainingRunView | null;
  readonly checkpoints: readonly CheckpointView[];
  /** There is one to go back to. */
  readonly canRollBack: boolean;
};
