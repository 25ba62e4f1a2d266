import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { checkImageModel, checkModel, type Check, type Needs } from './check';
import { addUsage } from '../usage';
import { createModelClient } from './client';
import { closeStandIns, halvesSeen, standIn, type Reply } from './testing';

afterEach(closeStandIns);

const ALL: Needs = { functions: true, scores: true };
const WORDS = 'one, two, three, four, five, six, seven, eight, nine, ten';

/** A server that sees and does as it is told, but for what a test changes: `when` picks requests by their JSON. */
async function server(change: { readonly when: RegExp; readonly reply: (seen: { left: string; right: string }) => Reply } | undefined = undefined) {
  return standIn(async (request) => {
    const seen = (await halvesSeen(request)) ?? { left: '', right: '' };
    if (change?.when.test(JSON.stringify(request.body))) return change.reply(seen);
    if (request.body['tools']) return { calls: [{ name: 'report', arguments: seen }] };
    if (request.body['response_format']) return { text: JSON.stringify(seen) };
    return { text: seen.left === '' ? WORDS : `${seen.left} ${seen.right}` };
  });
}
async function found(change?: Parameters<typeof server>[0], needs = ALL): Promise<readonly Check[]> {
  const { endpoint } = await server(change);
  const checks: Check[] = [];
  for await (const check of checkModel(createModelClient(endpoint, { limits: { retries: 0 } }), needs, new AbortController().signal)) checks.push(check);
  return checks;
}
const states = (checks: readonly Check[]) => Object.fromEntries(checks.map(({ id, state, code }) => [id, code === undefined ? state : `${state}: ${code}`]));

describe('a model’s server', () => {
  const good = { reach: 'ok', model: 'ok', stream: 'ok', usage: 'ok', picture: 'ok', call: 'ok', schema: 'ok', json: 'ok' };

  it('that can do everything is said to', async () => {
    const checks = await found();
    expect(states(checks)).toEqual(good);
    expect(checks.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
    expect(checks.flatMap(({ usage }) => (usage ? [usage] : [])).reduce(addUsage)).toMatchObject({ requests: 3, input: 300, output: 30, images: 2 });
  });

  it.each<[string, RegExp, (seen: { left: string; right: string }) => Reply, object]>([
    ['guesses at pictures', /"tools"/, () => ({ calls: [{ name: 'report', arguments: { left: 'red', right: 'red' } }] }), { picture: 'failed: wrong-colours' }],
    ['talks instead of calling', /"tools"/, ({ left, right }) => ({ text: `I see ${left} and ${right}.` }), { call: 'failed: no-call', schema: undefined }],
    ['makes values up', /"tools"/, () => ({ calls: [{ name: 'report', arguments: { left: 'crimson', right: 'teal' } }] }), { picture: 'failed: wrong-colours', call: 'failed: wrong-call', schema: undefined }],
    ['forgets arguments', /"tools"/, () => ({ calls: [{ name: 'report', arguments: '{}' }] }), { picture: undefined, call: 'failed: wrong-call', schema: undefined }],
    ['writes Python for JSON', /"tools"/, ({ left, right }) => ({ calls: [{ name: 'report', arguments: `{'left': '${left}', 'right': '${right}',}` }] }), { call: 'warning: loose-call', schema: 'warning: not-strict' }],
    ['takes no strict schema', /"strict"/, () => ({ fault: 'status', status: 400, body: { error: { message: 'strict is not supported' } } }), { schema: 'warning: not-strict' }],
    ['is served without functions', /"tools"/, () => ({ fault: 'status', status: 400, body: { error: { message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set' } } }), { call: 'failed: model-tools', schema: undefined }],
    ['cannot see', /"image_url"/, () => ({ fault: 'status', status: 400, body: { error: { message: 'this model does not support image input' } } }), { picture: 'failed: model-blind', call: undefined, schema: undefined, json: 'failed: model-blind' }],
    ['answers in one piece and counts nothing', /Count from/, () => ({ text: WORDS, usage: null, ways: { onePiece: true } }), { stream: 'warning: one-piece', usage: 'warning: not-counted' }],
    ['scores in prose', /response_format/, () => ({ text: 'A lovely picture.' }), { json: 'failed: no-json' }],
  ])('that %s is found out', async (_, when, reply, difference) => {
    expect(states(await found({ when, reply }))).toEqual(JSON.parse(JSON.stringify({ ...good, ...difference })));
  });

  it.each([
    ['refuses the key', { fault: 'status', status: 401 }, 'model-key'],
    ['knows no such model', { fault: 'status', status: 404 }, 'model-missing'],
    ['is out of order', { fault: 'status', status: 500 }, 'model-failed'],
    ['shows a web page', { fault: 'html' }, 'model-broken'],
  ] as const)('that %s is asked no more', async (_, reply, code) => {
    expect(states(await found({ when: /Count from/, reply: () => reply }))).toEqual({ reach: 'ok', model: `failed: ${code}` });
  });

  it('that is not there is said to be not there', async () => {
    const { endpoint, close } = await server();
    close();
    const checks: Check[] = [];
    for await (const check of checkModel(createModelClient(endpoint, { apiKey: 'sk-secret', limits: { retries: 0 } }), ALL, new AbortController().signal)) checks.push(check);
    expect(states(checks)).toEqual({ reach: 'failed: model-unreachable' });
    expect(JSON.stringify(checks)).not.toContain('sk-secret');
  });

  it('of which only sight is needed is asked for nothing else', async () => {
    expect(Object.keys(states(await found(undefined, { functions: false, scores: false })))).toEqual(['reach', 'model', 'stream', 'usage', 'picture']);
  });

  it('that does not list the model says which it has', async () => {
    const { endpoint } = await server();
    const checks: Check[] = [];
    for await (const check of checkModel(createModelClient({ ...endpoint, model: 'other' }), ALL, new AbortController().signal)) checks.push(check);
    expect(checks.find(({ id }) => id === 'model')).toMatchObject({ state: 'warning', code: 'not-listed', value: 'stand-in' });
  });
});

describe('an image model', () => {
  const edit = async (reply: Reply) => {
    const { endpoint } = await standIn([reply]);
    const checks: Check[] = [];
    for await (const check of checkImageModel(createModelClient(endpoint, { limits: { retries: 0 } }), new AbortController().signal)) checks.push(check);
    return checks;
  };
  it('that edits is said to, with the size it gives', async () => {
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'red' } }).png().toBuffer();
    expect(await edit({ images: [{ bytes }] })).toMatchObject([{ id: 'edit', state: 'ok', value: '64 × 48' }]);
  });
  it('that sends something else is found out', async () => {
    expect(await edit({ images: [{ bytes: Buffer.from('no picture') }] })).toMatchObject([{ id: 'edit', state: 'failed', code: 'no-picture' }]);
    expect(await edit({ fault: 'status', status: 404 })).toMatchObject([{ state: 'failed', code: 'model-missing' }]);
  });
});
