import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessible } from './axe';
import { complaints, Journey } from './journey';
import { expect, test } from './studio';

let folder = '';
test.beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'evoroom-crop-')); });
test.afterAll(() => rm(folder, { recursive: true, force: true }));

const SIZE = { width: 1800, height: 1200 } as const;

/** A photo in which red tells the column and green the row: any picture of it says which part it is. */
async function mapped(): Promise<string> {
  const data = Buffer.alloc(SIZE.width * SIZE.height * 3);
  for (let y = 0; y < SIZE.height; y++) for (let x = 0; x < SIZE.width; x++) data.set([Math.round((x / SIZE.width) * 200) + 20, Math.round((y / SIZE.height) * 200) + 20, 90], (y * SIZE.width + x) * 3);
  const path = join(folder, 'map.png');
  await sharp(data, { raw: { ...SIZE, channels: 3 } }).png().toFile(path);
  return path;
}

type Place = readonly [x: number, y: number];

/** Which place of the photo a place of the committed picture shows, px, read off its colours. */
async function photoAt(page: Page, base: string, places: readonly Place[]): Promise<readonly Place[]> {
  const hash = await page.getByTestId('canvas').getAttribute('data-hash');
  const id = await page.locator('[data-pane="after"] img').first().evaluate((image) => /photos\/([^/]+)\//.exec((image as HTMLImageElement).src)?.[1]);
  const { data, info } = await sharp(await (await page.request.get(`${base}/api/photos/${id}/render/${hash}?edge=1600&format=png`)).body()).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return places.map(([u, v]) => {
    const at = (Math.min(info.height - 1, Math.floor(v * info.height)) * info.width + Math.min(info.width - 1, Math.floor(u * info.width))) * 3;
    return [(((data[at] ?? 0) - 20) / 200) * SIZE.width, (((data[at + 1] ?? 0) - 20) / 200) * SIZE.height] as const;
  });
}

const boxOf = async (page: Page, testId: string) => {
  const box = await page.getByTestId(testId).boundingBox();
  if (!box) throw new Error(`Expected ${testId} to be on the page`);
  return box;
};
/** What glides to where a gesture left it has arrived. */
const settled = (page: Page) => page.evaluate(async () => {
  // What was asked for last has been laid out, and its glide has begun.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition).map(({ finished }) => finished.catch(() => undefined)));
});
const drag = async (page: Page, from: Place, to: Place) => {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 3 });
  await page.mouse.move(...to, { steps: 3 });
  await page.mouse.up();
};
const near = (found: readonly Place[], wanted: readonly Place[], within = 22) => found.forEach(([x, y], index) => {
  expect(Math.abs(x - wanted[index]![0]), `x of ${index}`).toBeLessThan(within);
  expect(Math.abs(y - wanted[index]![1]), `y of ${index}`).toBeLessThan(within);
});

