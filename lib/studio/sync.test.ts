import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunRequest } from '@/lib/agent/types';
import { listBatches, startBatch } from './batch/batches';
import { takeIn } from './photos';
import { lookAtReference } from './references';
import { listLooks, renameLook, saveLook, setLookDeleted } from './looks';
import type { RunAgent } from './run-manager';
import { clearOut, openSession } from './sessions';
import { commitStep, setHead } from './steps';
import { syncSettings } from './sync';
import { takeBackSteps } from './take-back';
import { jpeg, script, someone, stream, testStudio, type TestStudio } from './testing';
import { newWorkspaceId } from './workspace';

const seen: RunRequest[] = [];
const agent: RunAgent = async function* ({ request }) {
  seen.push(request);
  yield* script(request.runId, request.stepId, [0.3]);
};

let made: TestStudio;
beforeAll(async () => {
  made = await testStudio(agent);
});
afterAll(() => made.remove());

/** A workspace with several photos. */
async function several(count: number) {
  const first = await someone(made.studio, 10);
  const more = await Promise.all(Array.from({ length: count - 1 }, async (_, i) => takeIn(made.studio, first.workspaceId, { source: stream(await jpeg(20 + i)), name: `photo ${i}.jpg`, locale: 'en' })));
  return { ...first, ids: [first.sessionId, ...more] };
}
const open = (workspaceId: string, id: string) => openSession(made.studio, workspaceId, id);

describe('settings on many photos', () => {
  test('become one step each on what is there, and are taken back like any other', async () => {
    const { workspaceId, ids, rootId } = await several(3);
    await commitStep(made.studio, workspaceId, ids[0]!, { parentId: rootId, patch: { Exposure2012: 0.4, Contrast2012: 5 } }, 'en');
    const { steps, failed } = await syncSettings(made.studio, workspaceId, { sessionIds: [...ids, ids[1]!], patch: { Contrast2012: 20, Vibrance: 10 }, title: 'Synced' }, 'en');
    expect(failed).toEqual([]);
    expect(steps.map(({ sessionId }) => sessionId)).toEqual(ids);
    const [one, two] = await Promise.all(ids.slice(0, 2).map((id) => open(workspaceId, id)));
    expect(one!.steps.at(-1)).toMatchObject({ title: 'Synced', author: 'user', settings: { Exposure2012: 0.4, Contrast2012: 20, Vibrance: 10 } });
    expect(two!.steps.at(-1)).toMatchObject({ settings: { Contrast2012: 20, Vibrance: 10 } });
    expect(two!.steps).toHaveLength(2);
    await setHead(made.studio, workspaceId, ids[1]!, two!.steps[0]!.id);
    expect((await open(workspaceId, ids[1]!)).headId).toBe(two!.steps[0]!.id);
  });

  test('are taken back from all photos at once, but where nothing was set or something was changed since', async () => {
    const { workspaceId, ids, rootId } = await several(3);
    const had = await commitStep(made.studio, workspaceId, ids[0]!, { parentId: rootId, patch: { Vibrance: 10 } }, 'en');
    const { steps } = await syncSettings(made.studio, workspaceId, { sessionIds: ids, patch: { Vibrance: 10 } }, 'en');
    expect(steps.map(({ isNew }) => isNew)).toEqual([false, true, true]);
    const later = await commitStep(made.studio, workspaceId, ids[2]!, { parentId: steps[2]!.stepId, patch: { Dehaze: 4 } }, 'en');
    expect(await takeBackSteps(made.studio, workspaceId, steps.filter(({ isNew }) => isNew))).toEqual({ taken: [ids[1]], kept: [ids[2]] });
    const [first, second, third] = await Promise.all(ids.map((id) => open(workspaceId, id)));
    expect([first!.headId, second!.headId, third!.headId]).toEqual([had.id, second!.steps[0]!.id, later.id]);
    expect(second!.steps).toHaveLength(2);
    expect(second!.journal.undo).toMatchObject({ kind: 'take-back' });
  });

  test('reach nobody else’s photos and say which could not be changed', async () => {
    const { workspaceId, ids } = await several(2);
    const stranger = await someone(made.studio, 40);
    const { steps, failed } = await syncSettings(made.studio, workspaceId, { sessionIds: [stranger.sessionId, ids[1]!], patch: { Dehaze: 10 } }, 'en');
    expect(steps.map(({ sessionId }) => sessionId)).toEqual([ids[1]]);
    expect(failed.map(({ sessionId }) => sessionId)).toEqual([stranger.sessionId]);
    expect((await open(stranger.workspaceId, stranger.sessionId)).steps).toHaveLength(1);
  });

  test('are refused whole where they are no settings', async () => {
    const { workspaceId, ids } = await several(2);
    await expect(syncSettings(made.studio, workspaceId, { sessionIds: [], patch: { Dehaze: 10 } }, 'en')).rejects.toThrow(/at least one/);
    const { steps, failed } = await syncSettings(made.studio, workspaceId, { sessionIds: ids, patch: { ToneCurvePV2012: 'no curve' } }, 'en');
    expect(steps).toEqual([]);
    expect(failed).toHaveLength(2);
  });
});

