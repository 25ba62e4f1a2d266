import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Holds a page to WCAG 2.2 A and AA: no violation, named with the elements that break it. @param within selector of a part of the page */
export async function accessible(page: Page, within?: string): Promise<void> {
  const builder = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  if (within !== undefined) {
    // What is loaded when it is opened takes a moment.
    await expect(page.locator(within).first()).toBeVisible();
    builder.include(within);
  }
  const { violations } = await builder.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}
