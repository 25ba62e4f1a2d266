/** What the sub-rooms of `lib/evolve` share: tasks, what the policy sees, where it acts, what people say of the result. */
import type { Evidence } from '@/lib/agent/types';
import type { DevelopSettings, Locale, SettingsPatch } from '@/lib/develop/types';

/** By original photo AND by words: no test photo and no test sentence is ever trained on. */
export type Split = 'train' | 'test';

/** ArtEdit's ten kinds of photo. */
export const CATEGORIES = ['portrait', 'landscape', 'architecture', 'still-life', 'night', 'street', 'food', 'wildlife', 'travel', 'event'] as const;
export type Category = (typeof CATEGORIES)[number];

export type Task = {
  readonly id: string;
  /** The photo's id in the environment. */
  readonly photo: string;
  readonly instruction: string;
  readonly locale: Locale;
  readonly category: Category;
  readonly subcategory: string;
  readonly split: Split;
};

/** Edge of the small view of a picture, in pixels. */
export const VIEW_EDGE = 16;

/** What the policy sees. */
export type State = {
  readonly task: Task;
  /** Moves made so far. */
  readonly step: number;
  readonly settings: DevelopSettings;
  /** Of the current picture at rollout size. */
  readonly evidence: Evidence;
  /** Of the untouched photo. */
  readonly source: Evidence;
  /** 16×16×3 Oklab of the current picture: rows from the top, L a b interleaved, L in 0..1. */
  readonly view: Float32Array;
  /** The same of the untouched photo. */
  readonly sourceView: Float32Array;
};

/** Where the policy acts: photos developed for real at rollout size. */
export interface Environment {
  tasks(split: Split): readonly Task[];
  /** The untouched photos, measured. */
  reset(tasks: readonly Task[]): Promise<readonly State[]>;
  /** Absolute settings rendered from the untouched photo, as everywhere. The k-th of each belong together; all in parallel on the pool. */
  render(tasks: readonly Task[], settings: readonly DevelopSettings[], steps: readonly number[]): Promise<readonly State[]>;
  close(): Promise<void>;
}

/** An expert's work on a task, every state rendered for real. */
export type Demonstration = {
  readonly task: Task;
  /** From the untouched photo to the result: one more than there are patches. */
  readonly states: readonly State[];
  readonly patches: readonly SettingsPatch[];
  /** One for each patch, in the task's language. */
  readonly thoughts: readonly string[];
  readonly ratings: Ratings;
};

/** 1..5 each, with where they come from. */
export type Ratings = { readonly aesthetics: number; readonly instruction: number; readonly by: 'synthetic' | 'human' | 'teacher' };

/** A picture that somebody rated: what the evaluator is aligned with. */
export type RatedState = { readonly state: State; readonly ratings: Ratings };

/** Scores a result and never sees who made it: 0..10 each, as VIEScore has them. */
export interface Judge {
  readonly name: string;
  judge(task: Task, source: State, result: State, expert?: State): { readonly sc: number; readonly pq: number };
}
