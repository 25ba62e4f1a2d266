import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from '@playwright/test';
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

/** Bytes are the same on every visit; times are not where others work on the same machine: the fastest of these counts. */
const MOST_VISITS = 3;

/** A first visit: nothing of it is in any cache. */
async function visited(browser: Browser, options: BrowserContextOptions, path: string) {
  const context = await browser.newContext({ ...options, locale: 'en-GB', viewport: { width: 390, height: 844 } });
  try {
    await observe(context);
    const visit = await context.newPage();
    const { sent, client } = await record(visit);
    await client.send('Network.emulateNetworkConditions', THROTTLED.network);
    await client.send('Emulation.setCPUThrottlingRate', { rate: THROTTLED.cpu });
    const response = await visit.goto(path);
    await visit.waitForLoadState('networkidle');
    // What the document names is what has to be there before the page hears anybody; the rest comes when it is idle.
    const named = new Set([...((await response?.text()) ?? '').matchAll(/\/_next\/static\/chunks\/[^"\\]+?\.js/g)].map(([found]) => found));
    const scripts = sent.filter(({ url, type }) => type === 'Script' && named.has(new URL(url).pathname));
    const nodes = await visit.evaluate(() => document.querySelectorAll('*').length);
    return { script: scripts.reduce((sum, { bytes }) => sum + bytes, 0), files: scripts.length, requests: sent.length, nodes, ...(await seen(visit)) };
  } finally {
    await context.close();
  }
}

const BUDGETS = {
  studio: { script: 200_000, requests: 60, nodes: 700, paint: 12_000 },
  library: { script: 190_000, requests: 60, nodes: 700, paint: 12_000 },
  settings: { script: 186_000, requests: 45, nodes: 500, paint: 12_000 },
} as const;

test.use({ locale: 'en-GB' });

test('first loads stay within their budgets: script, requests, size of the page, shifts, the largest paint', async ({ page, browser, studio }) => {
  test.setTimeout(300_000);
  const journey = new Journey(page, 'en');
  await journey.upload('autumn-ridge.jpg');
  await journey.ask('warmer, brighter');
  await journey.finished();
  const paths = { studio: new URL(page.url()).pathname, library: '/', settings: '/settings' };
  const state = await page.context().storageState();
  for (const name of ['studio', 'library', 'settings'] as const) {
    const budget = BUDGETS[name];
    let fastest = Infinity;
    for (let visits = 0; visits < MOST_VISITS && fastest >= budget.paint; visits++) {
      const { script, files, requests, nodes, shift, paint } = await visited(browser, { baseURL: studio.url, storageState: state }, paths[name]);
      console.log(`${name}: ${(script / 1000).toFixed(1)} kB of script in ${files} files, ${requests} requests, ${nodes} nodes, shift ${shift.toFixed(4)}, largest paint ${Math.round(paint)} ms`);
      expect(script, `${name}: bytes of script`).toBeGreaterThan(50_000);
      expect(script, `${name}: bytes of script`).toBeLessThan(budget.script);
      expect(requests, `${name}: requests`).toBeLessThan(budget.requests);
      expect(nodes, `${name}: nodes`).toBeLessThan(budget.nodes);
      expect(shift, `${name}: layout shift`).toBeLessThanOrEqual(0.02);
      expect(paint, `${name}: largest paint`).toBeGreaterThan(0);
      fastest = Math.min(fastest, paint);
    }
    expect(fastest, `${name}: largest paint`).toBeLessThan(budget.paint);
  }
});
