import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { cardPicture } from './card';
import { giveAway } from './give';
import { createLink, listLinks, revokeLink, updateLink } from './links';
import { hashPassword, passCookieName, signPass, verifyPass, verifyPassword } from './password';
import { chosenSteps, makeReel } from './reel';
import { remix } from './remix';
import { renderShared, warmShared } from './renders';
import { openSession } from './sessions';
import { countView, sharedView, unlock } from './shared';
import { commitStep } from './steps';
import { retouched, someone, stream, testStudio, type TestStudio } from './testing';
import { takeIn } from './photos';
import { newWorkspaceId } from './workspace';

let made: TestStudio;
beforeAll(async () => { made = await testStudio(async function* () {}); });
afterAll(() => made.remove());

const notThere = { code: 'not-found' };
const small = { edge: 160, format: 'webp' } as const;

const owner = () => retouched(made.studio);

describe('what a link allows', () => {
  test('is nothing but looking unless its owner says so, and what is not allowed is not there', async () => {
    const { studio, workspaceId, sessionId, last } = await owner();
    const { token, options } = await createLink(studio, workspaceId, sessionId, last.id);
    expect(options).toEqual({ picture: false, settings: false, original: 'none', remix: false, byline: '', expiresAt: null });
    for (const gift of ['picture', 'settings', 'original'] as const) await expect(giveAway(studio, token, gift, { format: null })).rejects.toMatchObject(notThere);
    await expect(remix(studio, token, newWorkspaceId())).rejects.toMatchObject(notThere);
    expect((await sharedView(studio, token)).allows).toEqual({ picture: false, settings: false, remix: false, original: false });
  });

  test('can be changed later and holds at once; only by its owner', async () => {
    const { studio, workspaceId, sessionId, last } = await owner();
    const { token } = await createLink(studio, workspaceId, sessionId, last.id, { picture: true, byline: '  Ana  ' });
    expect(await sharedView(studio, token)).toMatchObject({ byline: 'Ana', allows: { picture: true, settings: false } });
    await expect(updateLink(studio, newWorkspaceId(), token, { settings: true })).rejects.toMatchObject(notThere);
    expect(await updateLink(studio, workspaceId, token, { settings: true, picture: false })).toMatchObject({ options: { settings: true, picture: false, byline: 'Ana' } });
    await expect(giveAway(studio, token, 'picture', { format: null })).rejects.toMatchObject(notThere);
    const xmp = await giveAway(studio, token, 'settings', { format: null });
    expect(xmp.name).toBe('Meadow.xmp');
    expect(Buffer.from(xmp.data).toString()).toMatch(/Exposure2012="\+?0\.80"/);
    await revokeLink(studio, workspaceId, token);
    await expect(updateLink(studio, workspaceId, token, { picture: true })).rejects.toMatchObject(notThere);
  });

  test('refuses options that make no sense', async () => {
    const { studio, workspaceId, sessionId, last } = await owner();
    for (const wrong of [{ password: 'abc' }, { byline: 'x'.repeat(81) }, { expiresAt: 'tomorrow' }, { original: 'all' as never }]) {
      await expect(createLink(studio, workspaceId, sessionId, last.id, wrong), JSON.stringify(wrong)).rejects.toThrow();
    }
  });

  test('without download, pictures come no larger than a screen shows', async () => {
    const { studio, workspaceId } = await owner();
    const wide = await sharp({ create: { width: 3200, height: 200, channels: 3, background: '#468' } }).jpeg().toBuffer();
    const sessionId = await takeIn(studio, workspaceId, { source: stream(wide), name: 'wide.jpg', locale: 'en' });
    const { headId, steps: [root] } = await openSession(studio, workspaceId, sessionId);
    const { token } = await createLink(studio, workspaceId, sessionId, headId, {});
    const width = async () => (await sharp((await renderShared(studio, token, root?.hash ?? '', null, { edge: 3200, format: 'webp' })).data).metadata()).width;
    expect(await width()).toBe(2560);
    await updateLink(studio, workspaceId, token, { picture: true });
    expect(await width()).toBe(3200);
  });
});

