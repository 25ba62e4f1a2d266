import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { classifyProfile } from '../lib/imaging/icc';
import { complaints, Journey, renderRequests } from './journey';
import { expect, test } from './studio';

let folder = '';
test.beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'evoroom-canvas-')); });
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** A photo in which every place tells where it is, with a white and a black corner. */
async function made(name: string, width: number, height: number, p3 = false): Promise<string> {
  const small = { width: Math.round(width / 8), height: Math.round(height / 8) };
  const data = Buffer.alloc(small.width * small.height * 3);
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      const [u, v] = [x / small.width, y / small.height];
      const check = (Math.floor(x / 6) + Math.floor(y / 6)) % 2 === 0 ? 40 : 0;
      const colour = u < 0.12 && v < 0.12 ? [255, 255, 255] : u > 0.88 && v > 0.88 ? [0, 0, 0] : [40 + 140 * u, 50 + 130 * v, 60 + check];
      colour.forEach((value, channel) => { data[(y * small.width + x) * 3 + channel] = Math.round(value); });
    }
  }
  const image = sharp(data, { raw: { ...small, channels: 3 } }).resize(width, height, { kernel: 'nearest', fit: 'fill' });
  const path = join(folder, name);
  await (p3 ? image.withIccProfile('p3') : image).jpeg({ quality: 90 }).toFile(path);
  return path;
}

const canvasOf = (page: Page) => page.getByTestId('canvas');
const sharpNow = (page: Page) => expect(canvasOf(page)).toHaveAttribute('data-sharp', 'true', { timeout: 60_000 });
const zoomText = (page: Page) => page.getByTestId('zoom').innerText();
async function over(page: Page, u: number, v: number): Promise<{ readonly x: number; readonly y: number }> {
  const box = await canvasOf(page).boundingBox();
  if (!box) throw new Error('Expected a canvas');
  const point = { x: box.x + box.width * u, y: box.y + box.height * v };
  await page.mouse.move(point.x, point.y);
  return point;
}
/** Where the picture lies and how large one of its pixels is, CSS px. */
const picture = (page: Page) => page.locator('[data-pane="after"]').evaluate((pane) => { const { left, top, width } = pane.getBoundingClientRect(); return { left, top, width }; });

test('a large photo: sharp tiles of what is seen, around the pointer, and no more than that', async ({ page }) => {
  const wrong = complaints(page);
  const asked = renderRequests(page);
  const journey = new Journey(page, 'en');
  await journey.upload(await made('large.jpg', 12_240, 8160));
  await sharpNow(page);
  const point = await over(page, 0.7, 0.4);
  const before = await picture(page);
  await page.keyboard.press('1');
  await expect.poll(() => zoomText(page)).toContain('100');
  const after = await picture(page);
  expect(after.width).toBeCloseTo(12_240, 0);
  // The same pixel under the pointer.
  expect((point.x - after.left) / after.width).toBeCloseTo((point.x - before.left) / before.width, 2);
  expect((point.y - after.top) / after.width).toBeCloseTo((point.y - before.top) / before.width, 2);
  await sharpNow(page);
  const tiles = await page.locator('[data-tile="0"]').evaluateAll((images) => images.map((image) => (image instanceof HTMLImageElement ? { width: image.naturalWidth, shown: image.getBoundingClientRect().width } : { width: 0, shown: 0 })));
  expect(tiles.length).toBeGreaterThan(1);
  expect(tiles.length).toBeLessThanOrEqual(12);
  for (const tile of tiles) expect(tile.shown).toBeCloseTo(tile.width, 0);
  // The whole of it is never decoded here.
  expect(await page.evaluate(() => Math.max(...[...document.images].map((image) => image.naturalWidth * image.naturalHeight)))).toBeLessThan(8_000_000);

  expect(Math.max(...asked.map((url) => Number(new URL(url).searchParams.get('edge') ?? 0)))).toBeLessThanOrEqual(2560);

  await test.step('panning by drag and by the space bar brings the next tiles', async () => {
    await page.mouse.down();
    await page.mouse.move(point.x - 500, point.y - 200, { steps: 8 });
    await page.mouse.up();
    await expect.poll(async () => (await picture(page)).left).toBeCloseTo(after.left - 500, 0);
    await sharpNow(page);
    await page.keyboard.down(' ');
    await page.mouse.down();
    await page.mouse.move(point.x - 300, point.y - 200, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up(' ');
    await expect.poll(async () => (await picture(page)).left).toBeCloseTo(after.left - 300, 0);
    await expect(canvasOf(page)).toHaveAttribute('data-compare', 'off');
  });
  await test.step('wheel and keys zoom', async () => {
    await page.mouse.wheel(0, -300);
    await expect.poll(async () => Number((await zoomText(page)).replace(/\D/g, ''))).toBeGreaterThan(105);
    await page.keyboard.press('-');
    await page.keyboard.press('2');
    await expect.poll(() => zoomText(page)).toContain('200');
    await page.keyboard.press('f');
    await expect.poll(async () => {
      const [box, filled] = await Promise.all([canvasOf(page), page.locator('[data-pane="after"]')].map((one) => one.boundingBox()));
      return filled!.width >= box!.width - 1 && filled!.height >= box!.height - 1;
    }).toBe(true);
    await page.keyboard.press('0');
    await expect.poll(() => zoomText(page)).toContain('Fit');
  });
  expect(wrong).toEqual([]);
});

test('sliders at 100 % show the visible part sharp, as the server does after them', async ({ page }) => {
  const wrong = complaints(page);
  const journey = new Journey(page, 'en');
  await journey.upload(await made('middle.jpg', 4800, 3200));
  await journey.tab('develop');
  await expect(page.locator('[data-live="ready"]')).toBeAttached({ timeout: 60_000 });
  await over(page, 0.5, 0.5);
  await page.keyboard.press('1');
  await sharpNow(page);
  await journey.holdSlider('Exposure2012', 0.6);
  const live = page.getByTestId('live');
  await expect.poll(() => live.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement) || Math.abs(element.width - element.getBoundingClientRect().width) > 1) return 0;
    return element.getContext('2d')?.getImageData(element.width >> 1, element.height >> 1, 1, 1).data[3];
  })).toBe(255);
  await page.mouse.up();
  await expect(live).toBeHidden({ timeout: 60_000 });
  await sharpNow(page);
  expect(await page.locator('[data-tile="0"]').count()).toBeGreaterThan(1);
  expect(wrong).toEqual([]);
});

