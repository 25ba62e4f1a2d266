import sharp from 'sharp';
import { complaints, Journey } from './journey';
import { expect, test } from './studio';

type Grey = { readonly width: number; readonly height: number; readonly data: Uint8Array };

test('the sky, selected in the panel, is shown, darkened, and nothing else changes', async ({ page, studio }) => {
  const wrong = complaints(page);
  const journey = new Journey(page, 'en');
  const { develop } = journey.words;
  await journey.upload('hilltop-sunset.jpg');
  const canvas = page.getByTestId('canvas');
  const hash = () => canvas.getAttribute('data-hash');
  await expect.poll(hash).toBeTruthy();
  const original = await hash();
  const picture = page.waitForRequest(/\/api\/photos\/[^/]+\/masks\?key=sky/);

  await test.step('select the sky', async () => {
    await journey.tab('develop');
    const section = page.getByRole('region', { name: /mask/i });
    await section.waitFor();
    if ((await section.getByRole('button', { expanded: false }).count()) > 0) await section.getByRole('button', { expanded: false }).first().click();
    await page.getByRole('group', { name: develop.selectMask }).getByRole('button', { name: develop.select.sky }).click();
    const correction = page.getByRole('listitem', { name: develop.select.sky }).first();
    await expect(correction).toBeVisible();
    await expect(correction.getByText(/^\d+ %$/)).toBeVisible({ timeout: 60_000 });
  });
  const photoId = /photos\/([^/]+)\/masks/.exec((await picture).url())?.[1] ?? '';

  await test.step('its veil lies over the picture, and O takes it away and brings it back', async () => {
    const veil = page.getByTestId('veil');
    await expect(veil).toBeVisible({ timeout: 60_000 });
    const red = () => veil.evaluate((element: HTMLCanvasElement) => {
      const { width, height } = element;
      const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      const at = (y: number) => { let sum = 0; for (let x = 0; x < width; x++) sum += data[(Math.floor(y * height) * width + x) * 4 + 3] ?? 0; return sum / width; };
      return { top: at(0.03), bottom: at(0.97) };
    });
    await expect.poll(async () => (await red()).top).toBeGreaterThan(100);
    expect((await red()).bottom).toBeLessThan(3);
    await page.keyboard.press('o');
    await expect(veil).toBeHidden();
    await page.keyboard.press('o');
    await expect(veil).toBeVisible();
    await page.keyboard.press('o');
  });

  await test.step('darken it', async () => {
    await expect.poll(hash, { timeout: 60_000 }).not.toBe(original);
    const selected = await hash();
    const slider = page.locator('[data-tool="LocalExposure2012"]');
    await slider.focus();
    for (let k = 0; k < 6; k++) await slider.press('Shift+ArrowLeft');
    await expect.poll(() => journey.strip().count(), { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
    await expect.poll(async () => [original, selected].includes(await hash()), { timeout: 60_000 }).toBe(false);
  });

  const fetched = async (url: string, channels: 1 | 3): Promise<Grey> => {
    const body = await (await page.request.get(`${studio.url}${url}`)).body();
    const { data, info } = await sharp(body).resize(320, 213, { fit: 'fill' }).removeAlpha().greyscale(channels === 3).raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: channels === 1 && info.channels > 1 ? data.filter((_, i) => i % info.channels === 0) : data };
  };
  const render = (of: string | null) => fetched(`/api/photos/${photoId}/render/${of}?edge=640`, 3);
  const [before, mask] = [await render(original), await fetched(`/api/photos/${photoId}/mask?key=sky`, 1)];
  const change = (after: Grey, inside: boolean): number => {
    let sum = 0, count = 0;
    mask.data.forEach((value, i) => {
      if (inside ? value < 250 : value > 2) return;
      sum += (after.data[i] ?? 0) - (before.data[i] ?? 0);
      count++;
    });
    return sum / count;
  };
  // Key presses come in one step or several: what counts is where they end.
  await expect.poll(async () => change(await render(await hash()), true), { timeout: 60_000 }).toBeLessThan(-12);
  expect(Math.abs(change(await render(await hash()), false))).toBeLessThan(1);

  await test.step('invert and soften it, then take it away', async () => {
    const correction = page.getByRole('listitem', { name: develop.select.sky }).first();
    const invert = correction.getByRole('button', { name: develop.invertMask.replace('{label}', develop.select.sky) });
    await invert.click();
    await expect(invert).toHaveAttribute('aria-pressed', 'true');
    await page.locator('[data-tool="MaskFeather"]').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await expect(page.locator('[data-tool="MaskFeather"]')).not.toHaveAttribute('aria-valuenow', '0');
    await correction.getByRole('button', { name: develop.moreOf.replace('{name}', develop.select.sky) }).click();
    await page.getByRole('menuitem', { name: develop.removeMask.replace('{name}', develop.select.sky) }).click();
    await expect(page.getByText(develop.noMasks)).toBeVisible();
  });
  expect(wrong).toEqual([]);
});
