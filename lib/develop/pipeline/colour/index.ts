/**
 * The colour stage: every tool that is a function of one colour (curves, mixer, vibrance, saturation, black and white, grading) is
 * evaluated at the nodes of one 3D LUT, which pixels then go through.
 *
 * For each chunk of rows, with a `ColourEngine` made once per wasm module:
 *
 *   colour.toDomain(rows, count, space)                    // linear Rec.2020 → signed sRGB-encoded output primaries ("the LUT domain")
 *   for each correction that is not `localColour.isIdentity`:
 *     colour.apply(colour.localLut(correction, space, index), rows, count, mask)   // mixed in by the mask, still in the domain
 *   colour.finish(rows, count, settings, space)            // all global tools, gamut compression → encoded 0…1 in `space`, not dithered
 *
 * LUTs are kept per slot (one global, one per correction index) and made anew only when their key changes; their nodes are filled as pixels come near. When no global tool is set,
 * colours inside the gamut keep their bits and only those outside go through the LUT of no tools, which compresses them.
 */
import type { Address, Arena } from '../../kernels/arena';
import { FIT_SCRATCH_BYTES, LUT_BYTES, LUT_SCRATCH_BYTES, NODES_BYTES, RECIPE_BYTES } from '../../kernels/assembly/colour-layout';
import type { ColourKernels } from '../../kernels/colour';
import type { ColourTable } from '../../looks';
import type { Correction } from '../../settings';
import { EIGHT_COLOURS, type LocalCurve } from '../../tools';
import type { ColourSpace, DevelopSettings } from '../../types';
import { writeRecipe } from './pack';
import { changesNothing, type ColourRecipe, globalRecipe, localRecipe } from './recipe';

/** Addresses of three f32 rows (16-byte aligned, padded to whole vectors): red, green, blue. */
export type ColourRows = readonly [r: Address, g: Address, b: Address];

/** `Document`: the settings, or one local correction. */
export type ColourStage<Document extends object> = {
  /** Names of the parameters that the stage reads. */
  readonly reads: readonly string[];
  recipe(document: Document): ColourRecipe;
  isIdentity(document: Document): boolean;
  /** The same for documents that this stage renders alike. */
  key(document: Document): string;
};

/** Documents are values, and rows ask about the same ones again and again. */
function remembered<Document extends object, Answer>(ask: (document: Document) => Answer): (document: Document) => Answer {
  const answers = new WeakMap<Document, { readonly answer: Answer }>();
  return (document) => {
    const known = answers.get(document) ?? { answer: ask(document) };
    answers.set(document, known);
    return known.answer;
  };
}

function stage<Document extends object, Name extends string & keyof Document>(reads: readonly Name[], recipeOf: (document: Document) => ColourRecipe): ColourStage<Document> {
  const recipe = remembered(recipeOf);
  return {
    reads,
    recipe,
    isIdentity: (document) => changesNothing(recipe(document)),
    key: remembered((document) => JSON.stringify(reads.map((name) => document[name] ?? null))),
  };
}

const CALIBRATION = ['ShadowTint', ...['Red', 'Green', 'Blue'].flatMap((name) => [`${name}Hue`, `${name}Saturation`])];
const eight = (prefix: string) => EIGHT_COLOURS.map(({ name }) => prefix + name);

export const colourStage = stage<DevelopSettings, string>(
  [
    'ParametricShadows', 'ParametricDarks', 'ParametricLights', 'ParametricHighlights',
    'ParametricShadowSplit', 'ParametricMidtoneSplit', 'ParametricHighlightSplit',
    'ToneCurveName2012', 'ToneCurvePV2012', 'ToneCurvePV2012Red', 'ToneCurvePV2012Green', 'ToneCurvePV2012Blue',
    ...eight('HueAdjustment'), ...eight('SaturationAdjustment'), ...eight('LuminanceAdjustment'),
    'CurveRefineSaturation', 'PointColors', 'ColorVariance', 'CameraProfile', 'Look', ...CALIBRATION,
    'Vibrance', 'Saturation', 'ConvertToGrayscale', ...eight('GrayMixer'),
    'SplitToningShadowHue', 'SplitToningShadowSaturation', 'ColorGradeShadowLum',
    'ColorGradeMidtoneHue', 'ColorGradeMidtoneSat', 'ColorGradeMidtoneLum',
    'SplitToningHighlightHue', 'SplitToningHighlightSaturation', 'ColorGradeHighlightLum',
    'ColorGradeGlobalHue', 'ColorGradeGlobalSat', 'ColorGradeGlobalLum', 'ColorGradeBlending', 'SplitToningBalance',
  ],
  globalRecipe,
);

type LocalColourName = 'CorrectionAmount' | 'LocalHue' | 'LocalSaturation' | 'LocalToningHue' | 'LocalToningSaturation' | 'LocalCurveRefineSaturation' | 'LocalPointColors' | 'LocalColorVariance' | LocalCurve;

export const localColour = stage<Correction, LocalColourName>(
  ['CorrectionAmount', 'LocalHue', 'LocalSaturation', 'LocalToningHue', 'LocalToningSaturation', 'LocalCurveRefineSaturation', 'LocalPointColors', 'LocalColorVariance', 'MainCurve', 'RedCurve', 'GreenCurve', 'BlueCurve'],
  localRecipe,
);

const NO_TOOLS: DevelopSettings = {};
const NOTHING: ColourRecipe = { vibrance: 0, saturation: 0, grayscale: false };

