/**
 * From a pointer's move on a slider to the picture that shows it, in the built studio's own page in Chromium: milliseconds per move, from the event's own time stamp
 * to the first animation frame after the canvas was drawn. The engine keeps only the newest move, so moves come one by one, as fast as pictures do.
 * `input-once INPUT COUNT` prints JSON: the milliseconds, and the long edges that were drawn; `null` without a Chromium.
 */
import { chromium } from '@playwright/test';
import { Studio } from '../e2e/studio';
import { browserPath } from './browser';

const [input = '', count = '60'] = process.argv.slice(2);

type Shown = { readonly milliseconds: number; readonly edge: number };
type Probe = { readonly shown: Shown[]; moved: number };

const executablePath = browserPath();
if (executablePath === undefined) {
  console.log('null');
} else {
  const studio = await Studio.create();
  await studio.start();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await page.addInitScript(() => {
    const probe: Probe = { shown: [], moved: 0 };
    Object.defineProperty(window, 'probe', { value: probe });
    window.addEventListener('pointermove', (event) => { if (event.buttons === 1) probe.moved = event.timeStamp; }, true);
    const draw = CanvasRenderingContext2D.prototype.drawImage;
    CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...parts: unknown[]) {
      Reflect.apply(draw, this, parts);
      if (this.canvas.dataset['testid'] !== 'live' || probe.moved === 0) return;
      const { moved } = probe;
      probe.moved = 0;
      requestAnimationFrame(() => probe.shown.push({ milliseconds: performance.now() - moved, edge: Math.max(this.canvas.width, this.canvas.height) }));
    };
  });
  await page.goto(studio.url);
  await page.getByTestId('file-input').setInputFiles(input);
  await page.waitForFunction(() => [...document.images].some((image) => image.src.includes('/render/') && image.complete && image.naturalWidth >= 640), undefined, { polling: 50 });
  await page.getByRole('tab', { name: 'Develop' }).click();
  // Both sources have to be there: the small one to begin with, and the one that full previews come from.
  await page.locator('[data-live="ready"]').waitFor();
  await page.waitForTimeout(2500);
  // Some tone and colour are set, so that a frame is what frames of an edited photo are.
  for (const tool of ['Shadows2012', 'Highlights2012', 'Contrast2012', 'Clarity2012', 'Dehaze', 'Vibrance']) {
    const other = page.locator(`[data-tool="${tool}"]`);
    await other.scrollIntoViewIfNeeded();
    await other.focus();
    for (let k = 0; k < 3; k++) await other.press('Shift+ArrowRight');
    await page.waitForTimeout(900);
  }
  const slider = page.locator('[data-tool="Exposure2012"]');
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (!box) throw new Error('Expected the slider on the page');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  const shown = (): Promise<Shown[]> => page.evaluate(() => (window as unknown as { probe: Probe }).probe.shown);
  let before = (await shown()).length;
  for (let k = 0; k < Number(count) + 8; k++) {
    await page.mouse.move(box.x + box.width * (0.5 + 0.2 * Math.sin(k / 5)) + (k % 2), y);
    for (let waited = 0; waited < 1000; waited += 4) {
      const now = (await shown()).length;
      if (now > before) { before = now; break; }
      await page.waitForTimeout(4);
    }
  }
  // The first moves find the size that this machine can afford.
  const all = (await shown()).slice(-Number(count));
  await page.mouse.up();
  await browser.close();
  await studio.remove();
  console.log(JSON.stringify({ milliseconds: all.map(({ milliseconds }) => Math.round(milliseconds * 10) / 10), edges: all.map(({ edge }) => edge) }));
}
