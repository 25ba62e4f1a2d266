import type { Address } from '../kernels/arena';
import { AMOUNTS, type AmountName, type Amounts, EFFECT_AMOUNTS, type EffectAmount, effectAmounts, SHARPNESS_GAIN, SPATIAL_AMOUNTS, type SpatialAmount, spatialAmounts } from '../pipeline/amounts';
import { type ColourEngine, type ColourRows, localColour } from '../pipeline/colour';
import { pitchOf, type Planes, type Rect } from '../pipeline/planes';
import { type Correction, CORRECTIONS, correctionsOf } from '../settings';
import type { DevelopSettings } from '../types';
import { type Coverage, groupCoverage, type MaskContext, type MaskRow } from './coverage';

/** Down to here negative LocalSharpness softens, beyond it blurs. */
const BLUR_FROM = 0.5;

type AnyAmount = AmountName | SpatialAmount | EffectAmount;

/** What a correction adds to an amount where its masks cover fully; the file's −1…1 in the amount's units. */
const ADDS: Readonly<Record<AnyAmount, (correction: Correction) => number>> = {
  exposure: ({ LocalExposure2012 = 0 }) => LocalExposure2012 * 4,
  contrast: ({ LocalContrast2012 = 0 }) => LocalContrast2012,
  highlights: ({ LocalHighlights2012 = 0 }) => LocalHighlights2012,
  shadows: ({ LocalShadows2012 = 0 }) => LocalShadows2012,
  whites: ({ LocalWhites2012 = 0 }) => LocalWhites2012,
  blacks: ({ LocalBlacks2012 = 0 }) => LocalBlacks2012,
  clarity: ({ LocalClarity2012 = 0 }) => LocalClarity2012,
  texture: ({ LocalTexture = 0 }) => LocalTexture,
  sharpness: ({ LocalSharpness = 0 }) => Math.max(-BLUR_FROM, LocalSharpness) * SHARPNESS_GAIN,
  dehaze: ({ LocalDehaze = 0 }) => LocalDehaze,
  temperature: ({ LocalTemperature = 0 }) => LocalTemperature,
  tint: ({ LocalTint = 0 }) => LocalTint,
  luminanceNoise: ({ LocalLuminanceNoise = 0 }) => LocalLuminanceNoise,
  moire: ({ LocalMoire = 0 }) => LocalMoire,
  defringe: ({ LocalDefringe = 0 }) => LocalDefringe,
  grain: ({ LocalGrain = 0 }) => LocalGrain,
  blur: ({ LocalSharpness = 0 }) => Math.max(0, -LocalSharpness - BLUR_FROM) / (1 - BLUR_FROM),
};

type Local = {
  readonly correction: Correction;
  readonly amounts: ReadonlyMap<AnyAmount, number>;
  readonly coloured: boolean;
};

/** The corrections that change anything, in order. */
function activeCorrections(settings: DevelopSettings): readonly Local[] {
  const list = settings[CORRECTIONS];
  if (!Array.isArray(list) || list.length === 0) return [];
  return correctionsOf(settings).flatMap((correction): readonly Local[] => {
    if (!correction.CorrectionActive || correction.CorrectionAmount === 0 || correction.CorrectionMasks.length === 0) return [];
    const amounts = new Map([...AMOUNTS, ...SPATIAL_AMOUNTS, ...EFFECT_AMOUNTS].flatMap((name) => {
      const value = ADDS[name](correction) * correction.CorrectionAmount;
      return value === 0 ? [] : [[name, value] as const];
    }));
    const coloured = !localColour.isIdentity(correction);
    return amounts.size === 0 && !coloured ? [] : [{ correction, amounts, coloured }];
  });
}

export const hasLocalEdits = (settings: DevelopSettings): boolean => activeCorrections(settings).length > 0;

/** Planes over a piece of the picture, measured before anything changed its pixels. */
type Measured = { readonly rect: Rect; readonly pitch: number; readonly covers: readonly Address[]; readonly planes: ReadonlyMap<SpatialAmount, Address> };

