import { describe, expect, it } from 'vitest';
import { tilesOf, visiblePart, wantedAt, type Tile } from './tiles';
import { covering } from './use-tiles';

const huge = { width: 12240, height: 8160 };
const viewport = { width: 1000, height: 800 };

describe('what is fetched to show a picture', () => {
  it('is the whole at a small size while that has the pixels, and tiles when it has not', () => {
    expect(wantedAt(huge, 0.08, 0.08, 1)).toEqual({ edge: 1280, level: undefined });
    expect(wantedAt(huge, 0.2, 0.08, 1)).toEqual({ edge: 2560, level: undefined });
    expect(wantedAt(huge, 0.25, 0.08, 1)).toEqual({ edge: 1280, level: 2 });
    expect(wantedAt(huge, 0.5, 0.08, 2)).toEqual({ edge: 2560, level: 0 });
    expect(wantedAt({ width: 2000, height: 1500 }, 8, 0.4, 2)).toEqual({ edge: 2560, level: undefined });
  });
  it('is what the screen shows of it, however large the photo', () => {
    const part = visiblePart(huge, { scale: 1, x: -5000, y: -3000 }, viewport);
    expect(part).toEqual({ x: 5000, y: 3000, width: 1000, height: 800 });
    const { seen, near } = tilesOf({ picture: huge, level: 0, key: 'k', url: ({ column, row }) => `${column} ${row}` }, part);
    expect(seen.length).toBeLessThanOrEqual(9);
    expect(near.length).toBeLessThanOrEqual(16);
    expect(new Set([...seen, ...near].map((tile) => tile.url)).size).toBe(seen.length + near.length);
    const right = Math.max(...seen.map((tile) => (tile.left + tile.width) * huge.width)), left = Math.min(...seen.map((tile) => tile.left * huge.width));
    expect(left).toBeLessThanOrEqual(5000);
    expect(right).toBeGreaterThanOrEqual(6000);
  });
  it('is nothing when nothing is seen', () => {
    const part = visiblePart(huge, { scale: 1, x: 2000, y: 0 }, viewport);
    expect(part.width).toBe(0);
    expect(tilesOf({ picture: huge, level: 0, key: 'k', url: () => 'u' }, part)).toEqual({ seen: [], near: [] });
  });
});

describe('tiles on the screen', () => {
  const tile = (key: string, level: number, at: number): Tile => ({ key, url: `${key} ${level} ${at}`, level, left: 0, top: 0, width: 1, height: 1 });
  const old = [tile('a', 0, 0), tile('a', 0, 1)];
  const names = (tiles: readonly Tile[]) => tiles.map(({ url }) => url);
  it('stay beneath the next step until its tiles are all there, but not for long', () => {
    const seen = [tile('b', 0, 0), tile('b', 0, 1)];
    const half = (url: string) => url === 'b 0 0';
    expect(names(covering(old, seen, 'b', half, true))).toEqual(['a 0 0', 'a 0 1', 'b 0 0']);
    expect(names(covering(old, seen, 'b', half, false))).toEqual(['b 0 0']);
    expect(names(covering(old, seen, 'b', () => true, true))).toEqual(names(seen));
  });
  it('of another size stay as long as they are needed', () => {
    expect(names(covering(old, [tile('a', 1, 0)], 'a', () => false, false))).toEqual(names(old));
    expect(names(covering(old, [tile('a', 1, 0)], 'a', () => true, false))).toEqual(['a 1 0']);
  });
  it('that went out of sight go, and nothing changes when nothing did', () => {
    expect(names(covering(old, [tile('a', 0, 1), tile('a', 0, 2)], 'a', (url) => url === 'a 0 1', true))).toEqual(['a 0 1']);
    expect(covering(old, old, 'a', () => true, true)).toBe(old);
    expect(covering(old, [], 'a', () => true, true)).toEqual([]);
  });
});
