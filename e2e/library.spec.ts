import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { accessible } from './axe';
import { complaints, Journey, type Language } from './journey';
import { attentive } from './listening';
import { expect, sample, test } from './studio';

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const shots = process.env['EVOROOM_SHOTS'];
const shot = async (page: Page, name: string) => { if (shots) await page.screenshot({ path: join(shots, `library-${name}.png`) }); };

/** Message templates with their values filled in. */
const say = (template: string, values: Readonly<Record<string, string>>) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), template);

class Library extends Journey {
  cards(): Locator {
    return this.page.getByTestId('session-card');
  }
  card(name: string): Locator {
    return this.cards().filter({ has: this.page.getByText(name, { exact: true }) });
  }
  async names(): Promise<readonly string[]> {
    return this.cards().locator('p:first-child').filter({ visible: true }).allTextContents();
  }
  picture(name: string): Locator {
    return this.card(name).getByRole('link');
  }
  pick(input: 'file-input' | 'folder-input' | 'camera-input', files: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
    return this.page.getByTestId(input).setInputFiles(files);
  }
  async bring(files: readonly string[]): Promise<void> {
    await this.page.goto('/');
    await this.pick('file-input', files.map(sample));
    await expect(this.cards()).toHaveCount(files.length);
    await this.page.getByRole('button', { name: this.words.library.selectNone }).click();
  }
}

