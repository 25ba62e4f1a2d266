import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { accessible } from './axe';
import { complaints, Journey } from './journey';
import { expect, test } from './studio';

type Place = readonly [u: number, v: number];

/** The picture under a hand: places are shares of it. */
class Hand {
  constructor(readonly page: Page) {}

  async at([u, v]: Place): Promise<{ readonly x: number; readonly y: number }> {
    const box = await this.page.locator('[data-pane="after"]').boundingBox();
    if (!box) throw new Error('Expected a picture');
    return { x: box.x + box.width * u, y: box.y + box.height * v };
  }

  async drag(from: Place, to: Place): Promise<void> {
    const [a, b] = [await this.at(from), await this.at(to)];
    await this.page.mouse.move(a.x, a.y);
    await this.page.mouse.down();
    await this.page.mouse.move(b.x, b.y, { steps: 6 });
    await this.page.mouse.up();
  }
}

const settled = async (page: Page, steps: number, journey: Journey): Promise<string> => {
  await expect(journey.strip()).toHaveCount(steps, { timeout: 30_000 });
  await expect(journey.strip().last()).toHaveAttribute('aria-selected', 'true');
  const shown = () => page.getByTestId('canvas').getAttribute('data-hash');
  await expect.poll(async () => (await journey.strip().last().locator('img').getAttribute('src'))?.includes(`/render/${await shown()}?`), { timeout: 30_000 }).toBe(true);
  await expect(page.getByTestId('live')).toBeHidden({ timeout: 30_000 });
  return (await shown()) ?? '';
};

/** How opaque the veil is at a place, 0…255. */
const veilAt = (page: Page, [u, v]: Place): Promise<number> => page.getByTestId('veil').evaluate((element: HTMLCanvasElement, [x, y]: readonly number[]) => element.getContext('2d')?.getImageData(Math.floor(element.width * (x ?? 0)), Math.floor(element.height * (y ?? 0)), 1, 1).data[3] ?? -1, [u, v]);

test('a gradient is drawn, moved and joined, and only what it covers darkens; strokes are steps', async ({ page, studio }) => {
  const wrong = complaints(page);
  const journey = new Journey(page, 'en');
  const { masks, develop } = journey.words;
  const hand = new Hand(page);
  const photo = page.waitForRequest(/\/api\/photos\/[^/]+\/render\//);
  await journey.upload('hilltop-sunset.jpg');
  const photoId = /photos\/([^/]+)\//.exec((await photo).url())?.[1] ?? '';
  const light = async (hash: string, [u, v]: Place) => {
    const body = await (await page.request.get(`${studio.url}/api/photos/${photoId}/render/${hash}?edge=320`)).body();
    const { data, info } = await sharp(body).removeAlpha().greyscale().raw().toBuffer({ resolveWithObject: true });
    let sum = 0;
    for (let dy = -3; dy <= 3; dy++) for (let dx = -3; dx <= 3; dx++) sum += data[(Math.round(v * info.height) + dy) * info.width + Math.round(u * info.width) + dx] ?? 0;
    return sum / 49;
  };
  const pins = page.getByTestId('mask-pin');
  await expect(page.getByTestId('canvas')).toHaveAttribute('data-sharp', 'true', { timeout: 30_000 });
  const original = (await page.getByTestId('canvas').getAttribute('data-hash')) ?? '';

  await test.step('draw a radial gradient by its key; its veil lies over it', async () => {
    await page.keyboard.press('Shift+M');
    await expect(page.getByTestId('mask-surface')).toBeVisible();
    await hand.drag([0.3, 0.3], [0.42, 0.48]);
    await expect(pins).toHaveCount(1);
    await expect.poll(() => veilAt(page, [0.3, 0.3]), { timeout: 30_000 }).toBeGreaterThan(100);
    expect(await veilAt(page, [0.7, 0.7])).toBe(0);
    await accessible(page, '[data-testid="mask-layer"]');
    await accessible(page, '[data-testid="mask-bar"]');
  });

  await test.step('darken it; the veil makes way', async () => {
    await settled(page, 2, journey);
    const exposure = page.locator('[data-tool="LocalExposure2012"]');
    await exposure.focus();
    await page.keyboard.press('Home');
    await expect(page.getByTestId('veil')).toBeHidden();
    const hash = await settled(page, 3, journey);
    expect((await light(hash, [0.3, 0.3])) - (await light(original, [0.3, 0.3]))).toBeLessThan(-40);
    expect(Math.abs((await light(hash, [0.75, 0.3])) - (await light(original, [0.75, 0.3])))).toBeLessThan(1.5);
  });

  await test.step('move it by its pin: what was dark is light again', async () => {
    await hand.drag([0.3, 0.3], [0.75, 0.3]);
    const hash = await settled(page, 4, journey);
    expect((await light(hash, [0.75, 0.3])) - (await light(original, [0.75, 0.3]))).toBeLessThan(-40);
    expect(Math.abs((await light(hash, [0.3, 0.3])) - (await light(original, [0.3, 0.3])))).toBeLessThan(1.5);
    await pins.first().focus();
    await page.keyboard.press('ArrowLeft');
    await settled(page, 5, journey);
    await page.getByTestId('mask-turn').focus();
    await page.keyboard.press('ArrowDown');
    await settled(page, 6, journey);
  });

  await test.step('subtract a linear gradient from it', async () => {
    await page.getByRole('button', { name: develop.moreOf.replace('{name}', masks.kind.radial) }).click();
    await page.getByRole('menuitem', { name: masks.join.subtract }).press('ArrowRight');
    await page.getByRole('menuitem', { name: masks.kind.linear }).press('Enter');
    await expect(page.getByTestId('mask-surface')).toHaveAccessibleName(masks.surface.linear);
    await hand.drag([0.75, 0.32], [0.75, 0.36]);
    const hash = await settled(page, 7, journey);
    expect((await light(hash, [0.75, 0.38])) - (await light(original, [0.75, 0.38]))).toBeLessThan(-20);
    expect(Math.abs((await light(hash, [0.75, 0.27])) - (await light(original, [0.75, 0.27])))).toBeLessThan(1.5);
  });

  await test.step('paint, erase, undo a stroke', async () => {
    await page.keyboard.press('k');
    await expect(page.getByTestId('mask-surface')).toHaveAccessibleName(masks.surface.brush);
    await hand.drag([0.2, 0.75], [0.4, 0.75]);
    await settled(page, 8, journey);
    await expect.poll(() => veilAt(page, [0.3, 0.75])).toBeGreaterThan(100);
    await page.keyboard.press('[');
    await page.keyboard.down('Alt');
    await hand.drag([0.3, 0.6], [0.3, 0.9]);
    await page.keyboard.up('Alt');
    await expect.poll(() => veilAt(page, [0.3, 0.75])).toBeLessThan(20);
    expect(await veilAt(page, [0.22, 0.75])).toBeGreaterThan(60);
    await settled(page, 9, journey);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => veilAt(page, [0.3, 0.75])).toBeGreaterThan(100);
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('mask-layer')).toBeHidden();
  });
  expect(wrong).toEqual([]);
});

