import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createModelClient } from '@/lib/agent/model';
import { closeStandIns, standIn, type Received, type Reply, type StandIn } from '@/lib/agent/model/testing';
import { TOOLS } from '../policy/moves';
import { embeddedTutor, type Attribution } from '../training/tutor';
import { smallWorld } from '../training/testing';
import type { State, Task } from '../types';
import { readReflection } from './answer';
import { accountText, configuredModel, createModelTutor, type ModelTutorOptions } from '.';

const slider = (name: string): number => TOOLS.findIndex((tool) => tool.kind === 'slider' && tool.name === name);
const [EXPOSURE, CONTRAST] = [slider('Exposure2012'), slider('Contrast2012')];
const ATTRIBUTIONS: readonly Attribution[] = [{ tool: EXPOSURE, from: 0.8, to: 0.2, gain: 0.7 }, { tool: CONTRAST, from: 0, to: 0.1, gain: -0.05 }];
const SCORES = { bad: 2.25, good: 3.75 };
const GOOD = { en: 'The sky is burnt out because I pushed Exposure too far; I set Exposure to 0.40 instead.', zh: '天空过曝，因为我把曝光度推得过头了；应把曝光度调到 0.40。' };
const json = (value: object): Reply => ({ text: JSON.stringify(value) });

const world = smallWorld();
const [english, chinese] = world.environment.tasks('train') as readonly [Task, Task];
const states = async (task: Task): Promise<readonly [State, State]> => {
  const [bad, good] = await world.environment.render([task, task], [{ Exposure2012: 2 }, { Exposure2012: 0.4 }], [0, 0]);
  return [bad as State, good as State];
};

const folders: string[] = [];
afterEach(() => {
  closeStandIns();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'evoroom-tutor-'));
  folders.push(made);
  return made;
};

/** Pictures that tell which settings they show. */
const pictures: ModelTutorOptions['pictures'] = async (_, settings) => settings.map((one) => Buffer.from(JSON.stringify(one)));
const tutorAt = (server: StandIn, more: Partial<ModelTutorOptions> = {}) => createModelTutor({ client: createModelClient(server.endpoint, { apiKey: 'sk-secret', limits: { retries: 1, backOffMs: 1 } }), pictures, most: 10, ...more });
const explained = async (tutor: ReturnType<typeof createModelTutor>, task: Task) => { const [bad, good] = await states(task); return tutor.explain(task, bad, good, SCORES, ATTRIBUTIONS); };
const embedded = async (task: Task) => { const [bad, good] = await states(task); return embeddedTutor.explain(task, bad, good, SCORES, ATTRIBUTIONS); };
const tasks = (count: number): readonly Task[] => world.environment.tasks('train').slice(0, count);

type Part = { readonly type: string; readonly text?: string; readonly image_url?: { readonly url: string } };
const contentOf = ({ body }: Received): readonly Part[] => (body['messages'] as readonly { readonly role: string; readonly content: readonly Part[] }[]).find(({ role }) => role === 'user')?.content ?? [];