test('before and after: held, split, side by side, against any step; clipping, values, loupe and the grey wall', async ({ page }) => {
  const wrong = complaints(page);
  const journey = new Journey(page, 'en');
  const { canvas: words } = journey.words;
  await journey.upload(await made('small.jpg', 1600, 1200));
  await journey.tab('develop');
  for (const [tool, key] of [['Exposure2012', 'Shift+ArrowRight'], ['Saturation', 'Shift+ArrowLeft']] as const) {
    const steps = await journey.strip().count();
    await page.locator(`[data-tool="${tool}"]`).focus();
    await page.keyboard.press(key);
    await expect.poll(() => journey.strip().count(), { timeout: 30_000 }).toBe(steps + 1);
  }
  await canvasOf(page).click();
  await sharpNow(page);

  await test.step('side by side, with one zoom for both', async () => {
    await page.keyboard.press('Shift+Y');
    await expect(canvasOf(page)).toHaveAttribute('data-compare', 'side');
    const before = page.locator('[data-pane="before"]');
    await expect(before.locator('img').first()).toBeVisible();
    await over(page, 0.75, 0.5);
    await page.keyboard.press('2');
    await expect.poll(() => zoomText(page)).toContain('200');
    const boxes = await Promise.all([before, page.locator('[data-pane="after"]')].map((pane) => pane.boundingBox()));
    expect(boxes[0]!.width).toBeCloseTo(boxes[1]!.width, 0);
    expect(boxes[0]!.y).toBeCloseTo(boxes[1]!.y, 0);
    expect(boxes[1]!.x - boxes[0]!.x).toBeGreaterThan(300);
    await page.keyboard.press('0');
  });
  await test.step('the step before stands for "before"', async () => {
    const shown = () => page.locator('[data-pane="before"] img').last().getAttribute('src');
    const original = await shown();
    await page.getByTestId('compared').click();
    await page.getByRole('menuitemradio').nth(1).click();
    await expect.poll(shown).not.toBe(original);
    await page.keyboard.press('y');
    await expect(canvasOf(page)).toHaveAttribute('data-compare', 'split');
    await page.keyboard.down('\\');
    await expect(canvasOf(page)).toHaveAttribute('data-compare', 'before');
    await page.keyboard.up('\\');
    await expect(canvasOf(page)).toHaveAttribute('data-compare', 'split');
    await page.keyboard.press('Escape');
    await expect(canvasOf(page)).toHaveAttribute('data-compare', 'off');
  });
  await test.step('what is clipped is marked, red and blue', async () => {
    await page.keyboard.press('j');
    const marks = page.getByTestId('clipping');
    const seen = () => marks.evaluate((element) => {
      if (!(element instanceof HTMLCanvasElement)) return '';
      const at = (u: number, v: number) => [...(element.getContext('2d')?.getImageData(Math.floor(u * element.width), Math.floor(v * element.height), 1, 1).data ?? [])];
      const name = ([r = 0, , b = 0, a = 0]: number[]) => (a === 0 ? 'clear' : r > b ? 'red' : 'blue');
      return [at(0.05, 0.05), at(0.5, 0.5), at(0.95, 0.95)].map(name).join(' ');
    });
    await expect.poll(seen).toBe('red clear blue');
    await page.keyboard.press('j');
    await expect(marks).toBeHidden();
  });
  await test.step('values under the pointer, in three ways', async () => {
    await page.keyboard.press('h');
    const readout = page.getByTestId('readout');
    const place = await page.locator('[data-pane="after"]').boundingBox();
    await page.mouse.move(place!.x + place!.width * 0.05, place!.y + place!.height * 0.05);
    await expect.poll(() => readout.innerText()).toMatch(/100\.0/);
    await readout.click();
    await page.mouse.move(place!.x + place!.width * 0.94, place!.y + place!.height * 0.94);
    await expect.poll(async () => (await readout.innerText()).replace(/\s+/g, ' ').trim()).toMatch(/^R [0-3] G [0-3] B [0-3]$/);
    await readout.click();
    await page.mouse.move(place!.x + place!.width * 0.06, place!.y + place!.height * 0.06);
    await expect.poll(() => readout.innerText()).toMatch(/L\s+(100|99)/);
    await readout.click();
  });
  await test.step('the loupe shows 100 % under the pointer', async () => {
    await page.keyboard.press('l');
    await over(page, 0.4, 0.4);
    const across = () => page.getByTestId('loupe').locator('img').first().evaluate((image) => image.getBoundingClientRect().width);
    await expect.poll(across).toBeCloseTo(1600, 0);
    await page.keyboard.press('l');
    await expect(page.getByTestId('loupe')).toBeHidden();
  });
  await test.step('every grey of the wall is neutral', async () => {
    await page.getByTestId('zoom').click();
    for (const number of [1, 2, 3, 4, 5]) {
      await page.getByRole('menuitemradio', { name: words.shade.replace('{number}', String(number)) }).click();
      await expect.poll(() => canvasOf(page).evaluate((element) => new Set(getComputedStyle(element).backgroundColor.match(/\d+/g)).size)).toBe(1);
    }
    await page.getByRole('menuitemradio', { name: words.themeShade }).click();
    await page.keyboard.press('Escape');
  });
  expect(wrong).toEqual([]);
});

