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
