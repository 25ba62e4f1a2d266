import { describe, expect, it } from 'vitest';
import type { RunState } from './run-state';
import { runText } from './run-text';

const words = { plan: 'Plan', score: 'Score', reflection: 'Looking back', rejected: 'rejected' };
const state: RunState = {
  runId: 'r', lastSeq: 9, status: 'done',
  plan: { text: 'It is dark.', items: [{ id: 'a', title: 'Light', state: 'done' }, { id: 'b', title: 'Colour', state: 'skipped' }], notUnderstood: [] },
  entries: [
    { kind: 'step', step: 1, thought: 'Lift it.', title: 'Light', stepId: 'r.1', parentId: 's', changes: [{ name: 'Exposure2012', from: null, to: 0.5 }], patch: {}, note: 'Brighter by 6.', rejected: true },
    { kind: 'evaluation', attempt: 1, stepId: 'r.1', score: { overall: 3.25, aesthetics: 3, instruction: 3, preservation: 4, reasons: ['Still dark.'] } as never, objections: [] },
    { kind: 'reflection', attempt: 2, text: 'Not enough.' },
  ],
  result: { stepId: 'r.1', summary: 'Done.', suggestions: [] },
};

describe('a run as text', () => {
  it('says everything in the order it happened, quoted, ticked and numbered', () => {
    expect(runText({ instruction: 'brighter\nplease', state }, words, 'en')).toBe([
      '> brighter\n> please', 'It is dark.\nPlan:\n[x] Light\n[-] Colour', '1. Light (rejected)\nLift it.\n   Exposure 0.00 → +0.50\nBrighter by 6.', 'Score: 3.3 / 5\nStill dark.', 'Looking back: Not enough.', 'Done.',
    ].join('\n\n'));
  });
  it('speaks the language of the page', () => {
    expect(runText({ instruction: '亮一点', state }, { ...words, score: '评分' }, 'zh')).toContain('曝光度 0.00 → +0.50');
    expect(runText({ instruction: '亮一点', state }, { ...words, score: '评分' }, 'zh')).toContain('评分：3.3 / 5');
  });
});
