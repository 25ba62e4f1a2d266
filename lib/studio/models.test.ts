import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { profileSchema } from '@/lib/agent/profile';
import { SHIPPED_PATH } from '@/lib/evolve/brain';
import { cardOf, writeCheckpoint } from '@/lib/evolve/checkpoint/policy-file';
import { freshWeights } from '@/lib/evolve/policy/layout';
import { setCheckpointChoice } from '@/lib/store/trainings';
import type { RunEvent } from '@/lib/agent/types';
import { trainingsIn } from './evolve/training/checkpoints';
import { exportSettings } from './exports';
import { choices, deleteModel, duplicateModel, makeDefault, modelFor, openModels, restoreModel, saveModel } from './models';
import { signOperator, verifyOperator, type Operator } from './operator';
import type { RunAgent } from './run-manager';
import { followRun, startRun } from './runs';
import { clearOut, openSession } from './sessions';
import { script, someone, testStudio, type TestStudio } from './testing';
import type { ModelInput, StudioEvent } from './types';

const KEY = 'sk-never-to-be-seen-4711';
const openai = (over: Record<string, unknown> = {}) => ({ name: 'Big model', brain: 'openai', endpoint: { urls: ['https://api.example.org/v1'], model: 'big' }, ...over });

const made: TestStudio[] = [];
async function studioWith(env: Record<string, string> = {}, agent: RunAgent = async function* ({ request }) { yield* script(request.runId, request.stepId, [0.5]); }) {
  const one = await testStudio(agent, env);
  made.push(one);
  return one;
}
afterEach(async () => { for (const one of made.splice(0)) await one.remove(); });

