import { readFile } from 'node:fs/promises';
import { Journey } from './journey';
import { expect, sample, test } from './studio';

const LONG = 'moody teal and orange cinematic look, lift the shadows, mute the greens, add grain and a vignette, warmer highlights, more clarity';

test.use({ locale: 'en-GB' });

test('a run goes on while the page is reloaded, and is shown whole', async ({ page }) => {
  const journey = new Journey(page, 'en');
  await journey.upload('hilltop-sunset.jpg');
  await journey.ask(LONG);
  await expect(journey.lastRun()).toBeVisible();
  await expect.poll(() => journey.strip().count()).toBeGreaterThanOrEqual(2);
  await page.reload();
  await expect(journey.runs()).toHaveCount(1);
  await journey.finished();
  const names = await journey.strip().evaluateAll((options) => options.map((option) => option.getAttribute('data-step')));
  expect(new Set(names).size).toBe(names.length);
  await expect(journey.lastRun().getByRole('list', { name: journey.words.chat.plan })).toHaveCount(1);
});

test('stop keeps what is done', async ({ page }) => {
  const journey = new Journey(page, 'en');
  await journey.upload('hilltop-sunset.jpg');
  const stop = page.getByRole('button', { name: journey.words.chat.stop });
  // A quick machine may be done before the click: then it is asked again.
  await expect(async () => {
    const before = await journey.runs().count();
    await journey.ask(LONG);
    await expect(journey.runs()).toHaveCount(before + 1);
    await stop.click({ timeout: 3_000 }).catch(() => undefined);
    await expect(journey.lastRun()).toHaveAttribute('data-status', /^(stopped|done)$/, { timeout: 30_000 });
    await expect(journey.lastRun()).toHaveAttribute('data-status', 'stopped', { timeout: 1 });
  }).toPass();
  await expect(stop).toHaveCount(0);
  const steps = await journey.strip().count();
  await page.reload();
  await expect(journey.lastRun()).toHaveAttribute('data-status', 'stopped');
  await expect(journey.strip()).toHaveCount(steps);
});

test('a killed server takes the run up again and nothing is lost', async ({ page, freshStudio }) => {
  const journey = new Journey(page, 'en');
  await page.goto(freshStudio.url);
  await page.getByTestId('file-input').setInputFiles({ name: 'sunset.jpg', mimeType: 'image/jpeg', buffer: await readFile(sample('hilltop-sunset.jpg')) });
  await page.waitForURL(/\/s\//);
  await journey.pictureShown();
  await journey.ask(LONG);
  await expect.poll(() => journey.strip().count(), { intervals: [20] }).toBeGreaterThanOrEqual(2);
  await freshStudio.kill();
  await freshStudio.start();
  await page.reload();
  await expect(journey.lastRun()).toHaveAttribute('data-status', /^(done|interrupted)$/, { timeout: 60_000 });
  await expect.poll(() => journey.strip().count()).toBeGreaterThanOrEqual(2);
  const pictures = page.getByRole('listbox', { name: journey.words.history.strip }).locator('img');
  await expect.poll(() => pictures.evaluateAll((images) => images.every((image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0))).toBe(true);
  await journey.ask('a bit brighter');
  await expect(journey.runs()).toHaveCount(2);
  await journey.finished();
});
