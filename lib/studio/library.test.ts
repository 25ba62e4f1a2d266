import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deleteSessions, listBin, purgeSessions, rateSessions, restoreSessions, storageUsed } from './library';
import { takeIn } from './photos';
import { followRun, startRun } from './runs';
import { clearOut, listSessions } from './sessions';
import { jpeg, script, someone, stream, testStudio, type TestStudio } from './testing';
import { newWorkspaceId } from './workspace';

let made: TestStudio;
beforeAll(async () => {
  made = await testStudio(async function* ({ request }) { yield* script(request.runId, request.stepId, [0.2]); });
});
afterAll(() => made.remove());

async function several(count: number, seed: number) {
  const { workspaceId, sessionId, rootId } = await someone(made.studio, seed);
  const ids = [sessionId];
  for (let i = 1; i < count; i++) ids.push(await takeIn(made.studio, workspaceId, { source: stream(await jpeg(seed + i)), name: `p${i}.jpg`, locale: 'en' }));
  return { workspaceId, ids, rootId };
}
const shown = async (workspaceId: string) => (await listSessions(made.studio, workspaceId)).map(({ id }) => id);

describe('the library', () => {
  test('tells of each session what it can be searched, filtered and sorted by', async () => {
    const { workspaceId, ids, rootId } = await several(2, 10);
    const { runId } = await startRun(made.studio, workspaceId, ids[0]!, { text: 'a warm evening', fromStepId: rootId, locale: 'en' });
    for await (const _ of followRun(made.studio, workspaceId, runId, 0));
    const [edited, plain] = await listSessions(made.studio, workspaceId);
    expect(edited).toMatchObject({ id: ids[0], format: 'jpeg', steps: 1, stars: 0, instructions: ['a warm evening'], running: false, width: 64, height: 48 });
    expect(plain).toMatchObject({ id: ids[1], steps: 0, instructions: [] });
    expect(edited?.bytes).toBeGreaterThan(0);
  });

  test('rates many photos without changing their order, and nobody else’s', async () => {
    const { workspaceId, ids } = await several(3, 20);
    const before = await shown(workspaceId);
    await rateSessions(made.studio, workspaceId, ids.slice(0, 2), 4);
    expect(await shown(workspaceId)).toEqual(before);
    const stars = new Map((await listSessions(made.studio, workspaceId)).map((card) => [card.id, card.stars]));
    expect(ids.map((id) => stars.get(id))).toEqual([4, 4, 0]);
    await expect(rateSessions(made.studio, newWorkspaceId(), ids, 1)).rejects.toThrow(/not here/);
    await expect(rateSessions(made.studio, workspaceId, ids, 6)).rejects.toThrow();
  });

  test('puts many into the bin, brings them back, and forgets them for good', async () => {
    const { workspaceId, ids } = await several(3, 30);
    await deleteSessions(made.studio, workspaceId, ids.slice(0, 2));
    expect(await shown(workspaceId)).toEqual([ids[2]]);
    const bin = await listBin(made.studio, workspaceId);
    expect(bin.map(({ id }) => id).toSorted()).toEqual(ids.slice(0, 2).toSorted());
    expect(Date.parse(bin[0]!.purgedAt) - Date.parse(bin[0]!.deletedAt)).toBe(30 * 86_400_000);
    await restoreSessions(made.studio, workspaceId, [ids[0]!]);
    expect(await shown(workspaceId)).toContain(ids[0]);
    const stranger = newWorkspaceId();
    await purgeSessions(made.studio, stranger, ids);
    expect(await listBin(made.studio, workspaceId)).toHaveLength(1);
    // What is not in the bin is never forgotten.
    await purgeSessions(made.studio, workspaceId, ids);
    expect(await listBin(made.studio, workspaceId)).toEqual([]);
    expect((await shown(workspaceId)).toSorted()).toEqual([ids[0], ids[2]].toSorted());
    await expect(restoreSessions(made.studio, workspaceId, [ids[1]!])).rejects.toThrow(/not here/);
  });

  test('passes over what another tab has deleted already', async () => {
    const { workspaceId, ids } = await several(2, 40);
    await deleteSessions(made.studio, workspaceId, [ids[0]!]);
    await deleteSessions(made.studio, workspaceId, ids);
    expect(await shown(workspaceId)).toEqual([]);
    await expect(deleteSessions(made.studio, workspaceId, ids)).rejects.toThrow(/not here/);
  });

  test('tells what went wrong with one of them, and has tried the others', async () => {
    const { studio } = made;
    const { workspaceId, ids, rootId } = await several(2, 60);
    const { runId } = await startRun(studio, workspaceId, ids[0]!, { text: 'brighter', fromStepId: rootId, locale: 'en' });
    for await (const _ of followRun(studio, workspaceId, runId, 0));
    await studio.store.db.run.update({ where: { id: runId }, data: { status: 'running' } });
    const broken = { ...studio, runs: Object.assign(Object.create(studio.runs) as typeof studio.runs, { stop: () => Promise.reject(new Error('The disk is full.')) }) };
    await expect(deleteSessions(broken, workspaceId, ids)).rejects.toThrow('The disk is full.');
    expect(await shown(workspaceId)).toEqual([]);
    await studio.store.db.run.update({ where: { id: runId }, data: { status: 'done' } });
  });

  test('counts each original once, and what only the bin needs apart', async () => {
    const { workspaceId, ids } = await several(2, 50);
    const [one, two] = [await jpeg(50), await jpeg(51)];
    await takeIn(made.studio, workspaceId, { source: stream(one), name: 'again.jpg', locale: 'en' });
    expect(await storageUsed(made.studio, workspaceId)).toEqual({ bytes: one.length + two.length, binned: 0, photos: 2 });
    // The other session of the same file still needs it.
    await deleteSessions(made.studio, workspaceId, ids);
    expect(await storageUsed(made.studio, workspaceId)).toEqual({ bytes: one.length + two.length, binned: two.length, photos: 2 });
    await purgeSessions(made.studio, workspaceId, ids);
    expect(await storageUsed(made.studio, workspaceId)).toEqual({ bytes: one.length, binned: 0, photos: 1 });
    await clearOut(made.studio);
    expect(await storageUsed(made.studio, newWorkspaceId())).toEqual({ bytes: 0, binned: 0, photos: 0 });
  });
});
