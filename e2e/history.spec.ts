import type { Page } from '@playwright/test';
import { apart, complaints, Journey, type Language } from './journey';
import { expect, test } from './studio';

const hash = (page: Page) => page.getByTestId('canvas').getAttribute('data-hash');
/** Pictures as they were chosen, not as they are on their way. */
const settled = async (page: Page) => { await expect(page.getByTestId('canvas')).toHaveAttribute('data-sharp', 'true'); return hash(page); };

class History extends Journey {
  readonly history = this.words.history;
  constructor(page: Page, language: Language) { super(page, language); }

  /** A step of one's own: so many presses of a slider, and the step is there. */
  async move(label: string, presses: number): Promise<void> {
    // The strip comes with the page or a moment after it: one that is empty is not there yet.
    await expect(this.strip().first()).toBeVisible();
    const before = await this.strip().count();
    const slider = this.slider(label);
    await slider.focus();
    await Promise.all(Array.from({ length: presses }, () => this.page.keyboard.press('Shift+ArrowRight')));
    await expect(this.strip()).toHaveCount(before + 1);
    await expect(this.strip().nth(before)).toHaveAttribute('aria-selected', 'true');
  }
  async menuOf(index: number, item: string): Promise<void> {
    await this.strip().nth(index).click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: item }).first().click();
  }
  values = async (...labels: readonly string[]) => Promise.all(labels.map(async (label) => Number(await this.slider(label).getAttribute('aria-valuenow'))));
}

const SLIDERS = { en: ['Exposure', 'Contrast', 'Highlights'], zh: ['曝光度', '对比度', '高光'] } as const;

