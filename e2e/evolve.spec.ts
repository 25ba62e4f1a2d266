import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@libsql/client';
import type { Page } from '@playwright/test';
import { closeStandIns, standIn, type Received, type Reply } from '../lib/agent/model/testing';
import { accessible } from './axe';
import { complaints, Journey } from './journey';
import { attentive } from './listening';
import { projectRoot } from '../lib/imaging/paths';
import { winRate, type Outcome } from '../lib/evolve/metrics';
import type { Improvement } from '../lib/evolve/program/improvement';
import { expect, sample, Studio, test as base } from './studio';

const PHONE = { width: 390, height: 844 };
const shots = process.env['EVOROOM_SHOTS'];
const shot = async (page: Page, name: string) => { if (shots) await page.screenshot({ path: join(shots, `evolve-${name}.png`) }); };

/** A second model beside the embedded brain: darkens the photo in one step and is done. */
async function model({ body }: Received): Promise<Reply> {
  const called = JSON.stringify(body['messages']).includes('Darker');
  return called
    ? { calls: [{ name: 'finish', arguments: { summary: 'Darker.', suggestions: [] } }] }
    : { text: 'It is bright.', calls: [{ name: 'adjust_light', arguments: { title: 'Darker', Exposure2012: -0.6 } }] };
}

/** One server for this file, with a model of its own. */
// Playwright requires the first argument to be destructured, used or not.
const test = base.extend<object, { studio: Studio }>({
  // oxlint-disable-next-line no-empty-pattern
  studio: [async ({}, use) => {
    const server = await standIn(model);
    const studio = await Studio.create({ OPENAI_MODEL: 'stand-in', OPENAI_BASE_URL: server.url, OPENAI_API_KEY: 'none' });
    await studio.start();
    await use(studio);
    await studio.remove();
    await closeStandIns();
  }, { scope: 'worker' }],
});

const say = (template: string, values: Readonly<Record<string, string>>) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), template);

/** Answers to actions and pictures of pairs, as the browser gets them. */
function heard(page: Page) {
  const told: { readonly url: string; readonly headers: string; readonly body: Promise<string> }[] = [];
  page.on('response', (response) => {
    const isAction = response.request().method() === 'POST';
    if (isAction || response.url().includes('/api/pairs/')) told.push({ url: response.url(), headers: JSON.stringify(response.headers()), body: isAction ? response.text().catch(() => '') : Promise.resolve('') });
  });
  return async () => Promise.all(told.map(async ({ url, headers, body }) => `${url}\n${headers}\n${await body}`));
}

test.use({ locale: 'en-GB' });

