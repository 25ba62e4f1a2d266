import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { SharedView } from '@/lib/studio/types';
import { projectRoot } from '@/lib/imaging/paths';
import { assets } from './assets';
import { data, html, Html } from './html';
import { embedPage, gonePage, lockedEmbed, lockedPage, sharePage } from './pages';
import { wordsIn } from './words';

beforeAll(() => { execFileSync(process.execPath, [join(projectRoot(), 'scripts/build.mjs'), '--only', 'share']); }, 60_000);

const step = (id: string, title: string, patch = {}): SharedView['steps'][number] => ({ id, author: id === '0' ? 'root' : 'agent', title, patch, settings: patch, hash: `hash${id}`, baseId: null, thought: '' });
const shared: SharedView = {
  name: '<b>Meadow</b> "1"', byline: 'Ana & Ö', locale: 'zh', allows: { picture: true, settings: false, remix: true, original: false },
  photo: { width: 3000, height: 2000, space: 'srgb', format: 'jpeg' },
  steps: [step('0', ''), { ...step('1', '提亮', { Exposure2012: 0.5 }), thought: '暗部</script><script>alert(1)</script>', asked: 'brighter <i>' }],
  instructions: ['brighter <i>'],
};
const english = () => wordsIn('en');
const shownIn = async () => sharePage({ token: 'tok', shared, words: await english() }, await wordsIn('zh'), 'https://photos.example');

describe('markup', () => {
  test('makes any text safe, in text and in attributes', () => {
    expect(html`<a title="${'"><script>'}">${"<b>&'"}${[1, false, null, html`<i></i>`]}</a>`.text).toBe('<a title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;&#39;1<i></i></a>');
    expect(data('x', '</script>').text).not.toMatch(/<\/script>.*<\/script>/);
    expect(new Html('<b>').text).toBe('<b>');
  });

  test('of a shared page holds one script and no text of a photo as markup', async () => {
    const page = await shownIn();
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toContain('<b>Meadow');
    expect(page).not.toContain('alert(1)</script>');
    expect(page).toContain('&lt;b&gt;Meadow&lt;/b&gt;');
  });
});

describe('what a phone loads', () => {
  const compressed = (text: string) => gzipSync(text, { level: 6 }).length;

  test('is one document: no script, style or font beside it', async () => {
    const page = await shownIn();
    expect(page).not.toMatch(/<script[^>]+src=|<link[^>]+stylesheet|@import|url\((?!["']?data:)/);
  });

  // The budget is 120 kB; what is there is small, and should stay so.
  test('is at most 8 kB of script and 6 kB of style, compressed', () => {
    expect(compressed(assets().script)).toBeLessThan(8_000);
    expect(compressed(assets().style)).toBeLessThan(6_000);
    expect(compressed(assets().script)).toBeGreaterThan(500);
  });
});

describe('the page of a link', () => {
  test('is announced in the language of the photo, whatever the visitor’s', async () => {
    const page = await shownIn();
    expect(page).toContain('<meta property="og:description" content="Ana &amp; Ö 的修图前后，共 1 步。">');
    expect(page).toContain('<meta property="og:image" content="https://photos.example/api/shared/tok/card">');
    expect(page).toContain('<meta name="twitter:card" content="summary_large_image">');
    expect(page).toContain('<html lang="en"');
    expect(page).toContain('<h3 lang="zh-CN">提亮</h3>');
  });

  test('offers what is allowed and nothing else', async () => {
    const page = await shownIn();
    expect(page).toContain('/api/shared/tok/download/picture');
    expect(page).toContain('action="/api/shared/tok/remix"');
    expect(page).not.toContain('/download/settings');
    expect(page).not.toContain('/download/original');
    const embedded = embedPage({ token: 'tok', shared, words: await english() });
    expect(embedded).not.toContain('<form');
    expect(embedded).not.toContain('/download/');
    expect(embedded).not.toContain('og:image');
  });

  test('behind a password tells nothing, and is the same for every link', async () => {
    const words = await english();
    expect(lockedPage(words)).not.toMatch(/og:|twitter:|tok|Meadow/);
    expect(lockedPage(words, 'wrong')).toContain(words.t('locked.wrong').replace(/'/g, '&#39;'));
    expect(lockedEmbed('tok', words)).not.toMatch(/<form|og:|Meadow/);
    expect(gonePage(words)).not.toMatch(/og:|tok/);
  });
});
