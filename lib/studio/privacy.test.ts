import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportPicture, exportSettings } from './exports';
import { createLink, revokeLink } from './links';
import { countView, sharedView } from './shared';
import { maskPicture, masksOf } from './masks';
import { isForeign } from './origin';
import { takeIn } from './photos';
import { renderPhoto, renderShared, sourceOf } from './renders';
import { followRun, startRun, stopRun } from './runs';
import { clearOut, deleteSession, listSessions, openSession, renameSession, restoreSession } from './sessions';
import { autoSettings } from './auto';
import { commitStep, rateStep, setHead } from './steps';
import { jpeg, script, someone, stream, testStudio, type TestStudio } from './testing';
import { isSecure, newWorkspaceId, signWorkspace, verifyWorkspace } from './workspace';

let made: TestStudio;
beforeAll(async () => {
  made = await testStudio(async function* ({ request }) { yield* script(request.runId, request.stepId, [0.5]); }, { MAX_UPLOAD_MB: '1' });
});
afterAll(() => made.remove());

const studioNow = () => made.studio;
const request = { edge: 160, format: 'webp' } as const;
const filesBelow = (path: string) => readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
const originals = () => filesBelow(join(made.folder, 'originals'));
const finish = async (events: AsyncIterable<unknown>) => {
  const all = [];
  for await (const event of events) all.push(event);
  return all;
};

/** A person with a session, a run, a step of their own and a link. */
async function settled(seed: number) {
  const studio = studioNow();
  const who = await someone(studio, seed);
  const { runId } = await startRun(studio, who.workspaceId, who.sessionId, { text: 'brighter', fromStepId: who.rootId, locale: 'en' });
  await finish(followRun(studio, who.workspaceId, runId, 0));
  const step = await commitStep(studio, who.workspaceId, who.sessionId, { parentId: `${runId}.1`, patch: { Contrast2012: 12 } }, 'en');
  const link = await createLink(studio, who.workspaceId, who.sessionId, step.id);
  return { ...who, runId, step, token: link.token };
}