test('whoever agrees is learnt from: stars, a blind choice between two models, export, deletion', async ({ page }) => {
  const wrong = complaints(page);
  const journey = new Journey(page, 'en');
  const { evolve: w } = journey.words;
  await page.goto('/evolve');
  await expect(page.getByTestId('consent')).toBeVisible();
  await shot(page, 'unasked-en-1440');
  await accessible(page);

  // The first stars ask, once; what was given before the answer counts.
  await journey.upload('coffee.png');
  await page.getByRole('button', { name: say(journey.words.models.chooseFrom, { name: 'stand-in' }) }).click();
  await page.getByRole('menuitemradio', { name: /Evoroom/ }).first().click();
  await journey.ask('Brighter, please');
  await journey.finished();
  const score = journey.lastRun().getByTestId('score').last();
  const stars = (what: 'aesthetics' | 'instruction') => score.getByRole('radiogroup', { name: say(w.rate.of, { what: w.rate[what] }) });
  await stars('aesthetics').getByRole('radio').nth(3).click();
  await expect(page.getByTestId('consent')).toContainText(w.consent.where);
  await shot(page, 'consent-en-1440');
  await page.getByRole('button', { name: w.consent.yes }).click();
  await expect(page.getByTestId('consent')).toHaveCount(0);
  // By key: two stars, then one more.
  await stars('instruction').getByRole('radio').first().focus();
  await page.keyboard.press('2');
  await page.keyboard.press('ArrowRight');
  await expect(stars('instruction').getByRole('radio').nth(2)).toHaveAttribute('aria-checked', 'true');
  await expect(stars('aesthetics').getByRole('radio').nth(3)).toHaveAttribute('aria-checked', 'true');
  await accessible(page, '[data-testid="score"]');

  // Two models, the same words, from the chat's menu.
  await page.getByRole('button', { name: say(journey.words.models.chooseFrom, { name: 'Evoroom' }) }).click();
  await page.getByRole('menuitem', { name: w.order.menu }).click();
  await page.getByLabel(w.order.words, { exact: true }).fill('More contrast');
  await page.getByLabel(w.order.other, { exact: true }).selectOption({ label: 'stand-in' });
  await shot(page, 'order-en-1440');
  await accessible(page, '[role="dialog"]');
  await page.getByRole('button', { name: w.order.start }).click();
  await expect(page.getByTestId('blind-offer')).toBeVisible({ timeout: 30_000 });
  await expect(journey.runs()).toHaveCount(3);

  // What reaches the browser before the answer does not tell the sides.
  const secrets = await journey.strip().locator('img').evaluateAll((images) => images.map((image) => /render\/(\w+)/.exec(image.getAttribute('src') ?? '')?.[1] ?? ''));
  expect(secrets.filter((hash) => hash !== '').length).toBeGreaterThanOrEqual(2);
  await page.goto('/evolve');
  const told = heard(page);
  await page.getByTestId('pairs').getByRole('button', { name: w.pairs.begin }).click();
  const blind = page.getByTestId('blind');
  await expect.poll(() => blind.locator('img').evaluateAll((images) => images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 300).length)).toBe(2);
  await shot(page, 'blind-en-1440');
  await accessible(page, '[data-testid="blind"]');
  const before = await told();
  expect(before.filter((text) => text.includes('/api/pairs/')).length).toBeGreaterThanOrEqual(2);
  for (const text of before) for (const secret of [...secrets.filter((hash) => hash !== ''), 'stand-in', 'etag', 'profileId', 'leftStepId', 'firstIsLeft']) expect(text).not.toContain(secret);
  await page.keyboard.press('ArrowLeft');
  await expect(blind.getByTestId('revealed')).toHaveCount(2);
  await expect(blind).toContainText('stand-in');
  await shot(page, 'revealed-en-1440');
  await blind.getByRole('button', { name: w.blind.done }).click();

  // Kept, told, taken along, deleted.
  const labels = page.getByTestId('labels');
  await expect(labels.locator('[data-kind="aesthetics"]')).toHaveText('1');
  await expect(labels.locator('[data-kind="instruction"]')).toHaveText('1');
  await expect(labels.locator('[data-kind="preference"]')).toHaveText('1');
  await expect(page.getByTestId('trust')).toContainText(say(w.trust.tooFew, { count: '1', enough: '10' }));
  await shot(page, 'kept-en-1440');
  await accessible(page);
  await page.setViewportSize(PHONE);
  await shot(page, 'kept-en-390');
  await accessible(page);
  const download = page.waitForEvent('download');
  await labels.getByRole('link', { name: w.labels.export }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as { kind: string; by: { brain: string } });
  expect(lines.map(({ kind }) => kind).toSorted()).toEqual(['aesthetics', 'instruction', 'preference']);
  const archive = page.waitForEvent('download');
  await labels.getByRole('link', { name: w.labels.exportPictures }).click();
  expect((await readFile(await (await archive).path())).subarray(0, 2).toString()).toBe('PK');
  await labels.getByRole('button', { name: w.labels.forgetAll }).click();
  await shot(page, 'forget-en-390');
  await page.getByRole('dialog').getByRole('button', { name: w.labels.forget, exact: true }).click();
  await expect(labels).toContainText(w.labels.noneYet);
  await labels.getByRole('switch').click();
  await expect(labels.getByRole('switch')).toHaveAttribute('aria-checked', 'false');
  await expect(page.getByTestId('pairs')).toContainText(w.pairs.needsConsent);
  expect(wrong).toEqual([]);
});

test.describe('on a phone', () => {
  test('stars are given and results told apart by thumb', async ({ browser, studio }) => {
    const context = await browser.newContext({ baseURL: studio.url, viewport: PHONE, hasTouch: true, isMobile: true, locale: 'zh-CN' });
    const page = attentive(await context.newPage());
    const journey = new Journey(page, 'zh');
    const { evolve: w } = journey.words;
    await journey.upload('chelsea.png');
    await page.getByRole('button', { name: say(journey.words.models.chooseFrom, { name: 'stand-in' }) }).tap();
    await page.getByRole('menuitem', { name: w.order.menu }).tap();
    await page.getByRole('button', { name: w.consent.yes }).tap();
    await page.getByLabel(w.order.words, { exact: true }).fill('亮一点');
    await page.getByLabel(w.order.other, { exact: true }).selectOption({ label: 'stand-in' });
    await shot(page, 'order-zh-390');
    await page.getByRole('button', { name: w.order.start }).tap();
    await page.getByTestId('blind-offer').getByRole('button').tap({ timeout: 30_000 });
    const blind = page.getByTestId('blind');
    await expect.poll(() => blind.locator('img').evaluateAll((images) => images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 300).length)).toBe(2);
    await shot(page, 'blind-zh-390');
    await accessible(page, '[data-testid="blind"]');
    await blind.getByRole('button', { name: w.blind.same }).tap();
    await expect(blind.getByTestId('revealed')).toHaveCount(2);
    await shot(page, 'revealed-zh-390');
    await page.goto('/evolve');
    await expect(page.getByTestId('labels').locator('[data-kind="preference"]')).toHaveText('1');
    await accessible(page);
    await shot(page, 'kept-zh-390');
    await context.close();
  });
});

