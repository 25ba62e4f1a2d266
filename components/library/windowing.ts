/** What of a list is rendered: which items, and how much room (px) the others take before and after them. */
export type Shown = { readonly from: number; readonly to: number; readonly before: number; readonly after: number };

/**
 * What to render of a list of `count` items, when `shown` was measured, maybe of a longer one. Lists of at most `whole` items are rendered whole; where nothing
 * of what was measured is left, the first `whole` are, to measure again.
 */
export function stillShown(shown: Shown, count: number, whole: number): Shown {
  if (count <= whole || shown.from >= count) return { from: 0, to: Math.min(count, whole), before: 0, after: 0 };
  return shown.to > count ? { ...shown, to: count, after: 0 } : shown;
}

export type Window = { readonly from: number; readonly to: number };

/** Rows of a list that lie in the viewport, with `overscan` rows around it. `top` is the list's upper edge in the viewport, px. */
export function rowsInView(list: { readonly top: number; readonly rowHeight: number; readonly rows: number }, viewport: number, overscan: number): Window {
  const { top, rowHeight, rows } = list;
  if (rowHeight <= 0) return { from: 0, to: rows };
  const first = Math.floor(-top / rowHeight) - overscan;
  const last = Math.ceil((viewport - top) / rowHeight) + overscan;
  // Never empty: what is not rendered cannot be measured.
  const from = Math.max(0, Math.min(rows - 1, first));
  return { from, to: Math.max(from + 1, Math.min(rows, last)) };
}
