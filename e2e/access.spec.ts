import type { BrowserContext, Page } from '@playwright/test';
import { accessible } from './axe';
import { Journey, WORDS } from './journey';
import { expect, test } from './studio';

const PHONE = { width: 390, height: 844 };
const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/access/${name}.png` });

/** Opens a dialog by its button, holds it to the rules, closes it by key; the focus goes back to where it was. */
async function dialog(page: Page, open: () => Promise<void>, name: string): Promise<void> {
  await open();
  await expect(page.getByRole('dialog')).toBeVisible();
  await shot(page, name);
  await accessible(page, '[role=dialog]');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** A theme for every page of a context. */
const themed = (context: BrowserContext, url: string, theme: 'dark' | 'light') => context.addCookies([{ name: 'evoroom-theme', value: theme, url }]);

test('every page and dialog keeps to WCAG 2.2 AA, in both languages and both themes, on a desk and on a phone', async ({ browser, studio }) => {
  const desk = await browser.newContext({ baseURL: studio.url, locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const page = await desk.newPage();
  const journey = new Journey(page, 'en');
  const { words } = journey;
  await journey.upload('autumn-ridge.jpg');
  await journey.ask('warmer, brighter, a little more contrast');
  await journey.finished();
  const session = new URL(page.url()).pathname;
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  await test.step('the studio', async () => {
    await accessible(page);
    await journey.tab('info');
    await expect(page.getByRole('tabpanel', { name: words.studio.tab.info })).toBeVisible();
    await accessible(page);
    await journey.tab('develop');
    await expect(page.locator('[data-tool="Exposure2012"]')).toBeVisible();
    await shot(page, 'develop');
    await accessible(page);
    await page.keyboard.press('t');
    await expect(page.getByRole('tree')).toBeVisible();
    await accessible(page);
    await page.keyboard.press('t');
    await journey.tab('chat');
  });

  await test.step('a menu that is loaded when it is opened, by pointer and by key', async () => {
    await page.getByTestId('zoom').click();
    await expect(page.getByRole('menuitem', { name: words.canvas.fit })).toBeVisible();
    await accessible(page, '[role=menu]');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('zoom')).toBeFocused();
    const step = button(words.history.menu.open);
    await step.focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: words.history.menu.compare })).toBeVisible();
    await page.keyboard.press('Escape');
    await journey.strip().nth(1).click({ button: 'right' });
    await expect(page.getByRole('menuitem', { name: words.history.menu.remove })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(journey.strip().nth(1)).toBeFocused();
  });

  await test.step('hints come by focus and go by Escape', async () => {
    await button(words.studio.histogram).focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByTestId('hint')).toContainText(words.studio.histogram);
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('hint')).toHaveCount(0);
  });

  await test.step('dialogs', async () => {
    await dialog(page, () => button(words.studio.export).click(), 'export');
    await dialog(page, () => button(words.studio.import).click(), 'import');
    await dialog(page, () => button(words.studio.keys).click(), 'keys');
    await dialog(page, () => button(words.palette.title).click(), 'palette');
  });

  let shared = '';
  await test.step('sharing, and what is shared', async () => {
    await button(words.studio.share).click();
    await page.getByRole('dialog').getByRole('button', { name: words.share.create }).click();
    shared = new URL(await page.getByTestId('link').first().getByLabel(words.share.address).inputValue()).pathname;
    await accessible(page);
    await page.keyboard.press('Escape');
    for (const path of [shared, shared.replace('/share/', '/embed/')]) {
      await page.goto(path);
      await accessible(page);
    }
  });

  await test.step('the library and the models', async () => {
    for (const path of ['/', '/settings']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await accessible(page);
    }
  });
  await themed(desk, studio.url, 'light');
  await test.step('in light', async () => {
    for (const path of [session, '/', '/settings']) {
      await page.goto(path);
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
      if (path === session) await journey.tab('develop');
      await shot(page, `light-${path === '/' ? 'library' : path === session ? 'develop' : 'settings'}`);
      await accessible(page);
    }
  });

  await test.step('on a phone, in Chinese, without movement', async () => {
    const phone = await browser.newContext({ baseURL: studio.url, locale: 'zh-CN', viewport: PHONE, hasTouch: true, isMobile: true, reducedMotion: 'reduce', storageState: await desk.storageState() });
    const small = await phone.newPage();
    const zh = new Journey(small, 'zh');
    await small.goto(session);
    await zh.pictureShown();
    await accessible(small);
    await zh.tab('develop');
    await expect(small.locator('[data-tool="Exposure2012"]')).toBeVisible();
    await shot(small, 'phone-develop-zh');
    await accessible(small, '[role=tabpanel]:not([hidden])');
    // Nothing moves by itself for those who asked for that.
    expect(await small.evaluate(() => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 1).length)).toBe(0);
    await dialog(small, () => small.getByRole('button', { name: WORDS.zh.studio.export, exact: true }).click(), 'phone-export-zh');
    expect(await small.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    for (const path of [shared, '/', '/settings']) {
      await small.goto(path);
      await shot(small, `phone-zh-${path === shared ? 'share' : path === '/' ? 'library' : 'settings'}`);
      await accessible(small);
    }
    await phone.close();
  });
  await desk.close();
});