describe('a model as tutor', () => {
  it('sees photo, bad and good result, both scores, the request and what was measured, and its words are the lesson in the user’s language', async () => {
    const server = await standIn([json(GOOD)]);
    const tutor = tutorAt(server);
    expect(await explained(tutor, english)).toBe(GOOD.en);
    const shown = contentOf(server.requests[0] as Received);
    const seen = shown.flatMap(({ image_url: picture }) => (picture ? [Buffer.from(picture.url.replace('data:image/jpeg;base64,', ''), 'base64').toString()] : []));
    expect(seen).toEqual(['{}', '{"Exposure2012":2}', '{"Exposure2012":0.4}']);
    const words = shown.map(({ text = '' }) => text).join('\n');
    for (const fact of ['2.25', '3.75', JSON.stringify(english.instruction), 'Exposure', '+0.70', 'Contrast', '−0.05']) expect(words).toContain(fact);
    expect(server.requests[0]?.body['response_format']).toMatchObject({ type: 'json_schema' });
    expect(tutor.account()).toMatchObject({ model: 'stand-in', written: 1, embedded: 0, fallbacks: {}, usage: { requests: 1 } });
  });

  it('is asked once for a lesson, in whichever languages that is told', async () => {
    const server = await standIn([json(GOOD)]);
    const tutor = tutorAt(server);
    expect(await explained(tutor, english)).toBe(GOOD.en);
    expect(await explained(tutor, { ...english, locale: 'zh' })).toBe(GOOD.zh);
    expect(server.requests).toHaveLength(1);
    expect(tutor.account().written).toBe(1);
  });

  it('is asked once more for an answer that cannot be used, and told why', async () => {
    const elsewhere = { en: 'The colours are too strong; Saturation has to come down a good deal.', zh: '颜色过于浓烈，饱和度需要降低不少。' };
    const server = await standIn([json(elsewhere), json(GOOD)]);
    expect(await explained(tutorAt(server), chinese)).toBe(GOOD.zh);
    expect(JSON.stringify(server.requests[1]?.body['messages'])).toContain('names none of the sliders');
  });

  it.each<[string, Reply, string, number]>([
    ['babbles', { text: 'Lovely picture!' }, 'unreadable', 2],
    ['speaks of what was not measured', json({ en: 'I should have cropped it tighter on the left.', zh: '我应该把左边裁得更紧一些，构图更好。' }), 'unreadable', 2],
    ['answers in one language alone', json({ en: GOOD.en, zh: GOOD.en }), 'unreadable', 2],
    ['has a server that fails', { fault: 'status', status: 500 }, 'unreachable', 2],
    ['has a server that refuses the key', { fault: 'status', status: 401 }, 'refused', 1],
    ['sends something else than an answer', { fault: 'html' }, 'unreadable', 1],
  ])('that %s leaves the lesson to the embedded tutor, and that is counted', async (_, reply, reason, requests) => {
    const server = await standIn([reply]);
    const tutor = tutorAt(server);
    expect(await explained(tutor, english)).toBe(await embedded(english));
    expect(tutor.account()).toMatchObject({ written: 0, embedded: 1, fallbacks: { [reason]: 1 } });
    expect(server.requests).toHaveLength(requests);
    expect(accountText(tutor.account())).toContain('wrote 0 of 1 lessons, the embedded tutor 1 (1 ×');
  });

  it('that hangs is not waited for longer than a lesson may take', async () => {
    const server = await standIn([{ fault: 'hang' }]);
    const tutor = tutorAt(server, { lessonMs: 150 });
    const from = performance.now();
    expect(await explained(tutor, english)).toBe(await embedded(english));
    expect(performance.now() - from).toBeLessThan(5000);
    expect(tutor.account().fallbacks).toEqual({ timeout: 1 });
  });

  it('that fails several times in a row is asked no more', async () => {
    const server = await standIn([{ fault: 'status', status: 401 }]);
    const tutor = tutorAt(server, { parallel: 1, most: 30 });
    await Promise.all(tasks(12).map((task) => explained(tutor, task)));
    expect(server.requests).toHaveLength(4);
    expect(tutor.account()).toMatchObject({ written: 0, embedded: 12, fallbacks: { refused: 4, 'given-up': 8 } });
  });

  it('is asked for no more lessons than it may be, and not for all of them at once', async () => {
    let [open, most] = [0, 0];
    const server = await standIn(async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => { setTimeout(resolve, 15); });
      open--;
      return json(GOOD);
    });
    const tutor = tutorAt(server, { most: 6, parallel: 2 });
    const told = await Promise.all(tasks(9).map((task) => explained(tutor, task)));
    expect(told.filter((text) => Object.values(GOOD).includes(text))).toHaveLength(6);
    expect([server.requests.length, most]).toEqual([6, 2]);
    expect(tutor.account()).toMatchObject({ written: 6, embedded: 3, fallbacks: { enough: 3 } });
  });

  it('does not say again, after a restart, what it said before; nor is it then asked for more', async () => {
    const notebook = join(folder(), 'tutor.jsonl');
    const server = await standIn([json(GOOD)]);
    await explained(tutorAt(server, { notebook }), english);
    writeFileSync(notebook, `${readFileSync(notebook, 'utf8')}{"key":"half a li`);
    const later = tutorAt(server, { notebook, most: 1 });
    expect(await explained(later, english)).toBe(GOOD.en);
    expect(await explained(later, chinese)).toBe(await embedded(chinese));
    expect(server.requests).toHaveLength(1);
  });

  it('writes no lesson of a picture that cannot be made', async () => {
    const server = await standIn([json(GOOD)]);
    const tutor = tutorAt(server, { pictures: () => Promise.reject(new Error('no such photo')) });
    expect(await explained(tutor, english)).toBe(await embedded(english));
    expect([server.requests.length, tutor.account().fallbacks]).toEqual([0, { 'no-picture': 1 }]);
  });
});

describe('a reflection', () => {
  const blamed = { en: ['Exposure'], zh: ['曝光度'] };
  it.each([
    ['after thinking aloud, fenced', `<think>{"en": "no", "zh": "no"}</think>\n\`\`\`json\n${JSON.stringify(GOOD)}\n\`\`\``],
    ['with more than was asked', JSON.stringify({ ...GOOD, score: 3 })],
    ['in loose JSON', `{'en': '${GOOD.en}', 'zh': '${GOOD.zh}',}`],
  ])('is read: %s', (_, text) => {
    expect(readReflection(text, blamed)).toEqual({ ok: true, reflection: GOOD });
  });
  it.each(['', '{}', '{"en": "too short", "zh": "短"}', JSON.stringify({ en: `Exposure ${'x'.repeat(2000)}`, zh: GOOD.zh }), '{'.repeat(100_000)])('is not guessed at: %.40s', (text) => {
    expect(readReflection(text, blamed).ok).toBe(false);
  });
});

it('the model is the one of the environment, as for the agent; none named, none used', () => {
  expect(configuredModel({})).toBeUndefined();
  expect(configuredModel({ OPENAI_MODEL: ' ' })).toBeUndefined();
  expect(configuredModel({ OPENAI_MODEL: 'a-model', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' })?.model).toBe('a-model');
  expect(() => configuredModel({ OPENAI_MODEL: 'a-model', OPENAI_BASE_URL: 'not an address' })).toThrow('--tutor embedded');
});