for (const language of ['en', 'zh'] as const satisfies readonly Language[]) {
  test.describe(language, () => {
    test.use({ locale: language === 'zh' ? 'zh-CN' : 'en-GB' });

    test('many photos are found, starred, worked on together, deleted and brought back', async ({ page }) => {
      const wrong = complaints(page);
      const library = new Library(page, language);
      const { library: w, batch, bin } = library.words;
      await page.goto('/');
      await expect(page.getByRole('heading', { name: w.headline })).toBeVisible();
      await shot(page, `empty-${language}-1440`);
      await accessible(page);
      await library.bring(['coffee.png', 'chelsea.png', 'rocket.jpg']);
      await expect(page.getByTestId('storage')).toContainText(/3/);

      // Stars, by hand and by key.
      await library.card('coffee').getByRole('button', { name: new RegExp(language === 'en' ? '4 stars' : '4') }).click();
      await library.picture('rocket').click({ modifiers: ['ControlOrMeta'] });
      await expect(page.getByText(say(w.selected, { count: '1' }))).toBeVisible();
      await page.keyboard.press('5');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('toolbar', { name: w.selection })).toHaveCount(0);
      await page.getByLabel(w.filter.stars, { exact: true }).selectOption('4');
      await expect(library.cards()).toHaveCount(2);
      await page.reload();
      await page.getByLabel(w.sortBy, { exact: true }).selectOption('stars');
      await expect.poll(() => library.names()).toEqual(['rocket', 'coffee', 'chelsea']);
      await page.keyboard.press('/');
      await page.keyboard.type('cof');
      await expect.poll(() => library.names()).toEqual(['coffee']);
      await page.keyboard.type('xyz');
      await expect(page.getByText(w.nothingFits)).toBeVisible();
      await page.getByRole('button', { name: w.showAll }).first().click();

      // A range, and one wish for all of it.
      await library.picture('rocket').click({ modifiers: ['ControlOrMeta'] });
      await library.picture('chelsea').click({ modifiers: ['Shift'] });
      await shot(page, `selected-${language}-1440`);
      await accessible(page);
      await page.getByRole('button', { name: w.editTogether }).click();
      await page.getByLabel(batch.ask).fill(language === 'en' ? 'brighter' : '亮一点');
      await shot(page, `batch-dialog-${language}-1440`);
      await accessible(page);
      await page.getByRole('dialog').getByRole('button', { name: /3/ }).last().click();
      const row = page.getByTestId('batch');
      await expect(row).toHaveAttribute('data-state', /running|done/);
      await row.getByRole('button', { expanded: false }).click();
      // It goes on without anyone looking.
      await page.reload();
      await expect(row).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
      await row.getByRole('button', { expanded: false }).click();
      await expect(row.getByTestId('batch-item').and(page.locator('[data-status="done"]'))).toHaveCount(3);
      await shot(page, `batch-${language}-1440`);
      await accessible(page);
      // All of it is taken back at once, and can be done again.
      const items = (status: string) => row.getByTestId('batch-item').and(page.locator(`[data-status="${status}"]`));
      await row.getByRole('button', { name: language === 'en' ? 'Take back what it did to 3 photos' : '收回对 3 张照片的改动' }).click();
      await expect(items('undone')).toHaveCount(3);
      await expect(page.getByText(language === 'en' ? 'Taken back on 3 photos.' : '已收回 3 张照片的改动。')).toBeVisible();
      await row.getByRole('button', { name: batch.retryAll }).click();
      await expect(items('done')).toHaveCount(3, { timeout: 60_000 });
      await page.getByRole('searchbox').fill(language === 'en' ? 'brighter' : '亮一点');
      await expect(library.cards()).toHaveCount(3);
      await row.getByRole('link', { name: 'coffee' }).click();
      await page.waitForURL(/\/s\//);
      await library.finished();
      await page.goBack();

      // Into the bin, back by undo, in again, back from the bin, gone for good.
      await library.card('rocket').getByRole('button', { name: say(w.more, { name: 'rocket' }) }).click();
      await page.getByRole('menuitem', { name: w.delete }).click();
      await expect(library.cards()).toHaveCount(2);
      // What the batch came to may still be told beside it, with a way back of its own.
      await page.getByRole('status').locator('> div').filter({ hasText: say(w.deleted, { name: 'rocket' }) }).getByRole('button', { name: w.undo }).click();
      await expect(library.cards()).toHaveCount(3);
      await page.locator('body').click({ position: { x: 2, y: 2 } });
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('Delete');
      await expect(library.cards()).toHaveCount(0);
      await page.getByRole('button', { name: new RegExp(`^${w.bin}`) }).click();
      await expect(page.getByTestId('binned')).toHaveCount(3);
      await expect.poll(() => page.getByTestId('binned').locator('img').evaluateAll((images) => images.every((image) => image instanceof HTMLImageElement && image.naturalWidth > 0))).toBe(true);
      await shot(page, `bin-${language}-1440`);
      await accessible(page);
      await page.getByRole('button', { name: say(bin.restore, { name: 'coffee' }) }).click();
      await expect(page.getByTestId('binned')).toHaveCount(2);
      await page.getByRole('button', { name: bin.clear }).click();
      await page.getByRole('button', { name: /2/ }).last().click();
      await expect(page.getByText(bin.empty)).toBeVisible();
      await page.keyboard.press('Escape');
      await expect.poll(() => library.names()).toEqual(['coffee']);
      expect(wrong).toEqual([]);
    });

    test('the phone takes a photo, a long press selects, everything by name and the map of keys are at hand', async ({ browser, studio }) => {
      const context = await browser.newContext({ baseURL: studio.url, viewport: PHONE, hasTouch: true, isMobile: true, locale: language === 'zh' ? 'zh-CN' : 'en-GB' });
      const page = attentive(await context.newPage());
      const wrong = complaints(page);
      const library = new Library(page, language);
      const { library: w, palette, keys } = library.words;
      await page.goto('/');
      const camera = page.getByTestId('camera-input');
      await expect(page.getByRole('button', { name: w.camera })).toBeVisible();
      await expect(camera).toHaveAttribute('capture', 'environment');
      await library.pick('camera-input', sample('coffee.png'));
      await page.waitForURL(/\/s\//);
      await library.pictureShown();
      await page.goto('/');
      await library.pick('file-input', [sample('chelsea.png'), sample('rocket.jpg')]);
      await expect(library.cards()).toHaveCount(3);
      await page.getByRole('button', { name: w.selectNone }).tap();
      await shot(page, `${language}-390`);
      await accessible(page);
      const link = library.picture('coffee');
      // Clear of the bar that a selection brings up at the bottom.
      await link.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      await link.dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 90, clientY: 300 });
      await expect(page.getByText(say(w.selected, { count: '1' }))).toBeVisible();
      await link.dispatchEvent('pointerup', { pointerType: 'touch' });
      await library.picture('chelsea').tap();
      await expect(page.getByText(say(w.selected, { count: '2' }))).toBeVisible();
      await shot(page, `selected-${language}-390`);
      await accessible(page);
      await page.getByRole('button', { name: w.editTogether }).tap();
      await expect(page.getByRole('dialog')).toBeVisible();
      await shot(page, `batch-dialog-${language}-390`);
      await page.keyboard.press('Escape');
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

      // Everything by name.
      await page.getByRole('button', { name: w.palette }).tap();
      const field = page.getByRole('combobox', { name: palette.title });
      await field.fill('rckt');
      await expect(page.getByRole('option', { selected: true })).toContainText('rocket');
      await shot(page, `palette-${language}-390`);
      await accessible(page);
      await field.press('Enter');
      await page.waitForURL(/\/s\//);
      await page.setViewportSize(DESKTOP);
      await library.pictureShown();
      await page.keyboard.press('ControlOrMeta+k');
      await field.fill(language === 'en' ? 'cinema' : '电影');
      const look = page.getByRole('option').first();
      await expect(look).toContainText(/Cinematic|电影感/);
      await shot(page, `palette-studio-${language}-1440`);
      await field.press('Enter');
      await expect(library.strip()).toHaveCount(2);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: keys.title })).toBeVisible();
      await shot(page, `keys-${language}-1440`);
      await accessible(page);
      // The other language, without a reload.
      await page.keyboard.press('Escape');
      await page.evaluate(() => Object.assign(window, { stays: true }));
      await page.keyboard.press('ControlOrMeta+k');
      await field.fill(language === 'en' ? '中文' : 'English');
      await field.press('Enter');
      const other = new Journey(page, language === 'en' ? 'zh' : 'en');
      await expect(page.getByRole('tab', { name: other.words.studio.tab.develop })).toBeVisible();
      expect(await page.evaluate(() => 'stays' in window)).toBe(true);
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? 'zh-CN' : 'en');
      expect(wrong).toEqual([]);
      await context.close();
    });
  });
}

