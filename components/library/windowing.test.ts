import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsInView, stillShown } from './windowing';

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

describe('a list that has become shorter', () => {
  const measured = { from: 480, to: 500, before: 24_000, after: 0 };
  it('is shown from its start when nothing of what was in view is left', () => {
    expect(stillShown(measured, 480, 60)).toEqual({ from: 0, to: 60, before: 0, after: 0 });
    expect(stillShown(measured, 100, 60)).toEqual({ from: 0, to: 60, before: 0, after: 0 });
  });
  it('keeps what is left in view', () => {
    expect(stillShown(measured, 490, 60)).toEqual({ from: 480, to: 490, before: 24_000, after: 0 });
    expect(stillShown(measured, 500, 60)).toBe(measured);
  });
  it('is rendered whole when it is short', () => {
    expect(stillShown(measured, 60, 60)).toEqual({ from: 0, to: 60, before: 0, after: 0 });
    expect(stillShown(measured, 0, 60)).toEqual({ from: 0, to: 0, before: 0, after: 0 });
  });
  it('always has something to measure', () => {
    fc.assert(fc.property(fc.nat(1000), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1000 }), (from, length, count) => {
      const { from: first, to: end } = stillShown({ from, to: from + length, before: from * 50, after: 0 }, count, 60);
      expect(end).toBeGreaterThan(first);
      expect(end).toBeLessThanOrEqual(count);
    }));
  });
});
