import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { accessible } from './axe';
import { complaints, Journey, type Language } from './journey';
import { expect, sample, test } from './studio';

const shots = process.env['EVOROOM_SHOTS'];
const shot = async (page: Page, name: string) => { if (shots) await page.screenshot({ path: join(shots, `talking-${name}.png`) }); };

/** Message templates with their values filled in. */
const say = (template: string, values: Readonly<Record<string, string>>) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), template);

/** What the browser's recogniser hears: first a guess, then the words. */
const hears = (words: readonly string[]) => {
  class Heard {
    lang = '';
    onresult: ((event: object) => void) | null = null;
    onend: (() => void) | null = null;
    start() {
      words.forEach((transcript, index) => setTimeout(() => this.onresult?.({ results: [{ isFinal: index === words.length - 1, 0: { transcript } }] }), 150 * (index + 1)));
    }
    stop() { this.onend?.(); }
    abort() { this.onend?.(); }
  }
  Object.assign(window, { SpeechRecognition: Heard });
};

class Talk extends Journey {
  field(): Locator {
    return this.page.getByLabel(this.words.chat.ask);
  }
  said(text: string): Locator {
    return this.page.getByTestId('said').filter({ hasText: text });
  }
  menu(): Locator {
    return this.page.getByTestId('composer-menu');
  }
  /** Everything that was asked has come to its end. */
  async settled(count: number): Promise<void> {
    await expect(this.runs()).toHaveCount(count, { timeout: 60_000 });
    await this.finished();
  }
}

test.describe('the conversation', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('what is said while it works waits; what was said is copied, tried again and said anew', async ({ page, studio }) => {
    const wrong = complaints(page);
    const talk = new Talk(page, 'en');
    const { composer: w, chat } = talk.words;
    const said = { first: 'warmer, more contrast, open the shadows, and darken the sky', next: 'a bit less', after: 'make it crisper', other: 'colder and darker' };
    await talk.upload('hilltop-sunset.jpg');
    await expect(page.getByRole('list', { name: chat.suggestions }).getByRole('button').first()).toBeVisible();
    await shot(page, 'welcome-en');

    await talk.ask(said.first);
    await expect(page.getByRole('button', { name: chat.stop })).toBeVisible();
    await talk.ask(said.after);
    const queue = page.getByTestId('queue');
    await expect(queue.getByRole('listitem')).toHaveCount(1);
    // It must not be done before all is said.
    studio.pause();
    await talk.ask(said.next);
    await expect(queue.getByRole('listitem')).toHaveCount(2);
    await shot(page, 'queued-en');
    await queue.getByRole('button', { name: say(w.removeQueued, { text: said.after }) }).click();
    await expect(talk.said(said.after)).toBeHidden();
    studio.goOn();
    // They outlive a reload, and so does what was not sent, with the places and the reference that go with it.
    await talk.field().fill(said.other);
    await page.getByTestId('reference-input').setInputFiles(sample('coffee.png'));
    await page.getByRole('button', { name: talk.words.talk.point }).click();
    await page.getByTestId('point-surface').click({ position: { x: 120, y: 90 } });
    await expect(page.getByTestId('places-chip')).toBeVisible();
    await expect(page.getByTestId('reference-chip').locator('img')).toBeVisible();
    await page.reload();
    await expect(talk.field()).toHaveValue(said.other);
    await expect(page.getByTestId('reference-chip').locator('img')).toBeVisible();
    await expect(page.getByTestId('pin')).toHaveCount(1);
    await page.getByTestId('places-chip').getByRole('button').click();
    await page.getByTestId('reference-chip').getByRole('button').click();
    await talk.settled(2);
    await expect(queue).toBeHidden();
    await expect(page.getByTestId('said')).toHaveText([said.first, said.next]);
    await expect(page.getByTestId('plan').first().locator('[data-state="done"]').first()).toBeVisible();
    await talk.field().fill('');

    await page.getByRole('button', { name: w.copyRun }).first().click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`> ${said.first}`);
    expect(copied).toMatch(/\[x\] .+[\s\S]+ → /);

    // Again from the same step: a branch beside the old one, in the order it was asked.
    await page.getByRole('button', { name: w.retry }).last().click();
    await talk.settled(3);
    await expect(page.getByTestId('said')).toHaveText([said.first, said.next, said.next]);

    const edit = talk.said(said.first).locator('..').getByRole('button', { name: w.edit });
    await edit.click();
    await expect(talk.field()).toHaveValue(said.first);
    await expect(talk.field()).toBeFocused();
    await expect(page.getByTestId('editing-bar')).toBeVisible();
    await expect(talk.said(said.first)).toHaveAttribute('data-edited', 'true');
    await shot(page, 'editing-en');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('editing-bar')).toBeHidden();
    await expect(talk.field()).toHaveValue('');
    await edit.click();
    await talk.field().fill(said.other);
    await page.keyboard.press('Enter');
    await talk.settled(4);
    await page.reload();
    await expect(page.getByTestId('said')).toHaveText([said.first, said.next, said.next, said.other]);
    await shot(page, 'branch-en');
    expect(wrong).toEqual([]);
  });
});