const SHIPPED = join(projectRoot(), 'lib', 'evolve', 'weights', 'policy.safetensors');
const times = (count: number, outcome: Outcome) => Array.from({ length: count }, () => outcome);

/** A training that has ended, as its program leaves it: curves, lessons with pictures, a checkpoint and how that did. */
async function trained(studio: Studio, id: string, outcomes: readonly Outcome[], at: string): Promise<void> {
  const folder = join(studio.dataDir, 'evolve', id);
  await mkdir(join(folder, 'reflections'), { recursive: true });
  const bytes = readFileSync(SHIPPED), sha256 = createHash('sha256').update(bytes).digest('hex');
  const standing = (overall: number, srcc: number) => ({ overall, sc: overall, pq: overall, self: 3.4, evaluator: { count: 270, srcc, plcc: srcc - 0.02 }, own: { count: 24, srcc: srcc - 0.1, plcc: srcc - 0.1 }, choices: { count: 11, share: srcc } });
  const improvement: Improvement = {
    seed: 7, from: sha256, made: sha256, heldOut: outcomes.length, photos: 3, ratings: { learned: 41, heldOut: 12 }, learned: { stars: 24, choice: 9, kept: 5, corrected: 3 }, demonstrated: 14, before: standing(6.71, 0.64), after: standing(7.12, 0.72),
    against: { ...winRate(outcomes), gain: 0.41, gainInterval: { low: 0.2, high: 0.6 } }, seconds: 540, tutor: { model: 'stand-in', written: 52, embedded: 8, fallbacks: { timeout: 5, unreadable: 3 } },
    reflections: [{ n: 0, instruction: 'warmer please', badScore: 2.3, goodScore: 3.9, text: { en: 'Temperature at +60 was pushed too far. So I set it to +22.', zh: '色温 +60 过头了。因此调到 +22。' } }, { n: 1, instruction: '增强对比度', badScore: 2.8, goodScore: 3.6, text: { en: 'Contrast at +8 did not go far enough.', zh: '对比度 +8 不够。' } }],
  };
  const rounds = Array.from({ length: 30 }, (_, round) => ({ type: 'round', at: round, round: round + 1, reward: 1.4 + 0.9 * (1 - Math.exp(-round / 9)) + 0.06 * Math.sin(round * 2.1), kl: 0.001 * round, self: 3, judged: 6, srcc: 0.6 + 0.004 * round, plcc: 0.58 + 0.004 * round }));
  await writeFile(join(folder, 'progress.jsonl'), rounds.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await writeFile(join(folder, 'policy.safetensors'), bytes);
  await writeFile(join(folder, 'improvement.json'), JSON.stringify(improvement));
  for (const n of [0, 1]) for (const side of ['bad', 'good']) await writeFile(join(folder, 'reflections', `${n}-${side}.jpg`), readFileSync(sample(side === 'bad' ? 'rocket.jpg' : 'mountain-path.jpg')));
  const db = createClient({ url: `file:${join(studio.dataDir, 'evoroom.db')}` });
  await db.execute({ sql: `INSERT INTO "Training" ("id", "status", "seed", "createdAt", "endedAt") VALUES (?, 'done', 7, ?, ?)`, args: [id, at, at] });
  db.close();
}

test.describe('training', () => {
  test('is the operator’s alone: begun, cancelled, put into use when it wins, taken back; a stranger sees it and can change nothing', async ({ page, browser, studio }) => {
    const { evolve: w, models } = new Journey(page, 'en').words;
    await page.goto('/evolve');
    const training = page.getByTestId('training'), checkpoints = page.getByTestId('checkpoints');
    if (!existsSync(SHIPPED)) {
      await expect(training).toContainText(w.training.unavailable);
      await accessible(page);
      return;
    }
    await expect(training).toContainText(w.training.none);
    await expect(training.getByRole('button', { name: w.training.now })).toHaveCount(0);
    await trained(studio, 'loser', [...times(12, 'win'), ...times(38, 'loss')], '2026-11-24T03:12:00.000+00:00');
    await trained(studio, 'winner', [...times(38, 'win'), ...times(4, 'tie'), ...times(8, 'loss')], '2026-11-25T03:12:00.000+00:00');

    const calls: { readonly headers: Record<string, string>; readonly body: Buffer }[] = [];
    await page.goto(`/settings#key=${(await readFile(join(studio.dataDir, 'operator-key'), 'utf8')).trim()}`);
    await expect(page.getByRole('button', { name: models.signIn.out })).toBeVisible();
    page.on('request', (request) => {
      const body = request.postDataBuffer();
      if (request.method() === 'POST' && request.headers()['next-action'] && body) calls.push({ headers: request.headers(), body });
    });
    await page.goto('/evolve');
    await expect(training.getByRole('figure')).toHaveCount(4);
    await expect(page.getByTestId('reflections').locator('li')).toHaveCount(2);
    await expect(page.getByTestId('tutor')).toContainText('stand-in');
    await expect(page.getByTestId('tutor')).toContainText('5 took too long');
    await expect.poll(() => page.getByTestId('reflections').locator('img').evaluateAll((images) => images.every((image) => image instanceof HTMLImageElement && image.complete))).toBe(true);
    await accessible(page);
    if (shots) await page.screenshot({ path: join(shots, 'evolve-trained-en-1440.png'), fullPage: true });

    // The one that lost cannot be put into use; the one that won can, and be taken back.
    const cards = checkpoints.getByRole('article');
    await expect(cards).toHaveCount(3);
    await expect(cards.nth(1).getByRole('button', { name: w.checkpoints.promote })).toBeDisabled();
    await expect(cards.nth(1)).toContainText(w.checkpoints.verdicts.loses);
    await cards.nth(0).locator('summary').click();
    await expect(cards.nth(0).getByTestId('learnt').locator('[data-kind="choice"]')).toHaveText('9 blind choices');
    await expect(cards.nth(0).getByTestId('learnt').locator('li')).toHaveCount(4);
    await shot(page, 'card-en-1440');
    await cards.nth(0).getByRole('button', { name: w.checkpoints.promote }).click();
    await expect(cards.nth(0)).toContainText(w.checkpoints.current);
    await checkpoints.getByRole('button', { name: w.checkpoints.rollBack }).click();
    await page.getByRole('dialog').getByRole('button', { name: w.checkpoints.rollBack }).click();
    await expect(cards.nth(2)).toContainText(w.checkpoints.current);

    await training.getByLabel(w.training.nightly).click();
    await expect(training.getByLabel(w.training.hour)).toHaveValue('03:00');
    await training.getByRole('button', { name: w.training.now }).click();
    await expect(page.getByTestId('training-run')).toHaveAttribute('data-status', 'running');
    await expect(training.getByRole('progressbar')).toBeVisible();
    await accessible(page);
    await shot(page, 'running-en-1440');
    await training.getByRole('button', { name: w.training.cancel }).click();
    await page.getByRole('button', { name: w.training.cancelYes }).click();
    await expect(page.getByTestId('training-run')).toHaveAttribute('data-status', 'done');

    // What only the operator may do, said again by somebody else.
    expect(calls.length).toBeGreaterThanOrEqual(5);
    const stranger = await browser.newContext({ locale: 'zh-CN', baseURL: studio.url, viewport: PHONE, hasTouch: true, isMobile: true });
    const other = attentive(await stranger.newPage());
    const zh = new Journey(other, 'zh').words.evolve;
    await other.goto('/evolve');
    await expect(other.getByTestId('training')).toContainText(say(zh.training.strangerNightly, { time: '03:00' }));
    await expect(other.getByRole('button', { name: zh.training.now })).toHaveCount(0);
    await expect(other.getByRole('button', { name: zh.checkpoints.promote })).toHaveCount(0);
    await accessible(other);
    if (shots) await other.screenshot({ path: join(shots, 'evolve-trained-zh-390.png'), fullPage: true });
    let refused = 0;
    for (const { headers, body } of calls) {
      const { cookie: _, 'content-length': __, ...plain } = headers;
      const answer = await (await stranger.request.post('/evolve', { headers: plain, data: body })).text();
      if (answer.includes('operator-only')) refused++;
      // Whatever is answered, nothing has begun and nothing was put into use.
      expect(answer).not.toContain('"status":"running"');
      expect(answer).not.toContain('"isOperator":true');
    }
    expect(refused).toBeGreaterThanOrEqual(5);
    await stranger.close();
  });
});
