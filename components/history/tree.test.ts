import { describe, expect, it } from 'vitest';
import type { StepView } from '@/lib/studio/types';
import { branchesAfter, branchesAt, pathTo, tipFor, tipFrom, treeOf } from './tree';

const step = (id: string, parentId: string | null, rejected = false): StepView => ({
  id, parentId, rejected, runId: null, author: 'agent', title: id, patch: {}, settings: {}, hash: id, baseId: null, createdAt: '2026-01-01T00:00:00Z',
});
//  root ─ a ─ b ─ x(rejected)
//         │   └─ c ─ d
//         └─ e
const tree = treeOf([step('root', null), step('a', 'root'), step('b', 'a'), step('x', 'b', true), step('c', 'b'), step('d', 'c'), step('e', 'a')]);
const ids = (steps: readonly StepView[]) => steps.map((s) => s.id).join(' ');

describe('the tree of steps', () => {
  it('walks from the root to a step', () => {
    expect(ids(pathTo(tree, 'd'))).toBe('root a b c d');
    expect(pathTo(tree, 'nowhere')).toEqual([]);
  });
  it('follows the newest branch to its end', () => {
    expect(tipFrom(tree, 'root')).toBe('e');
    expect(tipFrom(tree, 'b')).toBe('d');
  });
  it('prefers a kept attempt to a rejected one, even a newer rejected one', () => {
    expect(tipFrom(treeOf([step('root', null), step('kept', 'root'), step('lost', 'root', true)]), 'root')).toBe('kept');
    expect(tipFrom(treeOf([step('root', null), step('lost', 'root', true)]), 'root')).toBe('lost');
  });
  it('stays on the branch while one of its steps is looked at', () => {
    expect(tipFor(tree, 'a', 'd')).toBe('d');
    expect(tipFor(tree, 'e', 'd')).toBe('e');
    expect(tipFor(tree, 'b', 'e')).toBe('d');
  });
  it('knows where other branches leave', () => {
    const path = pathTo(tree, 'd');
    expect(path.map((_, index) => ids(branchesAt(tree, path, index)))).toEqual(['', '', 'e', 'x', '']);
    expect(ids(branchesAfter(tree, 'a'))).toBe('b e');
  });
});