const operatorOf = ({ studio }: TestStudio): Operator => verifyOperator(signOperator(studio.config), studio.config)!;
async function collect(events: AsyncIterable<StudioEvent>): Promise<StudioEvent[]> {
  const all: StudioEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** The trained policy can be chosen where there is a checkpoint of it. */
const HAS_WEIGHTS = existsSync(SHIPPED_PATH());

describe('models', () => {
  test('begin with the embedded brain alone', async () => {
    const { studio } = await studioWith({ AGENT_MAX_STEPS: '7' });
    expect(await choices(studio)).toEqual({ models: [{ id: 'embedded', name: 'Evoroom', brain: 'embedded' }, ...(HAS_WEIGHTS ? [{ id: 'evolved', name: 'Evoroom SEPO', brain: 'evolved' }] : [])], defaultId: 'embedded' });
    expect(await modelFor(studio)).toMatchObject({ id: 'embedded', profile: { maxSteps: 7 }, keys: {} });
  });

  test('offer the trained policy once there is a checkpoint that was put into use', async () => {
    const one = await studioWith();
    const { studio } = one;
    const folder = join(trainingsIn(studio.config), 'mine');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'policy.safetensors'), writeCheckpoint({ weights: freshWeights(1), card: cardOf('policy', 'sft', 1, {}, {}, {}) }));
    await setCheckpointChoice(studio.store.db, ['mine']);
    expect((await choices(studio)).models.map(({ id }) => id)).toContain('evolved');
  });

  test('have the environment’s one as default until another is chosen', async () => {
    const one = await studioWith({ OPENAI_MODEL: 'from-env', OPENAI_BASE_URL: 'http://localhost:1234/v1/', OPENAI_API_KEY: KEY });
    const { studio } = one;
    expect((await choices(studio)).defaultId).toBe('environment');
    expect(await modelFor(studio)).toMatchObject({ profile: { brain: 'openai', endpoint: { urls: ['http://localhost:1234/v1'], model: 'from-env' } }, keys: { endpoint: KEY } });
    await makeDefault(studio, operatorOf(one), 'embedded');
    expect((await modelFor(studio)).id).toBe('embedded');
    const view = await openModels(studio, operatorOf(one));
    expect(view.models.map(({ source, keys }) => [source, keys.endpoint])).toEqual([['built-in', false], ...(HAS_WEIGHTS ? [['built-in', false]] : []), ['environment', true]]);
    expect(JSON.stringify(view)).not.toContain(KEY);
  });

  test('are saved, changed, copied, deleted and brought back', async () => {
    const one = await studioWith();
    const { studio } = one;
    const operator = operatorOf(one);
    const saved = await saveModel(studio, operator, { profile: openai(), keys: { endpoint: KEY } });
    expect(saved).toMatchObject({ source: 'operator', profile: profileSchema.parse(openai()), keys: { endpoint: true, judge: false, generator: false }, keysLost: false });
    const changed = await saveModel(studio, operator, { id: saved.id, profile: openai({ name: 'Bigger', maxSteps: 40 }) });
    expect(changed).toMatchObject({ id: saved.id, profile: { name: 'Bigger', maxSteps: 40 }, keys: { endpoint: true } });
    const copy = await duplicateModel(studio, operator, saved.id, 'Copy');
    expect((await modelFor(studio, copy.id)).keys).toEqual({ endpoint: KEY });
    await makeDefault(studio, operator, copy.id);
    await deleteModel(studio, operator, copy.id);
    expect(await choices(studio)).toMatchObject({ defaultId: 'embedded', models: [{ id: 'embedded' }, ...(HAS_WEIGHTS ? [{ id: 'evolved' }] : []), { name: 'Bigger' }] });
    await restoreModel(studio, operator, copy.id);
    expect((await choices(studio)).defaultId).toBe(copy.id);
    expect((await modelFor(studio, copy.id)).keys).toEqual({ endpoint: KEY });
    for (const id of ['embedded', 'environment', 'none']) await expect(deleteModel(studio, operator, id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(saveModel(studio, operator, { id: 'embedded', profile: openai() })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('are forgotten, keys and all, some time after they were deleted', async () => {
    const one = await studioWith();
    const operator = operatorOf(one);
    const { id } = await saveModel(one.studio, operator, { profile: openai(), keys: { endpoint: KEY } });
    await deleteModel(one.studio, operator, id);
    await clearOut(one.studio);
    expect(await one.studio.store.db.profile.count()).toBe(1);
    await clearOut(one.studio, new Date(Date.now() + 2 * 3_600_000));
    expect(await one.studio.store.db.profile.count()).toBe(0);
  });

  test.each([
    ['a metadata service', { endpoint: { urls: ['http://169.254.169.254/v1'], model: 'm' } }],
    ['a password in the address', { endpoint: { urls: ['https://a:b@example.org/v1'], model: 'm' } }],
    ['no endpoint', { endpoint: undefined }],
    ['a judge that is nowhere', { evaluator: 'judge' }],
    ['a file', { generator: { urls: ['file:///etc/passwd'], model: 'm' } }],
  ])('are refused with %s', async (_, over) => {
    const one = await studioWith();
    await expect(saveModel(one.studio, operatorOf(one), { profile: openai(over) })).rejects.toThrow();
    expect(await one.studio.store.db.profile.count()).toBe(0);
  });
});

describe('keys', () => {
  let one: TestStudio;
  beforeAll(async () => { one = await testStudio(async function* () {}); });
  afterAll(() => one.remove());
  const save = (input: ModelInput) => saveModel(one.studio, operatorOf(one), input);
  const keysOf = async (id: string) => (await modelFor(one.studio, id)).keys;

  test('stay when they are left alone, go when they are forgotten, and never follow to another server', async () => {
    const { id } = await save({ profile: openai({ evaluator: 'judge', judge: { urls: ['https://judge.example.org/v1'], model: 'j' } }), keys: { endpoint: KEY, judge: 'judge-key' } });
    expect(await keysOf(id)).toEqual({ endpoint: KEY, judge: 'judge-key' });
    const judge = { urls: ['https://judge.example.org/v2'], model: 'k' };
    await save({ id, profile: openai({ evaluator: 'judge', judge, endpoint: { urls: ['https://api.example.org/v2'], model: 'other' } }) });
    expect(await keysOf(id)).toEqual({ endpoint: KEY, judge: 'judge-key' });
    await save({ id, profile: openai({ evaluator: 'judge', judge, endpoint: { urls: ['https://api.example.org/v1', 'https://evil.example.net/v1'], model: 'big' } }) });
    expect(await keysOf(id)).toEqual({ judge: 'judge-key' });
    await save({ id, profile: openai({ evaluator: 'judge', judge }), keys: { judge: null } });
    expect(await keysOf(id)).toEqual({});
  });

  test('are refused when they could not be in a header', async () => {
    for (const key of ['two words', 'line\nbreak', 'ключ']) await expect(save({ profile: openai(), keys: { endpoint: key } })).rejects.toThrow(/without spaces/);
  });

  test('are said to be lost when the secret was changed, and the run with them says so', async () => {
    const { id } = await save({ profile: openai(), keys: { endpoint: KEY } });
    const elsewhere = { store: one.studio.store, config: { ...one.studio.config, secret: 'another secret of at least thirty-two' } };
    expect((await openModels(elsewhere, operatorOf(one))).models.find((model) => model.id === id)).toMatchObject({ keysLost: true, keys: { endpoint: false } });
    await expect(modelFor(elsewhere, id)).rejects.toMatchObject({ code: 'keys-lost' });
  });
});

describe('a run with a model', () => {
  const used: RunEvent = { type: 'usage', step: 1, by: 'brain', usage: { requests: 2, input: 3000, cached: 1000, output: 200, images: 2, dollars: 0.02, estimated: true } };
  const spender: RunAgent = async function* ({ request }) {
    const [first, ...rest] = script(request.runId, request.stepId, [0.5]);
    if (first) yield first;
    yield used;
    yield { ...used, by: 'evaluator' };
    yield* rest;
  };

  test('takes its terms from the profile, and remembers who worked', async () => {
    const requests: unknown[] = [];
    const one = await studioWith({}, async function* ({ request, profileId }) {
      requests.push({ profileId, ...request });
      yield* script(request.runId, request.stepId, [0.5]);
    });
    const { id } = await saveModel(one.studio, operatorOf(one), { profile: openai({ maxSteps: 40, rounds: 3, reflectBelow: 4, textOnly: true, generation: 'forbid', limits: { dollars: 0.5 } }) });
    const { workspaceId, sessionId, rootId } = await someone(one.studio, 1);
    const { runId, model } = await startRun(one.studio, workspaceId, sessionId, { text: 'brighter', fromStepId: rootId, locale: 'en', profileId: id });
    expect(model).toEqual({ id, name: 'Big model', brain: 'openai' });
    await collect(followRun(one.studio, workspaceId, runId, 0));
    expect(requests).toMatchObject([{ profileId: id, maxSteps: 40, rounds: 3, reflectBelow: 4, textOnly: true, generation: 'forbid', limits: { dollars: 0.5 } }]);
    await deleteModel(one.studio, operatorOf(one), id);
    expect((await openSession(one.studio, workspaceId, sessionId)).runs.map((run) => run.model)).toEqual([model]);
    await expect(startRun(one.studio, workspaceId, sessionId, { text: 'again', fromStepId: rootId, locale: 'en', profileId: id })).rejects.toMatchObject({ code: 'model-gone' });
  });

  test('adds up what was used, per model and month, also for models that are gone', async () => {
    const one = await studioWith({}, spender);
    const operator = operatorOf(one);
    const { id } = await saveModel(one.studio, operator, { profile: openai() });
    const { workspaceId, sessionId, rootId } = await someone(one.studio, 1);
    for (let n = 0; n < 2; n++) {
      const { runId } = await startRun(one.studio, workspaceId, sessionId, { text: 'brighter', fromStepId: rootId, locale: 'en', profileId: id });
      await collect(followRun(one.studio, workspaceId, runId, 0));
    }
    const sum = { runs: 2, requests: 8, input: 12_000, cached: 4000, output: 800, images: 8, dollars: expect.closeTo(0.08) };
    const view = await openModels(one.studio, operator);
    expect(view.models.map((model) => model.usage)).toEqual([undefined, ...(HAS_WEIGHTS ? [undefined] : []), sum]);
    await deleteModel(one.studio, operator, id);
    expect((await openModels(one.studio, operator)).goneUsage).toEqual(sum);
    const nextMonth = new Date(new Date(view.since).getTime() + 35 * 86_400_000);
    expect((await openModels(one.studio, operator, nextMonth)).goneUsage).toBeUndefined();
  });

  test('ends with a clear word when its model was deleted while the server was away', async () => {
    const one = await studioWith({}, async function* ({ signal }) {
      yield { type: 'plan', text: 'Plan', items: [], notUnderstood: [] };
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const { id } = await saveModel(one.studio, operatorOf(one), { profile: openai() });
    const { workspaceId, sessionId, rootId } = await someone(one.studio, 1);
    const { runId } = await startRun(one.studio, workspaceId, sessionId, { text: 'brighter', fromStepId: rootId, locale: 'en', profileId: id });
    await expect.poll(() => one.studio.store.db.runEvent.count({ where: { runId } })).toBe(1);
    await deleteModel(one.studio, operatorOf(one), id);
    await one.studio.close();
    const studio = await one.reopen(async function* ({ profileId, request }) {
      await modelFor(one.studio, profileId);
      yield* script(request.runId, request.stepId, [0.5]);
    });
    const events = await collect(followRun(studio, workspaceId, runId, 0));
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'model-gone' });
  });
});

test('a key is found nowhere: not in the database, the log, an event, an export, a view or what is printed', async () => {
  const printed: string[] = [];
  for (const name of ['log', 'error', 'warn', 'info'] as const) vi.spyOn(console, name).mockImplementation((...words) => { printed.push(words.map((word) => (word instanceof Error ? `${word.stack} ${JSON.stringify(word)} ${String(word.cause)}` : String(word))).join(' ')); });
  try {
    const one = await studioWith({ OPENAI_MODEL: 'x', OPENAI_API_KEY: `${KEY}-env` }, async function* ({ profileId, request }) {
      const { keys } = await modelFor(one.studio, profileId);
      if (keys.endpoint !== KEY) throw new Error('the agent has no key');
      yield* script(request.runId, request.stepId, [0.5]);
    });
    const { studio } = one;
    const operator = operatorOf(one);
    const { id } = await saveModel(studio, operator, { profile: openai(), keys: { endpoint: KEY } });
    const { workspaceId, sessionId, rootId } = await someone(studio, 1);
    const { runId } = await startRun(studio, workspaceId, sessionId, { text: 'brighter', fromStepId: rootId, locale: 'en', profileId: id });
    const events = await collect(followRun(studio, workspaceId, runId, 0));
    expect(events.at(-1)?.type).toBe('done');
    const refused = await saveModel(studio, operator, { profile: openai({ endpoint: { urls: ['http://169.254.169.254'], model: 'm' } }), keys: { endpoint: KEY } }).catch((error: Error) => `${error.stack} ${JSON.stringify(error)}`);
    const seen = [events, await openSession(studio, workspaceId, sessionId), await openModels(studio, operator), await choices(studio), refused, printed, await exportSettings(studio, workspaceId, sessionId, {})].map((one) => JSON.stringify(one));
    await studio.store.db.$executeRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => {});
    const files = readdirSync(one.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'));
    for (const text of [...seen, ...files]) for (const form of [KEY, Buffer.from(KEY).toString('base64').slice(0, -4), Buffer.from(KEY).toString('base64url').slice(0, -4), Buffer.from(KEY).toString('hex')]) expect(text.includes(form)).toBe(false);
    expect(files.some((text) => text.includes('Big model'))).toBe(true);
  } finally {
    vi.restoreAllMocks();
  }
});
