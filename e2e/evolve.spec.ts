import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { closeStandIns, standIn, type Received, type Reply } from '../lib/agent/model/testing';
import { accessible } from './axe';
import { complaints, Journey, type Language } from './journey';
import { attentive } from './listening';
import { expect, Studio, test as base } from './studio';

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

for (const language of ['en', 'zh'] as const satisfies readonly Language[]) {
  test.describe(language, () => {
    test.use({ locale: language === 'zh' ? 'zh-CN' : 'en-GB' });

    test('whoever agrees is learnt from: stars, a blind choice between two models, export, deletion', async ({ page }) => {
      const wrong = complaints(page);
      const journey = new Journey(page, language);
      const { evolve: w, chat } = journey.words;
      await page.goto('/evolve');
      await expect(page.getByTestId('consent')).toBeVisible();
      await shot(page, `unasked-${language}-1440`);
      await accessible(page);

      // The first stars ask, once; what was given before the answer counts.
      await journey.upload('coffee.png');
      await page.getByRole('button', { name: say(journey.words.models.chooseFrom, { name: 'stand-in' }) }).click();
      await page.getByRole('menuitemradio', { name: /Evoroom/ }).click();
      await journey.ask(language === 'en' ? 'Brighter, please' : '亮一点');
      await journey.finished();
      const score = journey.lastRun().getByTestId('score').last();
      const stars = (what: 'aesthetics' | 'instruction') => score.getByRole('radiogroup', { name: say(w.rate.of, { what: w.rate[what] }) });
      await stars('aesthetics').getByRole('radio').nth(3).click();
      await expect(page.getByTestId('consent')).toContainText(w.consent.where);
      await shot(page, `consent-${language}-1440`);
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
      await page.getByRole('button', { name: /Evoroom/ }).last().click();
      await page.getByRole('menuitem', { name: w.order.menu }).click();
      await page.getByLabel(w.order.words, { exact: true }).fill(language === 'en' ? 'More contrast' : '增强对比度');
      await shot(page, `order-${language}-1440`);
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
      await shot(page, `blind-${language}-1440`);
      await accessible(page, '[data-testid="blind"]');
      const before = await told();
      expect(before.filter((text) => text.includes('/api/pairs/')).length).toBeGreaterThanOrEqual(2);
      for (const text of before) for (const secret of [...secrets.filter((hash) => hash !== ''), 'stand-in', 'etag', 'profileId', 'leftStepId', 'firstIsLeft']) expect(text).not.toContain(secret);
      await page.keyboard.press('ArrowLeft');
      await expect(blind.getByTestId('revealed')).toHaveCount(2);
      await expect(blind).toContainText('stand-in');
      await shot(page, `revealed-${language}-1440`);
      await blind.getByRole('button', { name: w.blind.done }).click();

      // Kept, told, taken along, deleted.
      const labels = page.getByTestId('labels');
      await expect(labels.locator('[data-kind="aesthetics"]')).toHaveText('1');
      await expect(labels.locator('[data-kind="instruction"]')).toHaveText('1');
      await expect(labels.locator('[data-kind="preference"]')).toHaveText('1');
      await expect(page.getByTestId('trust')).toContainText(say(w.trust.tooFew, { count: '1', enough: '10' }));
      await shot(page, `kept-${language}-1440`);
      await accessible(page);
      await page.setViewportSize(PHONE);
      await shot(page, `kept-${language}-390`);
      await accessible(page);
      const download = page.waitForEvent('download');
      await labels.getByRole('link', { name: w.labels.export }).click();
      const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as { kind: string; by: { brain: string } });
      expect(lines.map(({ kind }) => kind).toSorted()).toEqual(['aesthetics', 'instruction', 'preference']);
      await labels.getByRole('button', { name: w.labels.forgetAll }).click();
      await shot(page, `forget-${language}-390`);
      await page.getByRole('dialog').getByRole('button', { name: w.labels.forget, exact: true }).click();
      await expect(labels).toContainText(w.labels.noneYet);
      await labels.getByRole('switch').click();
      await expect(labels.getByRole('switch')).toHaveAttribute('aria-checked', 'false');
      await expect(page.getByTestId('pairs')).toContainText(w.pairs.needsConsent);
      expect(chat.score.length).toBeGreaterThan(0);
      expect(wrong).toEqual([]);
    });
  });
}

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
    await context.close();
  });
});
