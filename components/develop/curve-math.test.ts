import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '@/lib/develop/types';
import { addPoint, movePoint, nearestPoint, removePoint } from './curve-math';

const line: readonly CurvePoint[] = [[0, 0], [128, 128], [255, 255]];

describe('the point curve', () => {
  it('keeps its points in order however they are dragged', () => {
    expect(movePoint(line, 1, 999, -5)[1]).toEqual([251, 0]);
    expect(movePoint(line, 1, -999, 300)[1]).toEqual([4, 255]);
    expect(movePoint(line, 0, 300, 10)[0]?.[0]).toBe(124);
  });
  it('adds points between others, but does not crowd them', () => {
    expect(addPoint(line, 60, 80)).toEqual({ index: 1, points: [[0, 0], [60, 80], [128, 128], [255, 255]] });
    expect(addPoint(line, 130, 80)).toBeUndefined();
  });
  it('keeps its ends', () => {
    expect(removePoint(line, 0)).toBe(line);
    expect(removePoint(line, 1)).toEqual([[0, 0], [255, 255]]);
  });
  it('finds the point under a finger', () => {
    expect(nearestPoint(line, 120, 130, 12)).toBe(1);
    expect(nearestPoint(line, 60, 200, 12)).toBe(-1);
  });
});