test('a photo in wide colours is sent with its profile and says so, in Chinese too', async ({ browser, studio }) => {
  const context = await browser.newContext({ baseURL: studio.url, locale: 'zh-CN' });
  const page = await context.newPage();
  const journey = new Journey(page, 'zh');
  await journey.upload(await made('wide.jpg', 3200, 2400, true));
  await expect(page.getByTestId('gamut')).toHaveText(journey.words.canvas.wide);
  const wide = await page.evaluate(() => matchMedia('(color-gamut: p3)').matches);
  await expect(page.getByTestId('gamut')).toHaveAttribute('data-wide', String(wide));
  await page.keyboard.press('1');
  await sharpNow(page);
  for (const selector of ['[data-pane="after"] > img:not([data-tile])', '[data-tile]']) {
    const url = await page.locator(selector).first().getAttribute('src');
    const body = await (await page.request.get(url ?? '')).body();
    expect(classifyProfile((await sharp(body).metadata()).icc ?? new Uint8Array())).toBe('display-p3');
  }
  await context.close();
});

test('on a phone: pinch, double tap, and hold for before', async ({ browser, studio }) => {
  const context = await browser.newContext({ baseURL: studio.url, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const journey = new Journey(page, 'en');
  await journey.upload(await made('phone.jpg', 3200, 2400));
  await sharpNow(page);
  const touch = await context.newCDPSession(page);
  const box = await canvasOf(page).boundingBox();
  const [x, y] = [box!.x + box!.width / 2, box!.y + box!.height / 2];
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly (readonly [number, number])[]) => touch.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })) });
  const start = await picture(page);
  await send('touchStart', [[x - 40, y], [x + 40, y]]);
  for (const reach of [60, 80, 100, 120]) await send('touchMove', [[x - reach, y], [x + reach, y]]);
  await send('touchEnd', []);
  await expect.poll(async () => (await picture(page)).width / start.width).toBeGreaterThan(2.5);
  for (let tap = 0; tap < 2; tap++) {
    await send('touchStart', [[x, y]]);
    await send('touchEnd', []);
  }
  await expect.poll(async () => (await picture(page)).width / start.width).toBeCloseTo(1, 1);
  await page.waitForTimeout(400);
  await send('touchStart', [[x, y]]);
  await expect(canvasOf(page)).toHaveAttribute('data-compare', 'before');
  await send('touchEnd', []);
  await expect(canvasOf(page)).toHaveAttribute('data-compare', 'off');
  await context.close();
});
