import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDarkroom } from '@/lib/agent/darkroom';
import { exportPicture } from './exports';
import { giveAway } from './give';
import { readOwn } from './imports';
import { createLink, listLinks } from './links';
import { opticsOf } from './optics';
import { remix } from './remix';
import { renderable, renderPhoto } from './renders';
import { listSessions, openSession } from './sessions';
import { commitStep } from './steps';
import { retouched, testStudio, type TestStudio } from './testing';
import { newWorkspaceId } from './workspace';

let made: TestStudio;
const lenses = mkdtempSync(join(tmpdir(), 'evoroom-lensfun-'));
beforeAll(async () => {
  writeFileSync(join(lenses, 'kamera.xml'), `<lensdatabase version="1"><camera><maker>Kamera</maker><model>K-1</model><mount>K</mount><cropfactor>1</cropfactor></camera>
    <lens><maker>Kamera</maker><model>Prime 35mm f/2</model><mount>K</mount><cropfactor>1</cropfactor><calibration>
      <distortion model="poly3" focal="35" k1="-0.05"/><vignetting model="pa" focal="35" aperture="2" distance="1000" k1="-0.6" k2="0.2" k3="0"/></calibration></lens></lensdatabase>`);
  made = await testStudio(async function* () {}, { LENSFUN_DB: lenses });
});
afterAll(async () => {
  await made.remove();
  rmSync(lenses, { recursive: true });
});

describe('a remix', () => {
  test('is a session of the visitor’s own with the branch, on the same file and without what the file says', async () => {
    const { studio, workspaceId, sessionId, rootId, last } = await retouched(made.studio);
    await commitStep(studio, workspaceId, sessionId, { parentId: rootId, patch: { Exposure2012: -4 } }, 'en');
    const { token } = await createLink(studio, workspaceId, sessionId, last.id, { remix: true });
    const visitor = newWorkspaceId();
    const copied = await openSession(studio, visitor, await remix(studio, token, visitor));
    expect(copied.steps.map(({ author, settings, title }) => ({ author, settings, title }))).toEqual([
      { author: 'root', settings: {}, title: '' }, { author: 'user', settings: { Exposure2012: 0.8 }, title: expect.any(String) }, { author: 'user', settings: { Exposure2012: 0.8, Contrast2012: 20 }, title: last.title },
    ]);
    expect(copied).toMatchObject({ name: 'Meadow', headId: copied.steps[2]?.id, photo: { name: 'Meadow' } });
    expect(copied.photo.camera).toBeUndefined();
    const text = JSON.stringify(copied);
    for (const secret of [workspaceId, sessionId, rootId, last.id, token, 'IMG_0042']) expect(text).not.toContain(secret);
    const { data } = await exportPicture(studio, visitor, copied.id, {});
    expect(Buffer.from(data).includes('Kamera')).toBe(false);
    // It is theirs: they go on, and the first one's sessions stay as they were.
    await commitStep(studio, visitor, copied.id, { parentId: copied.headId, patch: { Vibrance: 30 } }, 'en');
    expect((await openSession(studio, workspaceId, sessionId)).steps).toHaveLength(4);
    expect(await listLinks(studio, workspaceId, sessionId)).toMatchObject([{ remixes: 1 }]);
    await remix(studio, token, workspaceId);
    expect(await listLinks(studio, workspaceId, sessionId)).toMatchObject([{ remixes: 1 }]);
  });

  test('opens no way to the file as it came, nor to what it says', async () => {
    const { studio, workspaceId, sessionId, last, file } = await retouched(made.studio, { Exposure2012: 0.75 });
    const { token } = await createLink(studio, workspaceId, sessionId, last.id, { remix: true, original: 'none' });
    expect(await readOwn(studio, workspaceId, sessionId)).toMatchObject({ stated: { Exposure2012: 0.75 } });
    const remixed = async (from: string) => {
      const visitor = newWorkspaceId();
      const copied = await openSession(studio, visitor, await remix(studio, from, visitor));
      await expect(readOwn(studio, visitor, copied.id)).rejects.toMatchObject({ code: 'no-settings' });
      const own = await createLink(studio, visitor, copied.id, copied.headId, { original: 'whole', remix: true });
      const { data } = await giveAway(studio, own.token, 'original', { format: null });
      for (const word of ['Kamera', 'Exposure2012']) {
        expect(file.includes(word)).toBe(true);
        expect(Buffer.from(data).includes(word), word).toBe(false);
      }
      expect(await sharp(data).metadata()).not.toHaveProperty('exif');
      expect(await sharp(data).raw().toBuffer()).toEqual(await sharp(file).raw().toBuffer());
      return own.token;
    };
    // Nor does a remix of a remix.
    await remixed(await remixed(token));
  });

  test('looks like what it came from also where a lens is corrected, whoever renders first, and tells nobody which lens and camera that was', async () => {
    const { studio, workspaceId, sessionId, last } = await retouched(made.studio);
    const corrected = await commitStep(studio, workspaceId, sessionId, { parentId: last.id, patch: { LensProfileEnable: true } }, 'en');
    const { token } = await createLink(studio, workspaceId, sessionId, corrected.id, { remix: true });
    const visitor = newWorkspaceId();
    const copied = await openSession(studio, visitor, await remix(studio, token, visitor));
    const { photo } = await openSession(studio, workspaceId, sessionId);
    const bare = copied.photo.id;
    // The lens darkens its corners: a picture without the profile is another one.
    const settings = { Exposure2012: 0.8, Contrast2012: 20 };
    const row = await studio.store.db.photo.findUniqueOrThrow({ where: { id: bare } });
    const source = renderable(studio, row);
    const rendered = await studio.renderer.render(source, { ...settings, LensProfileEnable: true });
    expect(rendered.data).not.toEqual((await studio.renderer.render(source, settings)).data);
    const request = { edge: 160, format: 'webp' } as const;
    const theirs = await renderPhoto(studio, visitor, bare, corrected.hash, request);
    expect((await renderPhoto(studio, workspaceId, photo.id, corrected.hash, request)).data).toEqual(theirs.data);
    const [seen, known] = await Promise.all([opticsOf(studio, visitor, bare), opticsOf(studio, workspaceId, photo.id)]);
    expect(known.lens?.name).toBe('Prime 35mm f/2');
    expect(seen).toEqual({ ...known, lens: { ...known.lens, name: '' } });

    const { data } = await exportPicture(studio, visitor, copied.id, {});
    const told = JSON.stringify([copied, await listSessions(studio, visitor), seen, createDarkroom(studio.renderer, source, undefined, row.name).facts]);
    for (const word of ['Kamera', 'Prime 35', '2024:05:06', '2024-05-06']) {
      expect(told, word).not.toContain(word);
      expect(Buffer.from(data).includes(word), word).toBe(false);
    }
    // What no render depends on is not even kept.
    expect(JSON.stringify(row.info)).not.toContain('takenAt');
    expect(photo.camera).toMatchObject({ model: 'K-1', lens: 'Prime 35mm f/2' });
  });
});
