/** What a run is told to do, and what it uses. */
import type { DevelopSettings, JsonValue, Locale } from '@/lib/develop/types';
import type { Question } from './events';
import type { Generation } from './generation';

/** What a model's work cost. Tokens as its server counts them; `cached` and `images` are part of `input`. */
export type Usage = {
  readonly requests: number;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  /** Pictures sent. */
  readonly images: number;
  /** US dollars by the price list; absent where the model has no price. */
  readonly dollars?: number;
  /** The server does not count, so that some of the tokens are estimated. */
  readonly estimated?: true;
};

/** An earlier turn of the session, oldest first. */
export type Turn = {
  readonly instruction: string;
  readonly before: DevelopSettings;
  readonly after: DevelopSettings;
  /** How the assistant ended that turn: its summary, or its question. */
  readonly reply?: string;
  readonly question?: Question;
};

/** A step on the branch that a run starts from, by the number that the user sees; root is 0. */
export type EarlierStep = { readonly number: number; readonly stepId: string; readonly title: string; readonly settings: DevelopSettings };

/** A photo that shows how it should look; `photoId` is its name in the store, or its path on the command line. `settings`: as what it is looked at; absent: as it is. */
export type ReferencePhoto = { readonly name: string; readonly photoId: string; readonly settings?: DevelopSettings };

/** What one run may use; a limit that is absent does not hold. Seconds count anew when a restarted server takes the run up again. */
export type RunLimits = { readonly tokens?: number; readonly dollars?: number; readonly seconds?: number };

export type RunRequest = {
  readonly runId: string;
  readonly instruction: string;
  readonly locale: Locale; // used only when the instruction itself has no language
  readonly settings: DevelopSettings; // where the run starts
  readonly stepId: string; // the step that has those settings
  readonly history: readonly Turn[];
  readonly maxSteps: number;
  readonly seed: number;
  readonly reflectBelow: number; // overall score, default 3.0
  /** Corrections after the first attempt; default 1, as published. */
  readonly rounds?: number;
  readonly limits?: RunLimits;
  /** The brain sees the source and no picture after it: the paper's ablation. */
  readonly textOnly?: boolean;
  /** Whether an image model may be used; `ask` (the default) makes the brain ask first. */
  readonly generation?: 'forbid' | 'ask' | 'allow';
  /** The user's answer to a question about generation: this run carries the order out, or lets it be, and ends. */
  readonly permission?: { readonly granted: boolean; readonly order: Generation };
  /** The picture that `settings` lie on, when an image model made it; absent: the photo. */
  readonly base?: string;
  /** Masks of a correction that hold what the user pointed at: a pin, a box, a brush. */
  readonly pointed?: readonly JsonValue[];
  readonly reference?: ReferencePhoto;
  /** The branch up to `stepId`, root first. */
  readonly earlier?: readonly EarlierStep[];
};
