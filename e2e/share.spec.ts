import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import sharp from 'sharp';
import { accessible } from './axe';
import { complaints, Journey, renderRequests, WORDS } from './journey';
import { expect, test } from './studio';

const PHONE = { width: 390, height: 844 };
const shots = 'test-results/share';

/** An edited photo, its share dialog open. */
async function edited(page: Page, language: 'en' | 'zh' = 'en'): Promise<Journey> {
  const journey = new Journey(page, language);
  await journey.upload('autumn-ridge.jpg');
  await journey.ask(language === 'en' ? 'warmer, brighter, a little more contrast' : '更暖，更亮，对比强一点');
  await journey.finished();
  await page.getByRole('button', { name: journey.words.studio.share, exact: true }).click();
  return journey;
}

/** Makes a link with options and returns its path. */
async function link(page: Page, words: (typeof WORDS)['en' | 'zh'], choose: (dialog: ReturnType<Page['getByRole']>) => Promise<void> = async () => {}): Promise<string> {
  const dialog = page.getByRole('dialog');
  const before = await page.getByTestId('link').count();
  await dialog.getByRole('button', { name: words.share.options, exact: true }).click();
  await choose(dialog);
  await dialog.getByRole('button', { name: words.share.create }).click();
  await expect(page.getByTestId('link')).toHaveCount(before + 1);
  return new URL(await page.getByTestId('link').first().getByLabel(words.share.address).inputValue()).pathname;
}

const visitor = async (browser: Browser, baseURL: string, locale: string, viewport = PHONE) => browser.newContext({ locale, baseURL, viewport, hasTouch: viewport === PHONE, isMobile: viewport === PHONE });
const split = (page: Page) => page.locator('#viewer').getAttribute('data-compare');

