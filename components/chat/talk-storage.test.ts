import { describe, expect, it } from 'vitest';
import type { Mark } from '../pointing/marks';
import type { QueuedMessage } from './talk-slice';
import { readUnsent, written } from './talk-storage';

const queued: QueuedMessage = { id: 'a', text: 'warmer', profileId: null, marks: [{ id: 1, kind: 'point', at: [0.2, 0.3] }], reference: { id: 'r', name: 'mood.jpg', width: 3, height: 2 }, fromStepId: 's' };

const view = { id: 'p', name: 'dusk.jpg', width: 4, height: 3 };
const reference = { name: view.name, sent: Promise.resolve(view), view };
const marks = [
  { id: 1, kind: 'point', at: [0.2, 0.3] }, { id: 2, kind: 'box', corners: [[0, 0], [1, 0], [1, 1], [0, 1]] }, { id: 3, kind: 'stroke', points: [[0.1, 0.1], [0.2, 0.2]], radius: 0.03 },
] as const satisfies readonly Mark[];
const nothing = { words: '', marks: [], reference: null, editing: null, queue: [] };

describe('what was not sent yet', () => {
  it('comes back from the storage as it was, with what was pointed at and the reference', () => {
    expect(readUnsent(written({ words: 'and cooler', marks, reference, editing: null, queue: [queued] }))).toEqual({ words: 'and cooler', marks, reference: view, queue: [queued] });
  });
  it('is kept for what goes with a message alone', () => {
    expect(readUnsent(written({ ...nothing, marks }))).toEqual({ words: '', marks, reference: null, queue: [] });
    expect(readUnsent(written({ ...nothing, reference }))).toEqual({ words: '', marks: [], reference: view, queue: [] });
  });
  it('leaves nothing behind when there is nothing, or nothing that has arrived', () => {
    expect(written(nothing)).toBeNull();
    expect(written({ ...nothing, reference: { ...reference, view: null } })).toBeNull();
  });
  it('is what stood there before an edit while one goes on', () => {
    const text = written({ words: 'old message', marks: [], reference: null, editing: { runId: 'r', fromStepId: 's', kept: { words: 'my draft', marks, reference } }, queue: [] });
    expect(readUnsent(text)).toEqual({ words: 'my draft', marks, reference: view, queue: [] });
  });
  it.each([
    null, '', 'x', '[]', '{"version":0,"words":"a"}', '{"version":1,"words":3,"queue":[{},{"id":"a","text":"b","marks":[{"kind":"hole"}]}]}',
    '{"version":1,"marks":[{"id":1,"kind":"point","at":["a",2]},{"id":2,"kind":"box","corners":[[0,0]]},{"kind":"point","at":[0,0]}],"reference":{"id":4}}',
  ])('is nothing when the storage holds %j', (text) => {
    expect(readUnsent(text)).toEqual({ words: '', marks: [], reference: null, queue: [] });
  });
});
