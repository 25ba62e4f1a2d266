import { expect, test } from 'vitest';
import { embedCode } from './embed-code';
import { expiresAt } from './expiry';
import { draftOf, inputOf, NEW_LINK } from './link-options';
import { reelEvents } from './read-reel';

const now = new Date('2026-03-01T12:00:00Z');

test('the code of a frame holds any title', () => {
  const code = embedCode('https://photos.example', 'tok', '"><script>&');
  expect(code).toContain('src="https://photos.example/embed/tok"');
  expect(code).not.toContain('<script');
  expect(code).toContain('title="&#34;&#62;&#60;script&#62;&#38;"');
});

test('a link ends after what was chosen, and keeps its end when nothing else is chosen', () => {
  expect(expiresAt('never', now)).toBeNull();
  expect(expiresAt('week', now)).toBe('2026-03-08T12:00:00.000Z');
  const until = '2026-04-01T00:00:00.000Z';
  const draft = draftOf({ picture: true, settings: true, original: 'clean', remix: false, byline: 'Ana', expiresAt: until });
  expect(inputOf(draft, now, until)).toEqual({ picture: true, settings: true, original: 'clean', remix: false, byline: 'Ana', expiresAt: until });
  expect(inputOf({ ...draft, expiry: 'never' }, now, until).expiresAt).toBeNull();
});

test('a password is sent only when one was typed, and taken away only when asked', () => {
  expect(inputOf(NEW_LINK, now)).not.toHaveProperty('password');
  expect(inputOf({ ...NEW_LINK, password: 'secret' }, now)).toMatchObject({ password: 'secret' });
  expect(inputOf({ ...NEW_LINK, password: 'secret', removePassword: true }, now)).toMatchObject({ password: null });
});

test('progress is read however the network cuts it, and an answer that is cut short is an error', async () => {
  const events = [{ type: 'progress', done: 1, total: 3 }, { type: 'done', bytes: 9 }] as const;
  const bytes = new TextEncoder().encode(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const read = async (pieces: readonly Uint8Array<ArrayBuffer>[]) => {
    const seen = [];
    for await (const event of reelEvents(new Blob([...pieces]).stream())) seen.push(event);
    return seen;
  };
  for (const at of [1, 10, 35, bytes.length - 1]) expect(await read([bytes.slice(0, at), bytes.slice(at)])).toEqual(events);
  await expect(read([bytes.slice(0, -4)])).rejects.toThrow(TypeError);
});