test('a crop drawn on the picture is what is committed, as one step', async ({ page, studio }) => {
  const wrong = complaints(page);
  const journey = new Journey(page, 'en');
  const words = journey.words.draw.crop;
  await journey.upload(await mapped());
  const hash = () => page.getByTestId('canvas').getAttribute('data-hash');
  await expect.poll(hash).toBeTruthy();
  const original = await hash();
  const renders: string[] = [];

  await page.keyboard.press('r');
  await expect(page.getByTestId('crop-frame')).toBeVisible();
  await expect(page.getByTestId('crop-photo')).toBeVisible({ timeout: 20_000 });
  await accessible(page, '[data-testid="crop"]');
  // The picture that is there may still come in a larger size.
  page.on('request', (request) => { if (/\/render\//.test(request.url()) && !request.url().includes(original ?? '')) renders.push(request.url()); });

  const whole = await boxOf(page, 'crop-frame');
  const at = (u: number, v: number): Place => [whole.x + u * whole.width, whole.y + v * whole.height];
  await test.step('handles, by pointer and by keys', async () => {
    await drag(page, at(0, 0), at(0.2, 0.1));
    await settled(page);
    await drag(page, at(1, 0.55), at(0.8, 0.55));
    await settled(page);
    const frame = await boxOf(page, 'crop-frame');
    expect(Math.abs(frame.x - at(0.2, 0.1)[0])).toBeLessThan(3);
    expect(Math.abs(frame.width - 0.6 * whole.width)).toBeLessThan(4);
    const bottom = page.getByRole('button', { name: words.handle.s, exact: true });
    await bottom.focus();
    await bottom.press('Shift+ArrowUp');
    await settled(page);
    expect((await boxOf(page, 'crop-frame')).height).toBeLessThan(frame.height - 10);
    await bottom.press('Shift+ArrowDown');
    await settled(page);
  });
  await test.step('Escape leaves the picture as it was, Enter makes one step', async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('crop')).toBeHidden();
    expect(await hash()).toBe(original);
    await page.keyboard.press('r');
    await expect(page.getByTestId('crop-photo')).toBeVisible();
    await settled(page);
    await drag(page, at(0, 0), at(0.2, 0.1));
    await settled(page);
    await drag(page, at(1, 0.55), at(0.8, 0.55));
    // Dragging asked the server for nothing.
    expect(renders).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('crop')).toBeHidden();
    await expect.poll(hash).not.toBe(original);
    await expect(journey.strip()).toHaveCount(2);
    near(await photoAt(page, studio.url, [[0, 0], [1, 1]]), [[0.2 * SIZE.width, 0.1 * SIZE.height], [0.8 * SIZE.width, SIZE.height]]);
  });
  await test.step('what is cropped and on its side is cropped on', async () => {
    await page.keyboard.press('r');
    await expect(page.getByTestId('crop-photo')).toBeVisible();
    await settled(page);
    const frame = await boxOf(page, 'crop-frame');
    expect(Math.abs(frame.width / frame.height - (0.6 * 1800) / (0.9 * 1200))).toBeLessThan(0.03);
    await page.getByRole('button', { name: words.turnRight }).click();
    await settled(page);
    await page.getByRole('combobox', { name: words.ratio }).selectOption({ label: '4 : 5' });
    await settled(page);
    const turned = await boxOf(page, 'crop-frame');
    expect(turned.width / turned.height).toBeCloseTo(0.8, 1);
    await page.keyboard.press('x');
    await settled(page);
    const swapped = await boxOf(page, 'crop-frame');
    expect(swapped.width / swapped.height).toBeCloseTo(1.25, 1);
    const before = await hash();
    await page.getByRole('button', { name: words.done }).click();
    await expect(page.getByTestId('crop')).toBeHidden();
    await expect(journey.strip()).toHaveCount(3);
    await expect.poll(hash).not.toBe(before);
    const [[left], [right], [, bottom]] = await photoAt(page, studio.url, [[0.02, 0.5], [0.98, 0.5], [0.5, 0.98]]) as [Place, Place, Place];
    // Turned to the right: the photo's rows run from right to left.
    expect(Math.abs(left - right)).toBeLessThan(30);
    expect(bottom).toBeGreaterThan(0);
  });
  await test.step('a line that is drawn becomes level, and undo takes all of it back', async () => {
    await page.keyboard.press('r');
    await page.getByRole('button', { name: words.reset }).click();
    await page.getByRole('button', { name: words.level }).click();
    const stage = await page.getByRole('group', { name: words.stage }).boundingBox();
    const [cx, cy] = [stage!.x + stage!.width / 2, stage!.y + stage!.height / 2];
    const rise = Math.tan((6 * Math.PI) / 180) * 200;
    await drag(page, [cx - 100, cy - rise / 2], [cx + 100, cy + rise / 2]);
    await expect(page.getByTestId('crop-angle')).toHaveValue('6');
    await page.keyboard.press('o');
    await expect(page.locator('[data-grid="golden"]')).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByTestId('crop-angle')).toHaveValue('0');
    await page.keyboard.press('Escape');
    await expect(journey.strip()).toHaveCount(3);
  });
  expect(wrong).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });
  test('two fingers turn and enlarge the photo under the frame', async ({ page, studio }) => {
    const wrong = complaints(page);
    const journey = new Journey(page, 'zh');
    const words = journey.words.draw.crop;
    await journey.upload(await mapped());
    await journey.tab('develop');
    await page.getByRole('button', { name: words.tool, exact: true }).click();
    await expect(page.getByTestId('crop-photo')).toBeVisible({ timeout: 20_000 });
    await settled(page);
    await accessible(page, '[data-testid="crop"]');
    for (const one of await page.locator('[data-crop]:not([data-crop="frame"])').all()) {
      const box = await one.boundingBox();
      expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(44);
    }
    const hash = () => page.getByTestId('canvas').getAttribute('data-hash');
    const original = await hash();
    const stage = (await page.getByRole('group', { name: words.stage }).boundingBox())!;
    const [cx, cy] = [stage.x + stage.width / 2, stage.y + stage.height / 2];
    const touch = await page.context().newCDPSession(page);
    const fingers = (type: 'touchStart' | 'touchMove' | 'touchEnd', reach: number, angle = 0) => touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [1, -1].map((side, id) => ({ x: cx + side * reach * Math.cos(angle), y: cy + side * reach * Math.sin(angle), id })),
    });
    await fingers('touchStart', 40);
    for (const step of [0.25, 0.5, 0.75, 1]) await fingers('touchMove', 40 + 40 * step, (8 * step * Math.PI) / 180);
    await fingers('touchEnd', 80);
    await expect.poll(() => page.getByTestId('crop-angle').inputValue()).toBe('-8');
    await page.getByRole('button', { name: words.done }).click();
    await expect(page.getByTestId('crop')).toBeHidden();
    await expect(journey.strip()).toHaveCount(2);
    await expect.poll(hash).not.toBe(original);
    const [middle, left, right] = await photoAt(page, studio.url, [[0.5, 0.5], [0, 0.5], [1, 0.5]]) as [Place, Place, Place];
    near([middle], [[900, 600]], 30);
    expect(Math.abs(right[0] - left[0] - 900 * Math.cos((8 * Math.PI) / 180))).toBeLessThan(40);
    expect(Math.abs(left[1] - right[1] - 900 * Math.sin((8 * Math.PI) / 180))).toBeLessThan(40);
    expect(wrong).toEqual([]);
  });
});

