import { describe, expect, it } from 'vitest';
import { createUploads, type UploadHost } from './upload-store';

const photo = (name: string) => new File(['x'], name);
const photos = (count: number) => Array.from({ length: count }, (_, at) => photo(`${at}.jpg`));
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

type Sending = { readonly signal: AbortSignal; readonly arrive: () => void; readonly fail: () => void };

/** Uploads whose server answers by hand: `sending` and `laying` hold, by name, the photos and sidecars that were sent. */
function library() {
  const sending = new Map<string, Sending>();
  const laying = new Map<string, Sending>();
  const arrived: [string, string | null][] = [];
  const complaints: string[] = [];
  const wait = <T>(into: Map<string, Sending>, name: string, signal: AbortSignal, value: T) => new Promise<T>((resolve, reject) => {
    into.set(name, { signal, arrive: () => resolve(value), fail: () => reject(new Error('network')) });
  });
  const host: UploadHost = {
    send: ({ name }, _, signal) => wait(sending, name, signal, { sessionId: `s-${name}` }),
    sendSidecar: (_, { name }, signal) => wait(laying, name, signal, undefined),
    sidecarFailed: ({ name }) => complaints.push(name),
    wordsFor: () => 'lost',
    arrived: (sessionId, next) => arrived.push([sessionId, next]),
  };
  const uploads = createUploads();
  uploads.visit(host);
  const arrive = async (...names: readonly string[]) => {
    for (const name of names) {
      (laying.get(name) ?? sending.get(name))?.arrive();
      await turn();
    }
  };
  return { uploads, host, sending, laying, arrived, complaints, arrive, states: () => uploads.store.getState().uploads.map(({ state }) => state) };
}

describe('uploads', () => {
  it('go on when the library is left, two at a time', async () => {
    const { uploads, sending, arrived, arrive, states } = library();
    uploads.add(photos(4));
    expect([...sending.keys()]).toEqual(['0.jpg', '1.jpg']);
    await arrive('0.jpg');
    uploads.leave();
    expect([...sending.values()].some(({ signal }) => signal.aborted)).toBe(false);
    await arrive('1.jpg', '2.jpg');
    expect(arrived.map(([id]) => id)).toEqual(['s-0.jpg', 's-1.jpg', 's-2.jpg']);
    expect(states()).toEqual(['done', 'done', 'sending']);
  });
  it('open a photo that came alone', async () => {
    const { uploads, arrived, arrive } = library();
    uploads.add(photos(1));
    await arrive('0.jpg');
    expect(arrived).toEqual([['s-0.jpg', 'open']]);
  });
  it('do not take anyone away from another page', async () => {
    const { uploads, arrived, arrive, states } = library();
    uploads.add(photos(1));
    uploads.leave();
    await arrive('0.jpg');
    expect(arrived).toEqual([['s-0.jpg', null]]);
    expect(states()).toEqual(['done']);
  });
  it('do not leave the library for one photo while others are under way', async () => {
    const { uploads, arrived, arrive } = library();
    uploads.add(photos(2));
    uploads.add([photo('late.jpg')]);
    await arrive('0.jpg', '1.jpg', 'late.jpg');
    expect(arrived.map(([, next]) => next)).toEqual(['select', 'select', 'select']);
    uploads.add([photo('first.jpg')]);
    uploads.add([photo('a.jpg'), photo('b.jpg')]);
    await arrive('first.jpg');
    expect(arrived.at(-1)).toEqual(['s-first.jpg', 'select']);
  });
  it('open nothing that was cancelled while its settings were read, and do not complain of it', async () => {
    const { uploads, laying, arrived, complaints, arrive, states } = library();
    uploads.add([photo('a.jpg'), photo('a.xmp')]);
    await arrive('a.jpg');
    const [upload] = uploads.store.getState().uploads;
    uploads.remove(upload?.id ?? NaN);
    laying.get('a.xmp')?.fail();
    await turn();
    expect(arrived).toEqual([['s-a.jpg', null]]);
    expect(complaints).toEqual([]);
    expect(states()).toEqual([]);
  });
  it('bring the photo also where its settings cannot be read', async () => {
    const { uploads, laying, arrived, complaints, arrive } = library();
    uploads.add([photo('a.jpg'), photo('a.xmp')]);
    await arrive('a.jpg');
    laying.get('a.xmp')?.fail();
    await turn();
    expect(complaints).toEqual(['a.jpg']);
    expect(arrived).toEqual([['s-a.jpg', 'open']]);
  });
  it('make room when one fails or is cancelled', async () => {
    const { uploads, sending, states } = library();
    uploads.add(photos(4));
    sending.get('0.jpg')?.fail();
    await turn();
    expect(states()).toEqual(['failed', 'sending', 'sending', 'waiting']);
    uploads.remove(uploads.store.getState().uploads[1]?.id ?? NaN);
    expect(sending.get('1.jpg')?.signal.aborted).toBe(true);
    expect(states()).toEqual(['failed', 'sending', 'sending']);
  });
  it('are found again by whoever comes back, but for those that were done before', async () => {
    const { uploads, host, arrived, arrive } = library();
    uploads.add(photos(3));
    await arrive('0.jpg');
    uploads.leave();
    expect(uploads.store.getState().uploads.map(({ name }) => name)).toEqual(['1.jpg', '2.jpg']);
    await arrive('1.jpg');
    uploads.visit({ ...host, arrived: (sessionId) => arrived.push([sessionId, 'told the new page']) });
    expect(uploads.store.getState().uploads).toMatchObject([{ name: '1.jpg', state: 'done', sessionId: 's-1.jpg' }, { name: '2.jpg', state: 'sending' }]);
    await arrive('2.jpg');
    expect(arrived.at(-1)).toEqual(['s-2.jpg', 'told the new page']);
  });
});
