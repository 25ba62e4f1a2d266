/** What a run tells while it works. */
import type { DevelopSettings, JsonValue, SettingsPatch } from '@/lib/develop/types';
import type { Region } from './darkroom';
import type { Evidence } from './evidence';
import type { Generation } from './generation';
import type { Usage } from './request';
import type { Comparison, Score } from './score';

export type ToolChange = { readonly name: string; readonly from: JsonValue; readonly to: JsonValue };

/** A question to the user that ends a run; the answer is the instruction of the next one. */
export type Question = {
  readonly text: string;
  /** Answers to choose from; the user may always write another. */
  readonly options: readonly string[];
  /** `generation`: permission to have `prompt` carried out by an image model, where `masks` say; the first option is yes, the second no. */
  readonly about: 'request' | 'generation';
  readonly prompt?: string;
  readonly masks?: readonly JsonValue[];
};

/** A function call as a model made it, its arguments as valid JSON: what a conversation is built from again. */
export type FunctionCall = { readonly name: string; readonly arguments: string };

/** How a brain ended its attempt. */
export type Finish = { readonly summary: string; readonly suggestions: readonly string[] };

export type PlanItem = { readonly id: string; readonly title: string };

export type Plan = { readonly text: string; readonly items: readonly PlanItem[] };

/**
 * What happens in a run, in order. The same events are streamed to the page, written to the run log, replayed and exported.
 * `step` counts tool calls from 1. `stepId` is unique and stable across a resume.
 */
export type RunEvent =
  | { readonly type: 'plan'; readonly text: string; readonly items: readonly PlanItem[]; readonly notUnderstood: readonly string[] }
  | { readonly type: 'thought'; readonly step: number; readonly delta: string }
  | { readonly type: 'tool_call'; readonly step: number; readonly stepId: string; readonly parentId: string; readonly title: string; readonly planItem?: string; readonly patch: SettingsPatch; readonly changes: readonly ToolChange[]; readonly generate?: Generation; /** Parameters the engine has not, as the brain gave them. */ readonly unknown?: SettingsPatch; readonly call?: FunctionCall }
  /** `base`: the picture that settings lie on from here, when an image model made it; absent: as before. */
  | { readonly type: 'observation'; readonly step: number; readonly stepId: string; readonly settings: DevelopSettings; readonly evidence: Evidence; readonly note: string; readonly milliseconds: number; readonly base?: string; /** SHA-256 (hex) of the observed pixels: rows of 8-bit RGB from the top left. */ readonly sha256?: string }
  /** The brain looked before it decided: closer at a region, at the difference from an earlier step, or at the ledger of older steps. */
  | { readonly type: 'look'; readonly step: number; readonly what: 'region' | 'difference' | 'ledger'; readonly title: string; readonly region?: Region; readonly stepId?: string }
  /** What was thought (or, in correction `attempt`, reflected) for this step so far is void: the turn was cut off and is taken again. */
  | { readonly type: 'again'; readonly step: number; readonly attempt?: number }
  | { readonly type: 'usage'; readonly step: number; readonly by: 'brain' | 'evaluator' | 'generator'; readonly usage: Usage }
  | { readonly type: 'question'; readonly question: Question }
  | { readonly type: 'plan_item'; readonly id: string; readonly state: 'active' | 'done' | 'skipped' }
  /** `by`: the evaluator. `objections`: limits of a retoucher that the result breaks, in the user's language. `finish`: how the brain ended the attempt. */
  | { readonly type: 'evaluation'; readonly attempt: number; readonly stepId: string; readonly score: Score; readonly by?: string; readonly objections?: readonly string[]; readonly finish?: Finish }
  | { readonly type: 'reflection'; readonly attempt: number; readonly delta: string }
  | { readonly type: 'kept'; readonly stepId: string; readonly rejectedStepId?: string; readonly reason: string; readonly comparison?: Comparison }
  /** The assistant speaks. `problem`: a call was not carried out; `limit`: a limit of the run is reached and the attempt ends here. */
  | { readonly type: 'message'; readonly text: string; readonly about?: 'problem' | 'limit' }
  | { readonly type: 'done'; readonly stepId: string; readonly summary: string; readonly suggestions: readonly string[]; readonly stopped?: boolean }
  | { readonly type: 'error'; readonly code: string; readonly message: string };