test('a click on the picture says where it is sharp; another one moves the focus', async ({ page }) => {
  test.setTimeout(120_000);
  const wrong = complaints(page);
  const journey = new Journey(page, 'en');
  const { develop } = journey.words;
  const hand = new Hand(page);
  await journey.upload('coffee.png');
  await journey.tab('develop');
  const section = page.getByRole('region', { name: 'Lens Blur', exact: true });
  await section.waitFor();
  await section.getByRole('button', { expanded: false }).first().click();
  await section.getByRole('button', { name: develop.focusPick }).click();
  const click = async (place: Place) => { const { x, y } = await hand.at(place); await page.mouse.click(x, y); };
  await click([0.45, 0.5]);
  const once = await settled(page, 2, journey);
  await expect(section.getByRole('list', { name: develop.masksOf }).getByRole('listitem')).toHaveCount(1);
  await expect(page.getByTestId('target')).toBeVisible();
  await click([0.9, 0.1]);
  expect(await settled(page, 3, journey)).not.toBe(once);
  await expect(section.getByRole('list', { name: develop.masksOf }).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('target')).toBeHidden();
  await accessible(page, 'section[aria-label="Lens Blur"]');
  expect(wrong).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });

  test('a range of light is picked with a finger, a gradient has handles that a finger finds', async ({ page }) => {
    const wrong = complaints(page);
    const journey = new Journey(page, 'zh');
    const { masks } = journey.words;
    const hand = new Hand(page);
    await journey.upload('hilltop-sunset.jpg');
    await journey.tab('develop');
    const section = page.getByRole('region', { name: '蒙版', exact: true });
    await section.waitFor();
    if ((await section.getByRole('button', { expanded: false }).count()) > 0) await section.getByRole('button', { expanded: false }).first().tap();
    await section.getByRole('button', { name: masks.kind.luminance }).tap();
    await expect(page.getByTestId('mask-surface')).toBeVisible();
    const bright = await hand.at([0.5, 0.4]);
    await page.touchscreen.tap(bright.x, bright.y);
    await expect.poll(() => veilAt(page, [0.5, 0.4]), { timeout: 30_000 }).toBeGreaterThan(100);
    expect(await veilAt(page, [0.3, 0.9])).toBeLessThan(20);
    await expect(page.getByTestId('light-range')).toBeVisible();
    await page.getByTestId('light-from').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => veilAt(page, [0.3, 0.9]), { timeout: 30_000 }).toBeGreaterThan(100);

    await page.keyboard.press('m');
    await expect(page.getByTestId('mask-surface')).toHaveAccessibleName(masks.surface.linear);
    const middle = await hand.at([0.5, 0.3]);
    await page.touchscreen.tap(middle.x, middle.y);
    for (const knob of ['mask-dot', 'mask-turn', 'mask-pin']) {
      const box = await page.getByTestId(knob).first().boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    await accessible(page, '[data-testid="mask-layer"]');
    await page.getByTestId('mask-bar').getByRole('button', { name: masks.done }).tap();
    await expect(page.getByTestId('mask-layer')).toBeHidden();
    await expect(page.getByRole('listitem', { name: masks.kind.luminance })).toBeVisible();
    expect(wrong).toEqual([]);
  });
});
