import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings, readXmp, writeXmp } from '@/lib/develop/codecs';
import { embedPacket } from '@/lib/imaging';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exportPicture, exportSettings } from './exports';
import { readImport, readOwn } from './imports';
import { takeIn } from './photos';
import { openSession } from './sessions';
import { commitStep } from './steps';
import { jpeg, someone, stream, testStudio, type TestStudio } from './testing';
import { newWorkspaceId } from './workspace';

let test: TestStudio;
beforeAll(async () => { test = await testStudio(async function* () {}); });
afterAll(() => test.remove());

const text = (words: string) => stream(Buffer.from(words, 'utf8'));
const TEMPLATE = 's = { title = "Evening", value = { settings = { Exposure2012 = 0.5, Contrast2012 = 0, FutureTool = 1, ProcessVersion = "6.7" }, uuid = "x" }, version = 0 }';

describe('settings read for a session', () => {
  it('tell what they are and say, and change nothing', async () => {
    const { studio } = test;
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const view = await readImport(studio, workspaceId, sessionId, { source: text(TEMPLATE), name: '../../x.lrtemplate' });
    expect(view).toMatchObject({ name: 'Evening', format: 'lrtemplate', preset: true, applied: false, processVersion: '6.7', stated: { Exposure2012: 0.5, Contrast2012: 0 } });
    expect(view.issues.map(({ kind, name }) => [kind, name])).toContainEqual(['unknown', 'FutureTool']);
    const session = await openSession(studio, workspaceId, sessionId);
    expect([session.headId, session.steps.length]).toEqual([rootId, 1]);
    // The file itself is not kept.
    expect((await readdir(join(test.folder), { recursive: true })).filter((name) => /lrtemplate/.test(name))).toEqual([]);
  });

  it('become a step like any other', async () => {
    const { studio } = test;
    const { workspaceId, sessionId, rootId } = await someone(studio, 2);
    const { stated } = await readImport(studio, workspaceId, sessionId, { source: text('{"Vibrance": 20, "FutureTool": 1}'), name: 'a.json' });
    const step = await commitStep(studio, workspaceId, sessionId, { parentId: rootId, patch: stated, title: 'Settings of a.json' }, 'en');
    expect(step).toMatchObject({ author: 'user', title: 'Settings of a.json', settings: { Vibrance: 20, FutureTool: 1 } });
  });

  it('are refused with a reason when they cannot be read', async () => {
    const { studio } = test;
    const { workspaceId, sessionId } = await someone(studio, 3);
    const read = async (words: string | Buffer, name: string) => readImport(studio, workspaceId, sessionId, { source: stream(Buffer.from(words)), name });
    await expect(read('return { a = os.exit() }', 'a.lua')).rejects.toMatchObject({ code: 'lua-code' });
    await expect(read('<x>', 'a.xmp')).rejects.toMatchObject({ code: 'malformed-xml' });
    await expect(read(await jpeg(9), 'b.jpg')).rejects.toMatchObject({ code: 'no-settings' });
    await expect(read('', 'a.xmp')).rejects.toMatchObject({ code: 'empty' });
  });

  it('are nobody else’s', async () => {
    const { studio } = test;
    const [mine, theirs] = [await someone(studio, 4), await someone(studio, 5)];
    await expect(readImport(studio, theirs.workspaceId, mine.sessionId, { source: text('{}'), name: 'a.json' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(readOwn(studio, theirs.workspaceId, mine.sessionId)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a photo that carries settings', () => {
  const upload = async (applied: boolean) => {
    const { studio } = test;
    const workspaceId = newWorkspaceId();
    const photo = embedPacket(await jpeg(applied ? 21 : 22), writeXmp({ Exposure2012: 0.75, Dehaze: 12 }, { applied }));
    const sessionId = await takeIn(studio, workspaceId, { source: stream(photo), name: 'carries.jpg', locale: 'en' });
    return { studio, workspaceId, sessionId, session: await openSession(studio, workspaceId, sessionId) };
  };

  it('offers them', async () => {
    const { studio, workspaceId, sessionId, session } = await upload(false);
    expect(session.photo.carriesSettings).toBe(true);
    expect(await readOwn(studio, workspaceId, sessionId)).toMatchObject({ stated: { Exposure2012: 0.75, Dehaze: 12 }, applied: false });
  });

  it('does not offer what is in its pixels already', async () => {
    const { studio, workspaceId, sessionId, session } = await upload(true);
    expect(session.photo.carriesSettings).toBe(false);
    expect(await readOwn(studio, workspaceId, sessionId)).toMatchObject({ applied: true });
  });
});

describe('settings written for a session', () => {
  it.each(['xmp', 'preset', 'lrtemplate', 'lua', 'json', 'cube'])('as %s can be read again', async (format) => {
    const { studio } = test;
    const { workspaceId, sessionId, rootId } = await someone(studio, 6);
    await commitStep(studio, workspaceId, sessionId, { parentId: rootId, patch: { Exposure2012: -0.5, Vibrance: 8 } }, 'en');
    const { data, name } = await exportSettings(studio, workspaceId, sessionId, { format });
    expect(name).toMatch(new RegExp(`^photo 6\\.${format === 'preset' ? 'xmp' : format}$`));
    const { settings, meta } = readSettings(Buffer.from(data).toString('utf8'));
    if (format === 'cube') expect(settings).toMatchObject({ Look: { Name: 'photo 6' } });
    else expect(settings).toEqual({ Exposure2012: -0.5, Vibrance: 8 });
    expect(meta.preset).toBe(['preset', 'lrtemplate', 'cube'].includes(format));
  });

  it('stand in the exported picture only when asked for, marked as applied', async () => {
    const { studio } = test;
    const { workspaceId, sessionId, rootId } = await someone(studio, 7);
    await commitStep(studio, workspaceId, sessionId, { parentId: rootId, patch: { Exposure2012: -0.5 } }, 'en');
    const xmpOf = async (query: Record<string, string>) => (await sharp(Buffer.from((await exportPicture(studio, workspaceId, sessionId, query)).data)).metadata()).xmp?.toString();
    expect(await xmpOf({ format: 'jpeg' })).toBeUndefined();
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff']) expect(readXmp((await xmpOf({ format, note: '1' })) ?? ''), format).toMatchObject({ settings: { Exposure2012: -0.5 }, meta: { applied: true } });
  });
});
