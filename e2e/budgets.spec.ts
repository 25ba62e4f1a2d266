import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { Journey } from './journey';
import { expect, test } from './studio';

/** Bytes as they are sent to a browser, headers included. */
type Sent = { readonly url: string; readonly type: string; readonly bytes: number };

async function record(page: Page): Promise<{ readonly sent: Sent[]; readonly client: CDPSession }> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const types = new Map<string, { readonly url: string; readonly type: string }>();
  const sent: Sent[] = [];
  client.on('Network.responseReceived', ({ requestId, response: { url }, type }) => types.set(requestId, { url, type }));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength: bytes }) => {
    const known = types.get(requestId);
    if (known) sent.push({ ...known, bytes });
  });
  return { sent, client };
}

/** Layout shifts and the largest paint, from the start of every document. */
const observe = (context: BrowserContext) => context.addInitScript(() => {
  Object.assign(window, { seen: { shift: 0, paint: 0 } });
  const seen = Reflect.get(window, 'seen') as { shift: number; paint: number };
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!Reflect.get(entry, 'hadRecentInput')) seen.shift += Number(Reflect.get(entry, 'value')); }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.paint = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
});
const seen = (page: Page) => page.evaluate(() => Reflect.get(window, 'seen') as { shift: number; paint: number });

/** A phone's slow network, and a processor a third as fast as this one. */
const THROTTLED = { network: { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8), uploadThroughput: 750e3 / 8 }, cpu: 3 } as const;

const BUDGETS = {
  studio: { script: 264_000, requests: 60, nodes: 700, paint: 9_000 },
  library: { script: 258_000, requests: 60, nodes: 700, paint: 9_000 },
  settings: { script: 215_000, requests: 45, nodes: 500, paint: 9_000 },
} as const;

test.use({ locale: 'en-GB' });

test('first loads stay within their budgets: script, requests, size of the page, shifts, the largest paint', async ({ page, browser, studio }) => {
  const journey = new Journey(page, 'en');
  await journey.upload('autumn-ridge.jpg');
  await journey.ask('warmer, brighter');
  await journey.finished();
  const paths = { studio: new URL(page.url()).pathname, library: '/', settings: '/settings' };
  const state = await page.context().storageState();
  for (const name of ['studio', 'library', 'settings'] as const) {
    const budget = BUDGETS[name];
    const context = await browser.newContext({ baseURL: studio.url, locale: 'en-GB', viewport: { width: 390, height: 844 }, storageState: state });
    await observe(context);
    const visit = await context.newPage();
    const { sent, client } = await record(visit);
    await client.send('Network.emulateNetworkConditions', THROTTLED.network);
    await client.send('Emulation.setCPUThrottlingRate', { rate: THROTTLED.cpu });
    const response = await visit.goto(paths[name]);
    await visit.waitForLoadState('networkidle');
    // What the document names is what has to be there before the page hears anybody; the rest comes when it is idle.
    const named = new Set([...((await response?.text()) ?? '').matchAll(/\/_next\/static\/chunks\/[^"\\]+?\.js/g)].map(([path]) => path));
    const scripts = sent.filter(({ url, type }) => type === 'Script' && named.has(new URL(url).pathname));
    const script = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
    const { shift, paint } = await seen(visit);
    const nodes = await visit.evaluate(() => document.querySelectorAll('*').length);
    console.log(`${name}: ${(script / 1000).toFixed(1)} kB of script in ${scripts.length} files, ${sent.length} requests, ${nodes} nodes, shift ${shift.toFixed(4)}, largest paint ${Math.round(paint)} ms`);
    expect(script, `${name}: bytes of script`).toBeGreaterThan(50_000);
    expect(script, `${name}: bytes of script`).toBeLessThan(budget.script);
    expect(sent.length, `${name}: requests`).toBeLessThan(budget.requests);
    expect(nodes, `${name}: nodes`).toBeLessThan(budget.nodes);
    expect(shift, `${name}: layout shift`).toBeLessThanOrEqual(0.02);
    expect(paint, `${name}: largest paint`).toBeGreaterThan(0);
    expect(paint, `${name}: largest paint`).toBeLessThan(budget.paint);
    await context.close();
  }
});