/** Local corrections of one render: amounts that vary over the picture, and local colour. */
export class LocalCorrections {
  readonly #context: MaskContext;
  readonly #locals: readonly (Local & { readonly coverage: Coverage; readonly index: number })[];
  readonly #global: Readonly<Record<AnyAmount, number>>;
  /** Where each correction's coverage of the prepared row is. */
  #covers: readonly Address[] = [];
  #measured: Measured | undefined;
  /** Rows of amounts, for the tools that any correction moves. */
  readonly rows: ReadonlyMap<AmountName, Address>;
  /** The same for what is drawn over the finished picture. */
  readonly effectRows: ReadonlyMap<EffectAmount, Address>;

  constructor(settings: DevelopSettings, amounts: Amounts, context: MaskContext) {
    const { arena } = context.module;
    const bytes = context.width * 4 + 16;
    this.#context = context;
    this.#global = { ...amounts, ...spatialAmounts(settings), ...effectAmounts(settings) };
    this.#locals = activeCorrections(settings).map((local, index) => ({ ...local, index, coverage: groupCoverage(local.correction.CorrectionMasks, context, `local.${index}`) }));
    const rowsOf = <Name extends AnyAmount>(names: readonly Name[]) => new Map(names.filter((name) => this.moves(name)).map((name) => [name, arena.slot(`local.amount.${name}`, bytes)]));
    this.rows = rowsOf(AMOUNTS);
    this.effectRows = rowsOf(EFFECT_AMOUNTS);
  }

  get empty(): boolean {
    return this.#locals.length === 0;
  }

  /** Whether any correction moves an amount. */
  moves(name: AnyAmount): boolean {
    return this.#locals.some((local) => local.amounts.has(name));
  }

  /**
   * Computes coverages of a whole piece, and its planes of spatial amounts, for stages that change pixels before its rows are prepared.
   * `planes`: the untouched photo's linear light over `rect`.
   */
  measure({ r, g, b, pitch }: Planes, rect: Rect): void {
    const { arena, kernels } = this.#context.module;
    const n = rect.x1 - rect.x0, height = rect.y1 - rect.y0;
    // Kernels that step through a plane may look a little past its end.
    const plane = (name: string) => arena.slot(`local.plane.${name}`, pitch * (height + 1));
    const covers = this.#locals.map(({ index }) => plane(`cover.${index}`));
    const planes = new Map(SPATIAL_AMOUNTS.filter((name) => this.moves(name)).map((name) => [name, plane(name)]));
    for (let y = 0, at = 0; y < height; y++, at += pitch) {
      for (const [name, address] of planes) kernels.fillRow(address + at, this.#global[name], n);
      for (const { coverage, amounts, index } of this.#locals) {
        const cover = (covers[index] ?? 0) + at;
        coverage(cover, { y: rect.y0 + y, first: rect.x0, n, rgb: [r + at, g + at, b + at] });
        for (const [name, address] of planes) if (amounts.has(name)) kernels.accumulateRow(address + at, cover, amounts.get(name) ?? 0, n);
      }
    }
    this.#measured = { rect, pitch, covers, planes };
  }

  /** The plane of a spatial amount over what was measured, when any correction moves it. */
  plane(name: SpatialAmount): Address | undefined {
    return this.#measured?.planes.get(name);
  }

  /** Computes coverages, unless they were measured, and amounts of a row, from the untouched photo. */
  prepare(row: MaskRow): void {
    const { arena, kernels } = this.#context.module;
    const measured = this.#measured;
    this.#covers = measured
      ? measured.covers.map((plane) => plane + (row.y - measured.rect.y0) * measured.pitch + (row.first - measured.rect.x0) * 4)
      : this.#locals.map(({ coverage, index }) => {
        const cover = arena.slot(`local.${index}.cover`, pitchOf(this.#context.width) + 16);
        coverage(cover, row);
        return cover;
      });
    const rows: readonly (readonly [AnyAmount, Address])[] = [...this.rows, ...this.effectRows];
    for (const [name, address] of rows) kernels.fillRow(address, this.#global[name], row.n);
    for (const { amounts, index } of this.#locals) {
      for (const [name, address] of rows) if (amounts.has(name)) kernels.accumulateRow(address, this.#covers[index] ?? 0, amounts.get(name) ?? 0, row.n);
    }
  }

  /** Mixes local colour into a prepared row, in the colour stage's domain. */
  colour(colour: ColourEngine, rgb: ColourRows, n: number): void {
    const { space } = this.#context;
    for (const { coloured, correction, index } of this.#locals) {
      if (coloured) colour.apply(colour.localLut(correction, space, index), rgb, n, this.#covers[index]);
    }
  }
}