describe('the end of a link', () => {
  test('comes with its time, page and pictures alike', async () => {
    const { studio, workspaceId, sessionId, last } = await owner();
    const { token } = await createLink(studio, workspaceId, sessionId, last.id, { picture: true, remix: true, expiresAt: new Date(Date.now() + 60_000).toISOString() });
    await sharedView(studio, token);
    await updateLink(studio, workspaceId, token, { expiresAt: new Date(Date.now() - 1).toISOString() });
    for (const look of [sharedView(studio, token), renderShared(studio, token, last.hash, null, small), cardPicture(studio, token), giveAway(studio, token, 'picture', { format: null }), remix(studio, token, newWorkspaceId()), countView(studio, token, undefined)]) {
      await expect(look).rejects.toMatchObject(notThere);
    }
    // Its owner still sees it, and may give it more time.
    expect(await listLinks(studio, workspaceId, sessionId)).toHaveLength(1);
    await updateLink(studio, workspaceId, token, { expiresAt: null });
    await sharedView(studio, token);
    // A link that is over is not handed out again.
    await updateLink(studio, workspaceId, token, { expiresAt: new Date(0).toISOString() });
    expect((await createLink(studio, workspaceId, sessionId, last.id)).token).not.toBe(token);
  });
});

describe('a password', () => {
  test('is kept only as a salted hash, and knows itself however it was typed', async () => {
    const [one, two] = await Promise.all([hashPassword('café'), hashPassword('café')]);
    expect(one).not.toBe(two);
    expect(one).not.toContain('caf');
    expect(await verifyPassword('cafe\u0301', one)).toBe(true);
    expect(await verifyPassword('cafe', one)).toBe(false);
    expect(await verifyPassword('café', 'plain$café')).toBe(false);
  });

  test('locks page, pictures, card, downloads and remix; the pass opens them until the password changes', async () => {
    const { studio, workspaceId, sessionId, last } = await owner();
    const view = await createLink(studio, workspaceId, sessionId, last.id, { picture: true, settings: true, original: 'whole', remix: true, password: 'open sesame' });
    const { token } = view;
    expect(JSON.stringify(view)).not.toContain('scrypt');
    expect(view.hasPassword).toBe(true);
    const looks = (pass?: string) => [
      () => sharedView(studio, token, pass), () => renderShared(studio, token, last.hash, null, small, pass), () => countView(studio, token, undefined, pass),
      ...(['picture', 'settings', 'original'] as const).map((gift) => () => giveAway(studio, token, gift, { format: null, pass })), () => remix(studio, token, newWorkspaceId(), pass),
    ];
    for (const look of looks()) await expect(look()).rejects.toMatchObject({ code: 'locked' });
    await expect(cardPicture(studio, token)).rejects.toMatchObject({ code: 'locked' });
    await expect(unlock(studio, token, 'open barley', 'a')).rejects.toMatchObject({ code: 'wrong-password' });
    const pass = await unlock(studio, token, 'open sesame', 'a');
    for (const look of looks(pass)) await look();
    // The pass is for this link alone.
    const other = await createLink(studio, workspaceId, sessionId, last.id, { password: 'open sesame' });
    await expect(sharedView(studio, other.token, pass)).rejects.toMatchObject({ code: 'locked' });
    await updateLink(studio, workspaceId, token, { password: 'another one' });
    for (const look of looks(pass)) await expect(look()).rejects.toMatchObject({ code: 'locked' });
    await updateLink(studio, workspaceId, token, { password: null });
    for (const look of looks()) await look();
  });

  test('cannot be guessed at speed, not even all at once or from many addresses', async () => {
    const { studio, workspaceId, sessionId, last } = await owner();
    const { token } = await createLink(studio, workspaceId, sessionId, last.id, { password: 'right one' });
    const guess = (who: string) => unlock(studio, token, 'wrong one', who).then(() => 'open', (error: { code: string }) => error.code);
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess('one')));
    expect(answers.filter((code) => code === 'wrong-password')).toHaveLength(8);
    expect(answers.filter((code) => code === 'too-many-attempts')).toHaveLength(4);
    await expect(unlock(studio, token, 'right one', 'one')).rejects.toMatchObject({ code: 'too-many-attempts' });
    expect(await unlock(studio, token, 'right one', 'another')).toContain('.');
    const many = await Promise.all(Array.from({ length: 70 }, (_, index) => guess(`address ${index}`)));
    expect(many.filter((code) => code === 'wrong-password').length).toBeLessThanOrEqual(52);
    expect(many.at(-1)).toBe('too-many-attempts');
  }, 60_000);

  test('lets in as many behind one address as know it', async () => {
    const { studio, workspaceId, sessionId, last } = await owner();
    const { token } = await createLink(studio, workspaceId, sessionId, last.id, { password: 'right one' });
    for (let guest = 0; guest < 9; guest++) expect(await unlock(studio, token, 'right one', 'the venue')).toContain('.');
  }, 60_000);

  test('gives a pass that ends, and that no change of a letter survives', () => {
    const link = { token: 'token', passwordHash: 'hash' };
    const secret = 's'.repeat(32);
    const pass = signPass(link, secret);
    expect(verifyPass(pass, link, secret)).toBe(true);
    expect(verifyPass(pass, link, secret, Date.now() + 8 * 86_400_000)).toBe(false);
    for (const wrong of [undefined, '', '.', pass.slice(0, -2), `${pass}A`, `9${pass.slice(1)}`]) expect(verifyPass(wrong, link, secret), String(wrong)).toBe(false);
    expect(verifyPass(pass, { ...link, token: 'other' }, secret)).toBe(false);
    expect(verifyPass(pass, link, 't'.repeat(32))).toBe(false);
    expect(passCookieName('token')).not.toContain('token');
  });
});

