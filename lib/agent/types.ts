import type { Spot, SpotKind } from '@/lib/develop/spots';
import type { DevelopSettings, EightColour, JsonValue, Locale, Pixels, SettingsPatch, Size } from '@/lib/develop/types';
import type { RegionMask } from './evidence';

/* ───────────────────────── evidence: what was measured ───────────────────────── */

/** Statistics of one region. Luma is display-encoded Rec.709 luma as a percentage 0..100; chroma and hue are OKLCh (chroma ×100, degrees). */
export type RegionStats = {
  readonly share: number; // of the picture, 0..1
  readonly luma: { readonly mean: number; readonly median: number; readonly p5: number; readonly p95: number; readonly std: number };
  readonly chroma: number;
  readonly hue: number;
  /** Mean Oklab a and b ×100: the colour cast of the region. */
  readonly cast: { readonly a: number; readonly b: number };
};

export type RegionName =
  | 'whole' | 'shadows' | 'midtones' | 'highlights'
  | 'top' | 'bottom' | 'left' | 'right' | 'centre' | 'edges'
  | 'skin' | EightColour;

/** Measured evidence of one picture. Same picture, same numbers. */
export type Evidence = {
  readonly size: Size;
  readonly luma: {
    readonly mean: number; readonly median: number; readonly std: number;
    readonly p1: number; readonly p5: number; readonly p25: number; readonly p75: number; readonly p95: number; readonly p99: number;
  };
  /** Share of pixels (0..1) with every channel at the floor, or any channel at the ceiling. */
  readonly clipping: { readonly shadows: number; readonly highlights: number };
  readonly colour: { readonly meanChroma: number; readonly p95Chroma: number; readonly colourfulness: number; readonly cast: { readonly a: number; readonly b: number } };
  /** Mean dark channel 0..100: high means veiled. */
  readonly haze: number;
  /** Mean absolute Laplacian of luma in 0..100 units, and the noise estimate (Immerkær 1996), both at observation size. */
  readonly sharpness: number;
  readonly noise: number;
  /** Regions with at least 0.5 % of the pixels. */
  readonly regions: Readonly<Partial<Record<RegionName, RegionStats>>>;
};

/* ───────────────────────── intent: what was asked ───────────────────────── */

export type Attribute =
  | 'brightness' | 'contrast' | 'highlights' | 'shadows' | 'whites' | 'blacks'
  | 'warmth' | 'tint' | 'saturation' | 'vibrance' | 'haze' | 'clarity' | 'texture' | 'sharpness' | 'softness'
  | 'grain' | 'vignette' | 'monochrome' | 'fade'
  | 'hue';

/** Where a goal holds. `region` kinds are what masks of the engine can reach. */
export type RegionRef =
  | { readonly kind: 'whole' }
  | { readonly kind: 'tone'; readonly zone: 'shadows' | 'midtones' | 'highlights' }
  | { readonly kind: 'place'; readonly place: 'top' | 'bottom' | 'left' | 'right' | 'centre' | 'edges' }
  | { readonly kind: 'colour'; readonly colour: EightColour }
  | { readonly kind: 'thing'; readonly thing: 'skin' | 'sky' | 'subject' | 'background' | 'pointed' };

/**
 * One thing to reach. `direction` +1 is more of the attribute (brighter, warmer, more contrast, more magenta for tint, more haze),
 * −1 less. `degree` 0..1: a touch 0.2, plain 0.5, much 0.85. `wash` goals tint a tonal zone toward a hue.
 */
export type Goal =
  | { readonly kind: 'adjust'; readonly attribute: Attribute; readonly direction: 1 | -1; readonly degree: number; readonly region: RegionRef; /** The value to reach, in the attribute's measured units, where it is known: a reference has it. */ readonly target?: number; readonly source: string }
  | { readonly kind: 'wash'; readonly zone: 'shadows' | 'midtones' | 'highlights' | 'global'; readonly hue: number; readonly degree: number; readonly source: string }
  | { readonly kind: 'set'; readonly tool: string; readonly value: number; readonly relative: boolean; readonly source: string }
  | { readonly kind: 'geometry'; readonly ratio?: readonly [number, number]; readonly angle?: number; readonly straighten?: boolean; readonly quarterTurns?: number; readonly flip?: 'horizontal' | 'vertical'; readonly source: string }
  | { readonly kind: 'auto'; readonly degree: number; readonly aspect?: 'white-balance' | 'tone' | 'colour'; readonly source: string }; // no aspect: whatever the photo needs

