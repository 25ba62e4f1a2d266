import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rampDarkroom, scoredBy } from '@/lib/agent/doubles';
import { createModelClient } from '@/lib/agent/model';
import { closeStandIns, standIn } from '@/lib/agent/model/testing';
import { encode, Renderer } from '@/lib/imaging';
import type { DevelopSettings, Pixels } from '@/lib/develop/types';
import { SAMPLES } from '../environment/photos/subjects';
import { WISHES } from '../environment/words/wishes';
import { EvolveError } from '../errors';
import type { BenchmarkJudge, Sheet } from './judging';
import { casesOf, fileIn } from './layout';
import { html } from './markup';
import { EXPERT, UNTOUCHED } from './run';
import { CASES, PHOTOS } from './shipped/cases';
import { makeShipped } from './shipped/make';
import { embeddedJudge, modelJudge, pageOf, readBenchmark, resultsSystem, runBenchmark, type BenchmarkOptions, type System } from '.';

const photo: Pixels = { width: 96, height: 64, channels: 3, space: 'srgb', depth: 8, data: Uint8Array.from({ length: 96 * 64 * 3 }, (_, at) => 40 + ((at * 7 + Math.floor(at / 288) * 3) % 120)) };
const line = (fields: object): string => JSON.stringify({ id: 'a', photo: 'photos/p.png', instruction: 'brighter', locale: 'en', category: 'food', expert: { settings: { Exposure2012: 0.5 } }, ...fields });

const renderer = new Renderer({ workers: 1 });
let root = '';
let out = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'evoroom-artedit-'));
  await mkdir(join(root, 'photos'));
  await writeFile(join(root, 'photos/p.png'), await encode(photo, { format: 'png' }));
  await writeFile(join(root, 'cases.jsonl'), [
    line({ id: 'one', human: [{ result: { settings: { Exposure2012: 0.5 } }, aesthetics: 4, instruction: 5 }, { result: { settings: { Exposure2012: -1 } }, aesthetics: 3, instruction: 1 }] }),
    line({ id: 'two', instruction: '调暗', locale: 'zh', category: 'night', expert: { settings: { Exposure2012: -0.6 } }, human: [{ result: { settings: { Exposure2012: 0.1 } }, aesthetics: 3.5, instruction: 3 }] }),
    line({ id: 'three', instruction: '<script>alert(1)</script> brighter & "warmer"', category: 'food', expert: { picture: 'photos/p.png' } }),
  ].join('\n'));
});
beforeEach(async () => { out = await mkdtemp(join(root, 'out-')); });
afterAll(async () => {
  await renderer.close();
  await rm(root, { recursive: true, force: true });
});

const system = (name: string, settings: DevelopSettings | ((id: string) => DevelopSettings)): System & { readonly asked: string[] } => {
  const asked: string[] = [];
  return { name, version: name, asked, work: async ({ id }) => { asked.push(id); return { settings: typeof settings === 'function' ? settings(id) : settings, steps: 1 }; } };
};
const never = new AbortController().signal;
const options = (changes: Partial<BenchmarkOptions> & Pick<BenchmarkOptions, 'systems'>): BenchmarkOptions => ({ judge: embeddedJudge(), evaluator: scoredBy(({ evidence }) => evidence.luma.mean / 20), renderer, out, edge: 96, signal: never, ...changes });

describe('the folder', () => {
  it.each([
    ['a path that leads out', { photo: '../../etc/passwd' }], ['an absolute path', { photo: '/etc/passwd' }], ['an address', { photo: 'http://x/y.png' }], ['a path that leads out on other systems', { photo: 'a\\..\\b' }],
    ['an id that is a path', { id: '../x' }], ['an id of dots', { id: '..' }], ['no instruction', { instruction: ' ' }], ['a language it has not', { locale: 'fr' }], ['scores off the scale', { human: [{ result: { picture: 'a.png' }, aesthetics: 9, instruction: 1 }] }], ['no work of the expert', { expert: {} }],
  ])('is refused with its line: %s', (_, fields) => {
    expect(() => casesOf(`${line({ id: 'fine' })}\n${line(fields)}`)).toThrow(/Line 2/);
  });
  it('is refused when it is no JSON, says a case twice, or holds none', () => {
    expect(() => casesOf('{"id": ')).toThrow(EvolveError);
    expect(() => casesOf(`${line({})}\n${line({})}`)).toThrow(/before it/);
    expect(() => casesOf('\n\n')).toThrow(/no case/);
  });
  it('is not left by a link in it', async () => {
    const folder = await mkdtemp(join(root, 'links-'));
    await writeFile(join(root, 'secret.png'), 'x');
    await symlink(join(root, 'secret.png'), join(folder, 'inside.png'));
    await expect(fileIn(folder, 'inside.png')).rejects.toMatchObject({ code: 'file-outside' });
    await expect(fileIn(folder, 'nothing.png')).rejects.toMatchObject({ code: 'file-missing' });
  });
  it('that is none is told apart', async () => {
    await expect(readBenchmark(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'benchmark-missing' });
    await expect(readBenchmark(join(root, 'photos'))).rejects.toMatchObject({ code: 'benchmark-missing' });
  });
});

