import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { complaints, Journey } from './journey';
import { expect, sample, test } from './studio';

/** Where a share of the picture lies in the window. */
async function at(page: Page, u: number, v: number): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.getByTestId('point-surface').boundingBox();
  if (!box) throw new Error('Nothing to point at');
  return { x: box.x + u * box.width, y: box.y + v * box.height };
}

async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const [a, b] = [await at(page, ...from), await at(page, ...to)];
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  for (let k = 1; k <= 8; k++) await page.mouse.move(a.x + ((b.x - a.x) * k) / 8, a.y + ((b.y - a.y) * k) / 8);
  await page.mouse.up();
}

/** Mean of each third of a picture, left to right, as red, green and blue. */
async function thirds(picture: Buffer): Promise<readonly (readonly number[])[]> {
  const { data, info } = await sharp(picture).resize(3, 1, { fit: 'fill' }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return Array.from({ length: info.width }, (_, i) => [...data.subarray(i * 3, i * 3 + 3)]);
}

const shot = async (page: Page, name: string) => {
  if (process.env.EVOROOM_SHOTS) await page.screenshot({ path: `${process.env.EVOROOM_SHOTS}/${name}.png` });
};

test.describe('a conversation', () => {
  test('points at a box, brightens what is there and nothing else, and keeps pointing by keyboard and brush', async ({ page }) => {
    const wrong = complaints(page);
    const journey = new Journey(page, 'en');
    const { talk } = journey.words;
    await journey.upload('hilltop-sunset.jpg');
    const canvas = page.getByTestId('canvas');
    await expect(canvas).toHaveAttribute('data-sharp', 'true', { timeout: 60_000 });
    const url = async () => /photos\/[^/]+\/render\/[^?]+/.exec((await page.locator('[data-testid="canvas"] img').last().getAttribute('src')) ?? '')?.[0] ?? '';
    const before = await (await page.request.get(`/api/${await url()}?edge=640`)).body();

    await test.step('P starts it, Escape ends it, a stroke is taken back', async () => {
      await page.locator('body').press('p');
      await expect(page.getByTestId('point-surface')).toBeVisible();
      await page.keyboard.press('b');
      await expect(page.getByRole('slider', { name: talk.brushSize })).toBeVisible();
      await drag(page, [0.6, 0.3], [0.7, 0.4]);
      await expect(page.getByTestId('pin')).toHaveCount(1);
      await page.keyboard.press('Backspace');
      await expect(page.getByTestId('pin')).toHaveCount(0);
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('point-surface')).toBeHidden();
    });

    await test.step('a box, a pin set by the keyboard and taken away again', async () => {
      await page.getByRole('button', { name: talk.point }).click();
      await drag(page, [0.05, 0.55], [0.3, 0.95]);
      await expect(page.getByTestId('pin')).toHaveCount(1);
      await page.getByTestId('point-surface').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('pin')).toHaveCount(2);
      await page.getByTestId('pin').last().click();
      await expect(page.getByTestId('pin')).toHaveCount(1);
      await expect(page.getByTestId('places-chip')).toContainText('1 place');
      await expect(page.getByTestId('pin')).not.toHaveAttribute('aria-label', new RegExp(talk.looking), { timeout: 60_000 });
      await expect(page.getByTestId('veil')).toBeVisible({ timeout: 60_000 });
      await shot(page, 'pointing');
    });

    await journey.ask('brighten this area');
    await journey.finished();
    await expect(page.getByTestId('places-chip')).toBeHidden();
    await expect(journey.lastRun().getByRole('button', { name: '1 place' })).toBeVisible();
    await expect(canvas).toHaveAttribute('data-sharp', 'true', { timeout: 60_000 });
    await shot(page, 'pointed');
    const after = await (await page.request.get(`/api/${await url()}?edge=640`)).body();
    const [was, is] = await Promise.all([before, after].map(async (picture) => sharp(picture).resize(40, 40, { fit: 'fill' }).greyscale().raw().toBuffer()));
    const change = (x0: number, y0: number, x1: number, y1: number) => {
      let sum = 0, count = 0;
      for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++, count++) sum += (is?.[y * 40 + x] ?? 0) - (was?.[y * 40 + x] ?? 0);
      return sum / count;
    };
    expect(change(4, 26, 10, 35)).toBeGreaterThan(3);
    expect(Math.abs(change(24, 2, 38, 14))).toBeLessThan(1);
    expect(wrong).toEqual([]);
  });

  for (const [language, locale, words] of [['en', 'en-GB', { ask: 'make it look like this one', back: 'back to step 1 and make it warmer' }], ['zh', 'zh-CN', { ask: '修成这张的样子', back: '回到第1步，再暖一点' }]] as const) {
    test.describe(language, () => {
      test.use({ locale });

      test('takes a reference, looks like it, and goes back to a step by its number', async ({ page }) => {
        const wrong = complaints(page);
        const journey = new Journey(page, language);
        const { talk } = journey.words;
        await journey.upload('autumn-ridge.jpg');
        const reference = await sharp(sample('hilltop-sunset.jpg')).resize(900).modulate({ saturation: 0.5 }).linear(0.8, 0).jpeg().toBuffer();

        await test.step('dropped on the message, taken away, and picked', async () => {
          const transfer = await page.evaluateHandle((bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], 'mood.jpg', { type: 'image/jpeg' }));
            return data;
          }, [...reference]);
          const composer = page.locator('form', { has: page.getByLabel(journey.words.chat.ask) });
          await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
          await expect(page.getByText(talk.dropReference)).toBeVisible();
          await shot(page, `dropping-${language}`);
          await composer.dispatchEvent('drop', { dataTransfer: transfer });
          await expect(page.getByText(talk.dropReference)).toBeHidden();
          await expect(page.getByRole('dialog')).toBeHidden();
          await expect(page.getByTestId('reference-chip')).toContainText('mood.jpg');
          await page.getByRole('button', { name: talk.removeReference.replace('{name}', 'mood.jpg') }).click();
          await expect(page.getByTestId('reference-chip')).toBeHidden();
          await page.getByTestId('reference-input').setInputFiles({ name: 'mood.jpg', mimeType: 'image/jpeg', buffer: reference });
          await expect.poll(() => page.getByTestId('reference-chip').locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
          await expect(page.getByRole('list', { name: talk.hints }).getByRole('button').first()).toBeVisible();
          await shot(page, `reference-${language}`);
        });

        await journey.ask(words.ask);
        await expect(journey.runs()).toHaveCount(1);
        await journey.finished();
        await expect(page.getByTestId('reference-chip')).toBeHidden();
        await expect(journey.lastRun().getByTestId('sent-reference').locator('img')).toBeVisible();
        await shot(page, `alike-${language}`);
        expect(await journey.strip().count()).toBeGreaterThan(1);

        const src = () => page.locator('[data-testid="canvas"] img').last().getAttribute('src');
        const picture = async () => (await page.request.get(((await src()) ?? '').replace(/edge=\d+/, 'edge=640'))).body();
        const distance = async (a: Buffer, b: Buffer) => {
          const [p, q] = await Promise.all([a, b].map(async (one) => (await sharp(one).resize(64, 64, { fit: 'fill' }).stats()).channels.slice(0, 3).map(({ mean }) => mean)));
          return Math.hypot(...(p ?? []).map((value, i) => value - (q?.[i] ?? 0)));
        };
        await expect(page.getByTestId('canvas')).toHaveAttribute('data-sharp', 'true', { timeout: 60_000 });
        const matched = await picture();
        expect(await distance(matched, reference)).toBeLessThan(await distance(await readFile(sample('autumn-ridge.jpg')), reference));

        const steps = await journey.strip().count();
        await journey.strip().nth(1).click();
        await expect(page.getByTestId('canvas')).toHaveAttribute('data-sharp', 'true', { timeout: 60_000 });
        const first = await thirds(await picture());
        await journey.strip().nth(steps - 1).click();
        await journey.ask(words.back);
        await expect(journey.runs()).toHaveCount(2);
        await journey.finished();
        await expect(page.getByTestId('canvas')).toHaveAttribute('data-sharp', 'true', { timeout: 60_000 });
        const warmer = await thirds(await picture());
        const warmth = (means: readonly (readonly number[])[]) => means.reduce((sum, [red = 0, , blue = 0]) => sum + red - blue, 0);
        expect(warmth(warmer)).toBeGreaterThan(warmth(first));
        await shot(page, `back-${language}`);
        expect(wrong).toEqual([]);
      });
    });
  }

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

    test('points with a finger', async ({ page }) => {
      const journey = new Journey(page, 'en');
      await journey.upload('coffee.png');
      await page.getByRole('button', { name: journey.words.talk.point }).tap();
      const { x, y } = await at(page, 0.5, 0.5);
      await page.touchscreen.tap(x, y);
      await expect(page.getByTestId('pin')).toHaveCount(1);
      await expect(page.getByTestId('places-chip')).toBeVisible();
      await expect(page.getByTestId('pin')).not.toHaveAttribute('aria-label', new RegExp(journey.words.talk.looking), { timeout: 60_000 });
      // The cup has a clear outline: it is recognised, and shown.
      await expect(page.getByTestId('pin')).toHaveAttribute('aria-label', /found, \d+ % sure/);
      await expect(page.getByTestId('veil')).toBeVisible({ timeout: 60_000 });
      await shot(page, 'phone-pointing');
      await page.getByTestId('point-bar').getByRole('button', { name: journey.words.talk.done }).tap();
      await expect(page.getByTestId('point-surface')).toBeHidden();
      await expect(page.getByTestId('pin')).toHaveCount(1);
      await page.getByRole('button', { name: journey.words.talk.removePlaces }).tap();
      await expect(page.getByTestId('pin')).toHaveCount(0);
    });
  });
});