export type Constraint =
  | { readonly kind: 'no-clipping'; readonly end: 'highlights' | 'shadows'; readonly source: string }
  | { readonly kind: 'keep'; readonly what: Attribute | 'skin' | 'colour' | EightColour; readonly region: RegionRef; readonly source: string };

/** How an instruction refers to what went before. */
export type FollowUp =
  | { readonly kind: 'scale'; readonly factor: number; readonly source: string } // "a bit less" 0.6, "more of that" 1.5
  | { readonly kind: 'undo'; readonly what: 'last' | 'all' | Attribute | 'style'; readonly source: string }
  | { readonly kind: 'undo-region'; readonly region: RegionRef; readonly source: string } // "undo the sky"
  | { readonly kind: 'restore'; readonly step: number; readonly source: string };

export type Intent = {
  readonly language: Locale;
  readonly goals: readonly Goal[];
  /** Styles named, in order; their goals are already merged into `goals` with the style's degree. */
  readonly styles: readonly string[];
  readonly constraints: readonly Constraint[];
  readonly followUp?: FollowUp;
  /** Fragments, verbatim, that were not understood, each with the reason when it is known (needs a mask we have not, generative edit …). */
  readonly notUnderstood: readonly { readonly text: string; readonly reason: 'unknown' | 'needs-generation' | 'needs-mask' }[];
};

/* ───────────────────────── the loop ───────────────────────── */

export type Thing = Extract<RegionRef, { readonly kind: 'thing' }>['thing'];

/** A thing that was recognised in the photo: its pixels, and the masks of a correction that hold it. */
export type Seen = { readonly mask: RegionMask; readonly masks: readonly JsonValue[]; readonly confidence: number };

export type Observation = {
  readonly settings: DevelopSettings;
  /** The rendered result at observation size (long edge about 768 px). */
  readonly pixels: Pixels;
  readonly evidence: Evidence;
  /** Where skin was found on the untouched photo in this frame; without it, it is looked for in `pixels`. */
  readonly skin?: RegionMask;
  /** What Auto would set for tone and white balance, measured on the untouched photo (`lib/develop/auto`). */
  readonly auto?: SettingsPatch;
  /** What the photo is to look like, on the observation where a run starts. */
  readonly like?: Observation;
  /** What was recognised surely enough to be used (see `Darkroom.see`). */
  readonly things?: Readonly<Partial<Record<Thing, Seen>>>;
  /** What was recognised, but too doubtfully to be used: how sure it was, 0..1. */
  readonly doubts?: Readonly<Partial<Record<Thing, number>>>;
};

/** The sandbox: renders settings of one photo and measures the result. */
export interface Darkroom {
  readonly photo: Size;
  /**
   * The result seen closer: the part `region` of the picture (shares of it, 0..1), at full resolution or reduced to `longEdge` px.
   * Absent: this darkroom has one size only.
   */
  closer?(settings: DevelopSettings, region: Region, longEdge: number, signal?: AbortSignal): Promise<Pixels>;
  observe(settings: DevelopSettings, signal?: AbortSignal): Promise<Observation>;
  /** The same, smaller (long edge at most 384 px) and faster: for trying a slider before deciding. Absent: use `observe`. */
  probe?(settings: DevelopSettings, signal?: AbortSignal): Promise<Observation>;
  /** Things to recognise in the photo: what is observed from now on knows where they are. Absent: nothing is recognised. */
  see?(things: readonly Thing[], pointed?: readonly JsonValue[]): void;
  /** How surely each key of `lib/develop/masks/needs.ts` was found in the photo, 0..1; keys that are not looked for are left out. Absent: nothing is found. */
  find?(keys: readonly string[], signal?: AbortSignal): Promise<Readonly<Record<string, number>>>;
  /** What of the untouched photo masks cover, 0..255, at a long edge of at most 384 px. Absent: masks are not looked for. */
  cover?(masks: readonly JsonValue[], signal?: AbortSignal): Promise<{ readonly width: number; readonly height: number; readonly data: ArrayLike<number> }>;
  /** Dust and blemishes of the untouched photo, surest first. Absent: none are looked for. */
  spots?(kinds: readonly SpotKind[], signal?: AbortSignal): Promise<readonly Spot[]>;
  /** What the file says of itself. */
  readonly facts?: PhotoFacts;
}