describe('making photos the same', () => {
  test('starts one run per other photo with the developed picture as its reference, and each can be taken back', async () => {
    const { workspaceId, ids, rootId, photoId } = await several(3);
    const look = await commitStep(made.studio, workspaceId, ids[0]!, { parentId: rootId, patch: { Exposure2012: -1 } }, 'en');
    seen.length = 0;
    await startBatch(made.studio, workspaceId, { title: 'Like it', task: { kind: 'like', stepId: look.id, locale: 'en' }, sessionIds: ids });
    await expect.poll(async () => (await listBatches(made.studio, workspaceId))[0]).toMatchObject({ state: 'done', items: ids.slice(1).map((sessionId) => ({ sessionId, status: 'done' })) });
    expect(seen.map(({ reference }) => reference)).toEqual(ids.slice(1).map(() => ({ name: 'photo 10', photoId, settings: { Exposure2012: -1 } })));
    const session = await open(workspaceId, ids[1]!);
    expect(session.runs[0]?.reference).toMatchObject({ id: photoId });
    expect(session.steps.map(({ author }) => author)).toEqual(['root', 'agent']);
  });

  test('looks at the reference as it was developed', async () => {
    const { workspaceId, photoId } = await several(1);
    const plain = await lookAtReference(made.studio, made.studio.renderer, workspaceId, { name: '', photoId });
    const dark = await lookAtReference(made.studio, made.studio.renderer, workspaceId, { name: '', photoId, settings: { Exposure2012: -1.5 } });
    expect(dark.evidence.luma.mean).toBeLessThan(plain.evidence.luma.mean - 2);
  });

  test('needs a step of the same workspace', async () => {
    const { workspaceId, ids } = await several(2);
    const stranger = await someone(made.studio, 41);
    await expect(startBatch(made.studio, workspaceId, { title: 'Like it', task: { kind: 'like', stepId: stranger.rootId, locale: 'en' }, sessionIds: ids })).rejects.toThrow(/not here/);
  });
});

describe('looks', () => {
  test('are kept per workspace, renamed, deleted and brought back until they are cleared out', async () => {
    const { studio } = made;
    const { workspaceId } = await several(1);
    const saved = await saveLook(studio, workspaceId, { name: ' Amber ', patch: { Vibrance: 22, Contrast2012: 0 } });
    expect(saved).toMatchObject({ name: { en: 'Amber', zh: 'Amber' }, shelf: 'own', patch: { Vibrance: 22, Contrast2012: 0 } });
    const own = async (who: string) => (await listLooks(studio, who)).filter(({ shelf }) => shelf === 'own').map(({ name }) => name.en);
    expect(await own(workspaceId)).toEqual(['Amber']);
    expect(await own((await several(1)).workspaceId)).toEqual([]);
    await renameLook(studio, workspaceId, saved.id, 'Evening');
    await setLookDeleted(studio, workspaceId, saved.id, true);
    expect(await own(workspaceId)).toEqual([]);
    await setLookDeleted(studio, workspaceId, saved.id, false);
    expect(await own(workspaceId)).toEqual(['Evening']);
    await setLookDeleted(studio, workspaceId, saved.id, true);
    await clearOut(studio, new Date(Date.now() + 2 * 3_600_000));
    await expect(setLookDeleted(studio, workspaceId, saved.id, false)).rejects.toThrow(/not here/);
  });

  test('of others cannot be touched, and what is no look is refused', async () => {
    const { studio } = made;
    const { workspaceId } = await several(1);
    const { id } = await saveLook(studio, workspaceId, { name: 'Mine', patch: { Vibrance: 5 } });
    await expect(renameLook(studio, newWorkspaceId(), id, 'Yours')).rejects.toThrow(/not here/);
    await expect(setLookDeleted(studio, newWorkspaceId(), id, true)).rejects.toThrow(/not here/);
    await expect(saveLook(studio, workspaceId, { name: '', patch: { Vibrance: 5 } })).rejects.toThrow(/name/);
    await expect(saveLook(studio, workspaceId, { name: 'Nothing', patch: {} })).rejects.toThrow(/at least one/);
    await expect(saveLook(studio, workspaceId, { name: 'Wrong', patch: { ToneCurvePV2012: 3 } })).rejects.toThrow(/ToneCurve/);
  });
});
