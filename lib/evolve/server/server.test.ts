import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSettings } from '@/lib/develop/codecs';
import type { Pixels } from '@/lib/develop/types';
import { probe } from '@/lib/imaging';
import { encode } from '@/lib/imaging/encode';
import { decode } from '@/lib/imaging/decode';
import { projectRoot } from '@/lib/imaging/paths';
import { noisePixels, TestFolder } from '@/lib/imaging/testing/files';
import { startSandbox, type SandboxServer } from './index';

const TOKEN = 'a token';
const folder = new TestFolder();
let server: SandboxServer;
beforeAll(async () => { server = await startSandbox({ workers: 2, token: TOKEN, edge: 160, queue: 40 }); }, 60_000);
afterAll(async () => {
  await server.close();
  folder.remove();
});

const authorised = { authorization: `Bearer ${TOKEN}` };
const post = (path: string, body: unknown, headers: Record<string, string> = authorised): Promise<Response> =>
  fetch(server.url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
type Result = { ok: boolean; picture?: string; width: number; height: number; settings: Record<string, unknown>; evidence?: { luma: { mean: number } }; rewards: { format: number; tool: number; evaluator?: { overall: number }; annotator?: { instruction: number; by: string } }; remarks: string[]; error?: { code: string; message: string } };
const rollouts = async (items: unknown[], more: Record<string, unknown> = {}): Promise<Result[]> => {
  const answer = await post('/rollouts', { items, ...more });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { results: Result[] }).results;
};

