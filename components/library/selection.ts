/** Which photos are selected, and from which one a range goes on. */
export type Selection = { readonly ids: ReadonlySet<string>; readonly anchor: string | null };

export const NOTHING: Selection = { ids: new Set(), anchor: null };

/** Adds one to the selection or takes it out. */
export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Everything from the anchor to `id` in the order that is shown, with what is selected already. The anchor stays: a second range starts where the first did. */
export function extended(selection: Selection, id: string, order: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggled({ ids: new Set([...selection.ids].filter((one) => one !== id)), anchor: null }, id);
  return { ids: new Set([...selection.ids, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]), anchor: selection.anchor };
}

export const allOf = (order: readonly string[]): Selection => ({ ids: new Set(order), anchor: order[0] ?? null });

/** What is left of a selection when only `order` is shown: nothing is done to photos that nobody sees. */
export function within(selection: Selection, order: readonly string[]): Selection {
  const shown = new Set(order);
  if ([...selection.ids].every((id) => shown.has(id))) return selection;
  return { ids: new Set([...selection.ids].filter((id) => shown.has(id))), anchor: selection.anchor !== null && shown.has(selection.anchor) ? selection.anchor : null };
}