describe('a workspace', () => {
  test('sees its own things', async () => {
    const studio = studioNow();
    const a = await settled(1);
    expect((await listSessions(studio, a.workspaceId)).map(({ id, hash, steps }) => ({ id, hash, steps }))).toEqual([{ id: a.sessionId, hash: a.step.hash, steps: 2 }]);
    expect((await openSession(studio, a.workspaceId, a.sessionId)).links.map((link) => link.token)).toEqual([a.token]);
    expect((await sourceOf(studio, a.workspaceId, a.photoId, 160)).data.subarray(1, 4).toString('latin1')).toBe('PNG');
  });

  test('gets the same answer for what is someone else’s as for what is not there, from every use case', async () => {
    const studio = studioNow();
    const a = await settled(2);
    const b = await settled(3);
    const missing = { workspaceId: b.workspaceId, sessionId: 'none', photoId: 'none', rootId: 'none', runId: 'none', token: 'none', step: { id: 'none', hash: a.step.hash } };
    const uses: Readonly<Record<string, (of: typeof missing) => Promise<unknown>>> = {
      openSession: ({ sessionId }) => openSession(studio, b.workspaceId, sessionId),
      renameSession: ({ sessionId }) => renameSession(studio, b.workspaceId, sessionId, 'mine'),
      deleteSession: ({ sessionId }) => deleteSession(studio, b.workspaceId, sessionId),
      restoreSession: ({ sessionId }) => restoreSession(studio, b.workspaceId, sessionId),
      startRun: ({ sessionId, rootId }) => startRun(studio, b.workspaceId, sessionId, { text: 'x', fromStepId: rootId, locale: 'en' }),
      startRunFromForeignStep: ({ rootId }) => startRun(studio, b.workspaceId, b.sessionId, { text: 'x', fromStepId: rootId, locale: 'en' }),
      stopRun: ({ runId }) => stopRun(studio, b.workspaceId, runId),
      commitStep: ({ sessionId, rootId }) => commitStep(studio, b.workspaceId, sessionId, { parentId: rootId, patch: { Exposure2012: 1 } }, 'en'),
      commitOnForeignStep: ({ rootId }) => commitStep(studio, b.workspaceId, b.sessionId, { parentId: rootId, patch: { Exposure2012: 1 } }, 'en'),
      autoSettings: ({ sessionId, rootId }) => autoSettings(studio, b.workspaceId, sessionId, rootId, 'tone'),
      setHead: ({ sessionId, step }) => setHead(studio, b.workspaceId, sessionId, step.id),
      setHeadToForeignStep: ({ step }) => setHead(studio, b.workspaceId, b.sessionId, step.id),
      rateStep: ({ step }) => rateStep(studio, b.workspaceId, step.id, 5),
      createLink: ({ sessionId, step }) => createLink(studio, b.workspaceId, sessionId, step.id),
      revokeLink: ({ token }) => revokeLink(studio, b.workspaceId, token),
      renderPhoto: ({ photoId, step }) => renderPhoto(studio, b.workspaceId, photoId, step.hash, request),
      masksOf: ({ photoId }) => masksOf(studio, b.workspaceId, photoId, ['sky']),
      maskPicture: ({ photoId }) => maskPicture(studio, b.workspaceId, photoId, 'sky'),
      sourceOf: ({ photoId }) => sourceOf(studio, b.workspaceId, photoId, 160),
      exportPicture: ({ sessionId }) => exportPicture(studio, b.workspaceId, sessionId, {}),
      exportForeignStep: ({ step }) => exportPicture(studio, b.workspaceId, b.sessionId, { step: step.id }),
      exportSettings: ({ sessionId }) => exportSettings(studio, b.workspaceId, sessionId, {}),
    };
    const refused = async (use: (of: typeof missing) => Promise<unknown>, of: typeof missing) => use(of).then(() => 'allowed', (error: Error & { code?: string }) => `${error.code}: ${error.message}`);
    for (const [name, use] of Object.entries(uses)) {
      const answer = await refused(use, a);
      expect(answer, name).toMatch(/^not-found: /);
      expect(answer, name).toBe(await refused(use, missing));
    }
    expect(await finish(followRun(studio, b.workspaceId, a.runId, 0))).toMatchObject([{ type: 'error', code: 'not-found' }]);
    expect(await finish(followRun(studio, undefined, a.runId, 0))).toMatchObject([{ type: 'error', code: 'not-found' }]);
    expect((await openSession(studio, a.workspaceId, a.sessionId)).name).toBe('photo 2');
  });

  test('cannot have a photo rendered with settings that none of its steps has', async () => {
    const studio = studioNow();
    const a = await settled(4);
    const b = await someone(studio, 5);
    await expect(renderPhoto(studio, b.workspaceId, b.photoId, a.step.hash, request)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('shares bytes with another that has the same photo, and nothing else', async () => {
    const studio = studioNow();
    const before = originals().length;
    const [a, b] = [await someone(studio, 6), await someone(studio, 6)];
    expect(originals().length).toBe(before + 1);
    expect(a.photoId).not.toBe(b.photoId);
    await deleteSession(studio, a.workspaceId, a.sessionId);
    await expect(sourceOf(studio, a.workspaceId, a.photoId, 160)).rejects.toMatchObject({ code: 'not-found' });
    await clearOut(studio, new Date(Date.now() + 40 * 86_400_000));
    expect(await studio.store.db.photo.count({ where: { id: { in: [a.photoId, b.photoId] } } })).toBe(1);
    expect(originals().length).toBe(before + 1);
    await deleteSession(studio, b.workspaceId, b.sessionId);
    await clearOut(studio, new Date(Date.now() + 40 * 86_400_000));
    expect(originals().length).toBe(before);
  });

  test('keeps a photo that comes in again while its last trace is cleared out', async () => {
    const studio = studioNow();
    const inFuture = new Date(Date.now() + 40 * 86_400_000);
    for (let round = 0; round < 5; round++) {
      const gone = await someone(studio, 70);
      await deleteSession(studio, gone.workspaceId, gone.sessionId);
      const [again] = await Promise.all([someone(studio, 70), clearOut(studio, inFuture)]);
      expect((await sourceOf(studio, again.workspaceId, again.photoId, 160 + round)).data.length).toBeGreaterThan(0);
      const { sha256 } = await studio.store.db.photo.findUniqueOrThrow({ where: { id: again.photoId } });
      expect(existsSync(studio.store.blobs.path(sha256))).toBe(true);
      await deleteSession(studio, again.workspaceId, again.sessionId);
      await clearOut(studio, inFuture);
    }
  });

  test('gets a deleted session back as it was', async () => {
    const studio = studioNow();
    const a = await settled(7);
    const before = await openSession(studio, a.workspaceId, a.sessionId);
    await deleteSession(studio, a.workspaceId, a.sessionId);
    expect(await listSessions(studio, a.workspaceId)).toEqual([]);
    await expect(sharedView(studio, a.token)).rejects.toMatchObject({ code: 'not-found' });
    await restoreSession(studio, a.workspaceId, a.sessionId);
    expect(await openSession(studio, a.workspaceId, a.sessionId)).toEqual(before);
  });
});

describe('the workspace cookie', () => {
  const secret = 's'.repeat(32);
  const id = newWorkspaceId();
  const cookie = signWorkspace(id, secret);

  test('names the workspace it was made for', () => expect(verifyWorkspace(cookie, secret)).toBe(id));

  test('is worthless when any character is changed, cut or added, or under another secret', () => {
    for (let at = 0; at < cookie.length; at++) {
      const other = cookie[at] === 'A' ? 'B' : 'A';
      expect(verifyWorkspace(cookie.slice(0, at) + other + cookie.slice(at + 1), secret), `character ${at}`).toBeUndefined();
      expect(verifyWorkspace(cookie.slice(0, at), secret)).toBeUndefined();
    }
    for (const wrong of [undefined, '', '.', id, `${id}.`, `${cookie}.`, `${cookie}A`, `${cookie}=`, ` ${cookie}`, `${newWorkspaceId()}.${cookie.split('.')[1]}`]) expect(verifyWorkspace(wrong, secret)).toBeUndefined();
    expect(verifyWorkspace(cookie, 't'.repeat(32))).toBeUndefined();
  });

  test('is for https only where the studio is reached by https', () => {
    expect(isSecure('https://photos.example.org', new Headers())).toBe(true);
    expect(isSecure(undefined, new Headers({ 'x-forwarded-proto': 'https' }))).toBe(true);
    expect(isSecure(undefined, new Headers())).toBe(false);
  });

  test('is not enough for another site’s page to upload with it', () => {
    const headers = (values: Record<string, string>) => new Headers({ host: 'localhost:3000', ...values });
    expect(isForeign(headers({ origin: 'https://evil.example' }), undefined)).toBe(true);
    expect(isForeign(headers({ origin: 'null' }), undefined)).toBe(true);
    expect(isForeign(headers({ 'sec-fetch-site': 'cross-site' }), undefined)).toBe(true);
    expect(isForeign(headers({ origin: 'http://localhost:3000' }), undefined)).toBe(false);
    expect(isForeign(headers({}), undefined)).toBe(false);
    expect(isForeign(headers({ origin: 'https://photos.example.org' }), 'https://photos.example.org/studio')).toBe(false);
  });
});

describe('an edit link', () => {
  test('shows one branch with its thoughts, and no id, name or place that gives access', async () => {
    const studio = studioNow();
    const a = await settled(8);
    await commitStep(studio, a.workspaceId, a.sessionId, { parentId: a.rootId, patch: { Exposure2012: -3 } }, 'en');
    const view = await sharedView(studio, a.token);
    expect(view.steps.map(({ author, settings, thought }) => ({ author, settings, thought }))).toEqual([
      { author: 'root', settings: {}, thought: '' },
      { author: 'agent', settings: { Exposure2012: 0.5 }, thought: 'Thought 1, measured.' },
      { author: 'user', settings: { Exposure2012: 0.5, Contrast2012: 12 }, thought: '' },
    ]);
    expect(view.instructions).toEqual(['brighter']);
    const text = JSON.stringify(view);
    for (const secret of [a.workspaceId, a.sessionId, a.photoId, a.rootId, a.runId, a.step.id, a.token]) expect(text).not.toContain(secret);
  });

  test('has a token of at least 128 random bits, counts its visits, and is the same for the same step', async () => {
    const studio = studioNow();
    const a = await settled(9);
    expect(Buffer.from(a.token, 'base64url').length).toBeGreaterThanOrEqual(16);
    await countView(studio, a.token, undefined);
    await countView(studio, a.token, newWorkspaceId());
    await countView(studio, a.token, a.workspaceId);
    expect(await createLink(studio, a.workspaceId, a.sessionId, a.step.id)).toMatchObject({ token: a.token, views: 2 });
  });

  test('shows pictures of its branch only', async () => {
    const studio = studioNow();
    const a = await settled(10);
    const aside = await commitStep(studio, a.workspaceId, a.sessionId, { parentId: a.rootId, patch: { Exposure2012: -3 } }, 'en');
    await expect(renderShared(studio, a.token, aside.hash, null, request)).rejects.toMatchObject({ code: 'not-found' });
    const { data } = await renderShared(studio, a.token, '44136fa355b3678a1146ad16f7e8649e', null, request);
    expect(data.subarray(8, 12).toString()).toBe('WEBP');
  });

  test('is gone at once when it is revoked, page and pictures, and a new one has another token', async () => {
    const studio = studioNow();
    const a = await settled(11);
    await revokeLink(studio, a.workspaceId, a.token);
    await expect(sharedView(studio, a.token)).rejects.toMatchObject({ code: 'not-found' });
    await expect(renderShared(studio, a.token, a.step.hash, null, request)).rejects.toMatchObject({ code: 'not-found' });
    await expect(revokeLink(studio, a.workspaceId, a.token)).rejects.toMatchObject({ code: 'not-found' });
    expect((await createLink(studio, a.workspaceId, a.sessionId, a.step.id)).token).not.toBe(a.token);
  });
});

describe('an upload', () => {
  const everything = () => Promise.all([studioNow().store.db.photo.count(), studioNow().store.db.session.count(), studioNow().store.db.workspace.count(), filesBelow(join(made.folder, 'incoming')).length, originals().length]);

  test('leaves nothing behind when it is aborted, too large, no photo or cut off', async () => {
    const studio = studioNow();
    const before = await everything();
    const photo = await jpeg(99, 800, 600);
    const send = (source: AsyncIterable<Uint8Array>, signal?: AbortSignal) => takeIn(studio, newWorkspaceId(), { source, name: 'x.jpg', locale: 'en', signal });
    const controller = new AbortController();
    async function* hungUp() {
      yield photo.subarray(0, 500);
      controller.abort();
      yield photo.subarray(500);
    }
    await expect(send(hungUp(), controller.signal)).rejects.toMatchObject({ code: 'aborted' });
    await expect(send(stream(Buffer.alloc(1_100_000)))).rejects.toMatchObject({ code: 'too-large' });
    await expect(send(stream(Buffer.from('<html><body>hello</body></html>')))).rejects.toMatchObject({ code: 'not-a-photo' });
    await expect(send(stream(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')))).rejects.toMatchObject({ code: 'not-a-photo' });
    await expect(send(stream(photo.subarray(0, photo.length / 2)))).rejects.toMatchObject({ name: 'PhotoError' });
    expect(await everything()).toEqual(before);
  });

  test('keeps the bytes as they came, under a name that is safe to show', async () => {
    const studio = studioNow();
    const photo = await jpeg(98);
    const workspaceId = newWorkspaceId();
    const id = await takeIn(studio, workspaceId, { source: stream(photo), name: '../../etc/日落\u0000.JPG', locale: 'zh' });
    const view = await openSession(studio, workspaceId, id);
    expect(view).toMatchObject({ name: '日落', photo: { name: '日落.JPG', width: 64, height: 48, format: 'jpeg' } });
    const { sha256 } = await studio.store.db.photo.findUniqueOrThrow({ where: { id: view.photo.id } });
    expect(view.suggestions.length).toBeGreaterThan(0);
    expect(view.suggestions.join('')).toMatch(/\p{Script=Han}/u);
    expect(existsSync(studio.store.blobs.path(sha256))).toBe(true);
    expect(statSync(studio.store.blobs.path(sha256)).size).toBe(photo.length);
  });
});

describe('what people do', () => {
  test('is rated, and the rating taken back', async () => {
    const studio = studioNow();
    const a = await settled(12);
    await rateStep(studio, a.workspaceId, a.step.id, 4);
    expect((await openSession(studio, a.workspaceId, a.sessionId)).steps.at(-1)?.stars).toBe(4);
    await rateStep(studio, a.workspaceId, a.step.id, 0);
    expect((await openSession(studio, a.workspaceId, a.sessionId)).steps.at(-1)?.stars).toBeUndefined();
  });

  test('a step that changes nothing is not made; one out of range is clamped; nonsense is refused', async () => {
    const studio = studioNow();
    const a = await someone(studio, 13);
    const commit = (patch: Record<string, number | string | null>) => commitStep(studio, a.workspaceId, a.sessionId, { parentId: a.rootId, patch }, 'en');
    expect((await commit({ Exposure2012: 0 })).id).toBe(a.rootId);
    expect(await commit({ Exposure2012: 99 })).toMatchObject({ settings: { Exposure2012: 5 }, patch: { Exposure2012: 5 }, author: 'user', parentId: a.rootId });
    await expect(commit({ Exposure2012: 'bright' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(rateStep(studio, a.workspaceId, a.rootId, 6)).rejects.toThrow();
  });
});
