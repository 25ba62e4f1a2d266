import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readTrajectory, type RunEvent, type Trajectory } from '@/lib/agent';
import { painted } from '@/lib/agent/generation/testing';
import { checkpoint } from '@/lib/agent/brains/jarvisevo/testing';
import { closeStandIns, judgeOfLight, OVERDOING, standIn } from '@/lib/agent/model/testing';
import { projectRoot } from '@/lib/imaging/paths';
import { EXIT, exitCodeOf, messageOf } from './errors';
import { createProgram } from './program';
import type { Terminal } from './terminal';

const folder = mkdtempSync(join(tmpdir(), 'evoroom-replay-'));
const file = (name: string): string => join(folder, name);
const VERSION = (JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { readonly version: string }).version;
const COFFEE = join(projectRoot(), 'public/samples/coffee.png');
const RECORDED = join(projectRoot(), 'docs/trajectories/rolled-back.json');
afterEach(closeStandIns);
afterAll(() => rmSync(folder, { recursive: true }));

async function evoroom(...args: readonly string[]) {
  const said: string[] = [], warned: string[] = [];
  const terminal: Terminal = { say: (line) => { said.push(line); }, warn: (message) => { warned.push(message); }, progress: () => {}, locale: 'en' };
  const program = createProgram(terminal, VERSION, new AbortController().signal);
  for (const command of [program, ...program.commands]) command.configureOutput({ writeErr: (text) => { warned.push(text); } });
  const end = await program.parseAsync([...args], { from: 'user' }).then(() => ({ code: EXIT.ok as number, message: '' }), (error: unknown) => ({ code: exitCodeOf(error), message: messageOf(error) }));
  return { ...end, said: said.join('\n'), warned: warned.join('\n') };
}

async function servers() {
  const brain = await standIn(OVERDOING);
  const judging = await standIn(judgeOfLight);
  return { brain, judging, args: ['--brain', 'openai', '--base-url', brain.url, '--model', 'stand-in', '--judge', 'stand-in-judge', '--judge-url', judging.url, '--rounds', '2'] };
}

const of = <T extends RunEvent['type']>({ events }: Trajectory, type: T) => events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);

/** What a recorded run must show: a reflection that got worse was rolled back and lies beside what was kept. */
function rolledBack(document: Trajectory): void {
  const [first, second, third] = of(document, 'tool_call');
  expect([second?.parentId, third?.parentId]).toEqual([first?.stepId, first?.stepId]);
  const [rollback, success] = of(document, 'kept');
  expect(rollback).toMatchObject({ stepId: first?.stepId, rejectedStepId: second?.stepId, comparison: { forward: 'earlier', backward: 'earlier' } });
  expect(success).toMatchObject({ stepId: third?.stepId, rejectedStepId: first?.stepId });
  expect(of(document, 'evaluation').map(({ by, objections }) => [by, (objections ?? []).length > 0])).toEqual([['judge', false], ['judge', true], ['judge', false]]);
  expect(of(document, 'reflection').filter(({ attempt }) => attempt === 2).map(({ delta }) => delta).join('')).toContain('exposure is to blame');
  expect(document.events.at(-1)).toMatchObject({ type: 'done', stepId: third?.stepId });
}

describe('evoroom edit with models', () => {
  it('reflects, rolls a worse correction back, tells what was used, and replays to the same pixels', async () => {
    const { args, brain, judging } = await servers();
    const edited = await evoroom('edit', COFFEE, 'brighter', '--out', file('a.png'), '--trajectory', file('run.json'), ...args);
    expect(edited).toMatchObject({ code: 0, warned: '' });
    expect(edited.said).toMatch(/^Score .*preservation 5\.00\)$/m);
    expect([brain.requests.length, judging.requests.length]).toEqual([7, 7]);
    // Three results and both orders of two pairs were judged.
    expect(Number(/^Used: (\d+) requests, .*\d+ tokens in.* pictures/m.exec(edited.said)?.[1])).toBeGreaterThanOrEqual(7);
    const text = readFileSync(file('run.json'), 'utf8');
    const document = readTrajectory(text);
    expect(document).toMatchObject({ brain: 'openai', evaluator: 'judge', model: 'stand-in', engine: VERSION, version: 2 });
    rolledBack(document);

    const replayed = await evoroom('replay', file('run.json'), COFFEE, '--out', file('b.png'));
    expect(replayed.message).toBe('');
    expect(replayed.said.match(/the same pixels/g)).toHaveLength(3);
    expect((await sharp(file('b.png')).raw().toBuffer()).equals(await sharp(file('a.png')).raw().toBuffer())).toBe(true);
    if (process.env['UPDATE_TRAJECTORY']) writeFileSync(RECORDED, text);
  }, 120_000);
});

