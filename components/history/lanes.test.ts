import { describe, expect, it } from 'vitest';
import type { StepView } from '@/lib/studio/types';
import { laneOf, lanesOf, leftOut, unfolded } from './lanes';
import { pathTo, treeOf } from './tree';

const step = (id: string, parentId: string | null, more: Partial<StepView> = {}): StepView => ({
  id, parentId, rejected: false, runId: null, author: 'agent', title: id, patch: {}, settings: {}, hash: id, baseId: null, createdAt: '2026-01-01T00:00:00Z', ...more,
});
//  root ─ a ─ b ─ x(rejected)
//         │   └─ c ─ d
//         │      └─ f
//         └─ e ─ g
const steps = [step('root', null), step('a', 'root'), step('b', 'a'), step('x', 'b', { rejected: true }), step('c', 'b'), step('d', 'c'), step('e', 'a', { branchName: 'Blue' }), step('f', 'c'), step('g', 'e')];
const told = (list: ReturnType<typeof lanesOf>) => list.map((lane) => `${'>'.repeat(lane.level)}${lane.column}:${lane.steps.map((one) => one.id).join('')}`);

describe('the lanes of a tree', () => {
  it('are the lines of the tree, those that leave last first', () => {
    expect(told(lanesOf(steps))).toEqual(['0:rootabcd', '>4:f', '>3:x', '>2:eg']);
    expect(lanesOf(steps).map((lane) => lane.below)).toEqual([3, 0, 0, 0]);
  });
  it('know their name, and whether all of them lost', () => {
    expect(lanesOf(steps).map((lane) => [lane.name, lane.rejected])).toEqual([[undefined, false], [undefined, false], [undefined, true], ['Blue', false]]);
    expect(laneOf(lanesOf(steps), 'g')?.id).toBe('e');
  });
  it('stay what they are when a neighbour is deleted', () => {
    const gone = steps.map((one) => (['c', 'd', 'f'].includes(one.id) ? { ...one, hidden: true } : one));
    expect(told(lanesOf(gone))).toEqual(['0:rootab', '>3:x', '>2:eg']);
    const trunk = steps.map((one) => (['b', 'c', 'd', 'f', 'x'].includes(one.id) ? { ...one, hidden: true } : one));
    expect(told(lanesOf(trunk))).toEqual(['0:roota', '>2:eg']);
  });
  it('fold away what hangs from them', () => {
    const more = [...steps, step('h', 'e'), step('i', 'h')];
    expect(told(lanesOf(more))).toEqual(['0:rootabcd', '>4:f', '>3:x', '>2:eg', '>>3:hi']);
    expect(told(unfolded(lanesOf(more), new Set(['e'])))).toEqual(['0:rootabcd', '>4:f', '>3:x', '>2:eg']);
    expect(told(unfolded(lanesOf(more), new Set(['root'])))).toEqual(['0:rootabcd']);
  });
});

describe('steps that were left out', () => {
  const tree = (more: readonly StepView[]) => treeOf([step('root', null), step('a', 'root'), step('b', 'a'), step('c', 'b'), step('d', 'c'), ...more]);
  const at = (more: readonly StepView[], tip: string) => { const all = tree(more); return leftOut(all, pathTo(all, tip)).map((list) => list.map((one) => one.id).join('')); };
  it('are none on a branch that was made in order', () => {
    expect(at([], 'd')).toEqual(['', '', '', '', '']);
  });
  it('lie before the step that was done again', () => {
    expect(at([step('c2', 'a', { copyOfId: 'c' }), step('d2', 'c2', { copyOfId: 'd' })], 'd2')).toEqual(['', '', 'b', '']);
  });
  it('are told where two were disabled one after the other', () => {
    const more = [step('c2', 'a', { copyOfId: 'c' }), step('d2', 'c2', { copyOfId: 'd' }), step('d3', 'a', { copyOfId: 'd' })];
    expect(at(more, 'd3')).toEqual(['', '', 'bc']);
  });
  it('are not those that only changed places', () => {
    expect(at([step('c2', 'a', { copyOfId: 'c' }), step('b2', 'c2', { copyOfId: 'b' }), step('d2', 'b2', { copyOfId: 'd' })], 'd2')).toEqual(['', '', '', '', '']);
  });
  it('are not those of the branch that a step was brought from', () => {
    expect(at([step('e', 'root'), step('d2', 'e', { copyOfId: 'd' })], 'd2')).toEqual(['', '', '']);
  });
});
