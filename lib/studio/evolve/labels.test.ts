import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '@/lib/agent/types';
import { VERSION } from '@/lib/version';
import { exportPicture, exportSettings } from '../exports';
import { redo, undo } from '../journal';
import { createLink } from '../links';
import { purgeSessions } from '../library';
import { followRun, startRun } from '../runs';
import { deleteSession, openSession, restoreSession } from '../sessions';
import { commitStep, rateStep, setHead } from '../steps';
import { script, someone, testStudio, type TestStudio } from '../testing';
import { exportLabels, forgetLabels, giveConsent, openLabels } from './labels';

let made: TestStudio;
beforeAll(async () => {
  made = await testStudio(async function* ({ request }): AsyncGenerator<RunEvent> { yield* script(request.runId, request.stepId, [0.5, 0.7]); });
});
afterAll(() => made.remove());

/** Somebody for whom the agent has worked; the last step is `${runId}.2`. */
async function worked(seed: number, consents: boolean) {
  const { studio } = made;
  const who = await someone(studio, seed);
  if (consents) await giveConsent(studio, who.workspaceId, true);
  const { runId } = await startRun(studio, who.workspaceId, who.sessionId, { text: 'brighter', fromStepId: who.rootId, locale: 'en' });
  for await (const _ of followRun(studio, who.workspaceId, runId, 0));
  const labels = async () => (await studio.store.db.label.findMany({ where: { workspaceId: who.workspaceId }, orderBy: { createdAt: 'asc' } })).map(({ kind, stepId, value }) => ({ kind, stepId: stepId.replace(runId, 'run'), value }));
  return { ...who, studio, runId, last: `${runId}.2`, labels };
}

async function judgeEverything(a: Awaited<ReturnType<typeof worked>>) {
  const { studio, workspaceId, sessionId, last, rootId } = a;
  await rateStep(studio, workspaceId, last, 4);
  await rateStep(studio, workspaceId, last, 2, 'instruction');
  const step = await commitStep(studio, workspaceId, sessionId, { parentId: last, patch: { Contrast2012: 12 } }, 'en');
  await exportPicture(studio, workspaceId, sessionId, { edge: '32' });
  await exportPicture(studio, workspaceId, sessionId, { edge: '48' });
  await exportSettings(studio, workspaceId, sessionId, { format: 'xmp' });
  await createLink(studio, workspaceId, sessionId, step.id);
  await exportPicture(studio, workspaceId, sessionId, { step: rootId, edge: '32' });
  await setHead(studio, workspaceId, sessionId, rootId);
  return step;
}