describe('evoroom edit with the checkpoint', () => {
  it('works in the published protocol, scores by itself, and replays too', async () => {
    const step = (think: string, call: object, state = 'processing'): string => `<state>${state}</state>\n<think>${think}</think>\n<tool_call>${JSON.stringify(call)}</tool_call>`;
    const server = await checkpoint({
      edit: [step('桌面偏暗。第一步：提亮整体。第二步：增加层次。', { Exposure2012: 0.6 }), step('再加一点层次。', { Exposure2012: 0.6, Contrast2012: 12 }, 'finished')],
      evaluate: ['<think>更明亮。</think> <answer>{"Overall assessment score": "4.4"}</answer>'],
    });
    const edited = await evoroom('edit', COFFEE, '整体亮一些', '--brain', 'jarvisevo', '--base-url', server.url, '--model', 'qwen3_vl', '--evaluator', 'self', '--trajectory', file('checkpoint.json'));
    expect(edited).toMatchObject({ code: 0, message: '', warned: '' });
    expect(edited.said).toMatch(/^评分 4\.40/m);
    expect(edited.said).toMatch(/^用量：3 次请求/m);
    expect(readTrajectory(readFileSync(file('checkpoint.json'), 'utf8'))).toMatchObject({ brain: 'jarvisevo', evaluator: 'self' });
    expect((await evoroom('replay', file('checkpoint.json'), COFFEE)).said.match(/the same pixels/g)).toHaveLength(2);
  }, 60_000);

  it('shows a model no picture after the first in text-only mode', async () => {
    const pictures = async (...more: readonly string[]): Promise<readonly number[]> => {
      const server = await standIn(OVERDOING);
      expect((await evoroom('edit', COFFEE, 'brighter', '--brain', 'openai', '--base-url', server.url, '--model', 'stand-in', '--rounds', '0', '--trajectory', file('seen.json'), ...more)).code).toBe(0);
      return server.requests.map(({ body }) => JSON.stringify(body['messages']).split('data:image/').length - 1);
    };
    expect(await pictures()).toEqual([1, 1, 2]);
    expect(await pictures('--text-only')).toEqual([1, 1, 1]);
    expect(readTrajectory(readFileSync(file('seen.json'), 'utf8')).request.textOnly).toBe(true);
  }, 60_000);

  it('takes a profile, options before it, and ends at a limit in the user’s words', async () => {
    const server = await standIn(OVERDOING);
    writeFileSync(file('profile.json'), JSON.stringify({ name: 'Mine', brain: 'openai', endpoint: server.endpoint, rounds: 0, limits: { tokens: 1000 } }));
    const { code, said } = await evoroom('edit', COFFEE, 'brighter', '--profile', file('profile.json'), '--limit-tokens', '150', '--trajectory', file('limited.json'));
    expect(code).toBe(0);
    expect(said).toMatch(/limit of 150 tokens/);
    expect(server.requests.length).toBeLessThan(4);
    writeFileSync(file('bad.json'), JSON.stringify({ name: 'Mine', brain: 'openai', endpoint: server.endpoint, imageEdge: 5 }));
    expect(await evoroom('edit', COFFEE, 'brighter', '--profile', file('bad.json'))).toMatchObject({ code: 1, message: expect.stringMatching(/bad\.json: imageEdge: /) });
  }, 60_000);
});

describe('evoroom edit with an image model', () => {
  it('asks first, then keeps the picture beside the trajectory, marks the export, and replays to the same pixels', async () => {
    const server = await standIn(async ({ body }) => ({ images: [{ bytes: await painted(new Uint8Array(await (body['image'] as File).arrayBuffer()), { disc: [0.5, 0.5, 0.1] }) }] }), 'painter-1');
    writeFileSync(file('painter.json'), JSON.stringify({ name: 'Painter', brain: 'embedded', generator: server.endpoint }));
    const args = ['edit', COFFEE, 'turn it into an oil painting', '--profile', file('painter.json')];
    const asked = await evoroom(...args, '--trajectory', file('asked.json'));
    expect(asked).toMatchObject({ code: 0, said: expect.stringContaining('“Yes, generate”'), warned: expect.stringContaining('--generation allow') });
    expect(server.requests).toHaveLength(0);

    const made = await evoroom(...args, '--generation', 'allow', '--out', file('painted.png'), '--trajectory', file('painted.json'));
    expect(made).toMatchObject({ code: 0, message: '', said: expect.stringContaining('painter-1 painted') });
    expect(server.requests).toHaveLength(1);
    expect(readdirSync(file('painted.bases')).map((name) => name.replace(/^.*\.base\./, ''))).toEqual(['json', 'png']);
    expect((await sharp(file('painted.png')).metadata()).xmp?.toString()).toContain('compositeWithTrainedAlgorithmicMedia');
    const replayed = await evoroom('replay', file('painted.json'), COFFEE, '--out', file('again.png'));
    expect(replayed).toMatchObject({ code: 0, said: expect.stringContaining('the same pixels') });
    expect((await sharp(file('again.png')).raw().toBuffer()).equals(await sharp(file('painted.png')).raw().toBuffer())).toBe(true);

    rmSync(file('painted.bases'), { recursive: true });
    expect(await evoroom('replay', file('painted.json'), COFFEE)).toMatchObject({ code: 0, said: expect.stringContaining('cannot be rendered again') });
    expect(await evoroom('replay', file('painted.json'), COFFEE, '--out', file('none.png'))).toMatchObject({ code: 1, message: expect.stringContaining('painted.bases') });
    expect(await evoroom(...args, '--generation', 'perhaps')).toMatchObject({ code: 2, message: expect.stringContaining('--generation') });
  }, 120_000);
});

