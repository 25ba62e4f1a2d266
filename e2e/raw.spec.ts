import sharp from 'sharp';
import { writeDng } from '../lib/imaging/testing/dng';
import { Journey } from './journey';
import { expect, test } from './studio';

const WIDTH = 1200, HEIGHT = 800;
const camera = {
  matrices: [{ illuminant: 21, fromXyz: [0.5733, -0.0911, -0.0629, -0.7967, 1.5987, 0.2055, -0.305, 0.4013, 0.7048] }],
  neutral: [0.4547, 1, 0.6863],
} as const;

/** Coloured squares on a bright ramp, and a camera's preview that nobody can mistake for it. */
async function photo(): Promise<Buffer> {
  const preview = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#b01080' } }).jpeg().toBuffer();
  return writeDng(WIDTH, HEIGHT, (x, y) => {
    const light = 0.05 + (1.2 * x) / WIDTH;
    const tint = y < HEIGHT / 2 ? [1, 1, 1] : [[1.4, 0.7, 0.5], [0.6, 1.1, 0.6], [0.5, 0.8, 1.5]][Math.floor(x / 100) % 3] ?? [1, 1, 1];
    return camera.neutral.map((v, c) => v * light * (tint[c] ?? 1)) as unknown as readonly [number, number, number];
  }, { ...camera, preview, previewSize: [600, 400] });
}

test('a RAW photo opens with its camera’s preview, has Kelvin sliders, and renders live what the server renders', async ({ page, studio }) => {
  const pictures: string[] = [];
  page.on('response', (response) => { if (/\/api\/photos\/.*\/(preview|source)/.test(response.url())) pictures.push(`${new URL(response.url()).pathname.split('/').at(-1)} ${response.status()} ${response.headers()['content-type']}`); });
  await page.goto(studio.url);
  await page.getByTestId('file-input').setInputFiles({ name: 'IMG_1.DNG', mimeType: 'image/x-adobe-dng', buffer: await photo() });
  await page.waitForURL(/\/s\//);
  await expect(page.getByTestId('canvas')).toHaveAttribute('data-sharp', 'true');
  expect(pictures).toContain('preview 200 image/jpeg');

  await page.getByRole('tab', { name: /develop/i }).click();
  const temperature = page.locator('[data-tool="Temperature"]');
  const asShot = Number(await temperature.getAttribute('aria-valuenow'));
  expect(asShot).toBeGreaterThan(4300);
  expect(asShot).toBeLessThan(4800);
  await expect(page.locator('[data-tool="IncrementalTemperature"]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Detail', exact: true }).click();
  await expect(page.locator('[data-tool="Sharpness"]')).toHaveAttribute('aria-valuenow', '40');

  await expect.poll(() => pictures.filter((line) => line === 'source 200 application/vnd.evoroom.pixels').length).toBeGreaterThan(0);
  await new Journey(page, 'en').holdSlider('Temperature', 0.75);
  // The mean colour of the live frame: the ramp has turned amber.
  await expect.poll(() => page.getByTestId('live').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, Math.floor(canvas.height / 3));
    let r = 0, b = 0;
    for (let i = 0; i < data.length; i += 4) { r += data[i] ?? 0; b += data[i + 2] ?? 0; }
    return r / b;
  })).toBeGreaterThan(1.15);
  await page.screenshot({ path: 'test-results/raw.png' });
  await page.mouse.up();
  await expect(page.getByTestId('live')).toBeHidden();
});
