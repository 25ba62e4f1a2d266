/** Full previews of the live worker in the built studio's own page, in Chromium: milliseconds per frame of 1600 px after one parameter changed. `live-once INPUT COUNT` prints JSON, `null` without a Chromium. */
import { chromium } from '@playwright/test';
import { Studio } from '../e2e/studio';
import { browserPath } from './browser';

const [input = '', count = '20'] = process.argv.slice(2);
const EDGE = 1600;

type Frame = { readonly edge: number; readonly milliseconds: number };

const executablePath = browserPath();
if (executablePath === undefined) {
  console.log('null');
} else {
  const studio = await Studio.create();
  await studio.start();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await page.addInitScript(() => {
    const list: Frame[] = [];
    Object.defineProperty(window, 'liveFrames', { value: list });
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }) => {
          if (data?.type === 'frame') list.push({ edge: Math.max(data.bitmap.width, data.bitmap.height), milliseconds: data.milliseconds });
        });
      }
    };
  });
  await page.goto(studio.url);
  await page.getByTestId('file-input').setInputFiles(input);
  await page.waitForFunction(() => [...document.images].some((image) => image.src.includes('/render/') && image.complete && image.naturalWidth >= 640), undefined, { polling: 50 });
  await page.getByRole('tab', { name: 'Develop' }).click();
  const frames = (): Promise<Frame[]> => page.evaluate(() => (window as unknown as { liveFrames: Frame[] }).liveFrames);
  const full = async (): Promise<number> => (await frames()).filter(({ edge }) => edge === EDGE).length;
  const slider = page.locator('[data-tool="Exposure2012"]');
  // Some tone and colour are set, so that a frame is what frames of an edited photo are.
  for (const tool of ['Shadows2012', 'Highlights2012', 'Contrast2012', 'Clarity2012', 'Dehaze', 'Vibrance', 'Exposure2012']) {
    const other = page.locator(`[data-tool="${tool}"]`);
    await other.scrollIntoViewIfNeeded();
    await other.focus();
    for (let k = 0; k < 4; k++) await other.press('Shift+ArrowRight');
    await page.waitForTimeout(700);
  }
  await slider.focus();
  for (let k = 0; k < Number(count) + 3; k++) {
    const before = await full();
    await slider.press('ArrowRight');
    // The full preview comes when the slider rests.
    for (let waited = 0; waited < 5000 && (await full()) === before; waited += 50) await page.waitForTimeout(50);
  }
  const milliseconds = (await frames()).filter(({ edge }) => edge === EDGE).map((frame) => frame.milliseconds).slice(-Number(count));
  await browser.close();
  await studio.remove();
  console.log(JSON.stringify(milliseconds));
}
