import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listBatches, startBatch } from './batch/batches';
import { takeIn } from './photos';
import { clearOut, openSession } from './sessions';
import { commitStep } from './steps';
import { learnFrom, listStyles, renameStyle, setStyleDeleted, styleSettings } from './styles';
import { jpeg, script, someone, stream, testStudio, type TestStudio } from './testing';
import type { StyleEvent } from './types';

let made: TestStudio;
beforeAll(async () => {
  made = await testStudio(async function* ({ request }) { yield* script(request.runId, request.stepId, [0.3]); });
});
afterAll(() => made.remove());

/** A workspace whose photos, but the first, were all edited by the same hand. */
async function photographer(seed: number, edited: number) {
  const { studio } = made;
  const first = await someone(studio, seed);
  const ids: string[] = [];
  for (let i = 0; i < edited; i++) {
    const id = await takeIn(studio, first.workspaceId, { source: stream(await jpeg(seed + 1 + i)), name: `photo ${i}.jpg`, locale: 'en' });
    const { headId } = await openSession(studio, first.workspaceId, id);
    await commitStep(studio, first.workspaceId, id, { parentId: headId, patch: { GrainAmount: 20, Vibrance: 12 + (i % 3) } }, 'en');
    ids.push(id);
  }
  return { ...first, ids };
}

async function all(events: AsyncIterable<StyleEvent>): Promise<readonly StyleEvent[]> {
  const list: StyleEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

describe('a style', () => {
  test('is learnt from what somebody edited, and edits a photo as they would, alone and in a batch', async () => {
    const { studio } = made;
    const { workspaceId, sessionId, rootId, ids } = await photographer(60, 6);
    const events = await all(learnFrom(studio, workspaceId, { name: ' Mine ', sessionIds: [...ids, sessionId] }));
    expect(events.filter(({ type }) => type === 'looking')).toHaveLength(7);
    expect(events.at(-1)).toMatchObject({ type: 'learnt', style: { name: 'Mine', edits: 6 } });
    const [style] = await listStyles(studio, workspaceId);
    expect(style!.after).toBeLessThan(style!.before);
    const patch = await styleSettings(studio, workspaceId, style!.id, sessionId, rootId);
    expect(patch).toMatchObject({ GrainAmount: 20 });
    expect(Math.abs(Number(patch['Vibrance']) - 13)).toBeLessThanOrEqual(3);
    await startBatch(studio, workspaceId, { title: 'As I would', task: { kind: 'style', styleId: style!.id, locale: 'en' }, sessionIds: [sessionId] });
    await expect.poll(async () => (await listBatches(studio, workspaceId))[0]?.state).toBe('done');
    expect((await openSession(studio, workspaceId, sessionId)).steps.at(-1)).toMatchObject({ title: 'As I would', settings: { GrainAmount: 20 } });
  });

  test('needs edits, and says so', async () => {
    const { workspaceId, sessionId, ids } = await photographer(70, 2);
    expect((await all(learnFrom(made.studio, workspaceId, { name: 'Mine', sessionIds: [...ids, sessionId] }))).at(-1)).toMatchObject({ type: 'failed', message: expect.stringMatching(/at least 5 .* 2 were found/) });
    expect(await listStyles(made.studio, workspaceId)).toEqual([]);
  });

  test('is renamed, deleted and brought back by its owner, and by nobody else', async () => {
    const { studio } = made;
    const { workspaceId, ids, sessionId, rootId } = await photographer(80, 5);
    await all(learnFrom(studio, workspaceId, { name: 'Mine', sessionIds: ids }));
    const [style] = await listStyles(studio, workspaceId);
    const stranger = await someone(studio, 90);
    await expect(styleSettings(studio, stranger.workspaceId, style!.id, stranger.sessionId, stranger.rootId)).rejects.toThrow(/not here/);
    await expect(renameStyle(studio, stranger.workspaceId, style!.id, 'Theirs')).rejects.toThrow(/not here/);
    expect((await all(learnFrom(studio, stranger.workspaceId, { name: 'Theirs', sessionIds: ids }))).at(-1)).toMatchObject({ type: 'failed', code: 'not-found' });
    await renameStyle(studio, workspaceId, style!.id, 'Evening');
    await setStyleDeleted(studio, workspaceId, style!.id, true);
    expect(await listStyles(studio, workspaceId)).toEqual([]);
    await expect(styleSettings(studio, workspaceId, style!.id, sessionId, rootId)).rejects.toThrow(/not here/);
    await setStyleDeleted(studio, workspaceId, style!.id, false);
    expect((await listStyles(studio, workspaceId)).map(({ name }) => name)).toEqual(['Evening']);
    await setStyleDeleted(studio, workspaceId, style!.id, true);
    await clearOut(studio, new Date(Date.now() + 86_400_000));
    await expect(setStyleDeleted(studio, workspaceId, style!.id, false)).rejects.toThrow(/not here/);
  });
});
