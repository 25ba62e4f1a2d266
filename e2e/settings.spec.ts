import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, writeXmp } from '../lib/develop/codecs';
import { embedPacket } from '../lib/imaging/packet';
import { complaints, Journey, type Language } from './journey';
import { expect, sample, test } from './studio';

const PRESET = `s = {
	id = "8D4C2E6A-1C1F-4F43-9D86-3B6E2A0F9C11",
	title = "Amber Evening",
	value = { settings = { Exposure2012 = -0.35, Vibrance = 22, Contrast2012 = 0, FutureTool = 3, ProcessVersion = "6.7" }, uuid = "AF1E4C11-2D2A-4C77-8F8B-29E1C2A2B3C4" },
	version = 0,
}
`;

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evoroom-settings-'));
  await writeFile(join(folder, 'amber.lrtemplate'), PRESET);
  await writeFile(join(folder, 'evil.lua'), 'return { Exposure2012 = os.execute("true") }');
  await writeFile(join(folder, 'carries.jpg'), embedPacket(await readFile(sample('autumn-ridge.jpg')), writeXmp({ Exposure2012: 0.6, Dehaze: 15 })));
});
test.afterAll(() => rm(folder, { recursive: true }));

for (const { language, locale } of [{ language: 'en', locale: 'en-GB' }, { language: 'zh', locale: 'zh-CN' }] as const satisfies readonly { language: Language; locale: string }[]) {
  test.describe(`settings in and out (${language})`, () => {
    test.use({ locale });

    test('read a preset, apply it, take it along in another format', async ({ page }) => {
      const wrong = complaints(page);
      const journey = new Journey(page, language);
      const { words } = journey;
      await journey.upload('autumn-ridge.jpg');
      const dialog = page.getByRole('dialog');

      await test.step('a file with code in it is refused in words', async () => {
        await page.getByRole('button', { name: words.studio.import }).click();
        await page.getByTestId('settings-input').setInputFiles(join(folder, 'evil.lua'));
        await expect(dialog.getByText(language === 'en' ? /nothing in the file was executed/ : words.errors.codes['lua-code'])).toBeVisible();
      });

      await test.step('a preset says what it is, what it changes and what is not known', async () => {
        await page.getByTestId('settings-input').setInputFiles(join(folder, 'amber.lrtemplate'));
        await expect(dialog.getByText('Amber Evening')).toBeVisible();
        await expect(dialog.getByText(words.import.formats.lrtemplate)).toBeVisible();
        await expect(dialog.getByRole('region', { name: words.import.changes }).getByRole('listitem')).toHaveCount(2);
        await expect(dialog.getByText(/FutureTool/)).toBeVisible();
        await dialog.getByRole('button', { name: words.import.apply }).click();
        await expect(dialog).toHaveCount(0);
        await expect(journey.strip()).toHaveCount(2);
        await expect(journey.strip().nth(1)).toHaveAttribute('aria-label', /Amber Evening/);
      });

      await test.step('dropped on the studio it is read again, and changes nothing now', async () => {
        const data = await page.evaluateHandle((text) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], 'amber.lrtemplate'));
          return transfer;
        }, PRESET);
        await page.dispatchEvent('main', 'drop', { dataTransfer: data });
        await expect(dialog.getByText(words.import.nothing)).toBeVisible();
        await page.keyboard.press('Escape');
      });

      for (const format of ['xmp', 'preset', 'lrtemplate', 'lua', 'json'] as const) {
        await test.step(`export as ${format}`, async () => {
          await page.getByRole('button', { name: words.studio.export, exact: true }).click();
          await dialog.getByLabel(words.export.format).selectOption(`settings:${format}`);
          const download = page.waitForEvent('download');
          await dialog.getByRole('button', { name: words.export.start, exact: true }).click();
          const { settings } = readSettings(await readFile(await (await download).path(), 'utf8'));
          expect(settings).toMatchObject({ Exposure2012: -0.35, Vibrance: 22 });
          expect(Number(settings['FutureTool'])).toBe(3);
          await page.keyboard.press('Escape');
        });
      }
      expect(wrong).toEqual([]);
    });

    test('a photo that carries settings offers them', async ({ page }) => {
      const wrong = complaints(page);
      const journey = new Journey(page, language);
      const { words } = journey;
      await journey.upload(join(folder, 'carries.jpg'));
      await expect(page.getByText(words.import.offer)).toBeVisible();
      await page.getByRole('button', { name: words.import.offerLook }).click();
      await page.getByRole('dialog').getByRole('button', { name: words.import.apply }).click();
      await expect(journey.strip()).toHaveCount(2);
      await expect(page.getByText(words.import.offer)).toHaveCount(0);
      expect(wrong).toEqual([]);
    });
  });
}
