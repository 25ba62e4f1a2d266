import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import { z } from 'zod';
import { readSettings } from '@/lib/develop/codecs';
import { normalise } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue } from '@/lib/develop/types';
import { EvolveError } from '../errors';

/**
 * A benchmark on disk (docs/BENCHMARK-ARTEDIT.md): a folder with `cases.jsonl`, one case a line, and the files that it names. Written by anybody: names of files are
 * looked up inside the folder and nowhere else, everything is bounded.
 */

const LARGEST = { cases: 64 * 1024 * 1024, settings: 8 * 1024 * 1024, about: 64 * 1024 } as const;
const MOST_CASES = 20_000;

/** A file of the benchmark: relative, without a way out. Links are followed up when it is opened. */
const file = z.string().min(1).max(300).refine((path) => !isAbsolute(path) && !/[\0\\]/.test(path) && !/^[a-z]+:/i.test(path) && !normalize(path).split(sep).includes('..'), 'Expected a path inside the folder');
const json: z.ZodType<JsonValue> = z.json();
const settings = z.record(z.string().max(120), json);
/** A picture, a settings file (.xmp, .json, .lrtemplate …), or settings as they are. */
const work = z.union([z.object({ picture: file }).strict(), z.object({ settings: z.union([file, settings]) }).strict()]);
export type Work = z.infer<typeof work>;

const mark = z.number().min(1).max(5);

const caseSchema = z.object({
  /** Unique; names the case's files of other systems' results. */
  id: z.string().regex(/^[\w.-]{1,100}$/).refine((id) => !/^\.+$/.test(id), 'Expected a name'),
  photo: file,
  instruction: z.string().trim().min(1).max(4000),
  locale: z.enum(['en', 'zh']),
  category: z.string().min(1).max(60),
  subcategory: z.string().max(60).default(''),
  expert: work,
  /** Results that people scored, 1..5 each: what the evaluator is held against. */
  human: z.array(z.object({ result: work, aesthetics: mark, instruction: mark, overall: mark.optional() })).max(64).default([]),
});
export type BenchmarkCase = z.infer<typeof caseSchema>;

const about = z.object({ name: z.string().min(1).max(120), expert: z.string().max(2000).default('') });

/** `name` and `expert` come from `benchmark.json`, which says whose work the expert's is; without one the folder's name stands for it. */
export type Benchmark = { readonly folder: string; readonly name: string; readonly expert: string; readonly cases: readonly BenchmarkCase[] };

/** @throws {EvolveError} `benchmark-missing`, `benchmark-unreadable` with the line */
export async function readBenchmark(folder: string): Promise<Benchmark> {
  const root = await realpath(folder).catch(() => undefined);
  const list = root === undefined ? undefined : await fileIn(root, 'cases.jsonl').catch(() => undefined);
  const size = list === undefined ? undefined : await stat(list).then((entry) => (entry.isFile() ? entry.size : undefined), () => undefined);
  if (root === undefined || list === undefined || size === undefined) throw new EvolveError('benchmark-missing', `${folder} is no benchmark: there is no cases.jsonl in it. docs/BENCHMARK-ARTEDIT.md says what belongs there; "evoroom bench make FOLDER" makes one from the sample photos.`);
  if (size > LARGEST.cases) throw new EvolveError('benchmark-unreadable', `cases.jsonl is larger than ${LARGEST.cases / 1024 / 1024} MB.`);
  const cases = casesOf(await readFile(list, 'utf8'));
  const described = about.safeParse(await describedIn(root).catch(() => undefined));
  return { folder: root, cases, ...(described.success ? described.data : { name: root.split(sep).at(-1) ?? 'benchmark', expert: '' }) };
}

async function describedIn(root: string): Promise<unknown> {
  const path = await fileIn(root, 'benchmark.json');
  return (await stat(path)).size > LARGEST.about ? undefined : (JSON.parse(await readFile(path, 'utf8')) as unknown);
}

export function casesOf(text: string): readonly BenchmarkCase[] {
  const ids = new Set<string>();
  const cases = text.split('\n').flatMap((line, index): readonly BenchmarkCase[] => {
    if (line.trim() === '') return [];
    const unreadable = (why: string): EvolveError => new EvolveError('benchmark-unreadable', `Line ${index + 1} of cases.jsonl cannot be read: ${why}.`);
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw unreadable('it is no JSON');
    }
    const read = caseSchema.safeParse(value);
    if (!read.success) throw unreadable(`${read.error.issues[0]?.path.join('.') ?? ''}: ${read.error.issues[0]?.message ?? 'not a case'}`);
    if (ids.has(read.data.id)) throw unreadable(`there is a case "${read.data.id}" before it`);
    ids.add(read.data.id);
    return [read.data];
  });
  if (cases.length === 0) throw new EvolveError('benchmark-unreadable', 'cases.jsonl holds no case.');
  if (cases.length > MOST_CASES) throw new EvolveError('benchmark-unreadable', `cases.jsonl holds more than ${MOST_CASES} cases.`);
  return cases;
}

/** The file of a name in a folder, links followed, never outside of it. */
export async function fileIn(folder: string, name: string): Promise<string> {
  const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, name)).catch(() => undefined)]);
  if (path === undefined) throw new EvolveError('file-missing', `${name} is not there.`);
  if (!path.startsWith(root + sep)) throw new EvolveError('file-outside', `${name} lies outside of the folder.`);
  return path;
}

/** The settings of a work that is given as such, normalised. */
export async function settingsOf(folder: string, { settings: given }: Extract<Work, { settings: unknown }>): Promise<DevelopSettings> {
  if (typeof given !== 'string') return normalise(given).settings;
  const path = await fileIn(folder, given);
  if ((await stat(path)).size > LARGEST.settings) throw new EvolveError('file-unreadable', `${given} is far too large for settings.`);
  return readSettings(await readFile(path, 'utf8'), undefined, given).settings;
}
