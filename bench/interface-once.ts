/**
 * The interface in the built studio's own page in Chromium, as its user sees it. `interface-once INPUT COUNT` prints JSON, `null` without a Chromium:
 *
 * - `input`: from a pointer's move on a slider to the picture that shows it: milliseconds per move, from the event's own time stamp to the first animation frame
 *   after the canvas was drawn. The engine keeps only the newest move, so moves come one by one, as fast as pictures do. `edges`: the long edges that were drawn.
 * - `live`: full previews (1600 px) of the live worker, milliseconds per frame after one parameter changed.
 * - `close`: the same for what is seen at 100 %.
 * - `scrub`: from an arrow key in the film strip to the first animation frame in which the picture of that step stands, all pictures seen before.
 * - `paint`: a first visit with a phone on a slow line, milliseconds to the largest paint.
 */
import { chromium, type Page } from '@playwright/test';
import { Journey } from '../e2e/journey';
import { visited } from '../e2e/slow-phone';
import { Studio } from '../e2e/studio';
import { browserPath } from './browser';

const [input = '', count = '60'] = process.argv.slice(2);
const COUNT = Number(count);
const EDGE = 1600;
const POLL = 4;
/** Moves until the size that this machine can afford is found. */
const WARM = 8;
/** What a move is at least, px: on an ordinary screen less may be no other value. */
const LEAST_MOVE = 8;
const VISITS = 3;

type Shown = { readonly milliseconds: number; readonly edge: number };
type Frame = { readonly edge: number; readonly milliseconds: number; readonly part: boolean };
type Probe = { readonly shown: Shown[]; readonly frames: Frame[]; readonly scrubs: number[]; moved: number; pressed: number; awaited: string };

/** Notes what happens in the page: moves, frames of the worker, draws of the live canvas, and when a step's picture stands. */
function probing(): void {
  const probe: Probe = { shown: [], frames: [], scrubs: [], moved: 0, pressed: 0, awaited: '' };
  Object.defineProperty(window, 'probe', { value: probe });
  const note = (event: Event) => { if (event instanceof PointerEvent && event.buttons === 1) probe.moved = event.timeStamp; };
  // What is heard first is when it came; both kinds tell of the same move.
  window.addEventListener('pointerrawupdate', note, true);
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }) => {
        if (data?.type === 'frame') probe.frames.push({ edge: Math.max(data.bitmap.width, data.bitmap.height), milliseconds: data.milliseconds, part: data.region !== undefined });
      });
    }
  };
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...parts: unknown[]) {
    Reflect.apply(draw, this, parts);
    if (this.canvas.dataset['testid'] !== 'live' || probe.moved === 0) return;
    const { moved } = probe;
    probe.moved = 0;
    requestAnimationFrame(() => probe.shown.push({ milliseconds: performance.now() - moved, edge: Math.max(this.canvas.width, this.canvas.height) }));
  };
  window.addEventListener('keydown', (event) => {
    if (probe.awaited === '') return;
    const started = event.timeStamp, { awaited } = probe;
    probe.awaited = '';
    const look = () => requestAnimationFrame(() => {
      const images = [...document.querySelectorAll('[data-testid="canvas"] [data-pane="after"] img')];
      const newest = images.at(-1);
      if (newest instanceof HTMLImageElement && newest.src.includes(awaited) && newest.complete && newest.naturalWidth > 0) probe.scrubs.push(performance.now() - started);
      else if (performance.now() - started < 2000) look();
    });
    look();
  }, true);
}

const probeOf = (page: Page): Promise<Probe> => page.evaluate(() => (window as unknown as { probe: Probe }).probe);

/** Does something and waits until the count that it raises has risen. */
async function raised(page: Page, countOf: (probe: Probe) => number, act: () => Promise<unknown>, patience = 3000): Promise<void> {
  const before = countOf(await probeOf(page));
  await act();
  for (let waited = 0; waited < patience && countOf(await probeOf(page)) === before; waited += POLL) await page.waitForTimeout(POLL);
}