for (const language of ['en', 'zh'] as const satisfies readonly Language[]) {
  const phone = language === 'en';
  test.describe(language, () => {
    test.use({ locale: language === 'zh' ? 'zh-CN' : 'en-GB', ...(phone && { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }) });

    test(`looks and commands at /, steps and places at @, and voice${phone ? ', on a phone' : ''}`, async ({ page }) => {
      const wrong = complaints(page);
      const talk = new Talk(page, language);
      const { composer: w, chat, palette } = talk.words;
      const spoken = language === 'en' ? ['dark', 'darken the sky'] : ['把天', '把天空压暗'];
      await page.addInitScript(hears, spoken);
      await talk.upload('chelsea.png');
      await shot(page, `welcome-${language}-${phone ? 390 : 1440}`);
      const field = talk.field();

      // The first sign loads the menu; the field keeps the focus meanwhile.
      await field.pressSequentially('/');
      await expect(talk.menu().getByRole('listbox', { name: w.commands })).toBeVisible();
      await expect(field).toBeFocused();
      await shot(page, `commands-${language}`);
      await accessible(page, '[data-testid="composer-menu"]');
      await field.pressSequentially(palette.autoTone);
      const best = talk.menu().getByRole('option').first();
      await expect(best).toHaveAccessibleName(palette.autoTone);
      if (phone) await best.tap();
      else await page.keyboard.press('Enter');
      await expect(talk.menu()).toBeHidden();
      await expect(field).toHaveValue('');
      await expect(talk.strip()).toHaveCount(2);
      await expect(talk.strip().last()).toHaveAccessibleName(new RegExp(palette.autoTone));

      // Escape leaves the words alone, and another sign opens it again.
      await field.fill('/');
      await expect(talk.menu()).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(talk.menu()).toBeHidden();
      await expect(field).toHaveValue('/');

      await field.fill('@');
      await expect(talk.menu().getByRole('listbox', { name: w.naming })).toBeVisible();
      await expect(talk.menu().getByRole('option', { name: w.things.sky.label })).toBeVisible();
      await expect(talk.menu().getByRole('option', { name: say(w.step, { number: '1' }) }).locator('img')).toBeVisible();
      await shot(page, `naming-${language}`);
      await accessible(page, '[data-testid="composer-menu"]');
      await field.pressSequentially('0');
      await page.keyboard.press('Tab');
      await expect(field).toHaveValue(new RegExp(`^${say(w.backToStep, { number: '0' })}\\s?$`));
      await expect(field).toBeFocused();

      await field.fill('');
      await page.getByRole('button', { name: w.voice.start }).click();
      await expect(page.getByTestId('listening')).toBeVisible();
      await expect(field).toHaveValue(spoken.at(-1) ?? '');
      await shot(page, `listening-${language}`);
      await page.getByRole('button', { name: w.voice.stop }).click();
      await expect(page.getByTestId('listening')).toBeHidden();
      await expect(talk.runs()).toHaveCount(0);
      await page.keyboard.press('Enter');
      await talk.settled(1);
      await shot(page, `answer-${language}`);
      await field.focus();
      await page.keyboard.press('ArrowUp');
      await expect(field).toHaveValue(spoken.at(-1) ?? '');
      await page.keyboard.press('ArrowDown');
      await expect(field).toHaveValue('');
      await accessible(page, '[role="log"]');
      await accessible(page, `form:has(textarea[aria-label="${chat.ask}"])`);
      expect(wrong).toEqual([]);
    });
  });
}