describe('what visitors take along', () => {
  const metadataOf = async (data: Uint8Array) => sharp(data).metadata();

  test('says nothing of camera, time and place; the original only when it is given as it is', async () => {
    const { studio, workspaceId, sessionId, last, file } = await owner();
    const { token } = await createLink(studio, workspaceId, sessionId, last.id, { picture: true, original: 'clean' });
    const picture = await giveAway(studio, token, 'picture', { format: null });
    const clean = await giveAway(studio, token, 'original', { format: null });
    const shared = (await renderShared(studio, token, last.hash, null, { edge: 320, format: 'jpeg' })).data;
    const card = (await cardPicture(studio, token)).data;
    const reel = (await makeReel(studio, workspaceId, sessionId, { format: 'webp', captions: '1' }, () => {})).data;
    for (const [name, data] of Object.entries({ picture: picture.data, clean: clean.data, shared, card, reel })) {
      expect(await metadataOf(data), name).not.toHaveProperty('exif');
      for (const word of ['Kamera', 'IMG_0042']) expect(Buffer.from(data).includes(word), `${name}: ${word}`).toBe(false);
    }
    expect(clean.name).toBe('Meadow.jpg');
    // Not one pixel of the original is changed.
    expect(await sharp(clean.data).raw().toBuffer()).toEqual(await sharp(file).raw().toBuffer());
    await updateLink(studio, workspaceId, token, { original: 'whole' });
    expect(Buffer.from((await giveAway(studio, token, 'original', { format: null })).data)).toEqual(file);
  });
});

describe('a reel', () => {
  test('shows each step of the branch once, tells how far it is, and is there when asked again', async () => {
    const { studio, workspaceId, sessionId, rootId, last } = await owner();
    await commitStep(studio, workspaceId, sessionId, { parentId: rootId, patch: { Exposure2012: -4 } }, 'en');
    const told: unknown[] = [];
    const { data, type, name } = await makeReel(studio, workspaceId, sessionId, { step: last.id, format: 'gif' }, (progress) => told.push(progress));
    expect({ type, name }).toEqual({ type: 'image/gif', name: 'Meadow.gif' });
    expect(await sharp(data, { animated: true }).metadata()).toMatchObject({ pages: 3, width: 240, pageHeight: 160 });
    expect(told).toEqual([1, 2, 3, 4].map((done) => ({ done, total: 4 })));
    const again: unknown[] = [];
    expect((await makeReel(studio, workspaceId, sessionId, { step: last.id, format: 'gif' }, (progress) => again.push(progress))).data).toEqual(data);
    expect(again).toEqual([{ done: 4, total: 4 }]);
    await expect(makeReel(studio, newWorkspaceId(), sessionId, {}, () => {})).rejects.toMatchObject(notThere);
  });

  test('of a long story takes the first, the last, and some evenly between', () => {
    const steps = Array.from({ length: 40 }, (_, index) => index);
    const chosen = chosenSteps(steps, 16);
    expect(chosen).toHaveLength(16);
    expect([chosen[0], chosen.at(-1)]).toEqual([0, 39]);
    expect(new Set(chosen).size).toBe(16);
    expect(chosenSteps([1, 2], 16)).toEqual([1, 2]);
  });
});

test('a session without a step shares its photo', async () => {
  const { studio } = made;
  const who = await someone(studio, 5);
  const { token } = await createLink(studio, who.workspaceId, who.sessionId, who.rootId, {});
  expect((await sharedView(studio, token)).steps).toHaveLength(1);
  expect((await cardPicture(studio, token)).type).toBe('image/jpeg');
});

test('pictures that are looked at first are made with the link', async () => {
  const { studio, sessionId, first, last, workspaceId } = await owner();
  await warmShared(studio, sessionId, last.id);
  const { token } = await createLink(studio, workspaceId, sessionId, last.id, {});
  const before = studio.store.renders.bytes;
  for (const edge of [320, 800, 1280]) await renderShared(studio, token, last.hash, null, { edge });
  expect(studio.store.renders.bytes).toBe(before);
  await renderShared(studio, token, first.hash, null, { edge: 800 });
  expect(studio.store.renders.bytes).toBeGreaterThan(before);
});
