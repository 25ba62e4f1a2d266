'use client';

import { useEffect, useState, type RefObject } from 'react';
import { rowsInView, stillShown, type Shown } from './windowing';

/** Shorter lists are rendered whole. */
const WHOLE = 60;
const OVERSCAN = 3;

/**
 * Renders only the rows of a grid that are in view: which items, and how much room (px) the others take before and after them. Columns and the height of a
 * row are read off the grid as the style sheet laid it out; all rows are equally high.
 */
export function useWindowed(grid: RefObject<HTMLElement | null>, count: number): Shown {
  const [shown, setShown] = useState<Shown>({ from: 0, to: WHOLE, before: 0, after: 0 });
  useEffect(() => {
    const list = grid.current;
    if (!list || count <= WHOLE) return;
    let frame = 0;
    const measure = () => {
      frame = 0;
      const first = list.firstElementChild;
      if (!first) return;
      const style = getComputedStyle(list);
      const columns = style.gridTemplateColumns.split(' ').length;
      const rowHeight = first.getBoundingClientRect().height + (Number.parseFloat(style.rowGap) || 0);
      const rows = Math.ceil(count / columns);
      const { from, to } = rowsInView({ top: list.getBoundingClientRect().top, rowHeight, rows }, innerHeight, OVERSCAN);
      const next: Shown = { from: from * columns, to: Math.min(count, to * columns), before: from * rowHeight, after: (rows - to) * rowHeight };
      setShown((old) => (old.from === next.from && old.to === next.to && Math.abs(old.after - next.after) < 1 ? old : next));
    };
    const soon = () => { frame ||= requestAnimationFrame(measure); };
    const resized = new ResizeObserver(soon);
    resized.observe(list);
    window.addEventListener('scroll', soon, { passive: true });
    window.addEventListener('resize', soon);
    soon();
    return () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      window.removeEventListener('scroll', soon);
      window.removeEventListener('resize', soon);
    };
  }, [grid, count]);
  return stillShown(shown, count, WHOLE);
}
