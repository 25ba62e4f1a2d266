import type { Address } from '../kernels/arena';
import { AMOUNTS, type AmountName, type Amounts, SHARPNESS_GAIN } from '../pipeline/amounts';
import { type ColourEngine, type ColourRows, localColour } from '../pipeline/colour';
import { type Correction, CORRECTIONS, correctionsOf } from '../settings';
import type { DevelopSettings } from '../types';
import { type Coverage, groupCoverage, type MaskContext, type MaskRow } from './coverage';

/** Local tools that are an amount of the tone stage, with what file value 1 comes to. */
const TONE: Readonly<Partial<Record<AmountName, readonly [name: keyof Correction & `Local${string}`, scale: number]>>> = {
  exposure: ['LocalExposure2012', 4],
  contrast: ['LocalContrast2012', 1],
  highlights: ['LocalHighlights2012', 1],
  shadows: ['LocalShadows2012', 1],
  whites: ['LocalWhites2012', 1],
  blacks: ['LocalBlacks2012', 1],
  clarity: ['LocalClarity2012', 1],
  texture: ['LocalTexture', 1],
  sharpness: ['LocalSharpness', SHARPNESS_GAIN],
  dehaze: ['LocalDehaze', 1],
  temperature: ['LocalTemperature', 1],
  tint: ['LocalTint', 1],
};

type Local = {
  readonly correction: Correction;
  readonly amounts: ReadonlyMap<AmountName, number>;
  readonly coloured: boolean;
};

/** The corrections that change anything, in order. */
function activeCorrections(settings: DevelopSettings): readonly Local[] {
  const list = settings[CORRECTIONS];
  if (!Array.isArray(list) || list.length === 0) return [];
  return correctionsOf(settings).flatMap((correction): readonly Local[] => {
    if (!correction.CorrectionActive || correction.CorrectionAmount === 0 || correction.CorrectionMasks.length === 0) return [];
    const amounts = new Map(AMOUNTS.flatMap((name) => {
      const [key, scale] = TONE[name] ?? [];
      const value = key === undefined || scale === undefined ? 0 : Number(correction[key] ?? 0) * scale * correction.CorrectionAmount;
      return value === 0 ? [] : [[name, value] as const];
    }));
    const coloured = !localColour.isIdentity(correction);
    return amounts.size === 0 && !coloured ? [] : [{ correction, amounts, coloured }];
  });
}

export const hasLocalEdits = (settings: DevelopSettings): boolean => activeCorrections(settings).length > 0;

/** Local corrections of one render: amounts that vary over the picture, and local colour. */
export class LocalCorrections {
  readonly #context: MaskContext;
  readonly #locals: readonly (Local & { readonly coverage: Coverage; readonly cover: Address; readonly index: number })[];
  readonly #global: Amounts;
  /** Rows of amounts, for the tools that any correction moves. */
  readonly rows: ReadonlyMap<AmountName, Address>;

  constructor(settings: DevelopSettings, amounts: Amounts, context: MaskContext) {
    const { arena } = context.module;
    const bytes = context.width * 4 + 16;
    this.#context = context;
    this.#global = amounts;
    this.#locals = activeCorrections(settings).map((local, index) => ({
      ...local, index, coverage: groupCoverage(local.correction.CorrectionMasks, context, `local.${index}`), cover: arena.slot(`local.${index}.cover`, bytes),
    }));
    const moved = AMOUNTS.filter((name) => this.#locals.some((local) => local.amounts.has(name)));
    this.rows = new Map(moved.map((name) => [name, arena.slot(`local.amount.${name}`, bytes)]));
  }

  get empty(): boolean {
    return this.#locals.length === 0;
  }

  /** Computes coverages and amounts of a row, from the untouched photo. */
  prepare(row: MaskRow): void {
    const { kernels } = this.#context.module;
    for (const [name, address] of this.rows) kernels.fillRow(address, this.#global[name], row.n);
    for (const { coverage, cover, amounts } of this.#locals) {
      coverage(cover, row);
      for (const [name, value] of amounts) kernels.accumulateRow(this.rows.get(name) ?? 0, cover, value, row.n);
    }
  }

  /** Mixes local colour into a prepared row, in the colour stage's domain. */
  colour(colour: ColourEngine, rgb: ColourRows, n: number): void {
    const { space } = this.#context;
    for (const { coloured, correction, cover, index } of this.#locals) {
      if (coloured) colour.apply(colour.localLut(correction, space, index), rgb, n, cover);
    }
  }
}