describe('who may ask', () => {
  it('is whoever has the token; anybody may ask whether it is alive', async () => {
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: TOKEN }]) expect((await fetch(`${server.url}/photos`, { headers: headers as Record<string, string> })).status).toBe(401);
    expect((await fetch(`${server.url}/photos`, { headers: authorised })).status).toBe(200);
  });

  it('is no web page where there is no token, and nobody else’s machine', async () => {
    const open = await startSandbox({ workers: 1 });
    expect((await fetch(`${open.url}/photos`)).status).toBe(200);
    expect((await fetch(`${open.url}/photos`, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(403);
    await open.close();
    await expect(startSandbox({ host: '0.0.0.0' })).rejects.toMatchObject({ code: 'token-needed' });
  });
});

describe('rollouts', () => {
  it('render what was called, measure it and say how well it was made', async () => {
    const [plain, brighter, words] = await rollouts([
      { photo: 'coffee' },
      { photo: 'coffee', instruction: 'brighten the whole photo', calls: [{ Exposure2012: 0.5 }, { Contrast2012: 10 }] },
      { photo: 'coffee', instruction: '整体提亮', locale: 'zh', calls: ['<state>processing</state>\n\n<think>It is dark.</think>\n\n<tool_call>{"Exposure2012": 0.5, "Contrast2012": 10}</tool_call>'] },
    ]);
    expect(brighter!.evidence!.luma.mean).toBeGreaterThan(plain!.evidence!.luma.mean + 3);
    expect(brighter!.settings).toEqual({ Exposure2012: 0.5, Contrast2012: 10 });
    expect(words!.settings).toEqual(brighter!.settings);
    expect(words!.picture).toBe(brighter!.picture);
    expect([words!.rewards.format, words!.rewards.tool]).toEqual([1, 1]);
    expect(words!.rewards.evaluator!.overall).toBeGreaterThan(2.5);
    const path = folder.write('answer.jpg', Buffer.from(brighter!.picture!, 'base64'));
    expect(await probe(path)).toMatchObject({ format: 'jpeg', width: brighter!.width, height: brighter!.height });
    expect(Math.max(brighter!.width, brighter!.height)).toBe(160);
  });

  it('read Lua and XMP as settings, and render them the same', async () => {
    const settings = { Exposure2012: 0.4, Vibrance: 25 };
    const results = await rollouts([{ photo: 'chelsea', settings }, ...(['xmp', 'lua'] as const).map((format) => ({ photo: 'chelsea', settings: writeSettings(settings, format).text }))]);
    expect(results.map(({ picture }) => picture === results[0]!.picture)).toEqual([true, true, true]);
  });

  it('fail one by one, each with its reason', async () => {
    const results = await rollouts([
      { photo: 'nowhere' }, { photo: 'coffee', settings: 'not settings at all {' }, { photo: 'coffee', calls: ['<think>hm</think><tool_call>broken</tool_call>', { Exposure2012: 99, Sparkle: 3 }] }, { photo: 'coffee' },
    ], { picture: 'none' });
    expect(results.map(({ ok, error }) => (ok ? 'ok' : error!.code))).toEqual(['photo-unknown', 'settings-unreadable', 'ok', 'ok']);
    expect(results[2]!.rewards.format).toBeLessThan(1);
    expect(results[2]!.rewards.tool).toBe(0);
    expect(results[2]!.remarks.join(' ')).toContain('Sparkle');
    expect(results[3]!.picture).toBeUndefined();
  });

  it('are rated by people who know the expert’s picture', async () => {
    const expert = { Exposure2012: 0.6, Contrast2012: 15 };
    const [same, none, away] = await rollouts([{ photo: 'mountain-path', expert, settings: expert }, { photo: 'mountain-path', expert }, { photo: 'mountain-path', expert, settings: { Exposure2012: -1.5 } }], { picture: 'none', evidence: false });
    expect(same!.rewards.annotator!.by).toBe('synthetic');
    expect(same!.rewards.annotator!.instruction).toBeGreaterThan(4.5);
    expect(none!.rewards.annotator!.instruction).toBeLessThan(2.2);
    expect(away!.rewards.annotator!.instruction).toBeLessThan(none!.rewards.annotator!.instruction);
    expect(same!.evidence).toBeUndefined();
  });

  it('find things in the photo for masks that ask for them', async () => {
    const sky = { MaskGroupBasedCorrections: [{ CorrectionName: 'Sky', LocalExposure2012: -2, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2, MaskActive: true, MaskValue: 1 }] }] };
    const [plain, darker] = await rollouts([{ photo: 'mountain-path' }, { photo: 'mountain-path', calls: [sky] }]);
    expect(darker!.evidence!.luma.mean).toBeLessThan(plain!.evidence!.luma.mean - 1);
  }, 60_000);

  it('are answered by address, the same for the same picture', async () => {
    const [one, other] = await rollouts([{ photo: 'chelsea', settings: { Vibrance: 30 } }, { photo: 'chelsea', settings: { Vibrance: 30 } }], { picture: 'url' });
    expect(one!.picture).toBe(other!.picture);
    const answer = await fetch(server.url + one!.picture!, { headers: authorised });
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(createHash('sha256').update(Buffer.from(await answer.arrayBuffer())).digest('hex').startsWith(/([0-9a-f]{32})/.exec(one!.picture!)![1]!)).toBe(true);
    expect((await fetch(`${server.url}/pictures/${'0'.repeat(32)}.jpg`, { headers: authorised })).status).toBe(404);
  });

  it('give the same numbers when many ask at once', async () => {
    const items = Array.from({ length: 12 }, (_, at) => ({ photo: ['coffee', 'chelsea', 'astronaut'][at % 3], settings: { Exposure2012: at / 10 } }));
    const together = await rollouts(items);
    const alone = await Promise.all(items.slice(0, 4).map(async (item) => (await rollouts([item]))[0]!));
    expect(alone).toEqual(together.slice(0, 4));
  });
});

describe('photos', () => {
  const bytes = encode(noisePixels(300, 200), { format: 'png' });
  const put = (name: string, body: Buffer): Promise<Response> => fetch(`${server.url}/photos/${name}`, { method: 'PUT', headers: authorised, body: new Uint8Array(body) });

  it('come by their SHA-256, and are there from then on', async () => {
    const body = Buffer.from(await bytes), sha256 = createHash('sha256').update(body).digest('hex');
    expect(await (await put(sha256, body)).json()).toEqual({ id: sha256, sha256, width: 300, height: 200 });
    expect((await put(sha256, body)).status).toBe(200);
    const [result] = await rollouts([{ photo: sha256, settings: { Exposure2012: 0.2 } }]);
    expect([result!.width, result!.height]).toEqual([160, 107]);
  });

  it('with another hash, of no format or with a path for a name are refused', async () => {
    const body = Buffer.from(await bytes);
    expect((await put('0'.repeat(64), body)).status).toBe(422);
    expect((await put(encodeURIComponent('../../etc/passwd'), body)).status).toBe(400);
    const text = Buffer.from('no photo');
    expect((await put(createHash('sha256').update(text).digest('hex'), text)).status).toBe(422);
  });
});

