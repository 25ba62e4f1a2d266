/**
 * From giving the studio a 24-megapixel photo to the picture of the agent's first step on the page: the built studio, a real Chromium, a
 * photo the server has never seen each time. `studio-once INPUT COUNT` prints JSON, `null` where there is no Chromium.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import { Studio } from '../e2e/studio';
import { browserPath } from './browser';

const [input = '', count = '5'] = process.argv.slice(2);

/** Not by animation frames, which come late while the machine works. */
const POLL = { polling: 50 };

const executablePath = browserPath();
if (executablePath === undefined) {
  console.log('null');
} else {
  const folder = await mkdtemp(join(tmpdir(), 'evoroom-bench-'));
  const studio = await Studio.create();
  await studio.start();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  const shown: number[] = [];
  const firstStep: number[] = [];
  // The first run warms the server's compilers.
  for (let k = 0; k <= Number(count); k++) {
    const photo = join(folder, `${k}.jpg`);
    await sharp(input, { limitInputPixels: false }).jpeg({ quality: 90 + (k % 5), chromaSubsampling: '4:2:0' }).withExif({ IFD0: { ImageDescription: `bench ${k}` } }).toFile(photo);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await page.goto(studio.url);
    await page.getByRole('button', { name: /warm, cinematic evening/ }).click();
    const started = performance.now();
    await page.getByTestId('file-input').setInputFiles(photo);
    await page.waitForFunction(() => [...document.images].some((image) => image.src.includes('/render/') && image.complete && image.naturalWidth >= 640), undefined, POLL);
    const picture = performance.now() - started;
    await page.waitForFunction(() => { const image = document.querySelector('[data-testid=step-card] img'); return image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0; }, undefined, POLL);
    if (k > 0) {
      shown.push(picture);
      firstStep.push(performance.now() - started);
    }
    await page.locator('[data-testid=run]:not([data-status=running])').waitFor();
    await page.close();
  }
  await browser.close();
  await studio.remove();
  await rm(folder, { recursive: true });
  console.log(JSON.stringify({ shown, firstStep }));
}
