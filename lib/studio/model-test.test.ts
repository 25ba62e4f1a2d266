import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { closeStandIns, halvesSeen, standIn } from '@/lib/agent/model/testing';
import { serverModels, testModel } from './model-test';
import { saveModel } from './models';
import { signOperator, verifyOperator } from './operator';
import { testStudio, type TestStudio } from './testing';
import type { ModelCheck } from './types';

let made: TestStudio;
beforeAll(async () => { made = await testStudio(async function* () {}, { OPENAI_MODEL: 'from-env', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }); });
afterAll(() => made.remove());
afterEach(closeStandIns);

const operator = () => verifyOperator(signOperator(made.studio.config), made.studio.config)!;
const model = () => standIn(async (request) => {
  if (request.path.endsWith('/images/edits')) return { fault: 'status', status: 401 };
  const seen = (await halvesSeen(request)) ?? { left: '', right: '' };
  return request.body['tools'] ? { calls: [{ name: 'report', arguments: seen }] } : { text: request.body['response_format'] ? JSON.stringify(seen) : seen.left === '' ? 'one, two, three, four' : `${seen.left} ${seen.right}` };
});
async function tested(input: Parameters<typeof testModel>[2]): Promise<readonly ModelCheck[]> {
  const checks: ModelCheck[] = [];
  for await (const check of await testModel(made.studio, operator(), input)) checks.push(check);
  return checks;
}

test('a test asks every endpoint of the profile for what it is used for, with its own key, saved or typed', async () => {
  const [thinker, judge, painter] = [await model(), await model(), await model()];
  const profile = { name: 'x', brain: 'openai', endpoint: { urls: [thinker.url], model: 'stand-in' }, evaluator: 'judge', judge: { urls: [judge.url], model: 'stand-in' }, generator: { urls: [painter.url], model: 'g' } };
  const { id } = await saveModel(made.studio, operator(), { profile, keys: { endpoint: 'saved-key', judge: 'old-key' } });
  const checks = await tested({ id, profile, keys: { judge: 'typed-key' } });
  const of = (part: ModelCheck['part']) => checks.filter((check) => check.part === part).map(({ id: what, state }) => `${what} ${state}`);
  expect(of('endpoint')).toEqual(['reach ok', 'model ok', 'stream ok', 'usage ok', 'picture ok', 'call ok', 'schema ok']);
  expect(of('judge')).toEqual(['reach ok', 'model ok', 'stream ok', 'usage ok', 'picture ok', 'json ok']);
  expect(of('generator')).toEqual(['edit failed']);
  const keys = (server: typeof thinker) => new Set(server.requests.map(({ headers }) => headers.authorization));
  expect([keys(thinker), keys(judge), keys(painter)]).toEqual([new Set(['Bearer saved-key']), new Set(['Bearer typed-key']), new Set([undefined])]);
  expect(JSON.stringify(checks)).not.toMatch(/saved-key|typed-key/);
});

test('of several addresses each is tried by itself', async () => {
  const [up, down] = [await model(), await model()];
  down.close();
  const checks = await tested({ profile: { name: 'x', brain: 'jarvisevo', endpoint: { urls: [up.url, down.url], model: 'stand-in' } } });
  expect(checks.map(({ id, state }) => `${id} ${state}`)).toEqual(['reach ok', 'model ok', 'stream ok', 'usage ok', 'picture ok', 'reach failed']);
});

test('the environment’s model can be tested though it cannot be changed, the embedded brain has nothing to test', async () => {
  expect(await tested({ id: 'environment', profile: undefined })).toMatchObject([{ id: 'reach', state: 'failed', code: 'model-unreachable' }]);
  expect(await tested({ id: 'embedded', profile: undefined })).toEqual([]);
});

test('models are listed with the saved key at its own server only', async () => {
  const [mine, other] = [await model(), await model()];
  const { id } = await saveModel(made.studio, operator(), { profile: { name: 'x', brain: 'openai', endpoint: { urls: [mine.url], model: 'stand-in' } }, keys: { endpoint: 'saved-key' } });
  for (const { url } of [mine, other]) expect(await serverModels(made.studio, operator(), { id, part: 'endpoint', url })).toEqual(['stand-in']);
  expect([mine, other].map((server) => server.listed.at(-1)?.authorization)).toEqual(['Bearer saved-key', undefined]);
  await expect(serverModels(made.studio, operator(), { part: 'endpoint', url: 'http://169.254.169.254/' })).rejects.toThrow(/metadata/);
});
