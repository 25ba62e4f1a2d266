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
