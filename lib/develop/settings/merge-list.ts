import type { JsonValue } from '../types';
import { isRecord, sameJson, canonicalJson } from './json';

/** Says which item of another list is the same thing; absent: nothing to tell it by. */
export type ItemKey = (item: JsonValue) => string | undefined;

const field = (name: string): ItemKey => (item) => {
  const value = isRecord(item) ? item[name] : undefined;
  return value === undefined || value === null || value === '' ? undefined : canonicalJson(value);
};
const both = (a: ItemKey, b: ItemKey): ItemKey => (item) => {
  const [first, second] = [a(item), b(item)];
  return first === undefined || second === undefined ? undefined : `${first} ${second}`;
};

/** What tells an item of a list apart from its neighbours, the surest first. */
export const ITEM_KEYS = {
  correction: [field('CorrectionSyncID'), canonicalJson, both(field('CorrectionName'), field('CorrectionMasks')), field('CorrectionMasks'), field('CorrectionName')],
  area: [canonicalJson, field('Masks')],
  value: [canonicalJson],
} as const satisfies Readonly<Record<string, readonly ItemKey[]>>;

/** For each item of `to` the place of the same thing in `from`, −1 where it is new. */
function matches(from: readonly JsonValue[], to: readonly JsonValue[], keys: readonly ItemKey[]): number[] {
  const found = to.map(() => -1);
  const taken = new Set<number>();
  for (const key of keys) {
    const names = from.map(key);
    for (const [place, item] of to.entries()) {
      const name = found[place] === -1 ? key(item) : undefined;
      const at = name === undefined ? -1 : names.findIndex((other, index) => other === name && !taken.has(index));
      if (at === -1) continue;
      found[place] = at;
      taken.add(at);
    }
  }
  return found;
}

/** Within one step nothing else can have stepped into an item's place: what is left at the same place of a list of the same length is that item, changed. */
function matchesOfStep(before: readonly JsonValue[], after: readonly JsonValue[], keys: readonly ItemKey[]): number[] {
  const found = matches(before, after, keys);
  if (before.length !== after.length) return found;
  return found.map((at, place) => (at === -1 && !found.includes(place) ? place : at));
}

/** The change of a record laid over the same record as it is elsewhere, field by field. */
function mergeFields(before: JsonValue, after: JsonValue, onto: JsonValue): { readonly item: JsonValue; readonly clashes: boolean } {
  if (!isRecord(before) || !isRecord(after) || !isRecord(onto)) return { item: after, clashes: !sameJson(before, onto) };
  const item: Record<string, JsonValue> = { ...onto };
  let clashes = false;
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, fresh, there] = [before[name] ?? null, after[name] ?? null, onto[name] ?? null];
    if (sameJson(old, fresh)) continue;
    // A number simply wins, as it does in a patch; a shape drawn over another shape is worth a word.
    clashes ||= typeof fresh === 'object' && fresh !== null && !sameJson(there, old) && !sameJson(there, fresh);
    if (after[name] === undefined) delete item[name];
    else item[name] = after[name];
  }
  return { item, clashes };
}

export type MergedList = {
  readonly items: readonly JsonValue[];
  /** Changed by the step, but not in the list that it is laid over. */
  readonly missing: readonly JsonValue[];
  /** Changed in shape by the step and, otherwise, in the list that it is laid over. The step's shape is used. */
  readonly reshaped: readonly JsonValue[];
};

/**
 * What a step did to a list (`before` → `after`: added, changed, removed) done to the same list as it is elsewhere. New items go to the end.
 * `keys` tell which items are the same thing.
 */
export function mergeList(before: readonly JsonValue[], after: readonly JsonValue[], onto: readonly JsonValue[], keys: readonly ItemKey[]): MergedList {
  const origin = matchesOfStep(before, after, keys);
  const place = matches(onto, before, keys);
  const items: (JsonValue | undefined)[] = [...onto];
  const missing: JsonValue[] = [];
  const reshaped: JsonValue[] = [];
  for (const [index, item] of after.entries()) {
    const from = origin[index] ?? -1;
    const old = before[from];
    if (old === undefined) {
      if (!onto.some((there) => sameJson(there, item))) items.push(item);
      continue;
    }
    if (sameJson(old, item)) continue;
    const at = place[from] ?? -1;
    const there = onto[at];
    if (there === undefined) { missing.push(item); continue; }
    const merged = mergeFields(old, item, there);
    items[at] = merged.item;
    if (merged.clashes) reshaped.push(item);
  }
  for (const index of before.keys()) if (!origin.includes(index)) { const at = place[index] ?? -1; if (at !== -1) items[at] = undefined; }
  return { items: items.filter((item) => item !== undefined), missing, reshaped };
}
