import { describe, expect, it } from 'vitest';
import { applyUpload, filesOf, startable, type Upload, type UploadEvent } from './upload-queue';

const play = (events: readonly UploadEvent[]): readonly Upload[] => events.reduce(applyUpload, [] as readonly Upload[]);
const add = (id: number): UploadEvent => ({ type: 'added', id, name: `${id}.jpg` });

describe('uploads', () => {
  it('tell how much was sent, then that the server is reading', () => {
    expect(play([add(1), { type: 'started', id: 1 }, { type: 'progress', id: 1, sent: 25, total: 100 }])[0]).toMatchObject({ state: 'sending', progress: 0.25 });
    expect(play([add(1), { type: 'progress', id: 1, sent: 100, total: 100 }])[0]).toMatchObject({ state: 'reading', progress: 1 });
  });
  it('keep each file’s own failure', () => {
    const uploads = play([add(1), add(2), { type: 'failed', id: 1, message: 'truncated' }, { type: 'done', id: 2, sessionId: 's' }]);
    expect(uploads).toMatchObject([{ state: 'failed', message: 'truncated' }, { state: 'done', sessionId: 's' }]);
  });
  it('go a few at a time, in order', () => {
    const uploads = play([add(1), add(2), add(3), { type: 'started', id: 1 }]);
    expect(startable(uploads, 2)).toEqual([2]);
    expect(startable(play([add(1), { type: 'failed', id: 1, message: '' }, add(2)]), 1)).toEqual([2]);
    expect(startable(uploads, 1)).toEqual([]);
  });
  it('are forgotten when removed', () => {
    expect(play([add(1), { type: 'removed', id: 1 }])).toEqual([]);
  });
  it('take files from a drop or a paste, whatever their type', () => {
    const file = new File(['x'], 'a.bin');
    expect(filesOf({ files: [file] })).toEqual([file]);
    expect(filesOf({ files: [], items: [{ kind: 'string', getAsFile: () => null }, { kind: 'file', getAsFile: () => file }] })).toEqual([file]);
    expect(filesOf(null)).toEqual([]);
  });
});
