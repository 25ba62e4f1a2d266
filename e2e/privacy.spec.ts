import { writeFile } from 'node:fs/promises';
import { Journey, renderRequests } from './journey';
import { expect, sample, test } from './studio';

test.use({ locale: 'en-GB' });

test('no other browser reads a photo, an edit or an image address', async ({ page, browser, studio }) => {
  const mine = renderRequests(page);
  const journey = new Journey(page, 'en');
  await journey.upload('coffee.png');
  const session = page.url();
  const id = session.split('/').at(-1);
  await expect.poll(() => mine.length).toBeGreaterThan(0);

  const stranger = await browser.newContext({ locale: 'en-GB', baseURL: studio.url });
  const other = await stranger.newPage();
  await other.goto('/');
  await other.goto(session);
  await expect(other.getByText(journey.words.errors.session.title)).toBeVisible();
  for (const address of [...mine, `/api/sessions/${id}/export?format=jpeg`, `/api/sessions/${id}/settings?format=json`, mine[0]?.replace(/render\/.*/, 'source?edge=1024') ?? '']) {
    expect.soft((await stranger.request.get(address)).status(), address).toBe(404);
  }
  expect((await page.request.get(mine[0] ?? '')).status()).toBe(200);

  const [cookie] = (await page.context().cookies()).filter((one) => one.httpOnly);
  expect(cookie).toBeDefined();
  await stranger.addCookies([{ ...cookie!, value: `${cookie!.value.slice(0, -2)}xx` }]);
  expect((await stranger.request.get(mine[0] ?? '')).status()).toBe(404);
  await stranger.close();
});

test('bad files get a message that names the problem and leave nothing behind', async ({ page }, info) => {
  const words = new Journey(page, 'en').words;
  await page.goto('/');
  const html = info.outputPath('holiday.jpg');
  await writeFile(html, '<!doctype html><script>alert(1)</script>');
  const empty = info.outputPath('empty.png');
  await writeFile(empty, '');
  const svg = info.outputPath('drawing.jpg');
  await writeFile(svg, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const cut = info.outputPath('cut.jpg');
  await writeFile(cut, (await (await import('node:fs/promises')).readFile(sample('autumn-ridge.jpg'))).subarray(0, 200_000));
  await page.getByTestId('file-input').setInputFiles([html, empty, svg, cut]);
  const list = page.getByRole('list', { name: words.library.uploads });
  for (const problem of [/web page/, /file is empty/, /SVG drawing/, /ends before the picture does/]) {
    await expect(list.getByRole('alert').filter({ hasText: problem })).toHaveCount(1);
  }
  await page.reload();
  await expect(page.getByText(words.library.sessions)).toHaveCount(0);
});

test('a sample starts without a photo of one’s own, and switching the language needs no reload', async ({ page }) => {
  await page.goto('/');
  const en = new Journey(page, 'en').words;
  const zh = new Journey(page, 'zh').words;
  await page.getByRole('button', { name: en.common.preferences }).click();
  await page.getByText('中文').click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: zh.library.headline })).toBeVisible();
  await page.getByRole('button', { name: /咖啡|Coffee/ }).click();
  await page.waitForURL(/\/s\//);
  await new Journey(page, 'zh').pictureShown();
  await expect(page.getByLabel(zh.chat.ask)).toBeVisible();
});

test('a wrong link is a friendly 404', async ({ page }) => {
  const response = await page.goto('/share/AAAAAAAAAAAAAAAAAAAAAA');
  expect(response?.status()).toBe(404);
  await expect(page.getByText(new Journey(page, 'en').words.errors.share.title)).toBeVisible();
});