describe('evoroom replay', () => {
  it.skipIf(!existsSync(COFFEE))('gives the recorded run in the documentation pixel by pixel', async () => {
    rolledBack(readTrajectory(readFileSync(RECORDED, 'utf8')));
    const { code, said, message } = await evoroom('replay', RECORDED, COFFEE);
    expect({ code, message }, 'pixels of the engine changed on purpose? Record it anew: UPDATE_TRAJECTORY=1').toEqual({ code: 0, message: '' });
    expect(said.split('\n')).toEqual(['1. A touch of light: the same pixels', '2. More exposure: the same pixels', '3. Exposure with the highlights held: the same pixels']);
  }, 60_000);

  it('renders one step, or where the run started', async () => {
    expect(await evoroom('replay', RECORDED, COFFEE, '--step', '2', '--out', file('second.png'))).toMatchObject({ code: 0, said: `2. More exposure: the same pixels\n→ ${file('second.png')}` });
    expect(await evoroom('replay', RECORDED, COFFEE, '--step', '0', '--out', file('start.png'))).toMatchObject({ code: 0, said: `→ ${file('start.png')}` });
    const raw = (path: string): Promise<Buffer> => sharp(path).removeAlpha().raw().toBuffer();
    expect((await raw(file('start.png'))).equals(await raw(COFFEE))).toBe(true);
    expect(await evoroom('replay', RECORDED, COFFEE, '--step', '9')).toMatchObject({ code: 2, message: expect.stringMatching(/3 steps.*received 9/) });
  }, 60_000);

  it('refuses another photo, unless forced', async () => {
    const other = file('other.png');
    await sharp(COFFEE).negate().toFile(other);
    expect(await evoroom('replay', RECORDED, other)).toMatchObject({ code: 1, said: '', message: expect.stringMatching(/not the photo of the trajectory.*--force/) });
    const forced = await evoroom('replay', RECORDED, other, '--force', '--out', file('forced.png'));
    expect(forced).toMatchObject({ code: 0, warned: expect.stringMatching(/3 of 3 steps lead to other pixels: 1, 2, 3\. .*recorded with version/) });
    expect(existsSync(file('forced.png'))).toBe(true);
  }, 60_000);

  it('finds the step whose settings were tampered with', async () => {
    const text = readFileSync(RECORDED, 'utf8').replaceAll('"Exposure2012": 2.2', '"Exposure2012": 2.3');
    writeFileSync(file('tampered.json'), text);
    expect(await evoroom('replay', file('tampered.json'), COFFEE)).toMatchObject({ code: 1, said: expect.stringMatching(/^1\. .*same pixels\n2\. .*DIFFERENT\n3\. .*same pixels$/), message: expect.stringMatching(/1 of 3 steps.*: 2\./) });
  }, 60_000);

  it('reads a trajectory of version 1, by its measurements', async () => {
    const { engine: _, model: __, ...old } = JSON.parse(readFileSync(RECORDED, 'utf8')) as Trajectory;
    writeFileSync(file('old.json'), JSON.stringify({ ...old, version: 1, events: old.events.map((event) => (event.type === 'observation' ? { ...event, sha256: undefined } : event)) }));
    expect(await evoroom('replay', file('old.json'), COFFEE)).toMatchObject({ code: 0, said: expect.stringMatching(/^1\. .*the same measurements/) });
  }, 60_000);

  it('reads one that is packed', async () => {
    writeFileSync(file('packed.json.gz'), gzipSync(readFileSync(RECORDED)));
    expect(await evoroom('replay', file('packed.json.gz'), COFFEE, '--step', '1')).toMatchObject({ code: 0, said: expect.stringMatching(/same pixels/) });
    writeFileSync(file('torn.json.gz'), gzipSync(readFileSync(RECORDED)).subarray(0, 500));
    expect(await evoroom('replay', file('torn.json.gz'), COFFEE)).toMatchObject({ code: 1, message: expect.stringMatching(/cannot be unpacked/) });
  }, 60_000);

  it('says what it was given instead of a trajectory', async () => {
    copyFileSync(COFFEE, file('coffee.json'));
    expect(await evoroom('replay', file('coffee.json'), COFFEE)).toMatchObject({ code: 1, message: expect.stringMatching(/not JSON/) });
    expect(await evoroom('replay', file('gone.json'), COFFEE)).toMatchObject({ code: 1, message: expect.stringMatching(/gone\.json.*cannot be found/) });
  });
});
