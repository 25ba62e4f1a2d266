import type { Address } from '../../kernels/arena';
import type { Module } from '../../kernels/loader';
import type { DevelopSettings } from '../../types';
import type { SpatialAmount } from '../amounts';
import type { Rect } from '../planes';

/** The amount of a tool: `value` all over, or, where it varies, at every pixel of a tile, the first at `address`; then not held to 0…1. */
export type AmountPlane = { readonly varies: boolean; readonly value: number; readonly address: Address; readonly pitch: number };

/** A piece of the picture that stages work on in place: planes of `pitch` bytes a row whose first pixel is (rect.x0, rect.y0) of the output. */
export type Tile = {
  readonly rect: Rect;
  readonly pitch: number;
  /** Luma and colour differences for stages that work on `chroma` or `luma` (`assembly/opponent.ts`). */
  readonly y: Address;
  readonly u: Address;
  readonly v: Address;
  /** Luminance weights of the primaries. */
  readonly luma: Address;
  amount(name: SpatialAmount): AmountPlane;
};

/** The same planes hold linear red, green and blue for stages that work on `light`. */
export const lightOf = ({ u, y, v }: Tile): readonly [r: Address, g: Address, b: Address] => [u, y, v];

/** A tool at one render's settings and size. */
export type Stage = {
  /** What it changes. Stages on `chroma` read luma too. */
  readonly works: 'chroma' | 'luma' | 'light';
  /** Pixels around its result that it reads. */
  readonly halo: number;
  /** Works on the pixels of `area`; what it reads around them is there. Pixels outside are undefined afterwards. */
  run(tile: Tile, area: Rect): void;
};

export type StageContext = {
  readonly module: Module;
  readonly settings: DevelopSettings;
  /** Output px per px of the full photo. */
  readonly scale: number;
  /** Whether corrections move an amount. */
  local(name: SpatialAmount): boolean;
};

/** A tool that looks around each pixel, before tone. */
export type StageTool = {
  /** Parameters that it reads. */
  readonly reads: readonly string[];
  /** The amounts that corrections move. */
  readonly amounts: readonly SpatialAmount[];
  /** Whether the global settings leave the picture as it is. */
  isIdentity(settings: DevelopSettings): boolean;
  /** Nothing where the tool cannot show at this size. */
  stage(context: StageContext): Stage | undefined;
};

/** Address of pixel (x, y) in a plane of the tile. */
export const addressIn = ({ rect, pitch }: Pick<Tile, 'rect' | 'pitch'>, plane: Address, x: number, y: number): Address => plane + (y - rect.y0) * pitch + (x - rect.x0) * 4;

export const grown = ({ x0, y0, x1, y1 }: Rect, by: number): Rect => ({ x0: x0 - by, y0: y0 - by, x1: x1 + by, y1: y1 + by });

/** Where a row of an amount is, from column x0 of `area` on: of the plane, or of one row that serves all. */
export function amountRows({ arena, kernels }: Module, tile: Tile, name: SpatialAmount, area: Rect): (y: number) => Address {
  const { varies, value, address, pitch } = tile.amount(name);
  if (varies) return (y) => addressIn({ rect: tile.rect, pitch }, address, area.x0, y);
  const row = arena.slot('stage.amount', (area.x1 - area.x0) * 4 + 16);
  kernels.fillRow(row, value, area.x1 - area.x0);
  return () => row;
}
