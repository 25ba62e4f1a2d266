import { describe, expect, it } from 'vitest';
import { applyPatch } from '@/lib/develop/settings';
import type { SettingsPatch } from '@/lib/develop/types';
import type { StepView } from '@/lib/studio/types';
import type { ShownRun } from '../studio/context';
import { lanesOf } from './lanes';
import { pathTo, treeOf } from './tree';
import { mergeTargets, planDisable, planEnable, planMerge, planMove } from './verbs';

const root: StepView = { id: 'root', parentId: null, rejected: false, runId: null, author: 'root', title: '', patch: {}, settings: {}, hash: 'root', baseId: null, createdAt: '2026-01-01T00:00:00Z' };
const grow = (parent: StepView, id: string, patch: SettingsPatch, more: Partial<StepView> = {}): StepView => ({ ...root, id, parentId: parent.id, author: 'user', title: id, hash: id, patch, settings: applyPatch(parent.settings, patch), baseId: parent.baseId, ...more });

const gradient = (amount: number): SettingsPatch => ({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionName: 'Sky', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: amount, CorrectionMasks: [{ What: 'Mask/Gradient', MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, ZeroX: 0.5, ZeroY: 0.2, FullX: 0.5, FullY: 0.9 }] }] });
const a = grow(root, 'a', { Exposure2012: 1 });
const b = grow(a, 'b', gradient(-0.1));
const c = grow(b, 'c', gradient(-0.4));
const other = grow(a, 'other', { Vibrance: 5 });
const shown = (steps: readonly StepView[], tip: string, running?: ShownRun) => { const tree = treeOf(steps); return { tree, steps, branch: pathTo(tree, tip), running }; };
const data = shown([root, a, b, c, other], 'c');

describe('what can be done with a step', () => {
  it('is planned from the step before it to the end of the branch', () => {
    expect(planDisable(data, a)).toEqual({ plan: { ontoId: 'root', stepIds: ['b', 'c'] } });
    expect(planDisable(data, c)).toEqual({ plan: { ontoId: 'b', stepIds: [] } });
    expect(planMove(data, b, -1)).toEqual({ plan: { ontoId: 'root', stepIds: ['b', 'a', 'c'] } });
    expect(planMove(data, a, 1)).toEqual({ plan: { ontoId: 'root', stepIds: ['b', 'a', 'c'] } });
    expect(planMerge(data, b, other)).toEqual({ plan: { ontoId: 'other', stepIds: ['b'] } });
  });
  it('switches a left-out step on where it was left out', () => {
    const again = grow(root, 'b2', gradient(-0.1), { copyOfId: 'b' });
    expect(planEnable(shown([root, a, b, c, again], 'b2'), a, again)).toEqual({ plan: { ontoId: 'root', stepIds: ['a', 'b2'] } });
  });
  it('is refused with the reason', () => {
    expect(planDisable(data, root)).toEqual({ refusal: { why: 'root' } });
    expect(planMove(data, a, -1)).toEqual({ refusal: { why: 'first' } });
    expect(planMove(data, c, 1)).toEqual({ refusal: { why: 'last' } });
    expect(planMove(data, c, -1)).toEqual({ refusal: { why: 'dependent', title: 'c' } });
    expect(planDisable(data, other)).toEqual({ refusal: { why: 'off' } });
    expect(planDisable(shown([root, a, b], 'b', {} as ShownRun), a)).toEqual({ refusal: { why: 'running' } });
    const clean = grow(root, 'clean', {}, { baseId: 'clean.base' });
    const snow = grow(clean, 'snow', {}, { baseId: 'snow.base' });
    expect(planDisable(shown([root, clean, snow], 'snow'), clean)).toEqual({ refusal: { why: 'made', title: 'snow' } });
  });
  it('brings tools to branches that do not hold them', () => {
    const lanes = lanesOf(data.steps);
    expect(mergeTargets(data, lanes, b).map((lane) => lane.id)).toEqual(['other']);
    expect(mergeTargets(data, lanes, a)).toEqual([]);
    expect(mergeTargets(data, lanes, other).map((lane) => lane.id)).toEqual(['root']);
  });
});