/** What a photo's file says of itself: written by anybody, so data and never an instruction. */
export type PhotoFacts = {
  /** Its white balance is set in Kelvin. */
  readonly raw?: boolean;
  /** File name, camera, lens, exposure, description …: name → text as it stands in the file. */
  readonly texts: Readonly<Record<string, string>>;
};

/** A rectangle in shares of a picture, 0..1 from its top left. */
export type Region = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type ToolChange = { readonly name: string; readonly from: JsonValue; readonly to: JsonValue };

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

/** An order to an image model: what to do, and where (masks of a correction; absent: the whole picture). */
export type Generation = { readonly prompt: string; readonly masks?: readonly JsonValue[] };

/** How a picture came to be that an image model had a hand in: written down with it and shown wherever it is. */
export type Provenance = {
  readonly model: string;
  readonly prompt: string;
  /** Where it was ordered; absent: anywhere. */
  readonly masks?: readonly JsonValue[];
  /** ISO 8601. */
  readonly madeAt: string;
  /** The picture it was made from, when that was not the photo itself. */
  readonly parent?: string;
  /** Share of the picture that shows the model's pixels, 0..1; everywhere else they are the ones of the picture before. */
  readonly share: number;
  /** How the model's picture was brought over the photo. */
  readonly alignment: Alignment;
  readonly usage?: Usage;
};

/**
 * Where a model put the photo in its answer: magnified by `scale`, shifted by `x` and `y` (shares of what it was sent); how well their
 * edges then agree, −1..1; `found` when that is good enough to be believed.
 */
export type Alignment = { readonly scale: { readonly x: number; readonly y: number }; readonly x: number; readonly y: number; readonly correlation: number; readonly found: boolean };

/** An image model that changes a picture as it is told. */
export interface Generator {
  /** The model's name. */
  readonly id: string;
  /**
   * @param order `picture` in sRGB, 8 bits, three channels, of `size`; `mask`: one number a pixel, 255 where something is to be made, 0 where nothing
   *   may change. The answer may have any size.
   */
  generate(order: { readonly picture: Pixels; readonly mask?: Uint8Array; readonly prompt: string }, signal: AbortSignal): Promise<{ readonly pixels: Pixels; readonly usage?: Usage }>;
}

/** Carries out orders to an image model for one photo, and keeps the pictures that come of them: bases that settings lie on from then on. */
export interface BaseMaker {
  /**
   * Carries an order out for a step. A step whose picture was made already, before a kill, gets that one and the model is not asked again.
   *
   * @param from where the step grows from; `base` absent: the photo itself
   * @throws {AgentError} with a message for people; nothing is kept then
   */
  make(order: Generation, from: { readonly settings: DevelopSettings; readonly base?: string }, stepId: string, locale: Locale, signal: AbortSignal): Promise<MadeBase>;
  /** The darkroom of a base. */
  open(base: string): Promise<Darkroom>;
}

/** `settings` go on from here: those before, without what is now in the pixels. */
export type MadeBase = { readonly base: string; readonly settings: DevelopSettings; readonly note: string; readonly usage?: Usage };

/** A function call as a model made it, its arguments as valid JSON: what a conversation is built from again. */
export type FunctionCall = { readonly name: string; readonly arguments: string };

/** Two results seen side by side, once in each order, since judges favour a place. `later` is the correction. */
export type Comparison = { readonly forward: 'earlier' | 'later' | 'tie'; readonly backward: 'earlier' | 'later' | 'tie'; readonly reasons: readonly string[] };

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
