import { describe, expect, it } from 'vitest';
import type { RunEvent } from '@/lib/agent/types';
import type { StudioEvent } from '@/lib/studio/types';
import { applyEvent, startOf, stateOf, stepsOf, type RunState } from './run-state';

const evidence = {} as Extract<RunEvent, { type: 'observation' }>['evidence'];
const score = (overall: number) => ({ aesthetics: overall, instruction: overall, overall, reasons: ['measured'] });
const call = (step: number, stepId: string, parentId: string): RunEvent[] => [
  { type: 'tool_call', step, stepId, parentId, title: `Move ${step}`, patch: { Exposure2012: step }, changes: [{ name: 'Exposure2012', from: 0, to: step }] },
  { type: 'observation', step, stepId, settings: { Exposure2012: step }, evidence, note: `seen ${step}`, milliseconds: 9 },
];
const log = (events: readonly RunEvent[]): StudioEvent[] => events.map((event, index) => ({ ...event, runId: 'r', seq: index + 1 }));
const play = (events: readonly RunEvent[], from: RunState = startOf('r')): RunState => log(events).reduce(applyEvent, from);

const story: RunEvent[] = [
  { type: 'plan', text: 'Two moves', items: [{ id: 'p1', title: 'Light' }, { id: 'p2', title: 'Colour' }], notUnderstood: ['add a dragon'] },
  { type: 'plan_item', id: 'p1', state: 'active' },
  { type: 'thought', step: 1, delta: 'The face is ' },
  { type: 'thought', step: 1, delta: 'dark.' },
  ...call(1, 's1', 'root'),
  { type: 'plan_item', id: 'p1', state: 'done' },
  { type: 'evaluation', attempt: 1, stepId: 's1', score: score(2.4) },
  { type: 'reflection', attempt: 1, delta: 'Too ' },
  { type: 'reflection', attempt: 1, delta: 'timid.' },
  ...call(2, 's2', 'root'),
  { type: 'evaluation', attempt: 2, stepId: 's2', score: score(4.1) },
  { type: 'kept', stepId: 's2', rejectedStepId: 's1', reason: '4.1 beats 2.4' },
  { type: 'done', stepId: 's2', summary: 'Brighter.', suggestions: ['Warmer'] },
];

describe('a run as the reader sees it', () => {
  it('gathers streamed thoughts, the move and what was seen into one step', () => {
    const step = play(story).entries[0];
    expect(step).toMatchObject({ kind: 'step', thought: 'The face is dark.', title: 'Move 1', stepId: 's1', note: 'seen 1' });
  });
  it('ticks the plan off', () => {
    expect(play(story).plan?.items.map((item) => item.state)).toEqual(['done', 'waiting']);
    expect(play(story).plan?.notUnderstood).toEqual(['add a dragon']);
  });
  it('tells score, reflection and verdict in the order they came', () => {
    expect(play(story).entries.map((entry) => entry.kind)).toEqual(['step', 'evaluation', 'reflection', 'step', 'evaluation', 'kept']);
    expect(play(story).entries[2]).toMatchObject({ text: 'Too timid.' });
  });
  it('marks only the steps of the losing attempt', () => {
    const steps = play(story).entries.filter((entry) => entry.kind === 'step');
    expect(steps.map((entry) => entry.rejected)).toEqual([true, false]);
  });
  it('spares steps that both attempts share', () => {
    const state = play([...call(1, 's1', 'root'), ...call(2, 's2', 's1'), ...call(3, 's3', 's1'), { type: 'kept', stepId: 's2', rejectedStepId: 's3', reason: '' }]);
    expect(state.entries.flatMap((entry) => (entry.kind === 'step' ? [entry.rejected] : []))).toEqual([false, false, true]);
  });
  it('ignores what a reconnect replays, so that any overlap gives the same state', () => {
    const events = log(story);
    const once = events.reduce(applyEvent, startOf('r'));
    for (const cut of [1, 4, 9, events.length]) {
      const again = [...events.slice(0, cut), ...events].reduce(applyEvent, startOf('r'));
      expect(again).toEqual(once);
    }
  });
  it('ignores events of other runs', () => {
    expect(applyEvent(startOf('mine'), { type: 'message', text: 'x', runId: 'other', seq: 1 }).entries).toEqual([]);
  });
  it('ends as the last event says', () => {
    expect(play(story).status).toBe('done');
    expect(play([{ type: 'done', stepId: 's', summary: '', suggestions: [], stopped: true }]).status).toBe('stopped');
    expect(play([{ type: 'error', code: 'x', message: 'broken' }])).toMatchObject({ status: 'failed', error: { message: 'broken' } });
  });
  it('believes the server about a run that was cut off', () => {
    const run = { id: 'r', instruction: '', fromStepId: 'root', status: 'interrupted' as const, model: { id: 'embedded', name: 'Evoroom', brain: 'embedded' as const }, createdAt: '', events: log(story.slice(0, 3)) };
    expect(stateOf(run)).toMatchObject({ status: 'interrupted', lastSeq: 3 });
  });
  it('gives the film strip only steps whose picture exists', () => {
    const state = play(story.slice(0, 5));
    expect(stepsOf(state, () => 'h', 'now', null)).toEqual([]);
    expect(stepsOf(play(story), (s) => `hash-${String(s.Exposure2012)}`, 'now', null)).toMatchObject([
      { id: 's1', parentId: 'root', hash: 'hash-1', rejected: true, score: { overall: 2.4 } },
      { id: 's2', parentId: 'root', hash: 'hash-2', rejected: false },
    ]);
  });
});
