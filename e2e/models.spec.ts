import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { closeStandIns, halvesSeen, standIn, type Received, type Reply } from '../lib/agent/model/testing';
import { complaints, Journey } from './journey';
import { attentive } from './listening';
import { expect, test, type Studio } from './studio';

test.use({ locale: 'en-GB' });
test.afterEach(closeStandIns);

const KEY = 'sk-e2e-0123456789-never-shown';
const WORDS = 'one, two, three, four, five, six, seven, eight';

/** A model that sees, brightens the photo in one step and is done. */
async function model({ body, ...rest }: Received): Promise<Reply> {
  const names = JSON.stringify(body['tools'] ?? '');
  const seen = await halvesSeen({ body, ...rest }).catch(() => undefined);
  if (names.includes('"report"')) return { calls: [{ name: 'report', arguments: seen ?? {} }] };
  if (!body['tools']) return { text: WORDS };
  const called = JSON.stringify(body['messages']).includes('A little brighter');
  const usage = { prompt_tokens: 1500, completion_tokens: 40, total_tokens: 1540 };
  return called
    ? { text: 'The face is clear now.', calls: [{ name: 'finish', arguments: { summary: 'Brighter by half a stop.', suggestions: ['Warmer'] } }], usage }
    : { text: 'It is dark.', calls: [{ name: 'adjust_light', arguments: { title: 'A little brighter', Exposure2012: 0.5 } }], usage };
}

const operatorKey = async (studio: Studio) => (await readFile(join(studio.dataDir, 'operator-key'), 'utf8')).trim();

async function signIn(page: Page, studio: Studio): Promise<void> {
  await page.goto(`/settings#key=${await operatorKey(studio)}`);
  await expect(page.getByRole('button', { name: new Journey(page, 'en').words.models.signIn.out })).toBeVisible();
}

/** Every byte that the browser gets, to search for what it must not. */
function received(page: Page): () => Promise<string> {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => { bodies.push(response.text().catch(() => '')); });
  return async () => (await Promise.all(bodies)).join('\n');
}

