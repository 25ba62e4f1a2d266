import type { Module } from '../../kernels/loader';
import type { LocalCorrections } from '../../masks/local';
import type { ColourSpace, DevelopSettings } from '../../types';
import { type SpatialAmount, spatialAmounts } from '../amounts';
import type { Planes, Rect } from '../planes';
import { luminanceOf } from '../primaries';
import { blur } from './blur';
import { defringe } from './defringe';
import { moire } from './moire';
import { colourNoise, luminanceNoise } from './noise';
import { grown, type Stage, type StageTool, type Tile } from './stage';

/** Every tool that looks around a pixel and changes the picture before tone, in order. */
export const STAGES: readonly StageTool[] = [defringe, moire, colourNoise, luminanceNoise, blur];

export const hasNeighbourhood = (settings: DevelopSettings): boolean => STAGES.some((tool) => !tool.isIdentity(settings));

/** The stages of one render and the pixels around a tile that they need. */
export class Neighbourhood {
  readonly #module: Module;
  readonly #local: LocalCorrections;
  readonly #amounts: Readonly<Record<SpatialAmount, number>>;
  /** Stages with how far beyond the tile each has to work, for those that follow. */
  readonly #stages: readonly (Stage & { readonly margin: number })[];
  readonly #space: ColourSpace;
  /** Pixels around the tile to read, a multiple of four. */
  readonly halo: number;

  /** `scale`: output px per px of the full photo; `tail`: pixels around the tile that what comes after looks at. */
  constructor(module: Module, settings: DevelopSettings, scale: number, space: ColourSpace, local: LocalCorrections, tail: number) {
    this.#module = module;
    this.#local = local;
    this.#amounts = spatialAmounts(settings);
    this.#space = space;
    const used = STAGES.filter((tool) => !tool.isIdentity(settings) || tool.amounts.some((name) => local.moves(name)));
    const stages = used.flatMap((tool) => tool.stage({ module, settings, scale, local: (name) => local.moves(name) }) ?? []);
    let [luma, chroma] = [tail, tail];
    this.#stages = stages.toReversed().map((stage) => {
      const margin = stage.works === 'luma' ? luma : stage.works === 'chroma' ? chroma : Math.max(luma, chroma);
      if (stage.works !== 'luma') chroma = margin + stage.halo;
      luma = stage.works === 'chroma' ? Math.max(luma, chroma) : margin + stage.halo;
      return { ...stage, margin };
    }).toReversed();
    this.halo = Math.ceil(Math.max(luma, chroma) / 4) * 4;
  }

  get empty(): boolean {
    return this.#stages.length === 0;
  }

  /** Runs the stages on linear planes of `rect`, the tile grown by `halo`, in place. Correct afterwards: the tile and `tail` around it. */
  run(planes: Planes, rect: Rect, tile: Rect): void {
    const { arena, kernels } = this.#module;
    const luma = arena.slot('neighbourhood.luma', 16);
    arena.f32.set(luminanceOf(this.#space), luma / 4);
    const n = rect.x1 - rect.x0, rows = rect.y1 - rect.y0;
    const convert = (kernel: 'toOpponentRow' | 'fromOpponentRow') => {
      for (let y = 0, at = 0; y < rows; y++, at += planes.pitch) kernels[kernel](planes.r + at, planes.g + at, planes.b + at, luma, n);
    };
    const piece: Tile = {
      rect, pitch: planes.pitch, u: planes.r, y: planes.g, v: planes.b, luma,
      amount: (name) => {
        const plane = this.#local.plane(name), value = this.#amounts[name];
        return plane ? { varies: true, value, address: plane, pitch: planes.pitch } : { varies: false, value, address: 0, pitch: 0 };
      },
    };
    const split = this.#stages.findIndex(({ works }) => works === 'light');
    const opponent = split < 0 ? this.#stages : this.#stages.slice(0, split), light = split < 0 ? [] : this.#stages.slice(split);
    if (opponent.length > 0) convert('toOpponentRow');
    for (const stage of opponent) stage.run(piece, grown(tile, stage.margin));
    if (opponent.length > 0) convert('fromOpponentRow');
    for (const stage of light) stage.run(piece, grown(tile, stage.margin));
  }
}
