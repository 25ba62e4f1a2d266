import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { writeXmp } from '../lib/develop/codecs';
import { complaints, Journey } from './journey';
import { expect, test } from './studio';

/** Values of sliders, by the names of their tools. */
const value = (page: Page, tool: string) => page.locator(`[data-tool="${tool}"]`);

async function open(page: Page, journey: Journey, section: string): Promise<void> {
  const heading = page.getByRole('button', { name: section, exact: true });
  if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click();
  await heading.scrollIntoViewIfNeeded();
}

async function develop(page: Page, language: 'en' | 'zh', file = 'autumn-ridge.jpg'): Promise<Journey> {
  const journey = new Journey(page, language);
  await journey.upload(file);
  await journey.tab('develop');
  await page.locator('[data-live="ready"]').waitFor();
  return journey;
}

test.describe('the develop panel', () => {
  test.use({ locale: 'en-GB', permissions: ['clipboard-read', 'clipboard-write'] });

  test('sliders take sums and fine drags, sections are switched off without losing their values', async ({ page }) => {
    const wrong = complaints(page);
    const journey = await develop(page, 'en');
    const { words } = journey;
    const exposure = value(page, 'Exposure2012');
    const field = page.getByLabel('Exposure, value');

    await test.step('a typed sum, a typed change, a step by key', async () => {
      await field.fill('0.2+0.3');
      await field.press('Enter');
      await expect(exposure).toHaveAttribute('aria-valuenow', '0.5');
      await field.fill('*=2');
      await field.press('Enter');
      await expect(exposure).toHaveAttribute('aria-valuenow', '1');
      await expect(journey.strip()).toHaveCount(3);
      await expect(exposure.locator('..').locator('[data-mover]')).toHaveAttribute('data-mover', 'user');
    });

    await test.step('shift drags an eighth of the way', async () => {
      const contrast = value(page, 'Contrast2012');
      const box = (await contrast.boundingBox())!;
      const y = box.y + box.height / 2, x = box.x + box.width / 2;
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.keyboard.down('Shift');
      await page.mouse.move(x + box.width * 0.25, y, { steps: 4 });
      await page.keyboard.up('Shift');
      await page.mouse.up();
      await expect(journey.strip()).toHaveCount(4);
      const moved = Number(await contrast.getAttribute('aria-valuenow'));
      expect(moved).toBeGreaterThan(2);
      expect(moved).toBeLessThan(12);
    });

    await test.step('a section that is off shows nothing of it, and comes back with its values', async () => {
      const basic = page.getByRole('region', { name: 'Basic' });
      await basic.getByRole('button', { name: 'Basic', exact: true }).hover();
      const hash = () => page.getByTestId('canvas').getAttribute('data-hash');
      const before = await hash();
      await basic.getByRole('switch', { name: 'Basic shows' }).click();
      await expect(journey.strip()).toHaveCount(5);
      await expect(journey.strip().nth(4)).toHaveAttribute('aria-label', /Basic off/);
      await expect(exposure).toHaveAttribute('aria-valuenow', '1');
      await expect.poll(hash).not.toBe(before);
      await basic.getByRole('switch', { name: 'Basic shows' }).click();
      await expect(journey.strip().nth(5)).toHaveAttribute('aria-label', /Basic on/);
      await expect(exposure).toHaveAttribute('aria-valuenow', '1');
    });

    await test.step('a section is reset, and undo brings it back', async () => {
      await page.getByRole('region', { name: 'Basic' }).getByRole('button', { name: 'Reset Basic' }).click();
      await expect(exposure).toHaveAttribute('aria-valuenow', '0');
      await expect(journey.strip()).toHaveCount(7);
      await page.getByRole('button', { name: words.studio.undo }).click();
      await expect(exposure).toHaveAttribute('aria-valuenow', '1');
    });
    expect(wrong).toEqual([]);
  });

  test('curve, wheels, mixer with the target tool, masks', async ({ page }) => {
    const wrong = complaints(page);
    const journey = await develop(page, 'en');

    await test.step('a region of the curve, and where regions meet', async () => {
      await open(page, journey, 'Tone Curve');
      const curve = page.getByRole('group', { name: 'Parametric curve' });
      const box = (await curve.boundingBox())!;
      await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.42, { steps: 3 });
      await page.mouse.up();
      await expect.poll(async () => Number(await value(page, 'ParametricLights').getAttribute('aria-valuenow'))).toBeGreaterThan(15);
      const split = page.getByRole('slider', { name: 'Shadow Split' });
      await split.press('Shift+ArrowRight');
      await expect(split).toHaveAttribute('aria-valuenow', '35');
      await expect(journey.strip()).toHaveCount(3);
    });

    await test.step('points by keyboard', async () => {
      await page.getByRole('radio', { name: 'RGB' }).click();
      const points = page.getByRole('group', { name: 'Point Curve' }).getByRole('slider');
      await points.first().focus();
      await page.keyboard.press('Enter');
      await expect(points).toHaveCount(3);
      await points.nth(1).press('ArrowUp');
      await expect(points.nth(1)).toHaveAttribute('aria-valuenow', /1(29|30)/);
      await points.nth(1).press('Delete');
      await expect(points).toHaveCount(2);
    });

    await test.step('a grading wheel by pointer and by keys', async () => {
      await open(page, journey, 'Color Grading');
      await page.getByRole('radio', { name: 'Highlights' }).click();
      const wheel = page.getByRole('slider', { name: 'Highlights, colour wheel' });
      await wheel.scrollIntoViewIfNeeded();
      const box = (await wheel.boundingBox())!;
      await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.25);
      await expect(value(page, 'SplitToningHighlightHue')).toHaveAttribute('aria-valuenow', '90');
      await expect(wheel).toHaveAttribute('aria-valuenow', '50');
      await wheel.press('Shift+ArrowUp');
      await expect(value(page, 'SplitToningHighlightSaturation')).toHaveAttribute('aria-valuenow', '60');
    });

    await test.step('a drag on the picture moves the colours under it', async () => {
      await open(page, journey, 'Color Mixer');
      await page.getByRole('radio', { name: 'Saturation', exact: true }).click();
      const before = await journey.strip().count();
      await page.getByRole('region', { name: 'Color Mixer' }).getByRole('button', { name: 'Target tool: drag on the picture' }).click();
      const pad = page.getByTestId('target');
      const box = (await pad.boundingBox())!;
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.75);
      await expect(pad.locator('span')).not.toHaveText('No colour here');
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.75 - 60, { steps: 5 });
      await page.mouse.up();
      await expect(journey.strip()).toHaveCount(before + 1);
      await expect(journey.strip().last()).toHaveAttribute('aria-label', /Saturation \+30/);
      await page.keyboard.press('Escape');
      await expect(pad).toHaveCount(0);
    });

    await test.step('masks are renamed, doubled and put in order', async () => {
      await open(page, journey, 'Masking');
      await page.getByRole('region', { name: 'Masking' }).getByRole('button', { name: 'Subject' }).click();
      const masks = page.getByRole('region', { name: 'Masking' }).getByRole('listitem').filter({ has: page.getByRole('button', { name: /^More for/ }) });
      await expect(masks).toHaveCount(1);
      await masks.first().getByRole('button', { name: /^More for/ }).click();
      await page.getByRole('menuitem', { name: 'Rename' }).click();
      await page.getByRole('textbox', { name: 'Rename' }).fill('Ridge');
      await page.keyboard.press('Enter');
      await expect(masks.first()).toHaveAttribute('aria-label', 'Ridge');
      await page.getByRole('button', { name: 'More for Ridge', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Duplicate' }).click();
      await expect(masks).toHaveCount(2);
      await page.getByRole('button', { name: 'More for Ridge copy' }).click();
      await page.getByRole('menuitem', { name: 'Move up' }).click();
      await expect(masks.first()).toHaveAttribute('aria-label', 'Ridge copy');
    });
    expect(wrong).toEqual([]);
  });

  test('looks are tried on, worn at a strength, saved, read from .xmp; settings are copied', async ({ page }, info) => {
    const wrong = complaints(page);
    const journey = await develop(page, 'en');
    await page.getByRole('button', { name: 'Looks', exact: true }).click();
    const tile = (name: string) => page.getByRole('button', { name, exact: true });

    await test.step('hovering shows the look and makes no step', async () => {
      await expect(tile('Cinematic').locator('canvas[data-drawn]')).toBeVisible();
      await tile('Cinematic').hover();
      await expect(page.getByTestId('live')).toBeVisible();
      await page.mouse.move(400, 400);
      await expect(page.getByTestId('live')).toHaveCount(0);
      await expect(journey.strip()).toHaveCount(1);
    });

    await test.step('choosing it is one step, its amount another', async () => {
      await tile('Cinematic').click();
      await expect(journey.strip()).toHaveCount(2);
      await expect(tile('Cinematic')).toHaveAttribute('aria-pressed', 'true');
      await expect(value(page, 'Exposure2012')).toHaveAttribute('aria-valuenow', '0');
      const amount = page.getByRole('region', { name: 'Looks' }).getByLabel('Amount, value');
      await amount.fill('60');
      await amount.press('Enter');
      await expect(journey.strip()).toHaveCount(3);
    });

    await test.step('a look of my own', async () => {
      await page.getByRole('button', { name: 'Save as a look…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Name', { exact: true }).fill('Evening');
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('radio', { name: 'Mine' }).click();
      await expect(tile('Evening')).toBeVisible();
    });

    await test.step('a look from an .xmp file', async () => {
      const file = info.outputPath('amber.xmp');
      await writeFile(file, writeXmp({ Vibrance: 22, Exposure2012: -0.3 }, { preset: { name: 'Amber Haze' } }));
      await page.getByTestId('look-input').setInputFiles(file);
      await tile('Amber Haze').click();
      await expect(journey.strip().last()).toHaveAttribute('aria-label', /Amber Haze/);
    });

    await test.step('settings go by the clipboard', async () => {
      await value(page, 'Shadows2012').focus();
      await page.keyboard.press('Shift+ArrowRight');
      await expect(value(page, 'Shadows2012')).toHaveAttribute('aria-valuenow', '10');
      await expect(journey.strip()).toHaveCount(5);
      await page.keyboard.press('Control+c');
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('"Shadows2012": 10');
      await page.getByRole('button', { name: 'Reset all' }).click();
      await expect(value(page, 'Shadows2012')).toHaveAttribute('aria-valuenow', '0');
      await page.keyboard.press('Control+v');
      await expect(value(page, 'Shadows2012')).toHaveAttribute('aria-valuenow', '10');
      await expect(journey.strip().last()).toHaveAttribute('aria-label', /Pasted settings/);
    });
    expect(wrong).toEqual([]);
  });
});

