import type { Agrees, Goes } from '../own/standing';
import type { Counts } from '../own/kinds';
import type { Against } from '../training/evaluation';
import type { TutorAccount } from '../tutor';

/** A checkpoint on the held-out tasks. `own`, `choices`: on the users' own stars, and choices and corrections, that were held out, where there are enough. */
export type Standing = { readonly overall: number; readonly sc: number; readonly pq: number; readonly self: number; readonly evaluator: Goes; readonly own?: Goes; readonly choices?: Agrees };

/** A lesson with its pictures, `reflections/<n>-bad.jpg` and `-good.jpg` in the folder. */
export type ReflectionCard = { readonly n: number; readonly instruction: string; readonly badScore: number; readonly goodScore: number; readonly text: { readonly en: string; readonly zh: string } };

/** What a training in the studio came to: `improvement.json` in its folder, beside `policy.safetensors`. */
export type Improvement = {
  readonly seed: number;
  /** SHA-256 of the checkpoint that it went on from, and of the new one. */
  readonly from: string;
  readonly made: string;
  readonly heldOut: number;
  readonly photos: number;
  /** Judgements of users, and how many there were of each kind; `demonstrated`: decisions that corrections came to. */
  readonly ratings: { readonly learned: number; readonly heldOut: number };
  readonly learned?: Counts;
  readonly demonstrated?: number;
  readonly before: Standing;
  readonly after: Standing;
  /** New against old, pairs on the same held-out tasks by the independent judge. */
  readonly against: Against;
  readonly reflections: readonly ReflectionCard[];
  /** Where a model was the tutor. */
  readonly tutor?: TutorAccount;
  readonly seconds: number;
};

/** A line of `progress.jsonl`: how far a stage is, or what a round came to. `at`: milliseconds since 1970. */
export type ProgressLine =
  | { readonly type: 'stage'; readonly at: number; readonly stage: string; readonly done: number; readonly of: number }
  | { readonly type: 'round'; readonly at: number; readonly round: number; readonly reward: number; readonly kl: number; readonly self: number; readonly judged: number; readonly srcc: number; readonly plcc: number };
