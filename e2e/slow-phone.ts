import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from '@playwright/test';

/** Bytes as they are sent to a browser, headers included. */
type Sent = { readonly url: string; readonly type: string; readonly bytes: number };
/** `paint`: the largest, milliseconds; `shift`: of the layout, all shifts together. */
export type Visit = { readonly script: number; readonly files: number; readonly requests: number; readonly nodes: number; readonly shift: number; readonly paint: number };

/** A phone's slow network, and a processor a third as fast as this one. */
const THROTTLED = { network: { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8), uploadThroughput: 750e3 / 8 }, cpu: 3 } as const;

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

/** A first visit with a phone on a slow line: nothing of it is in any cache. */
export async function visited(browser: Browser, options: BrowserContextOptions, path: string): Promise<Visit> {
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
