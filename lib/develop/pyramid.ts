/**
 * A picture as a pyramid of square tiles, so that a screen asks only for what it shows: level 0 is full size, each level above it half as
 * large (as in deep zoom images). Pages and servers find the same tiles from the picture's size alone.
 */
import { fitLongEdge } from './pipeline/geometry';
import type { Size } from './types';

/** Edge of a tile in px of its level; those at the right and the bottom may be smaller. */
export const TILE_EDGE = 512;
/** A picture of a thousand megapixels is smaller than one tile there. */
const MOST_LEVEL = 7;

export type TileAddress = { readonly level: number; readonly column: number; readonly row: number };
export type TileRegion = Size & { readonly x: number; readonly y: number };

/** Size in px of a whole level. `size`: of the picture at full resolution, after its crop. */
export const levelSize = (size: Size, level: number): Size => fitLongEdge(size, Math.ceil(Math.max(size.width, size.height) / 2 ** level));

/** Where a tile lies in its level, in px; undefined where there is none. */
export function tileRegion(size: Size, { level, column, row }: TileAddress): TileRegion | undefined {
  const { width, height } = levelSize(size, level);
  const x = column * TILE_EDGE, y = row * TILE_EDGE;
  if (x >= width || y >= height) return undefined;
  return { x, y, width: Math.min(TILE_EDGE, width - x), height: Math.min(TILE_EDGE, height - y) };
}

/** The smallest level that has a px for every device px, where a picture px covers `scale` of them. */
export function levelFor(scale: number): number {
  // A level that is a hair too small looks the same and costs a quarter.
  return Math.min(MOST_LEVEL, Math.max(0, Math.floor(Math.log2(1.02 / scale))));
}

/** Tiles that lie in a part of the picture (px at full resolution), and `around` more rings of them. */
export function tilesIn(size: Size, level: number, part: TileRegion, around = 0): readonly TileAddress[] {
  const { width, height } = levelSize(size, level);
  const [sx, sy] = [width / size.width, height / size.height];
  const range = (from: number, to: number, length: number): readonly number[] => {
    const first = Math.max(0, Math.floor(from / TILE_EDGE) - around), last = Math.min(Math.ceil(length / TILE_EDGE), Math.ceil(to / TILE_EDGE) + around);
    return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  };
  const columns = range(part.x * sx, (part.x + part.width) * sx, width);
  return range(part.y * sy, (part.y + part.height) * sy, height).flatMap((row) => columns.map((column) => ({ level, column, row })));
}

/** As in an address: `0,3,2`. */
export const tileName = ({ level, column, row }: TileAddress): string => `${level},${column},${row}`;

export function readTileName(name: string): TileAddress | undefined {
  const [, level, column, row] = /^(\d),(\d{1,4}),(\d{1,4})$/.exec(name) ?? [];
  if (level === undefined || Number(level) > MOST_LEVEL) return undefined;
  return { level: Number(level), column: Number(column), row: Number(row) };
}
