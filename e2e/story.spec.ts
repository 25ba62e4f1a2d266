import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { readSettings } from '../lib/develop/codecs';
import { complaints, Journey, renderRequests, type Language } from './journey';
import { expect, sample, test } from './studio';

const STORIES: readonly { readonly language: Language; readonly locale: string; readonly instruction: string; readonly followUp: string; readonly exposure: string; readonly contrast: string }[] = [
  { language: 'en', locale: 'en-GB', instruction: 'make it a warm, cinematic evening, keep the skin natural', followUp: 'a bit less', exposure: 'Exposure', contrast: 'Contrast' },
  { language: 'zh', locale: 'zh-CN', instruction: '整体更通透,天空压暗一点,人物提亮', followUp: '再暖一点', exposure: '曝光度', contrast: '对比度' },
];

for (const story of STORIES) {
  test.describe(`the whole story (${story.language})`, () => {
    test.use({ locale: story.locale });

    test('upload, talk, watch, scrub, adjust, share, export', async ({ page, browser, studio }) => {
      const wrong = complaints(page);
      const journey = new Journey(page, story.language);
      const { words } = journey;

      await test.step('upload', async () => {
        await journey.upload('autumn-ridge.jpg');
        await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${story.language}`));
        await expect(journey.strip()).toHaveCount(1);
      });

      await test.step('talk and watch', async () => {
        await journey.ask(story.instruction);
        await expect(journey.lastRun().getByRole('list', { name: words.chat.plan })).toBeVisible();
        await journey.finished();
        expect(await journey.strip().count()).toBeGreaterThanOrEqual(3);
        await expect(journey.lastRun().getByTestId('score').first()).toBeVisible();
        await expect(journey.lastRun().getByRole('list', { name: words.chat.moved }).first().getByText('→').first()).toBeVisible();
        if (story.language === 'zh') expect(await journey.lastRun().innerText()).toMatch(/[\u4e00-\u9fff]{6}/);
      });

      await test.step('follow up', async () => {
        const before = await journey.strip().count();
        await journey.ask(story.followUp);
        await expect(journey.runs()).toHaveCount(2);
        await journey.finished();
        expect(await journey.strip().count()).toBeGreaterThan(before);
      });

      await test.step('scrub through the history', async () => {
        const count = await journey.strip().count();
        await journey.strip().first().click();
        await expect(journey.selected()).toHaveAttribute('aria-label', new RegExp(words.history.original));
        await page.keyboard.press('ArrowRight');
        await expect(journey.strip().nth(1)).toHaveAttribute('aria-selected', 'true');
        await page.keyboard.press('End').catch(() => undefined);
        await journey.strip().nth(count - 1).click();
        await expect(journey.strip().nth(count - 1)).toHaveAttribute('aria-selected', 'true');
      });

      await test.step('move a slider: one step, undone and redone', async () => {
        const before = await journey.strip().count();
        await journey.tab('develop');
        const slider = journey.slider(story.exposure);
        await slider.focus();
        const from = Number(await slider.getAttribute('aria-valuenow'));
        // Sent without waiting for one another: presses that come apart on a busy machine are rightly several steps.
        await Promise.all(Array.from({ length: 5 }, () => page.keyboard.press('ArrowRight')));
        await expect(slider).toHaveAttribute('aria-valuenow', String(Number((from + 0.05).toFixed(2))));
        await expect(journey.strip()).toHaveCount(before + 1);
        await expect(journey.strip().nth(before)).toHaveAttribute('aria-selected', 'true');
        await page.getByRole('button', { name: words.studio.undo }).click();
        await expect(journey.strip().nth(before - 1)).toHaveAttribute('aria-selected', 'true');
        await page.getByRole('button', { name: words.studio.redo }).click();
        await expect(journey.strip().nth(before)).toHaveAttribute('aria-selected', 'true');
      });

      await test.step('what is moved after an undo grows from the picture that is shown', async () => {
        const moved = Number(await journey.slider(story.exposure).getAttribute('aria-valuenow'));
        await page.getByRole('button', { name: words.studio.undo }).click();
        await expect(journey.slider(story.exposure)).not.toHaveAttribute('aria-valuenow', String(moved));
        const undone = Number(await journey.slider(story.exposure).getAttribute('aria-valuenow'));
        const id = () => page.getByTestId('canvas').getAttribute('data-hash');
        const shown = await id();
        await journey.slider(story.contrast).press('Shift+ArrowRight');
        await expect.poll(id).not.toBe(shown);
        await page.waitForTimeout(1500);
        expect(Number(await journey.slider(story.exposure).getAttribute('aria-valuenow'))).toBe(undone);
      });

      await test.step('export the full resolution', async () => {
        await page.getByRole('button', { name: words.studio.export, exact: true }).click();
        const download = page.waitForEvent('download');
        await page.getByRole('dialog').getByRole('button', { name: words.export.start, exact: true }).click();
        const file = await (await download).path();
        const made = await sharp(file).metadata();
        const original = await sharp(sample('autumn-ridge.jpg')).metadata();
        expect([made.width, made.height]).toEqual([original.width, original.height]);
        const difference = await meanDifference(file, sample('autumn-ridge.jpg'));
        expect(difference).toBeGreaterThan(1);
        await page.keyboard.press('Escape');
      });

      await test.step('take the settings along as XMP', async () => {
        await journey.tab('info');
        const download = page.waitForEvent('download');
        await page.getByRole('link', { name: words.info.xmp }).click();
        const { settings } = readSettings(await readFile(await (await download).path(), 'utf8'));
        expect(Object.keys(settings).length).toBeGreaterThan(2);
      });

      await test.step('share, look as a friend, take the link back', async () => {
        await page.getByRole('button', { name: words.studio.share, exact: true }).click();
        await page.getByRole('dialog').getByRole('button', { name: words.share.create }).click();
        const address = await page.getByLabel(words.share.address).inputValue();
        expect(address).toMatch(/\/share\/[\w-]{22,}$/);
        const friend = await browser.newContext({ locale: story.locale, baseURL: studio.url });
        const visitor = await friend.newPage();
        const renders = renderRequests(visitor);
        await visitor.goto(address);
        const theirs = new Journey(visitor, story.language);
        await theirs.pictureShown();
        await expect(visitor.getByText(story.instruction).first()).toBeVisible();
        expect(await theirs.strip().count()).toBeGreaterThanOrEqual(3);
        await theirs.strip().first().click();
        await expect(theirs.strip().first()).toHaveAttribute('aria-selected', 'true');
        expect(await visitor.content()).not.toContain(new URL(page.url()).pathname.split('/').at(-1));

        await page.getByRole('dialog').getByRole('button', { name: words.share.revoke }).click();
        await expect(page.getByLabel(words.share.address)).toHaveCount(0);
        await visitor.reload();
        await expect(visitor.getByText(words.errors.share.title)).toBeVisible();
        const image = renders.at(-1);
        expect(image).toBeDefined();
        expect((await friend.request.get(String(image))).status()).toBe(404);
        await friend.close();
      });

      expect(wrong).toEqual([]);
    });
  });
}

/** Mean absolute difference of two pictures of one size, in 8-bit codes. */
async function meanDifference(a: string, b: string): Promise<number> {
  const raw = async (file: string) => sharp(file).resize(256).removeAlpha().raw().toBuffer();
  const [left, right] = await Promise.all([raw(a), raw(b)]);
  return left.reduce((sum, value, i) => sum + Math.abs(value - (right[i] ?? 0)), 0) / left.length;
}
