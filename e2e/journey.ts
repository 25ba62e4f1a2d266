import { expect, type Locator, type Page } from '@playwright/test';
import { en } from '../components/i18n/messages/en';
import { zh } from '../components/i18n/messages/zh';
import { attentive } from './listening';
import { sample } from './studio';

export const WORDS = { en, zh } as const;
export type Language = keyof typeof WORDS;

/** The studio as a user drives it, in one language. */
export class Journey {
  readonly words: (typeof WORDS)[Language];

  constructor(readonly page: Page, language: Language) {
    attentive(page);
    this.words = WORDS[language];
  }

  /** Picks a file on the first page and waits until its studio shows the picture. */
  async upload(file: string): Promise<void> {
    await this.page.goto('/');
    await this.page.getByTestId('file-input').setInputFiles(file.includes('/') ? file : sample(file));
    await this.page.waitForURL(/\/s\/[^/]+$/);
    await this.pictureShown();
  }

  async pictureShown(): Promise<void> {
    await expect.poll(() => this.page.locator('main img, [role="img"] img, img').evaluateAll((images) => images.some((image) => image instanceof HTMLImageElement && image.naturalWidth >= 300 && image.complete))).toBe(true);
  }

  async ask(text: string): Promise<void> {
    const field = this.page.getByLabel(this.words.chat.ask);
    await field.fill(text);
    await field.press('Enter');
  }

  runs(): Locator {
    return this.page.getByTestId('run');
  }

  lastRun(): Locator {
    return this.runs().last();
  }

  async finished(): Promise<void> {
    await expect(this.lastRun()).toHaveAttribute('data-status', 'done', { timeout: 180_000 });
  }

  /** The pictures of the film strip, the original first. */
  strip(): Locator {
    return this.page.getByRole('listbox', { name: this.words.history.strip }).getByRole('option');
  }

  selected(): Locator {
    return this.page.getByRole('listbox', { name: this.words.history.strip }).locator('[aria-selected="true"]');
  }

  async tab(name: 'chat' | 'develop' | 'info'): Promise<void> {
    await this.page.getByRole('tab', { name: this.words.studio.tab[name] }).click();
  }

  /** Presses beside a slider's thumb, at a share of its way, and holds: what it shows on its way stays until the button is up. */
  async holdSlider(tool: string, share: number): Promise<void> {
    const slider = this.page.locator(`[data-tool="${tool}"]`);
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    if (!box) throw new Error(`Expected the slider ${tool}`);
    await this.page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
    await this.page.mouse.down();
  }

  slider(label: string): Locator {
    return this.page.getByRole('slider', { name: label, exact: true });
  }
}

/** That two things on the page do not lie over each other. */
export async function apart(one: Locator, other: Locator): Promise<void> {
  const [a, b] = await Promise.all([one.boundingBox(), other.boundingBox()]);
  if (!a || !b) throw new Error('Expected both to be on the page');
  expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y, `${JSON.stringify(a)} lies over ${JSON.stringify(b)}`).toBe(true);
}

/** Addresses of every render that the page asked this server for. */
export function renderRequests(page: Page): string[] {
  const seen: string[] = [];
  page.on('request', (request) => { if (/\/api\/(photos|shared)\/.+\/render\//.test(request.url())) seen.push(request.url()); });
  return seen;
}

/** What the browser complained about, apart from the answers that a test provokes itself. */
export function complaints(page: Page): string[] {
  const seen: string[] = [];
  page.on('pageerror', (error) => seen.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) seen.push(message.text()); });
  return seen;
}