export class ColourEngine {
  readonly #kernels: ColourKernels;
  readonly #arena: Arena;
  /** What each slot's LUT was made of. */
  readonly #made = new Map<string, { readonly document: object; readonly space: ColourSpace; readonly key: string }>();
  /** The table that lies in memory. */
  readonly #tables = new Map<string, ColourTable>();
  readonly #plain = new Map<ColourSpace, Address>();
  readonly #described = new Map<ColourSpace, Address>();

  constructor(kernels: ColourKernels, arena: Arena) {
    this.#kernels = kernels;
    this.#arena = arena;
  }

  /** Linear Rec.2020 → the LUT domain, in place. Greys stay exact greys. */
  toDomain([r, g, b]: ColourRows, count: number, space: ColourSpace): void {
    this.#kernels.encodeWideRows(this.#plainRecipe(space), r, g, b, count);
  }

  /** The LUT of a correction's colour tools, domain to domain. `index` is the correction's place: it names the slot. */
  localLut(correction: Correction, space: ColourSpace, index: number): Address {
    return this.#lut(`colour.local.${index}`, correction, localColour, space, false);
  }

  /** The LUT of the global tools, domain to encoded output. */
  globalLut(settings: DevelopSettings, space: ColourSpace): Address {
    return this.#lut('colour.global', settings, colourStage, space, true);
  }

  /** Rows through a LUT in place; with `mask` (a row of weights 0…1) the change counts by its weight. */
  apply(lut: Address, [r, g, b]: ColourRows, count: number, mask: Address | 0 = 0): void {
    this.#kernels.applyColourLut(lut, r, g, b, mask, count);
  }

  /** The global tools and the gamut: domain → encoded output RGB in 0…1, in place. */
  finish(rows: ColourRows, count: number, settings: DevelopSettings, space: ColourSpace): void {
    this.finisher(settings, space)(rows, count);
  }

  /** `finish` for the many rows of one picture: reading the settings costs more than a row's pixels, so it is done once. */
  finisher(settings: DevelopSettings, space: ColourSpace): (rows: ColourRows, count: number) => void {
    if (!colourStage.isIdentity(settings)) {
      const lut = this.globalLut(settings, space);
      return (rows, count) => this.apply(lut, rows, count);
    }
    const lut = this.#lut(`colour.gamut.${space}`, NO_TOOLS, colourStage, space, true);
    const scratch = this.#arena.slot('colour.fit', FIT_SCRATCH_BYTES);
    return ([r, g, b], count) => this.#kernels.fitRows(lut, r, g, b, count, scratch);
  }

  /** Evaluates the global tools for each pixel instead of interpolating: what the LUT approximates. For tests and measurements. */
  evaluate([r, g, b]: ColourRows, count: number, settings: DevelopSettings, space: ColourSpace): void {
    const recipe = this.#arena.slot('colour.recipe', RECIPE_BYTES);
    const scratch = this.#arena.slot('colour.evaluate', 4 * (count + 3) * 4);
    this.#write('colour.evaluate', recipe, globalRecipe(settings), space, true);
    this.#kernels.colourRows(recipe, r, g, b, count, scratch);
  }

  #lut<Document extends object>(slot: string, document: Document, { key, recipe: recipeOf }: ColourStage<Document>, space: ColourSpace, final: boolean): Address {
    const lut = this.#arena.slot(slot, LUT_BYTES);
    const made = this.#made.get(slot);
    // Rows come with the same document thousands of times: comparing keys would cost more than the pixels.
    if (made?.document === document && made.space === space) return lut;
    if (made?.space !== space || made.key !== key(document)) {
      // The LUT fills itself from its recipe while pixels come: it has one of its own.
      const recipe = this.#arena.slot(`${slot}.recipe`, RECIPE_BYTES);
      const scratch = this.#arena.slot('colour.scratch', LUT_SCRATCH_BYTES);
      this.#write(slot, recipe, recipeOf(document), space, final);
      this.#kernels.openColourLut(lut, recipe, this.#describedNodes(space, scratch), scratch);
    }
    this.#made.set(slot, { document, space, key: key(document) });
    return lut;
  }

  #write(slot: string, address: Address, recipe: ColourRecipe, space: ColourSpace, final: boolean): void {
    writeRecipe(this.#kernels, this.#arena, address, recipe, space, final, recipe.table && this.#nodes(slot, recipe.table.table));
  }

  /** The look's table as the kernel reads it: a vector for each node. */
  #nodes(slot: string, table: ColourTable): Address {
    const count = table.samples.length / 3;
    const address = this.#arena.slot(`${slot}.table`, count * 16);
    if (this.#tables.get(slot) === table) return address;
    const nodes = this.#arena.floats(address, count * 4);
    for (let i = 0; i < count; i++) for (let c = 0; c < 3; c++) nodes[4 * i + c] = (table.samples[3 * i + c] ?? 0) / 65535;
    this.#tables.set(slot, table);
    return address;
  }

  /** What every LUT of `space` starts from: a LUT for new settings costs only what the settings do. */
  #describedNodes(space: ColourSpace, scratch: Address): Address {
    const known = this.#described.get(space);
    if (known !== undefined) return known;
    const nodes = this.#arena.slot(`colour.nodes.${space}`, NODES_BYTES);
    this.#kernels.describeNodes(nodes, this.#plainRecipe(space), scratch);
    this.#described.set(space, nodes);
    return nodes;
  }

  /** A recipe that holds only the matrices of `space`. */
  #plainRecipe(space: ColourSpace): Address {
    const known = this.#plain.get(space);
    if (known !== undefined) return known;
    const recipe = this.#arena.slot(`colour.plain.${space}`, RECIPE_BYTES);
    writeRecipe(this.#kernels, this.#arena, recipe, NOTHING, space, true);
    this.#plain.set(space, recipe);
    return recipe;
  }
}
