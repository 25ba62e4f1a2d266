import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsInView } from './windowing';

describe('rows in view', () => {
  it('are those that the viewport touches and a few around it', () => {
    expect(rowsInView({ top: 0, rowHeight: 100, rows: 100 }, 450, 0)).toEqual({ from: 0, to: 5 });
    expect(rowsInView({ top: -1050, rowHeight: 100, rows: 100 }, 450, 2)).toEqual({ from: 8, to: 17 });
    expect(rowsInView({ top: 5000, rowHeight: 100, rows: 100 }, 450, 1)).toEqual({ from: 0, to: 1 });
    expect(rowsInView({ top: -99_000, rowHeight: 100, rows: 100 }, 450, 1)).toEqual({ from: 99, to: 100 });
  });
  it('cover every visible row and stay within the list', () => {
    fc.assert(fc.property(fc.integer({ min: -100_000, max: 2000 }), fc.integer({ min: 20, max: 600 }), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 100, max: 3000 }), (top, rowHeight, rows, viewport) => {
      const { from, to } = rowsInView({ top, rowHeight, rows }, viewport, 2);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(rows);
      expect(to).toBeGreaterThan(from);
      for (let row = 0; row < rows; row++) {
        const [upper, lower] = [top + row * rowHeight, top + (row + 1) * rowHeight];
        if (lower > 0 && upper < viewport) expect(row >= from && row < to).toBe(true);
      }
    }));
  });
});
