import { describe, expect, it } from 'vitest';
import type { QueuedMessage } from './talk-slice';
import { readUnsent, written } from './talk-storage';

const queued: QueuedMessage = { id: 'a', text: 'warmer', profileId: null, marks: [{ id: 1, kind: 'point', at: [0.2, 0.3] }], reference: { id: 'r', name: 'mood.jpg', width: 3, height: 2 }, fromStepId: 's' };

describe('what was not sent yet', () => {
  it('comes back from the storage as it was', () => {
    expect(readUnsent(written({ words: 'and cooler', editing: null, queue: [queued] }))).toEqual({ words: 'and cooler', queue: [queued] });
  });
  it('leaves nothing behind when there is nothing', () => {
    expect(written({ words: '', editing: null, queue: [] })).toBeNull();
  });
  it('is the words from before an edit while one goes on', () => {
    const text = written({ words: 'old message', editing: { runId: 'r', fromStepId: 's', kept: { words: 'my draft', marks: [], reference: null } }, queue: [] });
    expect(readUnsent(text)).toEqual({ words: 'my draft', queue: [] });
  });
  it.each([null, '', 'x', '[]', '{"version":0,"words":"a"}', '{"version":1,"words":3,"queue":[{},{"id":"a","text":"b","marks":[{"kind":"hole"}]}]}'])('is nothing when the storage holds %j', (text) => {
    expect(readUnsent(text)).toEqual({ words: '', queue: [] });
  });
});
