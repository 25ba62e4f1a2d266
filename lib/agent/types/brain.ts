/** What a brain is told, and what it decides. */
import type { SettingsPatch } from '@/lib/develop/types';
import type { Darkroom, Observation, Region, Thing } from './darkroom';
import type { FunctionCall, Plan, PlanItem, Question } from './events';
import type { Generation } from './generation';
import type { RunRequest, Usage } from './request';
import type { Score } from './score';

/** A step that has been reached, and what it looks like. */
export type Standing = { readonly stepId: string; readonly observation: Observation; /** The base that its settings lie on, when an image model made it. */ readonly base?: string };

/** What one parameter (or one local correction) is to blame for, measured by leaving it out on a small render. */
export type Blame = {
  /** The parameter, or `MaskGroupBasedCorrections[2] Sky` for the second correction. */
  readonly name: string;
  /** By how much the measured overall score (1..5) rises without it; below 0 it would fall. */
  readonly gain: number;
  /** Which broken limits it brings back. */
  readonly mends: readonly Broken['kind'][];
};

/** A limit of a retoucher that a result breaks against where the run started (see `guards.ts`); `excess` is relative to the limit. */
export type Broken = { readonly kind: 'highlights' | 'shadows' | 'skin-hue' | 'skin-chroma'; readonly excess: number; readonly measured: number };

/** Why another attempt is needed: the gap between what was asked and what came out. */
export type Shortfall = {
  /** The attempt that is to be made, from 2. */
  readonly attempt: number;
  /** The score of the best result so far, which the correction has to beat. */
  readonly score: Score;
  readonly best: Standing;
  readonly broken: readonly Broken[];
  /** `broken` in the user's language. */
  readonly objections: readonly string[];
  /** Most to blame first; empty where nothing stands out, or in text-only mode. */
  readonly blame: readonly Blame[];
};

/** What a brain may look at when it decides. */
export type BrainContext = RunRequest & {
  readonly source: Observation; // the untouched photo
  readonly start: Observation; // where the run starts
  /** The reference photo as it is, when there is one. */
  readonly like?: Observation;
  /** An image model is at hand and may be used, or asked for. */
  readonly canGenerate?: boolean;
  /** All steps of the run in the order they were taken, those of lost attempts too. */
  readonly steps: readonly TakenStep[];
  /** The plan, once it is made. */
  readonly plan?: Plan;
  /** What the next call changes: after a lost correction not the last step. */
  readonly current: Standing;
  /** Set when the best result scored low or breaks limits: the brain must mend it. */
  readonly reflectOn?: Shortfall;
  /** Why the last call was not carried out (no change, invalid, the same again), in the user's language. Cleared by a good call. */
  readonly problem?: string;
};

export type TakenStep = {
  readonly step: number;
  readonly thought: string;
  readonly title: string;
  readonly planItem?: string;
  readonly patch: SettingsPatch;
  readonly generate?: Generation;
  readonly call?: FunctionCall;
  readonly stepId: string;
  readonly parentId: string;
  /** The attempt it belongs to, from 1. */
  readonly attempt: number;
  /** It belongs to an attempt that lost. */
  readonly rejected?: true;
  readonly observation: Observation;
  /** What the loop said about the step: measured change, values it had to clamp. */
  readonly note: string;
};

/** A brain streams outputs and ends its turn with one `tool_call`, `finish` or `ask`. */
export type BrainOutput =
  | { readonly type: 'plan'; readonly text: string; readonly items: readonly PlanItem[]; readonly notUnderstood: readonly string[] }
  | { readonly type: 'thought'; readonly delta: string }
  /** What was thought in this turn so far is void: the answer was cut off, or of no use, and is asked for again. */
  | { readonly type: 'again' }
  | { readonly type: 'plan_item'; readonly id: string; readonly state: 'active' | 'done' | 'skipped' }
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'look'; readonly what: 'region' | 'difference' | 'ledger'; readonly title: string; readonly region?: Region; readonly stepId?: string }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'tool_call'; readonly title: string; readonly planItem?: string; readonly patch: SettingsPatch; readonly generate?: Generation; readonly unknown?: SettingsPatch; readonly call?: FunctionCall }
  | { readonly type: 'ask'; readonly question: Question }
  | { readonly type: 'finish'; readonly summary: string; readonly suggestions: readonly string[] };

export interface Brain {
  readonly id: string;
  readonly label: string;
  /** Things that it wants recognised in every photo; absent: those that the instruction speaks of. */
  readonly looksFor?: readonly Thing[];
  /** Where its corrections go on from: the best result so far (the default), or where the run started, for a brain that states all settings anew. */
  readonly correctsFrom?: 'best' | 'start';
  /** A function of the context. A turn that was cut off is asked for again; a brain that then decides otherwise is followed. */
  next(context: BrainContext, darkroom: Darkroom, signal: AbortSignal): AsyncIterable<BrainOutput>;
}
