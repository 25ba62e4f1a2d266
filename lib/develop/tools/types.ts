import type { CurvePoint, JsonValue, Localised } from '../types';

export type FamilyId =
  | 'profile' | 'look' | 'white-balance' | 'tone' | 'presence' | 'tone-curve' | 'mixer' | 'black-and-white' | 'point-colour'
  | 'grading' | 'detail' | 'effects' | 'crop' | 'transform' | 'calibration' | 'lens' | 'lens-blur' | 'retouch' | 'local' | 'mask';

/** `global` parameters are keys of the document, `local` ones keys of a correction, `mask` rows are the kinds of mask of a correction. */
export type ToolScope = 'global' | 'local' | 'mask';

type Row = {
  /** Lightroom's `crs:` name without the prefix; unique in its scope and in the registry. */
  readonly name: string;
  readonly family: FamilyId;
  readonly scope: ToolScope;
  /** Stands on its own: "Grain Size", not "Size". */
  readonly label: Localised;
  /** For use under a heading that already says the group; the same as `label` where there is no group. */
  readonly short: Localised;
  /** What moving it does to the photo, in one sentence. */
  readonly description: Localised;
  /** Rows of one family that belong together under a heading (`GROUPS`), such as the eight hues of the mixer. */
  readonly group?: GroupId;
  /**
   * Moves the photos of one kind only: RAW ones or rendered files. What a RAW photo alone has, it also sets itself until a document does: an
   * absent value is the photo's own and not `default`.
   */
  readonly photos?: 'raw' | 'rendered';
  /** This version of the engine renders it. The others are kept in documents and reported. */
  readonly rendered: boolean;
};

export type Unit = '' | 'EV' | 'K' | '°' | 'px' | '%' | 'fraction';

export type NumberTool = Row & {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly step: number;
  readonly unit: Unit;
  /** Set where documents store another unit than a slider shows: shown = stored × scale, moving by `step`. Local corrections. */
  readonly slider?: { readonly scale: number; readonly step: number; readonly unit: Unit };
};

/** `written` says how Lightroom's files spell it: `True`/`False` or `1`/`0`. Documents of ours always hold a boolean. */
export type BooleanTool = Row & { readonly kind: 'boolean'; readonly default: boolean; readonly written: 'word' | 'digit' };

export type EnumOption = { readonly value: string | number; readonly label: Localised };
/** `open`: other words may stand there too and are kept; `likes` answers the option that such a word means, if any. */
export type EnumTool = Row & {
  readonly kind: 'enum';
  readonly default: string | number;
  readonly options: readonly EnumOption[];
  readonly open?: boolean;
  readonly likes?: (word: string) => string | undefined;
};

/** A point curve; x and y in 0..255, x strictly increasing, at least two points. */
export type CurveTool = Row & { readonly kind: 'curve'; readonly min: 0; readonly max: 255; readonly default: readonly CurvePoint[] };

/** A structured value (list or record) kept as it came unless this version renders it. */
export type ListTool = Row & { readonly kind: 'list'; readonly default: JsonValue };

export type MaskField = {
  readonly name: string;
  readonly kind: 'number' | 'boolean' | 'list';
  readonly min?: number;
  readonly max?: number;
  readonly default?: number | boolean;
};

/** A kind of mask. `what` is its `What` in files; `fields` are its geometry, with the ranges that files use. */
export type MaskTool = Row & { readonly kind: 'mask'; readonly what: string; readonly fields: readonly MaskField[]; readonly default: null };

export type Tool = NumberTool | BooleanTool | EnumTool | CurveTool | ListTool | MaskTool;

export type GroupId =
  | 'curve-region' | 'curve-point' | 'hue' | 'saturation' | 'luminance'
  | 'shadows' | 'midtones' | 'highlights' | 'global'
  | 'sharpening' | 'noise-luminance' | 'noise-colour'
  | 'vignette' | 'grain' | 'lens-profile' | 'lens-manual' | 'defringe' | 'upright' | 'red-primary' | 'green-primary' | 'blue-primary';

/** A pair of words in a row: English, Simplified Chinese. */
export type Words = readonly [en: string, zh: string];
