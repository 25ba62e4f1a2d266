import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import sharp from 'sharp';
import { writeXmp } from '../lib/develop/codecs';
import { complaints, Journey } from './journey';
import { expect, sample, test } from './studio';

const SAMPLES = ['autumn-ridge.jpg', 'hilltop-sunset.jpg', 'mountain-path.jpg', 'dandelion.jpg', 'coffee.png'] as const;

for (const [language, locale] of [['en', 'en-GB'], ['zh', 'zh-CN']] as const) {
  test.describe(`a personal style (${language})`, () => {
    test.use({ locale, ...(language === 'zh' && { viewport: { width: 390, height: 844 } }) });

    test('is learnt from a folder of photos with their settings, and edits another photo unasked', async ({ page }) => {
      const wrong = complaints(page);
      const journey = new Journey(page, language);
      const { words: { style, library, develop } } = journey;
      const folder = await mkdtemp(join(tmpdir(), 'evoroom-hand-'));
      for (const name of SAMPLES) {
        const { name: stem } = parse(name);
        await sharp(sample(name)).resize(400).jpeg().toFile(join(folder, `${stem}.jpg`));
        await writeFile(join(folder, `${stem}.xmp`), writeXmp({ GrainAmount: 24, Vibrance: 14, Blacks2012: 20 }));
      }
      await page.goto('/');
      await page.getByTestId('folder-input').setInputFiles(folder);
      // Several that came together are selected; each came with its edit.
      await expect(page.getByRole('toolbar', { name: library.selection })).toContainText('5', { timeout: 60_000 });
      await expect(page.getByRole('button', { name: library.learnStyle })).toBeEnabled();
      await page.getByRole('button', { name: library.learnStyle }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(style.name).fill('Evening');
      await dialog.getByRole('button', { name: style.learn, exact: true }).click();
      await expect(dialog.getByRole('status')).toContainText('Evening', { timeout: 60_000 });
      await page.screenshot({ path: `test-results/shots/style-learnt-${language}.png` });
      await dialog.getByRole('button', { name: style.close, exact: true }).click();

      await journey.upload('chelsea.png');
      await journey.tab('develop');
      await page.getByRole('button', { name: develop.looks, exact: true }).click();
      await page.getByRole('button', { name: style.apply.replace('{name}', 'Evening') }).click();
      await expect(journey.strip()).toHaveCount(2);
      await page.screenshot({ path: `test-results/shots/style-applied-${language}.png` });
      await expect(page.locator('[data-tool="Blacks2012"]').first()).toHaveAttribute('aria-valuenow', /^(1[6-9]|2[0-4])$/);
      expect(wrong).toEqual([]);
      await rm(folder, { recursive: true });
    });
  });
}
