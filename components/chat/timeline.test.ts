import { describe, expect, it } from 'vitest';
import type { StepView } from '@/lib/studio/types';
import { startOf } from './run-state';
import { timelineOf } from './timeline';

const run = (id: string, createdAt: string) => ({ id, instruction: id, fromStepId: 'root', model: { id: 'embedded', name: 'Evoroom', brain: 'embedded' as const }, createdAt, state: startOf(id) });
const step = (id: string, createdAt: string, author: StepView['author']): StepView => ({
  id, createdAt, author, parentId: 'root', runId: null, title: id, patch: {}, settings: {}, hash: id, baseId: null, rejected: false,
});

describe('the conversation', () => {
  it('puts the user’s own moves between the runs they came between, gathered', () => {
    const items = timelineOf([run('r1', '01'), run('r2', '05')], [{ ...step('a', '02', 'agent'), runId: 'r1' }, step('u1', '03', 'user'), step('u2', '04', 'user'), step('u3', '06', 'user')]);
    expect(items.map((item) => (item.kind === 'run' ? item.run.id : item.steps.map((s) => s.id).join('+')))).toEqual(['r1', 'u1+u2', 'r2', 'u3']);
  });
});