/** A slope of light with a dark spot at (0.3, 0.4), and two lines that lean towards each other. */
async function spotted(): Promise<string> {
  const data = Buffer.alloc(SIZE.width * SIZE.height * 3);
  for (let y = 0; y < SIZE.height; y++) for (let x = 0; x < SIZE.width; x++) {
    const spot = (x - 540) ** 2 + (y - 480) ** 2 < 14 ** 2;
    const v = spot ? 20 : 120 + (x / SIZE.width) * 60 + ((x * 7 + y * 13) % 5);
    data.set([v, v, v], (y * SIZE.width + x) * 3);
  }
  const path = join(folder, 'spot.png');
  await sharp(data, { raw: { ...SIZE, channels: 3 } }).png().toFile(path);
  return path;
}

test('spots are healed where they are clicked, their sources moved, and guides straighten', async ({ page, studio }) => {
  const wrong = complaints(page);
  const journey = new Journey(page, 'en');
  const { retouch, guides } = journey.words.draw;
  await journey.upload(await spotted());
  const canvas = page.getByTestId('canvas');
  const hash = () => canvas.getAttribute('data-hash');
  await expect.poll(hash).toBeTruthy();
  const pane = async (u: number, v: number): Promise<Place> => { const box = await page.locator('[data-pane="after"]').boundingBox(); return [box!.x + u * box!.width, box!.y + v * box!.height]; };
  /** Brightness of a place of the committed picture. */
  const light = async (u: number, v: number) => {
    const id = await page.locator('[data-pane="after"] img').first().evaluate((image) => /photos\/([^/]+)\//.exec((image as HTMLImageElement).src)?.[1]);
    const { data, info } = await sharp(await (await page.request.get(`${studio.url}/api/photos/${id}/render/${await hash()}?edge=1600&format=png`)).body()).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    return data[(Math.floor(v * info.height) * info.width + Math.floor(u * info.width)) * 3] ?? 0;
  };

  await journey.tab('develop');
  await page.keyboard.press('q');
  await expect(page.getByTestId('retouch-bar')).toBeVisible();
  await expect(page.getByTestId('retouch-surface')).toBeVisible();
  await test.step('the speck stands out of even ground, which stays flat', async () => {
    /** How far the greys around a place lie apart. */
    const spread = async (u: number, v: number) => {
      const [x, y] = await pane(u, v);
      // Of the whole page: of a part alone the browser blurs that part alone.
      const { data } = await sharp(await page.screenshot()).extract({ left: Math.round(x) - 20, top: Math.round(y) - 20, width: 40, height: 40 }).greyscale().raw().toBuffer({ resolveWithObject: true });
      return Math.max(...data) - Math.min(...data);
    };
    await page.keyboard.press('a');
    await expect(page.getByTestId('stand-out')).toBeAttached();
    await page.getByRole('slider', { name: retouch.threshold }).fill('0');
    await expect.poll(() => spread(0.3, 0.4)).toBeGreaterThan(60);
    expect(await spread(0.6, 0.3)).toBeLessThan(6);
    await page.keyboard.press('a');
    await expect(page.getByTestId('stand-out')).toBeHidden();
  });
  await test.step('a click heals, and says from where', async () => {
    expect(await light(0.3, 0.4)).toBeLessThan(60);
    const before = await hash();
    await page.mouse.click(...await pane(0.3, 0.4));
    await expect(journey.strip()).toHaveCount(2);
    await expect.poll(hash).not.toBe(before);
    expect(await light(0.3, 0.4)).toBeGreaterThan(110);
    await expect(page.getByTestId('retouch-source')).toBeVisible();
    await accessible(page, '[data-testid="retouch-bar"]');
    await accessible(page, '[data-testid="retouch-layer"]');
  });
  await test.step('its source is dragged onto the spot’s own neighbour, and stays there', async () => {
    const before = await hash();
    const box = await boxOf(page, 'retouch-source');
    await drag(page, [box.x + box.width / 2, box.y + box.height / 2], await pane(0.7, 0.6));
    await expect(journey.strip()).toHaveCount(3);
    await expect.poll(hash).not.toBe(before);
    const moved = await boxOf(page, 'retouch-source'), wanted = await pane(0.7, 0.6);
    expect(Math.hypot(moved.x + moved.width / 2 - wanted[0], moved.y + moved.height / 2 - wanted[1])).toBeLessThan(6);
    await page.keyboard.press('a');
    await expect(page.getByTestId('stand-out')).toBeAttached();
    await page.keyboard.press('a');
  });
  await test.step('Delete takes it away', async () => {
    await page.getByTestId('retouch-target').focus();
    await page.keyboard.press('Delete');
    await expect(page.getByTestId('retouch-target')).toHaveCount(0);
    await expect(journey.strip()).toHaveCount(4);
    await page.getByRole('button', { name: retouch.done }).click();
  });
  await test.step('two guides stand upright', async () => {
    await page.keyboard.press('Shift+T');
    await expect(page.getByTestId('guides-bar')).toBeVisible();
    await expect(page.getByTestId('guides-layer')).toBeVisible();
    await drag(page, await pane(0.25, 0.2), await pane(0.29, 0.8));
    await expect(page.getByTestId('guide-end')).toHaveCount(2);
    await drag(page, await pane(0.75, 0.2), await pane(0.71, 0.8));
    await expect(page.getByTestId('guide-end')).toHaveCount(4);
    await expect.poll(async () => {
      const [a, b] = await Promise.all([page.getByTestId('guide-end').nth(0).boundingBox(), page.getByTestId('guide-end').nth(1).boundingBox()]);
      return Math.abs((a?.x ?? 0) - (b?.x ?? 99));
    }).toBeLessThan(2);
    await accessible(page, '[data-testid="guides-layer"]');
    await page.getByRole('button', { name: guides.end.replace('{number}', '2').replace('{end}', '1') }).focus();
    await page.keyboard.press('Delete');
    await expect(page.getByTestId('guide-end')).toHaveCount(2);
    await page.getByRole('button', { name: guides.done }).click();
  });
  await test.step('spots are looked for, and looking can be stopped', async () => {
    await page.route('**/spots', async (route) => { await new Promise((resolve) => setTimeout(resolve, 3000)); await route.continue().catch(() => undefined); });
    const section = page.getByRole('region', { name: 'Remove', exact: true });
    await section.waitFor();
    if ((await section.getByRole('button', { expanded: false }).count()) > 0) await section.getByRole('button', { expanded: false }).first().click();
    const find = section.getByRole('button', { name: journey.words.develop.findSpots });
    await find.click();
    await section.getByRole('button', { name: retouch.cancelFind }).click();
    await expect(find).toBeEnabled();
    await page.unroute('**/spots');
    await find.click();
    await expect(section.getByRole('region').or(section.getByLabel(journey.words.develop.foundSpots)).first()).toBeVisible({ timeout: 60_000 });
  });
  expect(wrong).toEqual([]);
});
