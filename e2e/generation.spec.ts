import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { painted } from '../lib/agent/generation/testing';
import { standIn, type StandIn } from '../lib/agent/model/testing';
import { complaints, Journey } from './journey';
import { expect, Studio, test as base } from './studio';

/** A studio of its own, with a stand-in for an image model. */
const test = base.extend<{ painter: { readonly studio: Studio; readonly server: StandIn; hold: Promise<void> | undefined } }>({
  // oxlint-disable-next-line no-empty-pattern
  painter: async ({}, use) => {
    const painter: { studio?: Studio; server?: StandIn; hold: Promise<void> | undefined } = { hold: undefined };
    const server = await standIn(async ({ body }) => {
      await painter.hold;
      return { images: [{ bytes: await painted(new Uint8Array(await (body.image as File).arrayBuffer()), { disc: [0.5, 0.45, 0.1], shift: [7, 5] }) }] };
    }, 'painter-1');
    const studio = await Studio.create({ IMAGE_MODEL: 'painter-1', IMAGE_BASE_URL: server.url });
    await studio.start();
    await use(Object.assign(painter, { studio, server }));
    await studio.remove();
    server.close();
  },
});

for (const [language, locale, words] of [['en', 'en-GB', 'turn it into an oil painting'], ['zh', 'zh-CN', '变成一幅油画']] as const) {
  test.describe(`a generative edit (${language})`, () => {
    test.use({ locale, baseURL: async ({ painter }, use) => use(painter.studio.url) });

    test('is asked for, permitted, worked on, exported with its provenance, shared, and undone', async ({ page, browser, painter }) => {
      const wrong = complaints(page);
      const journey = new Journey(page, language);
      const said = journey.words;
      await journey.upload('coffee.png');
      await journey.ask(words);
      await journey.finished();
      const question = page.getByTestId('question');
      await expect(question).toContainText(words);
      expect(painter.server.requests).toHaveLength(0);
      await page.screenshot({ path: `test-results/generation-question-${language}.png` });

      let release = (): void => undefined;
      painter.hold = new Promise((resolve) => { release = resolve; });
      await question.getByRole('button').first().click();
      await expect(journey.lastRun()).toContainText(said.chat.generating);
      await page.screenshot({ path: `test-results/generation-working-${language}.png` });
      release();
      painter.hold = undefined;
      await expect(journey.runs()).toHaveCount(2);
      await journey.finished();
      await expect(question.getByRole('button')).toHaveCount(0);
      await expect(journey.strip()).toHaveCount(2);
      await expect(journey.strip().last().getByRole('img', { name: said.history.made })).toBeVisible();
      await expect(journey.lastRun().getByTestId('step-card')).toContainText('painter-1');
      const shown = page.getByTestId('canvas');
      await expect(shown).toHaveAttribute('data-sharp', 'true');
      await expect(shown).toHaveAttribute('data-hash', /\.base/);
      await page.screenshot({ path: `test-results/generation-made-${language}.png` });

      // A slider moves on top of the base, live in the browser.
      await journey.tab('develop');
      const slider = journey.slider(language === 'en' ? 'Exposure' : '曝光度');
      await slider.focus();
      await slider.press('PageUp');
      await expect(journey.strip()).toHaveCount(3);
      await expect(shown).toHaveAttribute('data-hash', /\.base/);
      await journey.tab('info');
      await expect(page.getByText('painter-1', { exact: true })).toBeVisible();
      await page.screenshot({ path: `test-results/generation-info-${language}.png` });

      await page.getByRole('button', { name: said.studio.export }).click();
      const downloading = page.waitForEvent('download');
      await page.getByRole('dialog').getByRole('button', { name: said.export.start }).click();
      const file = await readFile((await (await downloading).path()) ?? '');
      expect((await sharp(file).metadata()).xmp?.toString()).toContain('compositeWithTrainedAlgorithmicMedia');
      const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
      const at = (Math.floor(0.45 * info.height) * info.width + Math.floor(0.5 * info.width)) * info.channels;
      // The disc's magenta.
      expect((data[at] ?? 0) - (data[at + 1] ?? 0)).toBeGreaterThan(80);
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: said.studio.share }).click();
      await page.getByRole('dialog').getByRole('button', { name: said.share.create }).click();
      const link = page.getByRole('dialog').getByLabel(said.share.address);
      const visitor = await (await browser.newContext({ locale, viewport: { width: 390, height: 844 } })).newPage();
      await visitor.goto(await link.inputValue());
      await visitor.getByRole('option').nth(1).click();
      await expect(visitor.getByText(/painter-1/).first()).toBeVisible();
      await visitor.screenshot({ path: `test-results/generation-share-${language}.png` });
      await visitor.context().close();
      await page.keyboard.press('Escape');

      for (let i = 0; i < 2; i++) await page.getByRole('button', { name: said.studio.undo }).click();
      await expect(shown).not.toHaveAttribute('data-hash', /\.base/);
      await expect(shown).toHaveAttribute('data-sharp', 'true');
      await page.setViewportSize({ width: 390, height: 844 });
      await page.reload();
      await journey.pictureShown();
      await page.screenshot({ path: `test-results/generation-phone-${language}.png` });
      expect(wrong).toEqual([]);
    });
  });
}
