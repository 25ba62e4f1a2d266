import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Provenance, RunEvent } from '@/lib/agent/types';
import type { Pixels } from '@/lib/develop/types';
import { readPacket } from '@/lib/imaging';
import { baseIdOf } from '@/lib/store/bases';
import { writeFile } from 'node:fs/promises';
import { autoSettings } from './auto';
import { shelfOf } from './bases';
import { exportPicture } from './exports';
import { createLink } from './links';
import { sharedView } from './shared';
import { renderPhoto, renderShared, sourceOf } from './renders';
import type { RunAgent } from './run-manager';
import { followRun, startRun } from './runs';
import { clearOut, deleteSession, listSessions, openSession } from './sessions';
import { commitStep, setHead } from './steps';
import { someone, testStudio, type TestStudio } from './testing';
import { newWorkspaceId } from './workspace';

const PROVENANCE: Provenance = {
  model: 'painter-1', prompt: 'make it all green', madeAt: '2026-01-02T03:04:05.000Z', share: 0.25, masks: [{ What: 'Mask/Paint' }],
  alignment: { scale: { x: 1, y: 1 }, x: 0, y: 0, correlation: 0.9, found: true }, usage: { requests: 1, input: 1, cached: 0, output: 1, images: 1, dollars: 0.04 },
};
const GREEN: Pixels = { width: 64, height: 48, channels: 3, depth: 8, space: 'srgb', data: Uint8Array.from({ length: 64 * 48 * 3 }, (_, i) => (i % 3 === 1 ? 180 : 20)) };

let made: TestStudio;
const agent: RunAgent = async function* ({ sessionId, request }) {
  const { store, config } = made.studio;
  const session = await store.db.session.findUniqueOrThrow({ where: { id: sessionId }, include: { photo: true } });
  const stepId = `${request.runId}.1`;
  if (request.instruction === 'ask') {
    yield { type: 'question', question: { text: 'May I?', options: ['Yes', 'No'], about: 'generation', prompt: 'make it all green', masks: [{ What: 'Mask/Paint' }] } };
    yield { type: 'done', stepId: request.stepId, summary: '', suggestions: ['Yes', 'No'] };
    return;
  }
  const { id } = await shelfOf({ store, config }, session).add(stepId, GREEN, PROVENANCE);
  yield { type: 'tool_call', step: 1, stepId, parentId: request.stepId, title: 'Green', patch: {}, changes: [], generate: { prompt: 'make it all green' } };
  yield { type: 'observation', step: 1, stepId, settings: request.settings, evidence: { size: { width: 1, height: 1 } } as Extract<RunEvent, { type: 'observation' }>['evidence'], note: '', milliseconds: 1, base: id };
  yield { type: 'done', stepId, summary: 'Done', suggestions: [] };
};
beforeAll(async () => { made = await testStudio(agent); });
afterAll(() => made.remove());