test('photos are made the same, each by sliders of its own, and each can be taken back (zh)', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  const wrong = complaints(page);
  await develop(page, 'zh', 'mountain-path.jpg');
  const other = page.url();
  const journey = await develop(page, 'zh', 'hilltop-sunset.jpg');
  const field = page.getByLabel('曝光度, value').or(page.getByLabel(journey.words.develop.valueOf.replace('{label}', '曝光度')));
  await field.first().fill('-0.8');
  await field.first().press('Enter');
  await expect(journey.strip()).toHaveCount(2);
  await page.getByRole('button', { name: journey.words.develop.syncTitle }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('listitem').first().click();
  await expect(dialog.getByRole('checkbox').first()).toBeChecked();
  await dialog.getByRole('button', { name: '将 1 张照片调成一致' }).click();
  await expect(dialog).toHaveCount(0);
  await page.goto(other);
  await journey.finished();
  await expect.poll(() => journey.strip().count()).toBeGreaterThan(1);
  const steps = await journey.strip().count();
  await expect(journey.lastRun()).toContainText('调成和参考照片一样');
  for (let step = 1; step < steps; step++) await page.getByRole('button', { name: journey.words.studio.undo }).click();
  await expect(journey.selected()).toHaveAttribute('aria-label', new RegExp(journey.words.history.original));
  expect(wrong).toEqual([]);
  await context.close();
});
