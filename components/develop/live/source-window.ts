import { TILE_EDGE, tileName, tilesIn, type TileAddress, type TileRegion } from '@/lib/develop/pyramid';
import type { Pixels, Size } from '@/lib/develop/types';

/** Px around what is needed, so that a slider that looks a little further finds it. */
const SLACK = 96;

/** Rows of the photo at full size of which only the columns of some part are filled: what a render of that part reads, and no more memory. */
export type SourceWindow = {
  readonly pixels: Pixels;
  /** The row that the data begin with. */
  readonly from: number;
  readonly part: TileRegion;
};

export const contains = (outer: TileRegion, inner: TileRegion): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

/** The part as far as there is a photo, `around` px larger on every side. */
export function grown({ x, y, width, height }: TileRegion, around: number, full: Size): TileRegion {
  const [left, top] = [Math.max(0, Math.floor(x - around)), Math.max(0, Math.floor(y - around))];
  const [right, bottom] = [Math.min(full.width, Math.ceil(x + width + around)), Math.min(full.height, Math.ceil(y + height + around))];
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

/** Lays tiles of the untouched photo side by side. All must have the channels and the depth of the first. */
export function joined(full: Size, part: TileRegion, tiles: readonly (readonly [tile: TileAddress, pixels: Pixels])[]): SourceWindow | undefined {
  const [first] = tiles;
  if (!first) return undefined;
  const { channels, depth, space, scene } = first[1];
  const length = full.width * part.height * channels;
  const head = { width: full.width, height: full.height, channels, space, ...(scene && { scene }) };
  const pixels: Pixels = depth === 8 ? { ...head, depth, data: new Uint8Array(length) } : { ...head, depth, data: new Uint16Array(length) };
  for (const [{ column, row }, tile] of tiles) {
    const [x, y] = [column * TILE_EDGE, row * TILE_EDGE];
    for (let line = Math.max(y, part.y); line < Math.min(y + tile.height, part.y + part.height); line++) {
      const source = tile.data.subarray((line - y) * tile.width * channels, (line - y + 1) * tile.width * channels);
      pixels.data.set(source, ((line - part.y) * full.width + x) * channels);
    }
  }
  return { pixels, from: part.y, part };
}

/** The photo at full size around what is looked at, fetched tile by tile. Keeps one window. */
export class SourceWindows {
  readonly #full: Size;
  readonly #fetch: (name: string) => Promise<Pixels>;
  /** Tiles that came last; neighbouring windows share them. */
  #tiles = new Map<string, Promise<Pixels>>();
  #window: SourceWindow | undefined;
  #coming: TileRegion | undefined;

  /** @param fetch a tile of the untouched photo by its name */
  constructor(full: Size, fetch: (name: string) => Promise<Pixels>) {
    this.#full = full;
    this.#fetch = fetch;
  }

  /** The window, if it holds the part. */
  holding(part: TileRegion): SourceWindow | undefined {
    return this.#window && contains(this.#window.part, part) ? this.#window : undefined;
  }

  /** Fetches a window around the part; resolves to whether there is a new one. */
  async look(part: TileRegion): Promise<boolean> {
    if (part.width <= 0 || part.height <= 0 || this.holding(part) || (this.#coming && contains(this.#coming, part))) return false;
    const wanted = grown(part, SLACK, this.#full);
    this.#coming = wanted;
    const addresses = tilesIn(this.#full, 0, wanted);
    const old = this.#tiles;
    this.#tiles = new Map(addresses.map((tile) => [tileName(tile), old.get(tileName(tile)) ?? this.#fetch(tileName(tile))]));
    try {
      const tiles = await Promise.all(addresses.map(async (tile) => [tile, await (this.#tiles.get(tileName(tile)) ?? this.#fetch(tileName(tile)))] as const));
      // Somebody looks elsewhere by now.
      if (this.#coming !== wanted) return false;
      this.#window = joined(this.#full, wanted, tiles);
      return this.#window !== undefined;
    } catch {
      this.#tiles.clear();
      return false;
    } finally {
      if (this.#coming === wanted) this.#coming = undefined;
    }
  }
}