describe('a run', () => {
  const close = (id: string): DevelopSettings => (id === 'two' ? { Exposure2012: -0.5 } : { Exposure2012: 0.45 });

  it('finds the system that does what the expert did ahead, by distance and by judge, in each language', async () => {
    const report = await runBenchmark(await readBenchmark(root), options({ systems: [system('contrary', (id) => ({ Exposure2012: id === 'two' ? 1 : -1 })), system('close', close)] }));
    const [contrary, good, expert, untouched] = report.systems;
    expect(report.systems.map(({ name }) => name)).toEqual(['contrary', 'close', EXPERT, UNTOUCHED]);
    expect(expert?.all).toMatchObject({ cases: 3, l1: 0, l2: 0 });
    expect(good?.byCategory['night']?.l1).toBeLessThan(untouched?.byCategory['night']?.l1 ?? 0);
    expect(good?.all?.overall).toBeGreaterThan((contrary?.all?.overall ?? 9) + 2);
    expect(Object.keys(good?.byLocale ?? {})).toEqual(['en', 'zh']);
    expect(report.duels).toMatchObject([{ system: 'close', against: 'contrary', all: { wins: 3, losses: 0 }, byLocale: { zh: { wins: 1 } } }]);
    expect(report.people).toMatchObject({ samples: 3, scores: { instruction: { srcc: 1 } } });
  });

  it('shows judges pictures and words alone, in an order that follows from no name, and gives each its own marks back', async () => {
    const sheets: Sheet[] = [];
    // Marks that tell which picture they were given for.
    const judge: BenchmarkJudge = { name: 'spy', judge: async (sheet) => { sheets.push(sheet); return { sc: sheet.result.evidence.luma.mean / 10, pq: 5 }; } };
    const names = ['Alpha', 'Beta', 'Gamma', 'Delta'];
    const report = await runBenchmark(await readBenchmark(root), options({ judge, systems: names.map((name, at) => system(name, { Exposure2012: at * 0.4 - 0.6, Contrast2012: at })) }));
    expect(sheets).toHaveLength(3 * 6);
    for (const sheet of sheets) {
      expect(Object.keys(sheet).sort()).toEqual(['instruction', 'locale', 'result', 'source']);
      expect([sheet.result.settings, sheet.source.settings]).toEqual([{}, {}]);
      expect(JSON.stringify({ ...sheet, result: { ...sheet.result, pixels: 0 }, source: { ...sheet.source, pixels: 0 } })).not.toMatch(/Alpha|Beta|Gamma|Delta|expert|untouched/);
    }
    const orders = [0, 1, 2].map((at) => sheets.slice(at * 6, at * 6 + 6).map(({ result }) => result.evidence.luma.mean));
    expect(orders.some((order) => order.join() !== order.toSorted((a, b) => a - b).join())).toBe(true);
    for (const { outcomes } of report.cases) {
      const marks = names.map((name) => outcomes.find((outcome) => outcome.system === name)?.sc ?? 0);
      expect(marks).toEqual(marks.toSorted((a, b) => a - b));
      expect(new Set(marks).size).toBe(4);
    }
  });

  it('goes on where it was stopped and ends as one that was not', async () => {
    const benchmark = await readBenchmark(root);
    const whole = await runBenchmark(benchmark, options({ systems: [system('close', close)] }));
    const elsewhere = await mkdtemp(join(root, 'stopped-'));
    const stopping = new AbortController();
    const first = system('close', (id) => { if (id === 'two') stopping.abort(new Error('enough')); return close(id); });
    await expect(runBenchmark(benchmark, options({ out: elsewhere, systems: [first], signal: stopping.signal }))).rejects.toThrow('enough');
    // A line that a kill cut in half.
    await writeFile(join(elsewhere, 'results.jsonl'), `${await readFile(join(elsewhere, 'results.jsonl'), 'utf8')}{"outcome":{"key":"ab`);
    const second = system('close', close);
    const resumed = await runBenchmark(benchmark, options({ out: elsewhere, systems: [second] }));
    expect(second.asked).toEqual(['two', 'three']);
    const timeless = (report: typeof whole): unknown => JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === 'milliseconds' ? 0 : value)));
    expect(timeless(resumed)).toEqual(timeless(whole));
    const third = system('close', close);
    await runBenchmark(benchmark, options({ out: elsewhere, systems: [third] }));
    expect(third.asked).toEqual([]);
  });

  it('tells of a system that failed and tries again the next time', async () => {
    const benchmark = await readBenchmark(root);
    const shaky = (broken: boolean): System => ({ name: 'shaky', version: '1', work: async ({ id }) => { if (broken && id === 'one') throw new Error('the model is away'); return { settings: {}, steps: 0 }; } });
    const report = await runBenchmark(benchmark, options({ systems: [shaky(true)] }));
    expect(report.systems[0]).toMatchObject({ failed: 1, all: { cases: 2 } });
    expect(pageOf(report, () => undefined)).toContain('the model is away');
    expect((await runBenchmark(benchmark, options({ systems: [shaky(false)] }))).systems[0]).toMatchObject({ failed: 0, all: { cases: 3 } });
  });

  it('takes ready results of another system, pictures of any size and settings, and says which are missing', async () => {
    const folder = await mkdtemp(join(root, 'results-'));
    const larger: Pixels = { width: 192, height: 128, channels: 3, space: 'srgb', depth: 8, data: new Uint8Array(192 * 128 * 3).fill(128) };
    await writeFile(join(folder, 'one.png'), await encode(larger, { format: 'png' }));
    await writeFile(join(folder, 'two.json'), JSON.stringify({ Exposure2012: -0.6 }));
    const report = await runBenchmark(await readBenchmark(root), options({ systems: [await resultsSystem('elsewhere', folder)] }));
    const [one, two, three] = report.cases.map(({ outcomes }) => outcomes.find(({ system: name }) => name === 'elsewhere'));
    expect(one?.l1).toBeGreaterThan(5);
    expect(two?.l1).toBe(0);
    expect(three?.failed).toMatch(/no result for three/);
  });

  it('becomes a page in which nothing of the benchmark is markup and nothing comes from elsewhere', async () => {
    const report = await runBenchmark(await readBenchmark(root), options({ systems: [system('<img src=x onerror=alert(1)>', close)] }));
    const page = pageOf(report, () => new Uint8Array([1, 2, 3]));
    expect(page).not.toMatch(/<script|<img src=x/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; brighter &amp; &quot;warmer&quot;');
    expect(page.match(/(src|href)="(?!data:)/g)).toBeNull();
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/NaN|undefined/);
  });
});

