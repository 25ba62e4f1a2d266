import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closeStandIns, judgeOfLight, OVERDOING, standIn } from '../lib/agent/model/testing';
import { complaints, Journey } from './journey';
import { expect, test } from './studio';

test.use({ locale: 'en-GB' });
test.afterEach(closeStandIns);

test('a correction that made the picture worse is shown beside what it was to mend, rolled back, and stays in the tree', async ({ page, studio }) => {
  const [brain, judge] = [await standIn(OVERDOING, 'painter'), await standIn(judgeOfLight, 'critic')];
  const journey = new Journey(page, 'en');
  const { models: m, chat } = journey.words;
  const wrong = complaints(page);
  await page.goto(`/settings#key=${(await readFile(join(studio.dataDir, 'operator-key'), 'utf8')).trim()}`);
  await page.getByRole('button', { name: m.add }).click();
  await page.getByRole('menuitem', { name: m.blank }).click();
  await page.getByLabel(m.fields.name, { exact: true }).fill('Painter and critic');
  await page.getByLabel(m.fields.endpointUrls, { exact: true }).fill(brain.url);
  await page.getByLabel(m.fields.endpointModel, { exact: true }).fill('painter');
  await page.getByText(m.groups.judging, { exact: true }).click();
  await page.getByLabel(m.fields.evaluator, { exact: true }).selectOption('judge');
  await page.getByLabel(m.fields.judgeUrls, { exact: true }).fill(judge.url);
  await page.getByLabel(m.fields.judgeModel, { exact: true }).fill('critic');
  await page.getByLabel(m.fields.rounds, { exact: true }).fill('2');
  await page.getByRole('button', { name: m.save, exact: true }).click();
  await expect(page.getByText(m.saved)).toBeVisible();

  await journey.upload('coffee.png');
  await page.getByRole('button', { name: /^Model: / }).click();
  await page.getByRole('menuitemradio', { name: /Painter and critic/ }).click();
  await journey.ask('brighter');
  await journey.finished();

  const run = journey.lastRun();
  const [rollback, success] = [run.getByTestId('kept').first(), run.getByTestId('kept').last()];
  await expect(run.getByTestId('reflection')).toHaveCount(2);
  await expect(rollback).toContainText(chat.rolledBack);
  await expect(rollback).toContainText(chat.verdict.earlier);
  await expect(rollback).toContainText('The earlier result keeps the shape of the plate.');
  await expect(success).toContainText(chat.correctionKept);
  await expect(run.getByTestId('score')).toHaveCount(3);
  await expect(run.getByTestId('score').first()).toContainText(chat.preservation);
  await expect(run.getByTestId('run-usage')).toContainText(/1,?400 tokens in/);
  // Both pictures are there to be looked at.
  const pictures = rollback.getByRole('button').locator('img');
  await expect.poll(() => pictures.evaluateAll((images) => images.filter((image) => image instanceof HTMLImageElement && image.naturalWidth > 0).length)).toBe(2);
  // The rejected branch is in the strip, and can be looked at.
  await rollback.getByRole('button', { name: chat.showStep.replace('{title}', 'More exposure') }).click();
  await expect(journey.selected()).toHaveAttribute('aria-label', /More exposure \(rejected/);
  // The strip shows the branch that is looked at.
  await expect(journey.strip()).toHaveCount(3);
  const shots = process.env['EVOROOM_SHOTS'];
  if (shots) {
    await rollback.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(shots, 'reflection-1440.png') });
    await page.setViewportSize({ width: 390, height: 844 });
    await rollback.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(shots, 'reflection-390.png') });
  }
  expect(wrong).toEqual([]);
});