describe('labels', () => {
  test('are not kept of anybody who did not agree, whatever they do; their stars stay with the photo', async () => {
    for (const said of [undefined, false]) {
      const a = await worked(20, false);
      if (said !== undefined) await giveConsent(a.studio, a.workspaceId, said);
      await judgeEverything(a);
      await undo(a.studio, a.workspaceId, a.sessionId);
      expect(await a.labels()).toEqual([]);
      expect((await openSession(a.studio, a.workspaceId, a.sessionId)).steps.find(({ id }) => id === a.last)).toMatchObject({ stars: 4, followed: 2 });
      expect((await openLabels(a.studio, a.workspaceId)).consent.state).toBe(said === undefined ? 'unasked' : 'no');
    }
  });

  test('are kept of whoever agreed: stars for picture and instruction, what was taken along, a slider after the agent, a step restored', async () => {
    const a = await worked(21, true);
    const step = await judgeEverything(a);
    expect(await a.labels()).toEqual([
      { kind: 'aesthetics', stepId: 'run.2', value: { stars: 4 } },
      { kind: 'instruction', stepId: 'run.2', value: { stars: 2 } },
      { kind: 'slider_after_agent', stepId: 'run.2', value: { userStepId: step.id, from: { Contrast2012: null }, to: { Contrast2012: 12 } } },
      { kind: 'kept', stepId: step.id, value: { how: 'exported' } },
      { kind: 'kept', stepId: step.id, value: { how: 'settings' } },
      { kind: 'kept', stepId: step.id, value: { how: 'shared' } },
      { kind: 'restored_step', stepId: a.rootId, value: { insteadOf: step.id } },
    ]);
  });

  test('say who made what was judged, of which photo, and where it was judged', async () => {
    const a = await worked(22, true);
    await rateStep(a.studio, a.workspaceId, a.last, 5);
    const [label] = await a.studio.store.db.label.findMany({ where: { workspaceId: a.workspaceId } });
    const step = await a.studio.store.db.step.findUniqueOrThrow({ where: { id: a.last } });
    const photo = await a.studio.store.db.photo.findUniqueOrThrow({ where: { id: a.photoId } });
    expect(label).toMatchObject({ author: 'agent', runId: a.runId, instruction: 'brighter', brain: 'embedded', profileId: 'embedded', photoSha256: photo.sha256, settingsHash: step.settingsHash, appVersion: VERSION });
  });

  test('hold the last word only, and none that was taken back, by hand or by undo', async () => {
    const a = await worked(23, true);
    await rateStep(a.studio, a.workspaceId, a.last, 1);
    await rateStep(a.studio, a.workspaceId, a.last, 5);
    expect(await a.labels()).toEqual([{ kind: 'aesthetics', stepId: 'run.2', value: { stars: 5 } }]);
    await undo(a.studio, a.workspaceId, a.sessionId);
    expect(await a.labels()).toEqual([{ kind: 'aesthetics', stepId: 'run.2', value: { stars: 1 } }]);
    await undo(a.studio, a.workspaceId, a.sessionId);
    expect(await a.labels()).toEqual([]);
    await redo(a.studio, a.workspaceId, a.sessionId);
    await rateStep(a.studio, a.workspaceId, a.last, 0);
    expect(await a.labels()).toEqual([]);
  });

  test('remember which of the agent’s steps was undone, until it is done again', async () => {
    const a = await worked(24, true);
    await undo(a.studio, a.workspaceId, a.sessionId);
    expect(await a.labels()).toEqual([{ kind: 'undone', stepId: 'run.2', value: { toStepId: `${a.runId}.1` } }]);
    await redo(a.studio, a.workspaceId, a.sessionId);
    expect(await a.labels()).toEqual([]);
    // A step of one's own that is undone judges nobody's work.
    await commitStep(a.studio, a.workspaceId, a.sessionId, { parentId: a.last, patch: { Contrast2012: 3 } }, 'en');
    await undo(a.studio, a.workspaceId, a.sessionId);
    expect((await a.labels()).map(({ kind }) => kind)).toEqual(['slider_after_agent']);
  });

  test('leave as JSON Lines without whose they are, and are deleted for one photo or all', async () => {
    const a = await worked(25, true);
    await judgeEverything(a);
    const { data } = await exportLabels(a.studio, a.workspaceId);
    const text = Buffer.from(data).toString('utf8');
    const lines = text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(7);
    expect(lines[0]).toMatchObject({ kind: 'aesthetics', value: { stars: 4 }, of: { stepId: a.last, instruction: 'brighter', settings: { Exposure2012: 0.7 } }, by: { author: 'agent', brain: 'embedded' } });
    expect(text).not.toContain(a.workspaceId);
    const view = await openLabels(a.studio, a.workspaceId);
    expect(view).toMatchObject({ total: 7, counts: { aesthetics: 1, kept: 3 }, photos: [{ name: 'photo 25', count: 7 }] });
    expect(await forgetLabels(a.studio, a.workspaceId, '0'.repeat(64))).toBe(0);
    expect(await forgetLabels(a.studio, a.workspaceId, view.photos[0]?.sha256)).toBe(7);
    await rateStep(a.studio, a.workspaceId, a.last, 3);
    expect(await forgetLabels(a.studio, a.workspaceId)).toBe(1);
    expect((await openLabels(a.studio, a.workspaceId)).total).toBe(0);
  });

  test('go with the session they are about: out of sight in the bin, gone when it is purged', async () => {
    const a = await worked(26, true);
    await rateStep(a.studio, a.workspaceId, a.last, 4);
    await deleteSession(a.studio, a.workspaceId, a.sessionId);
    expect((await openLabels(a.studio, a.workspaceId)).total).toBe(0);
    expect((await exportLabels(a.studio, a.workspaceId)).data.length).toBe(0);
    await restoreSession(a.studio, a.workspaceId, a.sessionId);
    expect((await openLabels(a.studio, a.workspaceId)).total).toBe(1);
    await deleteSession(a.studio, a.workspaceId, a.sessionId);
    await purgeSessions(a.studio, a.workspaceId, [a.sessionId]);
    expect(await a.labels()).toEqual([]);
  });

  test('of another workspace can neither be read nor deleted', async () => {
    const a = await worked(27, true);
    const b = await worked(28, true);
    await rateStep(a.studio, a.workspaceId, a.last, 4);
    expect((await openLabels(b.studio, b.workspaceId)).total).toBe(0);
    expect(await forgetLabels(b.studio, b.workspaceId)).toBe(0);
    await expect(rateStep(b.studio, b.workspaceId, a.last, 1)).rejects.toMatchObject({ code: 'not-found' });
    expect(await a.labels()).toHaveLength(1);
  });
});