test.describe('a link', () => {
  test.use({ locale: 'en-GB' });

  test('is looked at on a phone: light, told by scrolling and scrubbing, before and after, in either language', async ({ page, browser, studio }) => {
    const { words } = await edited(page);
    await accessible(page, '[role=dialog]');
    const path = await link(page, words, async (dialog) => {
      await dialog.getByLabel(words.share.remix).check();
      await dialog.getByLabel(words.share.byline).fill('Ana');
      await page.screenshot({ path: `${shots}-dialog.png` });
    });

    const context = await visitor(browser, studio.url, 'en-GB');
    const phone = await context.newPage();
    const wrong = complaints(phone);
    const scripts: string[] = [];
    phone.on('response', (response) => { if (/javascript/.test(response.headers()['content-type'] ?? '')) scripts.push(response.url()); });
    await phone.goto(path);
    await expect(phone.locator('#after')).toHaveJSProperty('complete', true);
    expect(scripts).toEqual([]);
    const script = await phone.locator('body > script').last().textContent();
    expect(gzipSync(script ?? '').length).toBeLessThan(8_000);
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText(/autumn/i);
    await expect(phone.getByText(words.shared.by.replace('{by}', 'Ana'))).toBeVisible();
    expect(await split(phone)).toBe('split');
    await phone.screenshot({ path: `${shots}-phone.png` });
    await accessible(phone);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

    // Scrolling to a passage brings its picture; the strip brings its passage.
    const options = phone.getByRole('listbox', { name: words.shared.strip }).getByRole('option');
    const count = await options.count();
    expect(count).toBeGreaterThanOrEqual(3);
    await phone.locator('#step-0').evaluate((passage) => scrollTo({ top: scrollY + passage.getBoundingClientRect().top - innerHeight * 0.56, behavior: 'instant' }));
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await expect.poll(() => split(phone)).toBe('off');
    await options.nth(2).tap();
    await expect(options.nth(2)).toHaveAttribute('aria-selected', 'true');
    await expect(phone.locator('#step-2')).toHaveAttribute('data-read', '');
    await expect(phone.locator('#after')).toHaveAttribute('data-sharp', 'true');
    await expect(phone.locator('#caption')).toContainText('2/');
    await phone.screenshot({ path: `${shots}-phone-step.png` });

    // The line between before and after, by key and by hand.
    const line = phone.getByLabel(words.shared.split);
    await line.focus();
    const shown = async () => phone.locator('#before').evaluate((element) => getComputedStyle(element).clipPath);
    const before = await shown();
    await line.press('ArrowRight');
    await expect.poll(shown).not.toBe(before);
    await phone.getByRole('button', { name: words.shared.compare, exact: true }).tap();
    await expect.poll(() => split(phone)).toBe('off');

    await phone.getByRole('button', { name: words.shared.play }).tap();
    await expect(phone.getByRole('button', { name: words.shared.pause })).toBeVisible();
    await phone.getByRole('button', { name: words.shared.pause }).tap();
    await phone.getByRole('button', { name: words.shared.full, exact: true }).tap();
    await expect(phone.getByRole('button', { name: words.shared.leaveFull })).toBeVisible();
    await phone.screenshot({ path: `${shots}-phone-full.png` });
    await phone.getByRole('button', { name: words.shared.leaveFull }).tap();

    // Another language, without a reload and at the same step.
    await phone.evaluate(() => { (window as unknown as { same: boolean }).same = true; });
    await options.nth(1).tap();
    await phone.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    await phone.getByRole('button', { name: '中文' }).tap();
    await expect(phone.getByRole('heading', { name: WORDS.zh.shared.story })).toBeVisible();
    expect(await phone.evaluate(() => (window as unknown as { same?: boolean }).same)).toBe(true);
    await phone.screenshot({ path: `${shots}-phone-zh.png` });
    await accessible(phone);
    await phone.locator('#wall').tap();
    await accessible(phone);
    expect(wrong).toEqual([]);

    // What the owner sees of it, and the visitor's remix.
    const [, remixed] = await Promise.all([phone.waitForURL(/\/s\//), phone.getByRole('button', { name: WORDS.zh.shared.remix, exact: true }).tap()]);
    expect(remixed).toBeUndefined();
    await new Journey(phone, 'zh').pictureShown();
    await expect(new Journey(phone, 'zh').strip()).toHaveCount(count);
    await phone.screenshot({ path: `${shots}-remix.png` });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words.studio.share, exact: true }).click();
    await expect(page.getByTestId('link').first()).toContainText(/seen once · remixed once/);
    await context.close();
  });

  test('on a large screen reads beside its picture, gives what it may, and is gone at once, cached pictures too', async ({ page, browser, studio }) => {
    const { words } = await edited(page);
    const path = await link(page, words, async (dialog) => { await dialog.getByLabel(words.share.settings).check(); });
    const token = path.split('/').at(-1) ?? '';
    const context = await visitor(browser, studio.url, 'en-GB', { width: 1440, height: 900 });
    const desk = await context.newPage();
    const renders = renderRequests(desk);
    await desk.goto(path);
    await expect.poll(() => renders.length).toBeGreaterThan(0);
    await desk.waitForLoadState('networkidle');
    await desk.screenshot({ path: `${shots}-desktop.png` });
    await accessible(desk);
    await desk.keyboard.press('ArrowLeft');
    await expect(desk.locator('#caption')).not.toContainText(new RegExp(`^${await desk.getByRole('option').count() - 1}/`));
    await desk.keyboard.press('Home');
    await expect(desk.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
    await expect(desk.locator('#step-0')).toBeInViewport();

    const downloading = desk.waitForEvent('download');
    await desk.getByRole('link', { name: words.shared.getPicture }).click();
    const file = await readFile((await (await downloading).path()) ?? '');
    expect(await sharp(file).metadata()).not.toHaveProperty('exif');
    expect(await desk.request.get(`/api/shared/${token}/download/settings`).then((response) => response.text())).toContain('crs:');
    expect((await desk.request.get(`/api/shared/${token}/download/original`)).status()).toBe(404);
    const card = await desk.request.get(`/api/shared/${token}/card`);
    expect(await sharp(await card.body()).metadata()).toMatchObject({ width: 1200, height: 630 });
    await sharp(await card.body()).toFile(`${shots}-card.jpg`);

    // Its owner changes what it allows, then takes it back.
    const row = page.getByTestId('link').first();
    await row.getByRole('button', { name: words.share.edit }).click();
    await row.getByLabel(words.share.picture).uncheck();
    await row.getByRole('button', { name: words.share.save }).click();
    await expect(row.getByRole('button', { name: words.share.save })).toHaveCount(0);
    expect((await desk.request.get(`/api/shared/${token}/download/picture`)).status()).toBe(404);

    const image = String(renders.at(-1));
    const cached = await desk.request.get(image);
    expect(cached.status()).toBe(200);
    expect(cached.headers()['cache-control']).toContain('no-cache');
    const again = { headers: { 'if-none-match': String(cached.headers().etag) } };
    expect((await desk.request.get(image, again)).status()).toBe(304);
    await row.getByRole('button', { name: words.share.revoke }).click();
    await expect(page.getByTestId('link')).toHaveCount(0);
    expect((await desk.request.get(image, again)).status()).toBe(404);
    // In the browser's own cache it is no longer either.
    expect(await desk.evaluate(async (url) => (await fetch(url)).status, image)).toBe(404);
    expect((await desk.request.get(`/api/shared/${token}/card`)).status()).toBe(404);
    const gone = await desk.goto(path);
    expect(gone?.status()).toBe(404);
    await expect(desk.getByRole('heading', { name: words.errors.share.title })).toBeVisible();
    await accessible(desk);
    await desk.screenshot({ path: `${shots}-gone.png` });
    await context.close();
  });

  test('with a password tells nothing until it is given, and does not let itself be guessed', async ({ page, browser, studio }) => {
    const { words } = await edited(page);
    const path = await link(page, words, async (dialog) => { await dialog.getByLabel(words.share.password).fill('open sesame'); });
    const token = path.split('/').at(-1) ?? '';
    const context = await visitor(browser, studio.url, 'en-GB');
    const phone = await context.newPage();
    const first = await phone.goto(path);
    expect(first?.status()).toBe(403);
    const said = await phone.content();
    expect(said).not.toMatch(/autumn|og:|twitter:/i);
    expect((await phone.request.get(`/api/shared/${token}/card`)).status()).toBe(403);
    await accessible(phone);
    await phone.screenshot({ path: `${shots}-locked.png` });
    await phone.getByLabel(words.shared.locked.label, { exact: true }).fill('open barley');
    await phone.getByRole('button', { name: words.shared.locked.open }).tap();
    await expect(phone.getByRole('alert')).toHaveText(words.shared.locked.wrong);
    await accessible(phone);
    // Nobody's password is that long: it is none, and the next one is heard.
    expect((await phone.request.post(path, { form: { password: 'open sesame'.padEnd(1_000_000, '!') } })).status()).toBe(403);
    await phone.getByLabel(words.shared.locked.label, { exact: true }).fill('open sesame');
    await phone.getByRole('button', { name: words.shared.locked.open }).tap();
    await expect(phone.locator('#after')).toHaveJSProperty('complete', true);
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText(/autumn/i);
    for (let guess = 0; guess < 8; guess++) await phone.request.post(path, { form: { password: `guess ${guess}` } });
    expect((await phone.request.post(path, { form: { password: 'open sesame' } })).status()).toBe(429);
    await context.close();
  });

  test('stands in another site’s page by its embed address alone', async ({ page, browser, studio }) => {
    const { words } = await edited(page);
    const path = await link(page, words);
    const row = page.getByTestId('link').first();
    await row.getByRole('button', { name: words.share.embed }).click();
    const code = await row.getByLabel(words.share.embedCode).inputValue();
    const site = createServer((request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<title>Elsewhere</title><body style="max-width:720px;margin:2rem auto">${request.url === '/embed' ? code : `<iframe src="${studio.url}${request.url}" style="width:100%;height:540px"></iframe>`}`);
    }).listen(0);
    const elsewhere = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const context = await visitor(browser, studio.url, 'en-GB', { width: 900, height: 700 });
    const other = await context.newPage();
    await other.goto(`${elsewhere}/embed`);
    const frame = other.frameLocator('iframe');
    await expect(frame.locator('#after')).toHaveJSProperty('complete', true);
    await expect(frame.getByRole('option').first()).toBeVisible();
    await frame.getByRole('option').first().click();
    await expect(frame.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
    await other.screenshot({ path: `${shots}-embed.png` });
    await expect(frame.getByRole('link', { name: words.shared.openStory })).toHaveAttribute('href', path);
    // Neither the story's page nor the studio lets itself be framed.
    for (const refused of [path, '/', new URL(page.url()).pathname]) {
      expect((await other.request.get(refused)).headers()['content-security-policy']).toContain(`frame-ancestors 'none'`);
      await other.goto(`${elsewhere}${refused}`);
      await expect(other.frameLocator('iframe').locator('main')).toHaveCount(0);
    }
    site.close();
    await context.close();
  });

  test('is soon on a slow phone’s screen', async ({ page, browser, studio }) => {
    const { words } = await edited(page);
    const path = await link(page, words);
    // The first visitor of all waits for renders; what is measured is the network and the page.
    const open = async (slow: boolean) => {
      const context = await visitor(browser, studio.url, 'en-GB');
      const phone = await context.newPage();
      const client = await context.newCDPSession(phone);
      if (slow) {
        await client.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8), uploadThroughput: 750e3 / 8 });
        await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      }
      await phone.addInitScript(() => {
        const seen = { lcp: 0, shift: 0 };
        Object.assign(window, { seen });
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.lcp = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value; }).observe({ type: 'layout-shift', buffered: true });
      });
      await phone.goto(path);
      await phone.waitForLoadState('networkidle');
      const measured = await phone.evaluate(() => ({
        ...(window as unknown as { seen: { lcp: number; shift: number } }).seen,
        paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
        document: (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).transferSize,
      }));
      await context.close();
      return measured;
    };
    await open(false);
    // About one second and two. What else a machine does meanwhile is not the page's doing: the fastest of a few visits counts.
    const most = { paint: 1500, lcp: 3500 };
    let fastest = { paint: Infinity, lcp: Infinity };
    for (let visits = 0; visits < 3 && (fastest.paint >= most.paint || fastest.lcp >= most.lcp); visits++) {
      const { paint, lcp, shift, document } = await open(true);
      console.log('share page, 1.6 Mbit/s, 150 ms, CPU ÷ 4:', JSON.stringify({ paint, lcp, shift, document }));
      expect(shift).toBeLessThan(0.02);
      // Next sends a route handler's answer uncompressed; a proxy in front makes a third of it.
      expect(document).toBeLessThan(45_000);
      fastest = { paint: Math.min(fastest.paint, paint), lcp: Math.min(fastest.lcp, lcp) };
    }
    expect(fastest.paint).toBeLessThan(most.paint);
    expect(fastest.lcp).toBeLessThan(most.lcp);
  });
});

test.describe('the reel', () => {
  test.use({ locale: 'zh-CN' });

  test('of the steps is made with its progress shown, as WebP and as GIF', async ({ page }) => {
    const { words } = await edited(page, 'zh');
    const dialog = page.getByRole('dialog');
    await accessible(page, '[role=dialog]');
    for (const format of ['webp', 'gif'] as const) {
      await dialog.getByLabel(words.reel.format).selectOption(format);
      const downloading = page.waitForEvent('download');
      await dialog.getByRole('button', { name: words.reel.make }).click();
      const file = await readFile((await (await downloading).path()) ?? '');
      expect(file.length).toBeLessThanOrEqual(6 * 1024 * 1024);
      const { pages = 0, delay = [], exif, ...rest } = await sharp(file, { animated: true }).metadata();
      expect({ format: rest.format, exif }).toEqual({ format, exif: undefined });
      expect(pages).toBeGreaterThanOrEqual(3);
      expect(delay.at(-1)).toBe(Math.max(...delay));
      await sharp(file, { page: pages - 1 }).png().toFile(`${shots}-reel-${format}.png`);
      await expect(dialog.getByText(new RegExp(`\\.${format}`))).toBeVisible();
    }
    await page.screenshot({ path: `${shots}-dialog-zh.png` });
  });
});