test('the operator sets a model up, tests it, edits with it and sees what it cost; the key comes back from nowhere', async ({ page, studio }) => {
  const server = await standIn(model);
  const { words } = new Journey(page, 'en');
  const t = words.models;
  const bytes = received(page);
  const wrong = complaints(page);
  await signIn(page, studio);
  expect(page.url()).toBe(`${studio.url}/settings`);

  await page.getByRole('button', { name: t.add }).click();
  await page.getByRole('menuitem', { name: t.blank }).click();
  await page.getByRole('button', { name: t.test.start }).click();
  await expect(page.getByLabel(t.fields.endpointUrls, { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel(t.fields.name, { exact: true }).fill('Stand-in');
  await page.getByLabel(t.fields.endpointUrls, { exact: true }).fill(server.url);
  await page.getByLabel(t.key.label.endpoint, { exact: true }).fill(KEY);
  await page.getByRole('button', { name: t.find }).click();
  await page.getByRole('button', { name: 'stand-in', exact: true }).click();
  await page.getByText(t.groups.price, { exact: true }).click();
  await page.getByLabel(t.fields.priceInput, { exact: true }).fill('10');
  await page.getByLabel(t.fields.priceOutput, { exact: true }).fill('100');

  await page.getByRole('button', { name: t.test.start }).click();
  const panel = page.getByTestId('test');
  await expect(panel).toHaveAttribute('data-state', 'done');
  await expect(panel.getByText(t.test.good)).toBeVisible();
  await expect(panel.locator('[data-state="ok"]')).toHaveCount(7);
  expect(server.requests.every(({ headers }) => headers.authorization === `Bearer ${KEY}`)).toBe(true);

  // What is not saved is still there after a look elsewhere, and after another was begun.
  await page.getByRole('button', { name: t.add }).click();
  await page.getByRole('menuitem', { name: 'Ollama', exact: true }).click();
  await page.getByRole('button', { name: t.discard }).click();
  await page.getByRole('button', { name: /^Evoroom(?! SEPO)/ }).click();
  await page.getByRole('button', { name: /^Stand-in/ }).click();
  await expect(page.getByLabel(t.fields.endpointModel, { exact: true })).toHaveValue('stand-in');
  await page.getByRole('button', { name: t.save, exact: true }).click();
  await expect(page.getByText(t.saved)).toBeVisible();
  await expect(page.getByLabel(t.key.label.endpoint, { exact: true })).toHaveValue('');
  await expect(page.getByPlaceholder(t.key.set)).toBeVisible();

  const journey = new Journey(page, 'en');
  await journey.upload('coffee.png');
  await page.getByRole('button', { name: /^Model: / }).click();
  await page.getByRole('menuitemradio', { name: /Stand-in/ }).click();
  await journey.ask('Brighter, please');
  await journey.finished();
  await expect(journey.lastRun()).toContainText('Brighter by half a stop.');
  const spent = journey.lastRun().getByTestId('run-usage');
  await expect(spent).toContainText('Stand-in');
  await expect(spent).toContainText('$0.0');
  await expect(page.getByRole('button', { name: 'Model: Stand-in' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Model: Stand-in' })).toBeVisible();

  await page.goto('/settings');
  await page.getByRole('button', { name: /^Stand-in/ }).click();
  // Two turns of 1,500 tokens in and 40 out, at $10 and $100 a million.
  await expect(page.getByTestId('usage')).toHaveText('This month: 1 run, 3.1K tokens, $0.038');

  await page.getByRole('button', { name: t.delete, exact: true }).click();
  await page.getByRole('button', { name: t.undo }).click();
  await expect(page.getByRole('button', { name: /^Stand-in/ })).toBeVisible();

  expect((await bytes()).includes(KEY)).toBe(false);
  for (const entry of await readdir(studio.dataDir, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) expect((await readFile(join(entry.parentPath, entry.name))).includes(KEY), entry.name).toBe(false);
  }
  expect(wrong).toEqual([]);
});

test('a stranger sees names, and can neither read, test nor change a model, whatever they send', async ({ page, browser, studio }) => {
  const server = await standIn(model);
  const t = new Journey(page, 'en').words.models;
  const calls: { readonly headers: Record<string, string>; readonly body: Buffer }[] = [];
  page.on('request', (request) => {
    const body = request.postDataBuffer();
    if (request.method() === 'POST' && request.headers()['next-action'] && body) calls.push({ headers: request.headers(), body });
  });
  await signIn(page, studio);
  await page.getByRole('button', { name: t.add }).click();
  await page.getByRole('menuitem', { name: t.blank }).click();
  await page.getByLabel(t.fields.name, { exact: true }).fill('Private one');
  await page.getByLabel(t.fields.endpointUrls, { exact: true }).fill(`${server.url}/`);
  await page.getByLabel(t.fields.endpointModel, { exact: true }).fill('stand-in');
  await page.getByRole('button', { name: t.find }).click();
  await page.getByRole('button', { name: t.test.start }).click();
  await expect(page.getByTestId('test')).toHaveAttribute('data-state', 'done');
  await page.getByRole('button', { name: t.save, exact: true }).click();
  await expect(page.getByText(t.saved)).toBeVisible();
  // All but signing in, which whoever has the key may do.
  const key = await operatorKey(studio);
  const mine = calls.filter(({ body }) => !body.includes(key));
  expect(mine.length).toBeGreaterThanOrEqual(4);

  const stranger = await browser.newContext({ locale: 'en-GB', baseURL: studio.url });
  const other = attentive(await stranger.newPage());
  await other.goto('/settings');
  await expect(other.getByRole('heading', { name: t.signIn.title })).toBeVisible();
  await expect(other.getByText('Private one')).toBeVisible();
  expect((await other.content()).includes(new URL(server.url).host)).toBe(false);
  const before = server.requests.length;
  for (const { headers, body } of mine) {
    const { cookie: _, 'content-length': __, ...plain } = headers;
    const answer = await (await stranger.request.post('/settings', { headers: plain, data: body })).text();
    expect.soft(answer.includes('operator-only'), body.toString().slice(0, 80)).toBe(true);
    expect(answer.includes(new URL(server.url).host)).toBe(false);
  }
  expect(server.requests.length).toBe(before);

  await other.getByLabel(t.signIn.key).fill('not the key of the operator');
  await other.getByRole('button', { name: t.signIn.submit }).click();
  await expect(other.getByText(/This is not the operator’s key/)).toBeVisible();
  await stranger.close();
});

test('speaks Chinese, and refuses what is never asked', async ({ browser, studio }) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: studio.url });
  const page = await context.newPage();
  const t = new Journey(page, 'zh').words.models;
  await page.goto(`/settings#key=${await operatorKey(studio)}`);
  await expect(page.getByRole('button', { name: t.signIn.out })).toBeVisible();
  await page.getByRole('button', { name: t.add }).click();
  await page.getByRole('menuitem', { name: 'vLLM', exact: true }).click();
  await page.getByLabel(t.fields.endpointUrls, { exact: true }).fill('http://169.254.169.254/v1');
  await page.getByRole('button', { name: t.save, exact: true }).click();
  await expect(page.getByText(/元数据服务/)).toBeVisible();
  await page.getByLabel(t.fields.endpointUrls, { exact: true }).fill('http://127.0.0.1:9/v1');
  await page.getByRole('button', { name: t.test.start }).click();
  await expect(page.getByTestId('test')).toHaveAttribute('data-state', 'done');
  await expect(page.getByText(/无法连接模型服务器/)).toBeVisible();
  await expect(page.getByText(t.test.bad)).toBeVisible();
  await context.close();
});
