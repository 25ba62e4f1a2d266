import { expect, type Page } from '@playwright/test';

/** Until the page hears its user: what is clicked, typed or chosen before hydration is heard by nobody. Documents without the framework listen from the start. */
export const listening = (page: Page) => expect.poll(() => page.evaluate(() => {
  if (!('__next_f' in window)) return true;
  const controls = [...document.querySelectorAll('button, input, textarea')];
  return controls.every((control) => Object.keys(control).some((key) => key.startsWith('__reactProps')));
})).toBe(true);

const known = new WeakSet<Page>();

/** A page that, when it has gone somewhere, is listened to. */
export function attentive(page: Page): Page {
  if (known.has(page)) return page;
  known.add(page);
  for (const name of ['goto', 'reload'] as const) {
    const go = page[name].bind(page) as (...inputs: unknown[]) => ReturnType<Page['goto']>;
    Object.assign(page, { [name]: async (...inputs: unknown[]) => {
      const response = await go(...inputs);
      await listening(page);
      return response;
    } });
  }
  return page;
}
