import { describe, expect, it } from 'vitest';
import { allOf, extended, NOTHING, toggled, within } from './selection';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const ids = (selection: { readonly ids: ReadonlySet<string> }) => [...selection.ids].toSorted();

describe('a selection', () => {
  it('takes one in and out', () => {
    expect(ids(toggled(toggled(NOTHING, 'a'), 'b'))).toEqual(['a', 'b']);
    expect(ids(toggled(toggled(NOTHING, 'a'), 'a'))).toEqual([]);
  });
  it('reaches from the last one to this one, either way, and again from there', () => {
    const one = toggled(NOTHING, 'c');
    const up = extended(one, 'e', ORDER);
    expect(ids(up)).toEqual(['c', 'd', 'e']);
    expect(ids(extended(up, 'b', ORDER))).toEqual(['b', 'c', 'd', 'e']);
  });
  it('begins with the one when there is nothing to reach from', () => {
    expect(ids(extended(NOTHING, 'd', ORDER))).toEqual(['d']);
    expect(ids(extended(toggled(NOTHING, 'gone'), 'd', ORDER))).toEqual(['d', 'gone']);
  });
  it('holds only what is shown', () => {
    expect(ids(within(allOf(ORDER), ['b', 'e']))).toEqual(['b', 'e']);
    const all = allOf(ORDER);
    expect(within(all, ORDER)).toBe(all);
    expect(within(all, ['b']).anchor).toBeNull();
  });
});
