import { expect, it } from 'vitest';
import { rampDarkroom } from '@/lib/agent/doubles';
import { cardOf } from '../checkpoint/policy-file';
import { freshWeights } from '../policy/layout';
import { policySystem } from './policy-system';

const asked = { id: 'a', photo: 'p', instruction: 'brighter', locale: 'en', category: 'food', subcategory: '', expert: { settings: {} }, human: [] } as const;
const never = new AbortController().signal;
const checkpoint = (seed: number) => ({ weights: freshWeights(seed), card: cardOf('fresh', 'none', seed, {}, {}, {}) });

it('acts on the benchmark’s photos, the same each time', async () => {
  const work = () => policySystem('policy', checkpoint(1)).work({ ...asked, human: [] }, rampDarkroom(), never);
  const once = await work();
  expect(once).toHaveProperty('settings');
  expect(await work()).toEqual(once);
});

it('tries a result again that it scores low, unless the evaluator loop is off', async () => {
  const steps = async (evaluatorLoop: boolean): Promise<number> => {
    const made = await policySystem('policy', checkpoint(1), { evaluatorLoop, reflectBelow: 5 }).work({ ...asked, human: [] }, rampDarkroom(), never);
    return 'steps' in made ? made.steps : 0;
  };
  expect(await steps(true)).toBeGreaterThan(await steps(false));
});

it('is another system with other weights or another ablation', () => {
  const versions = [policySystem('p', checkpoint(1)), policySystem('p', checkpoint(2)), policySystem('p', checkpoint(1), { textOnly: true }), policySystem('p', checkpoint(1), { evaluatorLoop: false })].map(({ version }) => version);
  expect(new Set(versions).size).toBe(4);
});

it('stops when it is told to', async () => {
  const stopped = AbortSignal.abort(new Error('enough'));
  await expect(policySystem('policy', checkpoint(1)).work({ ...asked, human: [] }, rampDarkroom(), stopped)).rejects.toThrow('enough');
});