describe('a model as the judge', () => {
  afterEach(closeStandIns);
  it('gives the lower of two marks for each of SC and PQ, and is told neither names nor numbers', async () => {
    const server = await standIn([{ text: '{"score": [8, 6], "reasoning": "fine"}' }, { text: '{"score": [9, 7.5], "reasoning": "fine"}' }]);
    const darkroom = rampDarkroom();
    const marks = await modelJudge(createModelClient(server.endpoint), 'm').judge({ instruction: 'brighter', locale: 'en', source: await darkroom.observe({}), result: await darkroom.observe({ Exposure2012: 1 }) }, never);
    expect(Object.values(marks).filter((mark) => [6, 7.5].includes(mark))).toHaveLength(2);
    const texts = server.requests.map(({ body }) => JSON.stringify(body['messages']).match(/"text":"[^"]*"/g)?.join(' '));
    expect(texts.toSorted()).toEqual(['"text":"Before:" "text":"After:" "text":"Instruction: brighter"', '"text":"Image:"']);
  });
});

it('escapes values in text and attributes', () => expect(html`<a title="${'"><b>'}">${['&', html`<i>${"'"}</i>`, false]}</a>`.text).toBe('<a title="&quot;&gt;&lt;b&gt;">&amp;<i>&#39;</i></a>'));

describe('the benchmark that ships', () => {
  it('says every case in both languages and names a photo for each', () => {
    expect(CASES.filter(({ locale }) => locale === 'en')).toHaveLength(CASES.length / 2);
    for (const { photo: used, locale, says } of CASES) {
      expect(PHOTOS.some(({ id }) => id === used)).toBe(true);
      expect(/\p{Script=Han}/u.test(says)).toBe(locale === 'zh');
    }
    expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
    expect(new Set(CASES.map(({ says }) => says)).size).toBe(CASES.length);
  });
  it('is said in words that nothing is trained with', () => {
    const wordings = Object.values(WISHES).flatMap(({ en, zh }) => [...en.train, ...zh.train]).map((phrase) => phrase.replace('~', '').replace(/\s+/g, ' ').trim().toLowerCase());
    for (const { says } of CASES) for (const wording of wordings) expect(says.toLowerCase(), wording).not.toBe(wording);
    // Nor is any of the photos: their originals are in the half that is kept for tests.
    for (const { sample } of PHOTOS) expect(SAMPLES[sample]?.split).toBe('test');
  });
  it('is made of a photo and what the expert had in mind, which is not in it', async () => {
    const folder = await mkdtemp(join(root, 'shipped-'));
    const [first] = CASES;
    await makeShipped(folder, { renderer, signal: never, cases: first ? [first] : [] });
    const benchmark = await readBenchmark(folder);
    expect(benchmark.cases).toHaveLength(1);
    expect(benchmark.expert).toMatch(/Not a person/);
    expect(benchmark.cases[0]?.expert).toMatchObject({ settings: { Exposure2012: expect.any(Number) as number } });
    expect(await readFile(join(folder, 'cases.jsonl'), 'utf8')).not.toContain(first?.means);
  }, 30_000);
});
