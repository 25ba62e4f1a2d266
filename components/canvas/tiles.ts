import { levelFor, levelSize, type TileAddress, tileName, tileRegion, tilesIn, type TileRegion } from '@/lib/develop/pyramid';
import type { Size } from '@/lib/develop/types';
import { renderEdge, type View } from './zoom';

/** Long edge up to which a picture is fetched whole, px. */
const MOST_WHOLE = 2560;

/** A tile on the screen. */
export type Tile = {
  /** `pictureKey` of what it shows. */
  readonly key: string;
  readonly url: string;
  readonly level: number;
  /** Shares of the whole picture. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** The part of a picture that a viewport shows, px at full resolution. Empty when nothing is seen. */
export function visiblePart(picture: Size, view: View, viewport: Size): TileRegion {
  const clip = (from: number, to: number, length: number): readonly [number, number] => {
    const start = Math.min(length, Math.max(0, from));
    return [start, Math.max(0, Math.min(length, to) - start)];
  };
  const [x, width] = clip(-view.x / view.scale, (viewport.width - view.x) / view.scale, picture.width);
  const [y, height] = clip(-view.y / view.scale, (viewport.height - view.y) / view.scale, picture.height);
  return { x, y, width, height };
}

/** What is asked for to show a picture at a zoom: the whole at one size, and tiles over it where that size is not enough. */
export type Wanted = { readonly edge: number; readonly level: number | undefined };

/** @param scale CSS px per picture px; `fit`: the same for the whole picture in its viewport */
export function wantedAt(picture: Size, scale: number, fit: number, pixelRatio: number): Wanted {
  const full = Math.max(picture.width, picture.height);
  if (Math.min(full, full * scale * pixelRatio) <= MOST_WHOLE * 1.02) return { edge: renderEdge(picture, scale, pixelRatio), level: undefined };
  return { edge: Math.min(MOST_WHOLE, renderEdge(picture, fit, pixelRatio)), level: levelFor(scale * pixelRatio) };
}

export type Cut = { readonly picture: Size; readonly level: number; readonly key: string; readonly url: (tile: TileAddress) => string };

function placed({ picture, level, key, url }: Cut, tile: TileAddress): Tile | undefined {
  const region = tileRegion(picture, tile);
  if (!region) return undefined;
  const whole = levelSize(picture, level);
  return { key, url: url(tile), level, left: region.x / whole.width, top: region.y / whole.height, width: region.width / whole.width, height: region.height / whole.height };
}

/** The tiles of a part of a picture, and those around it that will probably be wanted next. */
export function tilesOf(cut: Cut, part: TileRegion): { readonly seen: readonly Tile[]; readonly near: readonly Tile[] } {
  if (part.width <= 0 || part.height <= 0) return { seen: [], near: [] };
  const inside = tilesIn(cut.picture, cut.level, part);
  const names = new Set(inside.map(tileName));
  const all = (tiles: readonly TileAddress[]): readonly Tile[] => tiles.flatMap((tile) => placed(cut, tile) ?? []);
  return { seen: all(inside), near: all(tilesIn(cut.picture, cut.level, part, 1).filter((tile) => !names.has(tileName(tile)))) };
}