/** Some tone and colour, so that a frame is what frames of an edited photo are. */
async function edit(page: Page): Promise<void> {
  for (const tool of ['Shadows2012', 'Highlights2012', 'Contrast2012', 'Clarity2012', 'Dehaze', 'Vibrance']) {
    const slider = page.locator(`[data-tool="${tool}"]`);
    await slider.scrollIntoViewIfNeeded();
    await slider.focus();
    for (let k = 0; k < 3; k++) await slider.press('Shift+ArrowRight');
    await page.waitForTimeout(900);
  }
}

async function dragged(page: Page): Promise<readonly Shown[]> {
  const slider = page.locator('[data-tool="Exposure2012"]');
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (!box) throw new Error('Expected the slider on the page');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  for (let k = 0; k < COUNT + WARM; k++) {
    await raised(page, ({ shown }) => shown.length, () => page.mouse.move(box.x + box.width * (0.5 + 0.2 * Math.sin(k / 5)) + LEAST_MOVE * (k % 2), y), 1000);
  }
  const { shown } = await probeOf(page);
  await page.mouse.up();
  await page.waitForTimeout(1000);
  return shown.slice(WARM);
}

/** Milliseconds of the frames that the worker makes when a slider rests. */
async function rested(page: Page, wanted: (frame: Frame) => boolean, most: number): Promise<readonly number[]> {
  const slider = page.locator('[data-tool="Exposure2012"]');
  await slider.focus();
  for (let k = 0; k < most + 3; k++) await raised(page, ({ frames }) => frames.filter(wanted).length, () => slider.press('ArrowRight'));
  return (await probeOf(page)).frames.filter(wanted).map(({ milliseconds }) => milliseconds).slice(-most);
}

async function scrubbed(page: Page, journey: Journey): Promise<readonly number[]> {
  const steps = await journey.strip().count();
  const step = async (key: 'ArrowLeft' | 'ArrowRight', at: number) => {
    const url = await journey.strip().nth(at).locator('img').getAttribute('src');
    const hash = /render\/([^?/]+)/.exec(url ?? '')?.[1] ?? '';
    await page.evaluate((awaited) => { (window as unknown as { probe: Probe }).probe.awaited = awaited; }, hash);
    await raised(page, ({ scrubs }) => scrubs.length, () => page.keyboard.press(key));
    await page.waitForTimeout(400);
  };
  await journey.selected().focus();
  for (let turn = 0; turn < 4; turn++) {
    for (let at = steps - 2; at >= 0; at--) await step('ArrowLeft', at);
    for (let at = 1; at < steps; at++) await step('ArrowRight', at);
  }
  // The first way there and back fetches what the others only show.
  return (await probeOf(page)).scrubs.slice(2 * (steps - 1));
}

const executablePath = browserPath();
if (executablePath === undefined) {
  console.log('null');
} else {
  const studio = await Studio.create();
  await studio.start();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', baseURL: studio.url });
  await page.addInitScript(probing);
  const journey = new Journey(page, 'en');
  await journey.upload(input);
  await journey.tab('develop');
  // Both sources have to be there: the small one to begin with, and the one that full previews come from.
  await page.locator('[data-live="ready"]').waitFor();
  await page.waitForTimeout(2500);
  await edit(page);
  const shown = await dragged(page);
  const live = await rested(page, ({ edge, part }) => edge === EDGE && !part, Math.min(COUNT, 20));
  const scrub = await scrubbed(page, journey);
  await page.keyboard.press('1');
  await page.waitForTimeout(3000);
  const close = await rested(page, ({ part }) => part, Math.min(COUNT, 20));
  const path = new URL(page.url()).pathname, storageState = await page.context().storageState();
  await page.close();
  const paint: number[] = [];
  for (let visit = 0; visit < VISITS; visit++) paint.push((await visited(browser, { baseURL: studio.url, storageState }, path)).paint);
  await browser.close();
  await studio.remove();
  const tenths = (values: readonly number[]) => values.map((value) => Math.round(value * 10) / 10);
  console.log(JSON.stringify({ input: tenths(shown.map(({ milliseconds }) => milliseconds)), edges: shown.map(({ edge }) => edge), live: tenths(live), close: tenths(close), scrub: tenths(scrub), paint: tenths(paint) }));
}