const small = { edge: 160, format: 'webp' } as const;
const colour = async (data: Buffer) => [...(await sharp(data).resize(1, 1).removeAlpha().raw().toBuffer())].map(Math.round);
const isGreen = async (data: Buffer) => {
  const [r = 0, g = 0, b = 0] = await colour(data);
  return g > r + 80 && g > b + 80;
};
const originals = () => readdirSync(join(made.folder, 'originals'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

async function green(seed: number) {
  const who = await someone(made.studio, seed);
  const { runId } = await startRun(made.studio, who.workspaceId, who.sessionId, { text: 'green', fromStepId: who.rootId, locale: 'en' });
  for await (const event of followRun(made.studio, who.workspaceId, runId, 0)) if (event.type === 'error') throw new Error(event.message);
  return { ...who, runId, stepId: `${runId}.1`, baseId: baseIdOf(`${runId}.1`) };
}

describe('a base', () => {
  test('lies under the step that made it and under what comes after, and the photo under what was before', async () => {
    const { studio } = made;
    const a = await green(1);
    const later = await commitStep(studio, a.workspaceId, a.sessionId, { parentId: a.stepId, patch: { Exposure2012: 0.5 } }, 'en');
    const session = await openSession(studio, a.workspaceId, a.sessionId);
    expect(session.steps.map(({ baseId }) => baseId)).toEqual([null, a.baseId, a.baseId]);
    const [root, step] = session.steps;
    expect(step?.hash).toBe(root?.hash);
    expect(await isGreen((await renderPhoto(studio, a.workspaceId, a.baseId, step?.hash ?? '', small)).data)).toBe(true);
    expect(await isGreen((await renderPhoto(studio, a.workspaceId, a.photoId, root?.hash ?? '', small)).data)).toBe(false);
    expect(await isGreen((await renderPhoto(studio, a.workspaceId, a.baseId, later.hash, small)).data)).toBe(true);
    // The photo never had those settings.
    await expect(renderPhoto(studio, a.workspaceId, a.photoId, later.hash, small)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is shown with how it was made, and is a photo to the browser’s engine, to Auto and to the library', async () => {
    const { studio } = made;
    const a = await green(2);
    const { bases } = await openSession(studio, a.workspaceId, a.sessionId);
    expect(bases).toMatchObject([{ id: a.baseId, width: 64, height: 48, space: 'srgb', made: { model: 'painter-1', prompt: 'make it all green', share: 0.25, isPart: true, dollars: 0.04 } }]);
    expect(await isGreen((await sourceOf(studio, a.workspaceId, a.baseId, 160)).data)).toBe(true);
    expect(await listSessions(studio, a.workspaceId)).toMatchObject([{ photoId: a.baseId }]);
    const auto = await Promise.all([a.stepId, a.rootId].map((step) => autoSettings(studio, a.workspaceId, a.sessionId, step, 'tone')));
    expect(auto[0]).not.toEqual(auto[1]);
    // Going back is one undo, and the library shows the photo again.
    await setHead(studio, a.workspaceId, a.sessionId, a.rootId);
    expect(await listSessions(studio, a.workspaceId)).toMatchObject([{ photoId: a.photoId }]);
  });

  test('is nothing to another workspace', async () => {
    const { studio } = made;
    const a = await green(3);
    const { steps: [, step] } = await openSession(studio, a.workspaceId, a.sessionId);
    await expect(renderPhoto(studio, newWorkspaceId(), a.baseId, step?.hash ?? '', small)).rejects.toMatchObject({ code: 'not-found' });
    await expect(sourceOf(studio, newWorkspaceId(), a.baseId, 160)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('goes into exports, which say that an image model had a hand in them; those of the photo do not', async () => {
    const { studio } = made;
    const a = await green(4);
    const packet = async (format: string, query = {}, step = a.stepId) => {
      const { data } = await exportPicture(studio, a.workspaceId, a.sessionId, { format, step, ...query });
      expect(await isGreen(Buffer.from(data))).toBe(step === a.stepId);
      const path = join(made.folder, `export.${format}`);
      await writeFile(path, data);
      return (await readPacket(path)) ?? '';
    };
    for (const format of ['jpeg', 'png', 'webp', 'tiff', 'avif']) {
      const xmp = await packet(format);
      expect(xmp, format).toContain('Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"');
      expect(xmp, format).toContain('painter-1');
    }
    const noted = await packet('jpeg', { note: '1' });
    expect(noted).toContain('compositeWithTrainedAlgorithmicMedia');
    expect(noted).toContain('crs:AlreadyApplied="True"');
    expect(await packet('jpeg', {}, a.rootId)).toBe('');
  });

  test('is in what a link shows, under a number instead of its name', async () => {
    const { studio } = made;
    const a = await green(5);
    const { token } = await createLink(studio, a.workspaceId, a.sessionId, a.stepId);
    const view = await sharedView(studio, token);
    expect(view.steps.map(({ baseId, made: how }) => [baseId, how?.model])).toEqual([[null, undefined], ['1', 'painter-1']]);
    expect(JSON.stringify(view)).not.toContain(a.baseId);
    expect(view.steps[1]?.made).toMatchObject({ share: 0.25 });
    expect(view.steps[1]?.made).not.toHaveProperty('dollars');
    const [root, step] = view.steps;
    expect(await isGreen((await renderShared(studio, token, step?.hash ?? '', '1', small)).data)).toBe(true);
    expect(await isGreen((await renderShared(studio, token, root?.hash ?? '', null, small)).data)).toBe(false);
    await expect(renderShared(studio, token, step?.hash ?? '', '2', small)).rejects.toMatchObject({ code: 'not-found' });
    const { token: before } = await createLink(studio, a.workspaceId, a.sessionId, a.rootId);
    await expect(renderShared(studio, before, step?.hash ?? '', '1', small)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is kept once however often its step adds it, and goes with its session for good', async () => {
    const fresh = await testStudio(agent);
    const outer = made;
    made = fresh;
    try {
      const a = await green(6);
      const { store, config } = fresh.studio;
      const session = await store.db.session.findUniqueOrThrow({ where: { id: a.sessionId }, include: { photo: true } });
      const again = await shelfOf({ store, config }, session).add(a.stepId, GREEN, { ...PROVENANCE, prompt: 'other' });
      expect(again).toMatchObject({ id: a.baseId, provenance: { prompt: 'make it all green' } });
      expect([await store.db.photo.count(), originals()]).toEqual([2, 2]);
      await clearOut(fresh.studio);
      expect([await store.db.photo.count(), originals()]).toEqual([2, 2]);
      await deleteSession(fresh.studio, a.workspaceId, a.sessionId);
      await expect(sourceOf(fresh.studio, a.workspaceId, a.baseId, 160)).rejects.toMatchObject({ code: 'not-found' });
      await clearOut(fresh.studio, new Date(Date.now() + config.purgeAfterMs + 1000));
      expect([await store.db.photo.count(), await store.db.step.count(), originals()]).toEqual([0, 0, 0]);
    } finally {
      made = outer;
      await fresh.remove();
    }
  });
});

describe('the words after a question about generation', () => {
  const requestOf = async (text: string, between?: (who: Awaited<ReturnType<typeof someone>>) => Promise<string>) => {
    const { studio } = made;
    const who = await someone(studio, 30);
    const asked = await startRun(studio, who.workspaceId, who.sessionId, { text: 'ask', fromStepId: who.rootId, locale: 'en' });
    for await (const _ of followRun(studio, who.workspaceId, asked.runId, 0));
    const from = (await between?.(who)) ?? who.rootId;
    const { runId } = await startRun(studio, who.workspaceId, who.sessionId, { text, fromStepId: from, locale: 'en' });
    for await (const _ of followRun(studio, who.workspaceId, runId, 0));
    return (await studio.store.db.run.findUniqueOrThrow({ where: { id: runId } })).request;
  };

  test('permit the order, or not', async () => {
    const order = { prompt: 'make it all green', masks: [{ What: 'Mask/Paint' }] };
    expect(await requestOf('Yes')).toMatchObject({ permission: { granted: true, order } });
    expect(await requestOf('no')).toMatchObject({ permission: { granted: false, order } });
    expect(await requestOf('rather make it brighter')).not.toHaveProperty('permission');
  });

  test('permit nothing from another step than the one where it was asked', async () => {
    const elsewhere = await requestOf('yes', async (who) => (await commitStep(made.studio, who.workspaceId, who.sessionId, { parentId: who.rootId, patch: { Exposure2012: 1 } }, 'en')).id);
    expect(elsewhere).not.toHaveProperty('permission');
  });
});