test.describe('everywhere', () => {
  test.use({ locale: 'en-GB' });

  test('a batch goes on after the server was killed', async ({ browser, freshStudio }) => {
    const context = await browser.newContext({ baseURL: freshStudio.url, locale: 'en-GB' });
    const page = attentive(await context.newPage());
    const library = new Library(page, 'en');
    const { library: w, batch } = library.words;
    await library.bring(['hilltop-sunset.jpg', 'coffee.png', 'chelsea.png', 'rocket.jpg']);
    await page.keyboard.press('ControlOrMeta+a');
    await page.getByRole('button', { name: w.editTogether }).click();
    await page.getByLabel(batch.ask).fill('a warm evening');
    await page.getByRole('dialog').getByRole('button', { name: /4 photos/ }).last().click();
    const row = page.getByTestId('batch');
    await expect(row).toHaveAttribute('data-state', 'running');
    await freshStudio.kill();
    await freshStudio.start();
    await page.reload();
    await expect(row).toHaveAttribute('data-state', 'done', { timeout: 80_000 });
    await row.getByRole('button', { expanded: false }).click();
    await expect(row.locator('[data-status="done"]')).toHaveCount(4);
    await context.close();
  });

  test('a long library renders what is in view, and nothing jumps while it loads', async ({ page }) => {
    const library = new Library(page, 'en');
    const small = await Promise.all(Array.from({ length: 66 }, async (_, index) => ({
      name: `p${String(index).padStart(3, '0')}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await sharp({ create: { width: 60, height: 40, channels: 3, background: { r: index * 3, g: 90, b: 200 - index } } }).jpeg().toBuffer(),
    })));
    await page.goto('/');
    await page.getByTestId('folder-input').evaluate((input) => input.removeAttribute('webkitdirectory'));
    await library.pick('folder-input', [...small, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') }]);
    await expect(page.getByText('66 photos', { exact: true })).toBeVisible({ timeout: 90_000 });
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if ('value' in entry && 'hadRecentInput' in entry && !entry.hadRecentInput) Object.assign(window, { shift: Number(Reflect.get(window, 'shift') ?? 0) + Number(entry.value) });
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.reload();
    await expect(page.getByText('66 photos', { exact: true })).toBeVisible();
    await page.waitForLoadState('networkidle');
    // Before anything is sorted: cards that change places because they were asked to are no jump.
    expect(await page.evaluate(() => Number(Reflect.get(window, 'shift') ?? 0))).toBeLessThan(0.02);
    await page.getByLabel(library.words.library.sortBy, { exact: true }).selectOption('name');
    await expect(library.card('p000')).toBeVisible();
    await expect.poll(() => library.cards().count()).toBeLessThan(60);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.mouse.wheel(0, 20_000);
    await expect(library.card('p065')).toBeVisible();
    await expect(library.card('p000')).toHaveCount(0);
    expect(Math.abs(await page.evaluate(() => document.documentElement.scrollHeight) - height)).toBeLessThan(40);
  });

  test('can be installed, and has a page of its own where the server cannot be reached', async ({ browser, freshStudio }) => {
    const context = await browser.newContext({ baseURL: freshStudio.url, locale: 'en-GB' });
    const page = attentive(await context.newPage());
    await page.goto('/');
    const address = await page.locator('link[rel="manifest"]').getAttribute('href');
    const manifest = await (await context.request.get(address ?? '')).json() as { name: string; display: string; icons: readonly { src: string; sizes: string; purpose: string }[] };
    expect(manifest).toMatchObject({ name: 'Evoroom', display: 'standalone' });
    for (const { src, sizes } of manifest.icons) {
      const icon = await context.request.get(src);
      expect(icon.headers()['content-type']).toBe('image/png');
      const { width, height } = await sharp(await icon.body()).metadata();
      expect(`${width}x${height}`).toBe(sizes);
    }
    expect(manifest.icons.map(({ purpose }) => purpose)).toContain('maskable');
    await page.evaluate(() => new Promise<void>((resolve) => {
      if (navigator.serviceWorker.controller) resolve();
      else navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
    }));
    await freshStudio.kill();
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'The studio cannot be reached' })).toBeVisible();
    await shot(page, 'offline-1440');
    await accessible(page);
    await freshStudio.start();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: new Journey(page, 'en').words.library.headline })).toBeVisible();
    await context.close();
  });
});
