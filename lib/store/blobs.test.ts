import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LocalBlobs } from './blobs';
import { RenderCache } from './render-cache';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'evoroom-blobs-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filesBelow = (path: string) => readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

async function* chunks(...parts: Uint8Array[]) {
  yield* parts;
}

/** What file managers and NAS systems leave in every folder. */
function litter(path: string): readonly string[] {
  const left = [join(path, '.DS_Store'), join(path, '@eaDir', 'x@SynoEAStream')];
  mkdirSync(join(path, '@eaDir'), { recursive: true });
  for (const one of left) writeFileSync(one, 'not ours');
  return left;
}

describe('originals', () => {
  let blobs: LocalBlobs;
  const limits = { maxBytes: 1000 };
  beforeEach(async () => {
    blobs = new LocalBlobs(folder);
    await blobs.open();
  });

  test('are named by the SHA-256 of their bytes', async () => {
    const data = randomBytes(900);
    const incoming = await blobs.receive(chunks(data.subarray(0, 400), data.subarray(400)), limits);
    const sha256 = createHash('sha256').update(data).digest('hex');
    expect(incoming).toMatchObject({ sha256, bytes: 900 });
    expect(await blobs.has(sha256)).toBe(false);
    const path = await incoming.keep();
    expect(path).toBe(join(folder, 'originals', sha256.slice(0, 2), sha256.slice(2)));
    expect(readFileSync(path).equals(data)).toBe(true);
    expect(existsSync(incoming.path)).toBe(false);
  });

  test('are kept once when the same bytes come twice', async () => {
    const data = randomBytes(10);
    const [a, b] = await Promise.all([blobs.receive(chunks(data), limits), blobs.receive(chunks(data), limits)]);
    expect(await a.keep()).toBe(await b.keep());
    expect(filesBelow(folder)).toBe(1);
  });

  test('stop at the size limit while they stream, before the rest is read', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read++;
        yield new Uint8Array(100);
      }
    }
    await expect(blobs.receive(endless(), limits)).rejects.toMatchObject({ code: 'too-large' });
    expect(read).toBe(11);
    expect(filesBelow(folder)).toBe(0);
  });

  test('leave nothing behind when the upload is aborted or breaks', async () => {
    const controller = new AbortController();
    async function* aborted() {
      yield new Uint8Array(10);
      controller.abort();
      yield new Uint8Array(10);
    }
    await expect(blobs.receive(aborted(), { ...limits, signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' });
    async function* broken() {
      yield new Uint8Array(10);
      throw new Error('connection reset');
    }
    await expect(blobs.receive(broken(), limits)).rejects.toMatchObject({ code: 'aborted' });
    expect(filesBelow(folder)).toBe(0);
  });

  test('say so when the disk cannot take them, and leave nothing behind', async () => {
    const probe = await openFile(join(folder, 'probe'), 'w');
    const handles = Object.getPrototypeOf(probe) as Record<'write' | 'sync', () => Promise<unknown>>;
    await probe.close();
    rmSync(join(folder, 'probe'));
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
    for (const call of ['write', 'sync'] as const) {
      const failing = vi.spyOn(handles, call).mockRejectedValueOnce(full);
      await expect(blobs.receive(chunks(randomBytes(5)), limits)).rejects.toMatchObject({ code: 'unwritable', cause: full });
      failing.mockRestore();
    }
    expect(filesBelow(folder)).toBe(0);
    const incoming = await blobs.receive(chunks(randomBytes(5)), limits);
    rmSync(join(folder, 'originals'), { recursive: true });
    writeFileSync(join(folder, 'originals'), 'in the way');
    await expect(incoming.keep()).rejects.toMatchObject({ code: 'unwritable' });
    await incoming.discard();
    rmSync(join(folder, 'incoming'), { recursive: true });
    await expect(blobs.receive(chunks(randomBytes(5)), limits)).rejects.toMatchObject({ code: 'unwritable' });
  });

  test('refuse an empty upload', async () => {
    await expect(blobs.receive(chunks(), limits)).rejects.toMatchObject({ code: 'empty' });
  });

  test('what a killed server left half-written is gone at the next start, originals are not', async () => {
    const kept = await blobs.receive(chunks(randomBytes(5)), limits);
    await kept.keep();
    const lost = await blobs.receive(chunks(randomBytes(5)), limits);
    expect(existsSync(lost.path)).toBe(true);
    await new LocalBlobs(folder).open();
    expect(existsSync(lost.path)).toBe(false);
    expect(await blobs.has(kept.sha256)).toBe(true);
  });

  test('are listed without what others left in the folders', async () => {
    const { sha256, keep } = await blobs.receive(chunks(randomBytes(5)), limits);
    await keep();
    litter(join(folder, 'originals'));
    litter(join(folder, 'originals', sha256.slice(0, 2)));
    const listed = [];
    for await (const name of blobs.list()) listed.push(name);
    expect(listed).toEqual([sha256]);
  });
});

describe('the render cache', () => {
  const open = async (budget: number) => {
    const cache = new RenderCache(join(folder, 'renders'), budget);
    await cache.open();
    return cache;
  };
  const age = (seconds: number) => {
    const then = new Date(Date.now() - seconds * 1000);
    for (const entry of readdirSync(join(folder, 'renders'), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), then, then);
    }
  };

  test('gives back what was put, also after a restart', async () => {
    await (await open(1e6)).put('a', Buffer.from('render'));
    expect((await (await open(1e6)).get('a'))?.toString()).toBe('render');
    expect(await (await open(1e6)).get('b')).toBeUndefined();
  });

  test('stays under its budget by dropping what was not used for longest', async () => {
    const cache = await open(1000);
    await cache.put('old', Buffer.alloc(400));
    await cache.put('used', Buffer.alloc(400));
    age(60);
    await cache.get('used');
    await cache.put('new', Buffer.alloc(400));
    expect(cache.bytes).toBeLessThanOrEqual(1000);
    expect(await cache.get('old')).toBeUndefined();
    expect(await cache.get('used')).toBeDefined();
    expect(await cache.get('new')).toBeDefined();
  });

  test('clears away half-written files at start', async () => {
    const cache = await open(1000);
    await cache.put('a', Buffer.alloc(10));
    const prefix = readdirSync(join(folder, 'renders'))[0]!;
    const draft = join(folder, 'renders', prefix, 'x.1234.tmp');
    writeFileSync(draft, 'half');
    await open(1000);
    expect(existsSync(draft)).toBe(false);
    expect(statSync(join(folder, 'renders')).isDirectory()).toBe(true);
  });

  test('neither counts nor clears away what others left in its folders', async () => {
    await (await open(1000)).put('a', Buffer.alloc(400));
    const [prefix = ''] = readdirSync(join(folder, 'renders'));
    const left = [...litter(join(folder, 'renders')), ...litter(join(folder, 'renders', prefix))];
    const cache = await open(1000);
    expect(cache.bytes).toBe(400);
    age(60);
    for (const key of ['b', 'c']) await cache.put(key, Buffer.alloc(400));
    expect(await cache.get('a')).toBeUndefined();
    expect(left.filter(existsSync)).toEqual(left);
  });
});
