import { describe, expect, it } from 'vitest';
import { levelFor, levelSize, readTileName, TILE_EDGE, tileName, tileRegion, tilesIn } from './pyramid';

const size = { width: 12240, height: 8160 };

describe('the tiles of a picture', () => {
  it('cover every level once, without a gap', () => {
    for (const level of [0, 1, 3, 7]) {
      const { width, height } = levelSize(size, level);
      const regions = tilesIn(size, level, { x: 0, y: 0, ...size }).map((tile) => tileRegion(size, tile));
      expect(regions.every((region) => region !== undefined)).toBe(true);
      expect(regions.reduce((sum, region) => sum + (region ? region.width * region.height : 0), 0)).toBe(width * height);
      expect(new Set(regions.map((region) => `${region?.x} ${region?.y}`)).size).toBe(regions.length);
    }
  });
  it('are few where little is seen', () => {
    const part = { x: 5000, y: 3000, width: 1000, height: 800 };
    const tiles = tilesIn(size, 0, part);
    expect(tiles.length).toBeLessThanOrEqual(9);
    for (const corner of [[part.x, part.y], [part.x + part.width - 1, part.y + part.height - 1]] as const) {
      expect(tiles).toContainEqual({ level: 0, column: Math.floor(corner[0] / TILE_EDGE), row: Math.floor(corner[1] / TILE_EDGE) });
    }
    expect(tilesIn(size, 0, part, 1).length).toBeGreaterThan(tiles.length);
    expect(tilesIn(size, 0, { x: -900, y: -900, width: 800, height: 800 })).toEqual([]);
  });
  it('have a pixel for every device pixel, and no level more than needed', () => {
    expect([4, 1, 0.99, 0.6, 0.5, 0.26, 0.25, 0.001].map(levelFor)).toEqual([0, 0, 0, 0, 1, 1, 2, 7]);
  });
  it('have names, and nonsense has none', () => {
    const tile = { level: 2, column: 3, row: 14 };
    expect(readTileName(tileName(tile))).toEqual(tile);
    for (const name of ['', '0', '0,0', '9,0,0', '-1,0,0', '0,0,0,0', '0,1.5,0', '0,99999,0']) expect(readTileName(name), name).toBeUndefined();
    expect(tileRegion(size, { level: 7, column: 1, row: 0 })).toBeUndefined();
  });
});
