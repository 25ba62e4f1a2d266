import type { LabelKind } from '@/lib/store/labels';

/** What the evolve page and the chat see of labels. Plain data: it crosses the wire. */

export type { LabelKind };

/** Whether judgements are kept; `unasked`: nobody was asked yet, and nothing is kept. */
export type ConsentView = { readonly state: 'unasked' | 'yes' | 'no'; /** When that was said. */ readonly at: string | null };

/** The labels of one photo, however many sessions it has. */
export type LabelledPhoto = { readonly sha256: string; readonly name: string; readonly count: number; /** How it looks at the head of its latest session. */ readonly photoId: string; readonly hash: string; readonly baseId: string | null };

export type LabelsView = { readonly consent: ConsentView; readonly counts: Readonly<Partial<Record<LabelKind, number>>>; readonly total: number; readonly photos: readonly LabelledPhoto[] };
