import type { Attribute } from '../../../types';
import type { AutoReason } from '../auto';
import type { Stage } from '../plan';

/** Templates with `{name}` places. Several wordings of the same thing; the run's seed picks. Every number in them was measured. */
export type Wordings = readonly string[];
export type Direction = { readonly up: Wordings; readonly down: Wordings };

export type Words = {
  readonly list: (items: readonly string[]) => string;
  readonly join: string;
  /** What the photo measures, before anything is done. */
  readonly look: Wordings;
  readonly style: Wordings;
  readonly planned: Wordings;
  readonly plannedOne: Wordings;
  readonly nothingNeeded: string;
  readonly ask: string;
  /** Why an attribute is moved: `{from}`, `{target}`, `{shadows}`, `{p99}`, `{p1}`. */
  readonly why: Readonly<Record<Attribute, Direction>>;
  /** Of a region: what is adjusted; and where the number is a brightness, what it was. */
  readonly region: Wordings;
  readonly regionLight: Wordings;
  readonly frame: string;
  readonly wash: Wordings;
  readonly auto: Readonly<Record<AutoReason, Wordings>>;
  /** The move itself: `{changes}`, and `{target}` where one number says it. */
  readonly move: Wordings;
  readonly moveTo: Wordings;
  /** What the last observation shows, per stage: `{from}`, `{to}`, `{p99}`. */
  readonly seen: Readonly<Partial<Record<Stage, Wordings>>>;
  readonly over: Wordings;
  readonly under: Wordings;
  readonly backedOff: Readonly<Record<'highlights' | 'shadows' | 'skin-hue' | 'skin-chroma', Wordings>>;
  readonly drift: Readonly<Record<'saturation' | 'warmth' | 'contrast' | 'blacks', Wordings>>;
  readonly retake: Wordings;
  readonly atLimit: Wordings;
  readonly mono: Wordings;
  readonly geometry: Readonly<Record<'crop' | 'angle' | 'straight' | 'turn', Wordings>>;
  readonly level: string;
  readonly direct: Wordings;
  /** What was recognised in the photo, and what was too doubtful to be used. */
  readonly recognised: string;
  readonly doubtful: string;
  readonly approximation: Readonly<Record<'sky' | 'subject' | 'background' | 'skin', string>>;
  readonly absent: string;
  readonly notPointed: string;
  readonly like: string;
  readonly noPerson: string;
  readonly noTool: string;
  readonly noise: Wordings;
  readonly defocused: Wordings;
  readonly autoSet: Wordings;
  readonly autoAgrees: string;
  readonly noEffect: string;
  /** Title of a step that fills a marked area, and what is thought at it. */
  readonly remove: string;
  readonly removed: string;
  /** Spots that were found: title of the step, how many are healed (`count`), and that there are none. */
  readonly spots: string;
  readonly spotsHealed: string;
  readonly noSpots: string;
  /** Why an image model is needed. */
  readonly needsModel: string;
  readonly notUnderstood: Readonly<Record<'unknown' | 'needs-generation' | 'needs-mask', string>>;
  readonly followUp: Readonly<Record<'less' | 'more' | 'undo-last' | 'undo-all' | 'undo-one' | 'undo-style' | 'restore', Wordings>>;
  readonly missing: Readonly<Record<'nothing-before' | 'no-such-step' | 'not-set', string>>;
  readonly reflect: Readonly<Record<'open' | 'blame' | 'gap' | 'nothing', Wordings>>;
  readonly summary: Wordings;
  readonly summaryPart: string;
};