for (const language of ['en', 'zh'] as const) {
  test.describe(`the history (${language})`, () => {
    test.use({ locale: language === 'en' ? 'en-GB' : 'zh-CN' });

    test('is played, compared, rearranged, named, deleted, and taken back across a reload', async ({ page }) => {
      const wrong = complaints(page);
      const journey = new History(page, language);
      const { history, words } = journey;
      const [exposure, contrast, highlights] = SLIDERS[language];
      await journey.upload('autumn-ridge.jpg');
      await journey.tab('develop');
      await journey.move(exposure, 2);
      await journey.move(contrast, 3);
      await journey.move(highlights, 2);
      const [e, c, h] = await journey.values(exposure, contrast, highlights);
      expect([e, c, h].every((value) => value !== 0)).toBe(true);

      await test.step('a neighbour is ready before it is asked for', async () => {
        await journey.strip().nth(1).click();
        await settled(page);
        await page.waitForTimeout(1500);
        const asked: string[] = [];
        page.on('request', (request) => { if (/\/render\/.*edge=(?!320)/.test(request.url())) asked.push(request.url()); });
        await page.keyboard.press('Escape');
        await journey.strip().nth(1).press('ArrowRight');
        await expect(journey.strip().nth(2)).toHaveAttribute('aria-selected', 'true');
        const shown = await settled(page);
        expect(asked.filter((url) => url.includes(String(shown)))).toEqual([]);
        // And stands with the first frame after the key, the second at most, whatever else is told of the step.
        const frames = page.evaluate(() => new Promise<number>((resolve) => window.addEventListener('keydown', () => {
          const canvas = document.querySelector<HTMLElement>('[data-testid="canvas"]'), before = canvas?.dataset['hash'];
          let count = 0;
          const look = () => { count += 1; if (canvas?.dataset['hash'] !== before || count > 60) resolve(count); else requestAnimationFrame(look); };
          requestAnimationFrame(look);
        }, { once: true, capture: true })));
        await journey.strip().nth(2).press('ArrowLeft');
        expect(await frames).toBeLessThanOrEqual(2);
        await expect(journey.strip().nth(1)).toHaveAttribute('aria-selected', 'true');
      });

      await test.step('it plays from the start to the end, and never shows nothing', async () => {
        await page.getByRole('button', { name: history.speed }).click();
        await page.getByRole('button', { name: history.speed }).click();
        await journey.strip().first().click();
        await settled(page);
        const blanks = page.evaluate(() => new Promise<number>((resolve) => {
          let blank = 0;
          const end = performance.now() + 2500;
          const look = () => {
            const pictures = [...document.querySelectorAll<HTMLImageElement>('[data-testid="canvas"] img')];
            if (!pictures.some((image) => image.complete && image.naturalWidth > 0)) blank += 1;
            if (performance.now() < end) requestAnimationFrame(look);
            else resolve(blank);
          };
          look();
        }));
        await page.getByRole('button', { name: history.play }).click();
        await expect(journey.strip().nth(3)).toHaveAttribute('aria-selected', 'true');
        await expect(page.getByRole('button', { name: history.play })).toBeVisible();
        expect(await blanks).toBe(0);
      });

      await test.step('the line above the pictures goes through it', async () => {
        const line = page.getByRole('slider', { name: history.scrubber });
        await line.fill('1');
        await expect(journey.strip().nth(1)).toHaveAttribute('aria-selected', 'true');
        await line.fill('3');
      });

      await test.step('two steps are compared', async () => {
        await journey.menuOf(1, history.menu.compare);
        await expect(page.getByTestId('canvas')).not.toHaveAttribute('data-compare', 'off');
        await page.keyboard.press('y');
      });

      await test.step('a step in the middle is switched off, and on again', async () => {
        await journey.menuOf(2, history.menu.disable);
        await expect.poll(() => journey.values(exposure, contrast, highlights)).toEqual([e, 0, h]);
        await expect(journey.strip()).toHaveCount(3);
        // What is said about it lies beside the picture.
        await apart(page.getByRole('status').filter({ has: page.getByRole('button', { name: history.said.undo }) }), page.getByTestId('canvas'));
        await page.getByRole('button', { name: history.off.split('{')[0] }).click();
        await expect.poll(() => journey.values(exposure, contrast, highlights)).toEqual([e, c, h]);
        await expect(journey.strip()).toHaveCount(4);
        await page.keyboard.press('ControlOrMeta+z');
        await expect.poll(() => journey.values(contrast)).toEqual([0]);
        await page.keyboard.press('ControlOrMeta+Shift+z');
        await expect.poll(() => journey.values(contrast)).toEqual([c]);
      });

      await test.step('two steps change places; the first one cannot go earlier', async () => {
        const title = await journey.strip().nth(3).getAttribute('title');
        await journey.menuOf(3, history.menu.earlier);
        await expect(journey.strip().nth(2)).toHaveAttribute('title', String(title));
        await expect.poll(() => journey.values(exposure, contrast, highlights)).toEqual([e, c, h]);
        await journey.strip().nth(1).click({ button: 'right' });
        const item = page.getByRole('menuitem', { name: history.menu.earlier });
        await expect(item).toContainText(history.refused.first);
        await expect(item).toHaveAttribute('aria-disabled', 'true');
        await page.keyboard.press('Escape');
      });

      const tree = page.getByRole('tree', { name: history.tree.graph });
      await test.step('the tree has every branch; one is named, starred, and gets the tools of another', async () => {
        await journey.strip().nth(1).click();
        await journey.menuOf(1, history.menu.continueHere);
        await journey.move(contrast, 6);
        await page.getByRole('button', { name: history.tree.open.split('{')[0] }).click();
        await expect(tree.getByRole('treeitem')).not.toHaveCount(0);
        await expect(tree.locator('[aria-selected="true"]')).toHaveCount(1);
        await tree.locator('[aria-selected="true"]').click({ button: 'right' });
        await page.getByRole('menuitem', { name: history.menu.name }).click();
        await page.getByRole('dialog').getByRole('textbox').fill('Strong');
        await page.getByRole('dialog').getByRole('button', { name: history.nameDialog.save }).click();
        await expect(page.getByRole('button', { name: /^Strong/ })).toBeVisible();
        await journey.menuOf(2, history.menu.rate);
        await page.getByRole('menuitemradio').first().click();
        await expect(page.getByRole('img', { name: /5/ }).first()).toBeVisible();

        const root = tree.getByRole('treeitem').first();
        await root.click();
        await root.press('ArrowRight');
        await expect(tree.getByRole('treeitem').nth(1)).toHaveAttribute('aria-selected', 'true');
        await page.screenshot({ path: `test-results/shots/history-tree-${language}.png` });
      });

      await test.step('undo takes back stars, the name and the branch itself, after a reload too', async () => {
        const strong = page.getByRole('button', { name: /^Strong/ });
        await strong.click();
        await page.getByRole('button', { name: history.tree.more.replace('{name}', 'Strong') }).click();
        await page.getByRole('menuitem', { name: history.menu.remove }).click();
        await expect(strong).toHaveCount(0);
        await page.reload();
        await journey.pictureShown();
        const undo = page.getByRole('button', { name: words.studio.undo });
        await expect(undo).toHaveAccessibleName(new RegExp('Strong'));
        await page.keyboard.press('t');
        await undo.click();
        await expect(strong).toBeVisible();
        await undo.click();
        await expect(page.getByRole('img', { name: history.tree.starred.replace('{count}', '5') })).toHaveCount(0);
        await undo.click();
        await expect(strong).toHaveCount(0);
        await page.keyboard.press('ControlOrMeta+Shift+z');
        await expect(strong).toBeVisible();
      });
      expect(wrong).toEqual([]);
    });
  });
}

test.describe('the history on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'en-GB' });
  test('has its line to drag along, its menu and its tree in a sheet', async ({ page }) => {
    const journey = new History(page, 'en');
    const { history } = journey;
    await journey.upload('autumn-ridge.jpg');
    await journey.ask('warmer, a bit more contrast');
    await journey.finished();
    await page.screenshot({ path: 'test-results/shots/history-phone.png' });
    await expect(page.getByRole('slider', { name: history.scrubber })).toBeVisible();
    const last = await journey.strip().count() - 1;
    await page.getByRole('slider', { name: history.scrubber }).fill('1');
    await expect(journey.strip().nth(1)).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('button', { name: history.menu.open }).tap();
    await page.getByRole('menuitem', { name: history.menu.restore }).tap();
    await expect(journey.strip()).toHaveCount(last + 2);
    await page.getByRole('button', { name: history.tree.open.split('{')[0] }).tap();
    await expect(page.getByRole('tree')).toBeVisible();
    await page.screenshot({ path: 'test-results/shots/history-phone-tree.png' });
    // What a step's menu does is said in the sheet, which lies over the panel, and not over the picture.
    await page.getByRole('tree').locator('[aria-selected="true"]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: history.menu.disable }).tap();
    const said = page.locator('#history-tree').getByRole('status').filter({ has: page.getByRole('button', { name: history.said.undo }) });
    await apart(said, page.getByTestId('canvas'));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