describe('the server', () => {
  it('refuses what it does not understand, saying where', async () => {
    expect((await post('/rollouts', '{"items": [')).status).toBe(400);
    for (const body of [{ items: [] }, { items: [{ photo: 'coffee', extra: 1 }] }, { items: Array.from({ length: 300 }, () => ({ photo: 'coffee' })) }, { items: [{ photo: 'coffee' }], edge: 100_000 }]) {
      const answer = await post('/rollouts', body);
      expect(answer.status).toBe(422);
      expect(((await answer.json()) as { error: { message: string } }).error.message.length).toBeGreaterThan(5);
    }
    expect((await post('/rollouts', 'x'.repeat(17 * 1024 * 1024)).catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await fetch(`${server.url}/nothing`, { headers: authorised })).status).toBe(404);
    expect((await fetch(`${server.url}/pictures/%E0%A4%A`, { headers: authorised })).status).toBe(400);
  });

  it('sends away what is more than it can do, and takes it when it has done the rest', async () => {
    const batch = { items: Array.from({ length: 24 }, (_, at) => ({ photo: 'hilltop-sunset', settings: { Exposure2012: at / 20 } })), edge: 900 };
    const answers = await Promise.all(Array.from({ length: 4 }, () => post('/rollouts', batch)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses).toContain(503);
    expect(answers.find(({ status }) => status === 503)!.headers.get('retry-after')).toBe('1');
    expect((await post('/rollouts', batch)).status).toBe(200);
    expect(await (await fetch(`${server.url}/health`)).json()).toMatchObject({ status: 'ok', pending: 0, queue: 40, workers: 2 });
  }, 60_000);

  it('counts what it does', async () => {
    const text = await (await fetch(`${server.url}/metrics`, { headers: authorised })).text();
    const value = (name: string): number => Number(new RegExp(`^evoroom_${name} (\\d+)$`, 'm').exec(text)![1]);
    expect(value('rollouts_total')).toBeGreaterThan(20);
    expect(value('rollouts_failed_total')).toBeGreaterThanOrEqual(2);
    expect(value('rollouts_with_masks_total')).toBe(1);
    expect(value('pending_renders')).toBe(0);
  });
});

const meanOf = ({ data }: Pixels): number => Array.from(data).reduce((sum, value) => sum + value, 0) / data.length;

describe('A2L', () => {
  it('takes a photo and a Lua or XMP file, and gives the picture', async () => {
    const photo = readFileSync(join(projectRoot(), 'public/samples/chelsea.png'));
    const sent = async (settings: string, name: string): Promise<Response> => {
      const form = new FormData();
      form.set('image', new Blob([new Uint8Array(photo)]), 'photo.png');
      form.set(name, new Blob([settings]), `settings.${name}`);
      return fetch(`${server.url}/a2l`, { method: 'POST', headers: authorised, body: form });
    };
    const means = await Promise.all((['lua', 'xmp'] as const).map(async (format) => {
      const answer = await sent(writeSettings({ Exposure2012: 1 }, format).text, format);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      const pixels = await decode(folder.write(`a2l.${format}.jpg`, Buffer.from(await answer.arrayBuffer())));
      expect([pixels.width, pixels.height]).toEqual([451, 300]);
      return meanOf(pixels);
    }));
    expect(means[0]).toBe(means[1]);
    const plain = await decode(join(projectRoot(), 'public/samples/chelsea.png'));
    expect(means[0]!).toBeGreaterThan(meanOf(plain) + 15);
    expect((await sent('return {', 'lua')).status).toBe(422);
    expect((await post('/a2l', {})).status).toBe(415);
  }, 60_000);
});
